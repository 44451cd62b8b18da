"""The weekly mail: to whom, of what, in which language, and once."""

from datetime import date, datetime, time, timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.utils import timezone

from networks.models import CheckIn, Person
from roles.models import Digest, ReminderKind, SentReminder, SwapAnswer
from roles.reminders import letters
from roles.services.erasing import erase_person
from roles.services.reminders import send_reminders
from tests.factories import (
    CoordinatorFactory,
    DigestFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    ObserverFactory,
    PersonFactory,
    ReminderRefusalFactory,
    RoleAssignmentFactory,
    RoleSwapFactory,
    StewardshipFactory,
    SwapMoveFactory,
    role,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 3)  # a Wednesday
MONDAY = date(2026, 6, 1)
BEGUN = {"starts_on": date(2026, 1, 1)}


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_ADDRESS = "https://samenspel.example.org"
    return settings.PUBLIC_ADDRESS


def member(name="Bram", **fields):
    """A member without an account, whom a mail reaches."""
    given = {"person__name": name, "person__email": f"{name.lower()}@example.org", "person__language": "en"}
    return MembershipFactory(**given | fields)


def ends(in_days):
    return BEGUN | {"ends_on": DAY + timedelta(days=in_days)}


def only(kind, person):
    """Let somebody get nothing but one kind."""
    for other in ReminderKind:
        if other != kind:
            ReminderRefusalFactory(person=person, kind=other)


def send_on(day):
    """Send, as on a day in the past: claims are made at the present moment."""
    outcome = send_reminders(day=day)
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    Digest.objects.filter(claimed_at__gt=moment + timedelta(days=30)).update(claimed_at=moment)
    return outcome


def bodies(mailoutbox):
    return {mail.to[0]: mail.body for mail in mailoutbox}


def test_member_steward_and_coach_are_told_of_a_mandate_each_in_their_language(mailoutbox, address):
    bram = member(network__name="North", network__slug="north", engagement__organisation__name="De Brug")
    sara = StewardshipFactory(
        organisation=bram.organisation,
        person__language="nl",
        person__user__email="sara@example.org",
    ).person
    only(ReminderKind.MANDATES, sara)
    coach = member("Cleo", network=bram.network, engagement=bram.engagement).person
    MandateFactory(membership=bram, coach=coach, **ends(28))

    outcome = send_reminders(day=DAY)

    assert (outcome.mailed, outcome.refused, outcome.unsure) == (3, 0, [])
    assert {mail.to[0]: mail.subject for mail in mailoutbox} == {
        "bram@example.org": "This week: one thing for you",
        "sara@example.org": "Deze week: één ding voor jou",
        "cleo@example.org": "This week: one thing for you",
    }
    link = f"\n  {address}/networks/north/mandates/people/{bram.person_id}/\n"
    told = bodies(mailoutbox)
    assert f"– Your mandate from De Brug in “North” runs until 1 July 2026.{link}" in told["bram@example.org"]
    assert (
        f"– Het mandaat dat Bram van De Brug heeft in ‘North’, loopt tot en met 1 juli 2026.{link}"
        in told["sara@example.org"]
    )
    assert (
        f"– The mandate of Bram from De Brug in “North” runs until 1 July 2026.{link}"
        in told["cleo@example.org"]
    )


def test_coach_who_may_not_know_of_the_network_reads_nothing_of_it(mailoutbox):
    bram = member(network__name="Secret network", network__slug="secret")
    RoleAssignmentFactory(membership=bram, role=role("leader"), started_on=date(2024, 1, 1))
    coach = PersonFactory(name="Cleo", email="cleo@example.org", language="en")
    MandateFactory(membership=bram, coach=coach, **ends(28))

    send_reminders(day=DAY)

    body = bodies(mailoutbox)["cleo@example.org"]
    assert (
        f"– The mandate of Bram, whom you coach, from {bram.organisation} runs until 1 July 2026.\n" in body
    )
    assert "ecret" not in body
    assert "leader" not in body


@pytest.mark.parametrize("part", ["observer", "steward"])
def test_coach_who_sees_the_network_otherwise_reads_its_name(mailoutbox, part):
    bram = member(network__name="North")
    coach = PersonFactory(name="Cleo", email="cleo@example.org", language="en")
    if part == "observer":
        ObserverFactory(network=bram.network, person=coach)
    else:
        partner = EngagementFactory(network=bram.network)
        StewardshipFactory(organisation=partner.organisation, person=coach)
    MandateFactory(membership=bram, coach=coach, **ends(28))

    send_reminders(day=DAY)

    assert "of Bram from" in bodies(mailoutbox)["cleo@example.org"]
    assert "“North”" in bodies(mailoutbox)["cleo@example.org"]


