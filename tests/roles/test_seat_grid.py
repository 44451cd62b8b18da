"""The picture of who sits where: a mark for each seat, readable at any number of networks."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from roles.analysis.standing import Standing
from roles.pages.organisation_seats import Engaged, Seat
from roles.pictures.seat_grid import MOST_NETWORKS, MOST_PEOPLE, picture_seats

CORE = 0b111
LEADER, CRITIC = 0b010, 0b1000
VALID, NONE = Standing("valid", date(2027, 1, 1), 8), Standing("none")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def seat(person, network, held=0, standing=VALID, name=""):
    engaged = Engaged(network, 1, network, f"n{network}", name or f"Network {network:03}", "")
    return Seat(
        0,
        engaged,
        person,
        f"Person {person:03}",
        f"person {person:03}",
        date(2026, 1, 1),
        False,
        held,
        standing,
    )


def drawn(seats):
    picture = picture_seats(seats, CORE)
    return picture, ET.fromstring(str(picture.svg))


def marks(svg):
    """Each mark: what it says, its shape, and the shapes around it."""
    return {
        mark.find("title").text: [(part.tag, part.get("class")) for part in mark if part.tag != "title"]
        for mark in svg.findall("g")
    }


def test_grid_without_seats_is_not_drawn():
    assert picture_seats([], CORE) is None


def test_grid_draws_role_and_mandate_by_shape_and_in_words():
    _picture, svg = drawn([seat(1, 1, LEADER | CRITIC), seat(1, 2, CRITIC, NONE), seat(2, 1)])

    assert marks(svg) == {
        "Person 001, Network 001. Roles: 2. Mandate: valid.": [("rect", "cockpit"), ("text", "figure")],
        "Person 001, Network 002. Roles: 1. Mandate: none.": [
            ("circle", "no-mandate"), ("circle", "some"), ("text", "figure"),
        ],
        "Person 002, Network 001. Roles: 0. Mandate: valid.": [("circle", "bare")],
    }  # fmt: skip
    assert svg.get("role") == "img"
    assert [svg.find(part).get("id") for part in ("title", "desc")] == svg.get("aria-labelledby").split()
    assert [each.text for each in svg.findall("text[@class='total']")] == ["3", "0"]


def test_grid_shows_the_busiest_first_and_says_what_it_left_out():
    people, networks = MOST_PEOPLE + 5, MOST_NETWORKS + 3
    seats = [seat(person, 1 + person % networks) for person in range(people)]
    seats += [seat(7, network, LEADER) for network in range(50, 55)]

    picture, svg = drawn(seats)

    names = [each.text for each in svg.findall("text[@class='person-name']")]
    assert (picture.people, picture.networks) == (MOST_PEOPLE, MOST_NETWORKS)
    assert (picture.all_people, picture.all_networks, picture.complete) == (people, networks + 5, False)
    assert len(svg.findall("text[@class='network-name']")) == MOST_NETWORKS
    assert names[0] == "Person 007"


def test_grid_keeps_everything_inside_its_frame():
    long = "Een netwerk met een naam die veel te lang is om naast een ander te staan"
    _picture, svg = drawn([seat(1, 1, LEADER, name=long), seat(2, 2, CRITIC, name=long)])

    width, height = (float(each) for each in svg.get("viewBox").split()[2:])
    places = [(float(each.get("x")), float(each.get("y"))) for each in svg.iter("text") if each.get("x")]
    assert all(0 < x < width and 0 < y < height for x, y in places)
    shown = [each.text for each in svg.findall("text[@class='network-name']")]
    assert all(each.endswith("…") and len(each) <= 32 for each in shown)
    assert [each.find("title").text for each in svg.findall("text[@class='network-name']")] == [long, long]
    assert re.fullmatch(r"\d+", svg.get("width"))


def test_grid_escapes_names():
    _picture, svg = drawn([seat(1, 1, name="<Kind> & co")])

    assert svg.find("text[@class='network-name']").text == "<Kind> & co"
