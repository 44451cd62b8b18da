"""Erasing somebody: what goes, what stays, and that nothing else moves."""

import json
import logging
from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import models
from django.test import Client
from django.utils import timezone

from networks.models import (
    BalanceReading,
    CheckIn,
    Invitation,
    Mandate,
    Membership,
    Observer,
    Person,
    Stewardship,
    User,
)
from networks.services.mandate_terms import Terms
from networks.services.mandates import give_mandate, grant_mandate
from networks.services.people import find_person
from roles.analysis import analyse
from roles.loading.snapshots import load_snapshot
from roles.models import (
    CalendarFeed,
    Competence,
    CompetenceRating,
    Digest,
    EmptySeat,
    RatingRequest,
    RatingRound,
    ReminderRefusal,
    RoleAssignment,
    RoleStance,
    RoleSwap,
    SealedRating,
    SelfAssessment,
    SentReminder,
    SpontaneousRole,
    SwapLookBack,
)
from roles.services.erasing import ANONYMOUS, erase_account, erase_person
from roles.spreadsheets.apply import import_file
from roles.spreadsheets.export import export_network
from roles.spreadsheets.options import Options
from tests import factories as make

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Jürgen Ünverwüstlich", "juergen@geheim.example"
SECRET = "Geheimwoord"  # stands in every text that he wrote or that is about him
JOINED = date(2025, 1, 1)


def say(what):
    return f"{SECRET} {what}"


@pytest.fixture
def seat():
    """The seat of somebody about whom there is something in every table that can hold it."""
    network = make.NetworkFactory(name="Huis")
    membership = make.CoordinatorFactory(
        network=network,
        joined_on=JOINED,
        person__name=NAME,
        person__user__email=EMAIL,
        person__language="en",
        person__talents=say("talenten"),
        person__introduced_on=JOINED,
        **{field: say(field) for field in Membership.VOICE_FIELDS},
    )
    person, user = membership.person, membership.person.user
    make.CoordinatorFactory(network=network, person__name="Hanne", person__user__email="hanne@example.org")
    for slug in ("leader", "driver", "critic"):
        make.RoleAssignmentFactory(membership=membership, role=make.role(slug), started_on=JOINED)
    mandate = make.MandateFactory(
        membership=membership,
        starts_on=JOINED,
        ends_on=date(2099, 1, 1),
        request=say("vraag"),
        reason=say("reden"),
    )
    make.AuthorityFactory(mandate=mandate)
    make.RoleStanceFactory(person=person)
    SpontaneousRole.objects.create(person=person, role=make.role("critic"), reason=say("waarom"))
    SelfAssessment.objects.create(person=person, competence=Competence.objects.first(), score=4)
    make.BalanceReadingFactory(network=network, person=person)
    make.CheckInFactory(network=network, person=person, answer=say("meerwaarde"))
    make.ListeningNoteFactory(network=network, author=person, background=say("van haar"))
    texts = ("background", "interests", "drives", "correction", "offer", "need")
    make.ListeningNoteFactory(network=network, about=person, **{text: say(text) for text in texts})
    make.InvitationFactory(network=network, person=person, email=EMAIL, message=f"{say('welkom')} {NAME}")
    make.InvitationFactory(network=network, invited_by=user, message=say("kom erbij"))
    make.StewardshipFactory(person=person)
    make.ObserverFactory(person=person)
    make.ReminderRefusalFactory(person=person)
    make.DigestFactory(person=person)
    make.SentReminderFactory(person=person, subject=say("1-2"))
    make.CalendarFeedFactory(membership=membership)
    own = make.ScenarioFactory(network=network, owner=user, name=say("wat als"), note=say("gedachte"))
    make.ScenarioMoveFactory(scenario=own, giver=membership)
    make.ScenarioShareFactory(scenario__network=network, person=person)
    make.EmptySeatFactory(network=network, decided_by=person, reason=say("open"))
    rate(membership, person, 1)
    RatingRound.objects.create(network=network, person=person, closes_on=date(2099, 1, 1))
    swap = make.RoleSwapFactory(network=network, proposed_by=person, reason=say("voorstel"))
    make.SwapAnswerFactory(swap=swap, person=person, answer="consents")
    make.SwapEventFactory(swap=swap, person=person, text=say("reactie"))
    make.SwapEventFactory(swap=swap, deed="aloud", noted_by=person, text=say("mondeling"))
    make.SwapEventFactory(swap=swap, person=None, deed="stalled", text=f"{NAME} doet niet meer mee.")
    make.SwapLookBackFactory(swap=swap, person=person, brought=say("terugblik"))
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    Client().force_login(user)
    log(user, person, f"{NAME} · Huis")
    log(make.AdministratorFactory(email="beheer@example.org"), person, NAME)
    return membership


