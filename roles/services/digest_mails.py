"""Writing the weekly mail."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from collab.addresses import address
from networks.models import Person
from networks.services.mails import address_of, compose
from roles.models import ReminderKind
from roles.reminder_links import stop_address
from roles.reminders.line import Line
from roles.texts.reminders import subject_line

SHOWN = 8  # of each kind; the others stand on the reader's own page


class Section(NamedTuple):
    """What a mail says of one kind."""

    title: str
    lines: list[tuple[str, str]]  # a sentence, and the full address of its page or nothing
    more: int
    stop: str  # the address on which to stop this kind


def write_digest(reader: Person, lines: Iterable[Line]) -> EmailMessage:
    """Return the weekly mail with these lines, in the reader's language, ready to be sent.

    Its headers let a mail program offer to stop it with one press (RFC 8058).
    """
    told = list(lines)
    with translation.override(reader.language):
        kinds = {line.kind for line in told}
        sections = [_section(reader, kind, told) for kind in ReminderKind if kind in kinds]
        texts = {
            "person": reader,
            "subject": subject_line(len(told)),
            "sections": sections,
            "overview": f"{settings.PUBLIC_ADDRESS}{address('me')}",
            "choices": f"{settings.PUBLIC_ADDRESS}{address('my_reminders')}",
        }
    headers = {
        "List-Unsubscribe": f"<{stop_address(reader)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return compose(
        "roles/email/digest", to=address_of(reader), language=reader.language, texts=texts, headers=headers
    )


def _section(reader: Person, kind: ReminderKind, lines: Iterable[Line]) -> Section:
    own = [each for each in lines if each.kind == kind]
    shown = [
        (each.say(), f"{settings.PUBLIC_ADDRESS}{each.path}" if each.path else "") for each in own[:SHOWN]
    ]
    return Section(str(kind.label), shown, len(own) - len(shown), stop_address(reader, kind))
