"""Who could take on a role: the page, its promise, and what it does not tell."""

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import Membership, Network, User
from roles.analysis.rounding import one_decimal
from roles.demo.load import load
from roles.models import (
    Competence,
    CompetenceRating,
    NetworkNorms,
    RoleAssignment,
    RoleStance,
    SelfAssessment,
)
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network():
    return NetworkFactory(slug="north", question="?", goal="?", in_scope="?", out_of_scope="?")


@pytest.fixture
def coordinator(client, network):
    membership = CoordinatorFactory(network=network, person__name="Cora Cooper")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def address(slug="critic", network="north"):
    return reverse("role_candidates", args=[network, slug])


def member(network, name, *held, stance="", about="critic", **fields):
    membership = MembershipFactory(network=network, person__name=name, **fields)
    for each in held:
        RoleAssignmentFactory(membership=membership, role=role(each))
    if stance:
        RoleStanceFactory(person=membership.person, role=role(about), stance=stance)
    return membership


def named(response):
    return [row.candidate.name for row in response.context["rows"]]


def row_of(response, name):
    (row,) = [row for row in response.context["rows"] if row.candidate.name == name]
    return row


def text_of(response, membership):
    """What stands in somebody's row, as words."""
    html = response.content.decode()
    row = re.search(rf'<tr role="row" data-person="{membership.person_id}">.*?</tr>', html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


# The promise.


def report(client, network):
    return client.get(reverse("report_json", args=[network])).json()


def identities(findings):
    return [(each["code"], each["perspective"], each["subject"]["id"]) for each in findings]


def promised_identities(findings):
    return [(each.code, each.perspective, each.subject.id) for each in findings]


def save_as_opened(client, url):
    """Open the editor of a cell and save it as it was opened."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    response = client.post(url.partition("?")[0], {k: v for k, v in data.items() if v is not None})
    assert response.status_code == 302, response.context["form"].errors


def keeps_its_promise(client, slug, before, row, deeds):
    """Whether, after these deeds, the network's report is what the row said it would be."""
    with transaction.atomic():
        for url in deeds:
            save_as_opened(client, url)
        after = report(client, slug)
        transaction.set_rollback(True)
    comparison = row.candidate.comparison
    gone, come = promised_identities(comparison.gone), promised_identities(comparison.come)
    expected = [each for each in identities(before["findings"]) if each not in gone]
    scores = {
        each: None if change.after is None else float(one_decimal(change.after))
        for each, change in comparison.scores.items()
    }
    return (
        sorted(expected + come) == sorted(identities(after["findings"]))
        and scores == after["perspectives"]
        and {each.after.severity for each in comparison.changed}
        <= {each["severity"] for each in after["findings"]}
    )


@pytest.mark.parametrize(
    "slug", ["huis-van-het-kind-wilgenrode", "shared-services-center", "sociale-diensten", "onderwijs"]
)
def test_giving_the_role_gives_exactly_the_report_that_was_promised(client, slug):
    load(TODAY)
    client.force_login(User.objects.get(email="coordinator@demo.example"))
    before = report(client, slug)
    held = RoleAssignment.objects.active_on(TODAY).filter(membership__network__slug=slug)
    empty = [each.slug for each in type(role("critic")).objects.exclude(pk__in=held.values("role"))]

    kept = [
        keeps_its_promise(client, slug, before, row, [row.give_url])
        for each in [*empty[:4], "driver"]
        for row in client.get(address(each, slug)).context["rows"][:4]
    ]

    assert kept == [True] * len(kept)
    assert len(kept) > 4


def test_handing_a_role_on_gives_exactly_the_report_that_was_promised(client):
    slug = "huis-van-het-kind-wilgenrode"
    load(TODAY)
    client.force_login(User.objects.get(email="coordinator@demo.example"))
    before = report(client, slug)
    (cumulation,) = [each for each in before["findings"] if each["code"] == "core-cumulation-person"]

    kept = []
    for each in [*cumulation["roles"], "fundraiser"]:
        page = client.get(address(each, slug), {"from": cumulation["subject"]["id"]})
        for row in page.context["rows"][:3]:
            deeds = [row.give_url, page.context["take_url"]]
            kept.append(keeps_its_promise(client, slug, before, row, deeds))

    assert kept == [True] * 12


def test_what_the_page_says_is_what_the_comparison_holds(client, network, coordinator):
    member(network, "Ann", "leader", "driver", "initiator", *["adviser", "diplomat", "innovator"])
    bo = member(network, "Bo", stance="prefers")

    response = client.get(address())

    comparison = row_of(response, "Bo").candidate.comparison
    difference = comparison.scores["network"].difference
    assert difference > 0
    words = text_of(response, bo)
    assert f"Network +{float(one_decimal(difference)):g}" in words
    assert "gone: The network has no critic" in words or "gone: Nobody is critic yet" in words
    assert response.context["lead"].startswith("One member would like this role; with Bo the signal “")
    assert response.context["lead"] in response.content.decode()


# Order, search and pages.


def test_who_avoids_the_role_comes_last_and_nobody_is_hidden(client, network, coordinator):
    member(network, "Ann", "critic")
    member(network, "Avi", stance="avoids")
    member(network, "Bo", "leader")
    member(network, "Will", "driver", stance="willing")
    member(network, "Pia", "diplomat", stance="prefers")
    member(network, "Left", stance="prefers", left_on=TODAY)
    member(NetworkFactory(), "Elsewhere", stance="prefers")

    response = client.get(address())

    assert named(response)[:2] == ["Pia", "Will"]
    assert named(response)[-1] == "Avi"
    assert sorted(named(response)) == ["Avi", "Bo", "Cora Cooper", "Pia", "Will"]
    assert "Avi" not in response.context["lead"]


def test_new_warning_weighs_more_than_liking_the_role(client, network, coordinator):
    over = member(network, "Over", "diplomat", "innovator", "adviser", "leader", stance="prefers")
    member(network, "Free", stance="willing")
    member(network, "Avi", stance="avoids")
    member(network, "Other", "driver", "initiator")

    response = client.get(address())

    come = [each.code for each in row_of(response, "Over").candidate.comparison.come]
    assert "role-overload-person" in come
    assert named(response).index("Free") < named(response).index("Over")
    assert named(response)[-2:] == ["Over", "Avi"]
    assert "new: Over holds 5 roles" in text_of(response, over)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Ann", "Bo", "Cora Cooper", "Dan"]),
        ("-name", ["Dan", "Cora Cooper", "Bo", "Ann"]),
        ("load", ["Dan", "Bo", "Cora Cooper", "Ann"]),
        ("stance", ["Bo", "Cora Cooper", "Dan", "Ann"]),
        ("-mandate", ["Dan", "Bo"]),
        ("-held", ["Ann", "Bo"]),
        ("-competences", ["Ann", "Bo"]),
    ],
)
def test_candidates_are_sorted_by_a_column(client, network, coordinator, sort, expected):
    ann = member(network, "Ann", "leader", "driver", "adviser", stance="avoids")
    bo, dan = member(network, "Bo", "diplomat", stance="prefers"), member(network, "Dan")
    for slug in ("supporter", "mood-maker"):
        RoleAssignmentFactory(membership=coordinator, role=role(slug))
    RoleStanceFactory(person=coordinator.person, role=role("critic"), stance="willing")
    MandateFactory(membership=bo, starts_on=TODAY - timedelta(days=9))
    MandateFactory(membership=dan, starts_on=TODAY)
    RoleAssignmentFactory(membership=ann, role=role("critic"), ended_on=date(2025, 5, 1))
    RoleAssignmentFactory(membership=bo, role=role("critic"), ended_on=date(2025, 4, 1))
    generic = Competence.objects.filter(role=None).first()
    SelfAssessment.objects.create(person=ann.person, competence=generic, score=4)
    SelfAssessment.objects.create(person=bo.person, competence=generic, score=3)

    response = client.get(address(), {"sort": sort})

    key, descends = sort.removeprefix("-"), sort.startswith("-")
    assert named(response)[: len(expected)] == expected
    headings = {each.key: each for each in response.context["headings"]}
    assert {each.key: each.direction for each in headings.values() if each.direction} == {
        key: "descending" if descends else "ascending"
    }
    assert headings[key].url == f"?sort={'' if descends else '-'}{key}"
    assert "Put the best fit first again" in response.content.decode()


