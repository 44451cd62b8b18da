"""Which kinds of value are plenty and which are scarce, told so that nobody is singled out."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from networks.models import ValueKind
from roles.texts.values import value_sentence, what_to_do
from roles.value_counts import FEWEST, Answer, Standing, count_values

kinds = st.sets(st.sampled_from(ValueKind.values))
answers = st.lists(st.builds(Answer, kinds, kinds), max_size=30)


@pytest.fixture
def _in_english():
    with translation.override("en"):
        yield


def bring(*counts, answered, wishes=None):
    """Answers in which so many bring each of the six kinds, in their order."""
    return [
        Answer(
            {kind for kind, count in zip(ValueKind.values, counts, strict=True) if place < count},
            {kind for kind, count in (wishes or {}).items() if place < count},
        )
        for place in range(answered)
    ]


@given(answers)
def test_no_count_below_three_is_ever_told(said):
    counts = count_values(said)

    assert (counts is None) == (len(said) < FEWEST)
    for each in counts.kinds if counts else ():
        true = sum(each.kind in one.brings for one in said), sum(each.kind in one.wishes for one in said)
        assert (each.brings, each.wishes) == tuple(count if count >= FEWEST else None for count in true)


@given(answers, st.data())
def test_what_is_told_stays_the_same_whoever_of_the_few_it_is(said, data):
    """Nothing that is told of a kind differs between none, one and two who bring it."""
    kind = data.draw(st.sampled_from(ValueKind.values))
    few = data.draw(st.integers(0, FEWEST - 1))
    without = [Answer(set(one.brings) - {kind}, one.wishes) for one in said]
    with_few = [
        Answer({*one.brings, kind} if place < few else one.brings, one.wishes)
        for place, one in enumerate(without)
    ]

    assert count_values(without) == count_values(with_few)


@pytest.mark.parametrize(
    ("brings", "answered", "expected"),
    [
        (2, 3, Standing.SCARCE), (3, 3, Standing.PLENTY), (3, 6, Standing.PLENTY), (3, 7, Standing.SOME),
        (3, 12, Standing.SOME), (3, 13, Standing.SCARCE), (0, 20, Standing.SCARCE),
    ],
)  # fmt: skip
def test_half_is_plenty_and_less_than_a_quarter_or_three_is_scarce(brings, answered, expected):
    counts = count_values(bring(brings, 0, 0, 0, 0, 0, answered=answered))

    assert counts.kinds[0].standing == expected


HELD = {"contacts": ["Spokesperson", "Support builder"], "vision": ["Spokesperson"]}


@pytest.mark.usefixtures("_in_english")
@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            (3, 8, 3, 0, 3, 3),
            "There is plenty of knowledge, and a lack of contacts. "
            "That is what spokesperson and support builder rely on.",
        ),
        (
            (3, 8, 3, 3, 8, 2),
            "There is plenty of knowledge and experience, and a lack of vision. "
            "That is what the spokesperson relies on.",
        ),
        ((3, 3, 0, 3, 3, 3), "There is a lack of ideas here."),
        ((8, 3, 3, 3, 3, 3), "There is plenty of professionalism here, and nothing is lacking."),
        ((3, 3, 3, 3, 3, 3), "There is something of everything here, and nothing stands out."),
        ((1, 1, 1, 1, 1, 1), "The answers lie too far apart to say what this network can draw on."),
    ],
)
def test_sentence_says_what_is_plenty_and_what_is_lacking(counts, sentence):
    assert value_sentence(count_values(bring(*counts, answered=8)), HELD) == sentence


@pytest.mark.usefixtures("_in_english")
def test_sentence_counts_many_roles_instead_of_naming_them():
    counts = count_values(bring(8, 8, 8, 0, 8, 8, answered=8))

    assert value_sentence(counts, {"contacts": ["A", "B", "C", "D"]}).endswith(
        "4 roles that are held here live on that."
    )


@pytest.mark.usefixtures("_in_english")
@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (
            {"contacts": 4, "vision": 3},
            "4 members would like to bring contacts. Ask at the next meeting who.",
        ),
        ({"contacts": 2}, "Ask at the next meeting who could bring that in, or whom to invite for it."),
    ],
)
def test_what_to_do_goes_by_who_would_like_to(wishes, said):
    assert what_to_do(count_values(bring(3, 3, 3, 0, 3, 2, answered=8, wishes=wishes))) == said


def test_there_is_nothing_to_do_where_nothing_is_lacking_or_nothing_is_known():
    for counts in ((8,) * 6, (0,) * 6):
        assert what_to_do(count_values(bring(*counts, answered=8))) == ""
