"""Whom an organisation could send: the page, its promise, what it does not tell, and proposing somebody."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import Engagement, Membership, Network, Person, User
from roles.analysis.rounding import one_decimal
from roles.demo.load import load
from roles.models import Competence, SelfAssessment
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def engagement():
    network = NetworkFactory(slug="north", question="?", goal="?", in_scope="?", out_of_scope="?")
    return EngagementFactory(network=network, organisation__name="De Zon")


@pytest.fixture
def steward(client, engagement):
    person = StewardshipFactory(organisation=engagement.organisation, person__name="Stella").person
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return person


def address(engagement):
    return reverse("seat_candidates", args=["north", engagement.pk])


def colleague(engagement, name, *held, prefers=(), willing=(), avoids=(), **fields):
    """Somebody who sits for the organisation in a network of its own, with these roles and stances."""
    elsewhere = EngagementFactory(organisation=engagement.organisation)
    seat = MembershipFactory(network=elsewhere.network, engagement=elsewhere, person__name=name, **fields)
    for slug in held:
        RoleAssignmentFactory(membership=seat, role=role(slug))
    for stance, slugs in (("prefers", prefers), ("willing", willing), ("avoids", avoids)):
        for slug in slugs:
            RoleStanceFactory(person=seat.person, role=role(slug), stance=stance)
    return seat


def named(response):
    return [row.candidate.person.name for row in response.context["rows"]]


def row_of(response, name):
    (row,) = [row for row in response.context["rows"] if row.candidate.person.name == name]
    return row


def text_of(response, person):
    html = response.content.decode()
    row = re.search(rf'<tr role="row" data-person="{person.pk}">.*?</tr>', html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def slugs(roles):
    return [each.slug for each in roles]


def test_people_of_the_organisation_without_a_seat_here_and_nobody_else(client, engagement, steward):
    colleague(engagement, "Ann")
    colleague(engagement, "Left", left_on=TODAY)
    over = colleague(engagement, "Over")
    Network.objects.filter(pk=over.network_id).update(ended_on=TODAY)
    erased = colleague(engagement, "Erased")
    Person.objects.filter(pk=erased.person_id).update(erased_on=TODAY)
    here = colleague(engagement, "Here")
    MembershipFactory(network=engagement.network, engagement=None, person=here.person)
    MembershipFactory(person__name="Of another organisation")
    back = colleague(engagement, "Back")
    MembershipFactory(network=engagement.network, engagement=engagement, person=back.person, left_on=TODAY)
    StewardshipFactory(organisation=engagement.organisation, person__name="Steward too")

    response = client.get(address(engagement))

    assert sorted(named(response)) == ["Ann", "Back", "Stella", "Steward too"]


def test_who_prefers_an_empty_role_comes_first_and_what_is_avoided_is_not_told(client, engagement, steward):
    seat = MembershipFactory(network=engagement.network, engagement=engagement, person__name="Sol")
    RoleAssignmentFactory(membership=seat, role=role("leader"))
    colleague(engagement, "Ann", avoids=["driver", "critic"])
    bo = colleague(engagement, "Bo", prefers=["critic", "leader"], willing=["adviser"], avoids=["supporter"])
    colleague(engagement, "Will", willing=["driver"])

    response = client.get(address(engagement))

    row = row_of(response, "Bo")
    assert named(response)[0] == "Bo"
    assert (slugs(row.preferred), slugs(row.willing)) == (["critic"], ["adviser"])
    assert "Critic · prefers Adviser · is willing" in text_of(response, bo.person)
    assert "avoids" not in response.content.decode().replace("What somebody avoids is for", "")
    assert "supporter" not in text_of(response, bo.person).lower()
    assert [(each.name, slugs(each.roles)) for each in response.context["own_members"]] == [
        ("Sol", ["leader"])
    ]
    assert len(response.context["empty_roles"]) == 14
    lead = "Two colleagues would like one of the empty roles; with Bo the signal “The network has no critic”"
    assert response.context["lead"].startswith(lead)


def test_what_somebody_carries_for_the_organisation_is_counted(client, engagement, steward):
    ann = colleague(engagement, "Ann", "leader", "critic")
    MandateFactory(membership=ann, starts_on=TODAY, hours_per_month=12)
    MandateFactory(membership=ann, starts_on=TODAY - timedelta(days=400), hours_per_month=90)
    MandateFactory(membership=ann, starts_on=TODAY, withdrawn_on=TODAY, hours_per_month=90)
    MandateFactory(membership=ann, starts_on=TODAY, granted_on=None, hours_per_month=90)
    second = EngagementFactory(organisation=engagement.organisation, network__name="Second table")
    MembershipFactory(network=second.network, engagement=second, person=ann.person)
    private = MembershipFactory(person=ann.person, network__name="Private table")
    RoleAssignmentFactory(membership=private, role=role("driver"))

    response = client.get(address(engagement))

    words = text_of(response, ann.person)
    assert "2 networks, 2 roles, 1 in the cockpit mandate in 1 of 2, 12 hours a month" in words
    assert "Second table: no role" in words
    assert "Private" not in response.content.decode()


def test_joining_is_promised_what_the_network_gets(client):
    """Joining and taking on the preferred roles, through the pages, gives the report that the steward was shown."""
    load(TODAY)
    network = Network.objects.get(slug="sociale-diensten")
    engagement = Engagement.objects.get(network=network, organisation__slug="gemeente-leiden")
    steward, coordinator = (
        User.objects.get(email=f"{name}@demo.example") for name in ("steward", "coordinator")
    )
    client.force_login(steward)
    page = client.get(reverse("seat_candidates", args=[network.slug, engagement.pk]))
    before = client.get(reverse("report_json", args=[network.slug])).json()
    assert named(page)[:2] == ["Bilal Öztürk", "Chantal Pinas"]

    for row in page.context["rows"]:
        with transaction.atomic():
            client.force_login(coordinator)
            join(client, network, row)
            client.force_login(steward)
            after = client.get(reverse("report_json", args=[network.slug])).json()
            transaction.set_rollback(True)
        comparison = row.candidate.comparison
        assert {each: float(one_decimal(change.after)) for each, change in comparison.scores.items()} == (
            after["perspectives"]
        )
        gone, come = (
            {(each.code, each.subject.id) for each in found} for found in (comparison.gone, comparison.come)
        )
        old, new = (
            {(each["code"], each["subject"]["id"]) for each in found["findings"]} for found in (before, after)
        )
        assert (old - new, new - old) == (gone, come)


def join(client, network, row):
    person = row.candidate.person
    form = {"name": person.name, "email": person.email, "language": "nl", "organisation": "Gemeente Leiden"}
    form["joined_on"] = TODAY.isoformat()
    added = client.post(reverse("member_create", args=[network.slug]), form)
    assert added.status_code == 302, added.context["form"].errors
    seat = Membership.objects.get(network=network, person=person, left_on=None)
    for each in row.preferred:
        cell = reverse("matrix_cell", args=[network.slug, seat.pk, each.slug])
        assert client.post(cell, {"holds": "yes", "since": TODAY.isoformat()}).status_code == 302


def test_private_findings_of_the_network_stay_private(client, engagement, steward):
    ann = colleague(engagement, "Ann", "leader", "driver", "initiator", prefers=["critic"])
    MembershipFactory(network=engagement.network)
    CoordinatorFactory(network=engagement.network)

    steward_sees = row_of(client.get(address(engagement)), "Ann").candidate.comparison.come
    CoordinatorFactory(network=engagement.network, person=steward)
    both_see = row_of(client.get(address(engagement)), "Ann").candidate.comparison.come

    assert "cross-network-load" not in {each.code for each in steward_sees}
    assert ("cross-network-load", str(ann.person_id)) in {(each.code, each.subject.id) for each in both_see}


def test_gain_does_not_tell_who_looked_at_their_own_competences(client, engagement, steward):
    other = StewardshipFactory(organisation=engagement.organisation, person__name="Other").person
    ann = colleague(engagement, "Ann")
    generic = list(Competence.objects.filter(role=None))
    member = MembershipFactory(network=engagement.network).person
    assess(member, generic)
    administrator = AdministratorFactory()

    def gains():
        client.force_login(steward.user)
        mine = row_of(client.get(address(engagement)), "Other").gains
        client.force_login(administrator)
        rows = client.get(address(engagement)).context["rows"]
        return mine, {row.candidate.person.name: row.gains for row in rows}

    before = gains()
    assess(other, generic)
    assess(ann.person, generic)

    assert gains() == before


def assess(person, competences):
    SelfAssessment.objects.bulk_create(
        SelfAssessment(person=person, competence=each, score=4) for each in competences
    )


def test_steward_who_sits_nowhere_and_reader_who_only_administers_learn_no_preferences(
    client, engagement, steward
):
    other = StewardshipFactory(organisation=engagement.organisation, person__name="Other").person
    ann = colleague(engagement, "Ann", prefers=["critic"])
    for person in (other, steward):
        RoleStanceFactory(person=person, role=role("critic"))
    competence = Competence.objects.filter(role=None).first()
    for person in (other, steward, ann.person):
        SelfAssessment.objects.create(person=person, competence=competence, score=4)

    mine = client.get(address(engagement))
    client.force_login(AdministratorFactory())
    administrators = client.get(address(engagement))

    def known(response):
        return {
            row.candidate.person.name: (slugs(row.preferred), row.own_mean)
            for row in response.context["rows"]
        }

    told = (["critic"], "4")
    assert known(mine) == {"Ann": told, "Stella": told, "Other": ([], "")}
    assert known(administrators) == dict.fromkeys(known(mine), ([], ""))
    assert "for whoever answers for the organisation only" in text_of(administrators, ann.person)
    assert not administrators.context["lead"].startswith("Nobody")
    assert "critic" not in {
        slug
        for row in administrators.context["rows"]
        for each in row.candidate.comparison.gone
        for slug in each.roles
    }


def test_search_pages_and_empty_states(client, engagement, steward):
    for number in range(11):
        colleague(engagement, f"Colleague {number}")
    first = client.get(address(engagement))
    found = client.get(address(engagement), {"q": "colleague 10"})
    nobody, second = (
        client.get(address(engagement), {"q": "zzz"}),
        client.get(address(engagement), {"page": 2}),
    )
    Network.objects.filter(pk=engagement.network_id).update(ended_on=TODAY)

    over = client.get(address(engagement))

    assert (len(named(first)), first.context["searchable"]) == (10, True)
    assert len(named(second)) == 2
    assert named(found) == ["Colleague 10"]
    assert "Nobody has this name." in nobody.content.decode()
    assert "This network is not running, so nobody can be sent." in over.content.decode()


def test_everybody_sits_here_already_is_said(client, engagement, steward):
    MembershipFactory(network=engagement.network, engagement=engagement, person=steward)

    response = client.get(address(engagement))

    assert named(response) == []
    assert "takes part in this network already" in response.content.decode()
    assert "Whom does De Zon send?" in response.content.decode()


def test_many_people_are_ordered_without_what_if(client, engagement, steward):
    for number in range(101):
        colleague(engagement, f"Colleague {number:03d}", prefers=["critic"] * (number == 77))

    response = client.get(address(engagement))

    assert named(response)[0] == "Colleague 077"
    assert response.context["too_many"]
    assert all(row.candidate.comparison for row in response.context["rows"])


@pytest.mark.parametrize("count", [1, 3, 12])
def test_people_take_a_number_of_queries_that_stays(
    client, engagement, steward, count, django_assert_num_queries
):
    for number in range(count):
        seat = colleague(engagement, f"Colleague {number}", "leader", prefers=["critic"])
        MandateFactory(membership=seat, starts_on=TODAY)

    with django_assert_num_queries(21):
        response = client.get(address(engagement))

    assert len(named(response)) == min(count + 1, 10)


def test_organisations_page_leads_its_steward_here(client, engagement, steward):
    other = EngagementFactory(network=engagement.network)

    page = client.get(reverse("network_organisations", args=["north"])).content.decode()

    assert f'href="{address(engagement)}"' in page
    assert f'href="{address(other)}"' not in page


# Proposing.


def proposal(engagement, person):
    return reverse("seat_propose", args=["north", engagement.pk, person.pk])


def test_proposal_goes_to_the_coordinator_and_says_so(client, engagement, steward, mailoutbox):
    coordinator = CoordinatorFactory(network=engagement.network, person__name="Cora")
    ann = colleague(engagement, "Ann", person__email="ann@example.org").person
    opened = client.get(proposal(engagement, ann))

    response = client.post(proposal(engagement, ann), {"reason": "Asks good questions."}, follow=True)

    assert "It goes to: <strong>Cora</strong>." in " ".join(opened.content.decode().split())
    assert response.redirect_chain == [(address(engagement), 302)]
    said = "Your proposal to let Ann join is on its way to Cora."
    assert [str(each) for each in response.context["messages"]] == [said]
    (mail,) = mailoutbox
    assert mail.to == [coordinator.person.email]
    assert "Asks good questions." in mail.body
    assert f"http://testserver{reverse('member_create', args=['north'])}" in mail.body
    assert Membership.objects.filter(network=engagement.network, person=ann).count() == 0


def test_proposal_without_a_reason_or_twice_is_refused_and_keeps_what_was_typed(
    client, engagement, steward, mailoutbox
):
    CoordinatorFactory(network=engagement.network)
    ann = colleague(engagement, "Ann").person

    empty = client.post(proposal(engagement, ann), {"reason": "  "})
    client.post(proposal(engagement, ann), {"reason": "Once."})
    twice = client.post(proposal(engagement, ann), {"reason": "Twice."})

    assert empty.context["form"].errors == {
        "reason": ["Say in a sentence why. The coordinators will want to know."]
    }
    assert twice.context["form"].non_field_errors() == ["You proposed Ann for this network today already."]
    assert "Twice." in twice.content.decode()
    assert len(mailoutbox) == 1


def test_only_people_of_the_organisation_without_a_seat_can_be_proposed(
    client, engagement, steward, mailoutbox
):
    CoordinatorFactory(network=engagement.network)
    here = MembershipFactory(network=engagement.network, engagement=engagement).person
    other = MembershipFactory().person
    foreign = EngagementFactory(network=engagement.network)
    strange = reverse("seat_propose", args=["north", foreign.pk, steward.pk])

    answers = [
        client.post(url, {"reason": "Because."}).status_code
        for url in (proposal(engagement, here), proposal(engagement, other), strange)
    ]

    assert answers == [404, 404, 403]
    assert mailoutbox == []
