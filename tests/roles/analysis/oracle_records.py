"""The analysis once more, as slowly and plainly as its specification reads, to hold the real one against.

It shares no code with `roles.analysis`: sets, dictionaries and fractions over plain records.
"""

from datetime import date
from fractions import Fraction

from tests.roles.analysis.world import Network, World

VIEWS = ("organisation", "individual", "network")

DEFAULTS = {
    "max_core_roles_per_person": 1,
    "max_core_roles_per_organisation": 2,
    "max_roles_per_person": 4,
    "max_sole_roles_per_person": 2,
    "max_organisation_share": 50,
    "max_gap_fill": "1/3",
    "max_cluster_excess": 25,
    "max_motive_share": 60,
    "min_motive_share": 10,
    "max_member_share": 70,
    "max_perspective_gap": 30,
    "min_perspective_score": 40,
    "max_core_term_months": 24,
    "max_core_roles_across_networks": 2,
    "max_roles_across_networks": 8,
    "mandate_notice_days": 60,
    "check_in_months": 6,
    "min_motivated": 10,
    "max_unclear_share": 25,
    "max_chair_share": 50,
    "max_unmet_share": 50,
    "meeting_months": 12,
    "min_seen_share": 50,
    "unheard_months": 3,
}


def months_after(day, months):
    """The same day some months on; where it does not exist, the last day of that month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def full_months(since, day):
    months = 0
    while months_after(since, months + 1) <= day:
        months += 1
    return months


def running(begin, end, day):
    return begin <= day and (end is None or end > day)


def ceiling(number, by):
    return -(-number // by)


class Records:
    """One network on one day: who is there, who holds what, what is recorded."""

    def __init__(self, world: World, network: Network, day: date) -> None:
        self.world, self.network, self.day = world, network, day
        norms = {**DEFAULTS, **network.norms}
        self.norm = {name: Fraction(value) for name, value in norms.items()}
        self.order = [slug for slug, _place, _cluster in world.roles]
        self.core = {slug for slug, place, _ in world.roles if place == "core"}
        self.level = {slug for slug, place, _ in world.roles if place == "network"}
        self.own = {
            cluster: {slug for slug, place, where in world.roles if where == cluster and place != "core"}
            for cluster in world.clusters
        }
        self.own = {cluster: roles for cluster, roles in self.own.items() if roles}
        self.on = running(network.started, network.ended, day)
        self.active = self.active_memberships(network) if self.on else []
        self.people = {membership.person for membership in self.active}
        self.side = {membership.person: membership.organisation for membership in self.active}
        self.joined = {membership.person: membership.joined for membership in self.active}
        self.orgs = {side for side in self.side.values() if side is not None}
        self.A = {person: set() for person in self.people}
        self.assignments = []
        for membership in self.active:
            for assignment in membership.assignments:
                if running(assignment.started, assignment.ended, day):
                    self.A[membership.person].add(assignment.role)
                    self.assignments.append(assignment)
        self.H = {role: {p for p in self.people if role in self.A[p]} for role in self.order}
        self.AO = {
            org: set().union(*(self.A[p] for p in self.people if self.side[p] == org)) for org in self.orgs
        }
        self.parties = [{p for p in self.people if self.side[p] == org} for org in self.orgs]
        self.parties += [{p} for p in self.people if self.side[p] is None]
        self.holdings = {(p, role) for p in self.people for role in self.A[p]}
        self.holders = {p for p in self.people if self.A[p]}
        self.filled = {role for role in self.order if self.H[role]}
        self.findings = []

    def active_memberships(self, network):
        return [each for each in network.memberships if running(each.joined, each.left, self.day)]

    # Records ---------------------------------------------------------------------------------------------

    def limits(self):
        n = len(self.people)
        limit = max(self.norm["max_roles_per_person"], ceiling(len(self.order), n))
        core_limit = max(self.norm["max_core_roles_per_person"], ceiling(len(self.core), n))
        sole_limit = max(self.norm["max_sole_roles_per_person"], ceiling(len(self.order), n))
        return limit, core_limit, sole_limit

    def latest_reading(self, person):
        """Percentages by perspective, or None."""
        recent = [
            (day, dict(zip(VIEWS, shares, strict=True)))
            for who, day, *shares in self.network.readings
            if who == person and day <= self.day and not months_after(day, 12) < self.day
        ]
        return max(recent, key=lambda each: each[0])[1] if recent else None

    def last_check_in(self, person):
        days = [day for who, day in self.network.check_ins if who == person and day <= self.day]
        return max(days) if days else None

    def mandates_of(self, person):
        """Those granted by now, of the active membership."""
        return [
            mandate
            for membership in self.active
            if membership.person == person
            for mandate in membership.mandates
            if mandate.granted is not None and mandate.granted <= self.day
        ]

    @staticmethod
    def valid(mandate, day):
        withdrawn = mandate.withdrawn is not None and mandate.withdrawn <= day
        return mandate.first <= day <= mandate.last and not withdrawn

    def valid_on(self, person, day):
        return [mandate for mandate in self.mandates_of(person) if self.valid(mandate, day)]

    def motive_shares(self):
        motivated = [assignment for assignment in self.assignments if assignment.motives]
        if not motivated or len(motivated) < self.norm["min_motivated"]:
            return None
        weight = {view: Fraction(0) for view in VIEWS}
        for assignment in motivated:
            for view in assignment.motives:
                weight[view] += Fraction(1, len(assignment.motives))
        return {view: 100 * weight[view] / len(motivated) for view in VIEWS}

    def core_term(self, person, role):
        """Since when without a break, and whether that start is known."""
        periods = []
        for membership in self.network.memberships:
            if membership.person != person:
                continue
            for assignment in membership.assignments:
                ends = [end for end in (assignment.ended, membership.left) if end is not None]
                if assignment.role == role and assignment.started <= self.day:
                    end = min(ends) if ends else None
                    periods.append((assignment.started, end, assignment.known))
        chain = [period for period in periods if running(period[0], period[1], self.day)]
        grew = True
        while grew:
            since = min(start for start, _end, _known in chain)
            more = [
                period
                for period in periods
                if period not in chain and period[0] <= since and (period[1] is None or since <= period[1])
            ]
            chain += more
            grew = bool(more)
        since = min(start for start, _end, _known in chain)
        return since, all(known for start, _end, known in chain if start == since)

    def over_term(self, person, role):
        since, _known = self.core_term(person, role)
        return months_after(since, int(self.norm["max_core_term_months"])) < self.day