def log(user, thing, text):
    """Let the administration remember what somebody did."""
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=str(thing.pk),
        object_repr=text,
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"name": "deelname", "object": text}}]),
    )


def rate(membership, person, score, rater=None):
    return CompetenceRating.objects.create(
        network=membership.network,
        person=person,
        rater=rater or make.PersonFactory(),
        competence=Competence.objects.get(slug="coordinating"),
        score=score,
    )


def texts_in_the_database():
    """Every text of every table, as pairs of where it stands and what it says."""
    return [
        (f"{model._meta.label}.{field.attname}", str(value))
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        for value in model._base_manager.values_list(field.attname, flat=True)
        if value
    ]


def where_it_stands(*words):
    return {
        place
        for place, text in texts_in_the_database()
        for word in words
        if word.casefold() in text.casefold() or json.dumps(word)[1:-1] in text
    }


PLACES = {
    *("account.EmailAddress.email", "admin.LogEntry.object_repr", "admin.LogEntry.change_message"),
    *("networks.User.email", "networks.Person.name", "networks.Person.name_key", "networks.Person.email"),
    *("networks.Person.talents", "networks.CheckIn.answer", "networks.Mandate.request"),
    *("networks.Mandate.reason", "networks.Invitation.email", "networks.Invitation.message"),
    *(f"networks.Membership.{field}" for field in Membership.VOICE_FIELDS),
    *("roles.SpontaneousRole.reason", "roles.Scenario.name", "roles.Scenario.note"),
    *("networks.ListeningNote.background", "networks.ListeningNote.interests"),
    *("networks.ListeningNote.drives", "networks.ListeningNote.correction"),
    *("networks.ListeningNote.offer", "networks.ListeningNote.need"),
    *("roles.SentReminder.subject", "roles.EmptySeat.reason"),
    *("roles.RoleSwap.reason", "roles.SwapEvent.text", "roles.SwapLookBack.brought"),
}
TRACES = (NAME, "Ünverwüstlich", "unverwustlich", EMAIL, SECRET)


def test_somebody_of_whom_there_are_traces_everywhere_is_nowhere_after_erasing(seat):
    user, person = seat.person.user, seat.person
    before = where_it_stands(*TRACES)

    erase_person(person=person)

    assert before == PLACES  # the test would prove nothing of a table without a trace
    assert where_it_stands(*TRACES) == set()
    assert not User.objects.filter(pk=user.pk).exists()
    sessions = [each.get_decoded().get("_auth_user_id") for each in Session.objects.all()]
    assert str(user.pk) not in sessions


