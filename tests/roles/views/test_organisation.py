"""One organisation: where its people sit, as far as the reader may see, and what it says of itself."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from networks.models import CollaborationPolicy
from tests.factories import (
    AdministratorFactory,
    CollaborationPolicyFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
IN_A_YEAR, LAST_YEAR = TODAY + timedelta(days=365), TODAY - timedelta(days=365)


@pytest.fixture
def brug():
    return OrganisationFactory(name="De Brug", slug="brug")


@pytest.fixture
def steward(client, brug):
    steward = StewardshipFactory(organisation=brug, person__name="Stef Steward").person
    client.force_login(steward.user)
    client.cookies["django_language"] = "en"
    return steward


def sits(organisation, person, network, *roles, hours=None, **mandate):
    """Let somebody sit in a network for an organisation with these roles; `hours` or dates give a valid mandate."""
    engagement, _new = network.engagements.get_or_create(organisation=organisation)
    seat = MembershipFactory(network=network, engagement=engagement, person=person)
    for slug in roles:
        RoleAssignmentFactory(membership=seat, role=role(slug))
    if hours is not None or mandate:
        MandateFactory(
            membership=seat,
            **({"starts_on": LAST_YEAR, "ends_on": IN_A_YEAR, "hours_per_month": hours} | mandate),
        )
    return seat


@pytest.fixture
def seated(brug):
    """Two people of De Brug in three networks, among others; Anna in one more in her own name."""
    anna, bert = PersonFactory(name="Anna"), PersonFactory(name="Bert")
    north, south, west = (NetworkFactory(name=name, slug=name.lower()) for name in ("North", "South", "West"))
    sits(brug, anna, north, "leader", "driver", hours=8)
    sits(brug, anna, south, "leader", granted_on=None, asked_on=TODAY)
    sits(brug, bert, north, "critic", hours=4)
    sits(brug, bert, west, ends_on=TODAY - timedelta(days=1))
    sits(OrganisationFactory(name="De Zon"), PersonFactory(name="Zoë"), north, "initiator")
    MembershipFactory(network=south, engagement=None, person__name="Rosa")
    RoleAssignmentFactory(
        membership=MembershipFactory(person=anna, engagement=None, network__name="Elsewhere"),
        role=role("initiator"),
    )
    return anna, bert, north, south, west


def table(client, **query):
    """The table's rows as (who, where), after a filter and an order."""
    page = client.get(reverse("organisation_seats", args=["brug"]), query).context["page"]
    return [(seat.name, seat.engaged.name) for seat in page]


def signals(response):
    html = response.content.decode()
    return [part.split('"')[0] for part in html.split('data-code="')[1:]]


def test_page_answers_who_sits_where_in_one_sentence(client, steward, seated):
    response = client.get(reverse("organisation_detail", args=["brug"]))

    assert response.context["lead"] == (
        "Two people from De Brug sit in three networks, together 12 hours a month; "
        "each of them sits somewhere without a valid mandate."
    )


@pytest.mark.parametrize(
    ("mandates", "sentence"),
    [
        ([], "De Brug is engaged in one network, and nobody sits there for it yet."),
        ([8], "One person from De Brug sits in one network, together 8 hours a month; with a valid mandate."),
        ([None], "One person from De Brug sits in one network; without a valid mandate."),
        (
            [8, None],
            "Two people from De Brug sit in one network, together 8 hours a month; "
            "one of them sits somewhere without a valid mandate.",
        ),
        (
            [1, 0],
            "Two people from De Brug sit in one network, together 1 hour a month; "
            "all of them with a valid mandate.",
        ),
        ([None] * 2, "Two people from De Brug sit in one network; none of them with a valid mandate."),
    ],
)
def test_sentence_fits_what_there_is(client, steward, brug, mandates, sentence):
    network = EngagementFactory(organisation=brug).network
    for hours in mandates:
        sits(brug, PersonFactory(), network, hours=hours)

    assert client.get(brug.get_absolute_url()).context["lead"] == sentence


def test_sentence_without_any_engagement(client, steward, brug):
    response = client.get(brug.get_absolute_url())

    assert response.context["lead"] == "De Brug takes part in no network that you may see."
    assert "As soon as a coordinator adds one of your people" in response.content.decode()


