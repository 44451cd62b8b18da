"""Personal links, with which members without an account lay cards.

A link works in one browser: the first in which a card is laid with it. Only hashes are kept, of the link and of
what that browser keeps. A new link begins anew, or whoever makes it could look at what was laid with the last one.
So does an account: a coordinator can put right at which address somebody is invited to open one.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networks.models import Membership, User
from networks.services.invitations import hash_token
from networks.services.mails import compose, send_or_refuse
from roles.models import MappingMark, MappingPart, MappingRound
from roles.services.mapping_cards import Laid, lay_cards


class Standing(Enum):
    """What a link comes to for whoever opens it."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    USED = "used"  # in another browser
    SIGNED_IN = "signed_in"  # somebody with an account, so somebody else
    HAS_ACCOUNT = "has_account"  # whoever it was made for has one by now


def parts_without_account(mapping_round: MappingRound) -> QuerySet[MappingPart]:
    """Return the parts of those who are asked and cannot sign in, by name."""
    running = mapping_round.parts.filter(person__user=None, person__erased_on=None)
    return running.select_related("person").order_by("person__name_key", "pk")


@transaction.atomic
def make_link(*, part: MappingPart, day: date) -> str:
    """Give somebody without an account a new link and return its token, which is kept nowhere.

    An earlier link stops working, and what was laid with it goes. Raise ValidationError when the round is closed,
    or when they have an account.
    """
    token = token_urlsafe(32)
    _renew(part, day, token_hash=hash_token(token), link_made_on=day, link_withdrawn_on=None)
    return token


def mail_link(*, part: MappingPart, day: date, link: Callable[[str], str]) -> None:
    """Make a new link and mail it, in the reader's language; `link` makes the full address of a token.

    Raise ValidationError, with nothing changed, when it cannot be made or sent.
    """
    if not part.person.email:
        raise ValidationError(_("We have no e-mail address of %(name)s.") % {"name": part.person.name})
    with transaction.atomic():
        address = link(make_link(part=part, day=day))
        texts = {"round": part.round, "reader": part.person, "address": address}
        mail = compose(
            "roles/email/mapping_link", to=part.person.email, language=part.person.language, texts=texts
        )
        send_or_refuse([mail])


@transaction.atomic
def withdraw_link(*, part: MappingPart, day: date) -> None:
    """Let a link stop working; what was laid with it goes. Repeating the call changes nothing."""
    if part.token_hash and part.link_withdrawn_on is None:
        _renew(part, day, link_withdrawn_on=day)


def _renew(part: MappingPart, day: date, **values: object) -> None:
    """Change a link of a running round, free of a browser and of cards.

    That cards were laid is still counted, or the number of those who did would tell who it was.
    """
    locked = MappingRound.objects.select_for_update(of=("self",)).open_on(day).filter(pk=part.round_id)
    if locked.first() is None:
        raise ValidationError(_("This round is closed, so nobody can lay cards any more."))
    changed = MappingPart.objects.filter(pk=part.pk, person__user=None).update(device_hash="", **values)
    if not changed:
        raise ValidationError(
            _("%(name)s has an account by now, and needs no link.") % {"name": part.person.name}
        )
    MappingMark.objects.filter(part=part).delete()


def find_part(token: str) -> MappingPart | None:
    """Return the part that a link belongs to."""
    found = MappingPart.objects.filter(token_hash=hash_token(token))
    return found.select_related("person", "round__network").first()


def stand_of(*, part: MappingPart, device: str, user: User | None, day: date) -> Standing:
    """Return what a link comes to for somebody, in the browser that keeps `device`. One query at most."""
    if part.round.closed_on is not None or part.round.closes_on < day:
        return Standing.CLOSED
    running = Membership.objects.active_on(day).filter(network=part.round.network_id, person=part.person_id)
    if not running.exists():
        return Standing.WITHDRAWN
    if part.person.user_id is not None:
        return Standing.HAS_ACCOUNT
    if part.link_withdrawn_on is not None:
        return Standing.WITHDRAWN
    if user is not None:
        return Standing.SIGNED_IN
    if part.device_hash and part.device_hash != hash_token(device):
        return Standing.USED
    return Standing.OPEN


@transaction.atomic
def lay_by_link(*, part: MappingPart, device: str, role: int, laid: Laid, day: date) -> bool:
    """Lay a card by a link, and tie the link to this browser if it is the first; say whether that went.

    Raise ValidationError, with nothing kept, as laying a card does.
    """
    mine = MappingPart.objects.filter(pk=part.pk, token_hash=part.token_hash, link_withdrawn_on=None)
    lay_cards(part=part, cards={role: laid}, day=day)  # locks the round, so what follows is decided once
    if mine.filter(device_hash="").update(device_hash=hash_token(device)):
        return True
    if mine.filter(device_hash=hash_token(device)).exists():
        return True
    transaction.set_rollback(True)
    return False


@transaction.atomic
def lay_signed_in(*, part: MappingPart, cards: Mapping[int, Laid], day: date) -> None:
    """Lay cards with an account; what was laid with a link before goes, and the link opens nothing any more.

    Raise ValidationError, with nothing kept, as laying a card does.
    """
    MappingRound.objects.select_for_update(of=("self",)).filter(pk=part.round_id).first()
    own = MappingPart.objects.filter(pk=part.pk)
    if own.exclude(device_hash="").update(device_hash=""):
        MappingMark.objects.filter(part=part).delete()
    own.filter(link_withdrawn_on=None).exclude(token_hash="").update(link_withdrawn_on=day)
    lay_cards(part=part, cards=cards, day=day)