def test_gain_is_a_column_to_sort_by(client, network, coordinator):
    member(network, "Ann", "leader", "driver", "adviser", "diplomat")
    for number in range(3):
        member(network, f"Free {number}")

    response = client.get(address(), {"sort": "-gain"})

    gained = [row.candidate.comparison.gained for row in response.context["rows"]]
    assert gained == sorted(gained, reverse=True)
    assert named(response)[-1] == "Ann"


def test_ten_at_once_the_rest_on_further_pages_with_search(client, network, coordinator):
    for number in range(10):
        member(network, f"Member {number}")
    member(network, "Zoë Öz", engagement__organisation__name="De Zon")

    first, second = client.get(address()), client.get(address(), {"page": 2, "sort": "name"})
    by_name, by_party = client.get(address(), {"q": "zoe"}), client.get(address(), {"q": "de zon"})
    nobody = client.get(address(), {"q": "nobody at all"})

    assert (len(named(first)), first.context["searchable"], first.context["everybody"]) == (10, True, 12)
    assert named(second) == ["Member 9", "Zoë Öz"]
    assert named(by_name) == named(by_party) == ["Zoë Öz"]
    assert named(nobody) == []
    assert "Nobody has this name or organisation" in nobody.content.decode()
    assert 'name="sort" value="name"' in second.content.decode()


