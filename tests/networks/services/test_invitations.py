"""Personal links."""

from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.models import Invitation, Person, User
from networks.services import invitations
from networks.services.invitations import (
    accept_invitation,
    create_invited_account,
    find_invitation,
    invite,
    may_accept,
    note_opened,
    withdraw_invitation,
)
from tests.factories import (
    InvitationFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    PersonFactory,
    PersonWithAccountFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def link(token: str) -> str:
    return f"https://samenspel.example.org/invitations/{token}/"


def invited(email: str = "anna@example.org", **fields) -> Invitation:
    person = PersonFactory(email=email, **fields)
    return InvitationFactory(person=person, email=email)


def test_invite_mails_a_link_of_which_only_the_hash_is_kept(mailoutbox):
    inviter = MemberWithAccountFactory(person__name="Cora", network__name="Noord")
    anna = PersonFactory(name="Anna", email="anna@example.org", language="en")

    invitation = invite(network=inviter.network, person=anna, inviter=inviter.person.user, link=link)

    (mail,) = mailoutbox
    token = mail.body.split("/invitations/")[1].split("/")[0]
    assert mail.to == ["anna@example.org"]
    assert mail.subject == "Invitation to “Noord”"
    assert "Hello Anna," in mail.body
    assert "Cora invites you" in mail.body
    assert len(token) >= 40
    assert invitation.token_hash == sha256(token.encode()).hexdigest()
    assert find_invitation(token) == invitation


def test_invite_writes_in_the_language_of_whoever_it_goes_to(mailoutbox):
    inviter = MemberWithAccountFactory(network__name="Noord")

    for language in ("nl", "en"):
        person = PersonFactory(email=f"{language}@example.org", language=language)
        invite(network=inviter.network, person=person, inviter=inviter.person.user, link=link)

    assert [mail.subject for mail in mailoutbox] == ["Uitnodiging voor ‘Noord’", "Invitation to “Noord”"]


def test_invite_says_the_same_of_somebody_with_an_account(mailoutbox):
    inviter = MemberWithAccountFactory()
    with_account = PersonWithAccountFactory(language="en")
    without = PersonFactory(email="anna@example.org", name=with_account.name, language="en")

    for person in (with_account, without):
        invite(
            network=inviter.network, person=person, inviter=inviter.person.user, link=lambda _token: "LINK"
        )

    assert mailoutbox[0].body == mailoutbox[1].body


def test_invite_again_lets_the_earlier_link_die(mailoutbox):
    inviter = MemberWithAccountFactory()
    anna = PersonFactory(email="anna@example.org")
    send = {"network": inviter.network, "person": anna, "inviter": inviter.person.user, "link": link}

    first, second = invite(**send), invite(**send)

    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert list(Invitation.objects.open()) == [second]


def test_invite_refuses_somebody_without_email(mailoutbox):
    inviter = MemberWithAccountFactory()

    with pytest.raises(ValidationError, match="no e-mail address of Anna"):
        invite(
            network=inviter.network, person=PersonFactory(name="Anna"), inviter=inviter.person.user, link=link
        )

    assert not mailoutbox


def test_invite_refuses_a_flood(mailoutbox):
    inviter = MemberWithAccountFactory()
    user, anna = inviter.person.user, PersonFactory(email="anna@example.org")
    for _ in range(invitations.MAX_PER_HOUR):
        InvitationFactory(invited_by=user)

    with pytest.raises(ValidationError, match="300 invitations in the past hour"):
        invite(network=inviter.network, person=anna, inviter=user, link=link)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    invite(network=inviter.network, person=anna, inviter=user, link=link)

    assert len(mailoutbox) == 1


def test_invite_refuses_more_in_a_day_than_anybody_needs(mailoutbox, monkeypatch):
    monkeypatch.setattr(invitations, "MAX_PER_DAY", 3)
    inviter = MemberWithAccountFactory()
    user, anna = inviter.person.user, PersonFactory(email="anna@example.org")
    InvitationFactory.create_batch(3, invited_by=user, sent_at=timezone.now() - timedelta(hours=2))

    with pytest.raises(ValidationError, match="3 invitations in the past day"):
        invite(network=inviter.network, person=anna, inviter=user, link=link)

    assert not mailoutbox


def test_invite_does_not_pester_one_person(mailoutbox):
    inviter = MemberWithAccountFactory()
    anna = PersonFactory(name="Anna", email="anna@example.org")
    send = {"network": inviter.network, "person": anna, "inviter": inviter.person.user, "link": link}
    for _ in range(invitations.MAX_TO_ONE_PER_DAY):
        invite(**send)

    with pytest.raises(ValidationError, match="Anna was sent 5 invitations in the past day"):
        invite(**send)
    invite(**send | {"network": NetworkFactory()})

    assert len(mailoutbox) == invitations.MAX_TO_ONE_PER_DAY + 1


def test_invite_puts_the_personal_message_on_top(mailoutbox):
    inviter = MemberWithAccountFactory(person__name="Cora")
    anna = PersonFactory(name="Anna", email="anna@example.org", language="en")

    invitation = invite(
        network=inviter.network,
        person=anna,
        inviter=inviter.person.user,
        link=link,
        message="See you <on Monday> & bring cake.",
    )

    assert mailoutbox[0].body.startswith(
        "Hello Anna,\n\nSee you <on Monday> & bring cake.\n\nCora invites you"
    )
    assert invitation.message == "See you <on Monday> & bring cake."


def test_invite_that_cannot_be_sent_changes_nothing(settings, mailoutbox):
    inviter = MemberWithAccountFactory()
    anna = PersonFactory(email="anna@example.org")
    send = {"network": inviter.network, "person": anna, "inviter": inviter.person.user, "link": link}
    earlier = invite(**send)
    settings.EMAIL_BACKEND = "tests.networks.services.test_invitations.BrokenMail"

    with pytest.raises(ValidationError, match="could not be sent"):
        invite(**send)

    assert list(Invitation.objects.open()) == [earlier]


def test_invite_keeps_that_the_mail_server_refused_an_address(settings):
    settings.EMAIL_BACKEND = "tests.networks.services.test_invitations.ChoosyMail"
    inviter = MemberWithAccountFactory()

    invitation = invite(
        network=inviter.network,
        person=PersonFactory(email="gone@example.org"),
        inviter=inviter.person.user,
        link=link,
    )

    assert invitation.bounced_at is not None
    assert list(Invitation.objects.in_state("bounced")) == [invitation]


class BrokenMail:
    """A mail server that hangs up."""

    def __init__(self, **_options) -> None:
        pass

    def send_messages(self, _messages) -> int:
        raise SMTPServerDisconnected("gone")


class ChoosyMail(LocmemBackend):
    """A mail server that knows nobody whose address begins with "gone", and counts who comes to it."""

    opened = 0

    def open(self) -> None:
        ChoosyMail.opened += 1

    def send_messages(self, messages) -> int:
        for message in messages:
            if message.to[0].startswith("gone"):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return super().send_messages(messages)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "sent"),
        ({"opened_at": 1}, "opened"),
        ({"sent_at": 14}, "expired"),
        ({"sent_at": 14, "opened_at": 3}, "expired"),
        ({"bounced_at": 1}, "bounced"),
        ({"bounced_at": 14, "sent_at": 14}, "bounced"),
        ({"withdrawn_at": 1, "opened_at": 2}, "withdrawn"),
        ({"accepted_at": 1, "opened_at": 1, "sent_at": 14}, "accepted"),
    ],
)
def test_invitation_stands_as_what_happened_last(change, state):
    now = timezone.now()
    moments = {name: now - timedelta(days=days) for name, days in change.items()}
    invitation = InvitationFactory(**{"sent_at": now - timedelta(days=5)} | moments)

    (found,) = Invitation.objects.with_state()

    assert found.state == state
    assert {each.value for each in Invitation.State if Invitation.objects.in_state(each)} == {state}
    assert found == invitation


