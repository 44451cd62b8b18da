"""Importing a calendar, through the client: a preview first, then all that is ticked."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.models import Consultation, Person
from tests.factories import ConsultationFactory, MembershipFactory, MemberWithAccountFactory, NetworkFactory
from tests.forms import fields_of
from tests.networks.calendars.writing import calendar, event

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
IMPORT = "/networks/north/consultations/import/"
EVERYBODY = ("ATTENDEE:mailto:anna@x.be", "ATTENDEE:mailto:BRAM@x.be", "ATTENDEE:mailto:stranger@z.be")


def on(days_ago):
    return f"DTSTART;VALUE=DATE:{TODAY - timedelta(days=days_ago):%Y%m%d}"


@pytest.fixture
def anna(client):
    """A member, signed in, of a network with Bram."""
    network = NetworkFactory(slug="north")
    anna = MemberWithAccountFactory(network=network, person__name="Anna", person__user__email="anna@x.be")
    MembershipFactory(network=network, person__name="Bram", person__email="Bram@x.be")
    client.force_login(anna.person.user)
    client.cookies["django_language"] = "en"
    return anna


def upload(client, data, since=TODAY - timedelta(days=365)):
    file = SimpleUploadedFile("agenda.ics", data, content_type="text/calendar")
    return client.post(IMPORT, {"file": file, "since": f"{since}"})


def agree(client, preview, **changes):
    return client.post(IMPORT, fields_of(preview, "plan") | changes, follow=True)


def test_calendar_is_shown_first_and_recorded_when_agreed(client, anna):
    data = calendar(
        event(*EVERYBODY, start=on(8), uid="a"),
        event(*EVERYBODY, start=on(9), uid="b", summary="Werkgroep"),
        event(*EVERYBODY[:1], start=on(7), uid="c", summary="Tandarts"),
        event(*EVERYBODY, start=on(-5), uid="d"),
    )

    preview = upload(client, data)
    before = Consultation.objects.count()
    done = agree(client, preview)
    text = preview.content.decode()

    assert before == 0
    assert "2 meetings can be recorded. Nothing is recorded yet." in text
    assert "1 appointment at which fewer than two members of this network sat" in text
    assert "1 event or series that is still to come" in text
    assert "1 address at these meetings that no member of this network has" in text
    assert "Tandarts" not in text
    assert "stranger@z.be" not in text + fields_of(preview, "plan")["plan"][0]
    assert "2 meetings are recorded." in done.content.decode()
    assert set(Consultation.objects.values_list("held_on", "topic", "recorded_by")) == {
        (TODAY - timedelta(days=8), "Stuurgroep", anna.person_id),
        (TODAY - timedelta(days=9), "Werkgroep", anna.person_id),
    }


def test_what_is_unticked_stays_out_and_can_be_recorded_later(client, anna):
    data = calendar(event(*EVERYBODY, start=on(8), uid="a"), event(*EVERYBODY, start=on(9), uid="b"))

    agree(client, upload(client, data), take=["1"])
    first = Consultation.objects.get()
    again = upload(client, data)
    agree(client, again)
    nothing = upload(client, data).content.decode()

    assert first.held_on == TODAY - timedelta(days=8)
    assert "1 meeting can be recorded" in again.content.decode()
    assert Consultation.objects.count() == 2
    assert "Nothing new: all of it is recorded already." in nothing


def test_agreeing_twice_records_once(client, anna):
    preview = upload(client, calendar(event(*EVERYBODY, start=on(8))))

    answers = [agree(client, preview).content.decode() for _time in range(2)]

    assert Consultation.objects.count() == 1
    assert "Nothing changed: no meeting was ticked that is not recorded already." in answers[1]


def test_meeting_typed_in_already_is_not_ticked_and_a_new_name_is_told(client, anna):
    ConsultationFactory(network=anna.network, held_on=TODAY - timedelta(days=8), topic="stuurgroep")
    data = calendar(event(*EVERYBODY, start=on(8), uid="a"), event(*EVERYBODY, start=on(9), uid="b"))

    preview = upload(client, data)
    agree(client, preview)
    renamed = upload(client, data.replace(b"Stuurgroep", b"Directie")).content.decode()

    assert "recorded by hand already" in preview.content.decode()
    assert fields_of(preview, "plan")["take"] == ["0"]
    assert "in the calendar: Directie" in renamed
    assert not Consultation.objects.filter(topic="Directie").exists()


@pytest.mark.parametrize(
    ("data", "since", "sentence"),
    [
        (b"not a calendar", TODAY, "This is not a calendar."),
        (b"", TODAY, "This file is empty."),
        (calendar(event())[:-30], TODAY, "This calendar breaks off or is damaged"),
        (b"x" * (2 * 1024 * 1024 + 1), TODAY, "This file is larger than 2 MB."),
        (calendar(event()), TODAY + timedelta(days=1), "This day has yet to come."),
        (calendar(event()), TODAY - timedelta(days=3000), "Meetings of more than five years ago"),
        (
            calendar(
                *[event("RRULE:FREQ=DAILY", *EVERYBODY, uid=str(each), start=on(300)) for each in (1, 2)]
            ),
            TODAY - timedelta(days=365),
            "This calendar has 602 meetings of this network in that period.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_at_its_field(client, anna, data, since, sentence):
    response = upload(client, data, since)

    assert sentence in response.content.decode()
    assert f'value="{since}"' in response.content.decode()
    assert not Consultation.objects.exists()


def test_nothing_chosen_is_refused(client, anna):
    response = client.post(IMPORT, {"since": f"{TODAY}"})

    assert "Choose a file." in response.content.decode()


def test_plan_of_somebody_else_of_another_network_or_made_by_hand_records_nothing(client, anna):
    elsewhere = NetworkFactory(slug="south")
    MembershipFactory(network=elsewhere, person=anna.person)
    sent = fields_of(upload(client, calendar(event(*EVERYBODY, start=on(8)))), "plan")

    answers = [
        client.post(IMPORT, sent | {"plan": "made:by:hand"}, follow=True),
        client.post(IMPORT, sent | {"plan": "x" * 2_000_001}, follow=True),
        client.post(reverse("consultation_import", args=["south"]), sent, follow=True),
    ]
    client.force_login(MemberWithAccountFactory(network=anna.network).person.user)
    answers.append(client.post(IMPORT, sent, follow=True))

    for answer in answers:
        assert "What you saw is no longer here" in answer.content.decode()
    assert not Consultation.objects.exists()


def test_member_who_leaves_between_looking_and_agreeing_is_left_out(client, anna):
    cas = MembershipFactory(network=anna.network, person__email="cas@x.be")
    preview = upload(client, calendar(event(*EVERYBODY, "ATTENDEE:mailto:cas@x.be", start=on(8))))
    cas.left_on = TODAY - timedelta(days=10)
    cas.save()

    agree(client, preview)

    names = Person.objects.filter(attendances__consultation=Consultation.objects.get())
    assert set(names.values_list("name", flat=True)) == {"Anna", "Bram"}


def test_looking_and_recording_take_as_many_queries_however_many_meetings_there_are(client, anna):
    taken = []
    for count in (1, 5):
        people = [
            MembershipFactory(network=anna.network, person__email=f"p{count}.{n}@x.be") for n in range(count)
        ]
        invited = [f"ATTENDEE:mailto:{each.person.email}" for each in people]
        data = calendar(
            *[
                event(*EVERYBODY, *invited, start=on(8), uid=f"{count}.{n}", summary=f"{count}.{n}")
                for n in range(count)
            ]
        )
        with CaptureQueriesContext(connection) as queries:
            preview = upload(client, data)
        with CaptureQueriesContext(connection) as writing:
            client.post(IMPORT, fields_of(preview, "plan"))
        taken.append((len(queries), len(writing)))

    assert taken[0] == taken[1]
    assert Consultation.objects.count() == 6
