"""The analysis once more, as slowly and plainly as its specification reads, to hold the real one against.

It shares no code with `roles.analysis`: sets, dictionaries and fractions over plain records.
"""

import unicodedata
from datetime import date, timedelta
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
}

CODES = [
    "core-cumulation-person",
    "core-cumulation-organisation",
    "core-vacancy",
    "role-overload-person",
    "role-dominance-organisation",
    "sole-carrier-organisation",
    "sole-carrier-person",
    "cross-network-load",
    "roles-unmapped",
    "cluster-gap",
    "cluster-imbalance",
    "role-vacancy",
    "network-level-vacancy",
    "organisations-without-role",
    "perspective-imbalance",
    "foundation-weak",
    "motive-dominant",
    "motive-neglected",
    "one-sided-member",
    "rotation-due",
    "mandate-missing",
    "mandate-expiring",
    "role-against-preference",
    "competence-gap",
    "check-in-overdue",
    "purpose-unclear",
]

PRIVATE = {
    "cross-network-load",
    "one-sided-member",
    "role-against-preference",
    "competence-gap",
    "check-in-overdue",
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


class Oracle:
    """One network on one day."""

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

    # Indicators ------------------------------------------------------------------------------------------

    def indicators(self):
        return {
            "organisation": self.organisation_indicators(),
            "individual": self.individual_indicators(),
            "network": self.network_indicators(),
        }

    def asked(self, value, flags):
        """The value, once at least half of those it is asked of have a record."""
        flags = list(flags)
        return value() if flags and Fraction(sum(flags), len(flags)) >= Fraction(1, 2) else None

    def organisation_indicators(self):
        orgs, holders = self.orgs, {p for p in self.holders if self.side[p] is not None}
        answered = {org: self.world.organisations[org][2] for org in orgs}
        mandates = [mandate for p in self.holders for mandate in self.valid_on(p, self.day)]
        leading = [party for party in self.parties if any(self.A[p] & self.core for p in party)]
        bottom = min(len(orgs), len(self.holdings))
        return {
            "participation": Fraction(sum(1 for org in orgs if self.AO[org]), bottom) if bottom else None,
            "ownership": (
                Fraction(min(len(self.core), len(leading)), min(len(self.core), len(self.parties)))
                if leading
                else None
            ),
            "policy": self.asked(
                lambda: Fraction(sum(answered.values()), 5 * len(orgs)), [answered[org] > 0 for org in orgs]
            ),
            "stake": self.asked(
                lambda: Fraction(len(orgs & self.network.stakes), len(orgs)),
                [org in self.network.stakes for org in orgs],
            ),
            "mandates": self.asked(
                lambda: Fraction(sum(1 for p in holders if self.valid_on(p, self.day)), len(holders)),
                [bool(self.mandates_of(p)) for p in holders],
            ),
            "authority": self.asked(
                lambda: Fraction(sum(1 for each in mandates if each.topics > 0), len(mandates)),
                [each.topics > 0 for each in mandates],
            ),
        }

    def individual_indicators(self):
        people, holdings, n = self.people, self.holdings, len(self.people)
        stances = self.world.stances
        stated = [(p, role) for p, role in holdings if (p, role) in stances]
        generic = {name for name, role in self.world.competences.items() if role is None}
        assessed = {p: {name for name in generic if (p, name) in self.world.assessed} for p in people}
        voice = {membership.person: len(membership.voice) for membership in self.active}
        last = {p: self.last_check_in(p) for p in people}
        since = int(self.norm["check_in_months"])
        recent = [p for p in people if last[p] is not None and not months_after(last[p], since) < self.day]
        kind = [p for p, role in stated if stances[p, role] != "avoids"]
        return {
            "load": (
                Fraction(
                    sum(1 for p in self.holders if len(self.A[p]) <= self.limits()[0]), len(self.holders)
                )
                if self.holders
                else None
            ),
            "spread": self.evenness([{p} for p in people]),
            "voice": self.asked(lambda: Fraction(sum(voice.values()), 3 * n), [voice[p] > 0 for p in people]),
            "fit": self.asked(
                lambda: Fraction(len(kind), len(stated)), [(p, role) in stances for p, role in holdings]
            ),
            "added_value": self.asked(
                lambda: Fraction(len(recent), n), [last[p] is not None for p in people]
            ),
            "profile": self.asked(
                lambda: Fraction(sum(1 for p in people if assessed[p] == generic), n),
                [bool(assessed[p]) for p in people],
            ),
        }

    def evenness(self, groups):
        total = len(self.holdings)
        if not total:
            return None
        squares = sum(Fraction(sum(len(self.A[p]) for p in group), total) ** 2 for group in groups)
        return 1 / squares / min(len(groups), total)

    def network_indicators(self):
        judged, fresh = set(), set()
        for role in self.core:
            for person in self.H[role]:
                known, over = self.core_term(person, role)[1], self.over_term(person, role)
                if known or over:
                    judged.add(role)
                if known and not over:
                    fresh.add(role)
        seats = min(len(self.core), len(self.people))
        return {
            "purpose": Fraction(len(self.network.purpose), 4) if self.network.purpose else None,
            "coverage": Fraction(len(self.filled), len(self.order)) if self.holdings else None,
            "cockpit": Fraction(self.seated(sorted(self.core), set()), seats)
            if self.holdings and seats
            else None,
            "playing_field": self.evenness(self.parties) if len(self.parties) >= 2 else None,
            "rotation": Fraction(len(fresh), len(judged)) if judged else None,
        }

    def seated(self, roles, taken):
        """Try every way to seat a different holder at each role."""
        if not roles:
            return 0
        best = self.seated(roles[1:], taken)
        for person in self.H[roles[0]] - taken:
            best = max(best, 1 + self.seated(roles[1:], taken | {person}))
        return best

    # Findings --------------------------------------------------------------------------------------------

    def find(self, code, severity, view, subject, roles=(), value=None, limit=None):
        roles = tuple(slug for slug in self.order if slug in roles)
        self.findings.append((code, severity, view, subject, roles, value, limit, code in PRIVATE))

    def person(self, person):
        return ("person", str(person), self.world.people[person])

    def organisation(self, org):
        slug, name, _answered = self.world.organisations[org]
        return ("organisation", slug, name)

    @property
    def whole(self):
        return ("network", self.network.slug, self.network.name)

    def share_limit(self):
        share = self.norm["max_organisation_share"]
        if len(self.parties) == 2:
            return (100 + share) / 2
        return share if len(self.parties) > 2 else None

    def cumulation(self):
        limit, core_limit, sole_limit = self.limits()
        for p in self.people:
            core = self.A[p] & self.core
            if len(core) > core_limit:
                severity = "critical" if core == self.core else "warning"
                self.find(
                    "core-cumulation-person",
                    severity,
                    "individual",
                    self.person(p),
                    core,
                    len(core),
                    core_limit,
                )
            if len(self.A[p]) > limit:
                severity = "critical" if len(self.A[p]) >= 2 * limit else "warning"
                self.find(
                    "role-overload-person",
                    severity,
                    "individual",
                    self.person(p),
                    self.A[p],
                    len(self.A[p]),
                    limit,
                )
            sole = {role for role in self.order if self.H[role] == {p}}
            if len(sole) > sole_limit:
                self.find(
                    "sole-carrier-person", "notice", "individual", self.person(p), sole, len(sole), sole_limit
                )

    def organisation_cumulation(self):
        for org in self.orgs:
            ours = {p for p in self.people if self.side[p] == org}
            subject = self.organisation(org)
            led = {
                r
                for r in self.core
                if self.H[r] and Fraction(len(self.H[r] & ours), len(self.H[r])) > Fraction(1, 2)
            }
            norm = self.norm["max_core_roles_per_organisation"]
            if len(self.parties) >= 2 and len(led) > norm:
                self.find(
                    "core-cumulation-organisation", "warning", "organisation", subject, led, len(led), norm
                )
            limit, total = self.share_limit(), len(self.holdings)
            if total >= 6 and limit is not None:
                share = Fraction(100 * sum(len(self.A[p]) for p in ours), total)
                if share > limit:
                    self.find(
                        "role-dominance-organisation",
                        "warning",
                        "organisation",
                        subject,
                        self.AO[org],
                        share,
                        limit,
                    )
            sole, half = {r for r in self.filled if self.H[r] <= ours}, Fraction(len(self.filled), 2)
            if len(self.parties) >= 3 and len(sole) >= 3 and len(sole) > half:
                self.find(
                    "sole-carrier-organisation", "warning", "organisation", subject, sole, len(sole), half
                )

    def cross_network(self):
        for p in self.holders:
            elsewhere = []
            for network in self.world.networks:
                if network is not self.network and running(network.started, network.ended, self.day):
                    for membership in self.active_memberships(network):
                        if membership.person == p:
                            held = {
                                a.role
                                for a in membership.assignments
                                if running(a.started, a.ended, self.day)
                            }
                            elsewhere += [held] if held else []
            if not elsewhere:
                continue
            every = [self.A[p], *elsewhere]
            core, roles = sum(len(held & self.core) for held in every), sum(len(held) for held in every)
            core_norm = self.norm["max_core_roles_across_networks"]
            norm = self.norm["max_roles_across_networks"]
            if core > core_norm:
                self.find(
                    "cross-network-load", "warning", "individual", self.person(p), self.A[p], core, core_norm
                )
            elif roles > norm:
                self.find(
                    "cross-network-load", "warning", "individual", self.person(p), self.A[p], roles, norm
                )

    def vacancies(self, early, participation):
        if not self.assignments:
            self.find("roles-unmapped", "notice", "network", self.whole)
            return
        listed = set()
        norm = self.norm["max_gap_fill"]
        for cluster, own in self.own.items():
            fill = Fraction(len(own & self.filled), len(own))
            if fill <= norm:
                listed |= own - self.filled
                subject = ("cluster", cluster, cluster)
                severity = "notice" if early else "warning"
                self.find(
                    "cluster-gap", severity, "network", subject, own - self.filled, 100 * fill, 100 * norm
                )
        for role in self.order:
            if self.H[role]:
                continue
            subject = ("role", role, role)
            if role in self.core:
                self.find("core-vacancy", "notice" if early else "critical", "network", subject, {role})
            elif role in self.level:
                self.find("network-level-vacancy", "notice", "network", subject, {role})
            elif role not in listed:
                self.find("role-vacancy", "notice", "network", subject, {role})
        if len(self.orgs) >= 3 and participation is not None and participation < Fraction(2, 3):
            self.find(
                "organisations-without-role",
                "notice",
                "organisation",
                self.whole,
                (),
                100 * participation,
                Fraction(200, 3),
            )

    def cluster_imbalance(self):
        held = {c: sum(len(self.H[r]) for r in own) for c, own in self.own.items()}
        every = sum(len(own) for own in self.own.values())
        total, norm = sum(held.values()), self.norm["max_cluster_excess"]
        if total < 10:
            return
        for cluster, own in self.own.items():
            excess = Fraction(100 * held[cluster], total) - Fraction(100 * len(own), every)
            if excess > norm:
                subject = ("cluster", cluster, cluster)
                self.find("cluster-imbalance", "notice", "network", subject, own & self.filled, excess, norm)

    def score_findings(self, severity, indicators, scores):
        if len(self.people) < 3 or len(self.filled) < 8:
            return
        enough = [
            view for view in VIEWS if sum(value is not None for value in indicators[view].values()) >= 2
        ]
        if len(enough) >= 2:
            lowest = min(enough, key=lambda view: (scores[view], VIEWS.index(view)))
            gap = max(scores[view] for view in enough) - scores[lowest]
            if gap > self.norm["max_perspective_gap"]:
                norm = self.norm["max_perspective_gap"]
                self.find("perspective-imbalance", severity, lowest, self.whole, (), gap, norm)
        for view in enough:
            if scores[view] < self.norm["min_perspective_score"]:
                norm = self.norm["min_perspective_score"]
                self.find("foundation-weak", severity, view, self.whole, (), scores[view], norm)

    def motives_and_readings(self):
        for view, share in (self.motive_shares() or {}).items():
            if share > self.norm["max_motive_share"]:
                norm = self.norm["max_motive_share"]
                self.find("motive-dominant", "warning", view, self.whole, (), share, norm)
            if share < self.norm["min_motive_share"]:
                norm = self.norm["min_motive_share"]
                self.find("motive-neglected", "notice", view, self.whole, (), share, norm)
        for p in self.people:
            for view, share in (self.latest_reading(p) or {}).items():
                if share > self.norm["max_member_share"]:
                    norm = self.norm["max_member_share"]
                    self.find("one-sided-member", "notice", view, self.person(p), (), share, norm)

    def mandate_findings(self, measured):
        notice = int(self.norm["mandate_notice_days"])
        for p in self.holders:
            valid = self.valid_on(p, self.day)
            if measured and self.side[p] is not None and not valid:
                self.find("mandate-missing", "warning", "organisation", self.person(p), self.A[p])
            if valid and not self.valid_on(p, self.day + timedelta(days=notice)):
                left = 0
                for mandate in valid:
                    days = 0
                    while self.valid(mandate, self.day + timedelta(days=days + 1)):
                        days += 1
                    left = max(left, days)
                self.find(
                    "mandate-expiring", "notice", "organisation", self.person(p), self.A[p], left, notice
                )

    def personal_findings(self, check_ins_measured):
        for p in self.holders:
            over = {role for role in self.A[p] & self.core if self.over_term(p, role)}
            if over:
                longest = max(full_months(self.core_term(p, role)[0], self.day) for role in over)
                norm = self.norm["max_core_term_months"]
                self.find("rotation-due", "notice", "network", self.person(p), over, longest, norm)
            avoided = {role for role in self.A[p] if self.world.stances.get((p, role)) == "avoids"}
            if avoided:
                self.find("role-against-preference", "notice", "individual", self.person(p), avoided)
            low = self.low_competences(p)
            if low:
                roles = {role for role, _mean in low}
                lowest = min(mean for _role, mean in low)
                self.find("competence-gap", "notice", "individual", self.person(p), roles, lowest, 3)
            since, norm = self.last_check_in(p) or self.joined[p], int(self.norm["check_in_months"])
            if check_ins_measured and months_after(since, norm) < self.day:
                months = full_months(since, self.day)
                self.find("check-in-overdue", "notice", "individual", self.person(p), (), months, norm)

    def low_competences(self, person):
        low = []
        for competence, role in self.world.competences.items():
            if role not in self.A[person] & self.core:
                continue
            latest = {}
            for rated, rater, about, day, score in self.network.ratings:
                if rated == person and rater != person and about == competence and day <= self.day:
                    latest.setdefault(rater, []).append((day, score))
            scores = [max(given)[1] for given in latest.values()]
            if len(scores) >= 3 and Fraction(sum(scores), len(scores)) < 3:
                low.append((role, Fraction(sum(scores), len(scores))))
        return low

    # The whole -------------------------------------------------------------------------------------------

    def place(self, finding):
        code, severity, view, (kind, ident, name), *_rest = finding
        if kind == "role":
            subject = (self.order.index(ident),)
        elif kind == "cluster":
            subject = (list(self.world.clusters).index(ident),)
        else:
            letters = unicodedata.normalize("NFKD", name.casefold())
            bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
            subject = (bare, int(ident) if kind == "person" else ident)
        severities = ("critical", "warning", "notice")
        return severities.index(severity), CODES.index(code), VIEWS.index(view), subject

    def balance(self):
        readings = [reading for p in self.people if (reading := self.latest_reading(p)) is not None]
        if readings and Fraction(len(readings), len(self.people)) >= Fraction(1, 2):
            return {view: sum(Fraction(each[view]) for each in readings) / len(readings) for view in VIEWS}
        return self.motive_shares()

    def report(self):
        """The whole report, in plain values."""
        if not self.people:
            return self.nothing()
        indicators = self.indicators()
        scores = {}
        for view in VIEWS:
            measured = [value for value in indicators[view].values() if value is not None]
            scores[view] = 100 * sum(measured) / len(measured) if measured else None
        early = self.network.phase in ("explore", "share")
        severity = "notice" if early else "warning"
        self.cumulation()
        self.organisation_cumulation()
        self.cross_network()
        self.vacancies(early, indicators["organisation"]["participation"])
        self.cluster_imbalance()
        self.score_findings(severity, indicators, scores)
        self.motives_and_readings()
        self.mandate_findings(indicators["organisation"]["mandates"] is not None)
        self.personal_findings(indicators["individual"]["added_value"] is not None)
        empty = 4 - len(self.network.purpose)
        if empty:
            self.find("purpose-unclear", severity, "network", self.whole, (), empty, 0)
        return {
            "network": self.whole,
            "date": self.day,
            "counts": (
                len(self.people),
                len(self.orgs),
                len(self.holdings),
                len(self.filled),
                len(self.order),
            ),
            "findings": sorted(self.findings, key=self.place),
            "clusters": [
                (c, len(own), len(own & self.filled), sum(len(self.H[r]) for r in own))
                for c, own in self.own.items()
            ],
            "scores": scores,
            "indicators": [
                (view, [(name, None if value is None else 100 * value) for name, value in found.items()])
                for view, found in indicators.items()
            ],
            "balance": self.balance(),
        }

    def nothing(self):
        names = {
            "organisation": ["participation", "ownership", "policy", "stake", "mandates", "authority"],
            "individual": ["load", "spread", "voice", "fit", "added_value", "profile"],
            "network": ["purpose", "coverage", "cockpit", "playing_field", "rotation"],
        }
        return {
            "network": self.whole,
            "date": self.day,
            "counts": (0, 0, 0, 0, len(self.order)),
            "findings": [],
            "clusters": [(c, len(own), 0, 0) for c, own in self.own.items()],
            "scores": dict.fromkeys(VIEWS),
            "indicators": [(view, [(name, None) for name in names[view]]) for view in VIEWS],
            "balance": None,
        }
