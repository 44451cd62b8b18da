"""The pictures of a network's time: exact places of a small case."""

from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from roles.pages.timeline.hands import Joint, count_turnover, find_joints
from roles.pages.timeline.overview import by_role
from roles.pages.timeline.period import sample_days, tick_days
from roles.pages.timeline.tenures import SwappedRole, Tenure, term_ends
from roles.pictures.course import Chart, Part, draw_columns, draw_lines
from roles.pictures.timeline import Picture, RoleLine, Scale, draw_axis, draw_role, place_on_lanes

FIRST, LAST, TODAY = (
    date(2026, 1, 1),
    date(2026, 4, 11),
    date(2026, 3, 2),
)  # a hundred days, today on the 60th


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def on(number: int) -> date:
    """The day at so many percent of the period."""
    return date.fromordinal(FIRST.toordinal() + number)


def tenure(name, started, ended=None, known=True, engagement=1, membership=None) -> Tenure:
    person = sum(map(ord, name))
    return Tenure(
        *("driver", membership or person, person, name, name.lower(), engagement, "Delta"),
        *(on(started), None if ended is None else on(ended), known),
    )


def drawn(*tenures, joints=(), ends=None, most_lanes=6):
    picture = Picture(
        scale=Scale(FIRST, LAST, TODAY),
        joints=by_role(joints),
        ends=ends or {},
        tints={1: "tint-0", 2: "tint-1", None: "tint-none"},
        ticks=tick_days(FIRST, LAST),
        most_lanes=most_lanes,
        swap_url="/swaps/",
    )
    role = draw_role(RoleLine("driver", "Driver", "cockpit", tenures), picture)
    return role, ET.fromstring(str(role.svg)), picture


def bars(svg):
    """Every bar: what it says, its colour, from where to where, how far down, and the word in it."""
    found = []
    for group in svg.findall("g[@class='tenure']"):
        bar, words = group.find("rect"), group.find("svg")
        found.append(
            (
                group.find("title").text,
                *(bar.get(name) for name in ("class", "x", "width", "y")),
                words.findtext("text"),
                words.find("path") is not None,
            )
        )
    return found


def test_bars_lie_where_their_days_are():
    role, svg, _picture = drawn(
        tenure("Ans Aerts", 10, 40), tenure("Bo Bos", 20, engagement=2), tenure("Cas", -50, 3, known=False)
    )

    assert bars(svg) == [
        ("Cas (Delta), 12 Nov 2025 or earlier – 4 Jan 2026", "tint-0", "0.00%", "3.00%", "5", "C", False),
        (
            "Ans Aerts (Delta), 11 Jan 2026 – 10 Feb 2026",
            "tint-0",
            "10.00%",
            "30.00%",
            "5",
            "Ans Aerts",
            False,
        ),
        ("Bo Bos (Delta), since 21 Jan 2026", "tint-1", "20.00%", "40.00%", "33", "Bo Bos", False),
    ]
    assert (svg.get("height"), svg.get("aria-label")) == ("60", "Driver: 3 people in this period")
    (today,) = svg.findall("line[@class='today']")
    assert (today.get("x1"), today.get("x2"), today.get("y2")) == ("60.00%", "60.00%", "60")
    assert role.left_out == 0


def test_a_start_that_is_not_known_is_hatched_and_said():
    _role, svg, _picture = drawn(tenure("Ans Aerts", 10, known=False))

    assert bars(svg) == [
        (
            "Ans Aerts (Delta), since 11 Jan 2026 or earlier",
            "tint-0",
            "10.00%",
            "50.00%",
            "5",
            "Ans Aerts",
            True,
        )
    ]


def test_who_follows_on_the_day_goes_on_in_the_same_lane():
    first, other, next_one = tenure("Ans", 0, 30), tenure("Bo", 0, 20), tenure("Cas", 30)

    assert place_on_lanes([next_one, other, first], 6) == {first: 0, other: 1, next_one: 0}


