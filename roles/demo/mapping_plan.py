"""The demo's mapping rounds: two that are over, half a year apart, and one that runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NETWORK = "huis-van-het-kind-wilgenrode"
NOBODY = ""
ASKER = "Hanne Verlinden"

# Who is seen in each role by how many, by name; under "" how many see nobody in it.
Counts = Mapping[str, Mapping[str, int]]

HANNE, KATRIEN, BRAM, YASMINA = "Hanne Verlinden", "Katrien Lemmens", "Bram Peeters", "Yasmina El Amrani"
TOM, LIEVE, INGE, FATMA = "Tom Verhaegen", "Lieve Cools", "Inge Baert", "Fatma Yildiz"
JORIS, AMINA, RACHIDA, JEF = "Joris Van den Bossche", "Amina Diallo", "Rachida Bouzid", "Jef Claessens"
PIETER_JAN, SAMIRA = "Pieter-Jan Maes", "Samira Haddad"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRound:
    """A round that is over, and what it came to."""

    opened: str
    last_day: str
    closed: str
    answered_by: int
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningRound:
    """The round that runs: who is asked, and what some of them laid so far."""

    opened: str
    last_day: str
    asked: tuple[str, ...]
    laid: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


# Everything hung on Katrien then, and nobody was seen to win people over outside the house.
FIRST = ClosedRound(
    opened="-9m",
    last_day="-256d",
    closed="-258d",
    answered_by=9,
    counts={
        "initiator": {KATRIEN: 9, HANNE: 2},
        "leader": {KATRIEN: 9},
        "driver": {KATRIEN: 8, INGE: 3, HANNE: 3},
        "implementer": {FATMA: 7, JEF: 4, JORIS: 2},
        "adviser": {TOM: 6, INGE: 6},
        "results-guardian": {BRAM: 7, NOBODY: 1},
        "diplomat": {YASMINA: 8, LIEVE: 2},
        "mood-maker": {LIEVE: 7, YASMINA: 5, JEF: 3},
        "spokesperson": {KATRIEN: 8, YASMINA: 2},
        "innovator": {AMINA: 4, KATRIEN: 2, NOBODY: 2},
        "fundraiser": {KATRIEN: 9},
        "negotiator": {KATRIEN: 7, NOBODY: 1},
        "support-builder": {NOBODY: 6, YASMINA: 2},
        "critic": {RACHIDA: 6, TOM: 2},
        "supporter": {JEF: 8, FATMA: 2},
    },
)
# Half a year on Hanne drives and Lieve speaks. Yasmina holds two roles and is seen in five; the one of negotiator,
# which she holds, hardly anybody sees with her, and in that of support builder nobody sees anybody.
SECOND = ClosedRound(
    opened="-3m",
    last_day="-76d",
    closed="-77d",
    answered_by=11,
    counts={
        "initiator": {KATRIEN: 9, AMINA: 3},
        "leader": {KATRIEN: 8, HANNE: 5},
        "driver": {HANNE: 9, KATRIEN: 4, YASMINA: 2},
        "implementer": {FATMA: 9, JORIS: 3, JEF: 3, PIETER_JAN: 2},
        "adviser": {INGE: 8, TOM: 6},
        "results-guardian": {BRAM: 10},
        "diplomat": {YASMINA: 10, LIEVE: 2},
        "mood-maker": {YASMINA: 7, LIEVE: 7},
        "spokesperson": {LIEVE: 6, KATRIEN: 5, YASMINA: 5},
        "innovator": {AMINA: 8, RACHIDA: 2},
        "fundraiser": {KATRIEN: 10},
        "negotiator": {NOBODY: 5, KATRIEN: 4, YASMINA: 1},
        "support-builder": {NOBODY: 9},
        "critic": {RACHIDA: 9, YASMINA: 4},
        "supporter": {JEF: 9, FATMA: 2, JORIS: 1},
    },
)
# Hanne and Yasmina have not laid a card yet.
RUNNING = RunningRound(
    opened="-4d",
    last_day="+10d",
    asked=(
        HANNE,
        KATRIEN,
        BRAM,
        YASMINA,
        PIETER_JAN,
        TOM,
        SAMIRA,
        LIEVE,
        INGE,
        FATMA,
        JORIS,
        AMINA,
        RACHIDA,
        JEF,
    ),
    laid={
        KATRIEN: {
            "driver": (HANNE,),
            "leader": (KATRIEN, HANNE),
            "diplomat": (YASMINA,),
            "critic": (RACHIDA,),
        },
        LIEVE: {"mood-maker": (YASMINA,), "spokesperson": (LIEVE,), "support-builder": (NOBODY,)},
        INGE: {"driver": (HANNE, YASMINA), "adviser": (TOM,), "negotiator": (NOBODY,)},
        JEF: {"supporter": (JEF,), "implementer": (FATMA, JEF)},
        AMINA: {"innovator": (AMINA,), "fundraiser": (KATRIEN,), "diplomat": (YASMINA,)},
    },
)
