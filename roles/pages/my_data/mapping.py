"""The mapping rounds in which I am asked, the cards that I laid in one that runs, and how I was seen in others."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from networks.models import Person
from roles.models import MappingCount, MappingMark, MappingPart
from roles.pages.my_data.section import Section, section

COVERS = ("roles.mappingpart.person", "roles.mappingcount.person")


def mapping_sections(person: Person) -> Iterator[Section]:
    """What is kept of somebody in rounds that run, and what was counted about them in those that are over."""
    parts = MappingPart.objects.filter(person=person).select_related("round__network")
    yield section(
        "mapping_parts",
        _("Mapping rounds for which I was asked"),
        _("Nobody; a coordinator sees whether I have a personal link, and not whether I laid cards."),
        [
            ("network", _("Network")),
            ("opened", _("Opened on")),
            ("laid", _("Laid cards on (until it closes)")),
            ("link", _("Personal link of")),
        ],
        [
            (each.round.network.name, each.round.opened_on, each.answered_on, each.link_made_on)
            for each in parts.order_by("round__opened_on", "pk")
        ],
    )
    yield section(
        "mapping_marks",
        _("Role cards that I laid in a round that runs"),
        _(
            "Nobody. With whom they lie stands on your cards: these names are others’ own. They go when the round "
            "closes; what all of them come to stays. What you laid with a personal link is listed nowhere."
        ),
        [("network", _("Network")), ("role", _("Role")), ("people", _("With how many people"))],
        _laid_cards(person),
    )
    yield _counts(person)


def _counts(person: Person) -> Section:
    counts = MappingCount.objects.filter(person=person).select_related("round__network", "role")
    return section(
        "mapping_counts",
        _("By how many I was seen in a role"),
        _("Everybody who sees that network."),
        [
            ("network", _("Network")),
            ("closed", _("Round closed on")),
            ("role", _("Role")),
            ("seen_by", _("Seen by")),
            ("answered_by", _("Of how many")),
        ],
        [
            (
                each.round.network.name,
                each.round.closed_on,
                each.role.name,
                each.seen_by,
                each.round.answered_by,
            )
            for each in counts.order_by("round__closed_on", "role__position", "pk")
        ],
    )


def _laid_cards(person: Person) -> list[tuple[str, str, int]]:
    """Return each card that somebody laid, with how many people; nobody counts as none.

    What was laid with a link is not told to an account (`roles/services/mapping_links.py`).
    """
    own = MappingMark.objects.filter(part__person=person, part__device_hash="")
    marks = own.select_related("part__round__network", "role")
    cards: dict[tuple[int, str, str], int] = {}
    for mark in marks.order_by("part__round__opened_on", "role__position", "pk"):
        card = (mark.part_id, mark.part.round.network.name, mark.role.name)
        cards[card] = cards.get(card, 0) + (mark.person_id is not None)
    return [(network, role, people) for (_part, network, role), people in cards.items()]