def test_last_of_each_is_the_newest_of_each_person_in_each_network():
    old = InvitationFactory(sent_at=timezone.now() - timedelta(days=3), withdrawn_at=timezone.now())
    new = InvitationFactory(network=old.network, person=old.person)
    elsewhere = InvitationFactory(person=old.person, sent_at=timezone.now() - timedelta(days=9))

    assert set(Invitation.objects.last_of_each()) == {new, elsewhere}


def test_note_opened_keeps_the_first_time():
    invitation = InvitationFactory()
    note_opened(invitation=invitation)
    first = Invitation.objects.get().opened_at

    note_opened(invitation=invitation)

    assert Invitation.objects.get().opened_at == first is not None


@pytest.mark.parametrize(
    "change",
    [
        {"sent_at": timezone.now() - timedelta(days=14, minutes=1)},
        {"withdrawn_at": timezone.now()},
        {"accepted_at": timezone.now()},
    ],
)
def test_link_opens_nothing_once_old_withdrawn_or_used(change):
    invitation = InvitationFactory(token_hash=invitations.hash_token("token"))
    before = find_invitation("token")

    Invitation.objects.update(**change)

    assert (before, find_invitation("token")) == (invitation, None)
    assert find_invitation("") is None


def test_create_invited_account_ties_it_to_the_person():
    invitation = invited()

    user = create_invited_account(invitation=invitation)

    person, address = Person.objects.get(pk=invitation.person.pk), EmailAddress.objects.get()
    assert person.user == user
    assert (user.email, user.has_usable_password()) == ("anna@example.org", False)
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert (address.user, address.email, address.verified, address.primary) == (
        user, "anna@example.org", True, True,
    )  # fmt: skip
    assert not Invitation.objects.open().exists()


def test_link_works_once():
    invitation = invited()
    create_invited_account(invitation=invitation)

    with pytest.raises(ValidationError, match="used already"):
        create_invited_account(invitation=invitation)

    assert User.objects.count() == 1


def test_withdrawn_link_makes_no_account():
    invitation = invited()
    withdraw_invitation(invitation=invitation)

    with pytest.raises(ValidationError, match="no longer works"):
        create_invited_account(invitation=invitation)

    assert not User.objects.exists()
    assert Person.objects.get().user is None


def test_account_of_the_same_address_is_tied_after_signing_in():
    invitation, user = invited(), UserFactory(email="anna@example.org")

    accept_invitation(invitation=invitation, user=user)

    assert Person.objects.get(pk=invitation.person.pk).user == user


def test_account_of_somebody_else_is_refused():
    invitation = invited()
    taken = PersonWithAccountFactory().user
    stranger = UserFactory()

    for user in (taken, stranger):
        assert not may_accept(invitation, user)
        with pytest.raises(ValidationError, match="somebody else's account"):
            accept_invitation(invitation=invitation, user=user)

    assert Person.objects.get(pk=invitation.person.pk).user is None


def test_account_of_the_person_is_accepted_whatever_its_address():
    person = PersonWithAccountFactory()
    invitation = InvitationFactory(person=person, email="old@example.org")

    accept_invitation(invitation=invitation, user=person.user)

    assert not Invitation.objects.open().exists()


def test_database_keeps_one_running_invitation_each():
    invitation = InvitationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(network=invitation.network, person=invitation.person)

    InvitationFactory(network=NetworkFactory(), person=invitation.person)
