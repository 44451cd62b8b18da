"""Who fits, in one sentence, and how those who could are put in order."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.texts.base import number_word, opening


def who_fits(interested: str, *, name: str, gone: str, come: int) -> str:
    """Return the sentence that says who fits.

    `interested` says how many would like it; empty where the reader may not know. `name` is who stands first;
    `gone` the signal that falls away with them, if one does; `come` how many come up.
    """
    follows = _say_what_follows(name, gone, come)
    if not interested:
        return _("%(sentence)s.") % {"sentence": opening(follows)}
    return _("%(first)s; %(second)s.") % {"first": opening(interested), "second": follows}


def interested_in_role(count: int) -> str:
    """Say how many members would like a role."""
    if not count:
        return _("nobody has said yet that they would like this role")
    return ngettext(
        "%(count)s member would like this role", "%(count)s members would like this role", count
    ) % {"count": number_word(count)}


def interested_in_seat(count: int) -> str:
    """Say how many of an organisation's people would like a role that nobody holds."""
    if not count:
        return _("nobody has said yet that they would like one of the empty roles")
    return ngettext(
        "%(count)s colleague would like one of the empty roles",
        "%(count)s colleagues would like one of the empty roles",
        count,
    ) % {"count": number_word(count)}


def _say_what_follows(name: str, gone: str, come: int) -> str:
    if gone and not come:
        return _("with %(name)s the signal “%(title)s” falls away") % {"name": name, "title": gone}
    if gone:
        return ngettext(
            "with %(name)s the signal “%(title)s” falls away, and %(count)s comes up",
            "with %(name)s the signal “%(title)s” falls away, and %(count)s come up",
            come,
        ) % {"name": name, "title": gone, "count": number_word(come)}
    if come:
        return ngettext(
            "with %(name)s %(count)s new signal comes up", "with %(name)s %(count)s new signals come up", come
        ) % {"name": name, "count": number_word(come)}
    return _("with %(name)s no new signal comes up") % {"name": name}


def how_ordered(*, with_stances: bool, all_compared: bool) -> str:
    """Return how candidates are put in order when the reader has not chosen a column."""
    if with_stances and all_compared:
        return _(
            "At the top stands whoever brings no new warning; after that it counts who likes the role "
            "best, who brings the fewest new signals, who adds most, and who carries least. Whoever would "
            "rather avoid the role comes last."
        )
    if all_compared:
        return _(
            "At the top stands whoever brings the fewest and lightest new signals; after that it counts "
            "who adds most, and who carries least."
        )
    if with_stances:
        return _(
            "At the top stands whoever likes the role best, then whoever carries least; whoever would "
            "rather avoid it comes last. These are too many to sort by what they would bring: search by "
            "name to compare fewer."
        )
    return _(
        "At the top stands whoever carries least. These are too many to sort by what they would bring: "
        "search by name to compare fewer."
    )
