"""Scenarios in words: why a step does not count, and what all of them come to."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networks.models import Membership
from roles.models import Role
from roles.pages.before_after import BeforeAfter
from roles.scenario_rules import Stumble
from roles.texts.base import inside_sentence, listed

STUMBLES: Mapping[Stumble, Promise] = {
    Stumble.NOT_HELD: gettext_lazy("%(name)s does not hold the role of %(role)s at this point."),
    Stumble.HELD_ALREADY: gettext_lazy("%(name)s holds the role of %(role)s already."),
}


def stumble_sentence(
    stumble: Stumble, role: Role, giver: Membership | None, receiver: Membership | None
) -> str:
    """Return why a step does not count, in one sentence. Giver and receiver have their person at hand."""
    seat = giver if stumble.place == "giver" else receiver
    assert seat is not None  # noqa: S101  # a step stumbles over somebody
    if stumble in STUMBLES:
        return str(STUMBLES[stumble]) % {"name": seat.person.name, "role": inside_sentence(role.name)}
    if seat.left_on is None:
        return _("%(name)s does not take part in this network at the moment.") % {"name": seat.person.name}
    day = date_format(seat.left_on, "j F Y")
    return _("%(name)s left this network on %(day)s.") % {"name": seat.person.name, "day": day}


def outcome_sentence(change: BeforeAfter, *, steps: int, counting: int) -> str:
    """Return what a scenario comes to, in one sentence: how many signals go and come."""
    if not steps:
        return _("Nothing has moved yet.")
    if not counting:
        return _("None of its steps counts now.")
    if change.quiet:
        return _("No signal comes or goes.")
    parts = [
        text % {"count": len(signals)}
        for signals, text in (
            (change.gone, ngettext("%(count)s signal goes", "%(count)s signals go", len(change.gone))),
            (change.come, ngettext("%(count)s new one comes", "%(count)s new ones come", len(change.come))),
            (change.changed, ngettext("%(count)s changes", "%(count)s change", len(change.changed))),
        )
        if signals
    ]
    return listed(parts, _("%(first)s and %(last)s")) + "."


def fewest_signals_sentence(scenarios: Sequence[tuple[str, int]], now: int) -> str:
    """Return in which scenarios (name and number of signals) the fewest signals would be left."""
    fewest = min(count for _name, count in scenarios)
    if fewest >= now:
        return _("None of them leaves fewer signals than the %(now)s there are now.") % {"now": now}
    names = [_("“%(name)s”") % {"name": name} for name, count in scenarios if count == fewest]
    text = ngettext(
        "%(names)s leaves the fewest signals: %(fewest)s, where there are %(now)s now.",
        "%(names)s leave the fewest signals: %(fewest)s, where there are %(now)s now.",
        len(names),
    )
    return text % {"names": listed(names, _("%(first)s and %(last)s")), "fewest": fewest, "now": now}
