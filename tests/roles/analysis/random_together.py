"""Random purposes, meetings, notes and rounds of cards, for the random worlds."""

from datetime import date, timedelta
from random import Random

from tests.roles.analysis.world import Meeting, Note, Purpose, Round


class Together:
    """Draws how people stand with each other."""

    draw: Random
    day: date

    def stand_together(self, network, roles):
        """All four kinds; each of them is absent from many networks."""
        people = sorted({each.person for each in network.memberships})
        if people:
            network.purposes = self.purposes(people)
            network.meetings = self.meetings(people)
            network.notes = self.notes(people)
            network.rounds = [self.round(people, roles) for _ in range(self.draw.choice((0, 0, 0, 1, 2)))]
            if network.rounds and self.draw.random() < 0.2:
                network.rounds[-1].closed = None  # still runs

    def purposes(self, people):
        days = sorted(self.past() for _ in range(self.draw.choice((0, 0, 1, 1, 2))))
        return [
            Purpose(
                day,
                [
                    (person, self.draw.choice((1, 2, 2, 3, 3, 4, 5)), max(day, self.past()))
                    for person in self.some(people, self.draw.choice((0.3, 0.6, 1)))
                ],
            )
            for day in days
        ]

    def meetings(self, people):
        found, draw = [], self.draw
        tables = [frozenset(self.some(people, draw.choice((0.2, 0.5, 0.9)))) for _ in range(3)]
        often, chair = draw.choice(people), draw.choice((0, 0.5, 0.9))
        for _ in range(draw.choice((0, 0, 2, 3, 5, 8, 12))):
            sat = draw.choice(tables)
            chairs = often if often in sat and draw.random() < 0.6 else draw.choice([*sorted(sat), None])
            found.append(Meeting(self.past(), sat, chairs if draw.random() < chair else None))
        return found

    def notes(self, people):
        listened, answers = self.chance(), ("recognised", "recognised", "nearly", "not", "waiting")
        found = []
        for author in people:
            for about in people:
                if author != about and self.draw.random() < listened / len(people):
                    answer = self.draw.choice(answers)
                    found.append(Note(author, about, answer, None if answer == "waiting" else self.past()))
        return found

    def round(self, people, roles):
        draw = self.draw
        answered_by = draw.choice((2, 3, 3, 4, 5, 8))
        counts = {}
        for slug, _place, _cluster in self.some(roles, draw.choice((0.3, 0.7, 1))):
            for person in self.some([*people, None], draw.choice((0.1, 0.3, 0.5))):
                counts[slug, person] = draw.randint(1, answered_by)
        closed = self.past()
        if draw.random() < 0.3:
            closed = self.day - timedelta(days=draw.choice((0, 0, 1, 9)))
        return Round(
            closed, answered_by, draw.choice(("everyone", "everyone", "everyone", "coordinator")), counts
        )
