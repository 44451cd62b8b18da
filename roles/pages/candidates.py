"""Who could take on a role in a network: its members side by side, with what the analysis would say after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from django.db.models import Max
from django.db.models.functions import Coalesce

from networks.models import Membership
from roles.analysis import Comparison, Give, Member, Move, Take
from roles.analysis.mandates import valid_until
from roles.models import Role, RoleAssignment, RoleStance
from roles.moves import motives_of
from roles.pages.competences import CompetenceLine, mean_score, read_competences
from roles.pages.reports import ReadReport
from roles.pictures.tints import tints_of

# With more than this, only those on the page are analysed: a second's patience is for what somebody looks at.
COMPARED_AT_ONCE = 100

STANCE_ORDER = ("prefers", "willing", "", "avoids")


@dataclass(frozen=True, slots=True)
class Load:
    """How much somebody carries: roles, of which in the cockpit; here, and in all networks, counted per network."""

    roles: int
    core_roles: int
    all_roles: int
    all_core_roles: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who does not hold the role, and what one would want to know before asking them."""

    membership: int
    person: int
    name: str
    email: str
    organisation: str  # empty: in their own name
    tint: str
    load: Load
    mandate_until: date | None
    last_held: date | None
    stance: str = ""  # empty: they said nothing, or the reader may not know
    competences: Sequence[CompetenceLine] = ()
    comparison: Comparison | None = None

    @property
    def own_mean(self) -> Fraction | None:
        """The mean of what they say themselves of their competences."""
        return mean_score(line.own for line in self.competences)

    @property
    def others_mean(self) -> Fraction | None:
        """The mean of what colleagues say of them."""
        return mean_score(line.others for line in self.competences)


@dataclass(frozen=True, slots=True)
class Choice:
    """A role that somebody is sought for, in a network on its day; `giver` hands it on, if anybody does."""

    read: ReadReport
    role: Role
    giver: Member | None = None
    giver_motives: int = 0
    memberships: Mapping[int, tuple[int, str]] = field(default_factory=dict)  # person -> seat and e-mail

    @property
    def bit(self) -> int:
        """The role as the analysis writes it."""
        return self.read.names.for_analysis()[1][self.role.pk]

    def moves(self, person: int) -> list[Move]:
        """What is done when this person takes the role on."""
        given: list[Move] = [Give(person, self.bit)]
        if self.giver is None:
            return given
        return [Take(self.giver.person, self.bit, self.giver_motives), *given]

    def compare(self, candidate: Candidate) -> Candidate:
        """Return the candidate with what would change if they took the role on, as far as the reader may see it."""
        return replace(candidate, comparison=self.read.compare_after(self.moves(candidate.person)))


def read_choice(read: ReadReport, role: Role) -> Choice:
    """Return the choice of a new holder. One query.

    For who may not know what people avoid, everything is worked out as if nobody had said so: the score for the
    individual moves by it, and would tell.
    """
    read = read.without_stances()
    seats = Membership.objects.active_on(read.snapshot.day).filter(network=read.network)
    rows = seats.values_list("person_id", "pk", "person__email")
    return Choice(read, role, memberships={person: (seat, email) for person, seat, email in rows})


def read_handover(choice: Choice, giver: Member) -> Choice:
    """Return the choice of somebody who takes the role over. One query, for whose sake it was held."""
    seat, _email = choice.memberships[giver.person]
    day = choice.read.snapshot.day
    held = RoleAssignment.objects.active_on(day).filter(membership=seat, role=choice.role)
    motives = motives_of(held).get((seat, choice.role.pk), 0)
    return replace(choice, giver=giver, giver_motives=motives)


def read_candidates(choice: Choice) -> list[Candidate]:
    """Return the members who do not hold the role, not compared yet, by name. Four queries at most.

    What people said of themselves, and colleagues of them, is there for the network's own coordinators only.
    """
    read = choice.read
    members = [
        member
        for member in read.snapshot.members
        if not member.roles & choice.bit and member.person in choice.memberships
    ]
    people = [member.person for member in members]
    stances: dict[int, str] = {}
    competences: dict[int, list[CompetenceLine]] = {}
    if read.reader.coordinates:
        asked = RoleStance.objects.filter(role=choice.role, person__in=people)
        stances = dict(asked.values_list("person", "stance"))
        competences = read_competences(choice.role, people, read.snapshot)
    last_held = _last_held(choice)
    tints = tints_of(read.snapshot.organisations)
    found = [
        Candidate(
            membership=choice.memberships[member.person][0],
            person=member.person,
            name=member.name,
            email=choice.memberships[member.person][1],
            organisation=_organisation(choice, member),
            tint=tints[member.organisation],
            load=_load(choice, member),
            mandate_until=valid_until(read.snapshot.mandates.get(member.person, ()), read.snapshot.day),
            last_held=last_held.get(member.person),
            stance=stances.get(member.person, ""),
            competences=competences.get(member.person, ()),
        )
        for member in members
    ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.person))


def _last_held(choice: Choice) -> dict[int, date]:
    """Return when people last laid the role down in this network, by person."""
    held = RoleAssignment.objects.filter(
        membership__network=choice.read.network, role=choice.role, started_on__lte=choice.read.snapshot.day
    )
    ends = held.annotate(end=Coalesce("ended_on", "membership__left_on")).exclude(end=None)
    return dict(ends.values_list("membership__person").annotate(Max("end")).order_by())


def _organisation(choice: Choice, member: Member) -> str:
    if member.organisation is None:
        return ""
    return choice.read.snapshot.organisations[member.organisation].name


def _load(choice: Choice, member: Member) -> Load:
    snapshot = choice.read.snapshot
    roles, core_roles = member.roles.bit_count(), (member.roles & snapshot.catalogue.core).bit_count()
    elsewhere = snapshot.elsewhere.get(member.person)
    if elsewhere is None:
        return Load(roles, core_roles, roles, core_roles)
    return Load(roles, core_roles, roles + elsewhere.roles, core_roles + elsewhere.core_roles)


def most_suitable(candidate: Candidate) -> tuple[object, ...]:
    """Sort by what suits best. Without a comparison yet, by what can be said without one.

    Who avoids the role comes last; then the fewest new findings that are more than a notice, who prefers it before
    who is willing, the fewest notices, the most gained, and who carries least.
    """
    comparison = candidate.comparison
    come = [finding.severity for finding in comparison.come] if comparison else []
    return (
        candidate.stance == "avoids",
        come.count("critical"),
        come.count("warning"),
        STANCE_ORDER.index(candidate.stance),
        come.count("notice"),
        -comparison.gained if comparison else 0,
        candidate.load.all_core_roles,
        candidate.load.all_roles,
        candidate.name.casefold(),
        candidate.person,
    )
