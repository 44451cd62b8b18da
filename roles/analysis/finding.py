"""One thing that the analysis flags, and what it is about."""

from datetime import date
from typing import NamedTuple

from roles.analysis.words import Number, Perspective, Severity, SubjectType


# Named tuples, not dataclasses: reports of thousands of networks hold hundreds of thousands of these, and a
# frozen dataclass takes five times as long to make.
class Subject(NamedTuple):
    """Whom or what a finding is about. The id is a slug, a person's the number by which they are kept."""

    type: SubjectType
    id: str
    name: str


class Finding(NamedTuple):
    """A reason to talk. Value and limit are what was found and what it was held against.

    Shares, points and means are fractions (shares in percent), counts are whole numbers.
    """

    code: str
    severity: Severity
    perspective: Perspective
    subject: Subject
    roles: tuple[str, ...] = ()
    value: Number | None = None
    limit: Number | None = None
    private: bool = False  # shown only to that person and to the network's coordinators
    left_empty_until: date | None = None  # everything that it misses is left empty on purpose until then
