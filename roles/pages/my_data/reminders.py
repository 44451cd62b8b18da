"""What I am mailed about, what I was mailed, and my calendars."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from networks.models import Person
from roles.models import CalendarFeed, Digest, ReminderRefusal, SentReminder
from roles.pages.my_data.section import Section, section

COVERS = (
    "roles.reminderrefusal.person",
    "roles.digest.person",
    "roles.sentreminder.person",
)


def reminder_sections(person: Person) -> Iterator[Section]:
    """What somebody refused, what they were sent, and where their calendars are."""
    nobody = _("Nobody.")
    refused = ReminderRefusal.objects.filter(person=person).order_by("kind")
    yield section(
        "reminder_refusals",
        _("What I am not mailed about"),
        nobody,
        [("kind", _("About")), ("since", _("Since"))],
        [(each.get_kind_display(), each.refused_on) for each in refused],
    )
    yield section(
        "digests",
        _("Weekly mails to me, of the last year"),
        nobody,
        [("week", _("Week of")), ("sent", _("Sent"))],
        Digest.objects.filter(person=person).order_by("week").values_list("week", "sent_at"),
    )
    told = SentReminder.objects.filter(person=person).order_by("sent_on", "pk")
    yield section(
        "sent_reminders",
        _("What I was reminded of, so that it is not said twice"),
        nobody,
        [("kind", _("About")), ("code", _("Code")), ("date", _("Date"))],
        [(each.get_kind_display(), each.subject, each.sent_on) for each in told],
    )
    feeds = CalendarFeed.objects.filter(membership__person=person).select_related("membership__network")
    yield section(
        "calendars",
        _("My calendars"),
        _("Whoever has the address. It is not kept here, only a mark by which we know it again."),
        [("network", _("Network")), ("made_on", _("Made on"))],
        [(each.membership.network.name, each.made_on) for each in feeds.order_by("made_on", "pk")],
    )
