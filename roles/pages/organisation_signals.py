"""What stands out in one organisation's seats over its networks, for those who answer for it (decision 0020)."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from collab.addresses import address
from roles.analysis.across_networks import (
    HeldSeat,
    Signal,
    in_order,
    judge_core,
    judge_mandates,
    judge_person,
    loads_of,
    own_core_holders,
)
from roles.pages.organisation import SeatsOverview
from roles.pages.organisation_seats import core_bits, read_other_cores
from roles.pictures.findings import FindingCard
from roles.texts.findings import SEVERITY_LABELS
from roles.texts.organisation_seats import SEVERITY_OF, signal_text


def read_signals(overview: SeatsOverview, day: date, *, about_people: bool) -> list[Signal]:
    """Return what stands out in an organisation's seats, the weightiest first. One query, or none.

    What one person carries is for those who send them: `about_people` leaves it in.
    """
    core = list(core_bits(overview.names))
    held = [
        HeldSeat(seat.person, seat.engaged.network, seat.held, seat.standing.state == "valid")
        for seat in overview.seats
    ]
    signals = [judge_mandates(held)]
    if about_people:
        signals += [judge_person(person, load) for person, load in loads_of(held, sum(core)).items()]
    own = own_core_holders(held, core)
    others = read_other_cores(own, overview.engaged, day, overview.names)
    signals += [judge_core(network, own[network], holders, len(core)) for network, holders in others.items()]
    return in_order(signals)


def signal_cards(signals: Iterable[Signal], overview: SeatsOverview) -> list[FindingCard]:
    """Return signals in words, each with the page where one can do something about it."""
    people = {seat.person: seat.name for seat in overview.seats}
    networks = {each.network: each for each in overview.engaged}
    here = address("organisation_seats", overview.organisation.slug)
    cards = []
    for signal in signals:
        if signal.kind == "core-majority":
            network = networks[signal.subject or 0]
            subject, url = network.name, address("matrix", network.slug)
        elif signal.kind == "without-mandate":
            subject, url = "", f"{here}?mandate=without"
        else:
            subject = people[signal.subject or 0]
            url = f"{here}?{urlencode({'q': subject})}"
        text = signal_text(signal, organisation=overview.organisation.name, subject=subject)
        severity = SEVERITY_OF[signal.kind]
        cards.append(
            FindingCard(
                code=signal.kind,
                severity=severity,
                label=SEVERITY_LABELS[severity],
                title=text.title,
                explanation=text.explanation,
                action="",
                button=text.button,
                url=url,
                private=False,
            )
        )
    return cards
