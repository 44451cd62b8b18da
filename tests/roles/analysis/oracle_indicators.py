"""The oracle's indicators."""

from fractions import Fraction

from tests.roles.analysis.oracle_records import Records, months_after


class Indicators(Records):
    """The three perspectives."""

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
