"""What the database itself refuses, and how that is said."""

from datetime import date

import pytest
from django.db import connection

from roles.models import (
    Competence,
    CompetenceRating,
    NetworkNorms,
    RatingRequest,
    RatingRound,
    Role,
    RoleSwap,
    SealedRating,
    SelfAssessment,
    SpontaneousRole,
    SwapAnswer,
    SwapEvent,
    SwapLookBack,
    SwapMove,
)
from roles.models.norms import RANGES
from tests import factories as make
from tests.refusals import Refusal, constraints_of, database_error, sentences
from tests.roles import refusals_together

pytestmark = pytest.mark.django_db

DAY, EVE = date(2026, 3, 2), date(2026, 3, 1)


def role(**values):
    texts = dict.fromkeys(("name", "summary", "brings", "missing", "too_much"), "text")
    texts |= {f"{name}_nl": text for name, text in texts.items()}
    return Role(slug="new", position=99, **texts, **values)


def assignment(**values):
    return make.RoleAssignmentFactory.build(
        membership=make.MembershipFactory(), role=make.role("critic"), **values
    )


def held_twice():
    first = make.RoleAssignmentFactory()
    return make.RoleAssignmentFactory.build(membership=first.membership, role=first.role)


def two_stances():
    first = make.RoleStanceFactory()
    return make.RoleStanceFactory.build(person=first.person, role=first.role)


def assessment(score, person=None):
    return SelfAssessment(
        person=person or make.PersonFactory(), competence=Competence.objects.first(), score=score
    )


def two_assessments():
    first = assessment(3)
    first.save()
    return assessment(4, first.person)


def rating(**values):
    new = {"network": make.NetworkFactory, "person": make.PersonFactory, "rater": make.PersonFactory}
    parents = {name: factory() for name, factory in new.items() if name not in values}
    return CompetenceRating(**{"competence": Competence.objects.first(), "score": 3} | parents | values)


def two_ratings():
    first = rating()
    first.save()
    return rating(network=first.network, person=first.person, rater=first.rater)


def self_rating():
    person = make.PersonFactory()
    return rating(person=person, rater=person)


def rating_round(**values):
    parents = {name: make.PersonFactory() for name in ("person", "asked_by")} | {
        "network": make.NetworkFactory()
    }
    return RatingRound(**parents | {"asked_on": EVE, "closes_on": DAY} | values)


def two_open_rounds():
    first = rating_round()
    first.save()
    return rating_round(network=first.network, person=first.person)


def request():
    opened = rating_round()
    opened.save()
    return RatingRequest(round=opened, rater=make.PersonFactory())


def asked_twice():
    first = request()
    first.save()
    return RatingRequest(round=first.round, rater=first.rater)


def sealed(score, asked=None):
    if asked is None:
        asked = request()
        asked.save()
    return SealedRating(request=asked, competence=Competence.objects.first(), score=score)


def sealed_twice():
    first = sealed(3)
    first.save()
    return sealed(4, first.request)


def swap(**values):
    dates = {"planned_on": DAY, "look_back_on": DAY}
    return RoleSwap(**{"network": make.NetworkFactory(), "reason": "Why not?"} | dates | values)


def swap_move(**values):
    new = make.SwapMoveFactory(position=0)
    SwapMove.objects.all().delete()
    given = {"swap": new.swap, "role": new.role, "kind": "share", "position": 0, "receiver": new.receiver}
    return SwapMove(**given | values)


def two_moves_in_one_place():
    first = swap_move()
    first.save()
    return SwapMove(swap=first.swap, role=first.role, kind="fill", position=0, receiver=first.receiver)


def swap_answer(**values):
    return SwapAnswer(**{"swap": make.RoleSwapFactory(), "person": make.PersonFactory()} | values)


def answered_twice():
    first = swap_answer()
    first.save()
    return swap_answer(swap=first.swap, person=first.person)


def swap_event(**values):
    return SwapEvent(**{"swap": make.RoleSwapFactory(), "person": make.PersonFactory()} | values)


