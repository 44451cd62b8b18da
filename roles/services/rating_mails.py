"""The mails of a rating round: to those who are asked, and to whoever is asked about."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from networks.models import Person
from roles.models import RatingRound

logger = logging.getLogger(__name__)


def send_rating_mails(
    *, rating_round: RatingRound, raters: Iterable[Person], answer_page: str, person_page: str
) -> None:
    """Mail everybody who is asked, the asker aside, and whoever is asked about when somebody else asks.

    Each in their own language. Raise ValidationError when the mails cannot be sent.
    """
    mails = [
        _mail("rating_request", rating_round, rater, answer_page)
        for rater in raters
        if rater != rating_round.asked_by
    ]
    if rating_round.asked_by != rating_round.person:
        mails.append(_mail("rating_told", rating_round, rating_round.person, person_page))
    try:
        get_connection().send_messages([mail for mail in mails if mail.to])
    except (SMTPException, OSError) as error:
        logger.exception("The mails of a rating round could not be sent.")
        raise ValidationError(_("The mail could not be sent. Try again in a while.")) from error


def _mail(name: str, rating_round: RatingRound, reader: Person, page: str) -> EmailMessage:
    """Return one mail; without an address to send it to when we have none."""
    texts = {"round": rating_round, "reader": reader, "address": page, "asker": rating_round.asked_by}
    with translation.override(reader.language):
        subject = render_to_string(f"roles/email/{name}_subject.txt", texts)
        message = render_to_string(f"roles/email/{name}_message.txt", texts)
    address = reader.email or (reader.user.email if reader.user else "")
    return EmailMessage(" ".join(subject.split()), message, to=[address] if address else [])