def test_a_joint_is_a_dot_between_two_and_a_line_to_another_lane():
    ans, bo, cas = tenure("Ans", 0, 30), tenure("Bo", 0, 40), tenure("Cas", 30)
    kept = [Joint("driver", on(30), ans, cas, swap=7), Joint("driver", on(40), bo, cas, swap=None)]

    _role, svg, _picture = drawn(ans, bo, cas, joints=[*kept, Joint("leader", on(40), bo, cas, swap=None)])

    joints = [group for group in svg.iter("g") if (group.get("class") or "").startswith("joint")]
    assert [link.get("href") for link in svg.iter("a")] == ["/swaps/7/"]
    assert [(group.get("class"), group.find("title").text) for group in joints] == [
        ("joint swap", "31 Jan 2026: from Ans to Cas, by a swap"),
        ("joint", "10 Feb 2026: from Bo to Cas"),
    ]
    circles = [[(dot.get("cx"), dot.get("cy")) for dot in group.findall("circle")] for group in joints]
    assert circles == [[("30.00%", "16")], [("40.00%", "16"), ("40.00%", "44")]]
    assert joints[0].find("line") is None
    assert [joints[1].find("line").get(name) for name in ("x1", "x2", "y1", "y2")] == [
        *("40.00%", "40.00%"),
        *("16", "44"),
    ]


def test_a_term_ends_ahead_with_a_way_to_it_or_ended_before():
    ahead, over = tenure("Ans", 0), tenure("Bo", 5)

    _role, svg, _picture = drawn(ahead, over, ends={ahead: on(90), over: on(50)})

    coming, gone = (group for group in svg.findall("g") if (group.get("class") or "").startswith("term"))
    assert (coming.get("class"), coming.find("title").text) == ("term", "The term of Ans ends on 1 Apr 2026")
    assert (coming.find("line").get("x1"), coming.find("line").get("x2")) == ("60.00%", "90.00%")
    assert (coming.find("svg").get("x"), coming.find("svg").get("y")) == ("90.00%", "16")
    assert (gone.get("class"), gone.find("title").text) == (
        "term over",
        "The term of Bo ended on 20 Feb 2026",
    )
    assert (gone.find("line"), gone.find("svg").get("x"), gone.find("svg").get("y")) == (None, "50.00%", "44")


def test_more_holders_than_fit_are_counted():
    role, svg, _picture = drawn(*(tenure(f"Member {number}", number) for number in range(9)), most_lanes=6)

    assert (len(bars(svg)), role.left_out, svg.get("height")) == (6, 3, str(28 * 6 + 4))


def test_axis_leads_to_the_reports_of_past_days_only():
    _role, _svg, picture = drawn()

    axis = ET.fromstring(str(draw_axis(picture, "/report/")))

    links = [(each.get("href"), each.get("aria-label"), each.findtext("text")) for each in axis.findall("a")]
    assert links == [
        ("/report/?date=2026-01-01", "Report of 1 Jan 2026", "Jan 2026"),
        ("/report/?date=2026-02-01", "Report of 1 Feb 2026", "Feb 2026"),
        ("/report/?date=2026-03-01", "Report of 1 Mar 2026", "Mar 2026"),
    ]
    assert [(each.text, each.get("x")) for each in axis.findall("text")] == [("Apr 2026", "90.00%")]


def test_names_cannot_break_the_picture():
    _role, svg, _picture = drawn(tenure("<Ans> & 'Bo\"", 0))

    assert bars(svg)[0][5] == "<Ans> & 'Bo\""


def test_columns_stand_on_each_other_to_scale():
    parts = [Part("critical", "Critical"), Part("warning", "Warning")]
    figures = {"critical": [1, 0], "warning": [3, None]}

    svg = ET.fromstring(
        str(draw_columns(Chart("What", "Table.", parts, [on(0), on(9)], figures, "/report/")))
    )

    assert [
        (group.find("title").text, group.find("rect").get("y"), group.find("rect").get("height"))
        for group in svg.findall("g")
    ] == [("Critical: 1", "164.5", "47.5"), ("Warning: 3", "22.0", "142.5")]
    assert [each.get("href") for each in svg.findall("a")] == [
        "/report/?date=2026-01-01",
        "/report/?date=2026-01-10",
    ]


