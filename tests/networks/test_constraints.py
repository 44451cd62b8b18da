"""What the database itself refuses, and how that is said."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from networks.models import (
    Engagement,
    Invitation,
    Membership,
    Network,
    Organisation,
    Person,
    Retention,
    User,
)
from tests import factories as make
from tests.networks import refusals_together
from tests.refusals import Refusal, again, constraints_of, database_error, sentences

pytestmark = pytest.mark.django_db

DAY, EVE = date(2026, 3, 2), date(2026, 3, 1)
# Only there for a foreign key to point at; it says no more than the primary key does.
LEANED_ON = "engagement_with_its_network"


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
        "mandate_granted_or_declined",
        lambda: mandate(granted_on=DAY, declined_on=DAY),
        "A mandate is granted or declined, not both.",
    ),
    Refusal(
        "mandate_hours_fit_in_a_month",
        lambda: mandate(hours_per_month=745),
        "Ensure this value is less than or equal to 744.",
    ),
    Refusal("one_authority_per_topic", authority, "This mandate speaks of this topic already."),
    Refusal("authority_level_is_known", authority_of_unknown_level, "Value 'perhaps' is not a valid choice."),
    Refusal(
        "one_retention_for_all",
        lambda: Retention(only=2),
        "The whole installation keeps things equally long.",
    ),
    *(
        Refusal(
            f"retention_of_{name}_in_range",
            lambda name=name: Retention(**{name: 121}),
            "Ensure this value is less than or equal to 120.",
        )
        for name in Retention.PERIODS
    ),
    *refusals_together.REFUSALS,
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
