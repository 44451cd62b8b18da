"""What a network reached together."""

from datetime import date

from django.db import transaction

from networks.models import Network, Person, SharedResult


@transaction.atomic
def add_result(*, network: Network, by: Person | None, text: str, day: date) -> SharedResult:
    """Note something that was reached; the same on the same day a second time changes nothing."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    result, _created = SharedResult.objects.get_or_create(
        network=network, text=" ".join(text.split()), reached_on=day, defaults={"noted_by": by}
    )
    return result


def remove_result(*, result: SharedResult) -> None:
    """Remove what was noted by mistake."""
    result.delete()
