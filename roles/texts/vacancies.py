"""The sentence above the roles that nobody holds."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Counts
from roles.texts.base import number_word, opening


def vacancy_lead(counts: Counts, open_roles: int, left_empty: int, *, active: bool) -> str:
    """Return in one sentence how many roles have nobody, and how many of these are left empty on purpose."""
    if not active:
        return _("This network is not active, so nobody is looked for.")
    if not counts.people:
        return _("Nobody takes part in this network yet.")
    if not open_roles and not left_empty:
        return _("Every role has somebody.")
    if not open_roles:
        return ngettext(
            "%(count)s role has nobody, and that is on purpose.",
            "%(count)s roles have nobody, and that is on purpose.",
            left_empty,
        ) % {"count": opening(number_word(left_empty))}
    first = ngettext("%(count)s role has nobody", "%(count)s roles have nobody", open_roles) % {
        "count": opening(number_word(open_roles))
    }
    if not left_empty:
        return _("%(title)s.") % {"title": first}
    return ngettext(
        "%(title)s, and %(count)s is left empty on purpose.",
        "%(title)s, and %(count)s are left empty on purpose.",
        left_empty,
    ) % {"title": first, "count": number_word(left_empty)}
