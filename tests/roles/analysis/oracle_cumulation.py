"""The oracle's findings on who holds what, and what nobody holds."""

from fractions import Fraction

from tests.roles.analysis.oracle_indicators import Indicators
from tests.roles.analysis.oracle_records import running

PRIVATE = {
    "cross-network-load",
    "one-sided-member",
    "role-against-preference",
    "competence-gap",
    "check-in-overdue",
    "unheard-member",
}

MISSING = {"core-vacancy", "cluster-gap", "role-vacancy", "network-level-vacancy"}


class Cumulation(Indicators):
    """Too much on one, too little on another."""

    def find(self, code, severity, view, subject, roles=(), value=None, limit=None):
        roles = tuple(slug for slug in self.order if slug in roles)
        until = self.left_empty_until(roles) if code in MISSING else None
        self.findings.append((code, severity, view, subject, roles, value, limit, code in PRIVATE, until))

    def left_empty_until(self, roles):
        """The first day to look again, when every one of the roles is left empty on purpose."""
        days = []
        for role in roles:
            for left, decided, look_again in self.network.left_empty:
                if left == role and decided <= self.day < look_again and not self.held_since(role, decided):
                    days.append(look_again)
        return min(days) if len(days) == len(roles) else None

    def held_since(self, role, decided):
        for membership in self.network.memberships:
            for each in membership.assignments:
                ends = [end for end in (each.ended, membership.left) if end is not None]
                if (
                    each.role == role
                    and max(each.started, membership.joined) < self.day
                    and all(end > decided for end in ends)
                ):
                    return True
        return False

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
