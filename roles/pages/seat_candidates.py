"""Whom an organisation could send to a network: its people side by side, with what the network would gain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from networks.models import Engagement, Mandate, Membership, Network, Person
from roles.analysis import SEVERITIES, Comparison, Give, Member, Move
from roles.analysis.catalogue import single_roles
from roles.loading.outsiders import Outsider, load_outsiders
from roles.models import Role, RoleAssignment
from roles.pages.competences import CompetenceLine, mean_score, read_competences
from roles.pages.reports import ReadReport


@dataclass(frozen=True, slots=True)
class SeatElsewhere:
    """Where somebody sits for the organisation already."""

    network: Network
    roles: Sequence[Role]
    mandated: bool
    hours: int  # a month, by the mandates that are valid

    @property
    def core_roles(self) -> int:
        """How many of the roles are in the cockpit."""
        return sum(role.place == Role.Place.CORE for role in self.roles)


@dataclass(frozen=True, slots=True)
class SeatCandidate:
    """Somebody of the organisation who has no seat in the network yet."""

    person: Person
    outsider: Outsider
    seats: Sequence[SeatElsewhere]
    open_book: bool  # whether the reader may know what they prefer and how they see themselves
    preferred: int = 0  # mask, of the empty roles
    willing: int = 0
    competences: Sequence[CompetenceLine] = ()
    comparison: Comparison | None = None

    @property
    def own_mean(self) -> Fraction | None:
        """The mean of how they see themselves on the generic profile."""
        return mean_score(line.own for line in self.competences)

    @property
    def roles(self) -> int:
        """How many roles they hold for the organisation."""
        return sum(len(seat.roles) for seat in self.seats)

    @property
    def core_roles(self) -> int:
        """How many of these are in the cockpit."""
        return sum(seat.core_roles for seat in self.seats)

    @property
    def hours(self) -> int:
        """How many hours a month their mandates give them."""
        return sum(seat.hours for seat in self.seats)

    @property
    def mandated(self) -> int:
        """In how many of their seats they have a valid mandate."""
        return sum(seat.mandated for seat in self.seats)


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A network to which an organisation could send somebody, on its day."""

    read: ReadReport
    engagement: Engagement
    in_person: bool  # whether the reader answers for the organisation themselves

    @property
    def empty(self) -> int:
        """The roles that nobody holds, as a mask."""
        filled = 0
        for member in self.read.snapshot.members:
            filled |= member.roles
        return (1 << len(self.read.snapshot.catalogue.roles)) - 1 & ~filled

    @property
    def own_members(self) -> list[Member]:
        """Who sits there for the organisation already."""
        return [each for each in self.read.snapshot.members if each.organisation == self.engagement.pk]

    def roles(self, mask: int) -> list[Role]:
        """Return the roles of a mask."""
        return [self.read.names.roles[slug] for slug in self.read.snapshot.catalogue.slugs(mask)]

    def compare(self, candidate: SeatCandidate) -> SeatCandidate:
        """Return the candidate with what would change if they joined and took on the empty roles they prefer."""
        moves: list[Move] = [candidate.outsider.joining(self.engagement.pk)]
        moves += [Give(candidate.person.pk, role) for role in single_roles(candidate.preferred)]
        return replace(candidate, comparison=self.read.compare_after(moves))


def read_seat_candidates(choice: SeatChoice) -> list[SeatCandidate]:
    """Return whom the organisation could send, not compared yet, by name. Nine queries, whatever their number.

    What people prefer, and how they see themselves, is for whoever answers for an organisation for which they sit:
    for nobody who only administers, and not of a steward who sits nowhere for it. What the network would gain is
    then worked out without it.
    """
    day = choice.read.snapshot.day
    if not choice.read.snapshot.active:
        return []
    people = list(Person.objects.to_send(choice.engagement, day).order_by("name_key", "pk"))
    seats = _read_seats(choice, people)
    reader = choice.read.reader.person
    known = {
        person.pk for person in people if choice.in_person and (person.pk in seats or person.pk == reader)
    }
    competences = read_competences(None, known)
    outsiders = [
        each if each.person.pk in known else each.closed()
        for each in load_outsiders(people, day, choice.read.names.for_analysis())
    ]
    return [
        SeatCandidate(
            person=each.person,
            outsider=each,
            seats=seats.get(each.person.pk, ()),
            open_book=each.person.pk in known,
            preferred=each.preferred & choice.empty,
            willing=each.willing & choice.empty,
            competences=competences.get(each.person.pk, ()),
        )
        for each in outsiders
    ]


def _read_seats(choice: SeatChoice, people: Collection[Person]) -> Mapping[int, list[SeatElsewhere]]:
    """Return where these people sit for the organisation in running networks, by person. Three queries."""
    day = choice.read.snapshot.day
    running = (
        Membership.objects.running_on(day)
        .filter(person__in=people, engagement__organisation=choice.engagement.organisation_id)
        .select_related("network")
        .order_by("network__name", "pk")
    )
    memberships = list(running)
    keys = [each.pk for each in memberships]
    roles: dict[int, set[int]] = {}
    held = RoleAssignment.objects.active_on(day).filter(membership__in=keys)
    for membership, role in held.values_list("membership", "role"):
        roles.setdefault(membership, set()).add(role)
    hours = _valid_hours(keys, day)
    seats: dict[int, list[SeatElsewhere]] = {}
    for each in memberships:
        seats.setdefault(each.person_id, []).append(
            SeatElsewhere(
                network=each.network,
                roles=[
                    role for role in choice.read.names.roles.values() if role.pk in roles.get(each.pk, ())
                ],
                mandated=each.pk in hours,
                hours=sum(hours.get(each.pk, ())),
            )
        )
    return seats


def _valid_hours(memberships: Collection[int], day: date) -> dict[int, list[int]]:
    """Return the hours a month of the mandates that are valid on a day, by membership."""
    valid = Mandate.objects.valid_on(day).filter(membership__in=memberships)
    hours: dict[int, list[int]] = {}
    for membership, given in valid.values_list("membership", "hours_per_month"):
        hours.setdefault(membership, []).append(given or 0)
    return hours


def most_useful(candidate: SeatCandidate) -> tuple[object, ...]:
    """Sort by what serves the network most. Without a comparison yet, by what can be said without one.

    Who prefers an empty role comes first; then the fewest and least serious new findings, the most gained, the most
    roles that somebody would like, and who carries least.
    """
    comparison = candidate.comparison
    come = [finding.severity for finding in comparison.come] if comparison else []
    return (
        not candidate.preferred,
        *(come.count(severity) for severity in SEVERITIES),
        -(comparison.gained if comparison else Fraction(0)),
        -candidate.preferred.bit_count(),
        -candidate.willing.bit_count(),
        candidate.roles,
        candidate.hours,
        candidate.person.name_key,
        candidate.person.pk,
    )
