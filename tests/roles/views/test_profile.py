"""My profile, through the client: what I say of myself over all my networks."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Person
from roles.models import RoleStance, SelfAssessment, SpontaneousRole
from tests.factories import (
    LONG_AGO,
    AdministratorFactory,
    MembershipFactory,
    PersonWithAccountFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    SelfAssessmentFactory,
    SpontaneousRoleFactory,
    competence,
    role,
)
from tests.forms import errors_of, fields_of, fill_in

pytestmark = pytest.mark.django_db

PROFILE = "/me/profile/"
SAVED = "Saved. This is what you say of yourself now."


@pytest.fixture
def me(client):
    person = PersonWithAccountFactory(name="Mia Moor")
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return person


def save(client, **answers):
    return fill_in(client, PROFILE, "stances-seen", **answers)


def stances(person):
    return dict(RoleStance.objects.filter(person=person).values_list("role__slug", "stance"))


def spontaneous(person):
    return dict(SpontaneousRole.objects.filter(person=person).values_list("role__slug", "reason"))


def scores(person):
    return dict(SelfAssessment.objects.filter(person=person).values_list("competence__slug", "score"))


def lanes(response):
    return {lane.title: [card.role.slug for card in lane.cards] for lane in response.context["lanes"]}


def test_profile_keeps_everything_that_was_filled_in_at_once(client, me):
    other = RoleStanceFactory()

    response = save(
        client,
        stances_critic="prefers",
        stances_leader="avoids",
        stances_results_guardian="willing",
        spontaneous_takes_diplomat="on",
        spontaneous_why_diplomat="I hear where it hurts.",
        spontaneous_takes_critic="on",
        talents_talents="Asking what nobody asks.",
        assessment_balancing_perspectives="3",
        assessment_communicating_negotiating="5",
    )

    assert response.redirect_chain == [(PROFILE, 302)]
    assert [str(each) for each in response.context["messages"]] == [SAVED]
    assert stances(me) == {"critic": "prefers", "leader": "avoids", "results-guardian": "willing"}
    assert spontaneous(me) == {"diplomat": "I hear where it hurts.", "critic": ""}
    assert Person.objects.get(pk=me.pk).talents == "Asking what nobody asks."
    assert scores(me) == {"balancing-perspectives": 3, "communicating-negotiating": 5}
    assert RoleStance.objects.get(pk=other.pk).stance == "prefers"


def test_profile_shows_each_role_in_the_lane_of_its_answer(client, me):
    RoleStanceFactory(person=me, role=role("critic"), stance="avoids")
    RoleStanceFactory(person=me, role=role("leader"), stance="prefers")

    found = lanes(client.get(PROFILE))

    assert list(found) == ["Still open", "Gladly", "Willing", "Rather not"]
    assert (found["Gladly"], found["Willing"], found["Rather not"]) == (["leader"], [], ["critic"])
    assert len(found["Still open"]) == 13


def test_profile_takes_every_answer_back(client, me):
    RoleStanceFactory(person=me, role=role("critic"))
    SpontaneousRoleFactory(person=me, role=role("critic"), reason="Because.")
    SelfAssessmentFactory(person=me)
    Person.objects.filter(pk=me.pk).update(talents="Much")
    sent = fields_of(client.get(PROFILE), "stances-seen")
    del sent["spontaneous-takes-critic"]

    client.post(
        PROFILE,
        sent | {"stances-critic": "", "assessment-balancing-perspectives": "", "talents-talents": ""},
    )

    assert (stances(me), spontaneous(me), scores(me)) == ({}, {}, {})
    assert Person.objects.get(pk=me.pk).talents == ""


def test_profile_saved_unchanged_changes_nothing(client, me):
    RoleStanceFactory(person=me, role=role("critic"), stance="willing")
    SpontaneousRoleFactory(person=me, role=role("critic"), reason="Because.\nAnd so on.")
    SelfAssessmentFactory(person=me, score=2)
    before = stances(me), spontaneous(me), scores(me)

    save(client)

    assert (stances(me), spontaneous(me), scores(me)) == before


def test_profile_leaves_alone_what_was_not_sent(client, me):
    RoleStanceFactory(person=me, role=role("critic"))
    SpontaneousRoleFactory(person=me, role=role("critic"))
    SelfAssessmentFactory(person=me)
    sent = fields_of(client.get(PROFILE), "stances-seen")

    client.post(PROFILE, {"talents-seen": sent["talents-seen"], "talents-talents": "Only this"})
    client.post(PROFILE, {"stances-seen": sent["stances-seen"], "stances-leader": "avoids"})
    nothing = client.post(PROFILE, {"some": "field"})

    assert nothing.status_code == 200
    assert Person.objects.get(pk=me.pk).talents == "Only this"
    assert stances(me) == {"critic": "prefers", "leader": "avoids"}
    assert (spontaneous(me), scores(me)) == ({"critic": ""}, {"balancing-perspectives": 4})


def test_profile_asks_for_the_competences_of_cockpit_roles_held_in_any_network_now(client, me):
    today = timezone.localdate()
    RoleAssignmentFactory(membership__person=me, role=role("driver"))
    RoleAssignmentFactory(membership__person=me, role=role("critic"))
    RoleAssignmentFactory(membership__person=me, role=role("leader"), ended_on=today)
    RoleAssignmentFactory(role=role("initiator"))

    response = client.get(PROFILE)
    save(client, assessment_coordinating="2")

    groups = response.context["cockpit"]
    assert [(group.role.slug, [row.competence.slug for row in group.rows]) for group in groups] == [
        ("driver", ["coordinating", "stimulating", "acting-flexibly"])
    ]
    assert scores(me) == {"coordinating": 2}


def test_profile_keeps_asking_for_what_was_scored_for_a_role_that_is_over(client, me):
    SelfAssessmentFactory(person=me, competence=competence("directing"), score=5)

    response = client.get(PROFILE)
    save(client, assessment_directing="")

    assert [group.role.slug for group in response.context["cockpit"]] == ["leader"]
    assert scores(me) == {}


@pytest.mark.parametrize(
    ("answers", "sentence", "part"),
    [
        (
            {"stances_critic": "hates"},
            "Select a valid choice. hates is not one of the available choices.",
            "stances",
        ),
        (
            {"assessment_balancing_perspectives": "6"},
            "Select a valid choice. 6 is not one of the available choices.",
            "assessment",
        ),
        (
            {"talents_talents": "x" * 2001},
            "Ensure this value has at most 2000 characters (it has 2001).",
            "talents",
        ),
        (
            {"spontaneous_takes_critic": "on", "spontaneous_why_critic": "x" * 1001},
            "Ensure this value has at most 1000 characters (it has 1001).",
            "spontaneous",
        ),
    ],
)
def test_profile_with_one_wrong_answer_is_not_saved_at_all_and_keeps_what_was_typed(
    client, me, answers, sentence, part
):
    response = save(client, **{"talents_talents": "Typed here", "stances_leader": "avoids"} | answers)

    kept = fields_of(response, "stances-seen")
    assert errors_of(response) == [sentence]
    assert "Nothing is saved yet" in response.content.decode()
    assert [name for name, _heading in response.context["refused"]] == [part]
    assert f'<a href="#{part}">' in response.content.decode()
    assert kept["stances-leader"] == ["avoids"]
    assert kept["talents-talents"] == [answers.get("talents_talents", "Typed here")]
    assert (stances(me), spontaneous(me), scores(me)) == ({}, {}, {})


def test_profile_ignores_roles_and_competences_that_are_not_asked_for(client, me):
    save(client, stances_king="prefers", assessment_directing="5", spontaneous_takes_king="on")

    assert (stances(me), spontaneous(me), scores(me)) == ({}, {}, {})


def test_profile_in_two_windows_tells_the_second_what_the_first_changed(client, me):
    RoleStanceFactory(person=me, role=role("critic"), stance="willing")
    second = fields_of(client.get(PROFILE), "stances-seen")
    save(client, stances_critic="prefers", talents_talents="Of the first")

    told = client.post(PROFILE, second | {"stances-critic": "avoids", "talents-talents": "Of the second"})
    meanwhile = stances(me), Person.objects.get(pk=me.pk).talents
    again = fields_of(told, "stances-seen")
    done = client.post(PROFILE, again, follow=True)

    assert errors_of(told) == [
        "“Critic” was changed in the meantime, in another window perhaps: it is now “Gladly”. "
        "Save again to keep what you filled in here.",
        "“What am I good at?” was changed in the meantime, in another window perhaps: it is now “Of the first”. "
        "Save again to keep what you filled in here.",
    ]
    assert meanwhile == ({"critic": "prefers"}, "Of the first")
    assert again["stances-critic"] == ["avoids"]
    assert [str(each) for each in done.context["messages"]] == [SAVED]
    assert (stances(me), Person.objects.get(pk=me.pk).talents) == ({"critic": "avoids"}, "Of the second")


def test_profile_sent_twice_by_a_double_click_is_simply_saved(client, me):
    sent = fields_of(client.get(PROFILE), "stances-seen") | {"stances-critic": "avoids"}

    answers = [client.post(PROFILE, sent) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert stances(me) == {"critic": "avoids"}


def test_profile_says_beside_each_part_who_sees_it(client, me):
    html = client.get(PROFILE).content.decode()

    assert html.count("Everybody in your networks sees this") == 2
    assert html.count("You and the coordinators of your networks see this") == 2


def test_profile_leads_to_my_part_in_each_running_network(client, me):
    MembershipFactory(person=me, network__slug="north")
    MembershipFactory(person=me, network__slug="south", left_on=LONG_AGO)
    MembershipFactory(person=me, network__slug="over", network__ended_on=timezone.localdate())

    html = client.get(PROFILE).content.decode()

    assert reverse("my_part", args=["north"]) in html
    assert reverse("my_part", args=["south"]) not in html
    assert reverse("my_part", args=["over"]) not in html


def test_profile_of_an_account_without_a_person_says_what_to_do(client):
    client.force_login(AdministratorFactory())
    client.cookies["django_language"] = "en"

    answers = [client.get(PROFILE), client.post(PROFILE, {"talents-seen": "", "talents-talents": "Mine"})]

    assert ["We do not know yet who you are." in answer.content.decode() for answer in answers] == [
        True,
        True,
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_profile_takes_as_many_queries_however_much_there_is(client, me, django_assert_num_queries, count):
    slugs = ["initiator", "leader", "driver"]
    competences = ["directing", "coordinating", "enterprise"]
    for number in range(count):
        RoleAssignmentFactory(membership__person=me, role=role(slugs[number]))
        RoleStanceFactory(person=me, role=role(slugs[number]))
        SpontaneousRoleFactory(person=me, role=role(slugs[number]))
        SelfAssessmentFactory(person=me, competence=competence(competences[number]))

    with django_assert_num_queries(10):
        response = client.get(PROFILE)

    assert len(response.context["memberships"]) == count
