"""Inviting somebody to sign in: a mail with a personal link that works once, for two weeks."""

import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from smtplib import SMTPException, SMTPRecipientsRefused

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Invitation, Network, Person, User
from networks.services.mails import compose

logger = logging.getLogger(__name__)

# By one inviter: enough for a whole network of 200 and some who lost their mail, too few for a flood.
MAX_PER_HOUR = 300
MAX_PER_DAY = 1000
# To one person for one network: enough for somebody who keeps losing it, too few to pester them.
MAX_TO_ONE_PER_DAY = 5


def hash_token(token: str) -> str:
    """Return what is kept of a link's token. It is long and random, so a plain hash suffices."""
    return sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """Return the open invitation that a link belongs to."""
    found = Invitation.objects.open().filter(token_hash=hash_token(token))
    return found.select_related("network", "person__user", "invited_by__person").first()


def invite(
    *,
    network: Network,
    person: Person,
    inviter: User,
    link: Callable[[str], str],
    message: str = "",
    connection: BaseEmailBackend | None = None,
) -> Invitation:
    """Mail somebody a personal link, in their own language; an earlier one to this network stops working.

    `link` makes the full address from a token. Whether they have an account already plays no part in it. An address
    that the mail server refuses is kept as bounced. Raise ValidationError without an e-mail address, after too many
    invitations, or when the mail cannot be sent: then nothing has changed.
    """
    if not person.email:
        raise ValidationError(
            _("We have no e-mail address of %(name)s. Add it first.") % {"name": person.name}
        )
    token = token_urlsafe(32)
    invitation, replaced = _record(network, person, inviter, token, message)
    try:
        _send(invitation, link(token), connection)
    except SMTPRecipientsRefused:
        invitation.bounced_at = timezone.now()
        invitation.save(update_fields=["bounced_at"])
    except (SMTPException, OSError) as error:
        logger.exception("An invitation could not be sent.")
        _take_back(invitation, replaced)
        raise ValidationError(_("The mail could not be sent. Try again in a while.")) from error
    return invitation


@transaction.atomic
def _record(
    network: Network, person: Person, inviter: User, token: str, message: str
) -> tuple[Invitation, list[int]]:
    """Return a new invitation and the keys of those that it replaces."""
    Person.objects.select_for_update().get(pk=person.pk)  # two coordinators may invite at the same moment
    _refuse_flood(network, person, inviter)
    running = Invitation.objects.filter(network=network, person=person, accepted_at=None, withdrawn_at=None)
    replaced = list(running.values_list("pk", flat=True))
    running.update(withdrawn_at=timezone.now())
    invitation = Invitation.objects.create(
        network=network,
        person=person,
        email=person.email,
        message=message,
        invited_by=inviter,
        token_hash=hash_token(token),
    )
    return invitation, replaced


def _refuse_flood(network: Network, person: Person, inviter: User) -> None:
    now = timezone.now()
    today = Invitation.objects.filter(sent_at__gt=now - timedelta(days=1))
    mine = today.filter(invited_by=inviter)
    if mine.filter(sent_at__gt=now - timedelta(hours=1)).count() >= MAX_PER_HOUR:
        raise ValidationError(
            _("You have sent %(count)s invitations in the past hour. Send the next ones later.")
            % {"count": MAX_PER_HOUR}
        )
    if mine.count() >= MAX_PER_DAY:
        raise ValidationError(
            _("You have sent %(count)s invitations in the past day. Send the next ones tomorrow.")
            % {"count": MAX_PER_DAY}
        )
    if today.filter(network=network, person=person).count() >= MAX_TO_ONE_PER_DAY:
        raise ValidationError(
            _(
                "%(name)s was sent %(count)s invitations in the past day. Ask whether the mail ends up as junk."
            )
            % {"name": person.name, "count": MAX_TO_ONE_PER_DAY}
        )


@transaction.atomic
def _take_back(invitation: Invitation, replaced: list[int]) -> None:
    invitation.delete()
    Invitation.objects.filter(pk__in=replaced).update(withdrawn_at=None)


def _send(invitation: Invitation, address: str, connection: BaseEmailBackend | None) -> None:
    inviter = invitation.invited_by.person_or_none if invitation.invited_by else None
    texts = {
        "invitation": invitation,
        "address": address,
        "inviter": inviter.name if inviter else "",
        "days": Invitation.VALID_FOR.days,
    }
    compose(
        "networks/email/invitation",
        to=invitation.email,
        language=invitation.person.language,
        texts=texts,
        connection=connection,
    ).send()


def withdraw_invitation(*, invitation: Invitation) -> None:
    """Let a link that was not used stop working; repeating the call changes nothing."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )


def note_opened(*, invitation: Invitation) -> None:
    """Keep when a link was opened first. Nothing else follows from it: mail scanners open links too."""
    Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def create_invited_account(*, invitation: Invitation) -> User:
    """Create an account without a password for somebody who came by a link.

    Its mail reached them, so their address is confirmed; they come back by a code from the mail. Raise
    ValidationError when the link was used or withdrawn meanwhile.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email)
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
