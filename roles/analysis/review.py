"""When an organisation should look at its policy again."""

from datetime import date

from roles.analysis.months import is_within

REVIEW_MONTHS = 12


def needs_review(reviewed: date | None, day: date) -> bool:
    """Whether a policy was never looked through, or more than a year ago."""
    return reviewed is None or (reviewed <= day and not is_within(reviewed, REVIEW_MONTHS, day))