def test_whoever_is_member_steward_and_coach_at_once_is_told_once(mailoutbox):
    seat = member("Sara", person__name="Sara")
    StewardshipFactory(organisation=seat.organisation, person=seat.person)
    MandateFactory(membership=seat, coach=seat.person, **ends(10))

    send_reminders(day=DAY)

    assert [mail.to for mail in mailoutbox] == [["sara@example.org"]]
    assert mailoutbox[0].body.count("13 June 2026") == 1


def followed(first, **values):
    """A mandate that ends in thirty days, with another that begins in so many."""
    mandate = MandateFactory(membership=member(), **ends(30))
    begins = {"starts_on": DAY + timedelta(days=first), "granted_on": DAY}
    MandateFactory(membership=mandate.membership, **begins | values)


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: MandateFactory(membership=member(), **ends(0)), True),
        (lambda: MandateFactory(membership=member(), **ends(59)), True),
        (lambda: MandateFactory(membership=member(), **ends(60)), False),
        (lambda: MandateFactory(membership=member(), **ends(-1)), False),
        (
            lambda: MandateFactory(membership=member(), **ends(90), withdrawn_on=DAY + timedelta(days=30)),
            True,
        ),
        (lambda: MandateFactory(membership=member(), **ends(30), withdrawn_on=DAY), False),
        (lambda: MandateFactory(membership=member(), **ends(30), granted_on=None), False),
        (lambda: MandateFactory(membership=member(), **ends(30), granted_on=None, declined_on=DAY), False),
        (lambda: MandateFactory(membership=member(left_on=DAY), **ends(30)), False),
        (lambda: MandateFactory(membership=member(engagement=None), **ends(30)), False),
        (lambda: MandateFactory(membership=member(network__ended_on=DAY), **ends(30)), False),
        (lambda: followed(31), False),
        (lambda: followed(32), True),
        (lambda: followed(31, granted_on=None), True),
        (lambda: followed(31, withdrawn_on=DAY), True),
    ],
)
def test_only_a_mandate_that_ends_within_the_notice_with_none_to_follow_is_told_of(mailoutbox, build, told):
    build()

    send_reminders(day=DAY)

    assert len(mailoutbox) == told


@pytest.mark.parametrize(
    ("started", "slug", "sentence"),
    [
        # 24 months in the cockpit, told sixty days ahead; no term elsewhere
        (date(2024, 8, 2), "leader", "Your term as leader in “North” runs until 2 August 2026."),
        (date(2024, 8, 3), "leader", None),
        (
            date(2024, 6, 2),
            "leader",
            "Your term as leader in “North” ran until 2 June 2026. How shall it go on?",
        ),
        (date(2020, 1, 1), "critic", None),
    ],
)
def test_term_that_ends_is_told_of(mailoutbox, address, started, slug, sentence):
    bram = member(network__name="North", network__slug="north", joined_on=started)
    RoleAssignmentFactory(membership=bram, role=role(slug), started_on=started)

    send_reminders(day=DAY)

    assert [mail.to[0] for mail in mailoutbox] == ["bram@example.org"] * bool(sentence)
    if sentence:
        assert f"– {sentence}\n  {address}/networks/north/roles/leader/\n" in mailoutbox[0].body


def carried_out(seat, **fields):
    """A swap that touched a member, to be looked back on today."""
    swap = RoleSwapFactory(
        network=seat.network,
        planned_on=date(2026, 3, 1),
        look_back_on=DAY,
        state="carried-out",
        carried_out_on=date(2026, 3, 1),
        **fields,
    )
    giver = MembershipFactory(network=seat.network, person__name="Anna")
    SwapMoveFactory(swap=swap, kind="hand-over", role=role("driver"), giver=giver, receiver=seat)
    SwapAnswer.objects.create(swap=swap, person=seat.person, answer="consents")
    return swap


def test_swap_to_look_back_on_and_check_in_that_is_due_are_told_of(mailoutbox, address):
    bram = MemberWithAccountFactory(
        person__name="Bram", person__language="en", network__name="North", joined_on=date(2025, 1, 1)
    )
    only(ReminderKind.LOOK_BACKS, bram.person)
    bram.person.reminder_refusals.filter(kind=ReminderKind.CHECK_INS).delete()
    RoleAssignmentFactory(membership=bram, role=role("critic"), started_on=date(2025, 1, 1))
    CheckIn.objects.create(network=bram.network, person=bram.person, answered_on=date(2025, 12, 2))
    swap = carried_out(bram)

    send_reminders(day=DAY)

    assert mailoutbox[0].subject == "This week: 2 things for you"
    assert (
        "– North: Anna hands the role of driver over to Bram. How does it go since then?\n"
        f"  {address}/networks/{bram.network.slug}/swaps/{swap.pk}/" in mailoutbox[0].body
    )
    assert (
        "– “North”: on 2 December 2025 you last wrote down what you add at this table. Does it still fit?\n"
        f"  {address}/networks/{bram.network.slug}/members/{bram.pk}/check-in/" in mailoutbox[0].body
    )


