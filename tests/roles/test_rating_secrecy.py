"""Nobody learns a rating by fewer than three people: from no page, export, count or error, and no two together.

Most tests here look twice at everything that a reader can open, with only what was answered changed in between:
what is seen has to be the same.
"""

import re
from datetime import timedelta
from io import BytesIO, StringIO
from itertools import combinations

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from networks.models import Membership, Person, User
from roles.analysis import analyse
from roles.analysis.ratings import competence_means
from roles.loading.snapshots import load_snapshot
from roles.models import Competence, CompetenceRating, RatingRequest, RatingRound, SealedRating
from roles.pages.visibility import Reader, visible_findings
from roles.services.rating_answers import answer_request
from roles.services.rating_rounds import ask_colleagues, close_round
from roles.views.my_data import CONTENT_TYPES
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MandateFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RatingRequestFactory,
    RatingRoundFactory,
    StewardshipFactory,
    driver_of,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SECRET_MODELS = (CompetenceRating, RatingRound, RatingRequest, SealedRating)


class World:
    """A driver about whom colleagues are asked, and everybody who could read something about it."""

    def __init__(self, raters=4):
        self.network = NetworkFactory(slug="samen")
        self.driver = driver_of(self.network)
        self.coordinator = CoordinatorFactory(network=self.network).person
        self.member = MemberWithAccountFactory(network=self.network).person
        membership = Membership.objects.get(network=self.network, person=self.driver)
        self.readers = {
            "driver": self.driver.user,
            "coordinator": self.coordinator.user,
            "member": self.member.user,
            "observer": ObserverFactory(network=self.network).person.user,
            "steward": StewardshipFactory(organisation=membership.organisation).person.user,
            "administrator": AdministratorFactory(),
        }
        self.mandate = MandateFactory(membership=membership, granted_on=None)
        self.round = RatingRoundFactory(network=self.network, person=self.driver)
        self.requests = [RatingRequestFactory(round=self.round) for _ in range(raters)]
        self.competences = list(Competence.objects.filter(role__slug="driver").order_by("position"))

    def answer(self, number, *scores, competence=0):
        """Let a colleague have answered: a score for this competence and the ones after it."""
        asked = self.requests[number]
        asked.answers.all().delete()
        RatingRequest.objects.filter(pk=asked.pk).update(answered_on=TODAY)
        for each, score in zip(self.competences[competence:], scores, strict=False):
            SealedRating.objects.create(request=asked, competence=each, score=score)

    def close(self):
        close_round(rating_round=self.round, day=TODAY)

    def addresses(self, reader):
        """Everything that a reader could open: pages, data, downloads."""
        members = Membership.objects.filter(network=self.network).order_by("pk").values_list("pk", flat=True)
        found = [
            reverse(name)
            for name in (
                "me",
                "portfolio",
                "network_list",
                "catalogue",
                "my_data",
                "profile",
                "organisation_list",
            )
        ]
        found += [reverse("my_data_export", args=[each]) for each in ("json", "xlsx")]
        found += [
            reverse(name, args=["samen"])
            for name in (
                *("dashboard", "report", "report_json", "matrix", "member_list", "network_organisations"),
                *("settings", "change_list", "mandate_table", "mandate_ask", "mandate_create"),
                *("topic_list", "invitation_list", "invitation_create", "my_part"),
            )
        ]
        found += [reverse("role_candidates", args=["samen", each]) for each in ("driver", "critic")]
        found.append(f"{reverse('role_candidates', args=['samen', 'driver'])}?from={self.driver.pk}")
        found.append(f"{reverse('role_candidates', args=['samen', 'critic'])}?sort=-competences")
        found.append(f"{reverse('change_list', args=['samen'])}?person={self.driver.pk}")
        found.append(reverse("mandate_detail", args=["samen", self.mandate.pk]))
        engagement = self.mandate.membership.engagement
        found.append(reverse("seat_candidates", args=["samen", engagement.pk]))
        party = engagement.organisation.slug
        found += [
            reverse(f"organisation_{each}", args=[party])
            for each in ("detail", "seats", "networks", "export")
        ]
        found.append(f"{reverse('organisation_export', args=[party])}?format=csv")
        found += [
            f"{reverse('export', args=['samen'])}?format=csv&layout={each}" for each in ("matrix", "list")
        ]
        found += [
            reverse(name, args=["samen", key]) for key in members for name in ("member_detail", "rating_ask")
        ]
        if reader == "administrator":
            for model, key in ((Person, self.driver.pk), *((Person, it.rater_id) for it in self.requests)):
                name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
                found += [reverse(f"{name}_{deed}", args=[key]) for deed in ("change", "delete", "history")]
            found += [
                reverse("admin:index"),
                reverse("admin:networks_network_delete", args=[self.network.pk]),
            ]
        return found

    def seen(self, reader):
        """Everything that a reader sees, by address, without what differs from one request to the next."""
        client = Client()
        client.force_login(self.readers[reader])
        User.objects.filter(pk=self.readers[reader].pk).update(last_login=None)  # stands in my data
        client.cookies["django_language"] = "en"
        return {each: look(client, each) for each in self.addresses(reader)}


