"""My part in one network, through the client: what I want, for whose sake, and where my attention goes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import BalanceReading, CheckIn
from tests.factories import (
    LONG_AGO,
    BalanceReadingFactory,
    CheckInFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    RoleAssignmentFactory,
    role,
)
from tests.forms import errors_of, fields_of, fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ASKED = "balance-seen"


@pytest.fixture
def mine(client):
    membership = MemberWithAccountFactory(network__slug="north", network__name="North")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


PAGE = "/networks/north/my-part/"


def save(client, **answers):
    return fill_in(client, PAGE, ASKED, **answers)


def readings(membership):
    return [
        (each.read_on, each.organisation_share, each.individual_share, each.network_share)
        for each in BalanceReading.objects.filter(network=membership.network, person=membership.person)
    ]


def voice(membership):
    membership.refresh_from_db()
    return membership.interests, membership.ambitions, membership.expectations


def test_my_part_keeps_everything_at_once(client, mine):
    critic = RoleAssignmentFactory(membership=mine, role=role("critic"), for_network=True)
    leader = RoleAssignmentFactory(membership=mine, role=role("leader"))

    response = save(
        client,
        voice_interests="Time",
        voice_ambitions="To learn",
        voice_expectations="Honesty",
        motives_critic=["O", "I"],
        motives_leader=["N"],
        balance_organisation="20",
        balance_individual="0",
        balance_network="80",
    )

    assert response.redirect_chain == [(PAGE, 302)]
    assert [str(each) for each in response.context["messages"]] == [
        "Saved. This is your part in “North” now."
    ]
    assert voice(mine) == ("Time", "To learn", "Honesty")
    critic.refresh_from_db()
    leader.refresh_from_db()
    assert (critic.motives, critic.started_on, leader.motives) == ("OI", LONG_AGO, "N")
    assert readings(mine) == [(TODAY, 20, 0, 80)]


def test_my_part_takes_answers_back_and_makes_no_reading_of_an_untouched_triangle(client, mine):
    mine.interests = "Time"
    mine.save()
    critic = RoleAssignmentFactory(membership=mine, role=role("critic"), for_network=True)
    sent = fields_of(client.get(PAGE), ASKED)
    del sent["motives-critic"]

    response = client.post(PAGE, sent | {"voice-interests": ""})

    critic.refresh_from_db()
    assert response.status_code == 302
    assert (voice(mine), critic.motives, readings(mine)) == (("", "", ""), "", [])


def test_my_part_shows_the_last_reading_and_makes_a_new_one_only_when_it_changes_or_is_confirmed(
    client, mine
):
    day = TODAY - timedelta(days=40)
    BalanceReadingFactory(network=mine.network, person=mine.person, read_on=day)

    shown = fields_of(client.get(PAGE), ASKED)
    save(client, voice_interests="Time")
    untouched = readings(mine)
    save(client, balance_again="on")

    assert [shown[f"balance-{name}"] for name in ("organisation", "individual", "network")] == [
        ["30"],
        ["30"],
        ["40"],
    ]
    assert untouched == [(day, 30, 30, 40)]
    assert readings(mine) == [(day, 30, 30, 40), (TODAY, 30, 30, 40)]


@pytest.mark.parametrize(
    ("shares", "sentences"),
    [
        (("50", "20", "20"), ["Together the three must make 100; now they make 90, so 10 is missing."]),
        (("50", "40", "30"), ["Together the three must make 100; now they make 120, 20 too much."]),
        (("50", "", "50"), ["Fill in a number from 0 to 100; a zero counts too."]),
        (("110", "0", "-10"), [
            "Ensure this value is less than or equal to 100.",
            "Ensure this value is greater than or equal to 0.",
        ]),
        (("a third", "33", "33"), ["Enter a whole number."]),
    ],
)  # fmt: skip
def test_my_part_says_what_is_wrong_with_the_shares_and_keeps_what_was_typed(client, mine, shares, sentences):
    organisation, individual, network = shares

    response = save(
        client,
        voice_interests="Typed here",
        balance_organisation=organisation,
        balance_individual=individual,
        balance_network=network,
    )

    kept = fields_of(response, ASKED)
    assert errors_of(response) == sentences
    assert [kept[f"balance-{name}"] for name in ("organisation", "individual", "network")] == [
        [each] for each in shares
    ]
    assert kept["voice-interests"] == ["Typed here"]
    assert (readings(mine), voice(mine)) == ([], ("", "", ""))


def test_my_part_touches_only_roles_of_mine_here(client, mine):
    others = [
        RoleAssignmentFactory(membership=MembershipFactory(network=mine.network), role=role("critic")),
        RoleAssignmentFactory(membership=MembershipFactory(person=mine.person), role=role("critic")),
        RoleAssignmentFactory(membership=mine, role=role("critic"), ended_on=TODAY),
    ]

    response = save(client, motives_critic=["N"], motives_seen="forged")
    wrong = RoleAssignmentFactory(membership=mine, role=role("leader"))
    refused = save(client, motives_leader=["X"])

    assert response.status_code == 200
    for each in [*others, wrong]:
        each.refresh_from_db()
        assert each.motives == ""
    assert errors_of(refused) == ["Select a valid choice. X is not one of the available choices."]


def test_my_part_in_two_windows_tells_the_second_what_the_first_changed(client, mine):
    critic = RoleAssignmentFactory(membership=mine, role=role("critic"), for_organisation=True)
    second = fields_of(client.get(PAGE), ASKED)
    save(
        client,
        motives_critic=["I", "N"],
        balance_organisation="20",
        balance_individual="30",
        balance_network="50",
    )

    told = client.post(
        PAGE,
        second
        | {
            "motives-critic": ["O"],
            "balance-organisation": "100",
            "balance-individual": "0",
            "balance-network": "0",
        },
    )
    critic.refresh_from_db()
    meanwhile = critic.motives, readings(mine)
    done = client.post(PAGE, fields_of(told, ASKED))

    now = {
        "Critic": "for myself, for the network",
        "My organisation": "20",
        "Myself": "30",
        "The network": "50",
    }
    assert errors_of(told) == [
        f"“{name}” was changed in the meantime, in another window perhaps: it is now “{value}”. "
        "Save again to keep what you filled in here."
        for name, value in now.items()
    ]
    critic.refresh_from_db()
    assert meanwhile == ("IN", [(TODAY, 20, 30, 50)])
    assert (done.status_code, critic.motives, readings(mine)) == (302, "O", [(TODAY, 100, 0, 0)])


def test_my_part_in_my_own_name_speaks_of_the_organisations(client, mine):
    own = MembershipFactory(network__slug="own", person=mine.person, engagement=None)
    RoleAssignmentFactory(membership=own, role=role("critic"))

    with_one = client.get(PAGE).content.decode()
    without = client.get("/networks/own/my-part/").content.decode()

    assert ("My organisation" in with_one, "The organisations" in with_one) == (True, False)
    assert ("My organisation" in without, "The organisations" in without) == (False, True)
    assert "for the organisations" in without


def test_my_part_shows_what_i_said_last_of_my_added_value_and_leads_to_the_question(client, mine):
    CheckInFactory(network=mine.network, person=mine.person, answer="Earlier", answered_on=LONG_AGO)
    CheckInFactory(network=mine.network, person=mine.person, answer="I ask.")
    CheckIn.objects.create(
        network=mine.network, person=MembershipFactory(network=mine.network).person, answer="Theirs"
    )

    html = client.get(PAGE).content.decode()

    assert ("I ask." in html, "Earlier" in html, "Theirs" in html) == (True, False, False)
    assert reverse("check_in_create", args=["north", mine.pk]) in html


def test_my_part_says_beside_each_part_who_sees_it(client, mine):
    RoleAssignmentFactory(membership=mine)

    html = client.get(PAGE).content.decode()

    assert html.count("Everybody in this network sees this.") == 2
    assert html.count("You and the coordinators see your own division.") == 1
    assert html.count("You and the coordinators see this.") == 1


def test_balance_page_shows_the_triangle_and_what_was_said_last(client, mine):
    BalanceReadingFactory(network=mine.network, person=mine.person)
    page = reverse("balance_create", args=["north", mine.pk])

    response = fill_in(client, page, "organisation", organisation="10", individual="20", network="70")

    shown = client.get(page)
    assert response.redirect_chain == [(reverse("member_detail", args=["north", mine.pk]), 302)]
    assert readings(mine)[-1] == (TODAY, 10, 20, 70)
    assert fields_of(shown, "organisation")["network"] == ["70"]
    assert 'class="picked"' in shown.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_my_part_takes_as_many_queries_however_much_there_is(client, mine, django_assert_num_queries, count):
    for slug in ["leader", "critic", "adviser"][:count]:
        RoleAssignmentFactory(membership=mine, role=role(slug))
        MembershipFactory(network=mine.network)
        MembershipFactory(person=mine.person)
    for number in range(count):
        day = LONG_AGO + timedelta(days=number)
        BalanceReadingFactory(network=mine.network, person=mine.person, read_on=day)
        CheckInFactory(network=mine.network, person=mine.person, answered_on=day)

    with django_assert_num_queries(10):
        response = client.get(PAGE)

    assert len(response.context["motives"].rows) == count
