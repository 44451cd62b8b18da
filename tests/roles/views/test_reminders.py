"""What somebody is mailed about: choosing it, stopping it from a mail, and their calendars."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from networks.models import Membership, Person
from networks.services.invitations import hash_token
from roles.models import CalendarFeed, ReminderKind, ReminderRefusal
from roles.reminder_links import stop_address
from roles.services.calendar_feeds import make_calendar
from roles.services.erasing import erase_person
from tests.factories import (
    AdministratorFactory,
    CheckInFactory,
    DigestFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    PersonFactory,
    ReminderRefusalFactory,
    RoleAssignmentFactory,
    RoleSwapFactory,
    SwapAnswerFactory,
    SwapMoveFactory,
    role,
)
from tests.forms import fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ADDRESS = "/me/reminders/"


@pytest.fixture
def bram(client, settings):
    settings.PUBLIC_ADDRESS = "https://samenspel.example.org"
    seat = MemberWithAccountFactory(
        network__name="North",
        network__slug="north",
        engagement__organisation__name="De Brug",
        person__name="Bram",
        person__language="en",
        joined_on=date(2026, 1, 10),
    )
    client.force_login(seat.person.user)
    client.cookies["django_language"] = "en"
    return seat


def refused(person):
    return set(ReminderRefusal.objects.filter(person=person).values_list("kind", flat=True))


def test_kinds_are_chosen_and_chosen_again(client, bram):
    everything = dict.fromkeys(ReminderKind.values, "on")
    first = fill_in(client, ADDRESS, "waiting", waiting=[], check_ins=[])
    less = refused(bram.person)
    fill_in(client, ADDRESS, "terms", **everything | {"terms": []})

    assert first.redirect_chain == [(ADDRESS, 302)]
    assert [str(each) for each in get_messages(first.wsgi_request)] == ["Saved."]
    assert less == {"waiting", "check-ins"}
    assert refused(bram.person) == {"terms"}


def test_page_shows_where_the_mail_goes_and_every_network(client, bram):
    other = MembershipFactory(person=bram.person, network__name="South")
    gone = MembershipFactory(person=bram.person, network__name="West", left_on=TODAY)
    DigestFactory(person=bram.person, sent_at=timezone.make_aware(timezone.datetime(2026, 3, 2, 8)))

    page = client.get(ADDRESS).content.decode()

    assert (
        f"It goes to {bram.person.email or bram.person.user.email}; the last one left on 2 March 2026."
        in page
    )
    assert reverse("calendar_make", args=[bram.pk]) in page
    assert reverse("calendar_make", args=[other.pk]) in page
    assert reverse("calendar_make", args=[gone.pk]) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_number_of_queries(client, bram, django_assert_num_queries, count):
    for _ in range(count):
        make_calendar(membership=MembershipFactory(person=bram.person))

    with django_assert_num_queries(5):
        client.get(ADDRESS)


def stop_path(person, kind=None):
    return urlsplit(stop_address(person, kind)).path


def test_opening_the_link_of_a_mail_stops_nothing_and_pressing_does(bram):
    visitor = Client(enforce_csrf_checks=True)  # nobody is signed in
    path = stop_path(bram.person, ReminderKind.TERMS)

    opened = visitor.get(path)
    unchanged = refused(bram.person)
    pressed = visitor.post(path)
    stopped = refused(bram.person)
    undone = visitor.post(path, {"undo": "1"})

    assert "Bram, the weekly mail tells you about terms of roles that end." in opened.content.decode()
    assert unchanged == set()
    assert "Bram, you are mailed no more about terms of roles that end." in pressed.content.decode()
    assert stopped == {"terms"}
    assert "You are mailed again" in undone.content.decode()
    assert refused(bram.person) == set()


def test_one_press_in_a_mail_program_stops_the_whole_mail(bram):
    """As RFC 8058 has it: a form with one field, without a cookie or a page seen before."""
    visitor = Client(enforce_csrf_checks=True)

    answer = visitor.post(stop_path(bram.person), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert refused(bram.person) == set(ReminderKind.values)


def test_link_in_the_language_of_the_reader_whoever_is_signed_in(client, bram):
    page = client.get(stop_path(PersonFactory(name="Cleo", language="nl"))).content.decode()

    assert '<html lang="nl"' in page
    assert "Cleo, je krijgt hoogstens één mail per week" in page


@pytest.mark.parametrize("what", ["made up", "changed", "erased"])
def test_link_that_is_no_good_leads_on(bram, what):
    path = stop_path(bram.person, ReminderKind.TERMS)
    if what == "made up":
        path = reverse("reminder_stop", args=["WzEsIiJd"])
    elif what == "changed":
        path = path[:-3] + "xx/"
    else:
        erase_person(person=bram.person)

    answers = [getattr(Client(), method)(path) for method in ("get", "post")]

    assert [each.status_code for each in answers] == [404, 404]
    assert ADDRESS in answers[0].content.decode()
    assert not ReminderRefusal.objects.exists()


def made(client, seat):
    """Make a calendar as on the page, and return where it is."""
    page = client.post(reverse("calendar_make", args=[seat.pk]))
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    return urlsplit(page.context["address"]).path


def test_calendar_is_made_renewed_and_stopped(client, bram):
    first = made(client, bram)
    kept = CalendarFeed.objects.get(membership=bram).token_hash
    second = made(client, bram)
    statuses = [Client().get(path).status_code for path in (first, second)]
    stopped = client.post(reverse("calendar_stop", args=[bram.pk]), follow=True)

    assert kept == hash_token(first.removeprefix("/calendar/").removesuffix(".ics"))
    assert statuses == [404, 200]
    assert stopped.redirect_chain == [(f"{ADDRESS}#calendars", 302)]
    assert "The calendar of “North” is stopped." in stopped.content.decode()
    assert Client().get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


def swap_of(seat, **fields):
    giver = MembershipFactory(network=seat.network, person__name="Anna")
    swap = RoleSwapFactory(network=seat.network, **fields)
    SwapMoveFactory(swap=swap, kind="hand-over", role=role("driver"), giver=giver, receiver=seat)
    SwapAnswerFactory(swap=swap, person=seat.person, answer="consents")
    return swap


def test_calendar_takes_a_mandate_for_ever_and_a_name_of_several_lines(client, bram):
    mandate = MandateFactory(membership=bram, starts_on=TODAY, ends_on=date.max)
    Person.objects.filter(pk=bram.person_id).update(name="Bram, <b>de</b>;\nBEGIN:VEVENT")
    agreed = swap_of(bram, state="agreed", planned_on=TODAY, look_back_on=TODAY + timedelta(days=9))

    answer = Client().get(made(client, bram))

    events = {
        str(event["UID"]).partition("@")[0]: event for event in Calendar.from_ical(answer.content).events
    }
    assert answer.status_code == 200
    assert f"mandate-{mandate.pk}" not in events
    assert f"swap-{agreed.pk}" in events
    assert "Bram, <b>de</b>;\nBEGIN:VEVENT" in str(events[f"swap-{agreed.pk}"]["SUMMARY"])


def test_calendar_holds_what_ends_is_agreed_or_due_and_nothing_of_elsewhere(client, bram):
    RoleAssignmentFactory(membership=bram, role=role("leader"), started_on=date(2026, 1, 15))
    mandate = MandateFactory(membership=bram, starts_on=date(2026, 1, 10), ends_on=TODAY + timedelta(days=40))
    CheckInFactory(network=bram.network, person=bram.person, answered_on=date(2026, 9, 1))
    soon, later = TODAY + timedelta(days=5), TODAY + timedelta(days=90)
    agreed = swap_of(bram, state="agreed", planned_on=soon, look_back_on=later)
    over = swap_of(bram, state="carried-out", planned_on=TODAY, carried_out_on=TODAY, look_back_on=later)
    swap_of(bram, state="withdrawn", planned_on=soon, look_back_on=later)
    elsewhere = MembershipFactory(person=bram.person, network__name="Secret")
    RoleAssignmentFactory(membership=elsewhere, role=role("driver"))
    MandateFactory(membership=elsewhere, starts_on=TODAY, ends_on=TODAY)
    path = made(client, bram)

    answer = Client().get(path)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    calendar = Calendar.from_ical(answer.content)
    leader = role("leader")
    host = "@samenspel.example.org"
    assert {(str(each["UID"]), each.start, str(each["SUMMARY"])) for each in calendar.events} == {
        (f"term-{bram.pk}-{leader.pk}{host}", date(2028, 1, 15), "Your term as leader ends"),
        (f"mandate-{mandate.pk}{host}", mandate.ends_on, "Last day of your mandate from De Brug"),
        (f"swap-{agreed.pk}{host}", soon, "Anna hands the role of driver over to Bram"),
        (f"look-back-{over.pk}{host}", later, "Look back: Anna hands the role of driver over to Bram"),
        (
            f"check-in-{bram.pk}{host}",
            date(2027, 3, 1),
            "A moment for yourself: what do you add at this table?",
        ),
    }
    assert all(each.duration == timedelta(days=1) for each in calendar.events)
    assert all(each["DTSTAMP"] for each in calendar.events)
    assert calendar.calendar_name == "Samenspel · North"
    assert b"Secret" not in answer.content
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_calendar_is_in_the_language_of_its_owner(client, bram):
    type(bram.person).objects.update(language="nl")
    RoleAssignmentFactory(membership=bram, role=role("leader"))

    content = Client().get(made(client, bram)).content.decode()

    assert "Je termijn als leider loopt af" in content


@pytest.mark.parametrize(
    "end",
    [
        lambda seat: Membership.objects.update(left_on=TODAY),
        lambda seat: type(seat.network).objects.update(ended_on=TODAY),
        lambda seat: type(seat.person.user).objects.update(is_active=False),
        lambda seat: erase_person(person=seat.person),
    ],
    ids=["left", "network ended", "account closed", "erased"],
)
def test_calendar_ends_with_the_membership(client, bram, end):
    path = made(client, bram)
    end(bram)

    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_takes_the_same_number_of_queries(client, bram, django_assert_num_queries, count):
    for slug in ("leader", "driver", "critic")[:count]:
        RoleAssignmentFactory(membership=bram, role=role(slug))
        swap_of(bram, state="agreed")
    path = made(client, bram)

    with django_assert_num_queries(8):
        Client().get(path)


def test_calendar_of_somebody_else_is_neither_made_nor_stopped(client, bram):
    theirs = MemberWithAccountFactory(network=bram.network)
    make_calendar(membership=theirs)
    kept = CalendarFeed.objects.get().token_hash

    answers = [client.post(reverse(name, args=[theirs.pk])) for name in ("calendar_make", "calendar_stop")]

    assert [each.status_code for each in answers] == [404, 404]
    assert CalendarFeed.objects.get().token_hash == kept


def test_administrator_who_is_nobody_yet_reads_so(client):
    client.force_login(AdministratorFactory())

    assert client.get(ADDRESS).templates[0].name == "roles/me_nobody.html"


def test_refusals_of_one_do_not_touch_another(bram):
    cleo = PersonFactory()
    ReminderRefusalFactory(person=cleo, kind="waiting")

    Client().post(stop_path(bram.person))

    assert refused(cleo) == {"waiting"}
