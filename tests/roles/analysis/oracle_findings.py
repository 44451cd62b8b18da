"""The oracle's findings on scores, motives, readings, mandates and people."""

from datetime import timedelta
from fractions import Fraction

from tests.roles.analysis.oracle_cumulation import Cumulation
from tests.roles.analysis.oracle_records import VIEWS, full_months, months_after


class Findings(Cumulation):
    """All the rest."""

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
