"""A database constraint that Django does not have: a foreign key over two columns."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.utils.translation import gettext_lazy as _


class SameParentConstraint(models.BaseConstraint):
    """The row that `field` points to has the same value in `shared` as this row, or `field` is empty.

    For example: the engagement of a membership belongs to the membership's own network. The database enforces it
    as a foreign key over both columns, for which the other table needs a UniqueConstraint on (id, `shared`).
    """

    violation_error_message = _("These two do not belong together.")

    def __init__(self, *, field: str, shared: str, **options: Any) -> None:
        super().__init__(**options)
        self.field = field
        self.shared = shared

    def _reference(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        options = model._meta
        target = options.get_field(self.field).remote_field.model._meta
        quote = editor.quote_name
        own = ", ".join(quote(options.get_field(name).column) for name in (self.field, self.shared))
        other = ", ".join(quote(target.get_field(name).column) for name in ("id", self.shared))
        return (
            f"FOREIGN KEY ({own}) REFERENCES {quote(target.db_table)} ({other}) DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """Return the clause within CREATE TABLE."""
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._reference(model, schema_editor)}"

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the statement that adds the constraint to a table."""
        return Statement(
            f"ALTER TABLE %(table)s ADD {self.constraint_sql(model, schema_editor)}",
            table=schema_editor.quote_name(model._meta.db_table),
        )

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the statement that takes the constraint off a table."""
        return Statement(
            f"ALTER TABLE %(table)s DROP CONSTRAINT {schema_editor.quote_name(self.name)}",
            table=schema_editor.quote_name(model._meta.db_table),
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ValidationError, at the field, when the two differ."""
        if exclude and {self.field, self.shared} & set(exclude):
            return
        other = getattr(instance, self.field)
        column = model._meta.get_field(self.shared).attname
        if other is not None and getattr(other, column) != getattr(instance, column):
            raise ValidationError({self.field: self.get_violation_error_message()})

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, options = super().deconstruct()
        return path, args, options | {"field": self.field, "shared": self.shared}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameParentConstraint) and self.deconstruct() == other.deconstruct()

    __hash__ = models.BaseConstraint.__hash__
