"""The pictures: nothing lies over anything else, and what they say is escaped and true."""

from fractions import Fraction
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from roles.pictures.bars import draw_bar
from roles.pictures.geometry import Box, boxes_along_arc
from roles.pictures.ratings import draw_scale
from roles.pictures.triangle import Dot, Triangle, draw_triangle, place
from roles.pictures.wheel import Holder, Seat, Wheel, WheelCluster, draw_wheel
from roles.pictures.wheel_layout import SEAT, TITLE, TITLE_SIZE, ClusterPlan, lay_out, title_angle

DUTCH = (
    "Uitvoerder Raadgever Resultaatsbewaker Diplomaat Sfeermaker Woordvoerder Vernieuwer Fondsenwerver "
    "Onderhandelaar Draagvlakcreëerder"
).split()
ENGLISH = [
    "Implementer",
    "Adviser",
    "Results guardian",
    "Diplomat",
    "Mood maker",
    "Spokesperson",
    "Innovator",
    "Fundraiser",
    "Negotiator",
    "Support builder",
]
CLUSTERS = ["Taakgericht", "Procesgericht", "Strategisch"]


def spreads():
    """Every way to spread ten roles over three clusters, keeping their order; empty clusters are left out."""
    for names, level in ((DUTCH, ("Criticus", "Supporter")), (ENGLISH, ("Critic", "Supporter"))):
        for first in range(11):
            for second in range(11 - first):
                parts = (names[:first], names[first : first + second], names[first + second :])
                plans = tuple(
                    ClusterPlan(f"{cluster} · {len(part)} van {len(part)} rollen bezet", cluster, tuple(part))
                    for cluster, part in zip(CLUSTERS, parts, strict=True)
                    if part
                )
                yield plans, level


def test_wheel_keeps_everything_apart_however_the_roles_are_spread():
    for plans, level in spreads():
        layout = lay_out(("Initiatiefnemer", "Leider", "Trekker"), plans, level)

        places = [*layout.level, *(seat for sector in layout.sectors for seat in sector.seats)]
        labels = [seat.label.box for seat in places]
        seats = [Box.around(seat.at, 2 * SEAT, 2 * SEAT) for seat in places]
        titles = [
            box
            for sector in layout.sectors
            for box in boxes_along_arc(sector.middle, title_angle(sector.title), TITLE, TITLE_SIZE)
        ]
        touching = [
            *((one, other) for one, other in combinations(labels, 2) if one.overlap(other)),
            *((one, other) for one, other in combinations(seats, 2) if one.overlap(other)),
            *((one, other) for one in labels for other in [*seats, *titles] if one.overlap(other)),
        ]
        assert touching == [], [plan.roles for plan in plans]


def test_wheel_gives_each_sector_room_for_its_title():
    plans = (
        ClusterPlan("Taakgericht · 1 van 1 rol bezet", "T", ("A",)),
        ClusterPlan("B · 9 van 9", "B", ("x",) * 9),
    )

    layout = lay_out((), plans, ())

    assert [sector.end - sector.start >= title_angle(sector.title) for sector in layout.sectors] == [
        True,
        True,
    ]
    assert round(sum(sector.end - sector.start for sector in layout.sectors), 6) == 360


def test_wheel_shortens_titles_where_many_clusters_leave_little_room():
    plans = tuple(
        ClusterPlan(f"Cluster {number} · 1 van 1 rollen bezet", f"C{number}", ("Rol",)) for number in range(9)
    )

    layout = lay_out((), plans, ())

    assert [sector.title for sector in layout.sectors] == [f"C{number}" for number in range(9)]


def seat(name, holders=(), flag=""):
    return Seat(name, f"/roles/{name}/", f"{name}: …", [Holder(each, "tint-0") for each in holders], flag)


def wheel(*seats, core=(), level=()):
    clusters = [WheelCluster("task", "Task · 1 of 2", "Task", seats)] if seats else []
    return Wheel("Role wheel", "Who takes which role.", core, clusters, level)


def parsed(svg):
    return ET.fromstring(svg)


def drawn(seat_element):
    """Return what a seat shows: its circles' classes and its texts."""
    circles = [each.get("class") for each in seat_element if each.tag in {"circle", "rect"}]
    return circles, [each.text for each in seat_element.iter("text")]


def test_wheel_draws_nobody_one_two_and_many_holders():
    picture = parsed(
        draw_wheel(
            wheel(
                seat("none"),
                seat("one", ["AB"]),
                seat("two", ["AB", "CD"], flag="warning"),
                seat("four", ["AB", "CD", "EF", "GH"]),
            )
        )
    )

    assert [drawn(each) for each in picture.iter("a")] == [
        (["vacant"], ["+", "none"]),
        (["holder tint-0"], ["AB", "one"]),
        (["flag warning", "holder tint-0", "holder tint-0"], ["AB", "CD", "two"]),
        (["holder tint-0", "holder tint-more"], ["AB", "+3", "four"]),
    ]