def test_what_waits_is_told_as_on_the_own_page_and_nothing_twice(mailoutbox, client, address):
    hanne = CoordinatorFactory(
        person__name="Hanne", person__language="en", network__name="North", joined_on=date(2025, 1, 1)
    )
    RoleAssignmentFactory(membership=hanne, role=role("critic"), started_on=date(2025, 1, 1))

    send_reminders(day=DAY)

    body = mailoutbox[0].body
    assert body.count("/check-in/") == 1  # under its own heading, not once more under what waits
    client.force_login(hanne.person.user)
    page = client.get("/me/").content.decode()
    waiting = body.partition("What waits for you")[2].partition("Check-ins")[0]
    addresses = [line.strip().removeprefix(address) for line in waiting.splitlines() if address in line]
    assert addresses
    assert all(f'href="{each}"' in page.replace("&amp;", "&") for each in addresses if each != "/me/")


def test_second_week_tells_only_what_is_new(mailoutbox):
    bram = member(network__name="North")
    MandateFactory(membership=bram, **ends(28))
    send_on(DAY)
    quiet = send_on(DAY + timedelta(days=7))
    RoleAssignmentFactory(membership=bram, role=role("leader"), started_on=date(2024, 6, 20))

    outcome = send_on(DAY + timedelta(days=14))

    assert (quiet.mailed, outcome.mailed, len(mailoutbox)) == (0, 1, 2)
    assert "Your term as leader" in mailoutbox[1].body
    assert "mandate" not in mailoutbox[1].body
    assert Digest.objects.filter(person=bram.person).count() == 2
    assert {each.kind for each in SentReminder.objects.filter(person=bram.person)} == {"mandates", "terms"}


@pytest.mark.parametrize(("days", "mails"), [(0, 1), (4, 1), (5, 2)])
def test_nobody_gets_two_mails_in_a_week(mailoutbox, days, mails):
    bram = member()
    MandateFactory(membership=bram, **ends(28))
    send_on(DAY)
    RoleAssignmentFactory(membership=bram, role=role("leader"), started_on=date(2024, 6, 20))

    send_reminders(day=DAY + timedelta(days=days))  # the fifth day after is Monday, another week

    assert len(mailoutbox) == mails


def test_what_waits_again_is_told_again(mailoutbox):
    hanne = CoordinatorFactory(person__language="en")
    only(ReminderKind.WAITING, hanne.person)
    send_on(DAY)
    told = set(SentReminder.objects.values_list("subject", flat=True))
    stale = SentReminder.objects.create(person=hanne.person, kind="waiting", subject="no longer waits")

    send_reminders(day=DAY + timedelta(days=7))

    assert told
    assert set(SentReminder.objects.values_list("subject", flat=True)) == told
    assert not SentReminder.objects.filter(pk=stale.pk).exists()
    assert len(mailoutbox) == 1


def erased(seat):
    erase_person(person=seat.person)


@pytest.mark.parametrize(
    "change",
    [
        lambda seat: ReminderRefusalFactory(person=seat.person, kind="mandates"),
        lambda seat: type(seat.person).objects.update(email=""),
        lambda seat: type(seat.network).objects.update(ended_on=DAY),
        lambda seat: type(seat).objects.update(left_on=DAY),
        lambda seat: DigestFactory(
            person=seat.person, week=MONDAY, claimed_at=timezone.make_aware(datetime(2026, 6, 1))
        ),
        erased,
    ],
    ids=["refused", "no address", "network ended", "left", "mailed this week", "erased"],
)
def test_who_is_not_mailed(mailoutbox, change):
    seat = member()
    MandateFactory(membership=seat, **ends(28))
    change(seat)
    mailoutbox.clear()

    outcome = send_reminders(day=DAY)

    assert (outcome.mailed, len(mailoutbox)) == (0, 0)


def broken_by(error):
    def send(*_arguments):
        raise error

    return send


def test_mail_that_the_server_refuses_is_sent_the_next_time(monkeypatch, mailoutbox):
    MandateFactory(membership=member(), **ends(28))
    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", broken_by(SMTPDataError(451, b"later")))
        refused = send_reminders(day=DAY)
    left = (Digest.objects.count(), SentReminder.objects.count())

    outcome = send_reminders(day=DAY)

    assert (refused.mailed, refused.refused, refused.unsure, left) == (0, 1, [], (0, 0))
    assert (outcome.mailed, len(mailoutbox)) == (1, 1)


