"""Proposing to move roles, answering, carrying out and looking back: each step, and each refusal."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from roles.models import RoleAssignment, RoleSwap, SwapAnswer, SwapEvent, SwapLookBack
from roles.services.swap_obstacles import obstacles
from roles.services.swaps import (
    answer_swap,
    carry_out_swap,
    comment_on_swap,
    look_back,
    note_consent,
    propose_swap,
    settle_swap,
    withdraw_swap,
)
from tests.factories import (
    AdministratorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
)
from tests.roles.swap_worlds import (
    TODAY,
    agreed,
    answers,
    came_due,
    coordinator_of,
    fill,
    hand_over,
    holders,
    holds,
    plan,
    proposed,
    share,
    step_back,
    steps,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def members(network):
    """Anna drives, Bram leads, Cleo holds nothing; Hanne coordinates."""
    anna, bram, cleo = table(network, "Anna", "Bram", "Cleo")
    holds(anna, "driver")
    holds(bram, "leader")
    return anna, bram, cleo


def kept():
    """Everything that is kept of roles and swaps."""
    models = (RoleAssignment, RoleSwap, SwapAnswer, SwapEvent, SwapLookBack)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(deed, /, **values) -> list[str]:
    """What is said of something that cannot be done; nothing is kept of it."""
    before = kept()
    with pytest.raises(ValidationError) as refusal:
        deed(**values)
    assert kept() == before
    return refusal.value.messages


def test_role_is_handed_over_once_everybody_consents(network, members):
    anna, _bram, cleo = members

    swap = proposed(anna, hand_over("driver", anna, cleo))
    first = swap.state, answers(swap)
    answer_swap(swap=swap, person=cleo.person, consents=True, text="Gladly.")
    done = carry_out_swap(swap=swap, person=coordinator_of(network))

    assert first == ("proposed", {"Anna": "consents", "Cleo": "waiting"})
    assert (done.state, done.carried_out_on, done.look_back_on) == ("carried-out", TODAY, swap.look_back_on)
    assert holders(network, "driver", "leader") == {"driver": ["Cleo"], "leader": ["Bram"]}
    assert steps(swap) == [("proposed", "Anna"), ("consented", "Cleo"), ("carried-out", "Hanne")]
    assert list(swap.events.values_list("text", flat=True)) == ["Two years is enough.", "Gladly.", ""]
    past = RoleAssignment.objects.get(membership=anna)
    assert (past.ended_on, RoleAssignment.objects.get(membership=cleo).started_on) == (TODAY, TODAY)


def test_two_members_exchange_roles_at_once(network, members):
    anna, bram, _cleo = members
    swap = agreed(anna, hand_over("driver", anna, bram), hand_over("leader", bram, anna))

    carry_out_swap(swap=swap, person=coordinator_of(network))

    assert holders(network, "driver", "leader") == {"driver": ["Bram"], "leader": ["Anna"]}


def test_sharing_and_filling_ask_whoever_holds_the_role(network, members):
    _anna, bram, cleo = members

    shared = proposed(cleo, share("driver", cleo))
    filled = proposed(cleo, fill("critic", cleo))
    late = proposed(bram, fill("leader", cleo))  # Bram holds it, whatever the move is called

    assert answers(shared) == {"Cleo": "consents", "Anna": "waiting"}
    assert (answers(filled), filled.state) == ({"Cleo": "consents"}, "agreed")
    assert answers(late) == {"Bram": "consents", "Cleo": "waiting"}


def test_step_back_leaves_a_role_empty_when_that_is_agreed(network, members):
    anna = members[0]
    swap = agreed(anna, step_back("driver", anna))

    carry_out_swap(swap=swap, person=coordinator_of(network))

    assert holders(network, "driver") == {"driver": []}


def test_objection_holds_a_swap_until_it_is_taken_back(network, members):
    anna, _bram, cleo = members
    swap = agreed(anna, hand_over("driver", anna, cleo))

    objected = answer_swap(swap=swap, person=cleo.person, consents=False, text=" Not before summer. ")
    said = refused(carry_out_swap, swap=swap, person=coordinator_of(network))
    again = answer_swap(swap=swap, person=cleo.person, consents=True)

    assert (objected.state, again.state) == ("objected", "agreed")
    assert said == ["Somebody objects. Talk it over first, or propose something that does fit."]
    assert steps(swap)[2:] == [("objected", "Cleo"), ("consented", "Cleo")]
    assert swap.events.get(deed="objected").text == "Not before summer."


def test_objection_needs_a_reason(members):
    anna, _bram, cleo = members
    swap = proposed(anna, hand_over("driver", anna, cleo))

    said = refused(answer_swap, swap=swap, person=cleo.person, consents=False, text="  ")

    assert said == ["Say why, so that the others can look for something that does fit."]


def test_another_proposal_replaces_one_that_is_open(members):
    anna, bram, cleo = members
    first = proposed(anna, hand_over("driver", anna, cleo))

    second = propose_swap(
        network=anna.network,
        proposer=cleo.person,
        plan=plan(hand_over("driver", anna, bram), reason="Bram has the time."),
        instead_of=first,
    )

    first.refresh_from_db()
    assert (first.state, second.replaces, first.replaced_by) == ("replaced", first, second)
    assert steps(first) == [("proposed", "Anna"), ("replaced", "Cleo")]
    assert answers(second) == {"Anna": "waiting", "Bram": "waiting"}
    assert refused(answer_swap, swap=first, person=cleo.person, consents=True) == [
        "Somebody has proposed something else instead. Answer that one."
    ]


def test_replacing_something_that_cannot_be_replaced_keeps_nothing(network, members):
    anna, bram, cleo = members
    (elsewhere,) = table(NetworkFactory(), "Dirk")
    holds(elsewhere, "driver")
    theirs = proposed(elsewhere, step_back("driver", elsewhere))
    gone = withdraw_swap(swap=proposed(bram, step_back("leader", bram)), person=bram.person)
    others = proposed(anna, hand_over("driver", anna, cleo))
    given = {"network": network, "proposer": bram.person, "plan": plan(hand_over("leader", bram, cleo))}

    said = [refused(propose_swap, **given, instead_of=each) for each in (theirs, gone, others)]

    assert said == [
        ["The proposal to be replaced is one of another network."],
        ["This has been withdrawn meanwhile. You can propose it anew."],
        [
            "Another proposal can come from whoever made this one, those whom it touches, and the coordinators. "
            "You can react to it below."
        ],
    ]


def test_days_far_ahead_are_refused_at_their_fields(members):
    anna, _bram, cleo = members
    move = hand_over("driver", anna, cleo)

    for days, field in (({"in_days": 800}, "planned_on"), ({"look_back_on": date.max}, "look_back_on")):
        with pytest.raises(ValidationError) as refusal:
            proposed(anna, move, **days)

        assert [*refusal.value.message_dict] == [field]
        assert refusal.value.messages[0].startswith("That is far ahead. Choose a day before ")
    assert not RoleSwap.objects.exists()


def test_proposer_and_coordinator_can_withdraw_and_others_cannot(network, members):
    anna, bram, cleo = members
    first = proposed(anna, hand_over("driver", anna, cleo))
    second = agreed(anna, share("driver", cleo))

    said = refused(withdraw_swap, swap=first, person=bram.person)
    withdraw_swap(swap=first, person=anna.person, text="On second thoughts.")
    withdraw_swap(swap=second, person=coordinator_of(network))

    assert said == ["Whoever proposed this can withdraw it, and so can a coordinator."]
    assert steps(first)[-1] == ("withdrawn", "Anna")
    assert steps(second)[-1] == ("withdrawn", "Hanne")
    assert {*RoleSwap.objects.values_list("state", flat=True)} == {"withdrawn"}


def test_whoever_takes_part_no_longer_has_no_say(members):
    anna, _bram, cleo = members
    swap = proposed(cleo, hand_over("driver", anna, cleo))
    cleo.left_on = TODAY
    cleo.save()
    stranger = MemberWithAccountFactory().person
    watcher = ObserverFactory(network=anna.network).person
    sentence = ["You do not take part in this network, or no longer, so this is for its members to decide."]

    for person in (cleo.person, stranger, watcher):
        for deed, values in (
            (answer_swap, {"consents": True}),
            (comment_on_swap, {"text": "Well?"}),
            (withdraw_swap, {}),
            (carry_out_swap, {}),
        ):
            assert refused(deed, swap=swap, person=person, **values) == sentence
    assert (
        refused(
            propose_swap, network=anna.network, proposer=stranger, plan=plan(hand_over("driver", anna, cleo))
        )
        == sentence
    )


def test_administrator_who_is_nobody_here_does_what_a_coordinator_does(network, members):
    anna, _bram, cleo = members
    AdministratorFactory()  # an account without a person
    admin = {"person": None, "coordinates": True}
    swap = propose_swap(
        network=network, proposer=None, plan=plan(hand_over("driver", anna, cleo)), coordinates=True
    )
    comment_on_swap(swap=swap, text="What do you think?", **admin)
    for each in (anna, cleo):
        answer_swap(swap=swap, person=each.person, consents=True)
    carry_out_swap(swap=swap, **admin)

    assert steps(swap) == [
        ("proposed", None),
        ("commented", None),
        ("consented", "Anna"),
        ("consented", "Cleo"),
        ("carried-out", None),
    ]
    assert holders(network, "driver") == {"driver": ["Cleo"]}


def test_consent_given_aloud_is_noted_by_a_coordinator_for_who_has_no_account(network, members):
    anna = members[0]
    jef = MembershipFactory(network=network, person__name="Jef")
    swap = proposed(anna, hand_over("driver", anna, jef))
    hanne = coordinator_of(network)

    said = refused(note_consent, swap=swap, person=jef.person, noted_by=anna.person)
    note_consent(swap=swap, person=jef.person, noted_by=hanne, text="On the phone.")

    swap.refresh_from_db()
    noted = swap.events.get(deed="aloud")
    assert said == ["A coordinator can note what somebody without an account said aloud."]
    assert (swap.state, answers(swap)["Jef"]) == ("agreed", "consents")
    assert (noted.person, noted.noted_by, noted.text) == (jef.person, hanne, "On the phone.")


def test_nobody_consents_for_who_can_do_so_or_is_not_touched(network, members):
    anna, bram, cleo = members
    swap = proposed(anna, hand_over("driver", anna, cleo))
    hanne = coordinator_of(network)

    assert refused(note_consent, swap=swap, person=cleo.person, noted_by=hanne) == [
        "Cleo has an account, and answers in person."
    ]
    assert refused(note_consent, swap=swap, person=bram.person, noted_by=hanne) == [
        "This proposal does not touch Bram."
    ]
    assert refused(answer_swap, swap=swap, person=bram.person, consents=True) == [
        "This is for those whom the proposal touches. You can react to it below."
    ]


def test_plan_that_cannot_be_is_refused_at_its_fields(network, members):
    anna, _bram, cleo = members
    move = hand_over("driver", anna, cleo)

    with pytest.raises(ValidationError) as refusal:
        proposed(anna, move, reason=" ", in_days=-1, look_back_on=TODAY - timedelta(days=1))

    assert refusal.value.message_dict == {
        "reason": ["Say in a few words why: it is the first thing that the others want to know."],
        "planned_on": ["This day is over. Choose today or a later day."],
        "look_back_on": ["Choose a day after the swap itself."],
    }
    assert refused(
        propose_swap, network=network, proposer=anna.person, plan=plan(reason="Nothing moves.")
    ) == ["Choose at least one role that moves."]
    assert not RoleSwap.objects.exists()


def test_looking_back_is_three_months_later_unless_chosen_and_moves_along_when_it_was_late(network, members):
    anna = members[0]
    swap = agreed(anna, step_back("driver", anna))
    usual = swap.look_back_on
    came_due(swap, days=10)

    carry_out_swap(swap=swap, person=coordinator_of(network))

    swap.refresh_from_db()
    assert 89 <= (usual - TODAY).days <= 92
    assert swap.look_back_on == usual + timedelta(days=10)


def test_those_whom_it_touched_look_back_once_and_can_say_it_better(network, members):
    anna, bram, cleo = members
    swap = agreed(anna, hand_over("driver", anna, cleo))
    never = proposed(anna, step_back("driver", anna))
    carry_out_swap(swap=swap, person=coordinator_of(network))
    said = {"verdict": "better", "brought": "Air."}
    swap.refresh_from_db()

    early = refused(look_back, swap=swap, person=cleo.person, **said)
    swap.look_back_on = TODAY
    swap.save()
    for brought in ("Air.", " Air, and two new partners. "):
        look_back(swap=swap, person=cleo.person, verdict="better", brought=brought)

    assert early[0].startswith("It was agreed to look back on ")
    assert list(SwapLookBack.objects.values_list("person__name", "verdict", "brought", "answered_on")) == [
        ("Cleo", "better", "Air, and two new partners.", TODAY)
    ]
    assert refused(look_back, swap=swap, person=bram.person, **said) == [
        "This is for those whom the proposal touches. You can react to it below."
    ]
    assert refused(look_back, swap=never, person=anna.person, **said) == [
        "This was never carried out, so there is nothing to look back on."
    ]


def test_nothing_is_carried_out_early_or_twice(network, members):
    anna, _bram, cleo = members
    hanne = coordinator_of(network)
    later = agreed(anna, share("driver", cleo), in_days=3)
    now = agreed(anna, hand_over("driver", anna, cleo))

    early = refused(carry_out_swap, swap=later, person=hanne)
    carry_out_swap(swap=now, person=hanne)

    assert early[0].startswith("It was agreed to do this on ")
    assert refused(carry_out_swap, swap=now, person=hanne) == [
        "This has been carried out meanwhile. Another move is a new proposal."
    ]
    assert refused(comment_on_swap, swap=now, person=anna.person, text=" ") == ["Write something first."]


def test_who_came_to_hold_a_shared_role_meanwhile_is_asked_before_anything_moves(network, members):
    _anna, bram, cleo = members
    swap = agreed(cleo, share("driver", cleo))
    holds(bram, "driver", started_on=TODAY)

    with pytest.raises(ValidationError, match="Not everybody whom it touches has consented yet"):
        carry_out_swap(swap=swap, person=coordinator_of(network))
    waiting = answers(swap)
    answer_swap(swap=swap, person=bram.person, consents=True)
    carry_out_swap(swap=swap, person=coordinator_of(network))

    assert waiting == {"Cleo": "consents", "Anna": "consents", "Bram": "waiting"}
    assert holders(network, "driver") == {"driver": ["Anna", "Bram", "Cleo"]}


def test_who_no_longer_holds_a_shared_role_keeps_nothing_up(network, members):
    anna, _bram, cleo = members
    swap = proposed(cleo, share("driver", cleo))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)

    settled = settle_swap(swap=swap)

    assert (swap.state, settled.state) == ("proposed", "agreed")
    assert answers(swap) == {"Cleo": "consents", "Anna": "waiting"}


def left(membership):
    membership.left_on = TODAY
    membership.save()


def erased(membership):
    left(membership)
    membership.person.erased_on = TODAY
    membership.person.save()


def sits_anew(membership):
    left(membership)
    MembershipFactory(network=membership.network, person=membership.person, joined_on=TODAY)


def joins_later(membership):
    membership.joined_on = TODAY + timedelta(days=1)
    membership.save()


def network_ended(membership):
    membership.network.ended_on = TODAY
    membership.network.save()


BAD_CASES = {
    "the giver left": (lambda anna, cleo: left(anna), "Anna no longer takes part from "),
    "the receiver left": (lambda anna, cleo: left(cleo), "Cleo no longer takes part from "),
    "somebody was erased": (
        lambda anna, cleo: erased(cleo),
        "Somebody in this proposal had their data erased and takes part no longer.",
    ),
    "somebody sits there anew": (
        lambda anna, cleo: sits_anew(anna),
        "Anna sits in this network in another way since ",
    ),
    "it is before the membership": (lambda anna, cleo: joins_later(cleo), "Cleo takes part from "),
    "the role has moved": (
        lambda anna, cleo: RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY),
        "Anna is not driver any more. See who is now, and propose it anew.",
    ),
    "the receiver holds it": (
        lambda anna, cleo: holds(cleo, "driver"),
        "Cleo is driver already. Propose it anew without this move.",
    ),
    "the network is over": (lambda anna, cleo: network_ended(anna), "This network is over from "),
}


@pytest.mark.parametrize(("happens", "sentence"), BAD_CASES.values(), ids=BAD_CASES)
def test_what_happened_meanwhile_is_said_with_a_way_on_and_nothing_moves_or_is_lost(
    network, members, happens, sentence
):
    anna, bram, cleo = members
    swap = agreed(anna, hand_over("leader", bram, anna), hand_over("driver", anna, cleo))
    comment_on_swap(swap=swap, person=bram.person, text="I look forward to it.")
    happens(anna, cleo)

    said = refused(carry_out_swap, swap=swap, person=coordinator_of(network))

    assert len(said) == 1
    assert said[0].startswith(sentence)
    assert "ropose it" in said[0] or "in the settings" in said[0]  # the way on
    assert [text for text in swap.events.values_list("text", flat=True) if text] == [
        "Two years is enough.",
        "I look forward to it.",
    ]


def test_every_obstacle_is_said_at_once(network, members):
    anna, bram, cleo = members
    swap = agreed(anna, hand_over("leader", bram, anna), hand_over("driver", anna, cleo))
    left(bram)
    left(cleo)

    said = refused(carry_out_swap, swap=swap, person=coordinator_of(network))

    assert [each.split()[0] for each in said] == ["Bram", "Cleo"]


@pytest.mark.parametrize("case", ["another network", "twice given", "twice received", "both ways"])
def test_moves_that_contradict_each_other_are_refused(network, members, case):
    anna, bram, cleo = members
    moves = {
        "another network": [hand_over("driver", anna, MembershipFactory())],
        "twice given": [hand_over("driver", anna, bram), hand_over("driver", anna, cleo)],
        "twice received": [hand_over("driver", anna, cleo), share("driver", cleo)],
        "both ways": [hand_over("driver", anna, cleo), hand_over("driver", cleo, anna)],
    }[case]

    said = refused(propose_swap, network=network, proposer=anna.person, plan=plan(*moves))

    assert (
        said
        == {
            "another network": [
                "Somebody in this proposal has no seat in this network. Propose it anew with its members."
            ],
            "twice given": ["Anna hands over the role of driver twice. Leave one of the two out."],
            "twice received": ["Cleo gets the role of driver twice. Leave one of the two out."],
            "both ways": [
                "Cleo is not driver any more. See who is now, and propose it anew.",
                "Anna is driver already. Propose it anew without this move.",
            ],
        }[case]
    )


def test_obstacles_take_as_many_queries_for_many_moves(network, members, django_assert_num_queries):
    few = [hand_over("driver", members[0], members[2])]
    many = list(few)
    for slug in ("critic", "adviser", "diplomat"):
        giver, receiver = MembershipFactory.create_batch(2, network=network)
        holds(giver, slug)
        many.append(hand_over(slug, giver, receiver))

    for moves in (few, many):
        with django_assert_num_queries(2):
            assert obstacles(moves, network=network, planned_on=TODAY, today=TODAY) == []
