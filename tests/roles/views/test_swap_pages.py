"""The pages of proposals: what waits for whom, one of them with its answers, and what ends it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.models import MoveKind, RoleAssignment, RoleSwap, SwapEvent
from roles.moves import PlannedMove
from roles.services.swaps import SwapPlan, answer_swap, propose_swap, withdraw_swap
from tests.factories import (
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    RoleSwapFactory,
    SwapAnswerFactory,
    SwapEventFactory,
    SwapLookBackFactory,
    SwapMoveFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network():
    return NetworkFactory(slug="north", name="North")


@pytest.fixture
def people(network):
    """Ann drives, Bo would take over, Cas looks at it from nearby, Cora coordinates."""
    seats = {
        name: MemberWithAccountFactory(network=network, person__name=name) for name in ("Ann", "Bo", "Cas")
    }
    seats["Cora"] = CoordinatorFactory(network=network, person__name="Cora")
    RoleAssignmentFactory(membership=seats["Ann"], role=role("driver"))
    RoleAssignmentFactory(membership=seats["Cas"], role=role("leader"))
    return seats


@pytest.fixture
def swap(network, people):
    """Ann proposes to hand the role of driver over to Bo, today."""
    return propose(network, people["Ann"], people["Ann"], people["Bo"])


def propose(network, proposer, giver, receiver, *, planned_on=TODAY, slug="driver", **plan):
    kind = MoveKind.HAND_OVER if giver else MoveKind.FILL
    return propose_swap(
        network=network,
        proposer=proposer.person,
        plan=SwapPlan(
            moves=[PlannedMove(kind, role(slug), giver, receiver)],
            reason="Two years is enough.",
            planned_on=planned_on,
            look_back_on=planned_on + timedelta(days=90),
            **plan,
        ),
    )


def sign_in(client, seat):
    client.force_login(seat.person.user)
    client.cookies["django_language"] = "en"


def page_of(swap):
    return reverse("swap_detail", args=["north", swap.pk])


def words(response, selector="main"):
    """The text of a page between the tags of an element, without its markup."""
    html = response.content.decode()
    found = re.search(rf"<{selector}\b.*?</{selector.split()[0]}>", html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def standing(response):
    return response.context["standing"].sentence


def messages_of(response):
    return [str(each) for each in response.context["messages"]]


# The list.


def test_list_puts_what_waits_for_the_reader_first_and_says_so(client, network, people, swap):
    objected = propose(network, people["Cora"], None, people["Cas"], slug="adviser")
    answer_swap(swap=objected, person=people["Cas"].person, consents=False, text="No time.")
    agreed = propose(network, people["Ann"], None, people["Ann"], slug="critic")
    other = propose(network, people["Cora"], None, people["Ann"], slug="diplomat")
    over = propose(network, people["Cora"], None, people["Ann"], slug="innovator")
    withdraw_swap(swap=over, person=people["Cora"].person, coordinates=True)
    sign_in(client, people["Bo"])

    response = client.get(reverse("swap_list", args=["north"]))

    groups = {group.key: [row.swap for row in group.rows] for group in response.context["groups"]}
    assert groups == {"mine": [swap], "objected": [objected], "agreed": [agreed], "others": [other]}
    assert next(iter(groups)) == "mine"
    assert [row.swap for row in response.context["ended"]] == [over]
    assert response.context["lead"] == (
        "One proposal waits for your answer, one waits for others, one meets an objection and one is agreed."
    )
    assert "Ann hands the role of driver over to Bo" in words(response)


def test_list_without_proposals_says_what_to_do(client, people):
    sign_in(client, people["Bo"])

    response = client.get(reverse("swap_list", args=["north"]))

    assert response.context["lead"] == "No proposal is open."
    assert "nothing moves without their consent" in words(response)
    assert f'href="{reverse("swap_create", args=["north"])}"' in response.content.decode()


def test_nothing_is_proposed_in_a_network_that_is_over(client, network, people):
    network.ended_on = TODAY - timedelta(days=1)
    network.save()
    sign_in(client, people["Bo"])

    listed = client.get(reverse("swap_list", args=["north"]))
    opened = client.get(reverse("swap_create", args=["north"]), follow=True)

    assert reverse("swap_create", args=["north"]) not in listed.content.decode()
    assert "No role moves here any more." in words(listed)
    assert opened.redirect_chain == [(reverse("swap_list", args=["north"]), 302)]
    assert messages_of(opened) == ["This network is not running now, so no role can move."]


def test_observer_sees_what_has_moved_and_nothing_of_what_is_being_said(client, network, people, swap):
    observer = ObserverFactory(network=network)
    moved = propose(network, people["Cora"], None, people["Cas"], slug="adviser")
    SwapEventFactory(swap=moved, person=people["Cas"].person, text="Between us.")
    answer_swap(swap=moved, person=people["Cas"].person, consents=True)
    RoleSwap.objects.filter(pk=moved.pk).update(
        state="carried-out", carried_out_on=TODAY, reason="It is too much for me.", replaces=swap
    )
    client.force_login(observer.person.user)
    client.cookies["django_language"] = "en"

    listed = client.get(reverse("swap_list", args=["north"]))
    detail = client.get(page_of(moved))
    open_one = client.get(page_of(swap))

    assert [row.swap for row in listed.context["ended"]] == [moved]
    assert (listed.context["groups"], listed.context["total"]) == ([], 1)
    assert listed.context["lead"] == "One swap was carried out."
    assert (detail.status_code, open_one.status_code) == (200, 404)
    assert "Between us." not in detail.content.decode()
    assert "It is too much for me." not in detail.content.decode()
    assert page_of(swap) not in detail.content.decode()  # what it was instead of, which would be a 404
    assert "Propose a move" not in listed.content.decode()


def test_list_is_searched_filtered_and_paged(client, network, people):
    for _number in range(22):
        RoleSwapFactory(network=network, state="withdrawn")
    zoe = MembershipFactory(network=network, person__name="Zoë")
    found = RoleSwapFactory(network=network, state="carried-out", carried_out_on=TODAY)
    SwapMoveFactory(swap=found, giver=zoe, receiver=people["Bo"])
    sign_in(client, people["Ann"])
    here = reverse("swap_list", args=["north"])

    answers = {
        query: [row.swap.pk for row in client.get(f"{here}?{query}").context["ended"]]
        for query in ("q=zoe", "q=driver", "state=carried-out", "q=nobody", "page=2", "state=forged")
    }

    assert [answers[query] for query in ("q=zoe", "q=driver", "state=carried-out")] == [[found.pk]] * 3
    assert (len(answers["q=nobody"]), len(answers["page=2"]), len(answers["state=forged"])) == (0, 3, 20)


@pytest.mark.parametrize("count", [1, 4])
def test_list_asks_as_many_questions_for_one_swap_as_for_many(
    client, network, people, count, django_assert_num_queries
):
    for number in range(count):
        for state in ("proposed", "withdrawn"):
            swap = RoleSwapFactory(network=network, state=state, proposed_by=people["Cas"].person)
            SwapMoveFactory.create_batch(number + 1, swap=swap)
            SwapAnswerFactory(swap=swap)
    sign_in(client, people["Ann"])

    with django_assert_num_queries(15):
        response = client.get(reverse("swap_list", args=["north"]))

    assert len(response.context["ended"]) == count


# One of them.


def test_swap_is_consented_to_and_carried_out_after_saying_what_changes(client, network, people, swap):
    sign_in(client, people["Bo"])
    opened = client.get(page_of(swap))
    consented = client.post(page_of(swap), {"deed": "consent", "text": "Gladly."}, follow=True)
    sign_in(client, people["Cora"])
    asked = client.get(reverse("swap_carry_out", args=["north", swap.pk]))
    done = client.post(reverse("swap_carry_out", args=["north", swap.pk]), follow=True)

    assert standing(opened) == "This waits for your answer."
    assert (messages_of(consented), standing(consented)) == (
        ["You consent."],
        "Everybody consents. A coordinator can carry it out now.",
    )
    assert "Gladly." in words(consented)
    assert "Ann is no longer driver. Bo is driver." in words(asked)
    assert done.redirect_chain == [(page_of(swap), 302)]
    assert messages_of(done) == ["Carried out: the roles have moved."]
    held = RoleAssignment.objects.active_on(TODAY).filter(role__slug="driver")
    assert [each.membership for each in held] == [people["Bo"]]
    later = TODAY + timedelta(days=90)
    assert standing(done).startswith("Carried out on ")
    assert f"{later.day} " in standing(done)


def test_objection_needs_a_reason_and_what_was_typed_stays(client, people, swap):
    sign_in(client, people["Bo"])

    empty = client.post(page_of(swap), {"deed": "object", "text": " "})
    full = client.post(page_of(swap), {"deed": "object", "text": "Not before summer."}, follow=True)

    assert empty.context["forms"]["answer"].errors == {
        "text": ["Say why, so that the others can look for something that does fit."]
    }
    assert standing(full) == "You object, so nothing moves. Talk it over, or propose something that does fit."
    sign_in(client, people["Ann"])
    seen = client.get(page_of(swap))
    assert standing(seen).startswith("Bo objects, so nothing moves.")
    assert "Not before summer." in words(seen)


def test_coordinator_is_led_on_from_an_objection(client, people, swap):
    instead = f'{reverse("swap_create", args=["north"])}?instead_of={swap.pk}"'
    sign_in(client, people["Cora"])
    before = client.get(page_of(swap)).content.decode()
    answer_swap(swap=swap, person=people["Bo"].person, consents=False, text="Not before summer.")

    after = client.get(page_of(swap)).content.decode()

    assert (before.count(instead), after.count(instead)) == (0, 1)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("swap_detail", "swap_list"),
        ("swap_withdraw", "swap_list"),
        ("swap_create", "swap_list"),
        ("vacancy_list", "vacancy_list"),
        ("scenario_create", "scenario_list"),
        ("suggestions", "suggestions"),
    ],
)
def test_pages_about_moves_say_where_one_is(client, people, swap, name, marked):
    sign_in(client, people["Cora"])
    arguments = ["north", swap.pk] if name in {"swap_detail", "swap_withdraw"} else ["north"]

    page = client.get(reverse(name, args=arguments)).content.decode()

    navigation = page[page.index('<nav class="moving"') :].partition("</nav>")[0]
    current = re.findall(r'href="([^"]+)" aria-current="page"', navigation)
    assert current == [reverse(marked, args=["north"])]


def test_second_of_two_learns_what_the_first_did_and_keeps_their_words(client, people, swap):
    sign_in(client, people["Bo"])
    withdraw_swap(swap=swap, person=people["Ann"].person)

    response = client.post(page_of(swap), {"deed": "object", "text": "My long and careful words."})

    assert response.context["refused"] == ["This has been withdrawn meanwhile. You can propose it anew."]
    assert response.context["forms"]["comment"]["text"].value() == "My long and careful words."
    assert "My long and careful words." in response.content.decode()
    assert standing(response).startswith("Ann withdrew this on ")
    assert list(swap.answers.filter(person=people["Bo"].person).values_list("answer", flat=True)) == [
        "waiting"
    ]


def test_everybody_who_takes_part_can_say_something(client, people, swap):
    sign_in(client, people["Cas"])

    said = client.post(page_of(swap), {"deed": "comment", "text": "Fine by me."})
    nothing = client.post(page_of(swap), {"deed": "comment", "text": ""})
    forged = client.post(page_of(swap), {"deed": "consent", "text": ""})

    assert said.url == f"{page_of(swap)}#thread"
    assert nothing.context["forms"]["comment"].errors == {"text": ["Write something first."]}
    assert forged.context["refused"] == [
        "This is for those whom the proposal touches. You can react to it below."
    ]
    assert list(swap.events.values_list("deed", "text")) == [
        ("proposed", "Two years is enough."),
        ("commented", "Fine by me."),
    ]


def test_swap_is_withdrawn_by_who_proposed_it_with_a_word(client, people, swap):
    sign_in(client, people["Ann"])
    url = reverse("swap_withdraw", args=["north", swap.pk])

    asked = client.get(url)
    done = client.post(url, {"text": "Changed my mind."}, follow=True)
    again = client.get(url, follow=True)

    assert "Withdraw this proposal?" in words(asked)
    assert messages_of(done) == ["Withdrawn. Nothing has moved."]
    assert "Changed my mind." in words(done)
    assert messages_of(again) == ["This has been withdrawn meanwhile. You can propose it anew."]


def test_coordinator_notes_what_somebody_without_an_account_said_aloud(client, network, people):
    dora = MembershipFactory(network=network, person__name="Dora")
    swap = propose(network, people["Ann"], people["Ann"], dora)
    stranger = MembershipFactory().person
    said = {"deed": "note-consent", "person": dora.person_id, "text": "On the phone."}
    sign_in(client, people["Cas"])
    as_member = client.post(page_of(swap), said).context["refused"]
    offered_to_member = "Did Dora say yes?" in client.get(page_of(swap)).content.decode()
    sign_in(client, people["Cora"])
    offered = client.get(page_of(swap)).content.decode()
    forged = client.post(page_of(swap), said | {"person": stranger.pk}).status_code

    done = client.post(page_of(swap), said, follow=True)

    assert (len(as_member), offered_to_member, "Did Dora say yes?" in offered, forged) == (
        1,
        False,
        True,
        404,
    )
    assert "Did Ann say yes?" not in offered
    assert messages_of(done) == ["The consent is noted."]
    assert standing(done) == "Everybody consents. You can carry it out now."
    assert "Dora said aloud that they consent (noted by Cora)" in words(done)
    assert "On the phone." in words(done)


def test_two_coordinators_carry_out_once_and_the_second_is_told(client, people, swap):
    answer_swap(swap=swap, person=people["Bo"].person, consents=True)
    sign_in(client, people["Cora"])
    url = reverse("swap_carry_out", args=["north", swap.pk])
    client.post(url, follow=True)

    second = client.post(url, follow=True)

    assert messages_of(second) == ["This has been carried out meanwhile. Another move is a new proposal."]
    assert swap.events.filter(deed="carried-out").count() == 1


def test_carrying_out_before_its_day_or_without_consent_is_refused_with_a_sentence(client, network, people):
    waiting = propose(network, people["Ann"], people["Ann"], people["Bo"])
    early = propose(
        network, people["Cas"], None, people["Cas"], slug="critic", planned_on=date(TODAY.year + 1, 3, 5)
    )
    sign_in(client, people["Cora"])

    said = [
        messages_of(client.get(reverse("swap_carry_out", args=["north", each.pk]), follow=True))
        for each in (waiting, early)
    ]

    assert said == [
        ["Not everybody whom it touches has consented yet."],
        [f"It was agreed to do this on 5 March {TODAY.year + 1}. From that day on it can be done."],
    ]


def test_what_happened_meanwhile_is_said_with_a_way_on(client, people, swap):
    answer_swap(swap=swap, person=people["Bo"].person, consents=True)
    people["Bo"].left_on = TODAY
    people["Bo"].save()
    sign_in(client, people["Cora"])

    response = client.get(page_of(swap))
    refused = client.post(reverse("swap_carry_out", args=["north", swap.pk]), follow=True)
    anew = client.get(f"{reverse('swap_create', args=['north'])}?instead_of={swap.pk}")

    (sentence,) = response.context["obstacles"]
    assert sentence.startswith("Bo no longer takes part from ")
    assert f"{reverse('swap_create', args=['north'])}?instead_of={swap.pk}" in response.content.decode()
    assert messages_of(refused) == [sentence]
    (row,) = anew.context["draft"].rows
    assert [row[name].value() for name in ("role", "giver", "receiver")] == [
        "driver",
        str(people["Ann"].pk),
        "",
    ]


def test_look_back_is_asked_after_its_day_and_stands_beside_the_role(client, network, people, swap):
    RoleSwap.objects.filter(pk=swap.pk).update(
        state="carried-out",
        planned_on=TODAY - timedelta(days=99),
        look_back_on=TODAY,
        carried_out_on=TODAY - timedelta(days=99),
    )
    SwapLookBackFactory(swap=swap, person=people["Ann"].person, verdict="same", brought="More time.")
    sign_in(client, people["Bo"])

    empty = client.post(page_of(swap), {"deed": "look-back", "brought": "Room to learn."})
    kept = client.post(
        page_of(swap), {"deed": "look-back", "verdict": "better", "brought": "Room to learn."}, follow=True
    )
    beside = client.get(reverse("network_role", args=["north", "driver"]))
    elsewhere = client.get(reverse("network_role", args=["north", "leader"]))

    assert empty.context["forms"]["look_back"].errors == {"verdict": ["Choose what fits best."]}
    assert "Room to learn." in empty.content.decode()
    assert messages_of(kept) == ["Thank you: what you saw stands beside the role now."]
    assert list(swap.look_backs.order_by("pk").values_list("verdict", "brought")) == [
        ("same", "More time."),
        ("better", "Room to learn."),
    ]
    for text in ("More time.", "Room to learn.", "it goes better"):
        assert text in words(beside)
        assert text not in words(elsewhere)


@pytest.mark.parametrize("count", [1, 4])
def test_swap_asks_as_many_questions_for_little_as_for_much(
    client, network, people, count, django_assert_num_queries
):
    swap = RoleSwapFactory(network=network, proposed_by=people["Cas"].person)
    for _number in range(count):
        SwapMoveFactory(swap=swap)
        SwapAnswerFactory(swap=swap)
        SwapEventFactory(swap=swap)
        SwapEventFactory(swap=swap, deed=SwapEvent.Deed.PROPOSED)
    sign_in(client, people["Ann"])

    with django_assert_num_queries(16):
        response = client.get(page_of(swap))

    assert len(response.context["found"].events) == 2 * count
