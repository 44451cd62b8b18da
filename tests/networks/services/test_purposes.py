"""Versions of a purpose and of working rules: written one after the other, agreed to, said to be clear or not."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from networks.models import Network, PurposeAgreement, PurposeClarity, SharedResult
from networks.services.networks import Founder, create_network
from networks.services.purposes import agree_to_purpose, change_purpose, last_version_number, say_clarity
from networks.services.shared_results import add_result
from networks.services.working_rules import accept_rules, change_rules, rule_lines
from tests.factories import (
    AdministratorFactory,
    MembershipFactory,
    NetworkFactory,
    PersonFactory,
    PurposeVersionFactory,
    WorkingRulesFactory,
)

DAY = date(2026, 3, 2)
EMPTY = dict.fromkeys(Network.PURPOSE_FIELDS, "")


@pytest.fixture
def seat(db):
    """A member of a network with one version of its purpose."""
    network = NetworkFactory(question="Why?", goal="This.")
    PurposeVersionFactory(network=network, question="Why?", goal="This.")
    return MembershipFactory(network=network)


def change(seat, expected=1, by=None, **texts):
    texts = {field: getattr(seat.network, field) for field in Network.PURPOSE_FIELDS} | texts
    return change_purpose(network=seat.network, by=by, texts=texts, expected_version=expected)


def versions(network):
    return list(network.purpose_versions.order_by("number").values_list("number", *Network.PURPOSE_FIELDS))


def test_change_writes_a_version_and_the_network_says_the_same(seat):
    written = change(seat, by=seat.person, goal="  That.\r\nAnd more.  ", in_scope="Here.")

    network = Network.objects.get()
    assert versions(network) == [
        (1, "Why?", "This.", "", ""),
        (2, "Why?", "That.\nAnd more.", "Here.", ""),
    ]
    assert {field: getattr(network, field) for field in EMPTY} == {
        field: getattr(written, field) for field in EMPTY
    }
    assert written.written_by == seat.person
    assert list(PurposeAgreement.objects.values_list("version__number", "person")) == [(2, seat.person.pk)]


def test_change_by_somebody_who_takes_no_part_is_agreed_to_by_nobody(seat):
    change(seat, by=PersonFactory(), goal="That.")
    change(seat, expected=2, by=None, goal="More.")

    assert last_version_number(seat.network) == 3
    assert not PurposeAgreement.objects.exists()


@pytest.mark.parametrize("goal", ["This.", "  This. \r\n"])
def test_the_same_purpose_is_no_new_version_whatever_was_expected(seat, goal):
    assert [change(seat, expected=number, goal=goal) for number in (0, 1, 7)] == [None] * 3
    assert len(versions(seat.network)) == 1


@pytest.mark.parametrize(
    ("expected", "texts", "told"),
    [(0, {"goal": "That."}, "changed the purpose at this very moment"), (1, EMPTY, "Nothing would be left")],
)
def test_change_is_refused_as_a_whole(seat, expected, texts, told):
    with pytest.raises(ValidationError, match=told):
        change(seat, expected=expected, **texts)

    assert versions(seat.network) == [(1, "Why?", "This.", "", "")]
    assert Network.objects.get().goal == "This."


@pytest.mark.django_db
def test_a_network_begins_with_version_1_which_its_founder_agrees_to():
    founder = PersonFactory()

    network = create_network(
        name="North",
        started_on=DAY,
        purpose=EMPTY | {"question": "Who?"},
        founder=Founder(founder),
    )
    silent = create_network(name="South", started_on=DAY, purpose=EMPTY, founder=Founder(founder))

    assert versions(network) == [(1, "Who?", "", "", "")]
    assert list(PurposeAgreement.objects.values_list("version__network", "person")) == [
        (network.pk, founder.pk)
    ]
    assert versions(silent) == []


def test_agreeing_twice_is_agreeing_once_and_an_old_version_is_not_agreed_to(seat):
    said = {"network": seat.network, "person": seat.person}

    agree_to_purpose(number=1, day=DAY, **said)
    agree_to_purpose(number=1, day=date(2026, 4, 1), **said)
    change(seat, goal="That.")
    with pytest.raises(ValidationError, match="has changed since"):
        agree_to_purpose(number=1, day=DAY, **said)

    assert list(PurposeAgreement.objects.values_list("version__number", "agreed_on")) == [(1, DAY)]


def test_clarity_is_said_anew_in_place_of_what_was_said_and_of_the_last_version_only(seat):
    said = {"network": seat.network, "person": seat.person, "day": DAY}

    say_clarity(number=1, score=2, word="foggy", **said)
    say_clarity(number=1, score=4, word="  quite   round ", **said)
    change(seat, goal="That.")
    with pytest.raises(ValidationError, match="has changed since"):
        say_clarity(number=1, score=5, word="", **said)
    say_clarity(number=2, score=3, word="", **said)

    assert list(
        PurposeClarity.objects.order_by("version__number").values_list("version__number", "score", "word")
    ) == [(1, 4, "quite round"), (2, 3, "")]


def test_rules_are_written_one_a_line_and_accepted_again_when_they_change(seat):
    said = {"network": seat.network, "person": seat.person}

    first = change_rules(network=seat.network, by=seat.person, text="- On time.\n\n", expected_version=0)
    same = change_rules(network=seat.network, by=None, text=" On  time. ", expected_version=5)
    second = change_rules(network=seat.network, by=None, text="On time.\nListen.", expected_version=1)
    with pytest.raises(ValidationError, match="have changed since"):
        accept_rules(number=1, day=DAY, **said)
    accept_rules(number=2, day=DAY, **said)
    accept_rules(number=2, day=DAY, **said)

    assert (first.text, same, second.text) == ("On time.", None, "On time.\nListen.")
    assert [list(each.acceptances.values_list("person", flat=True)) for each in (first, second)] == [
        [seat.person.pk]
    ] * 2


def test_rules_that_somebody_else_changed_meanwhile_stay_theirs(seat):
    WorkingRulesFactory(network=seat.network, text="Theirs.")

    with pytest.raises(ValidationError, match="at this very moment"):
        change_rules(network=seat.network, by=None, text="Mine.", expected_version=0)

    assert [each.text for each in seat.network.working_rules.all()] == ["Theirs."]


def test_rules_from_a_pasted_list_lose_its_marks():
    assert rule_lines("1. On time.\r\n2) - Listen.\n\n•  \n* 5 minutes each.\n-") == [
        "On time.",
        "Listen.",
        "5 minutes each.",
    ]


@settings(max_examples=60)
@given(st.text(alphabet="a1 .)-•*\n\r\t", max_size=30))
def test_rules_read_again_are_the_same_rules(text):
    lines = rule_lines(text)

    assert rule_lines("\n".join(lines)) == lines
    assert all(line and line == line.strip() for line in lines)


@pytest.mark.django_db
def test_a_result_sent_twice_is_noted_once():
    network, by = NetworkFactory(), AdministratorFactory().person_or_none

    for text in ("One form.", " One  form. ", "Another."):
        add_result(network=network, by=by, text=text, day=DAY)

    assert sorted(SharedResult.objects.values_list("text", "reached_on")) == [
        ("Another.", DAY),
        ("One form.", DAY),
    ]


class PurposeStates(TestCase):
    """Whatever is written after what: the network says the last version, and versions differ from each other."""

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.fixed_dictionaries(
                    {field: st.sampled_from(["", "a", " a ", "b\r\nc"]) for field in Network.PURPOSE_FIELDS}
                ),
                st.integers(min_value=-1, max_value=1),
            ),
            max_size=6,
        )
    )
    def test_versions_follow_each_other_and_the_network_says_the_last(self, steps):
        network = NetworkFactory()

        for texts, off in steps:
            before = last_version_number(network)
            try:
                change_purpose(network=network, by=None, texts=texts, expected_version=before + off)
            except ValidationError:
                assert last_version_number(network) == before

        written = versions(network)
        network.refresh_from_db()
        assert [each[0] for each in written] == list(range(1, len(written) + 1))
        assert all(one[1:] != other[1:] for one, other in pairwise(written))
        said = tuple(getattr(network, field) for field in Network.PURPOSE_FIELDS)
        assert said == (written[-1][1:] if written else ("", "", "", ""))
