"""Leading the conversation about a mapping round: one role at a time, as everybody in the room may see it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from collab.text import whole_number
from roles.analysis.seen import Difference
from roles.models import Role
from roles.pages.mapping_results import Results, Seen
from roles.pictures.seen_bars import draw_share
from roles.texts.mapping_results import agreed_sentence, lead_sentence, question, seen_sentence

NAMED = 4  # of those who are seen in a role; the others are counted


class Topic(NamedTuple):
    """A role about which views differ, in the list that leads to the conversation."""

    step: int
    role: Role
    sentence: str
    agreed: str


class Bar(NamedTuple):
    """One person, or nobody, with how many see it so."""

    name: str  # empty: nobody
    seen_by: int
    held: bool
    picture: SafeString


class Step(NamedTuple):
    """One role to talk about, and its place among the others."""

    number: int
    total: int
    role: Role
    sentence: str
    agreed: str
    question: str
    bars: Sequence[Bar]
    more: int  # people who are seen in it and have no bar

    @property
    def previous(self) -> int:
        """The step before; nought at the first."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The step after; nought at the last."""
        return self.number + 1 if self.number < self.total else 0


def lead_of(results: Results) -> str:
    """Return the sentence on top of the results."""
    return lead_sentence(
        answered_by=results.round.answered_by,
        as_agreed=results.as_agreed,
        roles=len(results.roles),
        single=results.single,
        enough=results.enough,
    )


def describe_topics(results: Results) -> list[Topic]:
    """Return the roles to talk about, the most first."""
    return [
        Topic(number, results.roles[each.role], _sentence(results, each), _agreed(results, each.role))
        for number, each in enumerate(results.to_talk_about, start=1)
    ]


def choose_step(results: Results, typed: str) -> int:
    """Return the step that an address asks for, the nearest that there is; nought when there is none."""
    count = len(results.to_talk_about)
    return min(max(whole_number(typed, digits=3) or 1, 1), count)


def describe_step(results: Results, number: int) -> Step | None:
    """Return one role to talk about; None when there is nothing to talk about."""
    if not number:
        return None
    difference, answered_by = results.to_talk_about[number - 1], results.round.answered_by
    role, seen = results.roles[difference.role], results.by_role[difference.role]
    shown = [each for place, each in enumerate(seen) if place < NAMED or each.held]
    nobody = results.outcome.nobody.get(difference.role, 0)
    bars = [_bar(each, answered_by) for each in shown]
    if nobody:
        bars.append(Bar("", nobody, False, draw_share(nobody, answered_by)))
    return Step(
        number=number,
        total=len(results.to_talk_about),
        role=role,
        sentence=_sentence(results, difference),
        agreed=_agreed(results, difference.role),
        question=question(
            seen_by=difference.seen_by,
            answered_by=answered_by,
            held=difference.held,
            name=results.names[difference.person],
            role=role.name,
        ),
        bars=bars,
        more=len(seen) - len(shown),
    )


def _bar(seen: Seen, answered_by: int) -> Bar:
    return Bar(seen.name, seen.seen_by, seen.held, draw_share(seen.seen_by, answered_by))


def _sentence(results: Results, difference: Difference) -> str:
    name, role = results.names[difference.person], results.roles[difference.role].name
    return seen_sentence(difference.seen_by, results.round.answered_by, name, role)


def _agreed(results: Results, place: int) -> str:
    return agreed_sentence([each.name for each in results.by_role[place] if each.held])
