"""What the demo has in the database so far."""

from dataclasses import dataclass, field
from datetime import date

from networks.models import Network, Organisation, Person
from roles.demo.notation import read_day
from roles.demo.sync import Changes
from roles.models import Competence, Role


@dataclass(frozen=True, slots=True)
class Books:
    """Rows by the names that the demo's files use."""

    today: date
    changes: Changes = field(default_factory=Changes)
    roles: dict[str, Role] = field(default_factory=dict)
    competences: dict[str, Competence] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)

    def day(self, text: str) -> date | None:
        """Return the day that a short form stands for; None for an empty one."""
        return read_day(text, self.today) if text else None
