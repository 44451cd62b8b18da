"""The meetings of a network, newest first: how often they met, who chaired, who sat there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.search import FEW
from collab.text import fold
from networks.models import Attendance, Consultation, Membership, Network

PER_PAGE = 25
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who sat at a meeting, and for whom they sat there; empty for somebody in their own name."""

    pk: int
    name: str
    organisation: str
    chaired: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting with who sat there."""

    consultation: Consultation
    seats: Sequence[Seat]

    @property
    def organisations(self) -> int:
        """How many organisations were at the table."""
        return len({seat.organisation for seat in self.seats if seat.organisation})

    @property
    def chair(self) -> str:
        """Who chaired; empty when nobody did or it is not recorded."""
        return next((seat.name for seat in self.seats if seat.chaired), "")


@dataclass(frozen=True, slots=True)
class ConsultationList:
    """What the page shows."""

    lead: str
    rows: Sequence[Row]
    page: Page[Any]
    total: int
    years: Sequence[int]

    @property
    def searchable(self) -> bool:
        """Whether the list is long enough to search it."""
        return self.total > FEW


def read_list(
    network: Network, today: date, *, query: str, year: int | None, number: str
) -> ConsultationList:
    """Return a page of the meetings. Six queries, however many there are."""
    everything = network.consultations.all()
    found = everything.filter(_matching(network, query))
    if year is not None:
        found = found.filter(held_on__year=year)
    counted = found.annotate(decided=Count("decisions", distinct=True)).order_by("-held_on", "-pk")
    page = Paginator(counted, PER_PAGE).get_page(number)
    days = list(everything.values_list("held_on", flat=True))
    return ConsultationList(
        lead=_lead(network, [day for day in days if day > today - YEAR], today),
        rows=with_seats(network, list(page)),
        page=page,
        total=len(days),
        years=sorted({day.year for day in days}, reverse=True),
    )


def _matching(network: Network, query: str) -> Q:
    """Match meetings whose topic has these words, or at which somebody of that name sat."""
    if not query:
        return Q()
    named = Attendance.objects.filter(
        consultation__network=network, person__name_key__contains=fold(query), person__erased_on=None
    )
    return Q(topic__icontains=query) | Q(pk__in=named.values("consultation"))


def _lead(network: Network, recent: Sequence[date], today: date) -> str:
    """Say in one sentence how often they met in a year, and who chaired most of it."""
    if not recent:
        return _("No meeting was recorded in the last twelve months")
    met = ngettext(
        "%(total)s meeting in the last twelve months",
        "%(total)s meetings in the last twelve months",
        len(recent),
    ) % {"total": len(recent)}
    chairs = Counter(
        Attendance.objects.filter(
            consultation__network=network,
            consultation__held_on__gt=today - YEAR,
            chaired=True,
            person__erased_on=None,
        ).values_list("person", "person__name")
    )
    if not chairs or len(recent) < 3:
        return met
    ((_pk, name), most), *others = chairs.most_common()
    if 2 * most > len(recent):
        return _("%(met)s; %(name)s chaired most of them") % {"met": met, "name": name}
    if others:
        return _("%(met)s; %(total)s members took turns in the chair") % {"met": met, "total": len(chairs)}
    return met


def with_seats(network: Network, consultations: Sequence[Consultation]) -> list[Row]:
    """Return meetings with who sat there and for whom on that day. Two queries."""
    attendances: dict[int, list[Attendance]] = {}
    present = Attendance.objects.filter(consultation__in=[each.pk for each in consultations])
    for each in present.select_related("person").order_by("person__name_key", "person"):
        attendances.setdefault(each.consultation_id, []).append(each)
    people = {each.person_id for seats in attendances.values() for each in seats}
    memberships: dict[int, list[Membership]] = {}
    for membership in Membership.objects.filter(network=network, person__in=people).select_related(
        "engagement__organisation"
    ):
        memberships.setdefault(membership.person_id, []).append(membership)
    return [
        Row(
            consultation,
            [
                Seat(
                    each.person_id,
                    each.person.name,
                    organisation_on(memberships.get(each.person_id, ()), consultation.held_on),
                    each.chaired,
                )
                for each in attendances.get(consultation.pk, ())
            ],
        )
        for consultation in consultations
    ]


def organisation_on(memberships: Iterable[Membership], day: date) -> str:
    """Return for whom somebody sat there on a day; the nearest membership when none ran."""
    running = [
        each for each in memberships if each.joined_on <= day and (each.left_on is None or day < each.left_on)
    ]
    nearest = running or sorted(memberships, key=lambda each: abs((each.joined_on - day).days))
    organisation = nearest[0].organisation if nearest else None
    return organisation.name if organisation else ""