def test_page_leaves_out_past_seats_roles_and_networks(client, steward, brug):
    network = NetworkFactory(name="North")
    sits(brug, PersonFactory(name="Gone"), network).__class__.objects.update(left_on=TODAY)
    seat = sits(brug, PersonFactory(name="Here"), network, "critic", hours=8)
    RoleAssignmentFactory(membership=seat, role=role("leader"), ended_on=TODAY)
    sits(brug, PersonFactory(name="Past"), NetworkFactory(ended_on=TODAY), "leader")

    response = client.get(brug.get_absolute_url())

    assert [(each.name, each.held.bit_count()) for each in response.context["page"]] == [("Here", 1)]


def test_table_says_with_whom_on_what_mandate_how_long_and_which_roles(client, steward, seated):
    html = client.get(reverse("organisation_seats", args=["brug"])).content.decode()
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in html.split("<tr>")[2:]]
    told = [[" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in row] for row in rows]

    with translation.override("en"):
        year, today, eve = (
            date_format(day, "j M Y") for day in (IN_A_YEAR, TODAY, TODAY - timedelta(days=1))
        )
    since = "1 Jan 2024"
    assert told == [
        ["Anna", "North", f"until {year} : Anna", "8", "2 Leader Driver", since, "De Zon (1 person)"],
        [
            "Anna",
            "South",
            f"asked for on {today} : Anna",
            "–",
            "1 Leader",
            since,
            "in their own name (1 person)",
        ],
        [
            "Bert",
            "North",
            f"until {year} : Bert",
            "4",
            "1",
            since,
            "De Zon (1 person)",
        ],  # only the cockpit by name
        ["Bert", "West", f"ended on {eve} : Bert", "–", "no role", since, "nobody else yet"],
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "ANNA"}, [("Anna", "North"), ("Anna", "South")]),
        ({"q": "north"}, [("Anna", "North"), ("Bert", "North")]),
        ({"q": "nobody"}, []),
        ({"q": "elsewhere"}, []),
        ({"mandate": "without"}, [("Anna", "South"), ("Bert", "West")]),
        ({"mandate": "valid"}, [("Anna", "North"), ("Bert", "North")]),
        ({"mandate": "asked"}, [("Anna", "South")]),
        ({"mandate": "ended"}, [("Bert", "West")]),
        ({"mandate": "none"}, []),
        ({"mandate": "nonsense", "q": "bert"}, [("Bert", "North"), ("Bert", "West")]),
        ({"q": "anna", "mandate": "valid"}, [("Anna", "North")]),
        ({"sort": "network"}, [("Anna", "North"), ("Bert", "North"), ("Anna", "South"), ("Bert", "West")]),
        ({"sort": "-person"}, [("Bert", "North"), ("Bert", "West"), ("Anna", "North"), ("Anna", "South")]),
        ({"sort": "-hours"}, [("Anna", "North"), ("Bert", "North"), ("Anna", "South"), ("Bert", "West")]),
        ({"sort": "-roles"}, [("Anna", "North"), ("Anna", "South"), ("Bert", "North"), ("Bert", "West")]),
        ({"sort": "mandate"}, [("Anna", "North"), ("Bert", "North"), ("Anna", "South"), ("Bert", "West")]),
        ({"sort": "nonsense"}, [("Anna", "North"), ("Anna", "South"), ("Bert", "North"), ("Bert", "West")]),
        ({"page": "nonsense", "q": "\x00west"}, [("Bert", "West")]),
    ],
)
def test_table_is_filtered_and_sorted_by_the_address(client, steward, seated, query, expected):
    assert table(client, **query) == expected


def test_table_is_searched_from_eleven_seats_on_and_has_pages(client, steward, brug):
    network = NetworkFactory()
    for number in range(10):
        sits(brug, PersonFactory(name=f"Person {number:02}"), network)
    address = reverse("organisation_seats", args=["brug"])
    few = client.get(address).context["filters"]
    for number in range(10, 26):
        sits(brug, PersonFactory(name=f"Person {number:02}"), network)

    many = client.get(address)
    second = client.get(address, {"page": 2, "sort": "-person"})
    detail = client.get(brug.get_absolute_url())

    assert (few, many.context["filters"], len(many.context["page"])) == (False, True, 25)
    assert [each.name for each in second.context["page"]] == ["Person 00"]
    assert f'href="{address}?sort=-person&amp;page=1"' in second.content.decode()
    assert "page" not in detail.context  # the table comes later
    assert f'data-hx-get="{address}"' in detail.content.decode()


