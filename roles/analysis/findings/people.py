"""What concerns one person: how long, how gladly, how ably they carry their roles."""

from collections.abc import Iterator

from roles.analysis.facts import Facts, by_name, person
from roles.analysis.finding import Finding
from roles.analysis.months import full_months, latest_more_than
from roles.analysis.ratings import SUFFICIENT_RATING, competence_means
from roles.analysis.scores import Scores


def rotation_due(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A person has held a core role without a break, by its recorded start, for more months than the norm."""
    overdue = {each.member.person: each for each in facts.terms.overdue}
    for member in by_name([each.member for each in facts.terms.overdue]):
        _member, roles, since = overdue[member.person]
        yield Finding(
            "rotation-due",
            "notice",
            "network",
            person(member),
            facts.snapshot.catalogue.slugs(roles),
            full_months(since, facts.snapshot.day),
            facts.snapshot.norms.max_core_term_months,
        )


def role_against_preference(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A person holds a role that they avoid."""
    stances = facts.snapshot.stances
    against = {
        member.person: avoided
        for member in facts.tally.holders
        if member.person in stances and (avoided := member.roles & stances[member.person].avoided)
    }
    for member in by_name(each for each in facts.tally.holders if each.person in against):
        yield Finding(
            "role-against-preference",
            "notice",
            "individual",
            person(member),
            facts.snapshot.catalogue.slugs(against[member.person]),
            private=True,
        )


def competence_gap(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """For a core role held, the mean of three or more others' latest ratings of a competence is under 3 of 5."""
    core = facts.snapshot.catalogue.core
    for member in by_name(each for each in facts.tally.core_holders if each.person in facts.snapshot.ratings):
        means = competence_means(facts.snapshot.ratings[member.person], member.person, facts.snapshot.day)
        low = [each for each in means if each.role & member.roles & core and each.mean < SUFFICIENT_RATING]
        if low:
            roles = 0
            for each in low:
                roles |= each.role
            yield Finding(
                "competence-gap",
                "notice",
                "individual",
                person(member),
                facts.snapshot.catalogue.slugs(roles),
                min(each.mean for each in low),
                SUFFICIENT_RATING,
                private=True,
            )


def check_in_overdue(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """Once check-ins are a habit here: a holder's last one, or joining, is more months ago than the norm."""
    if scores.ratios["added_value"] is None:
        return
    day, norm = facts.snapshot.day, facts.snapshot.norms.check_in_months
    overdue_since = latest_more_than(norm, day)
    late = [
        member
        for member in facts.tally.holders
        if facts.check_ins.get(member.person, member.joined) <= overdue_since
    ]
    for member in by_name(late):
        yield Finding(
            "check-in-overdue",
            "notice",
            "individual",
            person(member),
            (),
            full_months(facts.check_ins.get(member.person, member.joined), day),
            norm,
            private=True,
        )
