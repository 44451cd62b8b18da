"""Who changed what in the demo: what its records say of the past two years, as if it had been written down then."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from networks.models import Mandate, Membership, Network, User
from roles.demo.plan import DOMAIN
from roles.models import EmptySeat, RoleAssignment
from roles.pages.changes.sources import SOURCES

DAYS = 730
ENDS = {Membership: "left_on", RoleAssignment: "ended_on", Mandate: "withdrawn_on"}
BEGINS = {
    Membership: "joined_on",
    RoleAssignment: "started_on",
    Mandate: "granted_on",
    EmptySeat: "decided_on",
}


def write_history(networks: list[Network], today: date) -> None:
    """Make the histories of these networks what their records say; the same every time."""
    for source in SOURCES:
        if source.network:
            source.history.objects.filter(**{f"{source.network}__in": networks}).delete()
    coordinator = User.objects.get(email=f"coordinator@{DOMAIN}")
    coordinated = set(Network.objects.with_coordinator(coordinator).values_list("pk", flat=True))
    rows: dict[type[models.Model], Any] = {
        Membership: Membership.objects.filter(network__in=networks),
        RoleAssignment: RoleAssignment.objects.filter(membership__network__in=networks),
        Mandate: Mandate.objects.filter(membership__network__in=networks).exclude(granted_on=None),
        EmptySeat: EmptySeat.objects.filter(network__in=networks),
    }
    for model, found in rows.items():
        way = "network_id" if model in {Membership, EmptySeat} else "membership__network_id"
        by_coordinator = set(found.filter(**{f"{way}__in": coordinated}).values_list("pk", flat=True))
        events: list[models.Model] = []
        for row in found.order_by("pk"):
            # Mandates are granted by stewards, who have no account here.
            knows_who = model is not Mandate and row.pk in by_coordinator
            events += _events(row, today, coordinator if knows_who else None)
        events.sort(key=lambda event: event.history_date)  # type: ignore[attr-defined]
        model.history.model.objects.bulk_create(events)  # type: ignore[attr-defined]


def _events(row: Any, today: date, actor: User | None) -> Iterator[models.Model]:
    """Yield that a row began and that it ended, as far as that lies in the past that is kept."""
    model = type(row)
    end = getattr(row, ENDS[model]) if model in ENDS else None
    for kind, day in (("+", getattr(row, BEGINS[model])), ("~", end)):
        if day is None or not today - timedelta(days=DAYS) < day <= today:
            continue
        values = {each.attname: getattr(row, each.attname) for each in model.history.model.tracked_fields}
        if kind == "+" and model in ENDS:
            values[ENDS[model]] = None
        # In the morning, one after another.
        moment = datetime.combine(day, time(9)) + timedelta(minutes=row.pk % 180)
        yield model.history.model(
            **values, history_type=kind, history_user=actor, history_date=timezone.make_aware(moment)
        )
