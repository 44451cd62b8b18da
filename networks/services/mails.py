"""Writing to somebody, in their own language."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from networks.models import Person

logger = logging.getLogger(__name__)


def write_to(*, person: Person, mail: str, texts: dict[str, object]) -> bool:
    """Mail somebody the texts `networks/email/<mail>_subject.txt` and `_message.txt`; say whether it left."""
    if not person.email:
        return False
    texts = texts | {"person": person}
    with translation.override(person.language):
        subject = render_to_string(f"networks/email/{mail}_subject.txt", texts)
        message = render_to_string(f"networks/email/{mail}_message.txt", texts)
    try:
        send_mail(" ".join(subject.split()), message, None, [person.email])
    except (SMTPException, OSError):
        logger.exception("A mail (%s) could not be sent.", mail)
        return False
    return True