def look(client, address):
    response = client.get(address)
    content = response.content
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        content = re.sub(r"[A-Za-z0-9]{64}|name=\"[a-z-]*seen\" value=\"[^\"]*\"", "", content.decode())
    elif kind == CONTENT_TYPES["xlsx"]:
        workbook = load_workbook(BytesIO(content))
        content = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook]
    elif kind == CONTENT_TYPES["json"]:
        content = re.sub(r'"made_at": "[^"]*"', "", content.decode())
    return response.status_code, content


READERS = ["driver", "coordinator", "member", "observer", "steward", "administrator"]


def states(world):
    """What the means and the finding say now, to a reader who sees all that is ever shown."""
    return visible(world.network, world.driver, TODAY)


def visible(network, person, day):
    snapshot = load_snapshot(network, day)
    means = competence_means(snapshot.ratings.get(person.pk, ()), person.pk, day)
    findings = visible_findings(analyse(snapshot), Reader(None, coordinates=True, can_coordinate=True))
    gaps = [float(each.value) for each in findings if each.code == "competence-gap"]
    return {each.competence: (each.mean, each.raters) for each in means}, gaps


@pytest.mark.parametrize("reader", READERS)
def test_open_round_tells_nothing_of_what_was_answered(reader):
    world = World()
    for number in range(3):
        world.answer(number, 1, 1, 1)
    before = world.seen(reader)

    for number in range(3):
        world.answer(number, 5, 5, 5)

    assert world.seen(reader) == before
    assert states(world) == ({}, [])


@pytest.mark.parametrize("reader", READERS)
def test_closed_round_tells_nothing_of_a_competence_on_which_two_answered(reader):
    world, seen = World(), []
    for score in (1, 5):
        with transaction.atomic():
            for number in range(4):
                world.answer(number, 4, *[score] * (number < 2))
            world.close()
            seen.append(world.seen(reader))
            transaction.set_rollback(True)

    assert seen[0] == seen[1]


def test_two_answers_leave_no_trace_in_the_database():
    world = World()
    for number in range(2):
        world.answer(number, 1, 2, 3)

    world.close()

    assert (
        CompetenceRating.objects.count(),
        SealedRating.objects.count(),
        RatingRequest.objects.count(),
    ) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize("reader", ["member", "observer", "steward", "administrator"])
def test_result_is_seen_by_that_person_and_the_coordinators_only(reader):
    world = World()
    before = world.seen(reader)
    for number in range(4):
        world.answer(number, 1, 1, 1)

    world.close()

    assert states(world)[1] == [1.0]
    assert world.seen(reader) == before


def test_result_is_the_same_whoever_answered_what():
    world, rows = World(), []
    for order in ((1, 2, 3, 5), (5, 1, 3, 2)):
        with transaction.atomic():
            for number, score in enumerate(order):
                world.answer(number, score)
            world.close()
            kept = CompetenceRating.objects.order_by("pk").values_list(
                "competence", "rater", "score", "rated_on"
            )
            rows.append(list(kept))
            transaction.set_rollback(True)

    assert rows[0] == rows[1]
    assert {(rater, day) for _competence, rater, _score, day in rows[0]} == {(None, TODAY)}


def test_day_of_an_answer_is_not_kept():
    world = World()
    for number in range(4):
        world.answer(number, 3)
        RatingRequest.objects.filter(pk=world.requests[number].pk).update(
            answered_on=TODAY - timedelta(days=number)
        )

    world.close()

    assert set(CompetenceRating.objects.values_list("rated_on", flat=True)) == {TODAY}
    assert not RatingRequest.objects.exists()


def test_coordinator_among_three_raters_could_tell_what_the_two_others_said_so_nothing_is_shown():
    world = World(raters=3)
    RatingRequest.objects.filter(pk=world.requests[0].pk).update(rater=world.coordinator)
    for number in range(3):
        world.answer(number, 1, 1, 1)

    world.close()

    assert states(world) == ({}, [])
    assert not CompetenceRating.objects.exists()


