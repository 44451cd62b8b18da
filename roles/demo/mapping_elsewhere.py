"""A round of role cards in the demo's collaboration on social services: two people do more than is on paper."""

from collections.abc import Mapping

from roles.demo.mapping_plan import NOBODY, ClosedRound

HANNE, KARIMA, RAVI, SANNE = "Hanne Verlinden", "Karima Aoulad", "Ravi Ramdin", "Sanne Bakker"
MONIQUE, NAOMI, ARJAN = "Monique Vink", "Naomi Brandon", "Arjan Verkerk"

# Karima holds three roles and is seen in two more, which Ravi and Sanne hold; Arjan in one that nobody holds.
ELSEWHERE: Mapping[str, ClosedRound] = {
    "sociale-diensten": ClosedRound(
        opened="-2m",
        last_day="-46d",
        closed="-45d",
        answered_by=6,
        counts={
            "initiator": {KARIMA: 4, RAVI: 3, SANNE: 1},
            "leader": {KARIMA: 6},
            "driver": {KARIMA: 5, HANNE: 2},
            "implementer": {NAOMI: 4, SANNE: 2},
            "adviser": {MONIQUE: 5},
            "results-guardian": {MONIQUE: 4, NOBODY: 1},
            "diplomat": {KARIMA: 3, RAVI: 3},
            "mood-maker": {HANNE: 5},
            "spokesperson": {ARJAN: 4, NOBODY: 2},
            "innovator": {KARIMA: 4},
            "fundraiser": {NOBODY: 5},
            "negotiator": {NAOMI: 5},
            "support-builder": {ARJAN: 4, KARIMA: 2},
            "critic": {ARJAN: 3, MONIQUE: 2},
            "supporter": {HANNE: 2, NOBODY: 3},
        },
    )
}