def test_table_comes_by_itself_for_a_page_that_asks_for_it(client, steward, seated):
    address = reverse("organisation_seats", args=["brug"])

    part = client.get(address, headers={"HX-Request": "true"})
    back = client.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.content.decode().count("<section") == 1
    assert "<html" not in part.content.decode()
    assert "<html" in back.content.decode()
    assert "HX-Request" in part["Vary"]


def leaky(brug):
    """A network that the reader shares with De Brug, and a secret one with the same people and a stranger in it."""
    reader = MemberWithAccountFactory(network=NetworkFactory(name="North", slug="north"))
    anna = PersonFactory(name="Anna")
    sits(brug, anna, reader.network, "leader", "driver", hours=8)
    secret = NetworkFactory(name="Secret circle", slug="secret")
    sits(brug, anna, secret, "leader", "driver", hours=90)
    sits(brug, PersonFactory(name="Hidden Harry"), secret, "critic", hours=77)
    brug.engagements.filter(network=secret).update(stake="Hush-hush")
    MembershipFactory(network=secret, engagement__organisation__name="Undercover")
    return reader


PAGES = ("organisation_detail", "organisation_seats", "organisation_networks")


@pytest.mark.parametrize("kind", ["member", "observer", "steward of another"])
def test_reader_learns_nothing_of_networks_that_they_may_not_see(client, brug, kind):
    member = leaky(brug)
    reader = {
        "member": lambda: member.person,
        "observer": lambda: ObserverFactory(network=member.network).person,
        "steward of another": lambda: StewardshipFactory(organisation=member.organisation).person,
    }[kind]()
    client.force_login(reader.user)
    client.cookies["django_language"] = "en"

    pages = {name: client.get(reverse(name, args=["brug"])) for name in PAGES}
    pages["organisation_list"] = client.get(reverse("organisation_list"))

    for name, response in pages.items():
        html = response.content.decode()
        told = [
            word
            for word in ("Secret", "secret", "Hidden", "Undercover", "Hush", ">90<", ">77<")
            if word in html
        ]
        assert told == [], name
    assert pages["organisation_detail"].context["lead"] == (
        "One person from De Brug sits in one network, together 8 hours a month; with a valid mandate."
    )
    assert pages["organisation_detail"].context["grid"].all_networks == 1
    assert signals(pages["organisation_detail"]) == []
    assert "Counted in the networks that you may see." in pages["organisation_detail"].content.decode()
    assert pages["organisation_list"].content.decode().count("1 network<") >= 1
    assert (table(client, q="secret"), table(client, q="harry")) == ([], [])
    assert client.get(reverse("organisation_export", args=["brug"])).status_code == 403


def test_member_of_no_common_network_does_not_find_the_organisation(client, brug, seated):
    client.force_login(MemberWithAccountFactory().person.user)

    answers = {
        client.get(reverse(name, args=["brug"])).status_code for name in (*PAGES, "organisation_export")
    }

    assert answers == {404}


def test_signals_are_for_those_who_answer_for_the_organisation(client, steward, brug, seated):
    as_steward = client.get(brug.get_absolute_url())
    client.force_login(AdministratorFactory())
    as_administrator = client.get(brug.get_absolute_url())
    client.force_login(ObserverFactory(network=seated[2]).person.user)
    as_observer = client.get(brug.get_absolute_url())

    assert signals(as_steward) == ["core-load", "core-majority", "without-mandate"]
    assert signals(as_administrator) == ["core-majority", "without-mandate"]
    assert signals(as_observer) == []
    html = as_steward.content.decode()
    assert "Anna holds three cockpit roles, in two networks" in html  # not the fourth, in her own name
    assert "North: two of the three cockpit roles lie with De Brug" in html
    assert "Two people sit in two networks without a valid mandate" in html