def test_more_than_a_hundred_are_ordered_without_what_if_and_only_the_page_is_compared(
    client, network, coordinator
):
    for number in range(105):
        member(network, f"Member {number:03d}", *["leader"] * (number < 100))
    avoiding = member(network, "Avi", stance="avoids")
    member(network, "Pia", "driver", stance="prefers")

    response = client.get(address(), {"sort": "-gain"})
    last = client.get(address(), {"page": 11})
    searched = client.get(address(), {"q": "member 10"})

    assert named(response)[0] == "Pia"
    assert all(row.candidate.comparison for row in response.context["rows"])
    assert {each.key for each in response.context["headings"] if not each.url} == {"gain"}
    assert "too many to sort" in response.context["ordered"]
    assert named(last)[-1] == avoiding.person.name
    assert "too many to sort" not in searched.context["ordered"]
    assert response.context["lead"].startswith("One member would like this role; with Pia ")


# What each reader learns.


def rate(network, person, slug, scores, day):
    competence = Competence.objects.get(slug=slug)
    for score in scores:
        CompetenceRating.objects.create(
            network=network,
            person=person,
            rater=PersonFactory(),
            competence=competence,
            score=score,
            rated_on=day,
        )


def test_core_role_shows_its_competences_and_the_mean_of_three_or_more(client, network, coordinator):
    ann, bo = member(network, "Ann"), member(network, "Bo")
    coordinating = Competence.objects.get(slug="coordinating")
    SelfAssessment.objects.create(person=ann.person, competence=coordinating, score=4)
    rate(network, ann.person, "coordinating", [2, 3, 3, 4], TODAY - timedelta(days=9))
    rate(network, ann.person, "stimulating", [5, 5], TODAY)
    rate(network, bo.person, "coordinating", [5, 5], TODAY)
    rate(NetworkFactory(), bo.person, "coordinating", [5, 5, 5], TODAY)
    SelfAssessment.objects.create(
        person=bo.person, competence=Competence.objects.filter(role=None).first(), score=2
    )

    response = client.get(address("driver"))

    assert row_of(response, "Ann").competences == [
        (str(coordinating), "4", "3"),
        (str(Competence.objects.get(slug="stimulating")), "", ""),
        (str(Competence.objects.get(slug="acting-flexibly")), "", ""),
    ]
    assert row_of(response, "Bo").candidate.others_mean is None
    assert "own view 4 of 5 colleagues 3 of 5" in text_of(response, ann)
    assert "Competences not filled in yet" in text_of(response, bo)
    generic = client.get(address("critic"))
    assert row_of(generic, "Bo").own_mean == "2"
    assert row_of(generic, "Ann").candidate.own_mean is None


def test_load_counts_all_networks_in_numbers_and_names_none(client, network, coordinator):
    ann = member(network, "Ann", "leader", "adviser")
    elsewhere = MembershipFactory(person=ann.person, network__name="Secret table", network__slug="secret")
    for slug in ("leader", "driver", "critic"):
        RoleAssignmentFactory(membership=elsewhere, role=role(slug))
    over = MembershipFactory(person=ann.person, network__ended_on=TODAY)
    RoleAssignmentFactory(membership=over)

    response = client.get(address())

    assert "2 roles here, 1 in the cockpit 5 in all networks, 3 in the cockpit" in text_of(response, ann)
    assert "ecret" not in response.content.decode()


