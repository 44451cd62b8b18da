"""Who talks with whom, through the pages."""

import re
from datetime import date, timedelta
from html import unescape
from random import Random

import networkx as nx
import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Attendance, Consultation, Membership, Person
from tests.factories import (
    AttendanceFactory,
    ConsultationFactory,
    EngagementFactory,
    MembershipFactory,
    NetworkFactory,
    ObserverFactory,
    OrganisationFactory,
    PersonFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PEOPLE = {"by": "people"}


@pytest.fixture
def network(client):
    """A network that somebody only looks on at, so that nobody is there but whom a test puts there."""
    network = NetworkFactory(name="North", slug="north")
    client.force_login(ObserverFactory(network=network).person.user)
    client.cookies["django_language"] = "en"
    return network


def meet(network, *people, chair=None, day=TODAY):
    consultation = ConsultationFactory(network=network, held_on=day)
    for person in people:
        AttendanceFactory(consultation=consultation, person=person, chaired=person == chair)


def members(network, *names, **options):
    """People who sit there in their own name."""
    return [
        MembershipFactory(network=network, person__name=name, **({"engagement": None} | options)).person
        for name in names
    ]


def organisation_at(network, name):
    """Somebody who sits there for an organisation of this name."""
    engagement = EngagementFactory(network=network, organisation__name=name)
    return MembershipFactory(network=network, engagement=engagement).person


def show(client, **asked):
    response = client.get(reverse("talking_graph", args=["north"]), asked)
    assert response.status_code == 200
    return response


def words(response, markup=None):
    """The words of a page or a piece of it, as one reads them."""
    text = re.sub(r"<[^>]*>", " ", markup if markup is not None else response.content.decode())
    return " ".join(unescape(text).split())


def card(response, heading):
    """The words of the card under a heading."""
    page = response.content.decode()
    (found,) = [
        each for each in re.findall(r"<section.*?</section>", page, re.DOTALL) if f">{heading}</h2>" in each
    ]
    return words(response, found)


def table(response):
    """The figures of each party, by name."""
    body = re.search(
        r'<table class="table talk-table">.*?<tbody>(.*?)</tbody>', response.content.decode(), re.DOTALL
    )
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)
    cells = [[words(response, cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return {row[0]: row[1:] for row in cells}


def value(response, name):
    return words(response, re.search(f'id="talk-{name}">(.*?)<', response.content.decode())[1])


def test_karate_club_has_the_measures_that_networkx_gives_it(client, network):
    club = nx.karate_club_graph()
    people = members(network, *(f"Club {number:02d}" for number in club))
    for one, other in club.edges:
        meet(network, people[one], people[other])

    response = show(client, **PEOPLE)

    figures = table(response)
    between = nx.betweenness_centrality(club)
    cuts = set(nx.articulation_points(club))
    (group,) = nx.connected_components(club)
    assert value(response, "density") == f"{nx.density(club):.3f}" == "0.139"
    assert (value(response, "meetings"), value(response, "groups"), len(group)) == ("78", "1", 34)
    assert [row.split()[:2] for row in figures] == [["Club", f"{number:02d}"] for number in club]
    for number, (meetings, met, link, own_group, chaired) in zip(club, figures.values(), strict=True):
        assert meetings == str(club.degree[number])
        assert met == f"{club.degree[number]} of 33"
        assert link.split()[0] == f"{between[number]:.3f}"
        assert ("only link" in link) == (number in cuts)
        assert (own_group, chaired) == ("1", "–")
    assert "of the 561 pairs of people, 78 met" in words(response)
    assert "Without Club 00, " in card(response, "Only meet through one other")
    assert len(re.findall("<line ", response.content.decode())) == 78


def test_two_groups_and_who_met_nobody_are_named(client, network):
    ann, bob, cas, dina, _eve, fem = members(network, "Ann", "Bob", "Cas", "Dina", "Eve", "Fem")
    meet(network, ann, bob, cas)
    meet(network, dina, fem)

    response = show(client, **PEOPLE)

    assert card(response, "In groups that never meet") == (
        "In groups that never meet 2 groups, with nobody who sits in two of them. Ann, Bob and Cas Dina and Fem"
    )
    assert "At no meeting: Eve." in card(response, "Never at a table together")
    assert re.search('class="aside">Met nobody in this period<', response.content.decode())
    groups = {name.split()[0]: row[3] for name, row in table(response).items()}
    assert groups == {"Ann": "1", "Bob": "1", "Cas": "1", "Dina": "2", "Eve": "–", "Fem": "2"}


def test_organisations_meet_once_at_each_table_whoever_sat_there_for_them(client, network):
    south, west = organisation_at(network, "South"), organisation_at(network, "West")
    colleague = MembershipFactory(network=network, engagement=south.memberships.get().engagement).person
    EngagementFactory(network=network, organisation__name="East")
    (ann,) = members(network, "Ann")
    meet(network, south, colleague, west, chair=colleague)
    meet(network, colleague, ann, chair=ann)

    response = show(client)

    assert "of the 6 pairs of parties, 2 met." in words(response)
    assert {name: row[:2] + row[4:] for name, row in table(response).items()} == {
        "Ann in their own name": ["1", "1 of 3", "1"],
        "East": ["0", "0 of 3", "–"],
        "South": ["2", "2 of 3", "1"],
        "West": ["1", "1 of 3", "–"],
    }
    assert card(response, "Only meet through one other").endswith(
        "Without South, West would not meet the rest."
    )
    assert "Ann – West came 1 and 1 times" in card(response, "Never at a table together")
    matrix = re.search(
        '<table class="matrix talk-matrix">(.*?)</table>', response.content.decode(), re.DOTALL
    )[1]
    rows = [words(response, row) for row in re.findall("<tr>(.*?)</tr>", matrix)]
    assert rows == [
        "Ann 1 never 1 never",
        "East never 0 never never",
        "South 1 never 2 1",
        "West never never 1 1",
    ]


@pytest.mark.parametrize(
    ("chairs", "sentence"),
    [
        ("", "It is not recorded of any meeting who chaired."),
        ("a", "Ann chaired each time that it is recorded: 1 of 4 meetings."),
        ("aaab", "Ann chaired more than half: 3 of 4 meetings with a chair. Who takes the next one?"),
        ("aabb", "The chair goes round: 2 people took it, nobody more often than Ann, 2 of 4 times."),
    ],
)
def test_how_evenly_the_chair_goes_round_is_said(client, network, chairs, sentence):
    ann, bob = members(network, "Ann", "Bob")
    for chair in chairs.ljust(4):
        meet(network, ann, bob, chair={"a": ann, "b": bob}.get(chair))

    assert sentence in card(show(client, **PEOPLE), "Who chaired")


def test_everybody_who_met_everybody_is_said_so(client, network):
    meet(network, *members(network, "Ann", "Bob", "Cas"))

    response = show(client, **PEOPLE)

    assert "Everybody talks with everybody: all 3 people met." in words(response)
    assert "Nobody is the only link" in card(response, "Only meet through one other")
    assert "Everybody who came met everybody else who came." in card(response, "Never at a table together")


def test_only_meetings_of_the_period_count_and_what_was_typed_wrong_stays(client, network):
    ann, bob, cas = members(network, "Ann", "Bob", "Cas")
    meet(network, ann, bob)
    meet(network, ann, bob, cas, day=TODAY - timedelta(days=500))

    def pairs(**asked):
        return re.search(r"Pairs that met (\d)", words(show(client, **PEOPLE, **asked)))[1]

    assert [pairs(), pairs(months="24"), pairs(months="all"), pairs(until=str(TODAY))] == ["1", "3", "3", "3"]
    wrong = show(client, **PEOPLE, **{"from": "2026-02-30"})
    assert "“2026-02-30” is not a date that exists." in words(wrong)
    assert 'value="2026-02-30"' in wrong.content.decode()


def test_no_meeting_says_what_comes_here_and_leads_to_all_of_them(client, network):
    meet(network, *members(network, "Ann", "Bob"), day=date(2020, 1, 1))

    response = show(client)

    assert "No meeting was recorded in this period" in words(response)
    assert (
        '<a class="button primary" href="?months=all">Look at all meetings</a>' in response.content.decode()
    )


def test_picture_around_somebody_shows_whom_they_met_how_often(client, network):
    ann, bob, cas, dina = members(network, "Ann", "Bob", "Cas", "Dina")
    meet(network, ann, bob)
    meet(network, ann, bob, cas)
    meet(network, cas, dina)

    response = show(client, **PEOPLE, around=f"p{ann.pk}")

    assert "Ann met 2 of the 3 others." in words(response)
    assert "Met Bob (2×), Cas (1×) Never Dina" in card(response, "Ann, and whom they met")
    assert len(re.findall("data-spot=", response.content.decode())) == 3
    assert len(table(response)) == 4
    assert "of the 6 pairs of people" in words(show(client, **PEOPLE, around="p0"))


def test_table_is_sorted_and_searched_by_the_address(client, network):
    ann, bob, cas = members(network, "Ann", "Bob", "Cas")
    members(network, *(f"Other {number:02d}" for number in range(60)))
    meet(network, ann, bob, cas)
    meet(network, bob, cas)
    meet(network, cas)

    by_meetings = list(table(show(client, **PEOPLE, sort="-meetings")))
    searched = show(client, **PEOPLE, q="ÁNN", sort="-met", months="3")

    assert by_meetings[:3] == [f"{name} in their own name" for name in ("Cas", "Bob", "Ann")]
    assert len(by_meetings) == 50
    assert list(table(searched)) == ["Ann in their own name"]
    assert '<input type="hidden" name="months" value="3">' in searched.content.decode()
    assert "talk-matrix" not in searched.content.decode()  # of 63 people nobody finds a cell any more
    assert "Nobody is called that." in words(show(client, **PEOPLE, q="Zed"))


def test_names_are_drawn_as_they_are_written(client, network):
    (odd,) = members(network, '<b>Ann</b> & "Co"')
    meet(network, odd, organisation_at(network, "<i>Zed</i>"), chair=odd)

    page = show(client).content.decode() + show(client, **PEOPLE, around=f"p{odd.pk}").content.decode()

    assert "<b>Ann" not in page
    assert "<i>Zed" not in page
    assert "&lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Co&quot;" in page


def test_organisation_counts_the_networks_that_its_reader_sees(client, network):
    ours = OrganisationFactory(name="Ours", slug="ours")
    steward = StewardshipFactory(organisation=ours).person
    elsewhere = NetworkFactory(name="Elsewhere")
    for place, name in ((network, "South"), (elsewhere, "West")):
        own = MembershipFactory(network=place, engagement__organisation=ours).person
        meet(place, own, organisation_at(place, name))
    meet(NetworkFactory(), PersonFactory(), PersonFactory())

    def lead_and_rows():
        response = client.get(reverse("organisation_talking", args=["ours"]))
        return words(response, re.search("<h2>(.*?)</h2>", response.content.decode())[1]), list(
            table(response)
        )

    watched = lead_and_rows()
    client.force_login(steward.user)

    assert watched == (
        "Ours talks with everybody in its networks.",
        ["Ours", "South"],
    )
    assert lead_and_rows() == (
        "Ours talks with everybody in its networks.",
        ["Ours", "South", "West"],
    )


def test_organisation_in_no_network_has_nobody_to_talk_with(client, network):
    steward = StewardshipFactory(organisation__slug="ours").person
    client.force_login(steward.user)

    response = client.get(reverse("organisation_talking", args=["ours"]), {"months": "all"})

    assert response.status_code == 200
    assert "No meeting was recorded in this period" in words(response)


def crowd(network, size, meetings):
    """So many members for a tenth as many organisations, and meetings of up to eight of them."""
    draw = Random(20261130)
    engagements = EngagementFactory.create_batch(max(1, size // 10), network=network)
    people = Person.objects.bulk_create(
        Person(name=f"Member {number:03d}", name_key=f"member {number:03d}") for number in range(size)
    )
    Membership.objects.bulk_create(
        Membership(
            network=network, person=person, engagement=draw.choice(engagements), joined_on=date(2024, 1, 1)
        )
        for person in people
    )
    held = Consultation.objects.bulk_create(
        Consultation(network=network, held_on=TODAY - timedelta(days=number % 300), topic="Work")
        for number in range(meetings)
    )
    Attendance.objects.bulk_create(
        Attendance(consultation=each, person=person, chaired=not place)
        for each in held
        for place, person in enumerate(draw.sample(people, min(size, 8)))
    )


@pytest.mark.parametrize(("size", "meetings"), [(4, 3), (40, 30)])  # more in test_together_at_scale.py
def test_pages_take_the_same_queries_whatever_there_is(
    client, network, size, meetings, django_assert_num_queries
):
    crowd(network, size, meetings)
    slug = network.engagements.earliest("pk").organisation.slug

    # Session, account, the network, its frame; meetings, members and organisations.
    with django_assert_num_queries(7):
        show(client, **PEOPLE)
    with django_assert_num_queries(7):
        show(client)
    # Instead of network and frame: the organisation, its stewards, whether it is seen, and its networks.
    with django_assert_num_queries(9):
        client.get(reverse("organisation_talking", args=[slug]), PEOPLE)
