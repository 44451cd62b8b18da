"""Personal links."""

from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
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

    with pytest.raises(ValidationError, match="60 invitations in the past hour"):
        invite(network=inviter.network, person=anna, inviter=user, link=link)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    invite(network=inviter.network, person=anna, inviter=user, link=link)

    assert len(mailoutbox) == 1


def test_invite_that_cannot_be_sent_leaves_no_open_link(settings):
    settings.EMAIL_BACKEND = "tests.networks.services.test_invitations.BrokenMail"
    inviter = MemberWithAccountFactory()

    with pytest.raises(ValidationError, match="could not be sent"):
        invite(
            network=inviter.network,
            person=PersonFactory(email="anna@example.org"),
            inviter=inviter.person.user,
            link=link,
        )

    assert not Invitation.objects.open().exists()


class BrokenMail:
    """A mail server that hangs up."""

    def __init__(self, **_options) -> None:
        pass

    def send_messages(self, _messages) -> int:
        raise SMTPServerDisconnected("gone")


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

    user = create_invited_account(invitation=invitation, password="a long password")

    person, address = Person.objects.get(pk=invitation.person.pk), EmailAddress.objects.get()
    assert person.user == user
    assert (user.email, user.check_password("a long password")) == ("anna@example.org", True)
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert (address.user, address.email, address.verified, address.primary) == (
        user, "anna@example.org", True, True,
    )  # fmt: skip
    assert not Invitation.objects.open().exists()


def test_link_works_once():
    invitation = invited()
    create_invited_account(invitation=invitation, password="a long password")

    with pytest.raises(ValidationError, match="used already"):
        create_invited_account(invitation=invitation, password="another password")

    assert User.objects.count() == 1


def test_withdrawn_link_makes_no_account():
    invitation = invited()
    withdraw_invitation(invitation=invitation)

    with pytest.raises(ValidationError, match="no longer works"):
        create_invited_account(invitation=invitation, password="a long password")

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
