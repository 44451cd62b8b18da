"""The matrix that a coordinator marks alone: members down, roles across, and a row for nobody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from networks.models import Membership
from roles.models import MappingPart, Role

PEOPLE_PER_PAGE = 40
Mark = tuple[int, int | None]  # of a role and a person, by their keys; None for nobody


@dataclass(frozen=True, slots=True)
class Row:
    """A member, or nobody, and what is ticked of each role."""

    name: str
    organisation: str
    cells: Sequence[tuple[str, Role, bool]]  # what is sent when ticked, the role, and whether it is


@dataclass(frozen=True, slots=True)
class MarkedMatrix:
    """A page of members, and what is marked on it."""

    roles: Sequence[Role]
    members: Sequence[Membership]
    marks: frozenset[Mark]

    @property
    def among(self) -> list[int | None]:
        """Whom this page is about, nobody included."""
        return [*(member.person_id for member in self.members), None]

    @property
    def cards(self) -> Mapping[int, Collection[int | None]]:
        """The same by role, as cards are laid."""
        return {role.pk: [person for key, person in self.marks if key == role.pk] for role in self.roles}

    @property
    def rows(self) -> list[Row]:
        """The members."""
        return [
            self._row(
                member.person_id, member.person.name, member.organisation.name if member.organisation else ""
            )
            for member in self.members
        ]

    @property
    def nobody(self) -> Row:
        """The last row: roles that the coordinator sees with nobody."""
        return self._row(None, "", "")

    def _row(self, person: int | None, name: str, organisation: str) -> Row:
        cells = [(f"{role.pk}-{person or ''}", role, (role.pk, person) in self.marks) for role in self.roles]
        return Row(name, organisation, cells)

    def as_sent(self, values: Iterable[str]) -> "MarkedMatrix":
        """Return the same page as somebody ticked it; what does not stand on it is left out."""
        sent = set(values)
        offered = {
            (role.pk, person): f"{role.pk}-{person or ''}" for role in self.roles for person in self.among
        }
        return replace(self, marks=frozenset(mark for mark, value in offered.items() if value in sent))


def read_matrix(part: MappingPart, members: Sequence[Membership]) -> MarkedMatrix:
    """Return a page of the matrix as it was marked so far. Two queries."""
    marks = frozenset(part.marks.values_list("role", "person"))
    return MarkedMatrix(list(Role.objects.select_related("cluster")), members, marks)