def test_each_signal_leads_to_where_one_can_do_something(client, steward, brug, seated):
    html = client.get(brug.get_absolute_url()).content.decode()
    seats = reverse("organisation_seats", args=["brug"])

    assert f'href="{seats}?q=Anna"' in html
    assert f'href="{seats}?mandate=without"' in html
    assert f'href="{reverse("matrix", args=["north"])}"' in html


def test_each_seat_leads_to_where_its_mandate_can_be_given_or_renewed(client, steward, brug, seated):
    anna, bert, *_networks = seated
    html = client.get(reverse("organisation_seats", args=["brug"])).content.decode()

    leads = {
        (slug, person.name): client.get(reverse("mandate_person", args=[slug, person.pk])).url
        for slug, person in (("north", anna), ("south", anna), ("west", bert))
        if f'href="{reverse("mandate_person", args=[slug, person.pk])}"' in html
    }

    valid = anna.memberships.get(network__slug="north").mandates.get()
    asked = anna.memberships.get(network__slug="south").mandates.get()
    ended = bert.memberships.get(network__slug="west")
    assert leads == {
        ("north", "Anna"): reverse("mandate_renew", args=["north", valid.pk]),
        ("south", "Anna"): reverse("mandate_detail", args=["south", asked.pk]),
        ("west", "Bert"): f"{reverse('mandate_create', args=['west'])}?member={ended.pk}",
    }


def test_each_network_leads_the_steward_to_whom_could_be_sent(client, steward, brug, seated):
    engagements = list(brug.engagements.order_by("network__name"))
    addresses = [reverse("seat_candidates", args=[each.network.slug, each.pk]) for each in engagements]

    own = client.get(brug.get_absolute_url()).content.decode()
    statuses = [client.get(each).status_code for each in addresses]
    client.force_login(MemberWithAccountFactory(network=engagements[0].network, engagement=None).person.user)
    other = client.get(brug.get_absolute_url()).content.decode()

    assert ([f'href="{each}"' in own for each in addresses], statuses) == ([True] * 3, [200] * 3)
    assert [each for each in addresses if each in other] == []


def test_one_partner_alone_in_a_network_has_no_majority(client, steward, brug):
    sits(brug, PersonFactory(), NetworkFactory(), "leader", "driver", hours=8)

    assert signals(client.get(brug.get_absolute_url())) == []


def test_many_signals_are_shown_a_few_at_a_time(client, steward, brug):
    for number in range(12):
        person = PersonFactory(name=f"Person {number:02}")
        for _each in range(2):
            sits(brug, person, NetworkFactory(), "leader", "driver", hours=1)

    html = client.get(brug.get_absolute_url()).content.decode()

    assert html.count('data-code="core-load"') == 10
    assert "Show 5 more" in html
    assert "There are 2 more, further on." in html


