"""Meetings, through the client."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.models import Attendance, Consultation
from tests.factories import (
    AttendanceFactory,
    AuthorityFactory,
    ConsultationFactory,
    CoordinatorFactory,
    DecisionFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
)
from tests.forms import fields_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def address(name: str, *args: int) -> str:
    return reverse(name, args=["north", *args])


@pytest.fixture
def anna(client):
    """A member, signed in."""
    member = MemberWithAccountFactory(network=NetworkFactory(slug="north"), person__name="Anna")
    client.force_login(member.person.user)
    client.cookies["django_language"] = "en"
    return member


@pytest.fixture
def bram(anna):
    return MembershipFactory(network=anna.network, person__name="Bram")


def record(client, page: str, **answers):
    """Open the form, change these answers, and send it; of decisions those of the first row."""
    sent = fields_of(client.get(page), "topic")
    rows = {key: f"decisions-0-{key}" for key in ("text", "topic", "under")}
    decided = {rows[key]: value for key, value in answers.pop("decided", {}).items()}
    return client.post(page, sent | answers | decided, follow=True)


def held(network, *days_ago, chair=None, people=()):
    """Meetings so many days ago, with these people and a chair."""
    made = [ConsultationFactory(network=network, held_on=TODAY - timedelta(days=each)) for each in days_ago]
    for one in made:
        for person in people:
            AttendanceFactory(consultation=one, person=person, chaired=person == chair)
    return made


def test_member_records_a_meeting(client, anna, bram):
    people = [anna.person_id, bram.person_id]

    response = record(
        client,
        address("consultation_create"),
        topic=" De  opening ",
        people=people,
        chair=bram.person_id,
    )

    found = Consultation.objects.get()
    assert response.redirect_chain == [(address("consultation_detail", found.pk), 302)]
    assert (found.held_on, found.topic, found.recorded_by) == (TODAY, "De opening", anna.person)
    assert set(found.attendances.values_list("person", "chaired")) == {
        (anna.person_id, False),
        (bram.person_id, True),
    }
    assert "Recorded: the meeting of" in response.content.decode()


def test_decision_is_recorded_with_its_topic_and_under_whose_mandate(client, anna):
    topic = DecisionTopicFactory(network=anna.network, name="Uitgaven")
    mandate = AuthorityFactory(mandate__membership=anna, mandate__starts_on=TODAY, topic=topic).mandate

    response = record(
        client,
        address("consultation_create"),
        topic="Stuurgroep",
        people=[anna.person_id],
        decided={"text": "We kopen een tafel", "topic": topic.pk, "under": anna.person_id},
    )

    text = response.content.decode()
    assert Consultation.objects.get().decisions.get().mandate == mandate
    for part in ("We kopen een tafel", "Uitgaven", "under the mandate of Anna", "may decide"):
        assert part in text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"held_on": "yesterday"}, "Write a date as year-month-day"),
        ({"held_on": ""}, "Say on which day it was."),
        ({"held_on": "2999-01-01"}, "This day has yet to come."),
        ({"topic": "  "}, "Say in a few words what it was about."),
        ({"topic": "x" * 201}, "at most 200 characters"),
        ({"people": []}, "Tick who was there."),
        ({"people": [999_999]}, "Choose people who take part in this network."),
        ({"held_on": "2023-01-01"}, "Not a member of this network on 1 January 2023: Anna."),
        ({"chair": "bram"}, "Whoever chaired was there too"),
        ({"decided": {"topic": "topic"}}, "Say what was decided, or leave the whole row empty."),
        ({"decided": {"text": "Ja", "under": "anna"}}, "no mandate of Anna was valid"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_what_was_typed_stays(client, anna, bram, answers, sentence):
    names = {
        "bram": bram.person_id,
        "anna": anna.person_id,
        "topic": DecisionTopicFactory(network=anna.network).pk,
    }
    over = MandateFactory(membership=anna, starts_on=date(2024, 2, 1), ends_on=date(2024, 3, 1))
    answers = {
        key: names.get(value, value) if isinstance(value, str) else value for key, value in answers.items()
    }
    if "decided" in answers:
        answers["decided"] = {key: names.get(value, value) for key, value in answers["decided"].items()}
    typed = {"topic": "Stuurgroep", "people": [anna.person_id]} | answers

    response = record(client, address("consultation_create"), **typed)

    assert sentence in response.content.decode()
    assert not Consultation.objects.exists()
    assert over.decisions.count() == 0
    kept = fields_of(response, "topic")
    assert kept["topic"] == [typed["topic"]]
    assert kept.get("people", []) == [str(each) for each in typed["people"] if each != 999_999]


def test_next_meeting_begins_with_the_people_and_the_topic_of_the_last(client, anna, bram):
    gone = MembershipFactory(network=anna.network, left_on=TODAY)
    (last,) = held(anna.network, 7, people=[anna.person, bram.person, gone.person])

    offered = client.get(address("consultation_create")).content.decode()
    begun = fields_of(client.get(address("consultation_create"), {"like": last.pk}), "topic")

    assert f"?like={last.pk}" in offered
    assert begun["topic"] == [last.topic]
    assert begun["people"] == [str(anna.person_id), str(bram.person_id)]
    for wrong in ("x", "999999", "9" * 40, str(ConsultationFactory().pk)):
        assert "people" not in fields_of(client.get(address("consultation_create"), {"like": wrong}), "topic")


def test_somebody_who_has_left_since_can_be_ticked_for_a_day_on_which_they_sat_there(client, anna):
    gone = MembershipFactory(network=anna.network, person__name="Cas", left_on=TODAY - timedelta(days=3))

    answers = {"topic": "Stuurgroep", "people": [gone.person_id]}
    record(client, address("consultation_create"), **answers)
    refused = Consultation.objects.count()
    record(client, address("consultation_create"), **answers, held_on=f"{TODAY - timedelta(days=4)}")

    assert (refused, Attendance.objects.get().person) == (0, gone.person)


def test_change_keeps_what_is_not_changed(client, anna, bram):
    (found,) = held(anna.network, 3, people=[anna.person, bram.person], chair=bram.person)
    mandate = MandateFactory(membership=anna, starts_on=TODAY - timedelta(days=9))
    DecisionFactory(consultation=found, text="Ja", mandate=mandate)
    edit = address("consultation_edit", found.pk)

    record(client, edit, topic="Werkgroep", chair=bram.person_id, decided={"under": anna.person_id})

    found.refresh_from_db()
    assert found.topic == "Werkgroep"
    assert set(found.attendances.values_list("person", "chaired")) == {
        (anna.person_id, False),
        (bram.person_id, True),
    }
    assert list(found.decisions.values_list("text", "mandate")) == [("Ja", mandate.pk)]


def test_who_has_no_seat_left_stays_ticked(client, anna, bram):
    (found,) = held(anna.network, 3, people=[anna.person, bram.person])
    bram.delete()

    record(client, address("consultation_edit", found.pk), topic="Werkgroep")

    assert found.attendances.count() == 2


def test_second_who_changes_it_is_told_once_and_keeps_what_was_typed(client, anna, bram):
    (found,) = held(anna.network, 3, people=[anna.person, bram.person])
    edit = address("consultation_edit", found.pk)
    opened = fields_of(client.get(edit), "topic")
    record(client, edit, topic="Van de eerste")

    refused = client.post(edit, opened | {"topic": "Van de tweede"})
    kept = fields_of(refused, "topic")
    found.refresh_from_db()
    between = found.topic
    client.post(edit, kept)

    found.refresh_from_db()
    assert "Somebody else changed this meeting while you were at it." in refused.content.decode()
    assert (between, kept["topic"], found.topic) == ("Van de eerste", ["Van de tweede"], "Van de tweede")


def test_who_recorded_it_and_the_coordinator_remove_it_and_others_do_not(client, anna, bram):
    own, other = held(anna.network, 3, 4, people=[anna.person, bram.person])
    Consultation.objects.filter(pk=own.pk).update(recorded_by=anna.person)
    DecisionFactory(consultation=own)

    shown = client.get(address("consultation_remove", own.pk)).content.decode()
    refused = client.post(address("consultation_remove", other.pk)).status_code
    client.post(address("consultation_remove", own.pk))
    again = client.post(address("consultation_remove", own.pk)).status_code
    client.force_login(CoordinatorFactory(network=anna.network).person.user)
    client.post(address("consultation_remove", other.pk))

    assert "2 people no longer count as having been there" in shown
    assert "So does the 1 decision that was taken there" in shown
    assert (refused, again) == (403, 404)
    assert not Consultation.objects.exists()


def test_observer_reads_and_is_offered_nothing_to_do(client, anna):
    (found,) = held(anna.network, 3, people=[anna.person])
    client.force_login(ObserverFactory(network=anna.network).person.user)

    pages = [client.get(address("consultation_list")), client.get(address("consultation_detail", found.pk))]

    for page in pages:
        assert found.topic in page.content.decode()
        assert address("consultation_create") not in page.content.decode()
        assert address("consultation_edit", found.pk) not in page.content.decode()


def lead(client):
    return client.get(address("consultation_list")).context["found"].lead


def test_list_says_in_one_sentence_how_often_they_met_and_who_chaired(client, anna, bram):
    assert lead(client) == "No meeting was recorded in the last twelve months"
    held(anna.network, 400, 364, people=[anna.person], chair=anna.person)
    assert lead(client) == "1 meeting in the last twelve months"
    held(anna.network, 10, 20, people=[anna.person], chair=anna.person)
    assert lead(client) == "3 meetings in the last twelve months; Anna chaired most of them"
    held(anna.network, 30, 40, 50, people=[bram.person], chair=bram.person)
    assert lead(client) == "6 meetings in the last twelve months; 2 members took turns in the chair"


def test_list_shows_the_newest_first_with_organisations_of_that_day(client, anna):
    moved = MembershipFactory(
        network=anna.network,
        person__name="Cas",
        left_on=TODAY - timedelta(days=100),
        engagement=anna.engagement,
    )
    MembershipFactory(network=anna.network, person=moved.person, joined_on=TODAY - timedelta(days=100))
    old, new = held(anna.network, 200, 2, people=[anna.person, moved.person], chair=moved.person)

    rows = client.get(address("consultation_list")).context["found"].rows

    assert [(row.consultation, row.organisations, row.chair) for row in rows] == [
        (new, 2, "Cas"),
        (old, 1, "Cas"),
    ]


def test_list_is_searched_by_topic_and_name_and_by_year(client, anna):
    jose = MembershipFactory(network=anna.network, person__name="José")
    held(anna.network, *range(1, 12))
    (by_topic,) = held(anna.network, 30)
    Consultation.objects.filter(pk=by_topic.pk).update(topic="De jaarrekening")
    (by_name,) = held(anna.network, 31, people=[jose.person])
    old = ConsultationFactory(network=anna.network, held_on=date(2024, 5, 5))

    def found(**query):
        return [
            row.consultation for row in client.get(address("consultation_list"), query).context["found"].rows
        ]

    assert found(q="JAARREKENING") == [by_topic]
    assert found(q="jose") == [by_name]
    assert found(year="2024") == [old]
    assert found(year="1999") == found(q="\x00nobody") == []
    assert len(found(year="x")) == len(found(year="0")) == 14


def test_list_and_meeting_take_as_many_queries_however_many_there_are(client, anna):
    def add():
        member = MembershipFactory(network=anna.network)
        (one,) = held(anna.network, 9, people=[member.person, MembershipFactory(network=anna.network).person])
        topic = DecisionTopicFactory(network=anna.network)
        DecisionFactory(consultation=one, mandate=MandateFactory(membership=member), topic=topic)
        return one

    taken = []
    for count in (1, 24):
        made = [add() for _one in range(count)][-1]
        AttendanceFactory(consultation=made, person=anna.person, chaired=True)
        DecisionFactory(consultation=made, mandate=MandateFactory())
        for name, args in (
            ("consultation_list", []),
            ("consultation_detail", [made.pk]),
            ("consultation_create", []),
            ("consultation_edit", [made.pk]),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(name, *args)).status_code == 200
            taken.append((name, len(queries)))

    assert taken[:4] == taken[4:]
    assert max(number for _name, number in taken) <= 13
