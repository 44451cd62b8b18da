"""What one import changed, in one sentence."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.pages.changes.change import ADDED, Change
from roles.texts.base import listed


def import_sentence(parts: Iterable[tuple[Change, str, int]]) -> str:
    """Return "Hanne imported a spreadsheet: 12 roles given": each part is a model and how many of its rows."""
    given = list(parts)
    counted = [_counted(change, model, rows) for change, model, rows in given]
    words = {"actor": given[0][0].actor, "changes": listed(counted, _("%(first)s and %(last)s"))}
    if given[0][0].now.history_user_id is None:
        return _("A spreadsheet was imported: %(changes)s.") % words
    return _("%(actor)s imported a spreadsheet: %(changes)s.") % words


def _counted(change: Change, model: str, rows: int) -> str:
    """Return how many roles or members were added, or changed."""
    if model == "roleassignment" and change.kind == ADDED:
        text = ngettext("%(count)s role given", "%(count)s roles given", rows)
    elif model == "roleassignment":
        text = ngettext("%(count)s role changed or ended", "%(count)s roles changed or ended", rows)
    elif change.kind == ADDED:
        text = ngettext("%(count)s member added", "%(count)s members added", rows)
    else:
        text = ngettext(
            "%(count)s membership changed or ended", "%(count)s memberships changed or ended", rows
        )
    return text % {"count": rows}
