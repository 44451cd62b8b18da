"""Which kinds of value are plenty and which are scarce, in a sentence."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.texts.base import inside_sentence, listed
from roles.value_counts import KindCount, Standing, ValueCounts

MOST_ROLES = 3  # named one by one


def value_sentence(counts: ValueCounts, held: Mapping[str, Sequence[str]]) -> str:
    """Return what a network can draw on and what it lacks; `held` are the roles held that live on each kind."""
    plenty, scarce = counts.that_are(Standing.PLENTY), counts.that_are(Standing.SCARCE)
    words = {"plenty": _kinds(plenty), "scarce": _kinds(scarce)}
    if len(scarce) == len(counts.kinds):
        return _("The answers lie too far apart to say what this network can draw on.")
    if not scarce and not plenty:
        return _("There is something of everything here, and nothing stands out.")
    if not scarce:
        return _("There is plenty of %(plenty)s here, and nothing is lacking.") % words
    if plenty:
        said = _("There is plenty of %(plenty)s, and a lack of %(scarce)s.") % words
    else:
        said = _("There is a lack of %(scarce)s here.") % words
    roles = list(dict.fromkeys(name for each in scarce for name in held.get(each.kind, ())))
    return f"{said} {_who_live_on_it(roles)}" if roles else said


def what_to_do(counts: ValueCounts) -> str:
    """Return one thing to do about what is scarce, with those who would like to bring it; empty when nothing is."""
    scarce = counts.that_are(Standing.SCARCE)
    if not scarce or len(scarce) == len(counts.kinds):
        return ""
    wished = max(scarce, key=lambda each: each.wishes or 0)
    if wished.wishes is None:
        return _("Ask at the next meeting who could bring that in, or whom to invite for it.")
    return _("%(count)s members would like to bring %(kind)s. Ask at the next meeting who.") % {
        "count": wished.wishes,
        "kind": wished.kind.label,
    }


def _kinds(counts: Sequence[KindCount]) -> str:
    return listed([str(each.kind.label) for each in counts], _("%(first)s and %(last)s"))


def _who_live_on_it(roles: Sequence[str]) -> str:
    if len(roles) > MOST_ROLES:
        return _("%(count)s roles that are held here live on that.") % {"count": len(roles)}
    names = listed([inside_sentence(each) for each in roles], _("%(first)s and %(last)s"))
    return ngettext(
        "That is what the %(roles)s relies on.", "That is what %(roles)s rely on.", len(roles)
    ) % {"roles": names}
