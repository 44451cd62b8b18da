"""What stands out in one organisation's seats over all its networks: too much on one person, or at one table.

The limits are the defaults of the norms: networks may set their own, an organisation has none.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from roles.analysis.norms import Norms

Kind = Literal["core-load", "role-load", "core-majority", "without-mandate", "many-networks"]
KINDS: tuple[Kind, ...] = ("core-load", "role-load", "core-majority", "without-mandate", "many-networks")
DEFAULT_NORMS = Norms()
MAX_NETWORKS = 4  # one person at more tables than this has little time left for each


class HeldSeat(NamedTuple):
    """A person's seat at one table, with the roles that they hold there as bits."""

    person: int
    network: int
    held: int
    covered: bool  # by a valid mandate


class Signal(NamedTuple):
    """One thing that stands out: about whom or what, the figure, and the limit it was held against."""

    kind: Kind
    subject: int | None  # a person's key, a network's, or None for the organisation as a whole
    value: int
    limit: int
    networks: int  # at how many tables


class Load(NamedTuple):
    """What somebody carries for the organisation: in how many networks, how many roles, and in how many of those
    networks how many core roles."""

    networks: int = 0
    roles: int = 0
    core_networks: int = 0
    core: int = 0


NO_LOAD = Load()


def loads_of(seats: Iterable[HeldSeat], core: int) -> dict[int, Load]:
    """Return what each person carries, counted per network; `core` are the bits of the core roles."""
    loads: dict[int, Load] = {}
    for seat in seats:
        load = loads.get(seat.person, NO_LOAD)
        core_here = (seat.held & core).bit_count()
        loads[seat.person] = Load(
            load.networks + 1,
            load.roles + seat.held.bit_count(),
            load.core_networks + bool(core_here),
            load.core + core_here,
        )
    return loads


def judge_person(person: int, load: Load, norms: Norms = DEFAULT_NORMS) -> Signal | None:
    """Return what stands out in one person's load, the weightiest only: core roles, roles, or networks.

    Somebody in one network alone is that network's own affair.
    """
    if load.networks < 2:
        return None
    if load.core > norms.max_core_roles_across_networks:
        limit = norms.max_core_roles_across_networks
        return Signal("core-load", person, load.core, limit, load.core_networks)
    if load.roles > norms.max_roles_across_networks:
        return Signal("role-load", person, load.roles, norms.max_roles_across_networks, load.networks)
    if load.networks > MAX_NETWORKS:
        return Signal("many-networks", person, load.networks, MAX_NETWORKS, load.networks)
    return None


def own_core_holders(seats: Iterable[HeldSeat], core: Collection[int]) -> dict[int, dict[int, int]]:
    """Return for each network in which its people hold two core roles or more, how many of them hold each.

    Only there can the organisation have more than half of the cockpit.
    """
    mask = sum(core)
    holders: dict[int, dict[int, int]] = {}
    for seat in seats:
        if seat.held & mask:
            here = holders.setdefault(seat.network, {})
            for role in core:
                if seat.held & role:
                    here[role] = here.get(role, 0) + 1
    return {network: here for network, here in holders.items() if len(here) > 1}


def judge_core(
    network: int, own: Mapping[int, int], others: Mapping[int, int], core_roles: int
) -> Signal | None:
    """Return whether the organisation has more than half of a cockpit that it shares with others.

    A core role is its own when more than half of the holders are. `own` and `others` count the holders of each core
    role; the network has other parties.
    """
    ours = sum(1 for role, count in own.items() if count > others.get(role, 0))
    if 2 * ours <= core_roles:
        return None
    return Signal("core-majority", network, ours, core_roles // 2, 1)


def judge_mandates(seats: Iterable[HeldSeat]) -> Signal | None:
    """Return how many people sit somewhere without a valid mandate, and at how many tables."""
    bare = [seat for seat in seats if not seat.covered]
    if not bare:
        return None
    people, networks = {seat.person for seat in bare}, {seat.network for seat in bare}
    return Signal("without-mandate", None, len(people), 0, len(networks))


def in_order(signals: Iterable[Signal | None]) -> list[Signal]:
    """Return the signals that there are: by kind as listed, then the furthest over its limit."""
    found = [signal for signal in signals if signal is not None]
    return sorted(found, key=lambda signal: (KINDS.index(signal.kind), signal.limit - signal.value))
