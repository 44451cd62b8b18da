"""How a listening note goes between the two, and how much of a network is understood, in plain values."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.common_words import CommonWord, common_words
from networks.listening_rules import (
    Answer,
    Figure,
    HowMany,
    NotNowError,
    Side,
    Standing,
    Understanding,
    answered,
    kept_between,
    rewritten,
    shared,
    told,
    understanding,
)

DEEDS = st.lists(
    st.one_of(
        st.just((rewritten,)),
        st.tuples(st.just(answered), st.sampled_from(Answer)),
        st.tuples(st.sampled_from([shared, kept_between]), st.sampled_from(Side)),
    ),
    max_size=12,
)


def do(standing, deed):
    step, *values = deed
    try:
        return step() if step is rewritten else step(standing, *values)
    except NotNowError:
        return standing


@given(DEEDS)
def test_note_is_shared_only_when_its_present_text_is_recognised_and_both_say_so(deeds):
    standing, agreed = Standing(), set()

    for deed in deeds:
        recognised_before = standing.answer == Answer.RECOGNISED
        standing = do(standing, deed)
        if deed[0] is shared and recognised_before:
            agreed.add(deed[1])
        elif deed[0] is kept_between:
            agreed.discard(deed[1])
        elif standing.answer != Answer.RECOGNISED:
            agreed.clear()

        assert (standing.shared_by_author, standing.shared_by_subject) == (
            Side.AUTHOR in agreed,
            Side.SUBJECT in agreed,
        )
        assert not agreed or standing.answer == Answer.RECOGNISED


@given(DEEDS)
def test_same_deed_twice_comes_to_the_same_as_once(deeds):
    standing = Standing()

    for deed in deeds:
        standing = do(standing, deed)

        assert do(standing, deed) == standing


def test_rewritten_text_waits_and_nobody_answers_with_waiting():
    assert rewritten() == Standing(Answer.WAITING)
    with pytest.raises(NotNowError):
        answered(Standing(Answer.NEARLY), Answer.WAITING)


@pytest.mark.parametrize("answer", [Answer.WAITING, Answer.NEARLY, Answer.NOT])
def test_what_is_not_recognised_cannot_be_shared(answer):
    with pytest.raises(NotNowError):
        shared(Standing(answer), Side.AUTHOR)


def both_ways(*pairs):
    return [way for one, other in pairs for way in ((one, other), (other, one))]


@pytest.mark.parametrize(
    ("count", "figure"),
    [
        *((count, Figure(HowMany.FEW)) for count in (0, 1, 2)),
        *((count, Figure(HowMany.EXACTLY, count)) for count in (3, 7)),
        *((count, Figure(HowMany.NEARLY_ALL)) for count in (8, 9, 10)),
    ],
)
def test_few_pairs_and_few_that_lack_are_not_told_exactly(count, figure):
    pairs = list(combinations(range(5), 2))

    found = understanding(range(5), both_ways(*pairs[:count]))

    assert found == Understanding(10, figure, figure)


def test_no_figure_under_five_members():
    assert understanding(range(4), both_ways(*combinations(range(4), 2))) is None


def test_those_who_are_no_members_count_for_nothing():
    inside = both_ways((0, 1), (1, 2), (2, 3))

    found = understanding(range(5), inside + both_ways((0, 9), (8, 9)) + [(3, 4)])

    assert found == Understanding(10, told(3, 10), told(4, 10))


@given(st.integers(5, 8), st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_figures_are_those_counted_pair_by_pair(size, ways):
    pairs = list(combinations(range(size), 2))

    found = understanding(range(size), ways)

    mutual = [pair for pair in pairs if pair in ways and pair[::-1] in ways]
    one_way = [pair for pair in pairs if pair in ways or pair[::-1] in ways]
    assert found == Understanding(len(pairs), told(len(mutual), len(pairs)), told(len(one_way), len(pairs)))


def test_words_that_come_back_with_two_people_are_found_with_whom():
    found = common_words(
        [
            ("Anna", "Gezinnen een stem geven, samen met scholen."),
            ("Bram", "Dat gezinnen samen kunnen beslissen; gezinnen!"),
            ("Cora", "GEZINNEN en scholen."),
            ("Cora", "Scholen en kleuters, kleuters."),
        ]
    )

    assert found == [
        CommonWord("gezinnen", ("Anna", "Bram", "Cora")),
        CommonWord("scholen", ("Anna", "Cora")),
    ]


WORDS = st.lists(st.sampled_from(["gezin", "Ouders", "STRASSE", "straße", "altijd", "x"]), max_size=4)


@given(st.lists(st.tuples(st.sampled_from("abc"), WORDS.map(", ".join)), max_size=5))
def test_every_common_word_stands_in_the_texts_of_all_whom_it_names(texts):
    for word, people in common_words(texts):
        assert len(set(people)) == len(people) > 1
        for person in people:
            assert any(name == person and word in text.casefold().split(", ") for name, text in texts)
