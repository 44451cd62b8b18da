"""What I understood of colleagues, and what they understood of me."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks.models import ListeningNote, Person
from roles.pages.my_data.section import Section, section

COVERS = tuple(f"networks.listeningnote.{field}" for field in ("author", "about", "reader"))


def listening_sections(person: Person) -> Iterator[Section]:
    """The notes that somebody wrote, and those about them. Two queries."""
    notes = ListeningNote.objects.select_related("network", "author", "about").order_by("written_on", "pk")
    yield _section(
        "listening_written",
        _("What I understood of colleagues"),
        _("Whom it is about, and nobody else; whoever sees that network, of what you both share."),
        ("about", pgettext("a listening note", "About whom")),
        [(note.about.name, note) for note in notes.filter(author=person)],
        mine=False,
    )
    yield _section(
        "listening_about",
        _("What colleagues understood of me"),
        _("Who wrote it, and nobody else; whoever sees that network, of what you both share."),
        ("author", pgettext("a listening note", "Written by")),
        [(note.author.name, note) for note in notes.readable().filter(about=person)],
        mine=True,
    )


def _section(
    code: str,
    title: str,
    seen_by: str,
    other: tuple[str, str],
    notes: list[tuple[str, ListeningNote]],
    *,
    mine: bool,  # what I added when sharing a note about me
) -> Section:
    return section(
        code,
        title,
        seen_by,
        _columns(other),
        [
            (
                note.network.name,
                note.written_on,
                name,
                *(note.background, note.interests, note.drives),
                *(note.get_answer_display(), note.answered_on, note.correction),
                *(note.shared_by_author, note.shared_by_subject),
                *((note.offer, note.need) if mine or note.shared_by_subject else ("", "")),
            )
            for name, note in notes
        ],
    )


def _columns(other: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        ("network", _("Network")),
        ("date", _("Date")),
        other,
        ("background", pgettext("of somebody", "Background")),
        ("interests", pgettext("of somebody", "Interests")),
        ("drives", pgettext("of somebody", "Drives")),
        ("answer", pgettext("to a listening note", "Recognised?")),
        ("answered_on", pgettext("to a listening note", "Answered on")),
        ("correction", _("Put differently")),
        ("shared_by_author", _("Shared by who wrote it")),
        ("shared_by_subject", _("Shared by the person it is about")),
        ("offer", pgettext("whom a listening note is about", "Can offer")),
        ("need", pgettext("whom a listening note is about", "Needs")),
    ]
