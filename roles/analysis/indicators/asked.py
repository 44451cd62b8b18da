"""When something that is asked of people or organisations counts as measured."""


def is_asked(answered: int, of: int) -> bool:
    """Whether at least half have answered: asking must not be punished, and a first answer proves nothing."""
    return of > 0 and 2 * answered >= of
