"""Where an organisation's people sit, in words: the sentence on top, mandates, and what stands out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from roles.analysis import Severity
from roles.analysis.across_networks import Kind, Signal
from roles.analysis.standing import STATES, Standing, State
from roles.pages.organisation_seats import Seat
from roles.texts.base import number_word, opening, short_day

STATE_LABELS: Mapping[State, str | Promise] = {
    "valid": pgettext_lazy("mandate", "valid"),
    "asked": pgettext_lazy("mandate", "asked for"),
    "upcoming": pgettext_lazy("mandate", "still to begin"),
    "ended": pgettext_lazy("mandate", "expired or withdrawn"),
    "none": pgettext_lazy("mandate", "none"),
}
# How the table can be filtered: every state, and all but the valid ones together.
MANDATE_CHOICES: Mapping[str, str | Promise] = {
    "valid": gettext_lazy("With a valid mandate"),
    "without": gettext_lazy("Without a valid mandate"),
    **{state: STATE_LABELS[state] for state in STATES if state != "valid"},
}
SEVERITY_OF: Mapping[Kind, Severity] = {
    "core-load": "warning",
    "role-load": "warning",
    "core-majority": "warning",
    "without-mandate": "warning",
    "many-networks": "notice",
}


def overview_sentence(organisation: str, seats: Sequence[Seat], engagements: int) -> str:
    """Answer in one sentence who confers for an organisation: how many people, where, how long, on what mandate."""
    if not engagements:
        return _("%(name)s takes part in no network that you may see.") % {"name": organisation}
    if not seats:
        return ngettext(
            "%(name)s is engaged in %(count)s network, and nobody sits there for it yet.",
            "%(name)s is engaged in %(count)s networks, and nobody sits there for it yet.",
            engagements,
        ) % {"name": organisation, "count": number_word(engagements)}
    hours = sum(seat.standing.hours or 0 for seat in seats)
    parts = {"sits": _who_sits(organisation, seats), "mandates": _on_what_mandate(seats)}
    if not hours:
        return _("%(sits)s; %(mandates)s.") % parts
    time = ngettext("%(count)d hour a month", "%(count)d hours a month", hours) % {"count": hours}
    return _("%(sits)s, together %(time)s; %(mandates)s.") % (parts | {"time": time})


def _who_sits(organisation: str, seats: Sequence[Seat]) -> str:
    people = len({seat.person for seat in seats})
    networks = len({seat.engaged.network for seat in seats})
    return ngettext(
        "%(people)s person from %(name)s sits in %(networks)s",
        "%(people)s people from %(name)s sit in %(networks)s",
        people,
    ) % {"people": opening(number_word(people)), "name": organisation, "networks": count_networks(networks)}


def _on_what_mandate(seats: Sequence[Seat]) -> str:
    people = len({seat.person for seat in seats})
    bare = [seat for seat in seats if not seat.standing.valid]
    if not bare:
        return ngettext("with a valid mandate", "all of them with a valid mandate", people)
    if len(bare) == len(seats):
        return ngettext("without a valid mandate", "none of them with a valid mandate", people)
    if people == 1:
        return _("not everywhere with a valid mandate")
    count = len({seat.person for seat in bare})
    if count == people:
        return _("each of them sits somewhere without a valid mandate")
    return ngettext(
        "%(count)s of them sits somewhere without a valid mandate",
        "%(count)s of them sit somewhere without a valid mandate",
        count,
    ) % {"count": number_word(count)}


def count_networks(count: int) -> str:
    """Return "seven networks"."""
    return ngettext("%(count)s network", "%(count)s networks", count) % {"count": number_word(count)}


STANDING_SENTENCES: Mapping[State, str | Promise] = {
    "valid": pgettext_lazy("mandate", "until %(day)s"),
    "asked": pgettext_lazy("mandate", "asked for on %(day)s"),
    "upcoming": pgettext_lazy("mandate", "from %(day)s"),
    "ended": pgettext_lazy("mandate", "ended on %(day)s"),
}


def standing_text(standing: Standing) -> str:
    """Return how a seat stands with its mandate, with the day that goes with it."""
    if standing.day is None:
        return str(STATE_LABELS[standing.state])
    return str(STANDING_SENTENCES[standing.state]) % {"day": short_day(standing.day)}


class SignalText(NamedTuple):
    """One thing that stands out, in words."""

    title: str
    explanation: str
    button: str


def signal_text(signal: Signal, *, organisation: str, subject: str) -> SignalText:
    """Word what stands out in an organisation's seats; `subject` is the name of the person or network."""
    match signal.kind:
        case "core-majority":
            return _majority(signal, organisation, subject)
        case "without-mandate":
            return _without_mandate(signal)
        case _:
            return _load(signal, subject)


LOAD_TEXTS: Mapping[Kind, tuple[str | Promise, str | Promise]] = {
    "core-load": (
        gettext_lazy("%(name)s holds %(count)s cockpit roles, in %(networks)s"),
        gettext_lazy(
            "The usual norm is %(limit)s over all networks. Leading at several tables at once leaves little "
            "time for each. Look together which of these roles somebody else can take over."
        ),
    ),
    "role-load": (
        gettext_lazy("%(name)s carries %(count)s roles, in %(networks)s"),
        gettext_lazy(
            "The usual norm is %(limit)s over all networks. Ask which roles give energy and which weigh, and "
            "who can take over one of those."
        ),
    ),
    "many-networks": (
        gettext_lazy("%(name)s sits at %(count)s tables for you"),
        gettext_lazy(
            "From more than %(limit)s on, little time is left for each, and much gets lost when one person "
            "falls ill. Think about sending a colleague along to one of them."
        ),
    ),
}


def _load(signal: Signal, name: str) -> SignalText:
    title, explanation = LOAD_TEXTS[signal.kind]
    values = {
        "name": name,
        "count": number_word(signal.value),
        "limit": number_word(signal.limit),
        "networks": count_networks(signal.networks),
    }
    return SignalText(str(title) % values, str(explanation) % values, _("See these seats"))


def _majority(signal: Signal, organisation: str, network: str) -> SignalText:
    values = {"name": organisation, "network": network, "count": number_word(signal.value)}
    title = _("%(network)s: %(count)s of the three cockpit roles lie with %(name)s")
    if signal.value > 2:
        title = _("%(network)s: the whole cockpit lies with %(name)s")
    explanation = _(
        "Most of the people who hold them come from you. Partners who steer along feel more at home, and you carry "
        "less alone."
    )
    return SignalText(title % values, explanation, _("Find a partner"))


def _without_mandate(signal: Signal) -> SignalText:
    title = ngettext(
        "%(count)s person sits in %(networks)s without a valid mandate",
        "%(count)s people sit in %(networks)s without a valid mandate",
        signal.value,
    )
    explanation = _(
        "What may be decided there is then clear to nobody at the table. Agree together on period, time "
        "and room to decide."
    )
    values = {"count": opening(number_word(signal.value)), "networks": count_networks(signal.networks)}
    return SignalText(title % values, explanation, _("See who that is"))
