"""What a closed mapping round shows, in sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis.seen import Shifts
from roles.texts.base import inside_sentence, listed, number_word, opening

FEW = 12  # up to here numbers are written as words, so that one sentence does not mix both


def _number(count: int, along_with: int) -> str:
    return number_word(count) if along_with <= FEW else str(count)


def lead_sentence(*, answered_by: int, as_agreed: int, roles: int, single: bool, enough: bool) -> str:
    """Return the sentence on top of a round's results."""
    if not enough:
        return _("Too few people laid cards to show what they see.")
    if single:
        return single_sentence(as_agreed, roles)
    return results_sentence(answered_by, as_agreed, roles)


def results_sentence(answered_by: int, as_agreed: int, roles: int) -> str:
    """Return what a round of many came to: "Nine people laid cards; on eleven of 15 roles …"."""
    words = {
        "people": opening(number_word(answered_by)),
        "same": _number(as_agreed, roles),
        "all": _number(roles, roles),
    }
    if as_agreed == roles:
        return _("%(people)s people laid cards; on every role most see what was agreed.") % words
    if not as_agreed:
        return _("%(people)s people laid cards; on no role do most see what was agreed.") % words
    return (
        ngettext(
            "%(people)s people laid cards; on one of the %(all)s roles most see what was agreed.",
            "%(people)s people laid cards; on %(same)s of the %(all)s roles most see what was agreed.",
            as_agreed,
        )
        % words
    )


def single_sentence(as_agreed: int, roles: int) -> str:
    """Return what the coordinator's own matrix came to."""
    words = {"same": _number(as_agreed, roles), "all": _number(roles, roles)}
    if as_agreed == roles:
        return _("The coordinator sees every role as it was agreed.")
    return _("The coordinator sees %(same)s of the %(all)s roles as they were agreed.") % words


def seen_sentence(seen_by: int, answered_by: int, name: str, role: str) -> str:
    """Return "Five of nine see Anna as driver."."""
    words = {
        "seen": opening(_number(seen_by, answered_by)),
        "all": _number(answered_by, answered_by),
        "name": name,
        "role": inside_sentence(role),
    }
    if answered_by == 1:
        text = _("Seen: %(name)s as %(role)s.") if seen_by else _("Not seen: %(name)s as %(role)s.")
        return text % words
    if not seen_by:
        return _("Nobody sees %(name)s as %(role)s.") % words
    if seen_by == answered_by:
        return _("All see %(name)s as %(role)s.") % words
    return (
        ngettext(
            "One of %(all)s sees %(name)s as %(role)s.",
            "%(seen)s of %(all)s see %(name)s as %(role)s.",
            seen_by,
        )
        % words
    )


def agreed_sentence(holders: Sequence[str]) -> str:
    """Return who holds a role by what was agreed."""
    if not holders:
        return _("Agreed: nobody holds this role.")
    return _("Agreed: %(names)s.") % {"names": listed(holders, _("%(first)s and %(last)s"))}


def today_sentence(holders: Sequence[str]) -> str:
    """Return who holds a role today."""
    if not holders:
        return _("Nobody holds this role today.")
    return _("Today this role is held by %(names)s.") % {
        "names": listed(holders, _("%(first)s and %(last)s"))
    }


def question(*, seen_by: int, answered_by: int, held: bool, name: str, role: str) -> str:
    """Return what to ask at the table about a difference. It asks what people see, never who is right."""
    words = {"name": name, "role": inside_sentence(role)}
    if held and not seen_by:
        text = _("What do we hope to see of %(name)s as %(role)s in the months ahead?")
    elif held and 2 * seen_by < answered_by:
        text = _("What do some see %(name)s do as %(role)s that others have not come across?")
    elif not held and 2 * seen_by > answered_by:
        text = _("What does %(name)s do that makes us say %(role)s, and shall we agree on it?")
    else:
        text = _("Who can tell of a moment at which %(name)s was %(role)s, and who saw it otherwise?")
    return text % words


def shifts_sentence(shifts: Shifts) -> str:
    """Return what changed between two rounds."""
    turned, come = len(shifts.turned), len(shifts.came_into_view)
    if not shifts.moved:
        return _("People see the same as before.")
    words = {"count": number_word(turned), "come": number_word(come)}
    first = (
        ngettext(
            "On one role most see it otherwise than before",
            "On %(count)s roles most see it otherwise than before",
            turned,
        )
        if turned
        else _("On no role do most see it otherwise than before")
    )
    if not come:
        return f"{first % words}."
    last = ngettext("one role came into view", "%(come)s roles came into view", come)
    return _("%(first)s, and %(last)s.") % {"first": first % words, "last": last % words}