def test_coordinator_among_four_raters_learns_a_mean_of_three():
    world = World(raters=4)
    RatingRequest.objects.filter(pk=world.requests[0].pk).update(rater=world.coordinator)
    world.answer(0, 5)
    for number in range(1, 4):
        world.answer(number, 1)

    world.close()

    assert states(world)[0] == {world.competences[0].pk: (2, 4)}


def test_rater_who_leaves_is_erased_or_deleted_changes_no_result():
    world = World(raters=4)
    for number, score in enumerate((1, 1, 1, 5)):
        world.answer(number, score)
    world.close()
    before = states(world)
    first, second, third, _fourth = (each.rater for each in world.requests)

    Membership.objects.filter(person=first).update(left_on=TODAY)
    Person.objects.filter(pk=second.pk).update(name="Erased", email="", user=None, erased_on=TODAY)
    Membership.objects.filter(person=third).delete()
    third.delete()

    assert states(world) == before
    assert before[0] == {world.competences[0].pk: (2, 4)}


def test_rating_that_names_its_rater_outlives_them():
    """However a rating came about: a mean of four that becomes one of three would tell the fourth."""
    world = World()
    raters = [MemberWithAccountFactory().person for _ in range(4)]
    for rater, score in zip(raters, (2, 2, 2, 4), strict=True):
        CompetenceRating.objects.create(
            network=world.network,
            person=world.driver,
            rater=rater,
            competence=world.competences[0],
            score=score,
        )
    before = states(world)

    Membership.objects.filter(person=raters[3]).delete()
    raters[3].delete()

    assert states(world) == before


def test_closing_is_refused_alike_whatever_was_answered():
    world = World()
    client = Client()
    client.force_login(world.driver.user)
    said = []
    for score in (1, 5):
        for number in range(2):
            world.answer(number, score, score, score)
        response = client.post(reverse("rating_close", args=["samen", world.round.pk]), follow=True)
        said.append([str(each) for each in response.context["messages"]])

    assert said[0] == said[1]
    assert len(said[0]) == 1


def test_report_command_says_nothing_of_fewer_than_three():
    world = World()
    for number in range(2):
        world.answer(number, 1, 1, 1)
    world.close()
    printed = StringIO()

    call_command("network_report", "samen", format="json", stdout=printed)

    assert "competence-gap" not in printed.getvalue()


def test_earlier_days_do_not_tell_what_was_replaced():
    world = World(raters=3)
    for number in range(3):
        world.answer(number, 1)
    close_round(rating_round=world.round, day=TODAY - timedelta(days=100))
    before = visible(world.network, world.driver, TODAY - timedelta(days=50))
    again = RatingRoundFactory(network=world.network, person=world.driver)
    world.requests = [RatingRequestFactory(round=again) for _ in range(3)]
    for number in range(3):
        world.answer(number, 4)
    close_round(rating_round=again, day=TODAY)

    after = visible(world.network, world.driver, TODAY - timedelta(days=50))

    assert before == ({world.competences[0].pk: (1, 3)}, [1.0])
    assert after == ({}, [])
    assert states(world) == ({world.competences[0].pk: (4, 3)}, [])


def test_request_is_seen_by_whoever_was_asked_only():
    world = World(raters=3)

    seen = {
        name: set(RatingRequest.objects.visible_to(user).values_list("pk", flat=True))
        for name, user in world.readers.items()
    }

    assert seen == {name: set() for name in world.readers}
    for asked in world.requests:
        assert list(RatingRequest.objects.visible_to(asked.rater.user)) == [asked]


def test_round_is_seen_by_that_person_and_the_coordinators_in_person_only():
    world = World(raters=3)
    RatingRoundFactory()  # of another network

    seen = {name: list(RatingRound.objects.visible_to(user)) for name, user in world.readers.items()}

    assert {name for name, rounds in seen.items() if rounds == [world.round]} == {"driver", "coordinator"}
    assert [rounds for name, rounds in seen.items() if name not in {"driver", "coordinator"}] == [[]] * 4


def test_administration_and_history_know_none_of_it():
    registered = set(admin.site._registry)
    inlines = {
        inline.model
        for model_admin in admin.site._registry.values()
        for inline in getattr(model_admin, "inlines", ())
    }
    tracked = {
        model._meta.label
        for model in apps.get_models()
        if getattr(model, "history_object", None) or model.__name__.startswith("Historical")
    }

    assert not registered & set(SECRET_MODELS)
    assert not inlines & set(SECRET_MODELS)
    assert not {label for label in tracked if re.search("rating", label, re.IGNORECASE)}


