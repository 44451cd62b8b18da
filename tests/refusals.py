"""Asking a model and its database to refuse a row, and finding constraints that nobody asked about."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import translation


@dataclass(frozen=True)
class Refusal:
    """A row that breaks one constraint only, and the sentence that a person gets to read."""

    constraint: str
    make: Callable[[], models.Model]  # returns the row, not yet saved
    sentence: str

    def __str__(self) -> str:
        return self.constraint

    def is_named(self, row: models.Model) -> bool:
        """Whether the database names the constraint: SQLite names only checks, and else the columns at most."""
        constraint = next(each for each in row._meta.constraints if each.name == self.constraint)
        return connection.vendor == "postgresql" or isinstance(constraint, models.CheckConstraint)


def again(factory, *fields, **others):
    """Return a second row with some values of the first."""
    first = factory(**others)
    return factory.build(**{field: getattr(first, field) for field in fields})


def sentences(row: models.Model) -> list[str]:
    """Return what the model says of a row that it refuses."""
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        row.full_clean()
    with translation.override("en"):
        return refusal.value.messages


def database_error(row: models.Model) -> str:
    """Return what the database says of a row that it refuses."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
        connection.check_constraints()
    return str(refusal.value)


def constraints_of(app: str) -> list[str]:
    """Return the names of all constraints of an app's models."""
    return sorted(
        each.name for model in apps.get_app_config(app).get_models() for each in model._meta.constraints
    )
