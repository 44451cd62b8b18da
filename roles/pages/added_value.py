"""What a network's page about added value shows: the network's kinds of value, my own line, and my thanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from networks.models import CheckIn, Membership, Network, Thanks, User
from networks.value_texts import VALUE_MEANINGS
from roles.analysis.months import latest_more_than
from roles.models import Role, RoleAssignment, RoleValue
from roles.pictures.values import capital, draw_my_line, draw_value_bars, told
from roles.texts.values import value_sentence, what_to_do
from roles.value_counts import Answer, KindCount, ValueCounts, count_values

LATEST = 6  # check-ins in the picture of my own line
MANY = 20  # check-ins and thanks in a list


@dataclass(frozen=True, slots=True)
class RoleHere:
    """A role of the catalogue, and whether somebody holds it here."""

    role: Role
    is_held: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One kind of value: how it stands, and the roles that live on it."""

    count: KindCount
    meaning: str
    roles: Sequence[RoleHere]

    @property
    def name(self) -> str:
        """The kind, as it stands at the beginning of a line."""
        return capital(self.count.kind)

    @property
    def brings(self) -> str:
        """How many bring it, in words that single nobody out."""
        return told(self.count.brings)

    @property
    def wishes(self) -> str:
        """How many would like to, in the same words."""
        return told(self.count.wishes)


@dataclass(frozen=True, slots=True)
class AddedValue:
    """What the network brings together, as far as it may be told."""

    months: int
    counts: ValueCounts | None
    rows: Sequence[ValueRow]
    sentence: str
    what_to_do: str  # empty when nothing is lacking
    picture: SafeString


@dataclass(frozen=True, slots=True)
class OwnLine:
    """My check-ins here, newest first, and the picture of the latest."""

    check_ins: Sequence[CheckIn]
    picture: SafeString


def read_added_value(network: Network, months: int, day: date) -> AddedValue:
    """Return which kinds of value are plenty and which are scarce here, against the roles. Four queries at most."""
    counts = count_values(_answers(network, months, day))
    if counts is None:
        return AddedValue(months, None, [], "", "", SafeString())
    roles = _roles_by_kind(network, day)
    rows = [
        ValueRow(count, str(VALUE_MEANINGS[count.kind]), roles.get(count.kind, ())) for count in counts.kinds
    ]
    held = {
        str(count.kind): [each.role.name for each in roles.get(count.kind, ()) if each.is_held]
        for count in counts.kinds
    }
    sentence, deed = value_sentence(counts, held), what_to_do(counts)
    return AddedValue(months, counts, rows, sentence, deed, draw_value_bars(counts))


def _answers(network: Network, months: int, day: date) -> list[Answer]:
    """Return what each running member ticked last, if that was within so many months; words cannot be counted."""
    here = Membership.objects.active_on(day).filter(network=network)
    said = CheckIn.objects.filter(
        network=network,
        person__in=here.values("person"),
        answered_on__gt=latest_more_than(months, day),
        answered_on__lte=day,
    )
    last = {each.person_id: each for each in said.order_by("answered_on", "pk").prefetch_related("values")}
    answers = [Answer(each.brings, each.wishes) for each in last.values()]
    return [each for each in answers if each.brings or each.wishes]


def _roles_by_kind(network: Network, day: date) -> Mapping[str, list[RoleHere]]:
    held = set(
        RoleAssignment.objects.active_on(day)
        .filter(membership__network=network)
        .values_list("role", flat=True)
    )
    found: dict[str, list[RoleHere]] = {}
    for value in RoleValue.objects.select_related("role").order_by("role__position"):
        found.setdefault(value.kind, []).append(RoleHere(value.role, value.role_id in held))
    return found


def read_own_line(own: Membership) -> OwnLine:
    """Return a member's own check-ins here, which nobody else is shown on this page. Two queries."""
    said = CheckIn.objects.filter(network=own.network_id, person=own.person_id).prefetch_related("values")
    check_ins = list(said.order_by("-answered_on", "-pk")[:MANY])
    return OwnLine(check_ins, draw_my_line(check_ins[:LATEST][::-1]))


def thanks_of(user: User, network: Network) -> QuerySet[Thanks]:
    """Return the thanks that somebody gave or got in a network, newest first, with both names at hand."""
    return Thanks.objects.visible_to(user).filter(network=network).select_related("giver", "receiver")
