"""My overview: what waits for me, my roles, my networks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import CollaborationPolicy
from roles.analysis.months import add_months
from roles.models import RoleStance
from tests.factories import (
    AdministratorFactory,
    BalanceReadingFactory,
    CheckInFactory,
    CollaborationPolicyFactory,
    CoordinatorFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    SelfAssessmentFactory,
    SpontaneousRoleFactory,
    StewardshipFactory,
    UserFactory,
    competence,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=400)


@pytest.fixture
def me(client):
    """Somebody whom the others know: introduced, and with something said of a role."""
    person = PersonWithAccountFactory(name="Mia Moor", introduced_on=LONG_AGO)
    RoleStanceFactory(person=person)
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return person


def get(client):
    return client.get(reverse("me"))


def tasks(client):
    context = get(client).context
    return [(task.network, task.sentence, task.url) for task in [*context["tasks"], *context["more_tasks"]]]


def satisfied(person, network, **options):
    """A membership of which nothing waits: reading and check-in are of today."""
    membership = MembershipFactory(person=person, network=network, **options)
    BalanceReadingFactory(person=person, network=network, read_on=TODAY)
    CheckInFactory(person=person, network=network, answered_on=TODAY)
    return membership


def test_overview_says_when_nothing_waits(client, me):
    membership = satisfied(me, NetworkFactory(name="North"))
    RoleAssignmentFactory(membership=membership, role=role("critic"), for_network=True)

    response = get(client)

    assert tasks(client) == []
    assert response.context["lead"] == "Nothing waits for you."
    assert [row["line"].name for row in response.context["networks"]] == ["North"]


def test_overview_asks_for_reading_check_in_and_motives(client, me):
    network = NetworkFactory(slug="north", name="North")
    membership = MembershipFactory(person=me, network=network, joined_on=LONG_AGO)
    RoleAssignmentFactory(membership=membership, role=role("critic"))
    RoleAssignmentFactory(membership=membership, role=role("leader"))
    RoleAssignmentFactory(membership=membership, role=role("adviser"), for_individual=True)
    BalanceReadingFactory(person=me, network=network, read_on=LONG_AGO)
    CheckInFactory(person=me, network=network, answered_on=LONG_AGO)

    found = tasks(client)

    assert found == [
        (
            "North",
            "You have not said yet for whose sake you are leader and critic.",
            f"{reverse('my_part', args=['north'])}#motives",
        ),
        (
            "North",
            "What do you bring these days, and what would you like to bring? Two questions.",
            reverse("check_in_create", args=["north", membership.pk]),
        ),
        (
            "North",
            "You have not said in the last 12 months where your attention goes.",
            f"{reverse('my_part', args=['north'])}#balance",
        ),
    ]
    assert all(client.get(url).status_code == 200 for _network, _sentence, url in found)


@pytest.mark.parametrize(("months", "asked"), [(2, 0), (4, 1)])
def test_overview_asks_somebody_new_what_they_bring_after_three_months_with_or_without_a_role(
    client, me, months, asked
):
    network = NetworkFactory()
    MembershipFactory(person=me, network=network, joined_on=add_months(TODAY, -months))
    BalanceReadingFactory(person=me, network=network, read_on=TODAY)

    assert [task[0] for task in tasks(client)] == [network.name] * asked


def test_overview_asks_nothing_of_past_seats_and_networks(client, me):
    MembershipFactory(person=me, joined_on=LONG_AGO, left_on=TODAY)
    MembershipFactory(person=me, joined_on=LONG_AGO, network__ended_on=TODAY)

    response = get(client)

    assert tasks(client) == []
    assert response.context["lead"] == "You are not part of a running network yet."
    assert "As soon as a coordinator adds you to one, yours appear here." in response.content.decode()


def test_overview_shows_coordinators_what_is_critical_and_vacant(client, me):
    network = NetworkFactory(slug="north", name="North")
    membership = satisfied(me, network, is_coordinator=True)
    for slug in ("initiator", "leader", "driver"):
        RoleAssignmentFactory(membership=membership, role=role(slug), for_network=True)
    MembershipFactory.create_batch(3, network=network)

    found = tasks(client)

    assert found == [
        (
            "North",
            "Mia Moor carries the whole cockpit.",
            f"{reverse('role_candidates', args=['north', 'driver'])}?from={me.pk}",
        ),
        ("North", "Twelve roles have nobody.", reverse("vacancy_list", args=["north"])),
    ]


def test_overview_leaves_a_networks_findings_to_its_coordinators(client, me):
    network = NetworkFactory()
    satisfied(me, network)
    other = MembershipFactory(network=network)
    for slug in ("initiator", "leader", "driver"):
        RoleAssignmentFactory(membership=other, role=role(slug), for_network=True)

    assert tasks(client) == []


def mandated_network(person):
    """A network in which mandates are kept: one that ends soon, and one member without any."""
    network = NetworkFactory(slug="north", name="North")
    engagement = EngagementFactory(network=network)
    ending = satisfied(person, network, engagement=engagement)
    missing = MembershipFactory(network=network, engagement=engagement, person__name="Max Mint")
    for member in (ending, missing):
        RoleAssignmentFactory(membership=member, role=role("critic"), for_network=True)
    MandateFactory(membership=ending, starts_on=LONG_AGO, ends_on=TODAY + timedelta(days=10))
    return network, engagement.organisation


def said_all(organisation):
    """Let an organisation have said all that is asked of it."""
    answers = dict.fromkeys(CollaborationPolicy.QUESTIONS, "Yes.")
    CollaborationPolicyFactory(organisation=organisation, reviewed_on=TODAY, **answers)
    organisation.engagements.update(stake="Much.")


def test_overview_warns_of_ones_own_mandate(client, me):
    mandated_network(me)

    assert [sentence for _network, sentence, _url in tasks(client)] == [
        "The mandate of Mia Moor ends in 10 days."
    ]


def test_overview_warns_stewards_of_the_mandates_of_their_organisations_people(client, me):
    network, organisation = mandated_network(PersonWithAccountFactory(name="Ann Ash"))
    StewardshipFactory(person=me, organisation=organisation)
    said_all(organisation)
    of_another = RoleAssignmentFactory(membership__network=network, role=role("adviser")).membership
    MandateFactory(membership=of_another, starts_on=LONG_AGO, ends_on=TODAY + timedelta(days=10))

    assert [sentence for _network, sentence, _url in tasks(client)] == [
        "Max Mint has no valid mandate.",
        "The mandate of Ann Ash ends in 10 days.",
    ]


def test_overview_shows_my_roles_with_a_way_to_their_motives(client, me):
    membership = satisfied(me, NetworkFactory(slug="north", name="North"))
    RoleAssignmentFactory(membership=membership, role=role("critic"), for_individual=True, for_network=True)
    RoleAssignmentFactory(membership=membership, role=role("leader"), ended_on=TODAY)

    html = get(client).content.decode()

    assert html.count(f"{reverse('my_part', args=['north'])}#motives") == 1
    assert reverse("network_role", args=["north", "critic"]) in html
    assert reverse("network_role", args=["north", "leader"]) not in html
    assert "since 1 January 2024" in html
    assert ("for myself" in html, "for themselves" in html) == (True, False)
    assert "for the network" in html


def test_overview_shows_observers_the_networks_they_look_at(client, me):
    ObserverFactory(person=me, network__name="Watched")

    response = get(client)

    assert [row["line"].name for row in response.context["networks"]] == ["Watched"]
    assert tasks(client) == []


def test_overview_of_an_account_without_a_person_says_what_to_do(client):
    client.force_login(UserFactory(email="new@example.org"))
    client.cookies["django_language"] = "en"

    html = get(client).content.decode()

    assert "We do not know yet who you are." in html
    assert "new@example.org" in html
    assert reverse("admin:index") not in html


def test_overview_of_an_administrator_leads_to_the_administration_and_lists_only_own_networks(client):
    administrator = AdministratorFactory()
    client.force_login(administrator)
    without_person = get(client).content.decode()
    person = PersonWithAccountFactory(user=administrator)
    CoordinatorFactory(person=person, network__name="Mine")
    NetworkFactory(name="Of others")

    response = get(client)

    assert reverse("admin:index") in without_person
    assert reverse("admin:index") in response.content.decode()
    assert [row["line"].name for row in response.context["networks"]] == ["Mine"]


def test_overview_asks_for_what_is_missing_or_half_done_in_my_profile(client, me):
    satisfied(me, NetworkFactory(name="North"))
    RoleStance.objects.all().delete()
    SelfAssessmentFactory(person=me)
    SelfAssessmentFactory(person=me, competence=competence("directing"))

    half_done = tasks(client)
    for slug in ("communicating-negotiating", "commitment-respect-learning"):
        SelfAssessmentFactory(person=me, competence=competence(slug))
    RoleStanceFactory(person=me)

    assert half_done == [
        ("My profile", "Your profile does not say yet which roles suit you.", "/me/profile/#stances"),
        (
            "My profile",
            "You have scored yourself on one of the three competences that everybody needs.",
            "/me/profile/#assessment",
        ),
    ]
    assert tasks(client) == []


def test_overview_shows_how_far_my_profile_is_and_leads_to_it_and_to_my_part(client, me):
    CoordinatorFactory(person=me, network__slug="north")
    ObserverFactory(person=me, network__slug="watched")
    SpontaneousRoleFactory(person=me)

    html = get(client).content.decode()
    text = " ".join(html.split())

    assert "<dd>1 of 15</dd>" in text
    assert "<dd>0 of 3</dd>" in text
    assert "<dd>1 role</dd>" in text
    assert reverse("profile") in html
    assert reverse("my_part", args=["north"]) in html
    assert reverse("my_part", args=["watched"]) not in html


@pytest.mark.parametrize("count", [1, 4])
def test_overview_takes_as_many_queries_for_many_networks(client, me, django_assert_num_queries, count):
    for _each in range(count):
        membership = CoordinatorFactory(person=me)
        for slug in ("leader", "critic"):
            RoleAssignmentFactory(membership=membership, role=role(slug))
        other = MembershipFactory(network=membership.network)
        RoleAssignmentFactory(membership=other, role=role("driver"))
        StewardshipFactory(person=me, organisation=other.engagement.organisation)

    with django_assert_num_queries(22):
        response = get(client)

    assert len(response.context["seats"]) == count


def steward_of(person, name="De Brug", **policy):
    """Make somebody answer for an organisation with these answers."""
    organisation = StewardshipFactory(person=person, organisation__name=name).organisation
    if policy:
        CollaborationPolicyFactory(organisation=organisation, **policy)
    return organisation


def test_overview_tells_stewards_where_their_people_sit(client, me):
    organisation = steward_of(me)
    member = MembershipFactory(engagement__organisation=organisation, network__name="North")
    MembershipFactory(person=member.person)  # for another organisation, which is not theirs to know

    response = get(client)

    assert [each.sentence for each in response.context["organisations"]] == [
        "One person from De Brug sits in one network; without a valid mandate."
    ]
    assert f'href="{organisation.get_absolute_url()}"' in response.content.decode()


def test_overview_says_nothing_of_organisations_to_others(client, me):
    satisfied(me, NetworkFactory())

    response = get(client)

    assert list(response.context["organisations"]) == []
    assert "Your organisation" not in response.content.decode()


def test_overview_asks_stewards_for_open_questions_a_review_and_a_stake(client, me):
    organisation = steward_of(me, vision="Together.", entry="Soon.", reviewed_on=TODAY - timedelta(days=370))
    engagement = EngagementFactory(organisation=organisation, network__name="North", network__slug="north")

    found = tasks(client)

    page = organisation.get_absolute_url()
    assert found == [
        (
            "De Brug",
            "Three of the five questions about collaborating have no answer yet.",
            reverse("organisation_policy", args=[organisation.slug]),
        ),
        (
            "De Brug",
            "Your answers about collaborating were last looked through more than a year ago.",
            f"{page}#policy",
        ),
        (
            "De Brug",
            "What is at stake for you in North is not written down yet.",
            reverse("engagement_stake", args=["north", engagement.pk]) + "?back=organisation",
        ),
    ]
    assert all(client.get(url).status_code == 200 for _network, _sentence, url in found)


def test_overview_asks_once_for_the_stakes_of_several_networks(client, me):
    organisation = steward_of(me)
    said_all(organisation)
    EngagementFactory.create_batch(2, organisation=organisation)
    EngagementFactory(organisation=organisation, network__ended_on=TODAY)
    EngagementFactory(organisation=organisation, stake="Much.")

    assert tasks(client) == [
        (
            "De Brug",
            "In two networks it is not written down yet what is at stake for you.",
            f"{organisation.get_absolute_url()}#stakes",
        )
    ]


def test_overview_does_not_ask_a_steward_who_has_said_all(client, me):
    organisation = steward_of(me)
    EngagementFactory(organisation=organisation)
    said_all(organisation)

    assert tasks(client) == []


def test_overview_asks_for_a_first_review(client, me):
    organisation = steward_of(me)
    said_all(organisation)
    CollaborationPolicy.objects.update(reviewed_on=None)

    assert [sentence for _network, sentence, _url in tasks(client)] == [
        "Your answers about collaborating have not been looked through since they were written."
    ]


def test_overview_begins_with_what_is_most_urgent(client, me):
    seat = CoordinatorFactory(person=me, network__name="North")
    boss = MembershipFactory(network=seat.network)
    for slug in ("initiator", "leader", "driver"):
        RoleAssignmentFactory(membership=boss, role=role(slug))
    SelfAssessmentFactory(person=me, competence=competence("communicating-negotiating"))
    organisation = steward_of(me)
    MandateFactory(
        granted_on=None,
        membership__engagement__organisation=organisation,
        membership__network__name="South",
    )

    context = get(client).context

    severities = [task.severity for task in [*context["tasks"], *context["more_tasks"]]]
    assert severities[:3] == ["critical", "warning", "notice"]
    assert severities == sorted(severities, key=["critical", "warning", "notice"].index)


def test_overview_tells_who_only_looks_on_that_nothing_is_asked(client, me):
    for name in ("North", "South"):
        ObserverFactory(person=me, network__name=name)

    html = get(client).content.decode()

    assert "You look on in two networks; nothing waits for you." in html
    assert "nobody asks you to fill in anything" in html
    assert html.count("I look on</span>") == 2
    assert 'id="my-roles"' not in html


def test_overview_offers_an_administrator_a_second_factor_until_there_is_one(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    alone, safe = (
        PersonWithAccountFactory(user=AdministratorFactory(second_factor=wanted)) for wanted in (False, True)
    )
    client.cookies["django_language"] = "en"

    found = []
    for person in (alone, safe):
        client.force_login(person.user)
        found.append([url for _about, _said, url in tasks(client)])

    assert found == [[reverse("mfa_index")], []]
