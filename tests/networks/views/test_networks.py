"""The list of networks, and beginning one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Network, Organisation
from tests.factories import (
    LONG_AGO,
    AdministratorFactory,
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    StewardshipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST, CREATE = "network_list", "network_create"


@pytest.fixture
def person(client):
    somebody = PersonWithAccountFactory()
    client.force_login(somebody.user)
    client.cookies["django_language"] = "en"
    return somebody


def page_of(client, **query) -> str:
    return client.get(reverse(LIST), query).content.decode()


def shown(client, **query) -> list[tuple[int, str]]:
    page = client.get(reverse(LIST), query).context["page"]
    return [(network.rank, network.name) for network in page]


def test_list_has_mine_first_then_others_then_past_ones(client, person):
    today = timezone.localdate()
    MembershipFactory(network=NetworkFactory(name="Zebra"), person=person)
    CoordinatorFactory(network=NetworkFactory(name="Yak"), person=person)
    ObserverFactory(network=NetworkFactory(name="Ant"), person=person)
    stewarded = EngagementFactory(network=NetworkFactory(name="Bee"))
    StewardshipFactory(organisation=stewarded.organisation, person=person)
    MembershipFactory(network=NetworkFactory(name="Cow", ended_on=today), person=person)
    ObserverFactory(network=NetworkFactory(name="Dog", started_on=today + timedelta(days=1)), person=person)
    MembershipFactory(network=NetworkFactory(name="Left"), person=person, left_on=today)
    NetworkFactory(name="Secret")

    assert shown(client) == [(1, "Yak"), (1, "Zebra"), (2, "Ant"), (2, "Bee"), (2, "Dog"), (3, "Cow")]


@pytest.mark.parametrize(
    ("involve", "word"),
    [
        (lambda network, who: MembershipFactory(network=network, person=who), "I take part"),
        (lambda network, who: CoordinatorFactory(network=network, person=who), "I coordinate"),
        (lambda network, who: ObserverFactory(network=network, person=who), "I look on"),
        (
            lambda network, who: StewardshipFactory(
                organisation=EngagementFactory(network=network).organisation, person=who
            ),
            "My organisation takes part",
        ),
    ],
)
def test_list_says_how_somebody_is_involved(client, person, involve, word):
    involve(NetworkFactory(), person)

    content = page_of(client)

    words = {"I take part", "I coordinate", "I look on", "My organisation takes part"}
    assert {each for each in words if f">{each}<" in content} == {word}


def test_list_is_searched_from_eleven_on(client, person):
    for number in range(10):
        ObserverFactory(network=NetworkFactory(name=f"Garden {number}"), person=person)
    few = "search-q" in page_of(client)
    ObserverFactory(network=NetworkFactory(name="Harbour", question="Who sails?"), person=person)

    assert (few, "search-q" in page_of(client)) == (False, True)
    assert shown(client, q="HARB") == shown(client, q="who sails") == [(2, "Harbour")]
    assert "No network of yours has “&lt;b&gt;”" in page_of(client, q="<b>")


def test_empty_list_says_what_to_do(client, person):
    assert reverse(CREATE) in page_of(client)

    client.force_login(UserFactory())

    content = page_of(client)
    assert reverse(CREATE) not in content
    assert "Ask the coordinator of your network to add you" in content


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_whatever_its_length(client, django_assert_num_queries, count):
    user = AdministratorFactory()
    client.force_login(user)
    for _ in range(count):
        MemberWithAccountFactory()
        NetworkFactory(parent=NetworkFactory(), ended_on=date(2025, 1, 1))
        ObserverFactory(person=PersonWithAccountFactory())

    with django_assert_num_queries(4):
        response = client.get(reverse(LIST))

    assert len(response.context["page"]) == count * 4


def filled_in(**changes) -> dict[str, str]:
    return {
        "name": "Kind en Gezin",
        "question": "Who helps?",
        "goal": "",
        "in_scope": "",
        "out_of_scope": "",
        "phase": "explore",
        "parent": "",
        "started_on": "2024-01-01",
        "part": "organisation",
        "organisation": "De Brug",
    } | changes


def test_create_begins_a_network_and_leads_to_its_members(client, person):
    response = client.post(reverse(CREATE), filled_in())

    network = Network.objects.get()
    membership = network.memberships.get()
    assert response.url == reverse("member_list", args=["kind-en-gezin"])
    assert (network.name, network.question, network.phase) == ("Kind en Gezin", "Who helps?", "explore")
    assert (membership.person, membership.organisation.name) == (person, "De Brug")
    assert (membership.is_coordinator, membership.joined_on) == (True, LONG_AGO)


def test_create_in_ones_own_name_needs_no_organisation(client, person):
    client.post(reverse(CREATE), filled_in(part="own", organisation="Ignored"))

    assert Network.objects.get().memberships.get().engagement is None
    assert not Organisation.objects.exists()


def test_create_by_an_administrator_who_takes_no_part(client):
    client.force_login(AdministratorFactory())

    client.post(reverse(CREATE), filled_in(part="none", organisation=""))

    assert not Network.objects.get().memberships.exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": ""}, "name", "This field is required."),
        (
            {"organisation": " "},
            "organisation",
            "Write the name of the organisation for which you take part.",
        ),
        ({"started_on": "yesterday"}, "started_on", "Write a date as year-month-day, such as 2026-05-31."),
        (
            {"started_on": "0024-01-01"},
            "started_on",
            "This date lies before 1900. Write the year in four digits.",
        ),
        ({"part": "none"}, "part", "Select a valid choice. none is not one of the available choices."),
        ({"phase": "soon"}, "phase", "Select a valid choice. soon is not one of the available choices."),
    ],
)
def test_create_says_what_is_wrong_and_keeps_what_was_typed(client, person, change, field, sentence):
    response = client.post(reverse(CREATE), filled_in(**change))

    assert response.context["form"].errors == {field: [sentence]}
    assert "Who helps?" in response.content.decode()
    assert not Network.objects.exists()


def test_create_offers_only_coordinated_networks_as_the_larger_one(client, person):
    mine = CoordinatorFactory(person=person).network
    joined = MemberWithAccountFactory(person=person).network

    inside = client.post(reverse(CREATE), filled_in(parent=str(joined.pk)))
    offered = list(inside.context["form"].fields["parent"].queryset)
    client.post(reverse(CREATE), filled_in(parent=str(mine.pk)))

    assert list(inside.context["form"].errors) == ["parent"]
    assert offered == [mine]
    assert Network.objects.get(name="Kind en Gezin").parent == mine


def test_create_suggests_only_organisations_that_one_may_see(client, person):
    seen = MembershipFactory(person=person).organisation
    hidden = EngagementFactory().organisation

    content = client.get(reverse(CREATE)).content.decode()

    assert f'<option value="{seen.name}"' in content
    assert hidden.name not in content
