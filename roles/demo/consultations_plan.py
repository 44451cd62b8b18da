"""The meetings of the demo: fourteen months of them in the largest network, a few in three others.

In Wilgenrode one person chairs most of them, and some partners never sit at one table: the child care and the
school, the child care and the health centre, the library and the health centre.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HANNE, KATRIEN, BRAM, YASMINA = "Hanne Verlinden", "Katrien Lemmens", "Bram Peeters", "Yasmina El Amrani"
TOM, LIEVE, INGE, FATMA = "Tom Verhaegen", "Lieve Cools", "Inge Baert", "Fatma Yildiz"
JORIS, AMINA, RACHIDA, JEF = "Joris Van den Bossche", "Amina Diallo", "Rachida Bouzid", "Jef Claessens"
PIETER_JAN, SAMIRA, MARC = "Pieter-Jan Maes", "Samira Haddad", "Marc Dewulf"
MARLEEN, YOUSSEF, RUUD, FLEUR = "Marleen Kortekaas", "Youssef Benali", "Ruud van der Meij", "Fleur Hoogeveen"
KARIMA, RAVI, SANNE = "Karima Aoulad", "Ravi Ramdin", "Sanne Bakker"
NAOMI, MONIQUE = "Naomi Brandon", "Monique Vink"
SEVDA, LOTTE, WOUTER, ANNEKE = "Sevda Kaya", "Lotte Hogenboom", "Wouter Warmerdam", "Anneke van Egmond"


@dataclass(frozen=True, slots=True)
class DecisionPlan:
    """What was decided, on which topic, under whose mandate."""

    text: str
    topic: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationPlan:
    """A meeting so many days ago; its first person chaired, unless nobody did."""

    days_ago: int
    topic: str
    people: Sequence[str]
    chaired: bool = True
    decisions: Sequence[DecisionPlan] = ()


STEERING = (KATRIEN, HANNE, YASMINA, INGE, LIEVE, TOM)
DAILY = (KATRIEN, HANNE, BRAM, YASMINA, FATMA, LIEVE)
PARENTS = (YASMINA, RACHIDA, JEF, FATMA)
HEALTH = (KATRIEN, INGE, AMINA, HANNE)
SCHOOL = (KATRIEN, TOM, JORIS, RACHIDA)

WILGENRODE = (
    ConsultationPlan(418, "Stuurgroep", STEERING),
    ConsultationPlan(404, "Dagelijkse werking", (KATRIEN, HANNE, YASMINA, FATMA, LIEVE)),
    ConsultationPlan(395, "Overgang naar de kleuterklas", (KATRIEN, TOM, JORIS, MARC)),
    ConsultationPlan(376, "Dagelijkse werking", DAILY),
    ConsultationPlan(362, "Gezondheid in het huis", HEALTH),
    ConsultationPlan(355, "Stuurgroep", STEERING),
    ConsultationPlan(341, "Dagelijkse werking", DAILY),
    ConsultationPlan(327, "Overleg met de ouders", (YASMINA, RACHIDA, JEF)),
    ConsultationPlan(313, "Dagelijkse werking", DAILY),
    ConsultationPlan(299, "Overgang naar de kleuterklas", SCHOOL),
    ConsultationPlan(
        292,
        "Stuurgroep",
        (*STEERING, BRAM),
        decisions=(
            DecisionPlan("Het huis gaat ook op woensdagnamiddag open.", "Programma van het huis", LIEVE),
            DecisionPlan("De koffiehoek krijgt een budget van 900 euro.", "Uitgaven boven 500 euro", KATRIEN),
        ),
    ),
    ConsultationPlan(278, "Dagelijkse werking", DAILY),
    ConsultationPlan(264, "Gezondheid in het huis", (INGE, AMINA, HANNE)),
    ConsultationPlan(250, "Dagelijkse werking", (HANNE, BRAM, YASMINA, FATMA)),
    ConsultationPlan(236, "Overleg met de ouders", PARENTS),
    ConsultationPlan(
        229,
        "Stuurgroep",
        STEERING,
        decisions=(
            DecisionPlan(
                "We vertellen elke maand een verhaal in het stadsblad.",
                "Berichten naar pers en ouders",
                LIEVE,
            ),
        ),
    ),
    ConsultationPlan(215, "Dagelijkse werking", DAILY),
    ConsultationPlan(201, "Overgang naar de kleuterklas", SCHOOL),
    ConsultationPlan(187, "Dagelijkse werking", (KATRIEN, HANNE, BRAM, FATMA)),
    ConsultationPlan(173, "Gezondheid in het huis", HEALTH),
    ConsultationPlan(
        166,
        "Stuurgroep",
        STEERING,
        decisions=(
            DecisionPlan(
                "De subsidieaanvraag voor de tweede wijk gaat naar de stad.", "Afspraken met de stad"
            ),
        ),
    ),
    ConsultationPlan(152, "Dagelijkse werking", (KATRIEN, HANNE, BRAM, YASMINA, FATMA, LIEVE, PIETER_JAN)),
    ConsultationPlan(138, "Overleg met de ouders", (RACHIDA, YASMINA, JEF, FATMA)),
    ConsultationPlan(124, "Dagelijkse werking", DAILY),
    ConsultationPlan(
        103,
        "Stuurgroep",
        STEERING,
        decisions=(
            DecisionPlan("Ouders brengen zelf punten op de agenda.", "Programma van het huis", YASMINA),
        ),
    ),
    ConsultationPlan(89, "Dagelijkse werking", (HANNE, KATRIEN, BRAM, YASMINA, FATMA, PIETER_JAN)),
    ConsultationPlan(75, "Overgang naar de kleuterklas", (KATRIEN, TOM, JORIS)),
    ConsultationPlan(61, "Dagelijkse werking", DAILY),
    ConsultationPlan(
        47,
        "Gezondheid in het huis",
        HEALTH,
        decisions=(
            DecisionPlan(
                "Elke dinsdag is er een verpleegkundige in het huis.", "Programma van het huis", KATRIEN
            ),
        ),
    ),
    ConsultationPlan(
        40,
        "Stuurgroep",
        (*STEERING, SAMIRA),
        decisions=(
            DecisionPlan("We zoeken een partner voor sport en beweging.", "Nieuwe partners aan tafel"),
            DecisionPlan("Het programma van het voorjaar ligt vast.", "Programma van het huis", YASMINA),
        ),
    ),
    ConsultationPlan(26, "Dagelijkse werking", DAILY),
    ConsultationPlan(12, "Overleg met de ouders", (YASMINA, RACHIDA, JEF), chaired=False),
    ConsultationPlan(5, "Dagelijkse werking", (KATRIEN, HANNE, BRAM, YASMINA, LIEVE)),
)

LEERPLICHT = (
    ConsultationPlan(160, "Verzuim na de vakantie", (MARLEEN, HANNE, YOUSSEF, RUUD, FLEUR)),
    ConsultationPlan(125, "Begroting van het bureau", (YOUSSEF, MARLEEN, RUUD, SEVDA, LOTTE, WOUTER)),
    ConsultationPlan(83, "Werkwijze bij verzuim", (FLEUR, HANNE, MARLEEN, ANNEKE, SEVDA)),
    ConsultationPlan(
        34, "Verdeling van de leerplichtambtenaren", (SEVDA, HANNE, MARLEEN, RUUD, LOTTE, ANNEKE, WOUTER)
    ),
)

HOLLAND_RIJNLAND = (
    ConsultationPlan(200, "Regionale agenda", (YOUSSEF, MARLEEN, SEVDA, FLEUR, RUUD)),
    ConsultationPlan(110, "Bereikbaarheid van de kust", (YOUSSEF, RUUD, FLEUR)),
    ConsultationPlan(20, "Regionale agenda", (YOUSSEF, MARLEEN, SEVDA, LOTTE)),
)

# People from Leiden chair most of these, and Arjan sits at none.
SOCIALE_DIENSTEN = (
    ConsultationPlan(270, "Werkwijze aan het loket", (SANNE, NAOMI, KARIMA)),
    ConsultationPlan(214, "Huur van spreekruimte", (NAOMI, RAVI)),
    ConsultationPlan(158, "Werkwijze aan het loket", (SANNE, NAOMI, KARIMA)),
    ConsultationPlan(121, "Regiegroep", (KARIMA, RAVI, HANNE)),
    ConsultationPlan(86, "Uitwisseling van gegevens", (SANNE, MONIQUE)),
    ConsultationPlan(48, "Werkwijze aan het loket", (NAOMI, SANNE, KARIMA)),
    ConsultationPlan(17, "Regiegroep", (KARIMA, RAVI, HANNE)),
)

CONSULTATIONS = {
    "Huis van het Kind Wilgenrode": WILGENRODE,
    "Regionaal Bureau Leerplicht": LEERPLICHT,
    "Holland Rijnland": HOLLAND_RIJNLAND,
    "Sociale diensten": SOCIALE_DIENSTEN,
}
RECORDED_BY = {
    "Huis van het Kind Wilgenrode": HANNE,
    "Regionaal Bureau Leerplicht": HANNE,
    "Holland Rijnland": MARLEEN,
    "Sociale diensten": HANNE,
}
