"""Who speaks for an organisation without its mandate, or will do so soon."""

from collections.abc import Iterator

from roles.analysis.facts import Facts, by_name, person
from roles.analysis.finding import Finding
from roles.analysis.scores import Scores


def mandate_missing(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Once mandates are measured: a holder with an organisation has no valid granted mandate."""
    state = facts.mandates
    if not state.measured:
        return
    for member in by_name(each for each in state.needed_by if each.person not in state.covered):
        roles = facts.snapshot.catalogue.slugs(member.roles)
        yield Finding("mandate-missing", "warning", "organisation", person(member), roles)


def mandate_expiring(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A holder has a valid mandate on the day, and none so many days later as the norm says."""
    days_left = {member.person: days for member, days in facts.mandates.expiring}
    for member in by_name(member for member, _days in facts.mandates.expiring):
        yield Finding(
            "mandate-expiring",
            "notice",
            "organisation",
            person(member),
            facts.snapshot.catalogue.slugs(member.roles),
            days_left[member.person],
            facts.snapshot.norms.mandate_notice_days,
        )
