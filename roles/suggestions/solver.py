"""Solving an integer program with HiGHS, one criterion after another, within a number of seconds."""

import time
from typing import NamedTuple

import highspy
import numpy as np

from roles.suggestions.model import INFINITE, Model, Terms


class Solution(NamedTuple):
    """The whole numbers found; `proved` when there is no better one. None of them: there is none, or no time."""

    values: list[int] | None
    proved: bool


def solve(model: Model, seconds: float) -> Solution:
    """Find the best solution; the same model always gives the same one, unless the time is over before it is."""
    solver = _Solver(model, time.monotonic() + seconds)
    first, *others = model.criteria
    best, proved = solver.minimise(first)
    if best is None or not proved:
        return Solution(best, proved)
    moves = _value(first, best)
    solver.keep(first, moves)
    for criterion in others:
        # With so many moves no better than this can be.
        floor = -moves if min(criterion.values(), default=0) < 0 else 0
        if _value(criterion, best) > floor:
            better, proved = solver.minimise(criterion)
            best = better or best
            if not proved:
                return Solution(best, proved)
        solver.keep(criterion, _value(criterion, best))
    return Solution(best, proved=True)


def _value(terms: Terms, values: list[int]) -> int:
    return sum(sign * values[column] for column, sign in terms.items())


class _SilentHighs(highspy.Highs):
    """HiGHS without the banner that it prints on the console as soon as anything is done with it."""

    def enableCallbacks(self) -> None:  # noqa: N802 -- the first thing that it does once it is made
        self.silent()
        super().enableCallbacks()


class _Solver:
    """HiGHS with a model in it, and the best solution so far to begin from."""

    def __init__(self, model: Model, until: float) -> None:
        self.until = until
        self.columns = len(model.upper)
        self.best: highspy.HighsSolution | None = None
        self.highs = _SilentHighs()
        # One thread and a fixed seed: the same answer every time. The optimum is whole, so less than one is no gap.
        options: dict[str, str | int | float] = {"threads": 1, "parallel": "off", "random_seed": 0}
        options |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.5}
        for name, value in options.items():
            self.highs.setOptionValue(name, value)
        self.highs.passModel(_as_highs(model))

    def minimise(self, terms: Terms) -> Solution:
        """Find the solution with the smallest value."""
        left = self.until - time.monotonic()
        if left <= 0:
            return Solution(None, proved=False)
        costs = np.zeros(self.columns)
        costs[list(terms)] = list(terms.values())
        every = np.arange(self.columns, dtype=np.int32)
        self.highs.changeColsCost(self.columns, every, costs)
        if self.best is not None:
            self.highs.setSolution(self.best)
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + left)
        self.highs.run()
        proved = self.highs.getModelStatus() in {
            highspy.HighsModelStatus.kOptimal,
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kModelEmpty,
        }
        found = self.highs.getSolution()
        if self.highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solution(None, proved)
        self.best = found
        return Solution([round(value) for value in found.col_value], proved)

    def keep(self, terms: Terms, value: int) -> None:
        """Let no later solution be worse in this."""
        columns = np.array(list(terms), dtype=np.int32)
        weights = np.array(list(terms.values()), dtype=np.double)
        self.highs.addRow(-highspy.kHighsInf, value, len(terms), columns, weights)


def _as_highs(model: Model) -> highspy.HighsLp:
    program = highspy.HighsLp()
    columns, rows = len(model.upper), len(model.rows)
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = np.zeros(columns)
    program.col_lower_ = np.zeros(columns)
    program.col_upper_ = np.array(model.upper, dtype=np.double)
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    bounds = [(_bound(lower), _bound(upper)) for lower, upper, _terms in model.rows]
    program.row_lower_ = np.array([lower for lower, _upper in bounds], dtype=np.double)
    program.row_upper_ = np.array([upper for _lower, upper in bounds], dtype=np.double)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(terms) for _lower, _upper, terms in model.rows)], dtype=np.int32)
    matrix.index_ = np.array([column for *_bounds, terms in model.rows for column in terms], dtype=np.int32)
    matrix.value_ = np.array(
        [sign for *_bounds, terms in model.rows for sign in terms.values()], dtype=np.double
    )
    return program


def _bound(value: float) -> float:
    if value in {INFINITE, -INFINITE}:
        return highspy.kHighsInf if value > 0 else -highspy.kHighsInf
    return value
