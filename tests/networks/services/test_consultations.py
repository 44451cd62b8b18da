"""Recording, changing and removing meetings."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from networks.consultation_draft import preset_of
from networks.models import Attendance, Consultation, Decision, Mandate
from networks.services.consultations import (
    ConsultationDraft,
    DecisionDraft,
    change_consultation,
    record_consultation,
    remove_consultation,
)
from roles.services.erasing import erase_person
from tests.factories import (
    AttendanceFactory,
    AuthorityFactory,
    ConsultationFactory,
    DecisionFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def anna(network):
    return MembershipFactory(network=network, person__name="Anna")


@pytest.fixture
def bram(network):
    return MembershipFactory(network=network, person__name="Bram", left_on=date(2026, 3, 10))


def draft(*members, **more):
    people = frozenset(each.person_id for each in members)
    return ConsultationDraft(**({"held_on": DAY, "topic": "Stuurgroep", "people": people} | more))


def refusal(network, wanted):
    with pytest.raises(ValidationError) as refused:
        record_consultation(network=network, draft=wanted, recorded_by=None)
    assert not Consultation.objects.exists()
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


def test_meeting_is_recorded_with_who_sat_there_who_chaired_and_what_was_decided(network, anna, bram):
    topic = DecisionTopicFactory(network=network)
    MandateFactory(membership=anna, starts_on=date(2025, 8, 1))
    speaking = AuthorityFactory(
        mandate__membership=anna, mandate__starts_on=date(2025, 7, 1), topic=topic
    ).mandate
    decisions = (DecisionDraft("We gaan open", topic.pk, anna.person_id), DecisionDraft("We vieren het"))

    found = record_consultation(
        network=network,
        draft=draft(anna, bram, chair=bram.person_id, decisions=decisions),
        recorded_by=anna.person,
    )

    assert (found.network, found.held_on, found.topic, found.recorded_by) == (
        network, DAY, "Stuurgroep", anna.person,
    )  # fmt: skip
    assert dict(found.attendances.values_list("person", "chaired")) == {
        anna.person_id: False,
        bram.person_id: True,
    }
    # Of two mandates the one that speaks of the topic.
    assert list(found.decisions.values_list("text", "topic", "mandate")) == [
        ("We gaan open", topic.pk, speaking.pk),
        ("We vieren het", None, None),
    ]


def test_same_meeting_sent_twice_is_recorded_once(network, anna, bram):
    first, second = (
        record_consultation(network=network, draft=draft(anna, bram), recorded_by=None) for _time in range(2)
    )
    other = record_consultation(network=network, draft=draft(anna), recorded_by=None)

    assert first == second
    assert first != other


def test_day_that_has_still_to_come_is_refused(network, anna):
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert refusal(network, draft(anna, held_on=tomorrow)) == {
        "held_on": ["This day has yet to come. Record a meeting once it has been."]
    }


def test_who_was_no_member_that_day_is_named(network, anna, bram):
    assert refusal(network, draft(anna, bram, held_on=date(2026, 3, 10))) == {
        "people": ["Not a member of this network on 10 March 2026: Bram."]
    }


def test_people_and_topics_of_another_network_are_refused(network, anna):
    stranger, topic = MembershipFactory(), DecisionTopicFactory()

    assert refusal(network, draft(anna, stranger)) == {
        "people": ["Choose people who take part in this network."]
    }
    assert refusal(network, draft(anna, decisions=(DecisionDraft("x", topic.pk),))) == [
        "Choose a decision topic of this network."
    ]


def test_chair_who_did_not_sit_there_is_refused(network, anna, bram):
    assert refusal(network, draft(anna, chair=bram.person_id)) == {
        "chair": ["Whoever chaired was there too: tick them above, or choose somebody else."]
    }


def test_decision_needs_a_mandate_that_counted_that_day_of_somebody_who_sat_there(network, anna, bram):
    MandateFactory(membership=anna, starts_on=DAY - timedelta(days=9), ends_on=DAY - timedelta(days=1))
    MandateFactory(membership=anna, starts_on=DAY, granted_on=None)
    MandateFactory(membership=anna, starts_on=DAY - timedelta(days=9), withdrawn_on=DAY)
    MandateFactory(membership=bram, starts_on=DAY)
    under = (DecisionDraft("x", None, anna.person_id),)

    assert refusal(network, draft(anna, bram, decisions=under)) == [
        "On 2 March 2026 no mandate of Anna was valid. Choose another, or leave it open."
    ]
    assert refusal(network, draft(anna, decisions=(DecisionDraft("x", None, bram.person_id),))) == [
        "A decision was taken under the mandate of somebody who did not sit there. "
        "Tick them, or choose another."
    ]


def test_change_puts_right_everything_but_who_recorded_it(network, anna, bram):
    found = record_consultation(
        network=network,
        draft=draft(anna, bram, chair=anna.person_id, decisions=(DecisionDraft("Oud"),)),
        recorded_by=anna.person,
    )
    cas = MembershipFactory(network=network)

    change_consultation(
        consultation=found,
        draft=draft(bram, cas, topic="Werkgroep", chair=cas.person_id, decisions=(DecisionDraft("Nieuw"),)),
    )

    found.refresh_from_db()
    assert (found.topic, found.recorded_by) == ("Werkgroep", anna.person)
    assert dict(found.attendances.values_list("person", "chaired")) == {
        bram.person_id: False,
        cas.person_id: True,
    }
    assert list(found.decisions.values_list("text", flat=True)) == ["Nieuw"]


def test_who_was_recorded_may_stay_whatever_their_membership_says_now(network, anna, bram):
    found = record_consultation(network=network, draft=draft(anna, bram), recorded_by=None)
    bram.left_on = DAY
    bram.save()

    change_consultation(consultation=found, draft=draft(anna, bram, topic="Werkgroep"))

    assert found.attendances.count() == 2


def test_decision_stays_under_the_mandate_of_somebody_who_was_erased(network, anna, bram):
    mandate = MandateFactory(membership=bram, starts_on=DAY)
    decisions = (DecisionDraft("We gaan open", None, bram.person_id),)
    found = record_consultation(
        network=network, draft=draft(anna, bram, decisions=decisions), recorded_by=None
    )
    erase_person(person=bram.person)

    change_consultation(
        consultation=found,
        draft=draft(anna, decisions=(DecisionDraft("We gaan open"), DecisionDraft("We vieren het"))),
    )

    assert list(found.decisions.values_list("text", "mandate")) == [
        ("We gaan open", mandate.pk),
        ("We vieren het", None),
    ]


def test_who_was_erased_still_sat_there_without_a_name_whatever_is_changed(network, anna, bram):
    found = record_consultation(
        network=network, draft=draft(anna, bram, chair=bram.person_id), recorded_by=bram.person
    )
    erase_person(person=bram.person)

    change_consultation(consultation=found, draft=draft(anna, topic="Werkgroep"))

    found.refresh_from_db()
    assert found.topic == "Werkgroep"
    assert set(found.attendances.values_list("person__name", "chaired")) == {("Anna", False), ("N.N.", True)}
    assert found.recorded_by.name == "N.N."

    change_consultation(consultation=found, draft=draft(anna, chair=anna.person_id))

    assert set(found.attendances.values_list("person__name", "chaired")) == {("Anna", True), ("N.N.", False)}


def test_change_of_what_somebody_else_just_changed_is_refused_at_the_last_moment(network, anna, bram):
    found = record_consultation(network=network, draft=draft(anna, bram), recorded_by=None)
    seen = preset_of(found).mark
    theirs = draft(anna, decisions=(DecisionDraft("We gaan open"),))
    change_consultation(consultation=found, draft=theirs, seen=seen)

    with pytest.raises(ValidationError, match="Somebody else changed"):
        change_consultation(consultation=found, draft=draft(anna, bram), seen=seen)

    assert [each.text for each in found.decisions.all()] == ["We gaan open"]
    change_consultation(
        consultation=found,
        draft=draft(anna, bram),
        seen=preset_of(Consultation.objects.get(pk=found.pk)).mark,
    )
    assert not found.decisions.exists()


def test_change_of_what_somebody_else_just_removed_is_refused(network, anna, bram):
    found = record_consultation(network=network, draft=draft(anna, bram), recorded_by=None)
    kept = Consultation.objects.get(pk=found.pk)
    remove_consultation(consultation=found)

    with pytest.raises(ValidationError):
        change_consultation(consultation=kept, draft=draft(anna))

    assert not Consultation.objects.exists()


def test_removing_takes_along_who_sat_there_and_what_was_decided(network, anna):
    mandate = MandateFactory(membership=anna)
    decision = DecisionFactory(consultation__network=network, mandate=mandate)
    AttendanceFactory(consultation=decision.consultation, person=anna.person)
    other = ConsultationFactory(network=network)

    remove_consultation(consultation=decision.consultation)

    assert [model.objects.count() for model in (Attendance, Decision, Mandate)] == [0, 0, 1]
    assert Consultation.objects.get() == other