def test_mail_of_which_nobody_knows_whether_it_left_is_reported_and_not_sent_again(
    monkeypatch, mailoutbox, capsys
):
    MandateFactory(membership=member(), starts_on=timezone.localdate(), ends_on=timezone.localdate())
    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", broken_by(SMTPServerDisconnected()))
        unsure = send_reminders(day=timezone.localdate())

    call_command("send_reminders")

    said = capsys.readouterr()
    assert (unsure.unsure, len(mailoutbox)) == (["Bram"], 0)
    assert said.out == "Mailed: 0 people.\n"
    assert said.err == "Perhaps not mailed, and not mailed again this week (1): Bram\n"


def test_command_gives_up_when_the_server_refuses_everybody(monkeypatch, mailoutbox, capsys):
    for number in range(7):
        MandateFactory(
            membership=member(f"P{number}"), starts_on=timezone.localdate(), ends_on=timezone.localdate()
        )
    monkeypatch.setattr(locmem.EmailBackend, "open", broken_by(ConnectionRefusedError()), raising=False)

    call_command("send_reminders")

    said = capsys.readouterr()
    assert said.err == (
        "Refused by the mail server: 5 mails. They are sent the next time.\n"
        "The mail server refused several in a row; the others wait for the next time.\n"
    )
    assert (Digest.objects.count(), len(mailoutbox)) == (0, 0)


def test_each_mail_says_how_to_stop_it(mailoutbox, address):
    MandateFactory(membership=member(), **ends(28))

    send_reminders(day=DAY)

    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe"].startswith(f"<{address}/reminders/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Choose what you get: {address}/me/reminders/" in mailoutbox[0].body
    assert f"– mandates that end: {address}/reminders/" in mailoutbox[0].body


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_takes_the_same_number_of_queries(mailoutbox, django_assert_num_queries, count):
    """Of people without an account; each mail takes six, of which two begin and end its claim."""
    for number in range(count):
        seat = member(f"P{number}")
        StewardshipFactory(organisation=seat.organisation, person=seat.person)
        RoleAssignmentFactory(membership=seat, role=role("leader"), started_on=date(2024, 1, 1))
        coach = PersonFactory(email=f"coach{number}@example.org")
        MandateFactory(membership=seat, coach=coach, **ends(28))
    mails = 2 * count

    with django_assert_num_queries(16 + 6 * mails):
        send_reminders(day=DAY)

    assert len(mailoutbox) == mails


def test_mail_that_cannot_be_written_keeps_nobody_else_from_theirs(mailoutbox):
    for name, email in (
        ("Anna", "anna@example.org"),
        ("Bram", "bram\n@example.org"),
        ("Cleo", "c@example.org"),
    ):
        MandateFactory(membership=member(name, person__email=email), **ends(30))

    outcome = send_on(DAY)

    assert sorted(mail.to[0] for mail in mailoutbox) == ["anna@example.org", "c@example.org"]
    assert (outcome.mailed, outcome.refused, outcome.unsure, outcome.broken) == (2, 0, [], ["Bram"])
    assert not Digest.objects.filter(person__name="Bram").exists()
    assert not SentReminder.objects.filter(person__name="Bram").exists()
    Person.objects.filter(name="Bram").update(email="bram@example.org")
    again = send_on(DAY)
    assert (again.mailed, again.broken, mailoutbox[-1].to) == (1, [], ["bram@example.org"])


def test_news_that_cannot_be_worked_out_keeps_nobody_else_from_theirs(mailoutbox, monkeypatch):
    for name in ("Anna", "Bram", "Cleo"):
        MandateFactory(membership=member(name), **ends(30))
    read = letters.read_lines

    def stumble(readers, day):
        if "Bram" in {reader.name for reader in readers.values()}:
            raise OverflowError
        return read(readers, day)

    monkeypatch.setattr(letters, "read_lines", stumble)

    outcome = send_on(DAY)

    assert sorted(mail.to[0] for mail in mailoutbox) == ["anna@example.org", "cleo@example.org"]
    assert (outcome.mailed, outcome.broken) == (2, ["Bram"])
    assert Digest.objects.count() == SentReminder.objects.count() == 2


def test_command_names_whose_mail_cannot_be_written(capsys):
    soon = BEGUN | {"ends_on": timezone.localdate() + timedelta(days=30)}
    MandateFactory(membership=member("Bram", person__email="bram\n@example.org"), **soon)

    call_command("send_reminders")

    assert (
        capsys.readouterr().err
        == "Could not be written, and tried again the next time (1): Bram. The log says why.\n"
    )
