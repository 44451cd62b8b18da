"""What the demo's file about purposes says, as plain values."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from roles.demo.plan import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarityPlan:
    """How clear a version is to somebody."""

    who: str
    score: int
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPlan:
    """A version of a purpose; the last one says what the network says."""

    on: str
    by: str = ""
    question: str = ""
    goal: str = ""
    in_scope: str = ""
    out_of_scope: str = ""
    agreed: list[str] = field(default_factory=list)
    clarity: list[ClarityPlan] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPlan:
    """A version of the working rules."""

    on: str
    by: str
    lines: list[str]
    accepted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlan:
    """Something that was reached."""

    on: str
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposePlan:
    """Everything about the purpose of one network."""

    versions: list[VersionPlan] = field(default_factory=list)
    rules: list[RulesPlan] = field(default_factory=list)
    results: list[ResultPlan] = field(default_factory=list)


@cache
def read_purposes() -> dict[str, PurposePlan]:
    """Return the plans by the name of their network."""
    tables = tomllib.loads((FOLDER / "purposes.toml").read_text(encoding="utf-8"))
    return {name: _read(table) for name, table in tables.items()}


def _read(table: dict[str, Any]) -> PurposePlan:
    return PurposePlan(
        versions=[
            VersionPlan(clarity=[ClarityPlan(**each) for each in version.pop("clarity", [])], **version)
            for version in table.pop("versions", [])
        ],
        rules=[RulesPlan(**each) for each in table.pop("rules", [])],
        results=[ResultPlan(**each) for each in table.pop("results", [])],
        **table,
    )
