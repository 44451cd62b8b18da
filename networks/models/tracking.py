"""Keeping who changed what: a row beside every change of certain models, whichever way it was made.

The library notices what is saved and deleted one by one; what is written in bulk is noticed here.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

IMPORT = "import"  # the reason of what a spreadsheet changed
ERASURE = "erasure"  # the reason of what ended because somebody had their data erased
SWAP = "swap"  # with a key behind it: the reason of what moved by a swap of roles
BATCH = 500


@dataclass(frozen=True, slots=True)
class Occasion:
    """What many changes have in common: why they were made, and when."""

    reason: str
    moment: datetime
    by_nobody: bool = False


_occasion: ContextVar[Occasion | None] = ContextVar("occasion", default=None)
_untracked: ContextVar[bool] = ContextVar("untracked", default=False)


@contextmanager
def changed_by(reason: str, *, by_nobody: bool = False) -> Iterator[None]:
    """Keep of every change made within that it was made for this reason, at one moment.

    `by_nobody` says that whoever happens to be looking at a page did not do it.
    """
    token = _occasion.set(Occasion(reason, timezone.now(), by_nobody))
    try:
        yield
    finally:
        _occasion.reset(token)


@contextmanager
def untracked() -> Iterator[None]:
    """Keep nothing of the changes made within: for what is made up, such as the demo."""
    token = _untracked.set(True)
    try:
        yield
    finally:
        _untracked.reset(token)


def swap_reason(swap: int) -> str:
    """Return the reason of what moved by one swap."""
    return f"{SWAP} {swap}"


def swap_of(reason: str | None) -> int | None:
    """Return the key of the swap by which something moved; None for what did not."""
    kind, _space, key = (reason or "").partition(" ")
    return int(key) if kind == SWAP and key.isdecimal() else None


class ChangeRecords(HistoricalRecords):
    """The history of a model. Fields that are left out do not stand in it, and make no history of their own."""

    def __init__(self, *, left_out: Collection[str] = (), **options: Any) -> None:
        super().__init__(excluded_fields=list(left_out), history_id_field=models.BigAutoField(), **options)

    def post_save(
        self,
        instance: models.Model,
        created: bool,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
        **details: Any,
    ) -> None:
        if update_fields is not None and set(update_fields) <= set(self.excluded_fields):
            return
        super().post_save(instance, created, using=using, **details)

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        if not _untracked.get():
            super().create_historical_record(instance, history_type, using=using)

    def get_history_user(self, instance: models.Model) -> Any:
        occasion = _occasion.get()
        return None if occasion and occasion.by_nobody else super().get_history_user(instance)

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str | None:
        occasion = _occasion.get()
        return occasion.reason if occasion else None


class TrackedQuerySet(models.QuerySet):
    """Rows whose history is kept, also of what is changed many at once. `delete()` leaves its trace by itself."""

    def update(self, **values: Any) -> int:
        """Change the rows, and keep how each of them is from now on."""
        history: Any = getattr(self.model, "history")  # noqa: B009
        with transaction.atomic(self.db):
            keys = list(self.values_list("pk", flat=True))
            changed = super().update(**values)
            tracked = {name for each in history.model.tracked_fields for name in (each.name, each.attname)}
            if tracked & set(values):
                rows = self.model._base_manager.using(self.db).in_bulk(keys)
                _keep(history, list(rows.values()), update=True)
        return changed

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Create the rows, or bring those that are there up to date, and keep how each of them is."""
        if options.get("ignore_conflicts"):
            raise NotImplementedError(
                "Which rows were created would not be known, so nor would their history."
            )
        rows = list(objs)
        if not rows:
            return rows
        with transaction.atomic(self.db):
            created = super().bulk_create(rows, *args, **options)
            _keep(getattr(self.model, "history"), created, update=bool(options.get("update_conflicts")))  # noqa: B009
        return created


def _keep(history: Any, rows: list[Any], *, update: bool) -> None:
    if _untracked.get():
        return
    occasion = _occasion.get()
    history.bulk_history_create(
        rows,
        batch_size=BATCH,
        update=update,
        default_change_reason=occasion.reason if occasion else None,
        default_date=occasion.moment if occasion else timezone.now(),
    )
