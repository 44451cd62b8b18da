"""What a network decides about, through the client."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Authority, DecisionTopic, Mandate
from tests.factories import (
    AuthorityFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network(client):
    coordinator = CoordinatorFactory(network__slug="north")
    client.force_login(coordinator.person.user)
    client.cookies["django_language"] = "en"
    return coordinator.network


def address(name: str, *topic: int) -> str:
    return reverse(name, args=["north", *topic])


def test_coordinator_adds_a_topic(client, network):
    response = client.post(address("topic_list"), {"name": " Money  spent "}, follow=True)

    assert response.redirect_chain == [(address("topic_list"), 302)]
    assert [str(each) for each in response.context["messages"]] == ["Added: Money spent."]
    assert [(each.network, each.name) for each in DecisionTopic.objects.all()] == [(network, "Money spent")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Write in a few words what is decided about."),
        ("x" * 201, "at most 200 characters"),
        ("MONEY", "There is a topic “Money” already."),
    ],
)
def test_topic_that_cannot_be_is_refused_at_its_field_with_what_was_typed(client, network, name, sentence):
    other = DecisionTopicFactory(network=network, name="People")
    DecisionTopicFactory(network=network, name="Money")

    answers = [
        client.post(address("topic_list"), {"name": name}),
        client.post(address("topic_edit", other.pk), {"name": name}),
    ]

    for answer in answers:
        assert sentence in answer.context["form"].errors["name"][0]
        assert answer.context["form"]["name"].value() == name
    assert list(DecisionTopic.objects.values_list("name", flat=True)) == ["Money", "People"]


def test_topic_is_renamed_and_keeps_what_mandates_say_of_it(client, network):
    topic = AuthorityFactory(mandate__membership__network=network, topic__name="Money").topic

    response = client.post(address("topic_edit", topic.pk), {"name": "Budget"}, follow=True)

    assert [str(each) for each in response.context["messages"]] == ["Saved: Budget."]
    assert Authority.objects.get().topic.name == "Budget"


def test_second_who_renames_is_told_what_the_first_made_of_it(client, network):
    topic = DecisionTopicFactory(network=network, name="Money")
    seen = client.get(address("topic_edit", topic.pk)).context["form"]["seen"].value()
    client.post(address("topic_edit", topic.pk), {"name": "Budget", "seen": seen})

    refused = client.post(address("topic_edit", topic.pk), {"name": "Cash", "seen": seen})
    stands = DecisionTopic.objects.get().name
    again = refused.context["form"]["seen"].value()
    client.post(address("topic_edit", topic.pk), {"name": "Cash", "seen": again})

    assert "it is now “Budget”" in refused.content.decode()
    assert refused.context["form"]["name"].value() == "Cash"
    assert (stands, DecisionTopic.objects.get().name) == ("Budget", "Cash")


def test_removing_says_what_goes_with_it_and_leaves_the_mandates(client, network):
    topic, silent = (DecisionTopicFactory(network=network, name=name) for name in ("Money", "People"))
    period = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=9)}
    for values in ({}, {}, {"granted_on": None}, {"withdrawn_on": TODAY}):
        mandate = MandateFactory(membership=MembershipFactory(network=network), **period | values)
        AuthorityFactory(mandate=mandate, topic=topic)

    asked = client.get(address("topic_remove", topic.pk)).content.decode()
    nothing = client.get(address("topic_remove", silent.pk)).content.decode()
    kept = DecisionTopic.objects.count()
    client.post(address("topic_remove", topic.pk))

    assert "What 2 valid mandates say of it goes too; the mandates themselves stay." in asked
    assert "So does what 2 other mandates say of it" in asked
    assert "No mandate speaks of it." in nothing
    assert (kept, list(DecisionTopic.objects.all())) == (2, [silent])
    assert (Authority.objects.count(), Mandate.objects.count()) == (0, 4)


def test_topic_of_another_network_is_not_there(client, network):
    foreign = DecisionTopicFactory(name="Foreign")

    answers = [
        client.post(address(name, foreign.pk), {"name": "Mine"}) for name in ("topic_edit", "topic_remove")
    ]

    assert [each.status_code for each in answers] == [404, 404]
    assert DecisionTopic.objects.get().name == "Foreign"


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_whatever_there_is(client, network, count, django_assert_num_queries):
    for _ in range(count):
        AuthorityFactory(
            mandate__membership__network=network,
            mandate__starts_on=TODAY,
            topic=DecisionTopicFactory(network=network),
        )

    with django_assert_num_queries(6):
        response = client.get(address("topic_list"))

    assert [(topic.valid, topic.others) for topic in response.context["topics"]] == [(1, 0)] * count
