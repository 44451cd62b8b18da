"""One thing to remind somebody of."""

from collections.abc import Callable
from typing import NamedTuple

from roles.models import ReminderKind


class Line(NamedTuple):
    """One thing to remind somebody of, once for each subject."""

    kind: ReminderKind
    subject: str  # what it is about and until when, as the code names it
    say: Callable[[], str]  # in one sentence or two, in the language of the moment
    path: str  # the page where one can do something about it; empty for whoever may not see it
