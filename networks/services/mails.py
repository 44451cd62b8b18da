"""Writing to somebody, in their own language."""

import logging
from collections.abc import Mapping, Sequence
from smtplib import SMTPException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from networks.models import Person

logger = logging.getLogger(__name__)


def address_of(person: Person) -> str:
    """Return where a mail reaches somebody: their own address, else that of their account; empty without any."""
    return person.email or (person.user.email if person.user else "")


def compose(
    template: str, *, to: str, language: str, texts: Mapping[str, Any], **details: Any
) -> EmailMessage:
    """Return a mail with the texts `<template>_subject.txt` and `<template>_message.txt`, ready to be sent.

    `details` are what else an EmailMessage takes.
    """
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", dict(texts))
        message = render_to_string(f"{template}_message.txt", dict(texts))
    return EmailMessage(" ".join(subject.split()), message, to=[to], **details)


def send_or_refuse(mails: Sequence[EmailMessage]) -> None:
    """Send mails, on which all else hangs; raise ValidationError when they cannot be sent."""
    try:
        get_connection().send_messages(mails)
    except (SMTPException, OSError) as error:
        logger.exception("A mail could not be sent.")
        raise ValidationError(_("The mail could not be sent. Try again in a while.")) from error


def send_if_possible(mail: EmailMessage) -> bool:
    """Send a mail that tells what has been done anyway; note when it cannot be sent, and say whether it left."""
    try:
        mail.send()
    except (SMTPException, OSError):
        logger.exception("A mail could not be sent.")
        return False
    return True


def write_to(*, person: Person, mail: str, texts: Mapping[str, Any]) -> bool:
    """Mail somebody the texts of `networks/email/<mail>` if possible; say whether it left."""
    to = address_of(person)
    if not to:
        return False
    texts = {**texts, "person": person}
    return send_if_possible(compose(f"networks/email/{mail}", to=to, language=person.language, texts=texts))
