"""The changes that somebody may see, newest first, in a number of queries that does not depend on how many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from collab.addresses import address
from networks.access import ChangeScope
from networks.models import Network, Organisation, Stewardship
from networks.models.tracking import IMPORT, swap_of
from roles.catalogue_names import CatalogueNames
from roles.pages.changes.change import Change, Names
from roles.pages.changes.imports import import_sentence
from roles.pages.changes.sources import BY_CODE, ICONS, KINDS, SOURCES, Source
from roles.texts.base import inside_sentence

Found = tuple[str, datetime, int, int]  # model, when, key of the (last) row, how many rows it stands for


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened at one moment, in sentences."""

    moment: datetime
    kind: str
    sentences: Sequence[str]
    network: Network | None
    swap: str = ""  # where the swap can be read by which it happened; empty without

    @property
    def day(self) -> date:
        """The day on which it happened, here."""
        return timezone.localdate(self.moment)

    @property
    def icon(self) -> str:
        """The picture that goes with this kind of change."""
        return ICONS[self.kind]

    @property
    def label(self) -> str:
        """The kind of change, in words."""
        return str(KINDS[self.kind])


def find_changes(scope: ChangeScope, *, kind: str = "", person: int | None = None) -> QuerySet[Any]:
    """Return which changes a reader may see, newest first, to be counted, cut into pages and read.

    `kind` and `person` narrow them. For somebody who sees everything, the many rows of one import are one.
    """
    together = scope.everything and person is None
    found = [
        _summed(rows, source.code) if together else _each(rows, source.code)
        for source in SOURCES
        if kind in {"", source.kind} and (rows := _rows_of(source, scope, person)) is not None
    ]
    first, *others = found or [_each(SOURCES[0].history.objects.none(), SOURCES[0].code)]
    united = first.union(*others, all=True) if others else first
    return united.order_by("-history_date", "-row")


def _rows_of(source: Source, scope: ChangeScope, person: int | None) -> QuerySet[Any] | None:
    """Return the rows of one history that a reader may see; None when it cannot have any."""
    rows = source.history.objects.order_by()
    if scope.network is not None and not source.network:
        return None
    if scope.network is not None:
        rows = rows.filter(**{source.network: scope.network})
    if not scope.everything:
        concerns = Q(pk__in=[])
        if source.person and scope.person is not None:
            concerns |= Q(**{source.person: scope.person})
        if source.organisation and scope.organisations:
            concerns |= Q(**{f"{source.organisation}__in": scope.organisations})
        if not concerns.children[1:]:
            return None
        rows = rows.filter(concerns)
    if person is not None:
        return rows.filter(**{source.person: person}) if source.person else None
    return rows


def _each(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    found = rows.annotate(model=Value(code), row=F("history_id"), rows=Value(1))
    return found.values_list("model", "history_date", "row", "rows")


def _summed(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Take the rows of one import and of one type of change together; leave the others by themselves."""
    own = BigIntegerField()
    apart = Case(When(history_change_reason=IMPORT, then=Value(0)), default=F("history_id"), output_field=own)
    groups = rows.annotate(apart=apart).values("history_date", "history_user", "history_type", "apart")
    found = groups.annotate(model=Value(code), row=Max("history_id"), rows=Count("history_id"))
    return found.values_list("model", "history_date", "row", "rows")


def read_changes(
    found: Iterable[Found], catalogue: CatalogueNames, names: Names | None = None
) -> list[Entry]:
    """Put changes that were found into sentences. Two queries for each model among them."""
    listed = list(found)
    keys: dict[str, list[int]] = defaultdict(list)
    for model, _moment, row, _rows in listed:
        keys[model].append(row)
    roles = {role.pk: inside_sentence(role.name) for role in catalogue.roles.values()}
    changes = {
        (model, change.now.pk): change
        for model, rows in keys.items()
        for change in _load(BY_CODE[model], rows, roles, names or Names())
    }
    entries: list[Entry] = []
    imports: dict[datetime, list[tuple[Change, str, int]]] = defaultdict(list)
    for model, moment, row, rows in listed:
        change, source = changes[model, row], BY_CODE[model]
        network = source.network_of(change.now)
        if rows > 1:
            if moment not in imports:
                entries.append(Entry(moment, source.kind, [], network))
            imports[moment].append((change, model, rows))
        elif sentences := source.sentences(change):
            entries.append(Entry(moment, source.kind, sentences, network, _swap(change, network)))
    return [
        Entry(each.moment, each.kind, [import_sentence(imports[each.moment])], each.network)
        if not each.sentences
        else each
        for each in entries
    ]


def _swap(change: Change, network: Network | None) -> str:
    swap = swap_of(change.now.history_change_reason)
    return address("swap_detail", network.slug, swap) if swap is not None and network is not None else ""


def _load(source: Source, keys: Collection[int], roles: dict[int, str], names: Names) -> list[Change]:
    """Read rows of one history, each with the one before it of the same thing."""
    history = source.history.objects
    earlier = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    rows = list(
        history.filter(pk__in=keys)
        .select_related(*source.related, "history_user__person")
        .annotate(before=before)
    )
    previous = history.in_bulk([row.before for row in rows if row.before is not None])
    return [Change(row, previous.get(row.before), roles, names) for row in rows]


def read_access(organisation: Organisation) -> list[Entry]:
    """Return who came to answer for an organisation, or no longer, newest first."""
    source = next(each for each in SOURCES if each.history.instance_type is Stewardship)
    rows = source.history.objects.filter(organisation=organisation).order_by("-history_date", "-history_id")
    return read_changes(_each(rows, source.code), CatalogueNames.load())