def test_mandate_and_last_time_in_the_role_are_said(client, network, coordinator):
    until = TODAY + timedelta(days=90)
    ann, bo = member(network, "Ann"), member(network, "Bo")
    own = member(network, "Rosa", engagement=None)
    MandateFactory(membership=ann, starts_on=TODAY - timedelta(days=9), ends_on=until)
    MandateFactory(membership=bo, starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=1))
    RoleAssignmentFactory(membership=bo, role=role("critic"), ended_on=date(2025, 5, 3))

    response = client.get(address())

    assert row_of(response, "Ann").candidate.mandate_until == until
    assert "Last held it never" in text_of(response, ann)
    assert "Mandate until no mandate Last held it until May 2025" in text_of(response, bo)
    assert "in their own name" in text_of(response, own)
    assert "Mandate until needs none" in text_of(response, own)


def test_administrator_sees_load_and_scores_but_not_what_is_private(client, network, coordinator):
    CoordinatorFactory(network=network)
    avi = member(network, "Avi", "leader", stance="avoids")
    pia = member(network, "Pia", "leader", stance="prefers")
    SelfAssessment.objects.create(
        person=avi.person, competence=Competence.objects.filter(role=None).first(), score=1
    )
    for number in range(3):
        member(network, f"Other {number}", "leader")
    seen = client.get(address())
    administrator = AdministratorFactory()
    client.force_login(administrator)

    response = client.get(address())
    sorted_by_stance = client.get(address(), {"sort": "stance"})

    assert "role-against-preference" in {each.code for each in row_of(seen, "Avi").candidate.comparison.come}
    for membership in (avi, pia):
        words = text_of(response, membership)
        assert "Would they like it for coordinators only Competences for coordinators only" in words
        assert not row_of(response, membership.person.name).candidate.comparison.come
    assert named(response).index("Avi") < named(response).index("Pia")  # as alike as they look to this reader
    assert "would like this role" not in response.content.decode()
    assert {each.key for each in response.context["headings"] if not each.url} == {"stance", "competences"}
    assert "avoid" not in response.content.decode()
    assert named(sorted_by_stance) == named(response)


def test_administrator_cannot_work_out_who_avoids_a_role(client, network, coordinator):
    avi = member(network, "Avi", "leader", stance="avoids", about="leader")
    RoleStanceFactory(person=avi.person, role=role("critic"), stance="willing")
    for number in range(3):
        member(network, f"Other {number}", "adviser", stance="willing", about="adviser")
    client.force_login(AdministratorFactory())

    def seen():
        pages = (
            client.get(address()),
            client.get(address("leader")),
            client.get(address("leader"), {"from": avi.person_id}),
        )
        return [
            [(row.candidate.name, row.gains, row.candidate.comparison.gained) for row in page.context["rows"]]
            for page in pages
        ]

    before = seen()
    RoleStance.objects.filter(person=avi.person, role=role("critic")).update(stance="avoids")
    other = Membership.objects.get(person__name="Other 1")
    RoleStanceFactory(person=other.person, role=role("leader"), stance="avoids")

    assert seen() == before


def test_page_is_for_coordinators(client, network, coordinator):
    plain = CoordinatorFactory(network=network, is_coordinator=False)
    client.force_login(plain.person.user)
    refused = client.get(address())
    client.force_login(CoordinatorFactory().person.user)
    unknown = client.get(address())

    assert (refused.status_code, unknown.status_code) == (403, 404)


def test_everybody_holds_it_and_nobody_is_there_are_said(client, network, coordinator):
    RoleAssignmentFactory(membership=coordinator, role=role("critic"))
    held = client.get(address())
    Network.objects.filter(pk=network.pk).update(ended_on=TODAY)

    over = client.get(address())

    assert "Every member holds this role already." in held.content.decode()
    assert "Critic: who fits?" in held.content.decode()
    assert "Nobody takes part in this network at the moment." in over.content.decode()


def test_asking_first_is_a_mail_where_there_is_an_address(client, network, coordinator):
    member(network, "Ann", person__email="ann@example.org")
    bo = member(network, "Bo")

    response = client.get(address())

    assert row_of(response, "Ann").ask_url.startswith("mailto:ann@example.org?subject=Would%20you%20like")
    assert row_of(response, "Bo").ask_url == ""
    assert "Ask first" not in text_of(response, bo)


# Handing a role on.


