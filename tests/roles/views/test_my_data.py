"""What is kept about me: on a page and as files, all of it, and nothing of others."""

import io
import json
from datetime import date

import openpyxl
import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.models import Person, User
from roles.models import (
    Competence,
    CompetenceRating,
    RatingRequest,
    RatingRound,
    ReminderKind,
    SealedRating,
    SelfAssessment,
    SpontaneousRole,
)
from roles.pages.my_data import (
    account,
    consultations,
    deeds,
    left_out,
    listening,
    profile,
    purposes,
    reminders,
    scenarios,
    seats,
    swaps,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


def rate(network, person, score, competence="coordinating", day=DAY, rater=None):
    return CompetenceRating.objects.create(
        network=network,
        person=person,
        rater=rater or make.PersonFactory(name="Een beoordelaar"),
        competence=Competence.objects.get(slug=competence),
        score=score,
        rated_on=day,
    )


@pytest.fixture
def anna(client):
    """Somebody about whom there is something of every kind, signed in."""
    membership = make.MemberWithAccountFactory(
        network__name="Samen voor jeugd",
        engagement__organisation__name="Zorg Zuid",
        person__name="Anna de Wit",
        person__talents="=1+1 en luisteren",
        joined_on=date(2026, 1, 5),
        interests="Mijn eigen belang",
        ambitions="Mijn eigen ambitie",
        expectations="Mijn eigen verwachting",
    )
    person, network = membership.person, membership.network
    EmailAddress.objects.create(user=person.user, email=person.email, verified=True, primary=True)
    make.RoleStanceFactory(person=person, role=make.role("leader"), stance="avoids")
    SpontaneousRole.objects.create(person=person, role=make.role("critic"), reason="Omdat het moet")
    SelfAssessment.objects.create(
        person=person, competence=Competence.objects.get(slug="coordinating"), score=4
    )
    make.RoleAssignmentFactory(membership=membership, role=make.role("driver"), for_network=True)
    mandate = make.MandateFactory(
        membership=membership,
        starts_on=DAY,
        request="Voor de subsidie",
        coach=make.PersonFactory(name="Katrien"),
        hours_per_month=8,
        granted_by=make.PersonFactory(name="Geert"),
    )
    topic = make.DecisionTopicFactory(network=network, name="Uitgaven")
    make.AuthorityFactory(mandate=mandate, topic=topic)
    make.BalanceReadingFactory(network=network, person=person, read_on=DAY)
    make.CheckInFactory(network=network, person=person, answered_on=DAY, answer="Ik verbind")
    make.InvitationFactory(network=network, person=person, email=person.email, message="Kom erbij, Anna")
    make.StewardshipFactory(person=person, organisation__name="De Brug")
    make.ObserverFactory(person=person, network__name="Elders meekijken")
    for score in (2, 3, 3):
        rate(network, person, score)
    scenario = make.ScenarioFactory(network=network, owner=person.user, name="Wat als", note="Mijn gedachte")
    make.ScenarioMoveFactory(scenario=scenario, giver=membership)
    make.ScenarioShareFactory(scenario__network=network, person=person, scenario__name="Van Katrien")
    swap = make.SwapAnswerFactory(swap__network=network, person=person, answer="consents").swap
    make.SwapEventFactory(swap=swap, person=person, text="Wat denken jullie?")
    make.SwapEventFactory(swap=swap, deed="aloud", noted_by=person, text="Aan de telefoon")
    make.SwapLookBackFactory(swap=swap, person=person, brought="Lucht in mijn agenda")
    make.ListeningNoteFactory(network=network, author=person, drives="Wat haar drijft", need="Haar nood")
    make.ListeningNoteFactory(network=network, about=person, drives="Wat mij drijft", need="Mijn nood")
    meeting = make.ConsultationFactory(network=network, recorded_by=person, topic="Stuurgroep", held_on=DAY)
    make.AttendanceFactory(consultation=meeting, person=person, chaired=True)
    make.DecisionFactory(consultation=meeting, mandate=mandate, text="We gaan open")
    client.force_login(person.user)
    return membership


def as_json(client):
    response = client.get(reverse("my_data_export", args=["json"]))
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="samenspel-')
    return json.loads(response.content)["sections"]


def as_book(client):
    response = client.get(reverse("my_data_export", args=["xlsx"]))
    assert response.headers["Content-Disposition"].endswith('.xlsx"')
    return openpyxl.load_workbook(io.BytesIO(response.content))


def rows(client, code):
    return as_json(client)[code]["rows"]


def test_json_has_all_that_is_kept_about_me(client, anna):
    found = as_json(client)

    assert {code: len(each["rows"]) for code, each in found.items()} == {
        "account": 1, "addresses": 1, "second_factor": 0, "person": 1, "stances": 1, "spontaneous_roles": 1,
        "self_assessments": 1, "memberships": 1, "roles": 1, "mandates": 1, "balance_readings": 1,
        "check_ins": 1, "ratings": 1, "rating_rounds": 0, "rating_requests": 0, "invitations": 1,
        "stewardships": 1, "observed_networks": 1, "changes": 6, "scenarios": 1, "scenario_shares": 1,
        "deeds": 0,
        "reminder_refusals": 0, "digests": 0, "sent_reminders": 0, "calendars": 0,
        "swap_answers": 1, "swap_events": 2, "swap_look_backs": 1,
        "listening_written": 1, "listening_about": 1,
        "attendances": 1, "decisions": 1, "consultations": 1,
    }  # fmt: skip
    assert found["memberships"]["rows"] == [
        {
            "network": "Samen voor jeugd",
            "organisation": "Zorg Zuid",
            "since": "2026-01-05",
            "until": None,
            "coordinator": False,
            "interests": "Mijn eigen belang",
            "ambitions": "Mijn eigen ambitie",
            "expectations": "Mijn eigen verwachting",
        }
    ]
    assert found["stances"]["rows"] == [{"role": "Leader", "stance": "avoids"}]
    assert found["spontaneous_roles"]["rows"] == [{"role": "Critic", "reason": "Omdat het moet"}]
    assert found["check_ins"]["rows"][0]["answer"] == "Ik verbind"
    assert found["mandates"]["rows"][0] | {
        "request": "Voor de subsidie", "hours_per_month": 8, "has_coach": True,
        "authority": "Uitgaven: may decide", "first_day": "2026-03-02",
    } == found["mandates"]["rows"][0]  # fmt: skip
    assert found["invitations"]["rows"][0]["message"] == "Kom erbij, Anna"
    assert found["roles"]["rows"][0]["motives"] == "N"
    assert (
        found["scenarios"]["rows"][0] | {"name": "Wat als", "note": "Mijn gedachte", "steps": 1}
        == (found["scenarios"]["rows"][0])
    )
    assert found["scenario_shares"]["rows"] == [{"network": "Samen voor jeugd", "times": 1}]
    assert found["person"]["rows"][0]["talents"] == "=1+1 en luisteren"
    assert found["attendances"]["rows"] == [
        {"network": "Samen voor jeugd", "date": "2026-03-02", "topic": "Stuurgroep", "chaired": True}
    ]
    assert found["decisions"]["rows"][0]["decision"] == "We gaan open"
    assert found["account"]["rows"][0]["email"] == anna.person.email


def test_workbook_has_the_same_and_no_cell_runs_as_a_formula(client, anna):
    book = as_book(client)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    values = {str(cell.value) for cell in cells}
    assert {"=1+1 en luisteren", "Mijn eigen belang", "Ik verbind", "Voor de subsidie"} <= values
    assert {cell.data_type for cell in cells} == {"s"}
    risky = next(cell for cell in cells if cell.value == "=1+1 en luisteren")
    assert risky.quotePrefix
    overview = list(book.worksheets[0].iter_rows(values_only=True))
    assert overview[0] == ("What", "How many", "Who else sees it")
    assert overview[4][:2] == ("Who I am", "1")
    assert len(book.worksheets) == 1 + len([each for each in as_json(client).values() if each["rows"]])
    assert len({sheet.title for sheet in book}) == len(book.worksheets)


def test_page_shows_each_kind_with_how_many_and_who_sees_it(client, anna):
    text = client.get(reverse("my_data")).content.decode()

    assert "Mijn eigen belang" in text
    assert '<h3>How I look at the fifteen roles <span class="tag">1</span></h3>' in text
    assert "never what you avoid" in text
    assert "Nothing is kept of:" in text
    assert reverse("my_data_export", args=["xlsx"]) in text
    assert reverse("erase_account") in text


def test_page_writes_days_as_people_do(client, anna):
    client.cookies["django_language"] = "nl"
    text = client.get(reverse("my_data")).content.decode()

    assert "<td>5 januari 2026</td>" in text
    assert "2026-01-05" not in text


def test_names_of_others_stay_out(client, anna):
    make.RoleAssignmentFactory(membership=make.MembershipFactory(network=anna.network, person__name="Bram"))
    history = type(anna).history.model.objects
    history.update(history_user=make.CoordinatorFactory(person__name="Hanne").person.user)

    text = client.get(reverse("my_data_export", args=["json"])).content.decode()
    page = client.get(reverse("my_data")).content.decode()

    for name in ("Katrien", "Geert", "Bram", "Hanne", "Een beoordelaar"):
        assert name not in text
        assert name not in page
    sentences = [row["what"] for row in rows(client, "changes")]
    assert "Somebody else made Anna de Wit a member, for Zorg Zuid." in sentences


def test_my_own_changes_are_told_as_mine(client, anna):
    type(anna).history.model.objects.filter(person=anna.person).update(history_user=anna.person.user)

    assert "You made Anna de Wit a member, for Zorg Zuid." in [row["what"] for row in rows(client, "changes")]


def test_ratings_are_means_of_three_or_more_of_one_day(client, anna):
    person, network = anna.person, anna.network
    rate(network, person, 5, competence="stimulating")
    rate(network, person, 5, competence="stimulating")
    rate(network, person, 1, day=date(2026, 4, 1))

    assert rows(client, "ratings") == [
        {
            "network": "Samen voor jeugd",
            "competence": "Coordinating",
            "date": "2026-03-02",
            "raters": 3,
            "mean": "2.7",
        }
    ]


def test_what_i_said_of_others_is_counted_and_never_told(client, anna):
    bram = make.MembershipFactory(network=anna.network, person__name="Bram")
    rate(anna.network, bram.person, 1, rater=anna.person)
    asked = RatingRound.objects.create(network=anna.network, person=bram.person, closes_on=date(2099, 1, 1))
    request = RatingRequest.objects.create(round=asked, rater=anna.person, answered_on=DAY)
    SealedRating.objects.create(request=request, competence=Competence.objects.first(), score=2)

    found = as_json(client)

    assert found["rating_requests"]["rows"] == [{"asked": 1, "answered": 1}]
    assert "Bram" not in json.dumps(found)


def test_what_i_did_for_others_is_counted(client, anna):
    other = make.MembershipFactory()
    user, person = anna.person.user, anna.person
    type(other).history.model.objects.filter(id=other.pk).update(history_user=user)
    make.MandateFactory(membership=other, granted_by=person, coach=person, asked_by=person)
    make.InvitationFactory(invited_by=user)
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Person),
        object_id="1",
        object_repr="x",
        action_flag=CHANGE,
    )

    assert {row["what"]: row["times"] for row in rows(client, "deeds")} == {
        "Changes to roles, members, mandates, norms and access": 1,
        "Invitations sent": 1,
        "Changes in the administration": 1,
        "Mandates asked for": 1,
        "Mandates granted": 1,
        "Mandates that I coach": 1,
    }