def test_what_they_said_goes_and_what_they_did_stays(seat):
    person = seat.person
    today = timezone.localdate()

    erase_person(person=person)

    person.refresh_from_db()
    seat.refresh_from_db()
    gone = (RoleStance, SpontaneousRole, SelfAssessment, BalanceReading, CheckIn, Observer, Stewardship)
    gone += (ReminderRefusal, Digest, SentReminder)
    assert [model.objects.filter(person=person).count() for model in gone] == [0] * len(gone)
    assert not CalendarFeed.objects.exists()
    assert not RatingRound.objects.filter(person=person).exists()
    assert not CompetenceRating.objects.filter(person=person).exists()
    assert not Invitation.objects.filter(person=person).exists()
    assert (person.name, person.email, person.user, person.talents) == (ANONYMOUS, "", None, "")
    assert (person.erased_on, person.introduced_on, person.language) == (today, None, "nl")
    assert (seat.joined_on, seat.left_on) == (JOINED, today)
    held = RoleAssignment.objects.filter(membership=seat).values_list("role__slug", "started_on", "ended_on")
    assert sorted(held) == [(slug, JOINED, today) for slug in ("critic", "driver", "leader")]
    mandate = Mandate.objects.get(membership=seat)
    assert (mandate.starts_on, mandate.request, mandate.reason) == (JOINED, "", "")
    assert mandate.authorities.count() == 1
    left = EmptySeat.objects.get(network=seat.network)
    assert (left.role.slug, left.reason, left.decided_by) == ("fundraiser", "", None)
    assert not SwapLookBack.objects.exists()
    swap = RoleSwap.objects.get()
    assert (swap.proposed_by, list(swap.answers.values_list("person", "answer"))) == (
        person,
        [(person.pk, "consents")],
    )
    assert list(swap.events.values_list("deed", "text")) == [
        (deed, "") for deed in ("commented", "aloud", "stalled")
    ]


def test_history_stays_with_nobody_behind_it(seat):
    person, user = seat.person, seat.person.user
    for model in (Membership, RoleAssignment, Mandate):
        model.history.update(history_user=user)

    erase_person(person=person)

    for model in (Membership, RoleAssignment, Mandate):
        assert model.history.exclude(history_user=None).count() == 0
    ended = Membership.history.filter(person=person).latest()
    assert (ended.history_type, ended.history_change_reason) == ("~", "erasure")
    assert Membership.history.filter(person=person).count() == 2


@pytest.fixture
def past_days():
    today = timezone.localdate()
    return [today - timedelta(days=days) for days in (1, 30, 200)]


def told(report):
    """A report without the names of people; with the names of whatever else it is about."""
    findings = [
        (each.code, each.severity, each.subject.type, each.subject.id, each.roles, each.value, each.limit)
        for each in report.findings
    ]
    return report.counts, report.clusters, sorted(findings), report.perspectives, report.indicators


def test_report_of_past_days_stays_the_same_but_for_the_name(past_days):
    seat = make.CoordinatorFactory(joined_on=JOINED, person__name=NAME)
    network = seat.network
    colleague = make.MembershipFactory(network=network, joined_on=JOINED)
    for slug in ("initiator", "leader", "driver", "adviser", "critic"):
        make.RoleAssignmentFactory(
            membership=seat, role=make.role(slug), started_on=JOINED, for_organisation=True
        )
    make.RoleAssignmentFactory(membership=colleague, started_on=JOINED)
    make.AuthorityFactory(
        mandate=make.MandateFactory(membership=seat, starts_on=JOINED, ends_on=date(2099, 1, 1))
    )
    before = [analyse(load_snapshot(network, day)) for day in past_days]
    assert {each.code for each in before[0].findings if each.subject.name == NAME} == {
        "core-cumulation-person"
    }

    erase_person(person=seat.person)

    after = [analyse(load_snapshot(network, day)) for day in past_days]
    assert [told(report) for report in after] == [told(report) for report in before]
    named = {
        each.subject.name for report in after for each in report.findings if each.subject.type == "person"
    }
    assert NAME not in named
    assert ANONYMOUS in named
    assert analyse(load_snapshot(network, timezone.localdate())).counts.people == 1