def exported(client, file_format, **query):
    response = client.get(reverse("organisation_export", args=["brug"]), {"format": file_format, **query})
    if file_format == "csv":
        text = response.content.decode("utf-8-sig")
        return response, list(csv.reader(StringIO(text), delimiter=";"))
    sheet = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
    return response, [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_export_holds_what_the_table_shows(client, steward, seated):
    response, rows = exported(client, "xlsx")

    year = str(IN_A_YEAR)
    assert response["Content-Disposition"] == f'attachment; filename="brug-who-sits-where-{TODAY}.xlsx"'
    assert rows[0] == [
        "Who", "Network", "Since", "Coordinates", "Other organisations", "Number of other organisations",
        "Number of other people", "Mandate", "Date of the mandate", "Hours a month", "Number of roles",
        "Cockpit roles", "Other roles",
    ]  # fmt: skip
    assert rows[1:] == [
        ["Anna", "North", "2024-01-01", "no", "De Zon", 1, 1, "valid", year, 8, 2, "Leader, Driver", None],
        ["Anna", "South", "2024-01-01", "no", None, 0, 1, "asked for", str(TODAY), None, 1, "Leader", None],
        ["Bert", "North", "2024-01-01", "no", "De Zon", 1, 1, "valid", year, 4, 1, None, "Critic"],
        [
            "Bert", "West", "2024-01-01", "no", None, 0, 0, "expired or withdrawn",
            str(TODAY - timedelta(days=1)), None, 0, None, None,
        ],
    ]  # fmt: skip


def test_export_follows_the_filter_and_says_the_same_as_csv(client, steward, seated):
    _response, rows = exported(client, "csv", mandate="without", sort="-person")
    _response, cells = exported(client, "xlsx", mandate="without", sort="-person")

    assert [row[:2] for row in rows[1:]] == [["Bert", "West"], ["Anna", "South"]]
    assert [["" if cell is None else str(cell) for cell in row] for row in cells] == rows


def test_export_runs_no_formula_and_has_no_address(client, steward, brug):
    person = PersonFactory(name="=HYPERLINK(1)", email="person@example.org")
    sits(brug, person, NetworkFactory(name="+1", slug="plus"), "critic", hours=8)

    response, rows = exported(client, "csv")
    workbook = exported(client, "xlsx")[0]

    assert rows[1][:2] == ["'=HYPERLINK(1)", "'+1"]
    assert b"@" not in response.content
    cell = openpyxl.load_workbook(BytesIO(workbook.content)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_export_takes_no_other_format(client, steward, seated):
    assert client.get(reverse("organisation_export", args=["brug"]), {"format": "pdf"}).status_code == 404


def test_policy_shows_answers_and_what_a_good_one_covers_to_the_steward(client, steward, brug):
    CollaborationPolicyFactory(organisation=brug, vision="Together & well", reviewed_on=TODAY)
    network = EngagementFactory(organisation=brug).network

    as_steward = client.get(brug.get_absolute_url()).content.decode()
    client.force_login(ObserverFactory(network=network).person.user)
    as_observer = client.get(brug.get_absolute_url()).content.decode()

    assert "Together &amp; well" in as_steward
    assert "Together &amp; well" in as_observer
    assert (as_steward.count("Not answered yet."), as_observer.count("Not answered yet.")) == (4, 4)
    assert (as_steward.count("A good answer says:"), as_observer.count("A good answer says:")) == (4, 0)
    assert f"Last reviewed on {TODAY.day} " in as_steward


@pytest.mark.parametrize(
    ("reviewed", "asked"),
    [(TODAY, False), (TODAY - timedelta(days=360), False), (TODAY - timedelta(days=370), True), (None, True)],
)
def test_policy_older_than_a_year_asks_gently_for_a_look(client, steward, brug, reviewed, asked):
    CollaborationPolicyFactory(organisation=brug, vision="Together", reviewed_on=reviewed)

    html = client.get(brug.get_absolute_url()).content.decode()

    assert ("Confirm that it still holds" in html) is asked


def test_policy_is_confirmed_without_changing_anything(client, steward, brug):
    policy = CollaborationPolicyFactory(organisation=brug, vision="Together", reviewed_on=date(2020, 1, 1))

    response = client.post(
        reverse("policy_reviewed", args=["brug"]), {"seen": policy.fingerprint}, follow=True
    )

    policy.refresh_from_db()
    assert (policy.reviewed_on, policy.vision) == (TODAY, "Together")
    assert response.redirect_chain == [(f"{brug.get_absolute_url()}#policy", 302)]
    assert "Noted: looked through today, and it still holds." in response.content.decode()


def test_policy_is_not_confirmed_when_it_changed_since(client, steward, brug):
    policy = CollaborationPolicyFactory(organisation=brug, vision="Together", reviewed_on=date(2020, 1, 1))
    seen = policy.fingerprint
    CollaborationPolicy.objects.update(vision="Alone")

    response = client.post(reverse("policy_reviewed", args=["brug"]), {"seen": seen}, follow=True)

    policy.refresh_from_db()
    assert policy.reviewed_on == date(2020, 1, 1)
    assert "The answers have changed since you looked. Read them once more." in response.content.decode()


def test_networks_without_a_stake_come_first_for_the_steward(client, steward, brug):
    for number in range(11):
        EngagementFactory(
            organisation=brug, network__name=f"Network {number:02}", stake="Much." if number < 6 else ""
        )

    html = client.get(brug.get_absolute_url()).content.decode()

    shown = html[html.index('id="stakes"') : html.index('id="policy"')]
    assert [f"Network {number:02}</a>" in shown for number in (0, 4, 5, 6, 10)] == [
        True,
        True,
        False,
        True,
        True,
    ]
    assert "And 1 more network" in shown
    assert (shown.count("Say what is at stake<"), shown.count("Change what is at stake<")) == (5, 5)


def test_all_networks_are_searched_and_tell_what_is_at_stake(client, steward, brug):
    for number in range(11):
        EngagementFactory(organisation=brug, network__name=f"Crèche {number:02}", stake=f"<Much> {number:02}")
    address = reverse("organisation_networks", args=["brug"])

    all_of_them = client.get(address).content.decode()
    found = client.get(address, {"q": "CRECHE 07"}).content.decode()
    none = client.get(address, {"q": "zon"}).content.decode()

    assert all_of_them.count("&lt;Much&gt;") == 11
    assert (found.count("&lt;Much&gt;"), "&lt;Much&gt; 07" in found) == (1, True)
    assert "None of its networks is called “zon”." in none


def test_list_has_the_organisations_that_one_answers_for_first(client, steward, brug):
    network = EngagementFactory(organisation=brug).network
    EngagementFactory(network=network, organisation__name="De Zon")
    EngagementFactory(organisation__name="Hidden")

    response = client.get(reverse("organisation_list"))

    assert [each.name for each in response.context["mine"]] == ["De Brug"]
    assert [(each.name, each.networks_seen) for each in response.context["page"]] == [("De Zon", 1)]
    assert "Hidden" not in response.content.decode()


def test_list_is_searched_from_eleven_on(client, steward, brug):
    network = EngagementFactory(organisation=brug).network
    for number in range(11):
        EngagementFactory(network=network, organisation__name=f"Crèche {number}")

    found = client.get(reverse("organisation_list"), {"q": "CRECHE 7"})
    none = client.get(reverse("organisation_list"), {"q": "zon"})

    assert [each.name for each in found.context["page"]] == ["Crèche 7"]
    assert "No organisation here is called “zon”." in none.content.decode()


def crowd(brug, count):
    """So many networks, each with people and partners of its own."""
    for _each in range(count):
        network = NetworkFactory()
        seat = sits(brug, PersonFactory(), network, "leader", "driver", hours=8)
        MandateFactory(membership=seat, starts_on=date(2020, 1, 1))
        other = MembershipFactory(network=network)
        RoleAssignmentFactory(membership=other, role=role("initiator"))
        MembershipFactory(network=network, engagement=None)
        StewardshipFactory(organisation=brug)
    CollaborationPolicyFactory(organisation=brug)


QUERIES = {
    "organisation_detail": 8,
    "organisation_seats": 7,
    "organisation_networks": 6,
    "organisation_export": 7,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_pages_take_the_same_queries_whatever_there_is(
    client, steward, brug, django_assert_num_queries, name, count
):
    crowd(brug, count)

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(reverse(name, args=["brug"]))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_another_reader(client, brug, django_assert_num_queries, count):
    observers = ObserverFactory()
    client.force_login(observers.person.user)
    crowd(brug, count)
    for engagement in brug.engagements.all():
        ObserverFactory(person=observers.person, network=engagement.network)

    with django_assert_num_queries(9):
        response = client.get(brug.get_absolute_url())

    assert len({seat.engaged.network for seat in response.context["page"]}) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_whatever_there_is(
    client, steward, brug, django_assert_num_queries, count
):
    crowd(brug, count)

    with django_assert_num_queries(5):
        response = client.get(reverse("organisation_list"))

    assert response.context["page"].paginator.count == count


def test_three_hundred_networks_take_no_more_queries_than_one(
    client, steward, brug, django_assert_num_queries
):
    crowd(brug, 300)

    with django_assert_num_queries(7):  # the table has an address of its own then
        detail = client.get(brug.get_absolute_url())
    with django_assert_num_queries(7):
        seats = client.get(reverse("organisation_seats", args=["brug"]))

    assert (detail.context["grid"].people, detail.context["grid"].all_networks) == (12, 300)
    assert "out of 300 people and 300 networks" in detail.content.decode()
    assert (seats.context["page"].paginator.count, len(seats.context["page"])) == (300, 25)