def test_wheel_says_what_it_is_and_links_every_seat():
    picture = parsed(draw_wheel(wheel(seat("own"), core=[seat("leader")], level=[seat("critic")])))

    assert picture.find("title").text == "Role wheel"
    assert picture.find("desc").text == "Who takes which role."
    assert [(each.get("href"), each.get("aria-label")) for each in picture.iter("a")] == [
        ("/roles/own/", "own: …"),
        ("/roles/leader/", "leader: …"),
        ("/roles/critic/", "critic: …"),
    ]


def test_wheel_escapes_names():
    evil = '"><script>alert(1)</script>'

    svg = draw_wheel(wheel(seat(evil, [evil]), core=[seat(evil)], level=[seat(evil)]))

    assert "<script" not in svg
    assert [each.text for each in parsed(svg).iter("script")] == []


def test_wheel_of_an_empty_catalogue_is_a_picture_still():
    assert [each.get("class") for each in parsed(draw_wheel(wheel())).iter("circle")] == ["orbit", "cockpit"]


class StyleFinder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.styled = []

    def handle_starttag(self, tag, attrs):
        if tag == "style" or any(name == "style" or name.startswith("on") for name, _ in attrs):
            self.styled.append((tag, attrs))


def triangle(dots=(), network=None, trail=()):
    corners = {"organisation": "O", "individual": "I", "network": "N"}
    return Triangle("Attention", "Where it goes.", corners, dots, network, "The network", trail)


@pytest.mark.parametrize(
    "svg",
    [
        draw_wheel(wheel(seat("one", ["AB"]), core=[seat("leader", flag="critical")])),
        draw_triangle(triangle([Dot((1, 2, 97), "tint-1", "Somebody")], (50, 25, 25), [(20, 40, 40)])),
        draw_bar(50, "task"),
    ],
)
def test_pictures_carry_no_style_and_no_script(svg):
    finder = StyleFinder()

    finder.feed(svg)

    assert finder.styled == []


@pytest.mark.parametrize(
    ("shares", "point"),
    [
        ((100, 0, 0), (150, 26)),
        ((0, 100, 0), (24, 244)),
        ((0, 0, 100), (276, 244)),
        ((0, 50, 50), (150, 244)),
    ],
)
def test_triangle_places_shares_between_the_corners(shares, point):
    assert place(shares) == point


def test_triangle_draws_members_network_and_its_way():
    dots = [Dot((60, 20, 20), "tint-3", "Ann: 60, 20, 20"), Dot((10, 10, 80), "tint-none", "")]

    picture = parsed(
        draw_triangle(triangle(dots, (Fraction(35), Fraction(15), Fraction(50)), [(50, 25, 25)]))
    )

    circles = [
        (each.get("class"), getattr(each.find("title"), "text", None)) for each in picture.iter("circle")
    ]
    assert circles == [
        ("trail-start", None),
        ("dot tint-3", "Ann: 60, 20, 20"),
        ("dot tint-none", None),
        ("network-ring", "The network"),
    ]
    assert [each.get("points") for each in picture.iter("polyline")] == ["150.0,135.0 194.1,167.7"]


def test_triangle_keeps_those_who_say_the_same_apart():
    picture = parsed(draw_triangle(triangle([Dot((40, 30, 30), "tint-0", name) for name in "abc"])))

    places = {(each.get("cx"), each.get("cy")) for each in picture.iter("circle")}
    assert len(places) == 3


@pytest.mark.parametrize(
    ("percent", "width"), [(None, None), (0, None), (Fraction(200, 3), "66.7%"), (130, "100.0%")]
)
def test_bar_is_as_long_as_its_share(percent, width):
    picture = parsed(draw_bar(percent, "network"))

    fills = [each.get("width") for each in picture.iter("rect") if each.get("class") == "fill"]
    assert fills == ([width] if width else [])


def test_scale_of_a_competence_has_a_mark_for_each_who_said_something():
    both, own, colleagues = draw_scale(1, Fraction(5)), draw_scale(3, None), draw_scale(None, Fraction(7, 3))

    assert ('class="own" cx="4.0%"' in both, 'class="mark" x="96.0%"' in both) == (True, True)
    assert ('class="own" cx="50.0%"' in own, 'class="mark"' in own) == (True, False)
    assert ('class="own"' in colleagues, 'class="mark" x="34.7%"' in colleagues) == (False, True)
    assert draw_scale(None, None) == ""
