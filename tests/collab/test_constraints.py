"""A foreign key over two columns: what migrations and SQLite's way of changing tables do to it."""

import pytest
from django.apps import apps
from django.db import connection, connections, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.operations import AddConstraint, RemoveConstraint
from django.db.migrations.state import ProjectState

from collab.constraints import SameParentConstraint
from networks.models import Engagement, Membership, Network, Organisation, Person, User

pytestmark = pytest.mark.django_db

PAIR = [("networks_engagement", {("engagement_id", "id"), ("network_id", "network_id")})]


def composite_keys(database):
    """Return the foreign keys over several columns of SQLite's table of memberships."""
    with database.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_list(networks_membership)")
        rows = cursor.fetchall()
    pairs = {}
    for key, _order, table, column, other, *_rest in rows:
        pairs.setdefault((key, table), set()).add((column, other))
    return [(table, columns) for (_key, table), columns in pairs.items() if len(columns) > 1]


@pytest.fixture
def scratch_database():
    """An empty SQLite database in memory, whatever the tests run on."""
    settings = connection.settings_dict | {"ENGINE": "", "NAME": ":memory:", "OPTIONS": {}}
    connections["scratch"] = database = DatabaseWrapper(settings, "scratch")
    yield database
    database.close()
    del connections["scratch"]


def make_tables(database):
    with database.schema_editor() as editor:
        for model in (User, Person, Organisation, Network, Engagement, Membership):
            editor.create_model(model)


def test_constraint_over_two_columns_survives_that_sqlite_makes_its_tables_anew(scratch_database):
    make_tables(scratch_database)
    made = composite_keys(scratch_database)

    with scratch_database.schema_editor() as editor:
        for model, name in ((Membership, "interests"), (Engagement, "stake")):
            shorter = models.CharField(max_length=9, null=True)
            shorter.set_attributes_from_name(name)
            editor.alter_field(model, model._meta.get_field(name), shorter)

    assert (made, composite_keys(scratch_database)) == (PAIR, PAIR)


def test_migration_can_remove_the_constraint_over_two_columns_and_add_it_again(scratch_database):
    make_tables(scratch_database)
    constraint = next(each for each in Membership._meta.constraints if isinstance(each, SameParentConstraint))
    whole, bare = ProjectState.from_apps(apps), ProjectState.from_apps(apps)
    remove, add = RemoveConstraint("membership", constraint.name), AddConstraint("membership", constraint)
    remove.state_forwards("networks", bare)

    with scratch_database.schema_editor() as editor:
        remove.database_forwards("networks", editor, whole, bare)
    without = composite_keys(scratch_database)
    with scratch_database.schema_editor() as editor:
        add.database_forwards("networks", editor, bare, whole)

    assert (without, composite_keys(scratch_database)) == ([], PAIR)


def test_constraint_over_two_columns_is_the_same_in_a_migration():
    constraint = next(each for each in Membership._meta.constraints if isinstance(each, SameParentConstraint))
    path, arguments, options = constraint.deconstruct()

    twin = SameParentConstraint(*arguments, **options)

    assert path == "collab.constraints.SameParentConstraint"
    assert (twin == constraint, twin.clone() == constraint) == (True, True)
    assert twin != SameParentConstraint(field="engagement", shared="network", name="another")
