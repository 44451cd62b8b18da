"""Reminders of mandates that end: to whom, of which, in which language, and once."""

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from networks.models import Mandate
from roles.models import NetworkNorms
from roles.services import reminders
from roles.services.reminders import ending_mandates, send_reminders
from tests.factories import (
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    PersonWithAccountFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
BEGUN = {"starts_on": date(2026, 1, 1)}


@pytest.fixture
def address(settings):
    settings.PUBLIC_ADDRESS = "https://samenspel.example.org"
    return settings.PUBLIC_ADDRESS


def member(name: str = "Bram", **fields):
    given = {"person__name": name, "person__email": f"{name.lower()}@example.org", "person__language": "en"}
    return MembershipFactory(**given | fields)


def ends(in_days: int) -> dict[str, date]:
    return BEGUN | {"ends_on": DAY + timedelta(days=in_days)}


def test_member_steward_and_coach_are_told_each_in_their_language(mailoutbox, address):
    bram = member(network__name="North", network__slug="north", engagement__organisation__name="De Brug")
    StewardshipFactory(
        organisation=bram.organisation,
        person__name="Sara",
        person__language="nl",
        person__user__email="sara@example.org",
    )
    coach = member("Cleo", network=bram.network, engagement=bram.engagement).person
    mandate = MandateFactory(membership=bram, coach=coach, **ends(30))

    outcome = send_reminders(day=DAY)

    link = f"{address}/networks/north/mandates/{mandate.pk}/"
    assert (outcome.mandates, outcome.mailed, outcome.missed) == (1, 3, [])
    assert {mail.to[0]: mail.subject for mail in mailoutbox} == {
        "bram@example.org": "A mandate ends soon",
        "sara@example.org": "Een mandaat loopt binnenkort af",
        "cleo@example.org": "A mandate ends soon",
    }
    bodies = {mail.to[0]: mail.body for mail in mailoutbox}
    assert "– Your own, for De Brug in “North”: until 1 July 2026." in bodies["bram@example.org"]
    assert "– Bram, voor De Brug in ‘North’: tot en met 1 juli 2026." in bodies["sara@example.org"]
    assert "– Bram, for De Brug in “North”: until 1 July 2026." in bodies["cleo@example.org"]
    assert all(link in body for body in bodies.values())
    mandate.refresh_from_db()
    assert mandate.reminded_on == DAY


def test_coach_who_may_not_know_of_the_network_reads_nothing_of_it(mailoutbox, address):
    bram = member(network__name="Secret network", network__slug="secret")
    coach = PersonFactory(name="Cleo", email="cleo@example.org", language="en")
    MandateFactory(membership=bram, coach=coach, **ends(30))

    send_reminders(day=DAY)

    body = next(mail.body for mail in mailoutbox if mail.to == ["cleo@example.org"])
    assert f"– Bram, whom you coach, for {bram.organisation}: until 1 July 2026." in body
    assert "ecret" not in body


@pytest.mark.parametrize("part", ["observer", "steward"])
def test_coach_who_sees_the_network_otherwise_gets_the_link(mailoutbox, address, part):
    bram = member(network__name="North")
    coach = PersonWithAccountFactory(language="en")
    if part == "observer":
        ObserverFactory(network=bram.network, person=coach)
    else:
        partner = EngagementFactory(network=bram.network)
        StewardshipFactory(organisation=partner.organisation, person=coach)
    MandateFactory(membership=bram, coach=coach, **ends(30))

    send_reminders(day=DAY)

    assert "“North”" in next(mail.body for mail in mailoutbox if mail.to == [coach.email])


def test_one_mail_for_each_person_however_many_mandates_end(mailoutbox):
    steward = PersonWithAccountFactory(name="Sara", language="en")
    names = ["Anna", "Bram", "Cleo"]
    for place, name in enumerate(names):
        membership = member(name)
        StewardshipFactory(organisation=membership.organisation, person=steward)
        MandateFactory(membership=membership, coach=steward, **ends(10 + place))

    outcome = send_reminders(day=DAY)

    to_steward = [mail for mail in mailoutbox if mail.to == [steward.email]]
    assert (outcome.mandates, outcome.mailed) == (3, 4)
    assert [mail.subject for mail in to_steward] == ["3 mandates end soon"]
    assert [name for name in names if f"– {name}," in to_steward[0].body] == names


def test_whoever_is_member_steward_and_coach_at_once_is_told_once(mailoutbox):
    sara = PersonWithAccountFactory()
    seat = MembershipFactory(person=sara)
    StewardshipFactory(organisation=seat.organisation, person=sara)
    MandateFactory(membership=seat, coach=sara, **ends(10))

    send_reminders(day=DAY)

    assert [mail.to for mail in mailoutbox] == [[sara.email]]


def followed(first: int, **values) -> Mandate:
    """A mandate that ends in thirty days, with another that begins in so many."""
    mandate = MandateFactory(**ends(30))
    MandateFactory(
        membership=mandate.membership,
        **{"starts_on": DAY + timedelta(days=first), "granted_on": DAY} | values,
    )
    return mandate


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: MandateFactory(**ends(0)), True),
        (lambda: MandateFactory(**ends(59)), True),
        (lambda: MandateFactory(**ends(60)), False),
        (lambda: MandateFactory(**ends(-1)), False),
        (lambda: MandateFactory(**ends(90), withdrawn_on=DAY + timedelta(days=30)), True),
        (lambda: MandateFactory(**ends(30), withdrawn_on=DAY), False),
        (lambda: MandateFactory(**ends(30), granted_on=None), False),
        (lambda: MandateFactory(**ends(30), granted_on=None, declined_on=DAY), False),
        (lambda: MandateFactory(**ends(30), reminded_on=DAY), False),
        (lambda: MandateFactory(**ends(30), membership__left_on=DAY), False),
        (lambda: MandateFactory(**ends(30), membership__engagement=None), False),
        (lambda: MandateFactory(**ends(30), membership__network__ended_on=DAY), False),
        (lambda: followed(31), False),
        (lambda: followed(32), True),
        (lambda: followed(31, granted_on=None), True),
        (lambda: followed(31, withdrawn_on=DAY), True),
    ],
)
def test_only_what_ends_within_the_notice_with_none_to_follow_is_told_of(build, told):
    mandate = build()

    assert list(ending_mandates(DAY)) == ([mandate] if told else [])


