"""What the models themselves know: names, time, addresses, and what goes when something goes."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import translation
from simple_history.models import HistoricalChanges

from networks.models import Authority, Engagement, Membership, Network, Organisation, Person, User
from roles.models import Competence, CompetenceRating, NetworkNorms, RoleAssignment, SelfAssessment
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
BEFORE, AFTER = date(2026, 3, 1), date(2026, 3, 3)


def make_full_network():
    """Return a network with a row of every kind that can belong to one."""
    membership = make.MembershipFactory(is_coordinator=True)
    network, person = membership.network, membership.person
    make.MembershipFactory(network=network, engagement=membership.engagement)
    make.AuthorityFactory(mandate__membership=membership)
    make.RoleAssignmentFactory(membership=membership)
    make.ObserverFactory(network=network)
    make.BalanceReadingFactory(network=network, person=person)
    make.CheckInFactory(network=network, person=person)
    NetworkNorms.objects.create(network=network)
    CompetenceRating.objects.create(
        network=network,
        person=person,
        rater=make.PersonFactory(),
        competence=Competence.objects.first(),
        score=3,
    )
    return network


def counts():
    """How many rows there are of every model, histories aside: those last until their time is over."""
    models = [model for app in ("networks", "roles") for model in apps.get_app_config(app).get_models()]
    return {
        model: model._base_manager.count() for model in models if not issubclass(model, HistoricalChanges)
    }


def test_network_that_goes_takes_along_what_belongs_to_it_and_nothing_else():
    kept = make_full_network()
    before = counts()
    gone = make_full_network()
    part = make.NetworkFactory(parent=gone)
    added = {model: count - before[model] for model, count in counts().items()}
    lasting = {model: added[model] for model in (User, Person, Organisation)}

    gone.delete()
    connection.check_constraints()

    part.refresh_from_db()
    assert part.parent is None
    assert counts() == {model: count + lasting.get(model, 0) for model, count in before.items()} | {
        Network: before[Network] + 1
    }
    assert Network.objects.filter(pk=kept.pk).exists()


def test_engagement_stays_while_somebody_takes_part_under_it():
    membership = make.MembershipFactory()

    with pytest.raises(RestrictedError):
        membership.engagement.delete()

    assert Engagement.objects.count() == 1


def test_person_and_organisation_stay_while_a_network_knows_them():
    membership = make.MembershipFactory()

    with pytest.raises(ProtectedError):
        membership.person.delete()
    with pytest.raises(ProtectedError):
        membership.organisation.delete()

    assert Membership.objects.get().organisation.name == membership.organisation.name


def test_person_who_took_part_nowhere_goes_with_all_that_they_said_of_themselves():
    stance = make.RoleStanceFactory()
    SelfAssessment.objects.create(person=stance.person, competence=Competence.objects.first(), score=3)
    observer = make.ObserverFactory(person=stance.person)

    stance.person.delete()

    assert counts()[SelfAssessment] == counts()[type(stance)] == counts()[type(observer)] == 0


def test_account_that_goes_leaves_the_person():
    person = make.PersonWithAccountFactory()

    person.user.delete()

    person.refresh_from_db()
    assert person.user is None


@pytest.mark.parametrize(("day", "active"), [(BEFORE, False), (DAY, True), (AFTER, False)])
def test_network_is_active_from_its_first_day_until_the_day_it_ends(day, active):
    network = make.NetworkFactory(started_on=DAY, ended_on=AFTER)

    assert network.is_active_on(day) is active
    assert Network.objects.active_on(day).exists() is active


@pytest.mark.parametrize(("day", "active"), [(BEFORE, False), (DAY, True), (AFTER, False)])
def test_membership_is_active_from_its_first_day_until_the_day_it_ends(day, active):
    make.MembershipFactory(joined_on=DAY, left_on=AFTER)

    assert Membership.objects.active_on(day).exists() is active


@pytest.mark.parametrize(
    ("dates", "active"),
    [
        ({"started_on": DAY}, True),
        ({"started_on": AFTER}, False),
        ({"started_on": BEFORE, "ended_on": DAY}, False),
        ({"started_on": BEFORE, "ended_on": AFTER}, True),
        ({"started_on": BEFORE, "membership__joined_on": AFTER}, False),
        ({"started_on": BEFORE, "membership__left_on": DAY}, False),
        ({"started_on": BEFORE, "membership__left_on": AFTER}, True),
    ],
)
def test_assignment_is_active_within_its_own_days_and_its_memberships(dates, active):
    make.RoleAssignmentFactory(**dates)

    assert RoleAssignment.objects.active_on(DAY).exists() is active


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Yasmina El Amrani", "YA"), ("Ann", "A"), ("'t Hart", "H"), ("J. (Jan) de Vries", "JV"), ("☺", "☺")],
)
def test_person_has_initials(name, initials):
    assert Person(name=name).initials == initials


def test_names_are_compared_without_case_accents_and_spaces():
    organisation = make.OrganisationFactory(name="Café  Één")
    person = make.PersonFactory(name="  Zoë VAN Dam ")

    with pytest.raises(IntegrityError), transaction.atomic():
        make.OrganisationFactory(name="CAFE een")

    assert (organisation.name_key, person.name_key) == ("cafe een", "zoe van dam")


def test_account_is_found_by_its_address_whatever_the_case():
    user = User.objects.create_user(" Ann@Example.org ", "correct horse battery")

    assert user.email == "ann@example.org"
    assert User.objects.get_by_natural_key("ANN@example.org") == user
    assert user.check_password("correct horse battery")


def test_administrator_may_enter_the_administration():
    administrator = User.objects.create_superuser("ann@example.org", "correct horse battery")

    assert (administrator.is_staff, administrator.is_superuser) == (True, True)


def test_account_without_a_password_opens_for_nobody():
    user = User.objects.create_user("ann@example.org")

    assert not user.has_usable_password()


def test_account_knows_its_person():
    person = make.PersonWithAccountFactory()

    assert person.user.person_or_none == person
    assert make.UserFactory().person_or_none is None


def refusal_of(row):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        row.full_clean()
    with translation.override("en"):
        return refusal.value.message_dict


def test_network_does_not_stand_inside_one_of_its_own_parts():
    whole = make.NetworkFactory()
    part = make.NetworkFactory(parent=make.NetworkFactory(parent=whole))

    whole.parent = part

    assert refusal_of(whole) == {"parent": ["That network is itself part of this one."]}
    Network.objects.get(pk=part.pk).full_clean()


def test_mandate_is_for_whoever_speaks_for_an_organisation():
    alone = make.MembershipFactory(engagement=None)

    refused = refusal_of(make.MandateFactory.build(membership=alone))

    assert refused == {"membership": ["Somebody in their own name needs no mandate."]}


def test_mandate_speaks_of_its_own_networks_topics():
    authority = Authority(mandate=make.MandateFactory(), topic=make.DecisionTopicFactory(), level="decides")

    assert refusal_of(authority) == {"topic": ["This topic belongs to another network."]}


def test_membership_names_its_organisation_if_any():
    membership, alone = make.MembershipFactory(), make.MembershipFactory(engagement=None)

    assert (membership.organisation, alone.organisation) == (membership.engagement.organisation, None)


def test_assignment_names_its_motives_as_the_matrix_does():
    assignment = make.RoleAssignmentFactory(for_network=True, for_individual=True)

    assert (assignment.motives, make.RoleAssignmentFactory().motives) == ("IN", "")


def test_rows_are_named_after_what_they_are():
    authority = make.AuthorityFactory(topic__name="Uitgaven", mandate__membership__person__name="Ann")
    membership = authority.mandate.membership
    Network.objects.filter(pk=membership.network_id).update(name="Netwerk")
    membership.network.refresh_from_db()

    with translation.override("en"):
        assert str(authority) == "Uitgaven: may decide"
    assert str(membership) == "Ann · Netwerk"
    assert str(authority.mandate) == "Ann · Netwerk · 2024-01-01 – 2024-12-31"
