"""The weekly mail: what is new for each person, once, and never two mails in a week."""

import logging
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.models import Person
from roles.models import Digest, SentReminder
from roles.reminders.letters import Letter, read_letters
from roles.services.digest_mails import write_digest

logger = logging.getLogger(__name__)

DAYS_BETWEEN = 5  # a mail on Sunday is not followed by one on Monday, which is another week
REFUSED_IN_A_ROW = 5  # then the mail server is at fault, and the others wait for the next time


class Fate(StrEnum):
    """What became of one mail."""

    MAILED = "mailed"
    REFUSED = "refused"  # certainly not sent, and free to be sent again
    UNSURE = "unsure"  # the mail server broke off: it may have arrived
    BROKEN = "broken"  # could not be written: not sent, and tried again the next time
    IDLE = "idle"  # there is nothing new to tell
    TAKEN = "taken"  # another run sends it, or its reader is gone


@dataclass(slots=True)
class Outcome:
    """What came of one run."""

    mailed: int = 0
    refused: int = 0
    gave_up: bool = False
    # By name: who was perhaps not mailed this week, and is not mailed again; whose mail could not be written.
    unsure: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def count(self, fate: Fate, reader: Person) -> None:
        """Add what became of somebody's mail."""
        self.mailed += fate is Fate.MAILED
        self.refused += fate is Fate.REFUSED
        if fate is Fate.UNSURE:
            self.unsure.append(reader.name)
        if fate is Fate.BROKEN:
            self.broken.append(reader.name)


def send_reminders(*, day: date) -> Outcome:
    """Mail everybody for whom there is something new; nobody gets two mails in a week.

    May be run as often as one likes, and by several at once. A mail is claimed before it is sent, in a transaction
    of its own: whoever claims it sends it. A run that is stopped half-way leaves at most one claim of which nobody
    knows whether the mail left; that mail is not sent again. One that the mail server refuses, or that cannot be
    written, is free again, and the others are sent all the same. People are looked at in batches, each with one
    connection to the mail server.
    """
    begun, outcome, in_a_row = timezone.now(), Outcome(), 0
    since = timezone.make_aware(datetime.combine(day - timedelta(days=DAYS_BETWEEN - 1), time.min))
    for batch in read_letters(day, not_mailed_since=since):
        with closing(Postbox()) as postbox:
            for letter in batch:
                _forget(letter.over)
                fate = postbox.send(letter, week_of(day))
                outcome.count(fate, letter.reader)
                in_a_row = in_a_row + 1 if fate in {Fate.REFUSED, Fate.UNSURE} else 0
                if in_a_row == REFUSED_IN_A_ROW:
                    outcome.gave_up = True
                    return _with_unconfirmed(outcome, day, begun)
    return _with_unconfirmed(outcome, day, begun)


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _with_unconfirmed(outcome: Outcome, day: date, before: datetime) -> Outcome:
    """Add whose mail of this week was claimed by an earlier run that never said what became of it."""
    left = Digest.objects.filter(week=week_of(day), sent_at=None, claimed_at__lt=before)
    outcome.unsure += left.order_by("claimed_at", "pk").values_list("person__name", flat=True)
    return outcome


def _forget(over: Sequence[int]) -> None:
    """Forget what no longer waits for somebody: when it waits again, they are told again."""
    if over:
        SentReminder.objects.filter(pk__in=over).delete()


class Postbox:
    """One connection to the mail server, which claims each mail before it sends it."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def send(self, letter: Letter, week: date) -> Fate:
        """Claim and send one mail, or say why not."""
        if letter.is_broken or not letter.lines:
            return Fate.BROKEN if letter.is_broken else Fate.IDLE
        try:
            mail = write_digest(letter.reader, letter.lines)
            mail.message()  # as it is sent: an address or a header that cannot be written shows now
        except Exception:
            logger.exception("A weekly mail could not be written.")
            return Fate.BROKEN
        try:
            self.connection.open()
        except (SMTPException, OSError):
            logger.exception("The mail server could not be reached.")
            return Fate.REFUSED
        digest = claim(letter, week)
        return Fate.TAKEN if digest is None else self._send_claimed(mail, digest, letter)

    def _send_claimed(self, mail: EmailMessage, digest: Digest, letter: Letter) -> Fate:
        mail.connection = self.connection
        try:
            mail.send()
        except (SMTPResponseException, SMTPRecipientsRefused):
            logger.exception("The mail server refused a weekly mail.")
            _give_back(digest, letter)
            self.close()
            return Fate.REFUSED
        except (SMTPException, OSError):
            logger.exception("A weekly mail may not have been sent.")
            self.close()
            return Fate.UNSURE
        except Exception:
            logger.exception("A weekly mail could not be written.")
            _give_back(digest, letter)
            return Fate.BROKEN
        Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())
        return Fate.MAILED

    def close(self) -> None:
        """Close the connection, whatever state it is in; the next mail opens another."""
        try:
            self.connection.close()
        except (SMTPException, OSError):
            self.connection = get_connection()


def claim(letter: Letter, week: date) -> Digest | None:
    """Take it on to send somebody their mail of a week and to tell them of these things; None when somebody did.

    Nobody who was erased meanwhile is mailed.
    """
    try:
        with transaction.atomic():
            there = Person.objects.select_for_update().filter(pk=letter.reader.pk, erased_on=None)
            if not list(there.values_list("pk")):
                return None
            digest = Digest.objects.create(person=letter.reader, week=week)
            SentReminder.objects.bulk_create(
                SentReminder(person=letter.reader, kind=line.kind, subject=line.subject)
                for line in letter.lines
            )
            return digest
    except IntegrityError:
        return None


@transaction.atomic
def _give_back(digest: Digest, letter: Letter) -> None:
    """Undo a claim: the mail certainly did not leave."""
    digest.delete()
    told = SentReminder.objects.filter(person=letter.reader)
    for line in letter.lines:
        told.filter(kind=line.kind, subject=line.subject).delete()
