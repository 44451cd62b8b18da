"""What is removed when it has been kept for as long as it may be, and not a day earlier."""

from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from networks.models import BalanceReading, CheckIn, Invitation, Membership, Person, Retention, Thanks, User
from roles.models import Digest, SentReminder
from roles.services.retention import Removed, apply_retention
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
NOTHING = Removed(invitations=0, reflections=0, voices=0, changes=0, people=0)


def moment(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def kept(**months):
    return Retention.objects.create(**months)


# With three months: what is of 24 August stays, what is of 23 August goes.
STAYS, GOES = date(2026, 8, 24), date(2026, 8, 23)
both_sides = pytest.mark.parametrize(("day", "gone"), [(STAYS, 0), (GOES, 1)])


@both_sides
def test_invitations_that_nobody_accepted(day, gone):
    kept(invitations=3)
    make.InvitationFactory(sent_at=moment(day))
    make.InvitationFactory(sent_at=moment(day), accepted_at=moment(day))

    removed = apply_retention(today=TODAY)

    assert removed.invitations == gone
    assert Invitation.objects.count() == 2 - gone


@both_sides
def test_reflections_and_voice_of_former_members(day, gone):
    kept(reflections=3)
    left = make.MembershipFactory(left_on=day, interests="Mijn belang")
    running = make.MembershipFactory(interests="Ook van mij")
    for membership in (left, running):
        make.BalanceReadingFactory(network=membership.network, person=membership.person)
        check_in = make.CheckInFactory(network=membership.network, person=membership.person)
        check_in.values.create(kind="ideas")
        make.ThanksFactory(network=membership.network, giver=membership.person)
        make.ThanksFactory(network=membership.network, receiver=membership.person)

    removed = apply_retention(today=TODAY)

    left.refresh_from_db()
    running.refresh_from_db()
    assert (removed.reflections, removed.voices) == (4 * gone, gone)
    assert BalanceReading.objects.count() == CheckIn.objects.count() == 2 - gone
    assert Thanks.objects.count() == 4 - 2 * gone
    assert (left.interests, running.interests) == ("" if gone else "Mijn belang", "Ook van mij")


def test_reflections_of_somebody_who_came_back_stay():
    kept(reflections=3)
    left = make.MembershipFactory(left_on=GOES, ambitions="Ooit")
    make.MembershipFactory(network=left.network, person=left.person, engagement=None, joined_on=TODAY)
    make.BalanceReadingFactory(network=left.network, person=left.person)

    assert apply_retention(today=TODAY) == NOTHING


@both_sides
def test_history_of_changes(day, gone):
    kept(changes=3)
    membership = make.MembershipFactory()
    Membership.history.update(history_date=moment(day))
    make.RoleAssignmentFactory(membership=membership)

    removed = apply_retention(today=TODAY)

    assert removed.changes == gone
    assert Membership.history.count() == 1 - gone
    assert Membership.objects.count() == 1


@both_sides
def test_people_who_take_part_nowhere_any_more(day, gone):
    kept(people=3, changes=120, reflections=120)
    left = make.MembershipFactory(left_on=day, person__name="Weg")
    with_account = make.MemberWithAccountFactory(left_on=date(2025, 1, 1))
    User.objects.update(last_login=moment(day), date_joined=moment(date(2024, 1, 1)))

    removed = apply_retention(today=TODAY)

    assert removed.people == 2 * gone
    assert Person.objects.filter(erased_on=None).count() == 2 - 2 * gone
    assert Person.objects.get(pk=left.person.pk).name == ("N.N." if gone else "Weg")
    assert User.objects.filter(pk=with_account.person.user.pk).exists() is not bool(gone)


@pytest.mark.parametrize(("day", "gone"), [(date(2025, 11, 24), 0), (date(2025, 11, 23), 1)])
def test_which_weekly_mails_were_sent(day, gone):
    make.DigestFactory(week=date(2025, 11, 17), claimed_at=moment(day))
    make.SentReminderFactory(sent_on=day)

    removed = apply_retention(today=TODAY)

    assert removed.reminders == 2 * gone
    assert Digest.objects.count() == SentReminder.objects.count() == 1 - gone


def test_people_who_still_have_a_part_stay():
    kept(people=1)
    long_ago = {"left_on": date(2025, 1, 1)}
    make.ObserverFactory(person=make.MembershipFactory(**long_ago).person)
    make.StewardshipFactory(person=make.MembershipFactory(**long_ago).person)
    make.MembershipFactory(person=make.MembershipFactory(**long_ago).person)
    administrator = make.AdministratorFactory(date_joined=moment(date(2024, 1, 1)))
    make.MembershipFactory(person=make.PersonFactory(user=administrator), **long_ago)
    make.MemberWithAccountFactory(**long_ago)  # an account that was opened just now
    make.PersonFactory(name="Nog nergens lid")
    User.objects.exclude(pk=administrator.pk).exclude(person__memberships__left_on=None).update(
        last_login=None
    )

    removed = apply_retention(today=TODAY)

    assert removed.people == 0
    assert not Person.objects.exclude(erased_on=None).exists()


def fill():
    """Something of every kind that has been kept too long."""
    Retention.objects.create(invitations=3, reflections=3, changes=3, people=12)
    left = make.MembershipFactory(left_on=GOES, interests="Mijn belang")
    make.BalanceReadingFactory(network=left.network, person=left.person)
    make.MembershipFactory(left_on=date(2025, 1, 1))
    make.InvitationFactory(sent_at=moment(GOES))
    Membership.history.update(history_date=moment(GOES))


def test_second_time_removes_nothing_more():
    fill()

    first, second = apply_retention(today=TODAY), apply_retention(today=TODAY)

    assert (first.invitations, first.reflections, first.voices, first.people) == (1, 1, 1, 1)
    assert first.changes >= 2
    assert second == NOTHING


def test_dry_run_counts_the_same_and_removes_nothing(django_capture_on_commit_callbacks, mailoutbox):
    fill()
    Person.objects.filter(memberships__left_on=date(2025, 1, 1)).update(email="weg@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        foretold = apply_retention(today=TODAY, dry_run=True)

    assert Invitation.objects.count() == BalanceReading.objects.count() == 1
    assert not Person.objects.exclude(erased_on=None).exists()
    assert Membership.history.count() == 2
    assert mailoutbox == []
    assert apply_retention(today=TODAY) == foretold


def run(*arguments):
    out = StringIO()
    call_command("apply_retention", *arguments, stdout=out)
    return out.getvalue()


def test_command_says_what_it_removed(settings):
    settings.LANGUAGE_CODE = "en"
    Retention.objects.create(invitations=3)
    today = timezone.localdate()
    make.InvitationFactory.create_batch(2, sent_at=moment(today - timedelta(days=100)))

    foretold, done, again = run("--dry-run"), run(), run()

    assert foretold == "This would go; nothing was removed:\n  2 invitations\n"
    assert done == "Removed:\n  2 invitations\n"
    assert again == "Nothing has been kept longer than it may be.\n"


def test_usual_periods_hold_without_a_row():
    make.InvitationFactory(sent_at=moment(date(2026, 5, 23)))
    make.InvitationFactory(sent_at=moment(date(2026, 5, 24)))

    assert apply_retention(today=TODAY).invitations == 1
    assert not Retention.objects.exists()
