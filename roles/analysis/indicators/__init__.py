"""The indicators of the three perspectives, in the order in which they are listed.

Each is a function from the facts to a ratio between 0 and 1 (numerator and denominator), or None where it is
not measured: its denominator would be zero, or too few of those it is asked of have answered.
"""

from collections.abc import Callable

from roles.analysis.facts import Facts
from roles.analysis.indicators import individual, network, organisation
from roles.analysis.words import Perspective, Ratio

INDICATORS: dict[Perspective, dict[str, Callable[[Facts], Ratio | None]]] = {
    "organisation": {
        "participation": organisation.participation,
        "ownership": organisation.ownership,
        "policy": organisation.policy,
        "stake": organisation.stake,
        "mandates": organisation.mandates,
        "authority": organisation.authority,
    },
    "individual": {
        "load": individual.load,
        "spread": individual.spread,
        "voice": individual.voice,
        "fit": individual.fit,
        "added_value": individual.added_value,
        "profile": individual.profile,
    },
    "network": {
        "purpose": network.purpose,
        "coverage": network.coverage,
        "cockpit": network.cockpit,
        "playing_field": network.playing_field,
        "rotation": network.rotation,
    },
}
