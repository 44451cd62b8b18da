"""One meeting as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from networks.consultation_list import Row, Seat, with_seats
from networks.models import Authority, Consultation, Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what the mandate under which it was taken says of its topic; empty when it says nothing."""

    decision: Decision
    level: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A meeting with who sat there, by organisation, and what was decided."""

    row: Row
    parties: Sequence[tuple[str, list[Seat]]]  # the organisation, empty for those in their own name
    decided: Sequence[Decided]

    @property
    def consultation(self) -> Consultation:
        """The meeting itself."""
        return self.row.consultation


def read_detail(consultation: Consultation) -> Detail:
    """Return what is recorded of a meeting. Four queries."""
    (row,) = with_seats(consultation.network, [consultation])
    parties: dict[str, list[Seat]] = {}
    for seat in sorted(row.seats, key=lambda seat: (not seat.organisation, seat.organisation.casefold())):
        parties.setdefault(seat.organisation, []).append(seat)
    decisions = list(
        consultation.decisions.select_related(
            "topic", "mandate__membership__person", "mandate__membership__engagement__organisation"
        )
    )
    levels: dict[tuple[int | None, int | None], str] = {
        (each.mandate_id, each.topic_id): each.get_level_display()
        for each in Authority.objects.filter(mandate__in=[each.mandate_id for each in decisions])
    }
    return Detail(
        row=row,
        parties=list(parties.items()),
        decided=[Decided(each, levels.get((each.mandate_id, each.topic_id), "")) for each in decisions],
    )
