"""How a swap stands, what its reader can do, and what was done with it, in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from roles.models import SwapEvent
from roles.moves import PlannedMove
from roles.texts.base import inside_sentence, listed, number_word, opening

Deed = SwapEvent.Deed

# Who did it stands before these.
DEEDS: Mapping[str, Promise] = {
    Deed.PROPOSED: pgettext_lazy("what somebody did", "proposed this"),
    Deed.CONSENTED: pgettext_lazy("what somebody did", "consents"),
    Deed.OBJECTED: pgettext_lazy("what somebody did", "objects"),
    Deed.COMMENTED: pgettext_lazy("what somebody did", "says"),
    Deed.REPLACED: pgettext_lazy("what somebody did", "proposed something else instead"),
    Deed.WITHDRAWN: pgettext_lazy("what somebody did", "withdrew this"),
    Deed.CARRIED_OUT: pgettext_lazy("what somebody did", "carried this out"),
}
# What happened without anybody.
HAPPENINGS: Mapping[str, Promise] = {
    Deed.CARRIED_OUT: gettext_lazy("The agreed day had come: it was carried out by itself"),
    Deed.STALLED: gettext_lazy("The agreed day had come, but it could not be carried out"),
}


def long_day(day: date) -> str:
    """Return a day as it stands in a sentence."""
    return date_format(day, "j F Y")


def names_of(people: Sequence[str]) -> str:
    """Return "Ann, Bo and Cas"."""
    return listed(people, _("%(first)s and %(last)s"))


def waiting_sentence(others: Sequence[str], *, for_reader: bool) -> str:
    """Say for whose consent a proposal waits."""
    if for_reader and others:
        return _("This waits for your answer, and for that of %(names)s.") % {"names": names_of(others)}
    if for_reader:
        return _("This waits for your answer.")
    return _("This waits for the answer of %(names)s.") % {"names": names_of(others)}


def objected_sentence(people: Sequence[str], *, by_reader: bool) -> str:
    """Say who objects, and what keeps it from going on."""
    if by_reader and not people:
        return _("You object, so nothing moves. Talk it over, or propose something that does fit.")
    return ngettext(
        "%(names)s objects, so nothing moves. Talk it over, or propose something that does fit.",
        "%(names)s object, so nothing moves. Talk it over, or propose something that does fit.",
        len(people),
    ) % {"names": names_of(people)}


def agreed_sentence(planned_on: date, *, by_itself: bool, due: bool, may_carry_out: bool) -> str:
    """Say what happens next with what everybody consents to."""
    words = {"day": long_day(planned_on)}
    if by_itself and not due:
        return _("Everybody consents. It happens by itself on %(day)s.") % words
    if by_itself:
        return _("Everybody consents. It happens by itself today.")
    if may_carry_out and due:
        return _("Everybody consents. You can carry it out now.")
    if due:
        return _("Everybody consents. A coordinator can carry it out now.")
    return _("Everybody consents. A coordinator can carry it out from %(day)s on.") % words


def ended_sentence(deed: str, name: str, day: date) -> str:
    """Say how a proposal came to its end without being carried out."""
    texts: Mapping[str, str] = {
        Deed.WITHDRAWN: _("%(name)s withdrew this on %(day)s. It stays here to read."),
        Deed.REPLACED: _("%(name)s proposed something else instead on %(day)s."),
    }
    return texts[deed] % {"name": name, "day": long_day(day)}


def carried_out_sentence(day: date, look_back_on: date, today: date) -> str:
    """Say that it was carried out, and when to look back."""
    words = {"day": long_day(day), "look_back": long_day(look_back_on)}
    if look_back_on > today:
        return _("Carried out on %(day)s. You look back on it on %(look_back)s.") % words
    return _("Carried out on %(day)s.") % words


def list_sentence(mine: int, others: int, objected: int, agreed: int) -> str:
    """Say what waits for whom: for the reader's answer, for that of others, for a way out, to be carried out."""
    texts = [
        (
            mine,
            ngettext(
                "%(count)s proposal waits for your answer", "%(count)s proposals wait for your answer", mine
            ),
        ),
        (others, ngettext("%(count)s waits for others", "%(count)s wait for others", others)),
        (objected, ngettext("%(count)s meets an objection", "%(count)s meet an objection", objected)),
        (agreed, ngettext("%(count)s is agreed", "%(count)s are agreed", agreed)),
    ]
    said = [text % {"count": number_word(count)} for count, text in texts if count]
    if not said:
        return _("No proposal is open.")
    if not mine:
        open_ones = others + objected + agreed
        total = ngettext("%(count)s proposal is open", "%(count)s proposals are open", open_ones)
        total %= {"count": number_word(open_ones)}
        return _("%(first)s: %(second)s.") % {"first": opening(total), "second": names_of(said)}
    return _("%(sentence)s.") % {"sentence": opening(names_of(said))}


def moved_sentence(count: int) -> str:
    """Say how often roles moved, to who looks on."""
    if not count:
        return _("No role has moved yet.")
    return opening(
        ngettext("%(count)s swap was carried out.", "%(count)s swaps were carried out.", count)
        % {"count": number_word(count)}
    )


def after_sentences(moves: Sequence[PlannedMove]) -> list[str]:
    """Return what is so once these moves have been carried out, a sentence for each change."""
    said = []
    for move in moves:
        role = inside_sentence(move.role.name)
        if move.giver is not None:
            words = {"name": move.giver.person.name, "role": role}
            said.append(_("%(name)s is no longer %(role)s.") % words)
        if move.receiver is not None:
            words = {"name": move.receiver.person.name, "role": role}
            said.append(_("%(name)s is %(role)s.") % words)
    return said
