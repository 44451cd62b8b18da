"""The few words that the whole analysis shares."""

from fractions import Fraction
from typing import Literal

Perspective = Literal["organisation", "individual", "network"]
Severity = Literal["critical", "warning", "notice"]
SubjectType = Literal["person", "organisation", "role", "cluster", "network"]

# The order in which perspectives and severities are listed, and in which ties are settled.
PERSPECTIVES: tuple[Perspective, ...] = ("organisation", "individual", "network")
SEVERITIES: tuple[Severity, ...] = ("critical", "warning", "notice")

# In these phases nothing is late yet: what is missing is worth a notice, not a warning.
EARLY_PHASES = frozenset({"explore", "share"})

Number = int | Fraction

# A figure as numerator and denominator, not reduced: a Fraction is only made of what is reported.
Ratio = tuple[int, int]
