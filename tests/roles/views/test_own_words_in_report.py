"""What a member fills in changes the report as docs/analysis.md says, for those who may see it and nobody else."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    CheckInFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    role,
)
from tests.forms import fields_of, fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PART, PROFILE = "/networks/north/my-part/", "/me/profile/"
ROLES = [
    "implementer",
    "adviser",
    "results-guardian",
    "diplomat",
    "mood-maker",
    "spokesperson",
    "innovator",
    "critic",
]


@pytest.fixture
def network():
    return NetworkFactory(slug="north")


@pytest.fixture
def member(network):
    return MemberWithAccountFactory(network=network, joined_on=TODAY, person__name="Mia Moor")


@pytest.fixture
def me(member):
    return client_of(member.person)


@pytest.fixture
def readers(network, me):
    """Who reads the report: the member, another member, a coordinator in person, and somebody who looks on."""
    return {
        "self": me,
        "other": client_of(MemberWithAccountFactory(network=network, joined_on=TODAY).person),
        "coordinator": client_of(CoordinatorFactory(network=network, joined_on=TODAY).person),
        "observer": client_of(ObserverFactory(network=network).person),
    }


def client_of(person):
    client = Client()
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return client


def report(client):
    return client.get("/networks/north/report.json").json()


def found(client, code):
    return [
        (each["perspective"], each["subject"]["name"], each["roles"], each["value"], each["limit"])
        for each in report(client)["findings"]
        if each["code"] == code
    ]


def found_by(readers, code):
    return {who: found(client, code) for who, client in readers.items()}


def individual(client):
    return report(client)["indicators"]["individual"]


def for_those_who_know(finding):
    return {"self": [finding], "other": [], "coordinator": [finding], "observer": []}


def test_a_role_that_i_hold_and_would_rather_not_is_flagged_until_i_say_otherwise(me, member, readers):
    RoleAssignmentFactory(membership=member, role=role("critic"), started_on=TODAY)
    RoleAssignmentFactory(membership=member, role=role("leader"), started_on=TODAY)

    before = found_by(readers, "role-against-preference")
    fill_in(
        me,
        PROFILE,
        "stances-seen",
        stances_critic="avoids",
        stances_leader="willing",
        stances_driver="avoids",
    )
    avoided = found_by(readers, "role-against-preference")
    fit = individual(readers["other"])["fit"]
    fill_in(me, PROFILE, "stances-seen", stances_critic="")
    taken_back = found_by(readers, "role-against-preference")

    nobody = {who: [] for who in readers}
    assert (before, taken_back) == (nobody, nobody)
    assert avoided == for_those_who_know(("individual", "Mia Moor", ["critic"], None, None))
    assert fit == 50.0
    assert individual(me)["fit"] == 100.0


def test_fit_is_measured_once_half_of_the_holdings_have_an_answer(me, member):
    for slug in ("critic", "leader", "adviser"):
        RoleAssignmentFactory(membership=member, role=role(slug), started_on=TODAY)

    fill_in(me, PROFILE, "stances-seen", stances_critic="prefers")
    one_of_three = individual(me)["fit"]
    fill_in(me, PROFILE, "stances-seen", stances_leader="avoids")

    assert (one_of_three, individual(me)["fit"]) == (None, 50.0)


def test_attention_for_one_thing_only_is_flagged_until_i_divide_it_again(me, member, readers):
    shares = {"balance_organisation": "71", "balance_individual": "9", "balance_network": "20"}
    fill_in(me, PART, "balance-seen", **shares)
    flagged = found_by(readers, "one-sided-member")
    fill_in(
        me, PART, "balance-seen", balance_organisation="70", balance_individual="10", balance_network="20"
    )

    assert flagged == for_those_who_know(("organisation", "Mia Moor", [], 71.0, 70.0))
    assert found_by(readers, "one-sided-member") == {who: [] for who in readers}


def test_balance_of_attention_is_the_mean_once_half_of_the_people_have_said_it(network, me, member):
    second = MemberWithAccountFactory(network=network, joined_on=TODAY)
    for _each in range(2):
        MembershipFactory(network=network, joined_on=TODAY)

    fill_in(
        me, PART, "balance-seen", balance_organisation="50", balance_individual="20", balance_network="30"
    )
    one_of_four = report(me)["balance"]
    fill_in(
        client_of(second.person),
        PART,
        "balance-seen",
        balance_organisation="20",
        balance_individual="41",
        balance_network="39",
    )

    assert one_of_four is None
    assert report(me)["balance"] == {"organisation": 35.0, "individual": 30.5, "network": 34.5}


def test_motives_of_my_roles_tip_the_networks_motives(network, me, member):
    """Six of ten roles are for the network, two for organisations, one for its holder; it hangs on mine."""
    for number, slug in enumerate(ROLES):
        holder = MembershipFactory(network=network, joined_on=TODAY)
        RoleAssignmentFactory(
            membership=holder,
            role=role(slug),
            started_on=TODAY,
            for_network=number < 6,
            for_organisation=number >= 6,
        )
    RoleAssignmentFactory(
        membership=MembershipFactory(network=network, joined_on=TODAY),
        role=role("supporter"),
        started_on=TODAY,
        for_individual=True,
    )
    RoleAssignmentFactory(membership=member, role=role("driver"), started_on=TODAY)

    nine = found(me, "motive-dominant"), found(me, "motive-neglected")
    fill_in(me, PART, "balance-seen", motives_driver=["O"])
    at_the_norm = found(me, "motive-dominant"), found(me, "motive-neglected")
    fill_in(me, PART, "balance-seen", motives_driver=["N"])
    over = found(me, "motive-dominant")

    assert nine == at_the_norm == ([], [])
    assert over == [("network", network.name, [], 70.0, 60.0)]


def test_motive_that_nobody_has_any_more_is_flagged_as_neglected(network, me, member):
    for number, slug in enumerate([*ROLES, "supporter"]):
        RoleAssignmentFactory(
            membership=MembershipFactory(network=network, joined_on=TODAY),
            role=role(slug),
            started_on=TODAY,
            for_network=number < 5,
            for_organisation=number >= 5,
        )
    RoleAssignmentFactory(membership=member, role=role("driver"), started_on=TODAY)

    fill_in(me, PART, "balance-seen", motives_driver=["I"])
    at_the_norm = found(me, "motive-neglected")
    fill_in(me, PART, "balance-seen", motives_driver=["I", "N"])
    under = found(me, "motive-neglected")

    assert at_the_norm == []
    assert under == [("individual", network.name, [], 5.0, 10.0)]


def test_voice_counts_what_each_member_wrote_down(network, me, member):
    MembershipFactory(network=network, joined_on=TODAY)
    before = individual(me)["voice"]

    fill_in(me, PART, "balance-seen", voice_interests="Time")
    one = individual(me)["voice"]
    fill_in(me, PART, "balance-seen", voice_ambitions="To learn", voice_expectations="Honesty")

    assert (before, one, individual(me)["voice"]) == (None, 16.7, 50.0)


def test_profile_counts_a_member_once_the_whole_generic_profile_is_scored(network, me, member):
    MembershipFactory(network=network, joined_on=TODAY)

    fill_in(
        me,
        PROFILE,
        "stances-seen",
        assessment_balancing_perspectives="3",
        assessment_communicating_negotiating="1",
    )
    two_of_three = individual(me)["profile"]
    fill_in(me, PROFILE, "stances-seen", assessment_commitment_respect_learning="5")
    whole = individual(me)["profile"]
    fill_in(me, PROFILE, "stances-seen", assessment_communicating_negotiating="")

    assert (two_of_three, whole, individual(me)["profile"]) == (0.0, 50.0, 0.0)


def test_added_value_counts_whoever_answered_lately(network, me, member):
    other = MembershipFactory(network=network, joined_on=TODAY)
    address = f"/networks/north/members/{member.pk}/check-in/"
    before = individual(me)["added_value"]

    me.post(address, {"answer": "I ask what nobody asks.", "go": "save"})
    one = individual(me)["added_value"]
    CheckInFactory(network=network, person=other.person)

    assert (before, one, individual(me)["added_value"]) == (None, 50.0, 100.0)


def test_first_visit_feeds_the_same_report(me, member):
    RoleAssignmentFactory(membership=member, role=role("critic"), started_on=TODAY)

    fill_in(me, "/me/welcome/stances/", "stances-seen", stances_critic="avoids")
    fill_in(me, "/me/welcome/voice/", "voice-seen", voice_interests="Time")
    shares = {"balance_organisation": "0", "balance_individual": "0", "balance_network": "100"}
    fill_in(me, "/me/welcome/attention/", "balance-seen", **shares)

    said = report(me)
    assert {"role-against-preference", "one-sided-member"} <= {each["code"] for each in said["findings"]}
    assert said["balance"] == {"organisation": 0.0, "individual": 0.0, "network": 100.0}
    assert said["indicators"]["individual"]["voice"] == 33.3


def test_spontaneous_roles_and_talents_change_no_figure(me, member):
    RoleAssignmentFactory(membership=member, role=role("critic"), started_on=TODAY)
    before = report(me)

    sent = fields_of(me.get(PROFILE), "stances-seen")
    me.post(PROFILE, sent | {"spontaneous-takes-critic": "on", "talents-talents": "Much"})

    assert report(me) == before
