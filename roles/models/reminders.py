"""What people are reminded of by mail, what they would rather not be, and their private calendars."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Membership, Person


class ReminderKind(models.TextChoices):
    """The parts of the weekly mail, each of which somebody can do without."""

    WAITING = "waiting", _("what waits for you")
    TERMS = "terms", _("terms of roles that end")
    MANDATES = "mandates", _("mandates that end")
    LOOK_BACKS = "look-backs", _("swaps to look back on")
    CHECK_INS = "check-ins", _("check-ins that are due")


class ReminderRefusal(models.Model):
    """A kind of reminder that somebody does not want."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reminder_refusals")
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind)
    refused_on = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("reminder refused")
        verbose_name_plural = _("reminders refused")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_refusal_each"),
            models.CheckConstraint(condition=Q(kind__in=[*ReminderKind]), name="refused_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"


class Digest(models.Model):
    """A weekly mail to somebody: claimed before it is sent, so that nobody ever gets two."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    week = models.DateField(_("week"), help_text=_("Its Monday."))
    claimed_at = models.DateTimeField(_("claimed at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("weekly mail")
        verbose_name_plural = _("weekly mails")
        constraints = [models.UniqueConstraint(fields=["person", "week"], name="one_digest_a_week")]

    def __str__(self) -> str:
        return f"{self.person} · {self.week}"


class SentReminder(models.Model):
    """Something that somebody was reminded of, which they are not reminded of again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sent_reminders")
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind)
    subject = models.CharField(
        _("of what"), max_length=60, help_text=_("What it is about and until when, as the code names it.")
    )
    sent_on = models.DateField(_("sent on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("reminder sent")
        verbose_name_plural = _("reminders sent")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject"], name="each_reminder_once"),
            models.CheckConstraint(condition=Q(kind__in=[*ReminderKind]), name="sent_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.subject}"


class CalendarFeed(models.Model):
    """A private address of a member's calendar of one network; only its hash is kept, and it can be renewed."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(_("made on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.membership)
