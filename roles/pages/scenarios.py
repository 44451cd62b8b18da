"""What a scenario comes to: its steps in words, each with what it changes, and all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from networks.models import User
from roles.analysis import Report, compare
from roles.models import Scenario, ScenarioMove
from roles.moves import PlannedMove
from roles.pages.before_after import BeforeAfter, describe_before_after
from roles.pages.gains import Gains, describe_gains
from roles.pages.reports import ReadReport
from roles.scenario_ground import Ground, kept_steps
from roles.scenario_rules import Played
from roles.texts.scenarios import outcome_sentence, stumble_sentence
from roles.texts.swaps import move_sentence


class StepLine(NamedTuple):
    """A step in words: what it changes, or why it does not count."""

    key: int
    sentence: str
    obstacle: str  # empty: it counts
    gains: Gains | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scenario played on its network, as one reader may see what it comes to."""

    scenario: Scenario
    steps: Sequence[ScenarioMove]
    played: Played
    report: Report  # as it would be
    change: BeforeAfter

    @property
    def counting(self) -> int:
        """How many of its steps count."""
        return self.played.stumbles.count(None)

    @property
    def stumbling(self) -> int:
        """How many do not, because of what happened meanwhile."""
        return len(self.steps) - self.counting

    @property
    def sentence(self) -> str:
        """What it comes to, in one sentence."""
        return outcome_sentence(self.change, steps=len(self.steps), counting=self.counting)


class Line(NamedTuple):
    """A scenario in the list of those that somebody may see."""

    outcome: Outcome
    maker: str  # empty: one's own
    shared_with: int


def work_out(read: ReadReport, ground: Ground, scenario: Scenario, steps: Sequence[ScenarioMove]) -> Outcome:
    """Play a scenario, and hold the report as it would be against the report as it is."""
    played = ground.play(steps)
    report = read.report_after(ground.tried(played.end, read.names.for_analysis()[1]))
    change = describe_before_after(read, compare(read.report, report))
    return Outcome(scenario, steps, played, report, change)


def scenario_lines(read: ReadReport, ground: Ground, scenarios: Sequence[Scenario], user: User) -> list[Line]:
    """Return scenarios, each with what it comes to. One query for the steps of all of them.

    Each scenario says how many people it is shared with (`sharing`), and who made it.
    """
    steps = kept_steps([each.pk for each in scenarios])
    return [
        Line(
            outcome=work_out(read, ground, each, steps[each.pk]),
            maker="" if each.owner_id == user.pk else maker_of(each),
            shared_with=getattr(each, "sharing", 0),
        )
        for each in scenarios
    ]


def maker_of(scenario: Scenario) -> str:
    """Return who made a scenario, by name."""
    person = scenario.owner.person_or_none
    return person.name if person else _("an administrator")


def step_lines(read: ReadReport, ground: Ground, outcome: Outcome) -> list[StepLine]:
    """Return the steps in words, each with what it changes after those before it."""
    bits = read.names.for_analysis()[1]
    before, lines = read.report, []
    for place, (step, stumble) in enumerate(zip(outcome.steps, outcome.played.stumbles, strict=True)):
        gains, obstacle = None, ""
        if stumble is None:
            stand = outcome.played.stands[place + 1]
            last = place + 1 == len(outcome.steps)
            after = outcome.report if last else read.report_after(ground.tried(stand, bits))
            gains = describe_gains(compare(before, after), read.names)
            before = after
        else:
            obstacle = stumble_sentence(stumble, step.role, step.giver, step.receiver)
        lines.append(StepLine(step.pk, move_sentence(PlannedMove.of(step)), obstacle, gains))
    return lines
