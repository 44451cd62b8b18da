"""What members say of their own part in a network."""

from datetime import date

from networks.models import BalanceReading, Membership


def record_voice(*, membership: Membership, interests: str, ambitions: str, expectations: str) -> None:
    """Keep a member's own interests, ambitions and expectations."""
    membership.interests, membership.ambitions, membership.expectations = interests, ambitions, expectations
    membership.save(update_fields=Membership.VOICE_FIELDS)


def record_balance(
    *, membership: Membership, day: date, organisation: int, individual: int, network: int
) -> BalanceReading:
    """Keep how a member divides their attention, in percent that add up to 100; a day has one reading, the last."""
    reading, _created = BalanceReading.objects.update_or_create(
        network=membership.network,
        person=membership.person,
        read_on=day,
        defaults={
            "organisation_share": organisation,
            "individual_share": individual,
            "network_share": network,
        },
    )
    return reading
