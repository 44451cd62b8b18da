"""How attention is divided over the three perspectives: by what people say, and by the motives of roles."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from roles.analysis.months import is_within
from roles.analysis.snapshot import Reading
from roles.analysis.words import PERSPECTIVES, Number, Perspective

Balance = dict[Perspective, Fraction]

READING_MONTHS = 12


class MotiveWeights(NamedTuple):
    """The active assignments that have motives, and what each perspective weighs among them.

    An assignment's weight of 1 is split evenly over its one, two or three motives, so weights are in sixths.
    """

    assignments: int
    sixths: tuple[int, int, int]  # organisation, individual, network

    def share(self, index: int) -> Fraction:
        """The percentage of the whole weight that a perspective has; there must be assignments with motives."""
        return Fraction(100 * self.sixths[index], 6 * self.assignments)

    def above(self, index: int, percent: Number) -> int:
        """How far a perspective's share lies above a percentage: in what unit does not matter, only the sign."""
        return 100 * self.sixths[index] * percent.denominator - percent.numerator * 6 * self.assignments


def _sixths(combination: int) -> tuple[int, int, int]:
    """What one assignment with this combination of motives gives each perspective."""
    each = 6 // combination.bit_count()
    return each * (combination & 1), each * (combination >> 1 & 1), each * (combination >> 2 & 1)


SIXTHS = {combination: _sixths(combination) for combination in range(1, 8)}


def weigh_motives(motives: Mapping[int, int]) -> MotiveWeights:
    """Add up the motives of assignments, given how many carry each combination."""
    assignments = organisation = individual = network = 0
    for combination, count in motives.items():
        if combination:
            sixths = SIXTHS[combination]
            assignments += count
            organisation += count * sixths[0]
            individual += count * sixths[1]
            network += count * sixths[2]
    return MotiveWeights(assignments, (organisation, individual, network))


def latest_readings(readings: Mapping[int, Sequence[Reading]], day: date) -> dict[int, Reading]:
    """Return each person's latest reading of the twelve months up to the day; people without are left out."""
    latest: dict[int, Reading] = {}
    for person, recorded in readings.items():
        recent = [reading for reading in recorded if is_within(reading.day, READING_MONTHS, day)]
        if recent:
            latest[person] = max(recent, key=_day)
    return latest


def _day(reading: Reading) -> date:
    return reading.day


def mean_reading(latest: Mapping[int, Reading], people: Collection[int]) -> Balance | None:
    """Return the mean of people's latest readings, in percent, when at least half of them have one."""
    theirs = [latest[person] for person in people if person in latest]
    if not theirs or 2 * len(theirs) < len(people):
        return None
    return {
        perspective: Fraction(sum(reading[index] for reading in theirs)) / len(theirs)  # type: ignore[misc]
        for index, perspective in enumerate(PERSPECTIVES, start=1)
    }


def balance_on(
    readings: Mapping[int, Sequence[Reading]], people: Collection[int], day: date
) -> Balance | None:
    """Return where the people stood between the three perspectives on a day, by their readings alone."""
    return mean_reading(latest_readings(readings, day), people)


def balance_of(
    latest: Mapping[int, Reading], people: Collection[int], motives: MotiveWeights, min_motivated: int
) -> Balance | None:
    """Return the network's point: by readings, else by motives when enough assignments have them, else None."""
    by_readings = mean_reading(latest, people) if latest else None
    if by_readings is not None:
        return by_readings
    if motives.assignments < max(min_motivated, 1):
        return None
    return {perspective: motives.share(index) for index, perspective in enumerate(PERSPECTIVES)}
