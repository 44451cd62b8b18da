"""The first visit, through the client: a question at a time, to be left and taken up again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import BalanceReading, Person
from roles.models import RoleStance
from tests.factories import (
    LONG_AGO,
    AdministratorFactory,
    BalanceReadingFactory,
    CoordinatorFactory,
    InvitationFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    StewardshipFactory,
    role,
)
from tests.forms import errors_of, fields_of, fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WELCOME = "/me/welcome/"


@pytest.fixture
def newcomer(client):
    membership = MemberWithAccountFactory(
        network__slug="north",
        network__name="North",
        network__question="Who opens the door?",
        person__name="Nia Noor",
    )
    RoleAssignmentFactory(membership=membership, role=role("critic"))
    enter(client, membership.person)
    return membership


def enter(client, person):
    client.force_login(person.user)
    client.cookies["django_language"] = "en"


def step(name, network=""):
    return reverse("welcome_step", args=[name]) + (f"?network={network}" if network else "")


def introduced(membership):
    return Person.objects.get(pk=membership.person_id).introduced_on


def test_newcomer_is_asked_one_thing_after_another_until_the_others_know_them(client, newcomer):
    start = client.get(WELCOME).url
    after_roles = fill_in(client, step("roles"), "roles-seen", follow=False, roles_critic=["I"]).url
    after_stances = fill_in(
        client, step("stances"), "stances-seen", follow=False, stances_leader="avoids"
    ).url
    after_voice = fill_in(client, step("voice"), "voice-seen", follow=False, voice_interests="Time").url
    done = fill_in(
        client,
        step("attention"),
        "balance-seen",
        balance_organisation="10",
        balance_individual="20",
        balance_network="70",
    )

    assert [start, after_roles, after_stances, after_voice] == [
        step("hello"), step("stances"), step("voice"), step("attention"),
    ]  # fmt: skip
    assert done.redirect_chain == [("/me/", 302)]
    assert [str(each) for each in done.context["messages"]] == [
        "Thank you, the others know you a little better now. You can change all of it in your profile."
    ]
    newcomer.refresh_from_db()
    assert introduced(newcomer) == TODAY
    assert [each.motives for each in newcomer.assignments.all()] == ["I"]
    assert [(each.role.slug, each.stance) for each in RoleStance.objects.all()] == [("leader", "avoids")]
    assert newcomer.interests == "Time"
    assert BalanceReading.objects.get().network_share == 70


def test_first_page_says_where_by_whom_and_what_happens_with_the_answers(client, newcomer):
    InvitationFactory(
        network=newcomer.network,
        person=newcomer.person,
        invited_by=CoordinatorFactory(network=newcomer.network, person__name="Cas Cool").person.user,
    )
    InvitationFactory(
        person=newcomer.person, invited_by=CoordinatorFactory(person__name="Else Where").person.user
    )

    html = client.get(step("hello")).content.decode()

    assert "Cas Cool has invited you to “North”." in html
    assert "Who opens the door?" in html
    assert "Else Where" not in html
    assert "Step 1 of 5, about 3 minutes to go" in " ".join(html.split())
    assert "where your attention goes, only you and the coordinators see" in html


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("roles", "Step 2 of 5</p>, about 3 minutes to go"),
        ("stances", "Step 3 of 5</p>, about 2 minutes to go"),
        ("voice", "Step 4 of 5</p>, about 1 minute to go"),
        ("attention", "Step 5 of 5</p>, about 1 minute to go"),
    ],
)
def test_each_step_says_how_far_it_is(client, newcomer, name, words):
    html = " ".join(client.get(step(name)).content.decode().split())

    number = words[5]
    assert words.replace("</p>", "") in html
    assert f'<progress max="5" value="{number}"' in html


def test_somebody_who_stops_comes_back_to_the_first_open_question(client, newcomer):
    RoleStanceFactory(person=newcomer.person)
    first = client.get(WELCOME).url
    fill_in(client, step("roles"), "roles-seen", roles_critic=["N"])
    second = client.get(WELCOME).url

    assert (first, second) == (step("roles"), step("voice"))
    assert introduced(newcomer) is None


def test_overview_asks_somebody_new_to_introduce_themselves_and_says_how_far_they_are(client, newcomer):
    def asked():
        return [
            (task.network, task.sentence, task.button, task.url)
            for task in client.get("/me/").context["tasks"]
        ]

    before = asked()
    fill_in(client, step("stances"), "stances-seen", stances_leader="prefers")
    halfway = asked()
    client.post(WELCOME)
    aside = asked()

    check_in = (
        "North",
        "What do you bring these days, and what would you like to bring? Two questions.",
        "Take a moment for it",
        reverse("check_in_create", args=["north", newcomer.pk]),
    )
    address = "/me/welcome/?network=north"
    assert before == [
        ("North", "Introduce yourself in three minutes: what may the others count on?", "Begin", address),
        check_in,
    ]
    assert halfway == [
        (
            "North",
            "You have answered one of four questions to introduce yourself; two minutes to go.",
            "Go on",
            address,
        ),
        check_in,
    ]
    assert [task[2] for task in aside] == [
        "Say for whose sake",
        "Take a moment for it",
        "Divide your attention",
    ]
    assert introduced(newcomer) == TODAY


def test_questions_put_aside_stay_within_reach_and_keep_the_first_day(client, newcomer):
    Person.objects.update(introduced_on=LONG_AGO)

    response = client.post(WELCOME, follow=True)

    assert [str(each) for each in response.context["messages"]] == [
        "Fine. You find these questions in your profile, whenever it suits you."
    ]
    assert introduced(newcomer) == LONG_AGO
    assert client.get(step("voice")).status_code == 200


def test_step_can_be_skipped_and_gone_back_from_without_saving(client, newcomer):
    html = client.get(step("stances")).content.decode()

    assert f'href="{step("voice")}"' in html
    assert f'href="{step("roles")}"' in html
    assert not RoleStance.objects.exists()


def test_member_without_a_role_is_not_asked_for_motives(client):
    membership = MemberWithAccountFactory()
    enter(client, membership.person)

    hello = client.get(step("hello"))

    assert (hello.context["total"], hello.context["onward"]) == (4, step("stances"))
    assert client.get(step("roles")).status_code == 404
    assert client.get(step("nothing")).status_code == 404


def test_member_of_several_networks_gets_the_latest_or_the_one_they_came_for(client, newcomer):
    later = MembershipFactory(
        person=newcomer.person, joined_on=TODAY - timedelta(days=3), network__slug="south"
    )

    latest = client.get(step("voice"))
    chosen = client.get(step("voice", "north"))
    saved = fill_in(client, step("voice", "north"), "voice-seen", follow=False, voice_ambitions="Here")

    assert (latest.context["membership"], chosen.context["membership"]) == (later, newcomer)
    assert saved.url == step("attention", "north")
    newcomer.refresh_from_db()
    later.refresh_from_db()
    assert (newcomer.ambitions, later.ambitions) == ("Here", "")
    assert client.get(f"{WELCOME}?network=north").url == step("roles", "north")


@pytest.mark.parametrize("name", ["hello", "voice"])
def test_network_that_i_have_no_part_in_is_not_known_here(client, newcomer, name):
    NetworkFactory(slug="secret", name="Secret")

    strange = ("secret", "unknown", "%00")
    found = [client.get(step(name, slug)).status_code for slug in strange]
    started = [client.get(f"{WELCOME}?network={slug}").status_code for slug in strange]

    assert found == started == [404, 404, 404]


def test_observer_is_asked_nothing_and_shown_where_to_look(client):
    observer = ObserverFactory(network__slug="north", network__name="North")
    ObserverFactory(network__name="Elsewhere")
    enter(client, observer.person)

    response = client.get(f"{WELCOME}?network=north", follow=True)
    html = response.content.decode()
    done = client.post(WELCOME, follow=True)

    assert response.redirect_chain == [(step("hello", "north"), 302)]
    assert "You may look at what a network is doing. Nothing is asked of you." in html
    assert (reverse("dashboard", args=["north"]) in html, "Elsewhere" in html, "<progress" in html) == (
        True,
        False,
        False,
    )
    assert client.get(step("voice")).status_code == 404
    assert (done.redirect_chain, list(done.context["messages"])) == ([("/me/", 302)], [])


def test_steward_is_shown_the_organisation_they_answer_for(client):
    stewardship = StewardshipFactory(organisation__slug="bridge", organisation__name="The Bridge")
    enter(client, stewardship.person)

    html = client.get(step("hello")).content.decode()

    assert "You answer for an organisation" in html
    assert reverse("organisation_detail", args=["bridge"]) in html


def test_account_without_a_person_is_told_what_to_do(client):
    client.force_login(AdministratorFactory())
    client.cookies["django_language"] = "en"

    answers = [client.get(WELCOME), client.post(WELCOME), client.get(step("hello"))]

    assert ["We do not know yet who you are." in each.content.decode() for each in answers] == [True] * 3


def test_step_with_something_wrong_stays_where_it_is(client, newcomer):
    response = fill_in(
        client,
        step("attention"),
        "balance-seen",
        balance_organisation="10",
        balance_individual="20",
        balance_network="60",
    )
    empty = fill_in(client, step("attention"), "balance-seen")

    assert errors_of(response) == ["Together the three must make 100; now they make 90, so 10 is missing."]
    assert fields_of(response, "balance-seen")["balance-network"] == ["60"]
    assert errors_of(empty) == ["This field is required."] * 3
    assert (BalanceReading.objects.count(), introduced(newcomer)) == (0, None)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("hello", 6), ("roles", 8), ("stances", 9), ("voice", 7), ("attention", 9)]
)
def test_step_takes_as_many_queries_however_many_networks_and_roles(
    client, newcomer, django_assert_num_queries, count, name, queries
):
    for number, slug in enumerate(["leader", "driver", "adviser"][:count]):
        RoleAssignmentFactory(membership=newcomer, role=role(slug))
        RoleAssignmentFactory(membership__person=newcomer.person, role=role(slug))
        RoleStanceFactory(person=newcomer.person, role=role(slug))
        day = LONG_AGO + timedelta(days=number)
        BalanceReadingFactory(person=newcomer.person, network=newcomer.network, read_on=day)

    with django_assert_num_queries(queries):
        response = client.get(step(name, "north"))

    assert response.context["membership"] == newcomer