def swap_look_back(**values):
    given = {"swap": make.RoleSwapFactory(), "person": make.PersonFactory(), "verdict": "better"}
    return SwapLookBack(**given | values)


def looked_back_twice():
    first = swap_look_back()
    first.save()
    return swap_look_back(swap=first.swap, person=first.person)


def spontaneous_twice():
    first = SpontaneousRole.objects.create(person=make.PersonFactory(), role=make.role("critic"))
    return SpontaneousRole(person=first.person, role=first.role)


def scenario_move(**values):
    scenario = values.pop("scenario", None) or make.ScenarioFactory()
    seats = {name: make.MembershipFactory(network=scenario.network) for name in ("giver", "receiver")}
    return make.ScenarioMoveFactory.build(scenario=scenario, role=make.role("driver"), **seats | values)


def two_steps_in_one_place():
    first = scenario_move(position=0)
    first.save()
    return scenario_move(scenario=first.scenario, position=0)


def shared_twice():
    first = make.ScenarioShareFactory()
    return make.ScenarioShareFactory.build(scenario=first.scenario, person=first.person)


def left_empty(**values):
    parents = {"network": make.NetworkFactory(), "role": make.role("critic"), "decided_on": EVE}
    return make.EmptySeatFactory.build(**parents | values)


def left_empty_twice():
    first = make.EmptySeatFactory()
    return left_empty(network=first.network, role=first.role)


def norms(**values):
    return NetworkNorms(network=make.NetworkFactory(), **values)


def refused_twice():
    first = make.ReminderRefusalFactory()
    return make.ReminderRefusalFactory.build(person=first.person, kind=first.kind)


def told_twice():
    first = make.SentReminderFactory()
    return make.SentReminderFactory.build(person=first.person, kind=first.kind, subject=first.subject)


def mailed_twice():
    first = make.DigestFactory()
    return make.DigestFactory.build(person=first.person, week=first.week)


def two_terms():
    first = make.RoleTermFactory()
    return make.RoleTermFactory.build(network=first.network, role=first.role)


def term(months):
    return make.RoleTermFactory.build(network=make.NetworkFactory(), role=make.role("critic"), months=months)


REMINDER_REFUSALS = [
    Refusal("one_refusal_each", refused_twice, "Reminder refused with this Person and Kind already exists."),
    Refusal(
        "refused_kind_is_known",
        lambda: make.ReminderRefusalFactory.build(person=make.PersonFactory(), kind="gossip"),
        "Value 'gossip' is not a valid choice.",
    ),
    Refusal("one_digest_a_week", mailed_twice, "Weekly mail with this Person and Week already exists."),
    Refusal(
        "each_reminder_once", told_twice, "Reminder sent with this Person, Kind and Of what already exists."
    ),
    Refusal(
        "sent_kind_is_known",
        lambda: make.SentReminderFactory.build(person=make.PersonFactory(), kind="gossip"),
        "Value 'gossip' is not a valid choice.",
    ),
    Refusal("one_term_each", two_terms, "Term of a role with this Network and Role already exists."),
    Refusal("term_in_range", lambda: term(0), "Ensure this value is greater than or equal to 1."),
    Refusal("term_in_range", lambda: term(241), "Ensure this value is less than or equal to 240."),
]


