"""What a closed mapping round shows: whom people see in which role, held against what was agreed."""

ENOUGH_ANSWERS = 3  # of fewer, a share says nothing about a group


def is_seen_by_most(seen_by: int, answered_by: int, min_share: int) -> bool:
    """Whether at least so many percent of those who laid cards see something, in exact figures.

    Never of fewer than three who laid cards: that is one or two people's view, not a group's.
    """
    return answered_by >= ENOUGH_ANSWERS and seen_by * 100 >= min_share * answered_by