# Two rounds and more: what the means of one and of the next tell together.

PEOPLE = 6  # who can be asked; the last of them coordinates
SCORES = st.tuples(*[st.sampled_from([1, 2, 3, 4, 5, None])] * 2)  # on two competences; None: I cannot say
ROUND = st.tuples(
    st.sets(st.integers(0, PEOPLE - 1), min_size=4),  # who is asked
    st.fixed_dictionaries(dict.fromkeys(range(3), SCORES), optional=dict.fromkeys(range(3, PEOPLE), SCORES)),
    st.sampled_from(["stay", "leave", "erase"]),  # what the first of those asked does afterwards
)
ALIKE = dict.fromkeys(range(PEOPLE), (2, 3))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(
    rounds=[({0, 1, 2}, ALIKE, "stay"), ({0, 1, 3}, ALIKE, "leave")]
)  # together they could tell 2 from 3
@given(rounds=st.lists(ROUND, min_size=1, max_size=4))
def test_any_two_states_differ_by_the_answers_of_nobody_or_of_at_least_three(rounds):
    with transaction.atomic():
        play(rounds)
        transaction.set_rollback(True)


def play(rounds):
    """Play the rounds, three months apart, and hold what is seen after each event against who stands behind it."""
    network = NetworkFactory()
    driver = driver_of(network)
    people = [MemberWithAccountFactory(network=network).person for _ in range(PEOPLE - 1)]
    people.append(CoordinatorFactory(network=network).person)
    competences = list(Competence.objects.filter(role__slug="driver").order_by("position")[:2])
    behind = {}  # by competence: the answers (person, round, score) behind its mean, worked out here anew
    seen = [dict(behind)]
    gone = set()
    for number, (chosen, answers, afterwards) in enumerate(rounds):
        day = TODAY + timedelta(days=100 * number)
        asked = sorted(chosen - gone)
        if len(asked) < 3 + (PEOPLE - 1 in asked):
            continue
        opened = ask(network, driver, [people[it] for it in asked], day)
        for person in sorted(set(answers) & set(asked)):
            scores = {it.pk: score for it, score in zip(competences, answers[person], strict=True) if score}
            request = RatingRequest.objects.get(round=opened, rater=people[person])
            everybody = opened.requests.filter(answered_on=None).exclude(pk=request.pk).exists()
            answer_request(asked=request, scores=scores, day=day)
            if everybody:
                check(network, driver, day, behind)
        close_round(rating_round=opened, day=day)
        for index, competence in enumerate(competences):
            given_scores = {
                (person, number, answers[person][index])
                for person in asked
                if person in answers and answers[person][index]
            }
            coordinator = any(person == PEOPLE - 1 for person, _round, _score in given_scores)
            if len(given_scores) >= 3 + coordinator:
                behind = behind | {competence.pk: given_scores}
        check(network, driver, day, behind)
        seen.append(behind)
        if afterwards != "stay" and asked[0] != PEOPLE - 1:
            gone.add(asked[0])
            go(people[asked[0]], afterwards, day)
            check(network, driver, day, behind)
    for one, other in combinations(seen, 2):
        for competence in one.keys() | other.keys():
            differing = {
                person for person, *_rest in one.get(competence, set()) ^ other.get(competence, set())
            }
            assert len(differing) == 0 or len(differing) >= 3
            unknown = differing - {PEOPLE - 1}  # the coordinator knows what they answered themselves
            assert len(unknown) == 0 or len(unknown) >= 3


def ask(network, driver, raters, day):
    return ask_colleagues(
        network=network,
        person=driver,
        asked_by=driver,
        raters=raters,
        closes_on=day + timedelta(days=14),
        today=day,
        answer_page=lambda _opened: "https://example.org/",
        person_page="https://example.org/",
    )


def go(person, how, day):
    if how == "leave":
        Membership.objects.filter(person=person).update(left_on=day)
    else:
        Person.objects.filter(pk=person.pk).update(name="Erased", email="", user=None, erased_on=day)


def check(network, driver, day, behind):
    means, gaps = visible(network, driver, day)
    expected = {}
    for competence, answers in behind.items():
        scores = [score for _person, _round, score in answers]
        expected[competence] = (pytest.approx(sum(scores) / len(scores)), len(scores))
    assert {key: (float(mean), raters) for key, (mean, raters) in means.items()} == expected
    low = [float(mean) for mean, _raters in means.values() if mean < 3]
    assert gaps == ([min(low)] if low else [])
