"""The meetings at which I sat, and those that I recorded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from networks.models import Attendance, Consultation, Decision, Person
from roles.pages.my_data.section import Section, section

COVERS = ("networks.attendance.person", "networks.consultation.recorded_by")


def consultation_sections(person: Person) -> Iterator[Section]:
    """At which meetings somebody sat, what was decided there under their mandate, and what they recorded."""
    attended = Attendance.objects.filter(person=person).order_by("consultation__held_on", "pk")
    yield section(
        "attendances",
        _("Meetings at which I sat"),
        _("Everybody in that network."),
        [
            ("network", _("Network")),
            ("date", _("Date")),
            ("topic", _("About")),
            ("chaired", _("I chaired")),
        ],
        attended.values_list(
            "consultation__network__name", "consultation__held_on", "consultation__topic", "chaired"
        ),
    )
    decisions = Decision.objects.filter(mandate__membership__person=person)
    yield section(
        "decisions",
        _("Decisions under my mandate"),
        _("Everybody in that network."),
        [("network", _("Network")), ("date", _("Date")), ("decision", _("Decision"))],
        decisions.order_by("consultation__held_on", "pk").values_list(
            "consultation__network__name", "consultation__held_on", "text"
        ),
    )
    recorded = Consultation.objects.filter(recorded_by=person).order_by("held_on", "pk")
    yield section(
        "consultations",
        _("Meetings that I recorded"),
        _("Everybody in that network."),
        [("network", _("Network")), ("date", _("Date")), ("topic", _("About"))],
        recorded.values_list("network__name", "held_on", "topic"),
    )
