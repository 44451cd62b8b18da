"""Small networks, written as people read them: `network("Ans/Delta leader driver", "Bo")`."""

from datetime import date

from roles.analysis import Catalogue, Finding, Member, Organisation, Report, Role, Snapshot, analyse
from tests.roles.analysis.world import FIFTEEN

DAY = date(2026, 11, 22)
LONG_AGO = date(2020, 1, 1)
SLUGS = [slug for slug, _place, _cluster in FIFTEEN]

CATALOGUE = Catalogue(
    tuple(Role(slug, place == "core", place == "network", cluster) for slug, place, cluster in FIFTEEN),
    ("task", "process", "strategic"),
    generic_competences=3,
)

# All roles but the core, so that a network with these and the core has no gap.
OTHERS = " ".join(SLUGS[3:])


def mask(*slugs: str) -> int:
    return CATALOGUE.mask(*slugs)


def network(*people: str, **fields) -> Snapshot:
    """A network of people, each as "Name/Organisation role role": the first has id 1, and so on.

    Without an organisation they are there in their own name; `*n` after a name makes n of them.
    """
    members, organisations = [], {}
    catalogue = fields.pop("catalogue", CATALOGUE)
    for description in people:
        who, *roles = description.split()
        who, _, times = who.partition("*")
        name, _, organisation = who.partition("/")
        key = sum(map(ord, organisation)) if organisation else None
        if key is not None:
            organisations[key] = Organisation(organisation.lower(), organisation, 0, False)
        for number in range(int(times or 1)):
            called = f"{name}{number}" if times else name
            members.append(Member(len(members) + 1, called, key, LONG_AGO, catalogue.mask(*roles), 0))
    given = {"day": DAY, "slug": "net", "name": "Net", "purpose_filled": 4, "organisations": organisations}
    return Snapshot(active=True, catalogue=catalogue, **(given | {"members": members} | fields))


def found(snapshot: Snapshot, code: str) -> list[tuple]:
    """The findings with a code, without it: severity, perspective, subject's id, roles, value, limit."""
    return [
        (each.severity, each.perspective, each.subject.id, " ".join(each.roles), each.value, each.limit)
        for each in analyse(snapshot).findings
        if each.code == code
    ]


def only(snapshot: Snapshot, code: str) -> Finding:
    """The one finding with a code."""
    (finding,) = [each for each in analyse(snapshot).findings if each.code == code]
    return finding


def indicator(snapshot: Snapshot, name: str):
    """The value of an indicator, 0 to 100, or None."""
    report: Report = analyse(snapshot)
    (value,) = [found[name] for found in report.indicators.values() if name in found]
    return value
