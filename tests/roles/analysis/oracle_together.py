"""The oracle's findings on what stands between people: purpose, meetings, listening, role cards."""

from fractions import Fraction
from itertools import combinations

from tests.roles.analysis.oracle_findings import Findings
from tests.roles.analysis.oracle_records import full_months, months_after


class Together(Findings):
    """How people stand with each other."""

    def together_findings(self, severity):
        self.clarity(severity)
        self.chairs()
        self.pairs()
        self.listening()
        self.cards()

    def recent(self, day):
        return day <= self.day <= months_after(day, int(self.norm["meeting_months"]))

    def clarity(self, severity):
        written = [purpose for purpose in self.network.purposes if purpose.written <= self.day]
        if not written:
            return
        scores = [score for p, score, day in written[-1].said if p in self.people and day <= self.day]
        low, norm = [score for score in scores if score in (1, 2)], self.norm["max_unclear_share"]
        if len(scores) >= 3 and Fraction(100 * len(low), len(scores)) > norm:
            share = Fraction(100 * len(low), len(scores))
            self.find("purpose-unclear-to-many", severity, "network", self.whole, (), share, norm)

    def meetings_held(self):
        return [each for each in self.network.meetings if self.recent(each.held) and len(each.people) >= 2]

    def chairs(self):
        chairs = [each.chair for each in self.meetings_held() if each.chair is not None]
        if len(chairs) < 4 or len(self.parties) < 2:
            return
        norm = self.norm["max_chair_share"]
        limit = (100 + norm) / 2 if len(self.parties) == 2 else norm
        for org in self.orgs:
            share = Fraction(100 * sum(self.side.get(chair) == org for chair in chairs), len(chairs))
            if share > limit:
                subject = self.organisation(org)
                self.find(
                    "chair-dominance-organisation", "warning", "organisation", subject, (), share, limit
                )

    def pairs(self):
        held = self.meetings_held()
        if len(held) < 3:
            return
        there = [p for p in self.people if all(self.joined[p] <= each.held for each in held)]
        if len(there) < 4:
            return
        pairs = [set(pair) for pair in combinations(there, 2)]
        unmet = [pair for pair in pairs if not any(pair <= each.people for each in held)]
        share, norm = Fraction(100 * len(unmet), len(pairs)), self.norm["max_unmet_share"]
        if share > norm:
            self.find("never-met", "notice", "network", self.whole, (), share, norm)

    def listening(self):
        heard = {
            note.about
            for note in self.network.notes
            if note.answer == "recognised" and note.answered <= self.day
        }
        if len(self.people) < 4 or len(heard & self.people) < Fraction(len(self.people), 2):
            return
        for p in self.people - heard:
            since, norm = self.joined[p], int(self.norm["unheard_months"])
            if months_after(since, norm) < self.day:
                months = full_months(since, self.day)
                self.find("unheard-member", "notice", "individual", self.person(p), (), months, norm)

    def held_at_closing(self, person, role, closed):
        """Begun before that day, and not ended before it."""
        for membership in self.network.memberships:
            for each in membership.assignments:
                if membership.person == person and each.role == role:
                    ends = [end for end in (each.ended, membership.left) if end is not None]
                    if max(each.started, membership.joined) < closed and all(end >= closed for end in ends):
                        return True
        return False

    def cards(self):
        rounds = [
            (each.closed, place, each)
            for place, each in enumerate(self.network.rounds)
            if each.way == "everyone"
            and each.closed is not None
            and each.closed <= self.day
            and each.answered_by >= 3
        ]
        last = max(rounds)[2] if rounds else None
        if last is None or not self.recent(last.closed):
            return
        limit, norm = self.limits()[0], self.norm["min_seen_share"]
        for p in self.people:
            seen = {
                role: Fraction(100 * count, last.answered_by)
                for (role, person), count in last.counts.items()
                if person == p
                and Fraction(100 * count, last.answered_by) >= norm
                and role not in self.A[p]
                and not self.held_at_closing(p, role, last.closed)
            }
            others = {role for role in seen if self.H[role]}
            union = self.A[p] | others
            if len(self.A[p]) <= limit < len(union):
                self.find(
                    "hidden-cumulation", "warning", "individual", self.person(p), others, len(union), limit
                )
                seen = {role: share for role, share in seen.items() if role not in others}
            if seen:
                most = max(seen.values())
                self.find(
                    "role-seen-elsewhere", "notice", "individual", self.person(p), set(seen), most, norm
                )
