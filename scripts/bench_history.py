"""Ten years of one network of two hundred members, made up by rule: the same every time."""

from datetime import date, timedelta
from random import Random

from networks.models import BalanceReading, CheckIn, Mandate, Membership, Network, Person
from roles.models import Role, RoleAssignment
from scripts.bench_data import TODAY, fill

YEARS = 10
MEMBERS = 200
DAYS = 365


def fill_history() -> Network:
    """Add a network with two hundred seats at any time, held for some years, with four roles for a year or two.

    Twice a year everybody says where their attention goes and what they add; a mandate lasts two years.
    """
    draw = Random(20261125)
    fill(networks=1, members=0)
    network = Network.objects.order_by("-pk")[0]
    network.started_on = TODAY - timedelta(days=YEARS * DAYS)
    network.save()
    seats = _add_seats(network)
    _add_roles(draw, seats)
    _add_mandates(seats)
    _add_reflections(draw, network, seats)
    return network


def _add_seats(network: Network) -> list[Membership]:
    """One half of the seats changes hands half-way, the other sooner and later."""
    engagements = [*network.engagements.all(), None]
    half = YEARS * DAYS // 2
    people = iter(
        Person.objects.bulk_create(
            Person(name=f"Passer-by {number}", name_key=f"passer-by {number}")
            for number in range(3 * MEMBERS)
        )
    )
    seats = []
    for number in range(MEMBERS):
        turns = (0, half) if number % 2 else (0, half // 2, half * 3 // 2)
        for turn, after in zip(turns, [*turns[1:], None], strict=True):
            seats.append(
                Membership(
                    network=network,
                    person=next(people),
                    engagement=engagements[number % len(engagements)],
                    joined_on=network.started_on + timedelta(days=turn),
                    left_on=None if after is None else network.started_on + timedelta(days=after),
                )
            )
    return Membership._base_manager.bulk_create(seats)


def _add_roles(draw: Random, seats: list[Membership]) -> None:
    roles = list(Role.objects.all())
    assignments = []
    for seat in seats:
        start, last = seat.joined_on, seat.left_on or TODAY
        while start < last:
            end = start + timedelta(days=draw.choice((DAYS, DAYS * 3 // 2, DAYS * 2)))
            assignments += [
                RoleAssignment(
                    membership=seat,
                    role=role,
                    started_on=start,
                    ended_on=end if end < TODAY else None,
                    start_known=draw.random() < 0.9,
                    for_network=draw.random() < 0.5,
                )
                for role in draw.sample(roles, 4)
            ]
            start = end
    RoleAssignment._base_manager.bulk_create(assignments)


def _add_mandates(seats: list[Membership]) -> None:
    Mandate._base_manager.bulk_create(
        Mandate(membership=seat, starts_on=start, granted_on=start, ends_on=start + timedelta(days=2 * DAYS))
        for seat in seats
        if seat.engagement is not None
        for start in _every(2 * DAYS, seat)
    )


def _add_reflections(draw: Random, network: Network, seats: list[Membership]) -> None:
    days = [(seat, day) for seat in seats for day in _every(DAYS // 2, seat)]
    shares = [(draw.randrange(50), draw.randrange(50)) for _ in days]
    BalanceReading.objects.bulk_create(
        BalanceReading(
            network=network,
            person=seat.person,
            read_on=day,
            organisation_share=organisation,
            individual_share=individual,
            network_share=100 - organisation - individual,
        )
        for (seat, day), (organisation, individual) in zip(days, shares, strict=True)
    )
    CheckIn.objects.bulk_create(
        CheckIn(network=network, person=seat.person, answered_on=day) for seat, day in days
    )


def _every(step: int, seat: Membership) -> list[date]:
    length = ((seat.left_on or TODAY) - seat.joined_on).days
    return [seat.joined_on + timedelta(days=number) for number in range(0, length, step)]
