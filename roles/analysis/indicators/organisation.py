"""Do the organisations take part, share the lead, and stand behind the people they send?"""

from roles.analysis.facts import Facts
from roles.analysis.indicators.asked import is_asked
from roles.analysis.words import Ratio

POLICY_QUESTIONS = 5


def participation(facts: Facts) -> Ratio | None:
    """Organisations with a holding ÷ min(organisations, holdings)."""
    possible = min(facts.tally.organisations, facts.tally.holdings)
    return (len(facts.tally.holdings_of), possible) if possible else None


def ownership(facts: Facts) -> Ratio | None:
    """min(core, parties with a core holding) ÷ min(core, parties); only when a core role is held."""
    tally, core = facts.tally, facts.snapshot.catalogue.core
    if not tally.core_holders:
        return None
    leading = len([roles for roles in tally.roles_of.values() if roles & core])
    leading += len([roles for roles in tally.own_name if roles & core])
    size = core.bit_count()
    return min(size, leading), min(size, tally.parties)


def policy(facts: Facts) -> Ratio | None:
    """Mean over organisations of the answered policy questions ÷ 5; asked of organisations."""
    answered = [facts.snapshot.organisations[each].answered for each in facts.tally.roles_of]
    if not is_asked(len(answered) - answered.count(0), len(answered)):
        return None
    return sum(answered), POLICY_QUESTIONS * len(answered)


def stake(facts: Facts) -> Ratio | None:
    """Organisations with a stake in their engagement ÷ organisations; asked of organisations."""
    organisations = facts.tally.organisations
    filled = sum([facts.snapshot.organisations[each].stake for each in facts.tally.roles_of])
    return (filled, organisations) if is_asked(filled, organisations) else None


def mandates(facts: Facts) -> Ratio | None:
    """Holders with an organisation and a valid mandate ÷ holders with an organisation; asked of these."""
    state = facts.mandates
    return (len(state.covered), len(state.needed_by)) if state.measured else None


def authority(facts: Facts) -> Ratio | None:
    """Valid mandates of holders that speak of a decision topic ÷ these mandates; asked of the mandates."""
    state = facts.mandates
    return (state.with_topics, state.valid) if is_asked(state.with_topics, state.valid) else None