def test_notice_is_the_networks_own():
    network = NetworkFactory()
    NetworkNorms.objects.create(network=network, mandate_notice_days=10)
    inside, _outside = (
        MandateFactory(membership=MembershipFactory(network=network), **ends(days)) for days in (9, 10)
    )

    assert list(ending_mandates(DAY)) == [inside]


def test_second_round_tells_nothing_anew(mailoutbox):
    MandateFactory(membership=member(), **ends(30))
    send_reminders(day=DAY)

    outcome = send_reminders(day=DAY + timedelta(days=1))

    assert (outcome.mandates, outcome.mailed, len(mailoutbox)) == (0, 0, 1)


def test_mandate_of_which_no_mail_left_is_told_of_next_time(monkeypatch, mailoutbox):
    mandate = MandateFactory(membership=member(), **ends(30))

    def broken(*_arguments):
        raise SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", broken)
        failed = send_reminders(day=DAY)
    mandate.refresh_from_db()
    unmarked = mandate.reminded_on
    outcome = send_reminders(day=DAY)

    assert (failed.mandates, failed.mailed, failed.missed) == (0, 0, ["Bram"])
    assert (unmarked, outcome.mandates, len(mailoutbox)) == (None, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_tell_everybody_once(mailoutbox, monkeypatch):
    for name in ("Anna", "Bram", "Cleo"):
        MandateFactory(membership=member(name), **ends(30))
    both_have_looked, outcomes = Barrier(2), []

    def look_and_wait(day):
        found = list(ending_mandates(day))
        both_have_looked.wait()
        return found

    def run():
        outcomes.append(send_reminders(day=DAY))
        connection.close()

    monkeypatch.setattr(reminders, "ending_mandates", look_and_wait)
    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(outcome.mandates for outcome in outcomes) == 3
    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "anna@example.org",
        "bram@example.org",
        "cleo@example.org",
    ]


def test_command_says_what_it_did(capsys, mailoutbox):
    today = timezone.localdate()
    MandateFactory(membership=member(), starts_on=today, ends_on=today)
    MandateFactory(membership__person__name="Nobody", starts_on=today, ends_on=today)

    call_command("send_reminders")

    said = capsys.readouterr()
    assert said.out == "Mandates that end soon: 1. Mailed: 1 person.\n"
    assert said.err == "Not mailed, for want of an address or of a mail server: Nobody\n"
    assert Mandate.objects.filter(reminded_on=today).count() == 1
