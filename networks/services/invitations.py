"""Inviting somebody to sign in: a mail with a personal link that works once, for two weeks."""

import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from networks.models import Invitation, Network, Person, User

logger = logging.getLogger(__name__)

MAX_PER_HOUR = 60  # by one inviter: enough for a whole network, too few for a flood


def hash_token(token: str) -> str:
    """Return what is kept of a link's token. It is long and random, so a plain hash suffices."""
    return sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """Return the open invitation that a link belongs to."""
    found = Invitation.objects.open().filter(token_hash=hash_token(token))
    return found.select_related("network", "person__user", "invited_by").first()


def invite(*, network: Network, person: Person, inviter: User, link: Callable[[str], str]) -> Invitation:
    """Mail somebody a personal link, in their own language; an earlier one to this network stops working.

    `link` makes the full address from a token. Whether they have an account already plays no part in it. Raise
    ValidationError without an e-mail address, after too many invitations, or when the mail cannot be sent.
    """
    if not person.email:
        raise ValidationError(
            _("We have no e-mail address of %(name)s. Add it first.") % {"name": person.name}
        )
    token = token_urlsafe(32)
    invitation = _replace_invitation(network=network, person=person, inviter=inviter, token=token)
    try:
        _send(invitation, link(token))
    except (SMTPException, OSError) as error:
        logger.exception("An invitation could not be sent.")
        withdraw_invitation(invitation=invitation)
        raise ValidationError(_("The mail could not be sent. Try again in a while.")) from error
    return invitation


@transaction.atomic
def _replace_invitation(*, network: Network, person: Person, inviter: User, token: str) -> Invitation:
    recent = Invitation.objects.filter(invited_by=inviter, sent_at__gt=timezone.now() - timedelta(hours=1))
    if recent.count() >= MAX_PER_HOUR:
        raise ValidationError(
            _("You have sent %(count)s invitations in the past hour. Send the next ones later.")
            % {"count": MAX_PER_HOUR}
        )
    running = Invitation.objects.filter(network=network, person=person, accepted_at=None, withdrawn_at=None)
    running.update(withdrawn_at=timezone.now())
    return Invitation.objects.create(
        network=network, person=person, email=person.email, invited_by=inviter, token_hash=hash_token(token)
    )


def _send(invitation: Invitation, address: str) -> None:
    inviter = invitation.invited_by.person_or_none if invitation.invited_by else None
    texts = {
        "invitation": invitation,
        "address": address,
        "inviter": inviter.name if inviter else "",
        "days": Invitation.VALID_FOR.days,
    }
    with translation.override(invitation.person.language):
        subject = render_to_string("networks/email/invitation_subject.txt", texts)
        message = render_to_string("networks/email/invitation_message.txt", texts)
    send_mail(" ".join(subject.split()), message, None, [invitation.email])


def withdraw_invitation(*, invitation: Invitation) -> None:
    """Let a link that was not used stop working; repeating the call changes nothing."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )


@transaction.atomic
def create_invited_account(*, invitation: Invitation, password: str) -> User:
    """Create the account of somebody who came by a link. Its mail reached them, so their address is confirmed."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password)
    except IntegrityError as error:  # the form was sent twice
        raise ValidationError(_("This link has been used already or no longer works.")) from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    accept_invitation(invitation=invitation, user=user)
    return user


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> None:
    """Tie an account to the person who was invited; the link stops working.

    Raise ValidationError when the account is somebody else's, or the link was used or withdrawn meanwhile.
    """
    if not may_accept(invitation, user):
        raise ValidationError(_("This invitation is for somebody else's account."))
    accepted = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not accepted:
        raise ValidationError(_("This link has been used already or no longer works."))
    Person.objects.filter(pk=invitation.person_id, user=None).update(user=user)


def may_accept(invitation: Invitation, user: User) -> bool:
    """Whether this account is the invited person's, or can become it: the same address, and nobody's yet."""
    if invitation.person.user_id is not None:
        return invitation.person.user_id == user.pk
    return user.email.lower() == invitation.email.lower() and user.person_or_none is None


def find_account(invitation: Invitation) -> User | None:
    """Return the account that an invited person has already, theirs or one of the same address."""
    return invitation.person.user or User.objects.filter(email__iexact=invitation.email).first()
