"""The thresholds of the analysis: what each means, its default, and what a network may set it to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, Self

from roles.analysis.words import Number

Unit = Literal["roles", "percent", "fraction", "points", "months", "days", "assignments"]


@dataclass(frozen=True, slots=True)
class Norms:
    """One network's norms. Shares are percentages (0 to 100), except `max_gap_fill`, a part of 1."""

    max_core_roles_per_person: int = 1
    max_core_roles_per_organisation: int = 2
    max_roles_per_person: int = 4
    max_sole_roles_per_person: int = 2
    max_organisation_share: Number = 50
    max_gap_fill: Number = Fraction(1, 3)
    max_cluster_excess: Number = 25
    max_motive_share: Number = 60
    min_motive_share: Number = 10
    max_member_share: Number = 70
    max_perspective_gap: Number = 30
    min_perspective_score: Number = 40
    max_core_term_months: int = 24
    max_core_roles_across_networks: int = 2
    max_roles_across_networks: int = 8
    mandate_notice_days: int = 60
    check_in_months: int = 6
    min_motivated: int = 10
    max_unclear_share: Number = 25
    max_chair_share: Number = 50
    max_unmet_share: Number = 50
    meeting_months: int = 12
    min_seen_share: int = 50
    unheard_months: int = 3

    @classmethod
    def changed(cls, changes: Mapping[str, object]) -> Self:
        """Return the defaults with some norms changed.

        A value is anything that a Fraction is made of exactly: an integer, a Decimal, or text such as "1/3".
        A norm that does not exist, or that counts whole things and is given a part, is refused.
        """
        values: dict[str, Number] = {}
        for name, value in changes.items():
            spec = NORM_SPECS[name]
            exact = Fraction(value) if isinstance(value, int | str | Fraction) else Fraction(str(value))
            if spec.whole and exact.denominator != 1:
                raise ValueError(f"{name} takes a whole number, not {value}")
            values[name] = exact.numerator if exact.denominator == 1 else exact
        return cls(**values)  # type: ignore[arg-type]  # the names are checked above


class NormSpec(NamedTuple):
    """What a norm counts, and the lowest and highest value that a network may give it."""

    name: str
    unit: Unit
    minimum: Number
    maximum: Number

    @property
    def whole(self) -> bool:
        """Whether the norm counts whole things, and so takes no parts."""
        return self.unit in {"roles", "months", "days", "assignments"}

    @property
    def default(self) -> Number:
        """The value that holds where a network sets none."""
        return DEFAULTS[self.name]


DEFAULTS: dict[str, Number] = asdict(Norms())

NORM_SPECS: dict[str, NormSpec] = {
    spec.name: spec
    for spec in (
        NormSpec("max_core_roles_per_person", "roles", 1, 3),
        NormSpec("max_core_roles_per_organisation", "roles", 1, 3),
        NormSpec("max_roles_per_person", "roles", 1, 15),
        NormSpec("max_sole_roles_per_person", "roles", 1, 15),
        NormSpec("max_organisation_share", "percent", 1, 100),
        NormSpec("max_gap_fill", "fraction", 0, Fraction(2, 3)),
        NormSpec("max_cluster_excess", "points", 0, 100),
        NormSpec("max_motive_share", "percent", 34, 100),
        NormSpec("min_motive_share", "percent", 0, 33),
        NormSpec("max_member_share", "percent", 34, 100),
        NormSpec("max_perspective_gap", "points", 0, 100),
        NormSpec("min_perspective_score", "points", 0, 100),
        NormSpec("max_core_term_months", "months", 1, 240),
        NormSpec("max_core_roles_across_networks", "roles", 1, 100),
        NormSpec("max_roles_across_networks", "roles", 1, 1000),
        NormSpec("mandate_notice_days", "days", 0, 366),
        NormSpec("check_in_months", "months", 1, 60),
        NormSpec("min_motivated", "assignments", 1, 1000),
        NormSpec("max_unclear_share", "percent", 0, 100),
        NormSpec("max_chair_share", "percent", 1, 100),
        NormSpec("max_unmet_share", "percent", 0, 100),
        NormSpec("meeting_months", "months", 1, 24),
        NormSpec("min_seen_share", "percent", 25, 100),
        NormSpec("unheard_months", "months", 1, 24),
    )
}