def test_lines_are_interrupted_where_nothing_was_measured():
    figures = {"organisation": [Fraction(50), Fraction(100), None, Fraction(0)]}
    days = [on(number) for number in range(4)]

    svg = ET.fromstring(
        str(
            draw_lines(
                Chart("Scores", "Table.", [Part("organisation", "Organisation")], days, figures, "/r/")
            )
        )
    )

    (line,) = svg.findall("g")
    assert [(each.get("y1"), each.get("y2")) for each in line.findall("line")] == [("117.0", "22.0")]
    assert [each.findtext("title") for each in line.findall("g")] == [
        "Organisation: 50",
        "Organisation: 100",
        "Organisation: 0",
    ]


def test_ends_and_beginnings_on_one_day_are_joints_each_once():
    ans, bo = tenure("Ans", 0, 30), tenure("Bo", 0, 30)
    cas, again = tenure("Cas", 30), tenure("Ans", 30, membership=7, engagement=2)
    unknown = tenure("Dirk", 30, known=False)

    joints = find_joints([ans, bo, cas, again, unknown], [])

    assert joints == [
        Joint("driver", on(30), ans, cas, swap=None),
        Joint("driver", on(30), bo, again, swap=None),
    ]
    assert find_joints([ans, again], []) == []  # for another organisation, but nobody else


def test_a_swap_decides_whom_a_role_went_to():
    ans, bo, cas, dirk = tenure("Ans", 0, 30), tenure("Bo", 0, 30), tenure("Cas", 30), tenure("Dirk", 30)
    swapped = [
        SwappedRole("driver", on(30), ans.membership, dirk.membership, 7),
        SwappedRole("driver", on(99), bo.membership, None, 8),  # put right since: no trace in the roles
    ]

    assert find_joints([ans, bo, cas, dirk], swapped) == [
        Joint("driver", on(30), ans, dirk, swap=7),
        Joint("driver", on(30), bo, cas, swap=None),
    ]


def test_turnover_counts_within_the_period_and_a_hand_over_once_for_each():
    ans, bo = tenure("Ans", 0, 30), tenure("Bo", 30, 60, engagement=1)
    late = tenure("Cas", 61, engagement=2)

    count = count_turnover([ans, bo, late], find_joints([ans, bo, late], []), on(10), on(60))

    def figures(each):
        return each.taken, each.laid_down, each.handed_over

    assert figures(count.total) == (1, 2, 1)
    assert {key: figures(each) for key, each in count.organisations.items()} == {1: (1, 2, 1)}
    assert {key: figures(each) for key, each in count.people.items()} == {
        ans.person: (0, 1, 1),
        bo.person: (1, 1, 1),
    }


def test_the_term_of_somebody_who_went_on_for_another_organisation_counts_from_their_first_day():
    before, now = tenure("Ans", 0, 30), tenure("Ans", 30, membership=7, engagement=2)

    assert term_ends([before, now], {"driver": 12}, TODAY) == {now: date(2027, 1, 1)}
    assert term_ends([before, now], {"leader": 12}, TODAY) == {}


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 1, 31), date(2026, 3, 1), 13),
        (date(2025, 11, 25), date(2026, 11, 25), 13),
        (date(2023, 11, 25), date(2026, 11, 25), 13),
        (date(2016, 11, 25), date(2026, 11, 25), 11),
        (date(1900, 1, 1), date(2200, 12, 31), 8),
        (date(2026, 1, 1), date(2026, 1, 2), 2),
        (date(2026, 1, 1), date(2026, 1, 1), 1),
        (date(2026, 1, 2), date(2026, 1, 1), 0),
    ],
)
def test_sample_days_are_few_and_hold_both_ends(first, last, days):
    found = sample_days(first, last)

    assert (len(found), sorted(set(found))) == (days, found)
    assert found[:1] + found[-1:] == ([first, last] if days > 1 else [last] * 2 * days)
    assert len(tick_days(first, last)) <= 11