REFUSALS = [
    *REMINDER_REFUSALS,
    Refusal(
        "role_in_a_cluster_or_not",
        lambda: role(place="cluster"),
        "A role in a cluster names that cluster; another role names none.",
    ),
    Refusal(
        "role_in_a_cluster_or_not",
        lambda: role(place="core", cluster=make.role("adviser").cluster),
        "A role in a cluster names that cluster; another role names none.",
    ),
    Refusal("one_running_assignment_each", held_twice, "This member holds this role already."),
    Refusal(
        "assignment_ends_after_it_begins",
        lambda: assignment(started_on=DAY, ended_on=EVE),
        "A role cannot end before it begins.",
    ),
    Refusal("one_stance_each", two_stances, "Stance on a role with this Individual and Role already exists."),
    Refusal(
        "stance_is_known",
        lambda: make.RoleStanceFactory.build(
            person=make.PersonFactory(), role=make.role("critic"), stance="shrugs"
        ),
        "Value 'shrugs' is not a valid choice.",
    ),
    Refusal(
        "one_self_assessment_each",
        two_assessments,
        "Self-assessment with this Individual and Competence already exists.",
    ),
    Refusal(
        "self_assessment_from_1_to_5",
        lambda: assessment(0),
        "Ensure this value is greater than or equal to 1.",
    ),
    Refusal(
        "self_assessment_from_1_to_5", lambda: assessment(6), "Ensure this value is less than or equal to 5."
    ),
    Refusal(
        "one_rating_a_day",
        two_ratings,
        "Competence rating with this Network, Person, Rater, Competence and Date already exists.",
    ),
    Refusal(
        "rating_from_1_to_5", lambda: rating(score=0), "Ensure this value is greater than or equal to 1."
    ),
    Refusal("rating_from_1_to_5", lambda: rating(score=6), "Ensure this value is less than or equal to 5."),
    Refusal("nobody_rates_themselves", self_rating, "People rate each other, not themselves."),
    Refusal(
        "one_open_rating_round_each",
        two_open_rounds,
        "Colleagues are being asked about this person already.",
    ),
    Refusal(
        "rating_round_closes_after_it_opens",
        lambda: rating_round(asked_on=DAY, closes_on=EVE),
        "Constraint “rating_round_closes_after_it_opens” is violated.",
    ),
    Refusal(
        "one_rating_request_each",
        asked_twice,
        "Rating request with this Round and Rater already exists.",
    ),
    Refusal(
        "one_sealed_rating_each",
        sealed_twice,
        "Sealed rating with this Request and Competence already exists.",
    ),
    Refusal(
        "sealed_rating_from_1_to_5",
        lambda: sealed(6),
        "Ensure this value is less than or equal to 5.",
    ),
    Refusal(
        "one_spontaneous_role_each",
        spontaneous_twice,
        "Role taken on spontaneously with this Individual and Role already exists.",
    ),
    Refusal(
        "scenario_has_a_name",
        lambda: make.ScenarioFactory.build(network=make.NetworkFactory(), owner=make.UserFactory(), name=""),
        "This field cannot be blank.",
    ),
    Refusal(
        "scenario_move_has_its_people",
        lambda: scenario_move(receiver=None),
        "Constraint “scenario_move_has_its_people” is violated.",
    ),
    Refusal(
        "scenario_moves_one_by_one",
        two_steps_in_one_place,
        "Step of a scenario with this Scenario and Position already exists.",
    ),
    Refusal("one_share_each", shared_twice, "Shared scenario with this Scenario and Person already exists."),
    Refusal(
        "one_empty_seat_each", left_empty_twice, "Seat left empty with this Network and Role already exists."
    ),
    Refusal(
        "empty_seat_looked_at_later",
        lambda: left_empty(look_again_on=EVE),
        "Choose a day that is still ahead.",
    ),
    Refusal("swap_state_is_known", lambda: swap(state="asleep"), "Value 'asleep' is not a valid choice."),
    Refusal(
        "swap_carried_out_on_a_day",
        lambda: swap(state="carried-out"),
        "Constraint “swap_carried_out_on_a_day” is violated.",
    ),
    Refusal(
        "swap_carried_out_on_a_day",
        lambda: swap(carried_out_on=DAY),
        "Constraint “swap_carried_out_on_a_day” is violated.",
    ),
    Refusal(
        "swap_looked_back_on_later",
        lambda: swap(look_back_on=EVE),
        "Looking back comes after the swap itself.",
    ),
    Refusal(
        "swap_move_has_its_people",
        lambda: swap_move(kind="hand-over"),
        "Constraint “swap_move_has_its_people” is violated.",
    ),
    Refusal(
        "swap_move_has_its_people",
        lambda: swap_move(receiver=None),
        "Constraint “swap_move_has_its_people” is violated.",
    ),
    Refusal(
        "swap_moves_one_by_one",
        two_moves_in_one_place,
        "Move with this Swap and Position already exists.",
    ),
    Refusal(
        "one_swap_answer_each", answered_twice, "Answer to a swap with this Swap and Person already exists."
    ),
    Refusal(
        "swap_answer_is_known", lambda: swap_answer(answer="maybe"), "Value 'maybe' is not a valid choice."
    ),
    Refusal("swap_deed_is_known", lambda: swap_event(deed="sung"), "Value 'sung' is not a valid choice."),
    Refusal(
        "swap_only_what_was_said_aloud_is_noted",
        lambda: swap_event(deed="consented", noted_by=make.PersonFactory()),
        "Constraint “swap_only_what_was_said_aloud_is_noted” is violated.",
    ),
    Refusal("one_look_back_each", looked_back_twice, "Look-back with this Swap and Person already exists."),
    Refusal(
        "look_back_verdict_is_known",
        lambda: swap_look_back(verdict="meh"),
        "Value 'meh' is not a valid choice.",
    ),
    Refusal("max_gap_fill_is_known", lambda: norms(max_gap_fill="3/4"), "Value '3/4' is not a valid choice."),
    *(
        Refusal(
            f"{name}_in_range",
            lambda name=name, high=high: norms(**{name: high + 1}),
            f"Ensure this value is less than or equal to {high}.",
        )
        for name, (_low, high) in RANGES.items()
    ),
    *(
        Refusal(
            f"{name}_in_range",
            lambda name=name, low=low: norms(**{name: low - 1}),
            f"Ensure this value is greater than or equal to {low}.",
        )
        for name, (low, _high) in RANGES.items()
        if low > 0  # below zero, the column itself refuses
    ),
    *refusals_together.REFUSALS,
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_database_and_model_refuse(refusal):
    row = refusal.make()

    said, error = sentences(row), database_error(row)

    assert said == [refusal.sentence]
    assert refusal.constraint in error or not refusal.is_named(row)


def test_every_constraint_is_asked():
    assert constraints_of("roles") == sorted({refusal.constraint for refusal in REFUSALS})


@pytest.mark.parametrize("name", [name for name, (low, _high) in RANGES.items() if low == 0])
def test_norm_is_not_negative(name):
    assert sentences(norms(**{name: -1})) == ["Ensure this value is greater than or equal to 0."]
    assert database_error(norms(**{name: -1}))


@pytest.mark.parametrize(
    "allowed",
    [
        lambda: assignment(started_on=DAY, ended_on=DAY),
        lambda: norms(**{name: low for name, (low, _high) in RANGES.items()}, max_gap_fill="0"),
        lambda: norms(**{name: high for name, (_low, high) in RANGES.items()}, max_gap_fill="2/3"),
        lambda: rating(score=1),
        lambda: rating_round(asked_on=DAY, closes_on=DAY),
        lambda: sealed(1),
        lambda: assessment(5),
        lambda: role(place="network"),
        lambda: left_empty(look_again_on=DAY),
        lambda: swap(state="carried-out", carried_out_on=DAY),
        lambda: swap_event(deed="aloud", noted_by=make.PersonFactory()),
    ],
)
def test_database_and_model_let_the_edge_of_the_allowed_pass(allowed):
    row = allowed()

    row.full_clean()
    row.save()
    connection.check_constraints()

    assert type(row).objects.filter(pk=row.pk).exists()


def test_member_can_take_up_a_role_again():
    first = make.RoleAssignmentFactory(started_on=EVE, ended_on=DAY)

    again = make.RoleAssignmentFactory(membership=first.membership, role=first.role, started_on=DAY)

    assert list(first.membership.assignments.order_by("pk")) == [first, again]
