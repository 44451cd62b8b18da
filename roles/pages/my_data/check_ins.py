"""What I said that I bring, and thanks."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks.models import CheckIn, Person, Thanks, ValueKind
from roles.pages.my_data.section import Section, section

COVERS = (
    "networks.checkin.person",
    "networks.thanks.giver",
    "networks.thanks.receiver",
)


def check_in_sections(person: Person) -> Iterator[Section]:
    """What somebody said that they bring and would like to bring, and the thanks that they gave and got."""
    yield _check_ins(person)
    got, gave = _("Thanks that I got"), _("Thanks that I gave")
    yield _thanks(
        person, "thanks_received", got, _("Whoever gave them."), ("giver", pgettext("thanks", "From"))
    )
    yield _thanks(
        person, "thanks_given", gave, _("Whoever got them."), ("receiver", pgettext("thanks", "To"))
    )


def _check_ins(person: Person) -> Section:
    said = CheckIn.objects.filter(person=person).select_related("network").prefetch_related("values")
    return section(
        "check_ins",
        _("My check-ins"),
        _(
            "The coordinators of that network. Everybody in it sees how many bring something, from three on and "
            "without names."
        ),
        [
            ("network", _("Network")),
            ("date", _("Date")),
            ("brings", _("I bring")),
            ("answer", _("In my own words")),
            ("wishes", _("I would like to bring")),
            ("wish", _("That, in my own words")),
        ],
        [
            (
                each.network.name,
                each.answered_on,
                _joined(each.brings),
                each.answer,
                _joined(each.wishes),
                each.wish,
            )
            for each in said.order_by("answered_on", "pk")
        ],
    )


def _joined(kinds: Sequence[ValueKind]) -> str:
    return ", ".join(str(kind.label) for kind in kinds)


def _thanks(person: Person, code: str, title: str, seen_by: str, other: tuple[str, str]) -> Section:
    """Return thanks that both know of anyway, with the other's name."""
    mine = "receiver" if other[0] == "giver" else "giver"
    found = Thanks.objects.filter(**{mine: person}).select_related("network", other[0])
    return section(
        code,
        title,
        seen_by,
        [
            ("network", _("Network")),
            ("date", _("Date")),
            other,
            ("text", pgettext("thanks", "For")),
            ("kind", _("Kind of value")),
        ],
        [
            (
                each.network.name,
                each.given_on,
                getattr(each, other[0]).name,
                each.text,
                each.get_kind_display(),
            )
            for each in found.order_by("given_on", "pk")
        ],
    )
