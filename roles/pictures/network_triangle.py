"""The triangle of attention of a network: from its snapshot and report to the picture and its table.

What somebody's attention goes to is shown by name only to them and to the network's coordinators; other readers see
grey dots without a name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roles.analysis import PERSPECTIVES, Report, Snapshot, balance_on
from roles.analysis.attention import latest_readings
from roles.analysis.snapshot import Member, Reading
from roles.pages.visibility import Reader
from roles.pictures.rows import AttentionRow, draw_attention_rows
from roles.pictures.tints import OWN_NAME, tints_of
from roles.pictures.triangle import Dot, Shares, Triangle, draw_triangle
from roles.texts.base import figure
from roles.texts.findings import PERSPECTIVE_TEXTS

QUARTERS = (365, 274, 183, 91)  # days back, oldest first


@dataclass(frozen=True, slots=True)
class TrianglePicture:
    """The picture and its table; `unnamed` counts the members whose row this reader does not get."""

    svg: SafeString
    rows: Sequence[AttentionRow]
    unnamed: int
    members: int  # how many said where their attention goes

    @property
    def table(self) -> SafeString:
        """The rows of the table behind the picture."""
        return draw_attention_rows(self.rows)


def picture_triangle(snapshot: Snapshot, report: Report, reader: Reader) -> TrianglePicture | None:
    """Draw where the attention goes; None when neither the network nor a member has a point."""
    latest = latest_readings(snapshot.readings, snapshot.day)
    members = [
        (member, _shares(latest[member.person])) for member in snapshot.members if member.person in latest
    ]
    network = _network_shares(report)
    if not members and network is None:
        return None
    known = {
        member.person: AttentionRow(member.name, _written(shares))
        for member, shares in members
        if reader.knows_person(member.person)
    }
    rows = list(known.values())
    if network is not None:
        rows.insert(0, AttentionRow(_("The network"), _written(network)))
    svg = draw_triangle(
        Triangle(
            title=_("Triangle of attention"),
            description=_("Where the attention goes. The table below the picture says the same."),
            corners={name: str(text.name) for name, text in PERSPECTIVE_TEXTS.items()},
            dots=_dots(snapshot, members, known),
            network=network,
            network_title=_("The network"),
            trail=_trail(snapshot) if 2 * len(members) >= len(snapshot.members) else [],
        )
    )
    return TrianglePicture(svg, rows, len(members) - len(known), len(members))


def _dots(
    snapshot: Snapshot, members: Sequence[tuple[Member, Shares]], known: Mapping[int, AttentionRow]
) -> list[Dot]:
    """Return a dot for each member; only those whom the reader knows have a colour and a title."""
    tints = tints_of(snapshot.organisations)
    sentence = _("%(name)s: organisation %(organisation)s, individual %(individual)s, network %(network)s")
    dots = []
    for member, shares in members:
        row = known.get(member.person)
        if row is None:
            dots.append(Dot(shares, OWN_NAME, ""))
            continue
        title = sentence % {
            "name": row.name,
            "organisation": row.shares[0],
            "individual": row.shares[1],
            "network": row.shares[2],
        }
        dots.append(Dot(shares, tints[member.organisation], title))
    return dots


def _shares(reading: Reading) -> Shares:
    return (reading.organisation, reading.individual, reading.network)


def _network_shares(report: Report) -> Shares | None:
    if report.balance is None:
        return None
    organisation, individual, network = (report.balance[name] for name in PERSPECTIVES)
    return (organisation, individual, network)


def _written(shares: Sequence[Fraction | int]) -> list[str]:
    return [figure(share) for share in shares]


def _trail(snapshot: Snapshot) -> list[Shares]:
    """Return where today's members stood together, each quarter of the past year.

    Only for a network whose point comes from what members say: one that comes from motives was not on that way.
    """
    if not snapshot.readings:
        return []
    people = [member.person for member in snapshot.members]
    points: list[Shares] = []
    for days in QUARTERS:
        balance = balance_on(snapshot.readings, people, snapshot.day - timedelta(days=days))
        if balance is not None:
            points.append((balance["organisation"], balance["individual"], balance["network"]))
    return points
