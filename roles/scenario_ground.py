"""What a scenario is played on: who sits in a network today, and who holds which role."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from networks.models import Membership, Network
from roles import analysis
from roles.models import Role, RoleAssignment, ScenarioMove
from roles.models.moves import RoleMove
from roles.moves import PlannedMove, kind_of, motives_of
from roles.scenario_rules import Holding, Played, Stand, Step, changed_holdings, net_moves, play


@dataclass(frozen=True, slots=True)
class Ground:
    """The members of a network by the key of their seat, by name, and the motives of what each of them holds."""

    network: Network
    seats: Mapping[int, Membership]
    held: Mapping[Holding, int]  # the motives as the analysis writes them

    @classmethod
    def load(cls, network: Network, day: date) -> "Ground":
        """Read who sits and holds what on a day. Two queries."""
        seats = Membership.objects.active_on(day).with_parties().filter(network=network)
        held = RoleAssignment.objects.active_on(day).filter(membership__network=network)
        return cls(network, {seat.pk: seat for seat in seats}, motives_of(held))

    def play(self, steps: Iterable[RoleMove]) -> Played:
        """Play the steps of a scenario on it."""
        return play([step_of(each) for each in steps], self.held, self.seats)

    def tried(self, stand: Stand, bits: Mapping[int, int]) -> list[analysis.Move]:
        """Return what leads from how things are to a stand, as the analysis tries it out."""
        lost, gained = changed_holdings(self.held, stand)
        return [
            *(
                analysis.Take(self.seats[seat].person_id, bits[role], self.held[seat, role])
                for seat, role in lost
            ),
            *(analysis.Give(self.seats[seat].person_id, bits[role]) for seat, role in gained),
        ]

    def stand_after(self, moves: Iterable[Step]) -> Stand:
        """Return how things stand after moves that can all be played."""
        return play(list(moves), self.held, self.seats).end

    def planned(self, moves: Iterable[Step], roles: Mapping[int, Role]) -> list[PlannedMove]:
        """Return net moves as they can be proposed."""
        holders = {role for _seat, role in self.held}
        return [self._plan(each, roles[each.role], held=each.role in holders) for each in moves]

    def _plan(self, move: Step, role: Role, *, held: bool) -> PlannedMove:
        giver = self.seats[move.giver] if move.giver is not None else None
        receiver = self.seats[move.receiver] if move.receiver is not None else None
        return PlannedMove(kind_of(giver=giver, receiver=receiver, held=held), role, giver, receiver)

    def net_moves(self, played: Played) -> list[Step]:
        """Return what a scenario comes to in the end, in the fewest moves."""
        return net_moves(self.held, played.end)


def step_of(move: RoleMove) -> Step:
    """Return a kept step as the rules play it."""
    return Step(move.role_id, move.giver_id, move.receiver_id)


def kept_steps(scenarios: Sequence[int]) -> dict[int, list[ScenarioMove]]:
    """Return the steps of scenarios, each in its order, by the scenario's key. One query, whatever their number."""
    people = ("role", "giver__person", "receiver__person")
    found: dict[int, list[ScenarioMove]] = {key: [] for key in scenarios}
    for move in (
        ScenarioMove.objects.filter(scenario__in=scenarios).select_related(*people).order_by("position")
    ):
        found[move.scenario_id].append(move)
    return found