def test_nobody_can_ask_for_somebody_elses(client, anna):
    client.force_login(make.PersonWithAccountFactory(name="Bram").user)

    text = client.get(reverse("my_data_export", args=["json"]), {"person": anna.person.pk}).content.decode()

    assert "Anna" not in text
    assert "Bram" in text


def test_account_of_nobody_gets_its_own_facts(client):
    client.force_login(make.AdministratorFactory(email="beheer@example.org"))

    found = as_json(client)

    assert set(found) == {"account", "addresses", "second_factor", "scenarios", "deeds"}
    assert found["account"]["rows"][0]["administrator"] is True
    assert client.get(reverse("my_data")).status_code == 200


def test_other_formats_are_not_there(client, anna):
    assert client.get("/me/data/csv/").status_code == 404


def test_my_data_is_kept_in_no_cache(client, anna):
    for address in (reverse("my_data"), reverse("my_data_export", args=["json"])):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def person_with_everything(count):
    """Somebody about whom there are so many rows of every kind, each with parents of its own."""
    person = make.PersonWithAccountFactory()
    for index in range(count):
        membership = make.MembershipFactory(person=person)
        role = make.role(("leader", "driver", "critic", "adviser")[index])
        make.RoleAssignmentFactory(membership=membership)
        mandate = make.MandateFactory(membership=membership)
        make.AuthorityFactory(mandate=mandate)
        make.AuthorityFactory(mandate=mandate)
        make.RoleStanceFactory(person=person, role=role)
        SpontaneousRole.objects.create(person=person, role=role)
        SelfAssessment.objects.create(person=person, competence=Competence.objects.all()[index], score=3)
        make.BalanceReadingFactory(network=membership.network, person=person)
        make.CheckInFactory(network=membership.network, person=person)
        make.InvitationFactory(network=membership.network, person=person)
        make.StewardshipFactory(person=person)
        make.ObserverFactory(person=person)
        make.AttendanceFactory(person=person, consultation__recorded_by=person)
        make.DecisionFactory(mandate=mandate)
        make.SwapAnswerFactory(person=person)
        make.SwapEventFactory(person=person)
        make.SwapLookBackFactory(person=person)
        make.ListeningNoteFactory(network=membership.network, author=person)
        make.ListeningNoteFactory(network=membership.network, about=person)
        RatingRound.objects.create(network=membership.network, person=person, closes_on=date(2099, 1, 1))
        make.ReminderRefusalFactory(person=person, kind=ReminderKind.values[index])
        make.DigestFactory(person=person, week=date(2026, 1, 5 + 7 * index))
        make.SentReminderFactory(person=person, subject=f"{index}")
        make.CalendarFeedFactory(membership=membership)
        scenario = make.ScenarioFactory(network=membership.network, owner=person.user)
        make.ScenarioMoveFactory(scenario=scenario, giver=membership)
        make.ScenarioShareFactory(scenario__network=membership.network, person=person)
        for score in (2, 3, 4):
            rate(membership.network, person, score)
    return person


