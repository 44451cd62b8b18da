"""What stands between people: a purpose they do not share, a table they do not share, whom they do not see."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from roles.analysis.catalogue import single_roles
from roles.analysis.facts import Facts, by_name, person
from roles.analysis.finding import Finding
from roles.analysis.months import full_months, is_within, latest_more_than
from roles.analysis.scores import Scores
from roles.analysis.seen import is_seen_by_most
from roles.analysis.snapshot import Member
from roles.analysis.tally import share_limit

UNCLEAR_UP_TO = 2  # of 5
ENOUGH_ANSWERS = 3
ENOUGH_CHAIRED = 4
ENOUGH_MEETINGS = 3
ENOUGH_PEOPLE = 4


def purpose_unclear_to_many(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Of three or more members who said how clear the purpose is, over the norm's share said 1 or 2 of 5."""
    scores, norm = facts.snapshot.clarities, facts.snapshot.norms.max_unclear_share
    said = [scores[member.person] for member in facts.snapshot.members if member.person in scores]
    unclear = sum(score <= UNCLEAR_UP_TO for score in said)
    if len(said) >= ENOUGH_ANSWERS and 100 * unclear > norm * len(said):
        share = Fraction(100 * unclear, len(said))
        yield Finding(
            "purpose-unclear-to-many", facts.late, "network", facts.network, (), share, Fraction(norm)
        )


def chair_dominance_organisation(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Of four or more meetings with a chair in the norm's months, one organisation's people chaired too many.

    Too many is over the norm's share; with two parties, over halfway between that and everything.
    """
    sittings = facts.snapshot.sittings
    limit = share_limit(facts.snapshot.norms.max_chair_share, facts.tally.parties)
    if sittings is None or limit is None or sittings.chaired < ENOUGH_CHAIRED:
        return
    times: dict[int, int] = {}
    for member in facts.snapshot.members:
        if member.organisation is not None and member.person in sittings.chairs:
            before = times.get(member.organisation, 0)
            times[member.organisation] = before + sittings.chairs[member.person]
    over = [each for each, chaired in times.items() if 100 * chaired > limit * sittings.chaired]
    for organisation in facts.organisations_by_name(over):
        yield Finding(
            "chair-dominance-organisation",
            "warning",
            "organisation",
            facts.organisation(organisation),
            (),
            Fraction(100 * times[organisation], sittings.chaired),
            Fraction(limit),
        )


def never_met(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """With three meetings or more in the norm's months: over the norm's share of pairs sat at none together.

    The pairs are of the members who had joined by the first of these meetings, four or more: who came later had
    less time to meet.
    """
    sittings, norm = facts.snapshot.sittings, facts.snapshot.norms.max_unmet_share
    if sittings is None or sittings.meetings < ENOUGH_MEETINGS:
        return
    there = [member.person for member in facts.snapshot.members if member.joined <= sittings.first]
    if len(there) < ENOUGH_PEOPLE:
        return
    present = sum(sittings.bits.get(each, 0) for each in there)
    # Each pair counts twice, from either side; whoever sat somewhere has met themselves.
    met = sum((sittings.met.get(each, 0) & present).bit_count() for each in there) - present.bit_count()
    pairs = len(there) * (len(there) - 1)
    if 100 * (pairs - met) > norm * pairs:
        share = Fraction(100 * (pairs - met), pairs)
        yield Finding("never-met", "notice", "network", facts.network, (), share, Fraction(norm))


def unheard_member(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Once half of four members or more recognised themselves in a note: who has not, in the norm's months.

    Asking must not be punished, so nobody is unheard where few notes are written. Of fewer than four it would tell
    who listened to whom.
    """
    snapshot = facts.snapshot
    heard = {each for each, since in snapshot.heard.items() if since <= snapshot.day}
    known = sum(member.person in heard for member in snapshot.members)
    if facts.tally.people < ENOUGH_PEOPLE or 2 * known < facts.tally.people:
        return
    norm = snapshot.norms.unheard_months
    new_after = latest_more_than(norm, snapshot.day)
    unheard = [each for each in snapshot.members if each.person not in heard and each.joined <= new_after]
    for member in by_name(unheard):
        months = full_months(member.joined, snapshot.day)
        yield Finding(
            "unheard-member", "notice", "individual", person(member), (), months, norm, private=True
        )


class _Seen(NamedTuple):
    """What most see on a member beyond what they hold: roles as a mask, and what would come to too much."""

    member: Member
    roles: int
    too_much: int  # those that others hold, when together with the own ones they pass the limit


def role_seen_elsewhere(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Enough of those who laid cards see a role with somebody who neither holds it nor held it then.

    What is a hidden cumulation is named there.
    """
    cards, norm = facts.snapshot.cards, facts.snapshot.norms.min_seen_share
    if cards is None:
        return
    found = {each.member.person: each for each in _seen(facts) if each.roles & ~each.too_much}
    for member in by_name(each.member for each in found.values()):
        roles = found[member.person].roles & ~found[member.person].too_much
        most = max(cards.seen[member.person][role] for role in single_roles(roles))
        yield Finding(
            "role-seen-elsewhere",
            "notice",
            "individual",
            person(member),
            facts.snapshot.catalogue.slugs(roles),
            Fraction(100 * most, cards.answered_by),
            Fraction(norm),
        )


def hidden_cumulation(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """What a person holds is within the limit, but not with what they are seen in that others hold on paper."""
    found = {each.member.person: each for each in _seen(facts) if each.too_much}
    for member in by_name(each.member for each in found.values()):
        roles = found[member.person].too_much
        yield Finding(
            "hidden-cumulation",
            "warning",
            "individual",
            person(member),
            facts.snapshot.catalogue.slugs(roles),
            (member.roles | roles).bit_count(),
            facts.tally.limits.roles,
        )


def _seen(facts: Facts) -> Iterator[_Seen]:
    """Yield the members on whom enough people see roles that they do not hold, by the last round of cards."""
    cards, norms, limit = facts.snapshot.cards, facts.snapshot.norms, facts.tally.limits.roles
    if cards is None or not is_within(cards.closed, norms.meeting_months, facts.snapshot.day):
        return
    for member in facts.snapshot.members:
        roles = sum(
            role
            for role, seen_by in cards.seen.get(member.person, {}).items()
            if is_seen_by_most(seen_by, cards.answered_by, norms.min_seen_share)
        )
        roles &= ~member.roles
        if roles:
            others = roles & facts.tally.filled
            held, together = member.roles.bit_count(), (member.roles | others).bit_count()
            yield _Seen(member, roles, others if held <= limit < together else 0)
