"""What the database itself refuses, and how that is said."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, connections, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.operations import AddConstraint, RemoveConstraint
from django.db.migrations.state import ProjectState
from django.utils import timezone

from collab.constraints import SameParentConstraint
from networks.models import Engagement, Invitation, Membership, Network, Organisation, Person, User
from tests import factories as make
from tests.refusals import Refusal, constraints_of, database_error, sentences

pytestmark = pytest.mark.django_db

DAY, EVE = date(2026, 3, 2), date(2026, 3, 1)
# Only there for a foreign key to point at; it says no more than the primary key does.
LEANED_ON = "engagement_with_its_network"
PAIR = [("networks_engagement", {("engagement_id", "id"), ("network_id", "network_id")})]


def again(factory, *fields, **others):
    """Return a second row with some values of the first."""
    first = factory(**others)
    return factory.build(**{field: getattr(first, field) for field in fields})


def member(**values):
    return make.MembershipFactory.build(
        network=make.NetworkFactory(), person=make.PersonFactory(), engagement=None, joined_on=DAY, **values
    )


def member_of_another_network():
    return make.MembershipFactory.build(
        network=make.NetworkFactory(), person=make.PersonFactory(), engagement=make.EngagementFactory()
    )


def member_twice():
    first = make.MembershipFactory()
    return make.MembershipFactory.build(network=first.network, person=first.person, engagement=None)


def own_parent():
    network = make.NetworkFactory()
    network.parent = network
    network.clean = lambda: None  # which says the same of longer chains
    return network


def reading(**shares):
    network, person = make.NetworkFactory(), make.PersonFactory()
    return make.BalanceReadingFactory.build(network=network, person=person, **shares)


def mandate(**values):
    return make.MandateFactory.build(membership=make.MembershipFactory(), starts_on=EVE, **values)


def invitation(network=None, person=None, **values):
    values = {"email": "a@example.org", "token_hash": "b" * 64, "invited_by": make.UserFactory()} | values
    return Invitation(
        network=network or make.NetworkFactory(), person=person or make.PersonFactory(), **values
    )


def invited_twice():
    first = invitation(token_hash="a" * 64)
    first.save()
    return invitation(network=first.network, person=first.person)


def authority(**values):
    first = make.AuthorityFactory()
    return make.AuthorityFactory.build(**{"mandate": first.mandate, "topic": first.topic} | values)


def authority_of_unknown_level():
    new = make.MandateFactory()
    topic = make.DecisionTopicFactory(network=new.membership.network)
    return authority(mandate=new, topic=topic, level="perhaps")


REFUSALS = [
    Refusal(
        "one_account_per_email",
        lambda: User(email=make.UserFactory(email="ann@example.org").email.upper(), password="!"),
        "There is an account with this e-mail address already.",
    ),
    Refusal(
        "one_person_per_email",
        lambda: Person(name="Ann", email=make.PersonFactory(email="ann@example.org").email.upper()),
        "Somebody with this e-mail address is known already.",
    ),
    Refusal("person_has_a_name", lambda: Person(name=""), "This field cannot be blank."),
    Refusal(
        "organisation_has_a_name", lambda: Organisation(name="", slug="a"), "This field cannot be blank."
    ),
    Refusal(
        "one_stewardship_each",
        lambda: again(make.StewardshipFactory, "organisation", "person"),
        "Steward with this Organisation and Individual already exists.",
    ),
    Refusal("network_has_a_name", lambda: Network(name="", slug="a"), "This field cannot be blank."),
    Refusal(
        "network_ends_after_it_begins",
        lambda: make.NetworkFactory.build(started_on=DAY, ended_on=EVE),
        "A network cannot end before it begins.",
    ),
    Refusal("network_is_not_its_own_parent", own_parent, "A network cannot be part of itself."),
    Refusal(
        "network_phase_is_known",
        lambda: make.NetworkFactory.build(phase="doubt"),
        "Value 'doubt' is not a valid choice.",
    ),
    Refusal(
        "one_engagement_each",
        lambda: again(make.EngagementFactory, "network", "organisation"),
        "This organisation is engaged in this network already.",
    ),
    Refusal(
        "one_observer_each",
        lambda: again(make.ObserverFactory, "network", "person"),
        "Observer with this Network and Individual already exists.",
    ),
    Refusal(
        "one_running_invitation_each",
        invited_twice,
        "Constraint “one_running_invitation_each” is violated.",
    ),
    Refusal(
        "invitation_accepted_or_withdrawn",
        lambda: invitation(accepted_at=timezone.now(), withdrawn_at=timezone.now()),
        "Constraint “invitation_accepted_or_withdrawn” is violated.",
    ),
    Refusal("one_running_membership_each", member_twice, "This person is a member of this network already."),
    Refusal(
        "membership_ends_after_it_begins",
        lambda: member(left_on=EVE),
        "A membership cannot end before it begins.",
    ),
    Refusal(
        "membership_under_its_networks_engagement",
        member_of_another_network,
        "This organisation is not engaged in this network.",
    ),
    Refusal(
        "shares_add_up_to_100",
        lambda: reading(organisation_share=30, individual_share=30, network_share=30),
        "The three shares must add up to 100.",
    ),
    Refusal(
        "one_balance_reading_a_day",
        lambda: again(make.BalanceReadingFactory, "network", "person", "read_on"),
        "There is a reading of this day already.",
    ),
    Refusal(
        "one_topic_of_a_name",
        lambda: again(make.DecisionTopicFactory, "network", "name"),
        "This network has a topic of this name already.",
    ),
    Refusal(
        "mandate_ends_after_it_begins",
        lambda: mandate(ends_on=date(2026, 2, 28)),
        "A mandate cannot end before it begins.",
    ),
    Refusal(
        "mandate_withdrawn_after_granted",
        lambda: mandate(granted_on=DAY, withdrawn_on=EVE),
        "Only a mandate that was granted can be withdrawn, and not earlier.",
    ),
    Refusal(
        "mandate_withdrawn_after_granted",
        lambda: mandate(granted_on=None, withdrawn_on=DAY),
        "Only a mandate that was granted can be withdrawn, and not earlier.",
    ),
    Refusal(
        "mandate_hours_fit_in_a_month",
        lambda: mandate(hours_per_month=745),
        "Ensure this value is less than or equal to 744.",
    ),
    Refusal("one_authority_per_topic", authority, "This mandate speaks of this topic already."),
    Refusal("authority_level_is_known", authority_of_unknown_level, "Value 'perhaps' is not a valid choice."),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_database_and_model_refuse(refusal):
    row = refusal.make()

    said, error = sentences(row), database_error(row)

    assert said == [refusal.sentence]
    assert refusal.constraint in error or not refusal.is_named(row)


def test_every_constraint_is_asked():
    assert constraints_of("networks") == sorted({refusal.constraint for refusal in REFUSALS} | {LEANED_ON})


def test_database_knows_of_the_pair_that_a_foreign_key_points_at():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Engagement._meta.db_table)

    assert (found[LEANED_ON]["unique"], found[LEANED_ON]["columns"]) == (True, ["id", "network_id"])


@pytest.mark.parametrize(
    "allowed",
    [
        lambda: member(left_on=DAY),
        lambda: reading(organisation_share=0, individual_share=0, network_share=100),
        lambda: mandate(ends_on=EVE, granted_on=EVE, withdrawn_on=EVE, hours_per_month=744),
        lambda: make.NetworkFactory.build(started_on=DAY, ended_on=DAY, phase=""),
        lambda: Person(name="Zonder adres", email=make.PersonFactory(email="").email),
        lambda: again(make.MembershipFactory, "network", "person", "engagement", left_on=DAY),
    ],
)
def test_database_and_model_let_the_edge_of_the_allowed_pass(allowed):
    row = allowed()

    row.full_clean()
    row.save()
    connection.check_constraints()

    assert type(row).objects.filter(pk=row.pk).exists()


def test_membership_can_move_to_its_other_networks_engagement_in_one_go():
    membership, elsewhere = make.MembershipFactory(), make.EngagementFactory()

    Membership.objects.filter(pk=membership.pk).update(network=elsewhere.network, engagement=elsewhere)
    connection.check_constraints()

    membership.refresh_from_db()
    assert membership.organisation == elsewhere.organisation


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