@pytest.mark.parametrize("name", ["my_data", "my_data_export"])
def test_my_data_takes_as_many_queries_however_much_there_is(client, name):
    address = reverse(name, args=["xlsx"] if name == "my_data_export" else [])
    taken = []

    for count in (1, 4):
        client.force_login(person_with_everything(count).user)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1] <= 63


COVERED = {
    *account.COVERS,
    *consultations.COVERS,
    *profile.COVERS,
    *purposes.COVERS,
    *seats.COVERS,
    *scenarios.COVERS,
    *deeds.COVERS,
    *reminders.COVERS,
    *swaps.COVERS,
    *listening.COVERS,
}


def test_everything_that_points_to_a_person_or_an_account_is_shown_or_left_out_for_a_reason():
    pointing = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.remote_field.model in {Person, User}
    }
    missing = pointing - COVERED - set(left_out.LEFT_OUT)

    assert missing == set(), "Show these in roles/pages/my_data, or say in left_out.py why not"
    assert not COVERED & set(left_out.LEFT_OUT)
    installed = {app.label for app in apps.get_app_configs()}
    invented = {
        each for each in COVERED | set(left_out.LEFT_OUT) if each.split(".")[0] in installed
    } - pointing
    assert invented == set()
    assert all(left_out.LEFT_OUT.values())
