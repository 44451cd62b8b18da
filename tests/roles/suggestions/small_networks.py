"""Small networks drawn at random, as plain values, and the snapshots that say the same."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from roles.analysis import Catalogue, Mandate, Member, Norms, Organisation, Role, Snapshot, Stances

DAY = date(2026, 11, 22)
CORE = ("initiator", "leader", "driver")
OTHERS = ("adviser", "diplomat", "innovator", "critic")
CELLS = 20  # people times roles


@dataclass
class Human:
    key: int
    organisation: str | None
    holds: set = field(default_factory=set)
    avoids: set = field(default_factory=set)
    prefers: set = field(default_factory=set)
    mandate: str = ""  # "", "valid" or "expired"


@dataclass
class Small:
    people: list
    roles: tuple
    norms: dict

    def snapshot(self):
        names = sorted({each.organisation for each in self.people if each.organisation})
        catalogue = Catalogue(tuple(Role(slug, core=slug in CORE) for slug in self.roles), ())
        periods = {"valid": date(2027, 12, 31), "expired": date(2026, 1, 31)}
        return Snapshot(
            day=DAY,
            slug="small",
            name="Small",
            active=True,
            catalogue=catalogue,
            members=[
                Member(
                    each.key,
                    f"Person {each.key}",
                    names.index(each.organisation) + 10 if each.organisation else None,
                    DAY,
                    catalogue.mask(*each.holds),
                    0,
                )
                for each in self.people
            ],
            organisations={
                number: Organisation(name, name, 0, False) for number, name in enumerate(names, 10)
            },
            norms=Norms(**self.norms),
            stances={
                each.key: Stances(
                    catalogue.mask(*each.avoids, *each.prefers),
                    catalogue.mask(*each.avoids),
                    catalogue.mask(*each.prefers),
                )
                for each in self.people
                if each.avoids or each.prefers
            },
            mandates={
                each.key: [Mandate(date(2025, 1, 1), date(2025, 1, 1), periods[each.mandate], None, 0)]
                for each in self.people
                if each.mandate
            },
        )


def draw_network(draw, cells=CELLS):
    """Draw a network of two to six people; many hold much, some roles lie open, few are easy to ask."""
    size = draw.randint(2, 6)
    roles = (*CORE, *OTHERS[: max(0, cells // size - 3)])
    parties = draw.choice(
        [[None, "A"], ["A", "B"], ["A", "B", "C"], [None, "A", "B", "C"], ["A", "A", "B", None], ["A"]]
    )
    mandates = draw.choice([("",), ("valid", "valid", "expired"), ("valid", "valid", "valid", "", "valid")])
    busy = draw.choice([0.25, 0.4])
    shy = draw.choice([0.0, 0.1, 0.3])
    people = []
    for key in range(1, size + 1):
        human = Human(key, draw.choice(parties), mandate=draw.choice(mandates))
        busy_here = busy * draw.choice([0.1, 0.5, 2])
        for role in roles:
            human.holds |= {role} if draw.random() < busy_here else set()
            stance = draw.random()
            human.avoids |= {role} if stance < shy else set()
            human.prefers |= {role} if stance > 0.75 else set()
        people.append(human)
    norms = {
        "max_core_roles_per_person": draw.choice([1, 1, 2]),
        "max_core_roles_per_organisation": draw.choice([1, 2, 2, 2]),
        "max_roles_per_person": draw.choice([1, 2, 2, 3]),
        "max_organisation_share": draw.choice([35, 50, 50, 60, Fraction(200, 3)]),
    }
    return Small(people, roles, norms)
