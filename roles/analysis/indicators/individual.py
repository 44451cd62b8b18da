"""Can people carry what they hold, do they want to, and are they heard?"""

from roles.analysis.facts import Facts
from roles.analysis.indicators.asked import is_asked
from roles.analysis.months import latest_more_than
from roles.analysis.words import Ratio

VOICES = 3


def load(facts: Facts) -> Ratio | None:
    """Holders with at most the limit of roles ÷ holders."""
    holders = len(facts.tally.holders)
    return (holders - len(facts.tally.overloaded), holders) if holders else None


def spread(facts: Facts) -> Ratio | None:
    """1 ÷ Σ (a person's share of the holdings)² ÷ min(people, holdings): 1 when all hold equally many."""
    tally = facts.tally
    if not tally.holdings:
        return None
    return tally.holdings**2, tally.person_squares * min(tally.people, tally.holdings)


def voice(facts: Facts) -> Ratio | None:
    """Mean over people of the interests, ambitions and expectations recorded ÷ 3; asked of people."""
    recorded = [member.voice for member in facts.snapshot.members if member.voice]
    people = facts.tally.people
    return (sum(recorded), VOICES * people) if is_asked(len(recorded), people) else None


def fit(facts: Facts) -> Ratio | None:
    """Of the holdings whose holder has a stance on that role, those not avoided; asked of holdings."""
    stances = facts.snapshot.stances
    if not stances:
        return None
    declared = avoided = 0
    for member in facts.tally.holders:
        stance = stances.get(member.person)
        if stance is not None:
            declared += (member.roles & stance.declared).bit_count()
            avoided += (member.roles & stance.avoided).bit_count()
    return (declared - avoided, declared) if is_asked(declared, facts.tally.holdings) else None


def added_value(facts: Facts) -> Ratio | None:
    """People with a check-in within check_in_months ÷ people; asked of people, who may have done so ever."""
    if not facts.check_ins:
        return None
    long_ago = latest_more_than(facts.snapshot.norms.check_in_months, facts.snapshot.day)
    last = [
        facts.check_ins[member.person]
        for member in facts.snapshot.members
        if member.person in facts.check_ins
    ]
    people = facts.tally.people
    return (sum(day > long_ago for day in last), people) if is_asked(len(last), people) else None


def profile(facts: Facts) -> Ratio | None:
    """People whose generic profile is fully self-assessed ÷ people; asked of people."""
    profiles, whole = facts.snapshot.profiles, facts.snapshot.catalogue.generic_competences
    if not profiles:
        return None
    assessed = [profiles.get(member.person, 0) for member in facts.snapshot.members]
    begun = sum(count > 0 for count in assessed)
    if not is_asked(begun, len(assessed)):
        return None
    return sum(count >= whole for count in assessed), len(assessed)
