"""One organisation as one reader may see it: where its people sit, and what it says of itself.

Every figure is counted from seats in networks that the reader sees; whoever answers for the organisation sees all
of those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from networks.models import CollaborationPolicy, Organisation, User
from networks.policy_questions import POLICY_HINTS
from roles.analysis.review import needs_review
from roles.catalogue_names import CatalogueNames
from roles.pages.organisation_seats import Engaged, Seat, read_seating
from roles.texts.organisation_seats import overview_sentence


@dataclass(frozen=True, slots=True)
class SeatsOverview:
    """Where an organisation's people sit, as far as the reader may see."""

    organisation: Organisation
    engaged: Sequence[Engaged]
    seats: Sequence[Seat]
    names: CatalogueNames

    @property
    def sentence(self) -> str:
        """The one sentence that answers: who confers where for this organisation?"""
        return overview_sentence(self.organisation.name, self.seats, len(self.engaged))


def read_overviews(
    user: User, organisations: Sequence[Organisation], day: date, names: CatalogueNames, *, sees_all: bool
) -> list[SeatsOverview]:
    """Read where the people of some organisations sit, as far as the user may see.

    `sees_all` says that the user sees every network of all of these. One query then, two else, whatever their
    number; none without any.
    """
    if not organisations:
        return []
    engaged, seats = read_seating(user, [each.pk for each in organisations], day, names, sees_all=sees_all)
    if len(organisations) == 1:
        return [SeatsOverview(organisations[0], engaged, seats, names)]
    return [
        SeatsOverview(
            each,
            [one for one in engaged if one.organisation == each.pk],
            [seat for seat in seats if seat.engaged.organisation == each.pk],
            names,
        )
        for each in organisations
    ]


class Answer(NamedTuple):
    """One of the five questions, its answer, and what a good one covers."""

    question: str
    text: str
    hints: Sequence[object]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What an organisation says of how it collaborates."""

    answers: Sequence[Answer]
    reviewed_on: date | None
    stale: bool  # never looked through, or more than a year ago
    fingerprint: str  # what a review confirms

    @property
    def answered(self) -> int:
        """How many of the five questions have an answer."""
        return sum(1 for each in self.answers if each.text)


def view_policy(policy: CollaborationPolicy | None, day: date) -> PolicyView:
    """Return the five questions, answered or not."""
    questions: dict[str, Any] = {
        field: CollaborationPolicy._meta.get_field(field) for field in CollaborationPolicy.QUESTIONS
    }
    answers = [
        Answer(str(field.verbose_name), getattr(policy, name, ""), POLICY_HINTS[name])
        for name, field in questions.items()
    ]
    reviewed = policy.reviewed_on if policy else None
    return PolicyView(answers, reviewed, needs_review(reviewed, day), policy.fingerprint if policy else "")
