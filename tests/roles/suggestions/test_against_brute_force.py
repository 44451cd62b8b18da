"""The optimum, held against every state that moves can reach."""

from collections import Counter
from random import Random

from roles.analysis import analyse
from roles.analysis.suggestions import findings_to_clear, shortcomings
from roles.suggestions.suggest import best_moves
from tests.roles.suggestions.brute_force import Search, TooManyStatesError
from tests.roles.suggestions.small_networks import draw_network

WITH_MOVES = 300  # besides those for which nothing does it


def judged(small, moves):
    """What the moves come to, by the same words as the search's: regret, then received by the busiest first."""
    catalogue = small.snapshot().catalogue
    people = {each.key: each for each in small.people}
    received = [0] * (len(small.roles) + 1)
    regret = 0
    for role, giver, receiver in moves:
        (slug,) = catalogue.slugs(role)
        regret -= slug in people[receiver].prefers
        regret += giver is not None and slug in people[giver].prefers
        received[len(people[receiver].holds)] += 1
    return regret, tuple(reversed(received))


def test_suggestion_is_the_best_there_is():
    draw, seen = Random(20261122), Counter()

    while seen.total() - seen["none"] < WITH_MOVES:
        small = draw_network(draw)
        snapshot = small.snapshot()
        search = Search(small)
        assert search.is_clear(search.start) == (not findings_to_clear(analyse(snapshot)))
        if search.is_clear(search.start):
            continue
        try:
            best = search.solve()
        except TooManyStatesError:
            continue
        moves, proved = best_moves(snapshot, seconds=60)
        assert proved
        assert (moves and (len(moves), judged(small, moves))) == best, small
        seen["none" if moves is None else min(3, len(moves))] += 1
        if moves is not None:
            assert shortcomings(snapshot, moves) == []

    # Of every kind there were enough to tell something.
    assert min(seen["none"], seen[1], seen[2], seen[3]) >= 50
