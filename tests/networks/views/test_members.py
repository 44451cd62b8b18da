"""Adding people, and speaking for oneself."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import BalanceReading, CollaborationPolicy, Membership, Observer
from tests.factories import (
    BalanceReadingFactory,
    CollaborationPolicyFactory,
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    membership = CoordinatorFactory()
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


@pytest.fixture
def member(client):
    membership = MemberWithAccountFactory()
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def address(name: str, membership: Membership, *more) -> str:
    return reverse(name, args=[membership.network.slug, *more])


def new_member(**changes) -> dict[str, str]:
    return {
        "name": "Anna",
        "email": "anna@example.org",
        "language": "en",
        "organisation": "De Brug",
        "joined_on": "2026-01-05",
    } | changes


def test_member_create_adds_a_member_and_leads_to_the_list(client, coordinator):
    response = client.post(address("member_create", coordinator), new_member(), follow=True)

    added = Membership.objects.get(person__name="Anna")
    assert response.redirect_chain == [(address("member_list", coordinator), 302)]
    assert "Anna is a member now." in response.content.decode()
    assert (added.network, added.organisation.name) == (coordinator.network, "De Brug")
    assert (added.joined_on, added.is_coordinator) == (date(2026, 1, 5), False)


def test_member_create_goes_on_to_another(client, coordinator):
    response = client.post(address("member_create", coordinator), new_member(another="1"))

    assert response.url == address("member_create", coordinator)


def test_member_create_says_the_same_whether_there_is_an_account(client, coordinator):
    known = PersonWithAccountFactory(name="Anna")

    answers = [
        client.post(address("member_create", coordinator), new_member(email=email), follow=True)
        for email in (known.email, "unknown@example.org")
    ]

    with_account, without = ([str(each) for each in answer.context["messages"]] for answer in answers)
    assert with_account == without == ["Anna is a member now."]


def test_member_create_refuses_who_is_a_member_and_keeps_what_was_typed(client, coordinator):
    MembershipFactory(network=coordinator.network, person__email="anna@example.org", person__name="Anna")

    response = client.post(address("member_create", coordinator), new_member(organisation="Typed here"))

    content = response.content.decode()
    assert "Anna is a member of this network already." in content
    assert "Typed here" in content


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": " "}, "name"), ({"email": "anna"}, "email"), ({"joined_on": ""}, "joined_on")],
)
def test_member_create_names_the_field_that_is_wrong(client, coordinator, change, field):
    response = client.post(address("member_create", coordinator), new_member(**change))

    assert list(response.context["form"].errors) == [field]
    assert Membership.objects.get() == coordinator


def test_observer_comes_and_goes(client, coordinator):
    client.post(
        address("observer_create", coordinator), {"name": "Otto", "email": "o@example.org", "language": "nl"}
    )
    observer = Observer.objects.get()
    response = client.post(address("observer_remove", coordinator, observer.pk), follow=True)

    assert (observer.person.name, observer.network) == ("Otto", coordinator.network)
    assert "Otto no longer sees this network." in response.content.decode()
    assert not Observer.objects.exists()


def test_observer_of_another_network_is_not_removed(client, coordinator):
    elsewhere = ObserverFactory()

    response = client.post(address("observer_remove", coordinator, elsewhere.pk))

    assert response.status_code == 404
    assert Observer.objects.get() == elsewhere


def test_voice_is_kept_and_seen_by_the_network(client, member):
    words = {"interests": "My time", "ambitions": "To learn", "expectations": "Honesty"}
    client.post(address("member_voice", member, member.pk), words)
    client.force_login(MemberWithAccountFactory(network=member.network).person.user)

    content = client.get(address("member_detail", member, member.pk)).content.decode()

    assert all(word in content for word in words.values())


def test_voice_of_two_at_once_tells_the_second_what_the_first_changed(client, member):
    page = address("member_voice", member, member.pk)
    seen = client.get(page).context["form"]["seen"].value()
    client.post(page, {"interests": "First", "seen": seen})

    refused = client.post(page, {"interests": "Second", "seen": seen})
    again = refused.context["form"]["seen"].value()
    content = refused.content.decode()
    client.post(page, {"interests": "Second", "seen": again})

    assert "it is now “First”" in content
    assert ">\nSecond</textarea>" in content
    member.refresh_from_db()
    assert member.interests == "Second"


def test_balance_is_kept_once_a_day(client, member):
    page = address("balance_create", member, member.pk)
    client.post(page, {"organisation": "50", "individual": "20", "network": "30"})
    client.post(page, {"organisation": "40", "individual": "20", "network": "40"})

    reading = BalanceReading.objects.get()
    assert (reading.person, reading.network, reading.read_on) == (
        member.person, member.network, timezone.localdate(),
    )  # fmt: skip
    assert (reading.organisation_share, reading.individual_share, reading.network_share) == (40, 20, 40)


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        (("50", "20", "29"), "Together the three must make 100; now they make 99, so 1 is missing."),
        (("101", "0", "0"), "Ensure this value is less than or equal to 100."),
        (("120", "-20", "0"), "Ensure this value is greater than or equal to 0."),
        (("33.3", "33.3", "33.4"), "Enter a whole number."),
        (("", "50", "50"), "This field is required."),
    ],
)
def test_balance_that_does_not_fit_is_explained(client, member, shares, sentence):
    data = dict(zip(("organisation", "individual", "network"), shares, strict=True))

    response = client.post(address("balance_create", member, member.pk), data)

    content = response.content.decode()
    assert sentence in content
    assert f'value="{shares[1]}"' in content
    assert not BalanceReading.objects.exists()


def test_nobody_speaks_for_a_member_who_left(client, member):
    Membership.objects.update(left_on=timezone.localdate())
    ObserverFactory(network=member.network, person=member.person)

    response = client.post(address("member_voice", member, member.pk), {"interests": "Late"})

    assert response.status_code == 404


def test_balance_of_another_member_is_seen_by_coordinators_only(client, member):
    other = MemberWithAccountFactory(network=member.network)
    BalanceReadingFactory(
        network=member.network,
        person=other.person,
        organisation_share=13,
        individual_share=17,
        network_share=70,
    )
    page = address("member_detail", member, other.pk)

    as_member = client.get(page).content.decode()
    client.force_login(other.person.user)
    as_self = client.get(page).content.decode()
    client.force_login(CoordinatorFactory(network=member.network).person.user)
    as_coordinator = client.get(page).content.decode()

    found = [">13<" in content for content in (as_member, as_self, as_coordinator)]
    assert found == [False, True, True]


def test_stake_and_policy_are_written_by_the_steward(client):
    engagement = EngagementFactory()
    steward = StewardshipFactory(organisation=engagement.organisation).person
    client.force_login(steward.user)
    organisation = engagement.organisation

    client.post(
        reverse("engagement_stake", args=[engagement.network.slug, engagement.pk]),
        {"stake": "Reaching families"},
    )
    client.post(
        reverse("organisation_policy", args=[organisation.slug]),
        {"vision": "Together", "coaching": "Monthly", "reviewed_on": "2026-02-03"},
    )

    engagement.refresh_from_db()
    policy = CollaborationPolicy.objects.get()
    assert engagement.stake == "Reaching families"
    assert (policy.organisation, policy.vision, policy.experience, policy.coaching, policy.reviewed_on) == (
        organisation, "Together", "", "Monthly", date(2026, 2, 3),
    )  # fmt: skip


def test_policy_is_changed_and_not_doubled(client):
    policy = CollaborationPolicyFactory(vision="Before")
    steward = StewardshipFactory(organisation=policy.organisation).person
    client.force_login(steward.user)

    client.post(reverse("organisation_policy", args=[policy.organisation.slug]), {"vision": "After"})

    assert CollaborationPolicy.objects.get().vision == "After"
