"""What was changed about me, and how much I did for others."""

from collections.abc import Iterator

from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext as _

from networks.access import ChangeScope
from networks.models import Invitation, Mandate, Person, User
from roles.catalogue_names import CatalogueNames
from roles.models import EmptySeat, MappingRound, RatingRound
from roles.pages.changes.change import NamesForMe
from roles.pages.changes.entries import find_changes, read_changes
from roles.pages.changes.sources import SOURCES
from roles.pages.my_data.section import Section, section

COVERS = (
    "networks.historicalmembership.person",
    "networks.historicalobserver.person",
    "networks.historicalstewardship.person",
    *(f"{source.history._meta.label_lower}.history_user" for source in SOURCES),
    "networks.mandate.asked_by",
    "networks.mandate.granted_by",
    "networks.mandate.closed_by",
    "networks.mandate.coach",
    "networks.invitation.invited_by",
    "roles.ratinground.asked_by",
    "roles.mappinground.asked_by",
    "roles.emptyseat.decided_by",
    "admin.logentry.user",
)


def change_section(person: Person) -> Section:
    """Return every change about somebody. Whoever else made it is not named: their name is their own."""
    entries = read_changes(
        find_changes(ChangeScope(None, everything=False, person=person.pk)),
        CatalogueNames.load(),
        NamesForMe(person),
    )
    return section(
        "changes",
        _("What was changed about me"),
        _(
            "You and the coordinators of that network; the steward of your organisation sees what changed about "
            "mandates."
        ),
        [("when", _("When")), ("network", _("Network")), ("what", _("What"))],
        [
            (each.moment, each.network.name if each.network else "", " ".join(each.sentences))
            for each in entries
        ],
    )


def deed_sections(person: Person | None, user: User | None) -> Iterator[Section]:
    """How much somebody did for others, in numbers: about whom it was is for those people to know."""
    counts: list[tuple[str, int]] = []
    if user is not None:
        changes = sum(source.history.objects.filter(history_user=user).count() for source in SOURCES)
        counts += [
            (_("Changes to roles, members, mandates, norms and access"), changes),
            (_("Invitations sent"), Invitation.objects.filter(invited_by=user).count()),
            (_("Changes in the administration"), LogEntry.objects.filter(user=user).count()),
        ]
    if person is not None:
        counts += [
            (_("Mandates asked for"), Mandate.objects.filter(asked_by=person).count()),
            (_("Mandates granted"), Mandate.objects.filter(granted_by=person).count()),
            (_("Mandates declined or withdrawn"), Mandate.objects.filter(closed_by=person).count()),
            (_("Mandates that I coach"), Mandate.objects.filter(coach=person).count()),
            (_("Questions put to colleagues"), RatingRound.objects.filter(asked_by=person).count()),
            (_("Mapping rounds opened"), MappingRound.objects.filter(asked_by=person).count()),
            (_("Roles left empty on purpose"), EmptySeat.objects.filter(decided_by=person).count()),
        ]
    yield section(
        "deeds",
        _("What I did for others"),
        _("Those whom it was about, and the coordinators of that network."),
        [("what", _("What")), ("times", _("Times"))],
        [each for each in counts if each[1]],
    )
