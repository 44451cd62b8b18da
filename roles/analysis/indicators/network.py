"""Is the purpose clear, is everything covered, and is the field level?"""

from roles.analysis.facts import Facts
from roles.analysis.tally import most_seated
from roles.analysis.words import Ratio

PURPOSE_FIELDS = 4


def purpose(facts: Facts) -> Ratio | None:
    """Filled purpose fields ÷ 4; only when one is filled."""
    filled = facts.snapshot.purpose_filled
    return (filled, PURPOSE_FIELDS) if filled else None


def coverage(facts: Facts) -> Ratio | None:
    """Roles with a holder ÷ roles; only with a holding."""
    filled = facts.tally.filled.bit_count()
    return (filled, len(facts.snapshot.catalogue.roles)) if filled else None


def cockpit(facts: Facts) -> Ratio | None:
    """The most core roles that can each have a different one of their holders ÷ min(core, people)."""
    core = facts.snapshot.catalogue.core
    if not facts.tally.holdings or not core:
        return None
    return most_seated(facts.tally.core_combinations, core), min(core.bit_count(), facts.tally.people)


def playing_field(facts: Facts) -> Ratio | None:
    """1 ÷ Σ (a party's share of the holdings)² ÷ min(parties, holdings); with two or more parties."""
    tally = facts.tally
    if not tally.holdings or tally.parties < 2:
        return None
    return tally.holdings**2, tally.party_squares * min(tally.parties, tally.holdings)


def rotation(facts: Facts) -> Ratio | None:
    """Of the core roles with a holder whose start is known or who is over term, those with one known to be
    within term."""
    terms = facts.terms
    return (terms.fresh.bit_count(), terms.judged.bit_count()) if terms.judged else None
