"""The dashboard: what it says, to whom, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.analysis import FINDING_CODES
from roles.models import RoleAssignment
from roles.pages.finding_links import TARGETS
from tests import factories as make

pytestmark = pytest.mark.django_db

MOTIVATED = ("implementer", "adviser", "diplomat", "critic")


@pytest.fixture
def coordinator(client):
    """A coordinator, signed in."""
    membership = make.CoordinatorFactory(network__name="Noord", network__question="Who helps?")
    client.force_login(membership.person.user)
    return membership


def show(client, network):
    return client.get(reverse("dashboard", args=[network.slug]))


def hold(membership, *slugs, **fields):
    for slug in slugs:
        make.RoleAssignmentFactory(membership=membership, role=make.role(slug), **fields)


def titles(response):
    return [
        (card.code, card.severity)
        for card in [*response.context["findings"], *response.context["more_findings"]]
    ]


def test_dashboard_says_what_stands_out_and_what_one_can_do(client, coordinator):
    network = coordinator.network
    client.cookies["django_language"] = "en"
    ann = make.MembershipFactory(network=network, person__name="Ann Baker")
    hold(ann, "initiator", "leader", "driver")

    response = show(client, network)

    first = response.context["findings"][0]
    assert (first.code, first.severity, first.title, first.url) == (
        "core-cumulation-person",
        "critical",
        "Ann Baker carries the whole cockpit",
        f"{reverse('role_candidates', args=[network.slug, 'driver'])}?from={ann.person_id}",
    )
    assert response.context["summary"].startswith("One person carries the whole cockpit")
    assert f'href="{first.url}">{first.button}' in response.content.decode()


def test_dashboard_leads_each_finding_to_a_page_that_its_reader_may_open(client, coordinator):
    network = coordinator.network
    members = [make.MembershipFactory(network=network) for _ in range(3)]
    hold(members[0], "initiator", "leader", "driver", "diplomat", "mood-maker")
    hold(members[1], "implementer", "adviser", start_known=True)
    make.RoleStanceFactory(person=members[0].person, role=make.role("leader"), stance="avoids")
    make.CheckInFactory(network=network, person=members[0].person, answered_on=date(2024, 2, 1))
    make.CheckInFactory(network=network, person=members[1].person)

    response = show(client, network)

    cards = [*response.context["findings"], *response.context["more_findings"]]
    assert {"role-against-preference", "check-in-overdue", "purpose-unclear"} <= {card.code for card in cards}
    answers = {card.url: client.get(card.url, follow=True).status_code for card in cards}
    assert set(answers.values()) == {200}, answers


def test_button_of_a_finding_promises_a_reader_no_more_than_they_can_do(client, coordinator):
    network = coordinator.network
    client.cookies["django_language"] = "en"
    ann = make.MemberWithAccountFactory(network=network)
    hold(ann, "initiator", "leader", "driver")

    said = {}
    for reader in (coordinator, ann):
        client.force_login(reader.person.user)
        first = client.get(reverse("dashboard", args=[network.slug])).context["findings"][0]
        said[reader.pk] = first.code, first.button

    assert said == {
        coordinator.pk: ("core-cumulation-person", "Hand on a role"),
        ann.pk: ("core-cumulation-person", "Hand on a role"),  # one of her own
    }


def test_dashboard_keeps_private_findings_for_the_person_and_the_coordinators(client, coordinator):
    network = coordinator.network
    ann = make.MemberWithAccountFactory(network=network)
    bob = make.MemberWithAccountFactory(network=network)
    administrator = make.AdministratorFactory()
    for each in (ann, bob):
        hold(each, "implementer")
        make.RoleStanceFactory(person=each.person, stance="avoids")

    seen = {}
    for name, user in {
        "coordinator": coordinator.person.user,
        "ann": ann.person.user,
        "administrator": administrator,
    }.items():
        client.force_login(user)
        response = show(client, network)
        codes = [code for code, _severity in titles(response)]
        counted = sum(
            int("".join(filter(str.isdigit, words))) for _severity, words in response.context["counts"]
        )
        seen[name] = codes.count("role-against-preference"), counted == len(codes)

    assert seen == {"coordinator": (2, True), "ann": (1, True), "administrator": (0, True)}


def test_dashboard_names_somebody_in_the_triangle_only_to_them_and_the_coordinators(client, coordinator):
    network = coordinator.network
    ann = make.MemberWithAccountFactory(network=network, person__name="Ann Baker")
    bob = make.MemberWithAccountFactory(network=network, person__name="Bob Cook")
    for each in (ann, bob):
        make.BalanceReadingFactory(network=network, person=each.person)

    rows = {}
    for name, membership in {"coordinator": coordinator, "ann": ann}.items():
        client.force_login(membership.person.user)
        picture = show(client, network).context["triangle"]
        rows[name] = [row.name for row in picture.rows][1:], picture.unnamed, "Bob Cook" in picture.svg

    assert rows == {"coordinator": (["Ann Baker", "Bob Cook"], 0, True), "ann": (["Ann Baker"], 1, False)}


@pytest.mark.parametrize(("said", "trails"), [(1, 0), (2, 1)])
def test_dashboard_draws_the_way_of_a_network_only_when_half_of_its_members_say_where_it_is(
    client, coordinator, said, trails
):
    network = coordinator.network
    others = [make.MembershipFactory(network=network) for _ in range(3)]
    lately, before = timezone.localdate(), timezone.localdate() - timedelta(days=300)
    for other in others:
        hold(other, *MOTIVATED, for_network=True)
        make.BalanceReadingFactory(network=network, person=other.person, read_on=before - timedelta(days=200))
    for other in others[:said]:
        make.BalanceReadingFactory(network=network, person=other.person, read_on=before)
        make.BalanceReadingFactory(
            network=network, person=other.person, read_on=lately, organisation_share=60, network_share=10
        )

    picture = show(client, network).context["triangle"]

    assert (picture.members, picture.svg.count("network-ring"), picture.svg.count("trail")) == (
        said,
        1,
        2 * trails,
    )


def test_dashboard_shows_a_dash_and_a_reason_for_what_is_not_measured(client, coordinator):
    client.cookies["django_language"] = "en"

    response = show(client, coordinator.network)

    organisation = response.context["scores"][0]
    assert [(line.figure, line.why_not) for line in organisation.indicators] == [
        ("–", "nothing to measure yet"),
        ("–", "nothing to measure yet"),
        ("–", "too few answers yet"),
        ("–", "too few answers yet"),
        ("–", "too few answers yet"),
        ("–", "too few answers yet"),
    ]


def test_dashboard_draws_the_wheel_from_the_roles_as_they_are_placed_now(client, coordinator):
    role = make.role("diplomat")
    role.cluster = make.role("implementer").cluster
    role.save()
    hold(coordinator, "diplomat")

    response = show(client, coordinator.network)

    rows = {
        row.role: (row.place, [holder.name for holder in row.holders])
        for row in response.context["wheel"].rows
    }
    assert rows["Diplomaat"] == ("Taakgericht", [coordinator.person.name])
    assert [(row.name, row.filled, row.roles) for row in response.context["clusters"]] == [
        ("Taakgericht", 1, 4),
        ("Procesgericht", 0, 2),
        ("Strategisch", 0, 4),
    ]


def test_dashboard_leaves_out_a_cluster_without_roles(client, coordinator):
    target = make.role("implementer").cluster
    for slug in ("diplomat", "mood-maker", "spokesperson"):
        role = make.role(slug)
        role.cluster = target
        role.save()

    response = show(client, coordinator.network)

    assert [row.name for row in response.context["clusters"]] == ["Taakgericht", "Strategisch"]
    assert "Procesgericht" not in response.content.decode()


def test_dashboard_of_an_empty_network_says_what_to_do(client):
    network = make.NetworkFactory()
    client.force_login(make.AdministratorFactory())

    response = show(client, network)

    content = response.content.decode()
    assert "wheel" not in response.context
    assert reverse("import", args=[network.slug]) in content
    assert reverse("member_create", args=[network.slug]) in content


def test_dashboard_of_an_empty_network_offers_an_observer_nothing_they_may_not_open(client):
    observer = make.ObserverFactory()
    client.force_login(observer.person.user)

    content = show(client, observer.network).content.decode()

    assert reverse("import", args=[observer.network.slug]) not in content
    assert reverse("member_create", args=[observer.network.slug]) not in content


def test_dashboard_of_an_ended_network_leads_to_its_last_day(client, coordinator):
    network = coordinator.network
    network.ended_on = timezone.localdate()
    network.save()

    response = show(client, network)

    yesterday = timezone.localdate() - timedelta(days=1)
    assert "wheel" not in response.context
    assert f"{reverse('report', args=[network.slug])}?date={yesterday}" in response.content.decode()


def test_dashboard_escapes_what_people_typed(client, coordinator):
    evil = "<script>alert(1)</script>"
    network = coordinator.network
    member = make.MembershipFactory(network=network, person__name=evil, engagement__organisation__name=evil)
    hold(member, "initiator", "leader", "driver")
    make.BalanceReadingFactory(network=network, person=member.person)
    make.BalanceReadingFactory(network=network, person=coordinator.person)

    assert evil not in show(client, network).content.decode()


def test_dashboard_is_hidden_from_a_stranger(client):
    client.force_login(make.PersonWithAccountFactory().user)

    assert show(client, make.NetworkFactory()).status_code == 404


@pytest.mark.parametrize("members", [1, 6])
def test_dashboard_takes_seven_queries_whatever_its_size(
    client, coordinator, django_assert_num_queries, members
):
    network = coordinator.network
    slugs = ["initiator", "leader", "implementer", "diplomat", "innovator", "critic"]
    for slug in slugs[:members]:
        member = make.MembershipFactory(network=network)
        hold(member, slug)
        make.MandateFactory(membership=member, ends_on=timezone.localdate() + timedelta(days=5))
        make.RoleStanceFactory(person=member.person, role=make.role(slug), stance="avoids")
        make.BalanceReadingFactory(network=network, person=member.person)
        make.CheckInFactory(network=network, person=member.person, answered_on=date(2024, 2, 1))
        hold(make.MembershipFactory(person=member.person), "leader")

    with django_assert_num_queries(7):
        response = show(client, network)

    assert RoleAssignment.objects.filter(membership__network=network).count() == members
    assert len(response.context["triangle"].rows) == members + 1


def test_network_person_leads_to_the_seat_somebody_has_now(client, coordinator):
    network = coordinator.network
    gone = make.MembershipFactory(network=network, left_on=date(2025, 1, 1))
    back = make.MembershipFactory(network=network, person=gone.person, joined_on=date(2025, 2, 1))

    response = client.get(reverse("network_person", args=[network.slug, gone.person.pk]))

    assert (response.status_code, response.url) == (
        302,
        reverse("member_detail", args=[network.slug, back.pk]),
    )


def test_network_person_knows_nobody_who_left(client, coordinator):
    gone = make.MembershipFactory(network=coordinator.network, left_on=date(2025, 1, 1))

    response = client.get(reverse("network_person", args=[coordinator.network.slug, gone.person.pk]))

    assert response.status_code == 404


def test_dashboard_takes_one_query_more_for_those_who_are_no_members(client, django_assert_num_queries):
    observer = make.ObserverFactory()
    make.CoordinatorFactory(network=observer.network)
    client.force_login(observer.person.user)

    with django_assert_num_queries(8):
        response = show(client, observer.network)

    assert (response.status_code, response.context["can_coordinate"]) == (200, False)


def test_every_finding_leads_somewhere():
    assert list(TARGETS) == list(FINDING_CODES)


def test_button_promises_a_reader_nothing_that_only_a_coordinator_can_do(client):
    coordinator = make.CoordinatorFactory()
    for slug in ("initiator", "leader", "driver"):
        make.RoleAssignmentFactory(membership=coordinator, role=make.role(slug))
    make.MembershipFactory.create_batch(3, network=coordinator.network)
    observer = make.ObserverFactory(network=coordinator.network)
    client.cookies["django_language"] = "en"

    pages = []
    for person in (coordinator.person, observer.person):
        client.force_login(person.user)
        pages.append(show(client, coordinator.network).content.decode())

    coordinates, looks_on = pages
    assert ("Hand on a role" in coordinates, "See who does what" in coordinates) == (True, False)
    assert ("Hand on a role" in looks_on, "See who does what" in looks_on) == (False, True)
