"""When it is time again to ask a member what they bring."""

from datetime import date

from roles.analysis.months import add_months, is_within

FIRST_AFTER_MONTHS = 3  # somebody who has just come looks around first


def next_check_in(last: date | None, joined: date, months: int) -> date:
    """Return the day from which a member is asked: some months after their last answer, or three after they came.

    A network whose norm is shorter than three months asks newcomers as soon.
    """
    return add_months(last or joined, months if last else min(months, FIRST_AFTER_MONTHS))


def check_in_is_due(last: date | None, joined: date, months: int, day: date) -> bool:
    """Whether that time has passed."""
    wait = months if last else min(months, FIRST_AFTER_MONTHS)
    return not is_within(last or joined, wait, day)