def test_report_of_past_days_loses_only_what_they_said_of_themselves(past_days):
    seat = make.CoordinatorFactory(joined_on=JOINED)
    network, person = seat.network, seat.person
    make.RoleAssignmentFactory(membership=seat, role=make.role("leader"), started_on=JOINED)
    make.RoleStanceFactory(person=person, role=make.role("leader"), stance="avoids")
    make.BalanceReadingFactory(
        network=network,
        person=person,
        read_on=past_days[1],
        organisation_share=100,
        individual_share=0,
        network_share=0,
    )
    before = analyse(load_snapshot(network, past_days[0]))

    erase_person(person=person)

    after = analyse(load_snapshot(network, past_days[0]))
    lost = {each.code for each in before.findings} - {each.code for each in after.findings}
    assert "role-against-preference" in lost
    assert (before.balance is None, after.balance is None) == (False, True)
    assert (after.counts, after.clusters) == (before.counts, before.clusters)


def test_mean_of_a_colleague_does_not_move_when_a_rater_is_erased(past_days):
    rated = make.MembershipFactory(joined_on=JOINED)
    rater = make.MemberWithAccountFactory(network=rated.network)
    make.RoleAssignmentFactory(membership=rated, role=make.role("driver"), started_on=JOINED)
    for score, by in ((1, rater.person), (2, None), (3, None)):
        rate(rated, rated.person, score, rater=by)
    asked = RatingRound.objects.create(network=rated.network, person=rated.person, closes_on=date(2099, 1, 1))
    answered, silent = (
        RatingRequest.objects.create(round=asked, rater=rater.person, answered_on=JOINED),
        RatingRequest.objects.create(
            round=RatingRound.objects.create(
                network=rated.network, person=make.PersonFactory(), closes_on=date(2099, 1, 1)
            ),
            rater=rater.person,
        ),
    )
    SealedRating.objects.create(request=answered, competence=Competence.objects.first(), score=2)

    erase_person(person=rater.person)

    assert sorted(CompetenceRating.objects.values_list("score", flat=True)) == [1, 2, 3]
    assert CompetenceRating.objects.get(score=1).rater.name == ANONYMOUS
    assert SealedRating.objects.count() == 1
    assert list(RatingRequest.objects.all()) == [answered]
    assert not RatingRequest.objects.filter(pk=silent.pk).exists()


def test_what_was_still_to_begin_never_was():
    today = timezone.localdate()
    later = make.MembershipFactory(joined_on=today + timedelta(days=30))
    make.RoleAssignmentFactory(membership=later, started_on=today + timedelta(days=30))
    pending = make.MandateFactory(membership=later, granted_on=None)

    erase_person(person=later.person)

    later.refresh_from_db()
    assert (later.left_on, later.assignments.count()) == (later.joined_on, 0)
    assert not Mandate.objects.filter(pk=pending.pk).exists()


def test_erasing_twice_changes_nothing(seat):
    erase_person(person=seat.person)
    before = texts_in_the_database()

    erase_person(person=seat.person)

    assert texts_in_the_database() == before


def test_erasing_is_all_or_nothing(seat, monkeypatch):
    def refuse(**_details):
        raise RuntimeError("the database went away")

    monkeypatch.setattr("roles.services.erasing.close_account", refuse)
    before = texts_in_the_database()

    with pytest.raises(RuntimeError):
        erase_person(person=seat.person)

    assert texts_in_the_database() == before
    assert mail.outbox == []


def test_somebody_without_an_account_is_erased_too():
    membership = make.MembershipFactory(person__name=NAME)

    erase_person(person=membership.person)

    assert where_it_stands(NAME) == set()
    assert User.objects.count() == 0


def test_account_that_belongs_to_nobody_goes():
    user, other = make.UserFactory(email=EMAIL), make.UserFactory()

    erase_account(user=user)

    assert list(User.objects.all()) == [other]


def test_sessions_of_others_stay(seat):
    other = Client()
    other.force_login(make.UserFactory())

    erase_person(person=seat.person)

    assert Session.objects.count() == 1
    assert other.get("/me/").status_code == 200


