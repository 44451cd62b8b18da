"""Random worlds of a few networks, made to lie on both sides of every threshold.

Small numbers, days around month ends and about as old as the norms look back; records that are sometimes
absent, sometimes there for some and sometimes for all.
"""

from datetime import date, timedelta
from random import Random

from tests.roles.analysis.oracle import DEFAULTS
from tests.roles.analysis.random_together import Together
from tests.roles.analysis.world import FIFTEEN, Assignment, Mandate, Membership, Network, World

MOTIVES = ("organisation", "individual", "network")
DAYS = (
    date(2026, 11, 22),
    date(2026, 2, 28),
    date(2024, 2, 29),
    date(2026, 3, 31),
    date(2026, 8, 30),
    date(2026, 8, 31),
    date(2026, 5, 1),
)
NAMES = (
    "Ans",
    "ans",
    "Éva",
    "eva",
    "Eva",
    "Åke",
    "Zoë",
    "Zoe",
    "Bo",
    "ÉVA",
    "Çelik",
    "de Wit",
    "De Wit",
    "ß",
    "SS",
)
# Months back that norms look: check-ins 6, readings 12, core terms 24, and a little to both sides.
MONTHS_BACK = (0, 0, 1, 3, 5, 6, 6, 7, 11, 12, 12, 13, 23, 24, 24, 25, 36)