def test_handing_on_takes_the_motives_along(client, network, coordinator):
    NetworkNorms.objects.create(network=network, min_motivated=1)
    gil, ann = member(network, "Gil"), member(network, "Ann")
    RoleAssignmentFactory(membership=gil, role=role("critic"), for_organisation=True)
    RoleAssignmentFactory(membership=ann, role=role("leader"), for_network=True)
    before = report(client, "north")

    page = client.get(address(), {"from": gil.person_id})

    row = row_of(page, "Ann")
    come = {(each.code, each.perspective) for each in row.candidate.comparison.come}
    assert ("motive-neglected", "organisation") in come
    assert keeps_its_promise(client, "north", before, row, [row.give_url, page.context["take_url"]])


def test_handing_on_is_for_a_member_who_holds_the_role(client, network, coordinator):
    giver = member(network, "Gil", "critic", "leader")
    member(network, "Ann")
    other = member(NetworkFactory(), "Other", "critic")

    page = client.get(address(), {"from": giver.person_id})
    foreign = client.get(address(), {"from": other.person_id})
    nonsense = client.get(address(), {"from": "x"})
    no_longer = client.get(address("driver"), {"from": giver.person_id}, follow=True)

    assert named(page) == sorted(["Ann", "Cora Cooper"])
    assert [each.slug for each, _url in page.context["giver_roles"]] == ["leader", "critic"]
    assert "Gil hands it on." in page.content.decode()
    assert (foreign.status_code, nonsense.status_code) == (404, 404)
    assert no_longer.redirect_chain == [(address("driver"), 302)]
    assert "Gil does not hold this role any more." in no_longer.content.decode()


def test_taking_back_opens_the_editor_with_no_ticked(client, network, coordinator):
    giver = member(network, "Gil", "critic")
    url = client.get(address(), {"from": giver.person_id}).context["take_url"]

    editor = client.get(url)
    save_as_opened(client, url)

    assert editor.context["form"]["holds"].value() == "no"
    assert RoleAssignment.objects.get(membership=giver).ended_on == TODAY


def finding_links(client):
    context = client.get(reverse("dashboard", args=["north"])).context
    return {card.code: card.url for card in [*context["findings"], *context["more_findings"]]}


def test_findings_lead_here_whoever_coordinates_and_others_to_what_they_may_read(
    client, network, coordinator
):
    ann = member(network, "Ann", "initiator", "leader", "driver")
    member(network, "Bo", "adviser")

    mine = finding_links(client)
    page = client.get(mine["core-cumulation-person"])
    client.force_login(CoordinatorFactory(network=network, is_coordinator=False).person.user)
    theirs = finding_links(client)

    assert mine["core-cumulation-person"] == f"{address('driver')}?from={ann.person_id}"
    assert mine["rotation-due"] == f"{address('driver')}?from={ann.person_id}"
    assert mine["cluster-gap"] == address("innovator")
    assert mine["network-level-vacancy"] == address("supporter")
    assert page.context["giver"].name == "Ann"
    matrix, about = reverse("matrix", args=["north"]), "network_role"
    assert theirs["core-cumulation-person"] == matrix
    assert theirs["rotation-due"] == reverse(about, args=["north", "initiator"])
    open_roles = reverse("vacancy_list", args=["north"])
    assert theirs["cluster-gap"] == f"{open_roles}#innovator"
    assert theirs["network-level-vacancy"] == f"{open_roles}#supporter"


def test_role_page_leads_here_for_whoever_coordinates(client, network, coordinator):
    page = reverse("network_role", args=["north", "critic"])
    mine = client.get(page).content.decode()
    client.force_login(CoordinatorFactory(network=network, is_coordinator=False).person.user)

    assert f'href="{address()}"' in mine
    assert f'href="{address()}"' not in client.get(page).content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_candidates_take_a_number_of_queries_that_stays(
    client, network, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        each = member(network, f"Member {number}", "leader", stance="prefers")
        RoleAssignmentFactory(membership__person=each.person)
        RoleAssignmentFactory(membership=each, role=role("critic"), ended_on=date(2025, 5, 1))
        MandateFactory(membership=each, starts_on=TODAY)
        SelfAssessment.objects.create(
            person=each.person, competence=Competence.objects.filter(role=None).first(), score=3
        )

    with django_assert_num_queries(12):
        response = client.get(address())

    assert len(named(response)) == min(count + 1, 10)
    assert isinstance(row_of(response, named(response)[0]).candidate.comparison.gained, Fraction)
