"""Adding members and observers, and beginning networks."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from networks.models import Engagement, Membership, Network, Observer, Organisation, Person
from networks.services.memberships import add_member, add_observer, refuse_last_coordinator
from networks.services.networks import Founder, create_network
from networks.services.organisations import find_or_create_organisation
from tests.factories import (
    LONG_AGO,
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    NetworkFactory,
    ObserverFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

SINCE = date(2026, 3, 1)
PURPOSE = {"question": "Who?", "goal": "", "in_scope": "", "out_of_scope": ""}


def test_add_member_makes_person_organisation_engagement_and_membership():
    network = NetworkFactory()

    membership = add_member(
        network=network,
        name="  Anna   Peeters ",
        email="Anna@Example.org",
        language="en",
        organisation="Huis van  het Kind",
        since=SINCE,
        is_coordinator=True,
    )

    person, engagement = membership.person, membership.engagement
    assert (person.name, person.email, person.language) == ("Anna Peeters", "anna@example.org", "en")
    assert (engagement.network, engagement.organisation.name) == (network, "Huis van het Kind")
    assert engagement.organisation.slug == "huis-van-het-kind"
    assert (membership.joined_on, membership.left_on, membership.is_coordinator) == (SINCE, None, True)


def test_add_member_finds_somebody_by_email_and_keeps_their_name():
    known = PersonFactory(name="Anna Peeters", email="anna@example.org", language="nl")

    membership = add_member(
        network=NetworkFactory(), name="Ann", email="ANNA@example.org", language="en", since=SINCE
    )

    known.refresh_from_db()
    assert membership.person == known
    assert (known.name, known.language) == ("Anna Peeters", "nl")


def test_add_member_finds_an_organisation_whatever_its_case_accents_and_spaces():
    known = OrganisationFactory(name="Crèche De Zon")

    membership = add_member(
        network=NetworkFactory(), name="Anna", organisation=" creche  de ZON", since=SINCE
    )

    assert membership.engagement.organisation == known
    assert Organisation.objects.count() == 1


def test_add_member_without_organisation_is_in_their_own_name():
    membership = add_member(network=NetworkFactory(), name="Anna", organisation="  ", since=SINCE)

    assert membership.engagement is None
    assert not Engagement.objects.exists()


def test_add_member_refuses_who_is_a_member_already_and_leaves_nothing_behind():
    membership = MembershipFactory(person__email="anna@example.org", person__name="Anna")

    with pytest.raises(ValidationError, match="Anna is a member of this network already"):
        add_member(
            network=membership.network, name="A", email="anna@example.org", organisation="New", since=SINCE
        )

    assert list(Membership.objects.all()) == [membership]
    assert not Organisation.objects.filter(name="New").exists()


def test_add_member_refuses_a_namesake_without_email():
    membership = MembershipFactory(person__name="Zoë Claes")

    with pytest.raises(ValidationError, match="already"):
        add_member(network=membership.network, name="zoe CLAES", since=SINCE)


def test_add_member_takes_a_namesake_of_another_network_for_somebody_else():
    elsewhere = MembershipFactory(person__name="Zoë Claes")

    membership = add_member(network=NetworkFactory(), name="Zoë Claes", since=SINCE)

    assert membership.person != elsewhere.person


def test_add_member_takes_back_who_left_and_never_before_they_left():
    gone = MembershipFactory(left_on=SINCE, person__name="Anna")

    with pytest.raises(ValidationError) as refusal:
        add_member(network=gone.network, name="Anna", since=SINCE - timedelta(days=1))
    back = add_member(network=gone.network, name="Anna", since=SINCE)

    assert list(refusal.value.message_dict) == ["joined_on"]
    assert (back.person, back.joined_on) == (gone.person, SINCE)


def test_add_observer_twice_changes_nothing():
    network = NetworkFactory()

    first = add_observer(network=network, name="Oscar", email="oscar@example.org")
    again = add_observer(network=network, name="Oscar", email="oscar@example.org")

    assert first == again
    assert Observer.objects.count() == Person.objects.count() == 1


def test_refuse_last_coordinator_counts_only_who_coordinates_that_day():
    last = CoordinatorFactory(person__name="Anna")
    CoordinatorFactory(network=last.network, left_on=SINCE)
    CoordinatorFactory()
    MembershipFactory(network=last.network)

    with pytest.raises(ValidationError, match="Anna is the only coordinator of this network"):
        refuse_last_coordinator(membership=last, day=SINCE)

    refuse_last_coordinator(membership=last, day=SINCE - timedelta(days=1))


def test_create_network_makes_its_founder_coordinator():
    person = PersonFactory()

    network = create_network(
        name="Kind & Gezin Noord",
        started_on=LONG_AGO,
        purpose=PURPOSE,
        founder=Founder(person, "Huis van het Kind"),
    )

    membership = network.memberships.get()
    assert (network.slug, network.question) == ("kind-gezin-noord", "Who?")
    assert (membership.person, membership.is_coordinator, membership.joined_on) == (person, True, LONG_AGO)
    assert membership.organisation.name == "Huis van het Kind"


def test_create_network_that_begins_later_lets_its_founder_in_today():
    today = timezone.localdate()

    network = create_network(
        name="Later",
        started_on=today + timedelta(days=30),
        purpose=PURPOSE,
        founder=Founder(PersonFactory()),
    )

    assert network.memberships.get().joined_on == today


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Kind en Gezin", ["kind-en-gezin", "kind-en-gezin-2", "kind-en-gezin-3"]),
        ("Zoë's été", ["zoes-ete", "zoes-ete-2", "zoes-ete-3"]),
        ("новая сеть", ["network", "network-2", "network-3"]),
        ("New", ["new-2", "new-3", "new-4"]),
        ("x" * 200, ["x" * 200, "x" * 200 + "-2", "x" * 200 + "-3"]),
    ],
)
def test_create_network_gives_each_its_own_readable_address(name, slugs):
    found = [
        create_network(name=name, started_on=LONG_AGO, purpose=PURPOSE, founder=None).slug for _ in range(3)
    ]

    assert found == slugs
    assert Network.objects.count() == 3


def test_find_or_create_organisation_gives_two_names_of_one_spelling_their_own_address():
    first, second = find_or_create_organisation(name="De Zon!"), find_or_create_organisation(name="De Zon?")

    assert (first.slug, second.slug) == ("de-zon", "de-zon-2")


def test_engagement_is_found_again():
    engagement = EngagementFactory()

    membership = add_member(
        network=engagement.network, name="Anna", organisation=engagement.organisation.name, since=SINCE
    )

    assert membership.engagement == engagement


def test_observer_may_become_a_member():
    observer = ObserverFactory()

    membership = add_member(network=observer.network, name="x", email=observer.person.email, since=SINCE)

    assert membership.person == observer.person
