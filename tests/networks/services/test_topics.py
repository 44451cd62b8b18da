"""What a network decides about."""

import pytest
from django.core.exceptions import ValidationError

from networks.models import Authority, DecisionTopic, Mandate
from networks.services.topics import MAX_TOPICS, add_topic, remove_topic, rename_topic
from tests.factories import AuthorityFactory, DecisionTopicFactory, NetworkFactory

pytestmark = pytest.mark.django_db


def refusal(call, **arguments) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        call(**arguments)
    return refused.value.message_dict


def test_topic_is_added_without_superfluous_spaces():
    network = NetworkFactory()

    topic = add_topic(network=network, name="  Money \n we  spend ")

    assert (topic.network, DecisionTopic.objects.get().name) == (network, "Money we spend")


def test_topic_of_a_name_that_differs_in_case_or_accents_is_the_same():
    topic = DecisionTopicFactory(name="Crèche")
    other = DecisionTopicFactory(network=topic.network, name="Money")
    DecisionTopicFactory(name="Elsewhere")

    said = [
        refusal(add_topic, network=topic.network, name="CRECHE"),
        refusal(rename_topic, topic=other, name="creche"),
    ]

    assert said == [{"name": ["There is a topic “Crèche” already."]}] * 2
    assert rename_topic(topic=topic, name="creche").name == "creche"
    assert add_topic(network=topic.network, name="Elsewhere").name == "Elsewhere"


def test_topics_beyond_a_hundred_are_refused():
    network = NetworkFactory()
    DecisionTopic.objects.bulk_create(
        DecisionTopic(network=network, name=f"Topic {number}") for number in range(MAX_TOPICS)
    )

    said = refusal(add_topic, network=network, name="One more")

    assert said == {"name": ["There are 100 topics already. Put some together before you add another."]}


def test_topic_that_is_renamed_keeps_what_mandates_say_of_it():
    authority = AuthorityFactory(topic__name="Money")

    rename_topic(topic=authority.topic, name="Budget")

    assert [str(each) for each in Authority.objects.all()] == ["Budget: may decide"]


def test_topic_that_is_removed_takes_what_mandates_say_of_it_along_and_leaves_the_mandates():
    authority = AuthorityFactory()
    kept = AuthorityFactory(mandate=authority.mandate)

    remove_topic(topic=authority.topic)

    assert list(Authority.objects.all()) == [kept]
    assert Mandate.objects.get() == authority.mandate
