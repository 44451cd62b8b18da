"""How roles changed hands, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.pages.timeline.hands import Turnover


def hands_sentence(count: Turnover, first: date, last: date) -> str:
    """Return how often roles changed hands from a first to a last day."""
    days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
    if not count.handed_over:
        return _("From %(first)s to %(last)s no role changed hands.") % days
    sentence = ngettext(
        "From %(first)s to %(last)s a role changed hands once.",
        "From %(first)s to %(last)s roles changed hands %(count)d times.",
        count.handed_over,
    )
    return sentence % (days | {"count": count.handed_over})


def came_and_went(count: Turnover) -> str:
    """Return how often somebody took a role on, and laid one down."""
    if not count.taken and not count.laid_down:
        return _("Nobody took on a role or laid one down.")
    taken = ngettext(
        "Once somebody took on a role.", "%(count)d times somebody took on a role.", count.taken
    ) % {"count": count.taken}
    laid = ngettext(
        "Once somebody laid one down.", "%(count)d times somebody laid one down.", count.laid_down
    ) % {"count": count.laid_down}
    return f"{taken} {laid}"