class Maker(Together):
    """Draws one world."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.day = self.draw.choice(DAYS)

    def some(self, sequence, chance):
        return [each for each in sequence if self.draw.random() < chance]

    def chance(self):
        """How often a kind of record is there: never, seldom, half the time, mostly or always."""
        return self.draw.choice((0, 0, 0.3, 0.5, 0.8, 1))

    def past(self):
        """A day some whole months back, or a day or two off that; seldom in the future."""
        month = self.day.year * 12 + self.day.month - 1 - self.draw.choice(MONTHS_BACK)
        number = self.day.day
        while True:
            try:
                exact = date(month // 12, month % 12 + 1, number)
                break
            except ValueError:
                number -= 1
        return exact + timedelta(days=self.draw.choice((0, 0, 0, -1, 1, -2, 2, 3, 20)))

    def end_after(self, start):
        return self.draw.choice((None, None, start, start + timedelta(days=40), max(start, self.past())))

    def roles(self):
        if self.draw.random() < 0.6:
            return FIFTEEN
        roles = []
        for slug, _place, _cluster in FIFTEEN[: self.draw.choice((8, 13, 15, 15))]:
            place = self.draw.choice(("core", "cluster", "cluster", "cluster", "network"))
            cluster = self.draw.choice(("task", "process", "strategic")) if place == "cluster" else None
            roles.append((slug, place, cluster))
        return tuple(roles)

    def norms(self):
        draw = self.draw
        if draw.random() < 0.5:
            return {}
        changed = {
            "max_gap_fill": draw.choice(("0", "1/4", "1/3", "1/2", "2/3")),
            "max_organisation_share": draw.choice((20, 33, 40, 100)),
            "max_member_share": draw.choice((34, 40, 50)),
            "min_motivated": draw.choice((1, 2, 5)),
            "max_motive_share": draw.choice((34, 40, 50)),
            "min_motive_share": draw.choice((0, 25, 33)),
            "max_perspective_gap": draw.choice((0, 10, 20)),
            "min_perspective_score": draw.choice((50, 70, 90)),
            "mandate_notice_days": draw.choice((0, 1, 30)),
            "max_core_term_months": draw.choice((1, 6, 12)),
            "check_in_months": draw.choice((1, 3, 12)),
            "max_cluster_excess": draw.choice((0, 5, 10)),
            "max_unclear_share": draw.choice((0, 33, 50)),
            "max_chair_share": draw.choice((20, 25, 40)),
            "max_unmet_share": draw.choice((0, 10, 50, 90)),
            "meeting_months": draw.choice((1, 3, 6, 24)),
            "min_seen_share": draw.choice((25, 34, 60, 100)),
            "unheard_months": draw.choice((1, 2, 12)),
        }
        for name in DEFAULTS:
            if name.startswith("max_") and "role" in name:
                changed[name] = draw.choice((1, 2, 3))
        return dict(self.some(changed.items(), draw.choice((0.3, 0.7))))

    def assignments(self, roles, density, joined, known, motivated):
        found = []
        for slug, place, _cluster in roles:
            if self.draw.random() < density * (1.6 if place == "core" else 1):
                start = self.past() if self.draw.random() < 0.7 else joined
                end = self.end_after(start) if self.draw.random() < 0.3 else None
                found.append(self.assignment(slug, start, end, known, motivated))
                if end is not None and self.draw.random() < 0.7:  # a next one: with a break or without
                    again = end + timedelta(days=self.draw.choice((0, 0, 1, 5)))
                    found.append(self.assignment(slug, again, None, known, motivated))
        return found

    def assignment(self, role, start, end, known, motivated):
        motives = (
            frozenset(self.some(MOTIVES, self.draw.choice((0.3, 0.6))))
            if self.draw.random() < motivated
            else ()
        )
        return Assignment(role, start, end, self.draw.random() < known, frozenset(motives))

    def mandates(self, chance):
        found = []
        while self.draw.random() < chance and len(found) < 3:
            first = self.past()
            last = first + timedelta(days=self.draw.choice((0, 30, 365, 800)))
            if self.draw.random() < 0.4:
                last = max(first, self.day + timedelta(days=self.draw.choice((-1, 0, 1, 30, 59, 60, 61))))
            granted = (
                None if self.draw.random() < 0.15 else first + timedelta(days=self.draw.choice((-5, 0, 3)))
            )
            withdrawn = None
            if granted is not None and self.draw.random() < 0.2:
                withdrawn = max(granted, self.day + timedelta(days=self.draw.choice((-1, 0, 1, 20))))
            found.append(Mandate(granted, first, last, withdrawn, self.draw.choice((0, 0, 1, 3))))
        return found

    def network(self, number, roles, people, organisations, competences):
        draw = self.draw
        network = Network(
            slug=f"net-{number}",
            name=f"Network {number}",
            started=date(2020, 1, 1)
            if draw.random() < 0.93
            else self.day + timedelta(days=draw.choice((0, 1))),
            ended=None,
            phase=draw.choice(("", "explore", "share", "agree", "shape", "carry-out")),
            purpose=frozenset(
                self.some(("question", "goal", "in_scope", "out_of_scope"), draw.choice((0, 0.6, 1)))
            ),
            norms=self.norms(),
            stakes=frozenset(self.some(organisations, self.chance())),
        )
        if draw.random() < 0.07:
            network.ended = max(network.started, self.day + timedelta(days=draw.choice((0, 1))))
        own_name, density, known = (
            draw.choice((0, 0.3, 1)),
            draw.choice((0, 0.02, 0.05, 0.1, 0.2, 0.35)),
            draw.random(),
        )
        motivated, mandated, voiced = self.chance(), self.chance(), self.chance()
        for person in people:
            joined = self.past()
            left = self.end_after(joined) if draw.random() < 0.15 else None
            stays = [(joined, left)]
            if left is not None and draw.random() < 0.6:
                stays.append((left + timedelta(days=draw.choice((0, 0, 2))), None))
            for begin, end in stays:
                organisation = (
                    None if draw.random() < own_name or not organisations else draw.choice(organisations)
                )
                membership = Membership(person, organisation, begin, end)
                if draw.random() < voiced:
                    membership.voice = frozenset(self.some(("interests", "ambitions", "expectations"), 0.6))
                membership.assignments = self.assignments(roles, density, begin, known, motivated)
                membership.mandates = self.mandates(mandated * 0.8) if organisation is not None else []
                network.memberships.append(membership)
        self.say(network, people, competences)
        return network

    def say(self, network, people, competences):
        """Readings, check-ins and ratings."""
        draw = self.draw
        read, checked, rated = self.chance(), self.chance(), draw.choice((0, 0, 0.5, 0.9))
        for person in people:
            if draw.random() < read:
                for day in {self.past(), self.past()}:
                    first = draw.choice((0, 10, 30, 70, 71, 100))
                    second = draw.randint(0, 100 - first)
                    network.readings.append((person, day, first, second, 100 - first - second))
            if draw.random() < checked:
                network.check_ins += [(person, self.past()) for _ in range(draw.choice((1, 2)))]
        for competence, role in competences.items():
            if role is not None and rated:
                rated_person = draw.choice(people)
                for rater in self.some(people, rated):
                    for day in {self.past(), self.past()} if rater != rated_person else ():
                        score = draw.choice((1, 2, 3, 3, 3, 4, 5))
                        network.ratings.append((rated_person, rater, competence, day, score))

    def world(self) -> World:
        draw = self.draw
        roles = self.roles()
        competences: dict[str, str | None] = {f"generic-{n}": None for n in range(draw.choice((0, 1, 3)))}
        for slug, place, _cluster in roles:
            if place == "core":
                competences.update({f"{slug}-{n}": slug for n in range(2)})
        people = {
            n: draw.choice(NAMES) + draw.choice(("", " B", " b"))
            for n in range(1, 1 + draw.choice((1, 2, 3, 4, 6, 9, 14)))
        }
        organisations = {
            n: (f"org-{n}", f"{NAMES[n]} {n % 2}", draw.choice((0, 0, 1, 3, 5)))
            for n in range(1, 1 + draw.choice((0, 1, 2, 3, 4, 6)))
        }
        world = World(people, organisations, [], roles, competences=competences)
        for number in range(draw.choice((1, 1, 2, 3))):
            members = list(people) if number == 0 else self.some(people, 0.6)
            if draw.random() < 0.05:
                members = []
            if members or number:
                world.networks.append(
                    self.network(number, roles, members or list(people)[:1], list(organisations), competences)
                )
            else:
                world.networks.append(Network(f"net-{number}", f"Network {number}", date(2020, 1, 1)))
        stated, assessed = self.chance(), self.chance()
        for person in people:
            for slug, _place, _cluster in roles:
                if draw.random() < stated:
                    world.stances[person, slug] = draw.choice(("prefers", "willing", "avoids"))
            for name in competences:
                if draw.random() < assessed:
                    world.assessed.add((person, name))
        for network in world.networks:
            network.left_empty = self.left_empty(roles)
            self.stand_together(network, roles)
        return world

    def left_empty(self, roles):
        """Roles left empty on purpose, in few networks all of them, so that a whole cluster is among them."""
        left = self.some(roles, self.draw.choice((0, 0, 0.3, 0.6, 1)))
        found = []
        for slug, _place, _cluster in left:
            decided = self.past()
            if decided == self.day:  # who holds a role on that day is asked to lay it down first
                decided -= timedelta(days=1)
            ahead = self.day + timedelta(days=self.draw.choice((0, 1, 30, 90)))
            found.append((slug, decided, max(ahead, decided + timedelta(days=1))))
        return found