def test_administration_forgets_the_name_and_keeps_those_that_only_resemble_it():
    person = make.PersonFactory(name="Jan Peeters")
    administrator = make.AdministratorFactory()
    log(administrator, make.NetworkFactory(), "Jan Peeters · Huis")
    log(administrator, make.NetworkFactory(), "Jan Peetersen · Huis")

    erase_person(person=person)

    entries = LogEntry.objects.order_by("pk").values_list("object_repr", flat=True)
    assert list(entries) == ["N.N. · Huis", "Jan Peetersen · Huis"]
    assert "Jan Peeters " not in LogEntry.objects.earliest("pk").change_message


def test_those_who_stay_are_told_without_a_name(seat, django_capture_on_commit_callbacks):
    alone = make.MembershipFactory(
        person=seat.person, is_coordinator=True, network__name="Alleen", engagement=None
    )
    organisation = seat.person.stewardships.get().organisation
    make.RoleAssignmentFactory(membership=alone, role=make.role("adviser"))

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=seat.person)

    mails = {message.to[0]: message for message in mail.outbox}
    assert set(mails) == {EMAIL, "hanne@example.org", "beheer@example.org"}
    assert mails[EMAIL].subject == "Your data have been erased"
    assert mails["hanne@example.org"].subject == "Een lid liet de eigen gegevens wissen"
    assert "‘Huis’" in mails["hanne@example.org"].body
    assert "Trekker" in mails["hanne@example.org"].body
    assert "Alleen" not in mails["hanne@example.org"].body
    assert "Het netwerk ‘Alleen’ heeft geen coördinator." in mails["beheer@example.org"].body
    assert f"‘{organisation.name}’" in mails["beheer@example.org"].body
    assert "‘Huis’" not in mails["beheer@example.org"].body
    assert not any(NAME in message.body + message.subject for message in mail.outbox)


def test_administrators_are_left_in_peace_when_somebody_else_takes_over(django_capture_on_commit_callbacks):
    make.AdministratorFactory()
    member = make.MembershipFactory(engagement=None)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=member.person)

    assert mail.outbox == []


def test_mail_that_cannot_be_sent_undoes_nothing(
    seat, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def refuse(*_message, **_details):
        raise SMTPException

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        erase_person(person=seat.person)

    assert Person.objects.get(pk=seat.person.pk).name == ANONYMOUS
    assert "A mail could not be sent." in caplog.text


def test_erased_person_is_found_by_no_name(seat):
    network = seat.network
    erase_person(person=seat.person)

    assert find_person(network=network, name="N.N.", email="") is None


def test_import_and_export_know_nobody_who_was_erased(seat):
    network, today = seat.network, timezone.localdate()
    erase_person(person=seat.person)
    options = Options(day=today, network=network, replace=False, create_networks=False)

    for layout in ("matrix", "list"):
        content = export_network(network, layout=layout, file_format="csv", day=today)
        plan = import_file(content, options)
        assert "N.N." not in content.decode()
        assert (plan.errors, plan.people, plan.memberships, plan.assignments) == ([], [], [], [])
    import_file(b"naam;leider\nN.N.;x\n", options)

    vacant = RoleAssignment.objects.get(membership__network=network, ended_on=None)
    assert vacant.membership.person != seat.person
    assert vacant.membership.person.erased_on is None


def test_somebody_erased_before_their_first_day_is_nobody_to_invite():
    coming = make.MembershipFactory(joined_on=timezone.localdate() + timedelta(days=30))

    erase_person(person=coming.person)

    assert not Person.objects.involved_in(coming.network).exists()


def test_erased_person_gets_no_mandate_that_was_on_its_way():
    membership = make.MembershipFactory(joined_on=JOINED)
    request = make.MandateFactory(membership=membership, granted_on=None)
    terms = Terms(JOINED, timezone.localdate() + timedelta(days=30))

    erase_person(person=membership.person)

    with pytest.raises(ValidationError) as refusal:
        give_mandate(membership=membership, granter=None, terms=terms, day=timezone.localdate())
    assert refusal.value.messages == ["N.N. does not take part any more."]
    with pytest.raises(ValidationError):
        grant_mandate(mandate=request, granter=None, terms=terms, day=timezone.localdate())
    assert not Mandate.objects.exists()
