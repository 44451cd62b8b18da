"""What the scores and the motives say, and where the balance of attention lies."""

from datetime import date
from fractions import Fraction

import pytest

from roles.analysis import Member, Norms, Organisation, Reading, analyse, balance_on
from tests.roles.analysis.build import DAY, LONG_AGO, found, mask, network

EIGHT = ("Ans/Delta initiator leader driver", "Bo/Delta implementer adviser diplomat", "Cas innovator critic")


def big(**fields):
    return network(*EIGHT, **({"norms": Norms(max_perspective_gap=0, min_perspective_score=100)} | fields))


def test_the_gap_between_perspectives_is_held_against_the_norm():
    scores = analyse(big()).perspectives
    lowest = min(scores, key=scores.get)
    gap = max(scores.values()) - min(scores.values())

    assert found(big(), "perspective-imbalance") == [("warning", lowest, "net", "", gap, 0)]
    assert found(big(norms=Norms(max_perspective_gap=gap)), "perspective-imbalance") == []
    assert len(found(big(norms=Norms(max_perspective_gap=gap - 1)), "perspective-imbalance")) == 1


def test_each_perspective_under_the_norm_is_weak():
    report = analyse(big())

    assert [each[1:] for each in found(big(), "foundation-weak")] == [
        (perspective, "net", "", score, 100)
        for perspective, score in report.perspectives.items()
        if score < 100
    ]


def test_a_score_at_the_norm_is_not_weak():
    score = analyse(big()).perspectives["network"]

    assert "network" not in [
        each[1] for each in found(big(norms=Norms(min_perspective_score=score)), "foundation-weak")
    ]


@pytest.mark.parametrize(
    ("phase", "severity"), [("explore", "notice"), ("share", "notice"), ("agree", "warning")]
)
def test_scores_are_notices_in_the_early_phases(phase, severity):
    assert {each[0] for each in found(big(phase=phase), "foundation-weak")} == {severity}
    assert {each[0] for each in found(big(phase=phase), "perspective-imbalance")} == {severity}


@pytest.mark.parametrize(
    "people",
    [
        ("Ans/Delta initiator leader driver critic", "Bo/Delta implementer adviser diplomat supporter"),
        ("Ans/Delta initiator leader driver", "Bo/Delta implementer adviser diplomat", "Cas innovator"),
    ],
    ids=["two people", "seven roles"],
)
def test_scores_of_a_small_network_say_little(people):
    snapshot = network(*people, norms=Norms(max_perspective_gap=0, min_perspective_score=100))

    assert found(snapshot, "perspective-imbalance") == found(snapshot, "foundation-weak") == []


def test_a_perspective_with_one_measured_indicator_is_not_weighed():
    # Nobody has an organisation: ownership is all that is measured of that perspective.
    snapshot = network(
        "Ans initiator leader driver", "Bo implementer adviser diplomat", "Cas innovator critic",
        norms=Norms(min_perspective_score=100),
    )  # fmt: skip
    report = analyse(snapshot)

    assert [name for name, value in report.indicators["organisation"].items() if value is not None] == [
        "ownership"
    ]
    assert "organisation" not in [each[1] for each in found(snapshot, "foundation-weak")]


# Motives -----------------------------------------------------------------------------------------------------

ORGANISATION, INDIVIDUAL, NETWORK = 1, 2, 4


def motives(**counts: int):
    codes = {"o": ORGANISATION, "i": INDIVIDUAL, "n": NETWORK}
    return {sum(codes[letter] for letter in letters): count for letters, count in counts.items()}


def test_a_perspective_may_have_sixty_percent_of_the_motives():
    assert found(network("Ans", motives=motives(o=6, i=2, n=2)), "motive-dominant") == []
    assert found(network("Ans", motives=motives(o=7, i=2, n=2)), "motive-dominant") == [
        ("warning", "organisation", "net", "", Fraction(700, 11), 60)
    ]


def test_a_perspective_with_under_ten_percent_of_the_motives_is_neglected():
    assert found(network("Ans", motives=motives(o=5, i=4, n=1)), "motive-neglected") == []
    assert found(network("Ans", motives=motives(o=5, i=5, n=1)), "motive-neglected") == [
        ("notice", "network", "net", "", Fraction(100, 11), 10)
    ]


def test_an_assignments_weight_is_split_evenly_over_its_motives():
    # 6 × ½ + 4 × ⅓ = 4⅓ of 10 for organisation and individual each, 4 × ⅓ for network.
    report = analyse(network("Ans", motives=motives(oi=6, oin=4)))

    assert report.balance == {
        "organisation": Fraction(130, 3),
        "individual": Fraction(130, 3),
        "network": Fraction(40, 3),
    }


def test_nine_assignments_with_motives_are_too_few():
    few = network("Ans", motives=motives(o=9) | {0: 5})
    enough = network("Ans", motives=motives(o=10))

    assert (analyse(few).balance, found(few, "motive-dominant"), found(few, "motive-neglected")) == (
        None,
        [],
        [],
    )
    assert [each[1] for each in found(enough, "motive-neglected")] == ["individual", "network"]


# Balance -----------------------------------------------------------------------------------------------------

LEANING = {1: [Reading(DAY, 60, 30, 10)], 2: [Reading(date(2026, 1, 1), 20, 20, 60)]}


def test_the_balance_is_the_mean_of_the_latest_readings():
    assert analyse(network("Ans", "Bo", readings=LEANING)).balance == {
        "organisation": 40,
        "individual": 25,
        "network": 35,
    }


def test_half_of_the_people_must_have_a_reading_else_motives_count():
    half = network("Ans", "Bo", "Cas*2", readings=LEANING, motives=motives(n=10))
    fewer = network("Ans", "Bo", "Cas*3", readings=LEANING, motives=motives(n=10))

    assert analyse(half).balance == {"organisation": 40, "individual": 25, "network": 35}
    assert analyse(fewer).balance == {"organisation": 0, "individual": 0, "network": 100}


def test_the_path_of_the_balance_can_be_asked_for_earlier_days():
    assert balance_on(LEANING, [1, 2], date(2026, 1, 1)) == {
        "organisation": 20,
        "individual": 20,
        "network": 60,
    }
    assert balance_on(LEANING, [1, 2, 3], date(2026, 1, 1)) is None
    assert balance_on(LEANING, [1, 2], date(2025, 12, 31)) is None
    assert balance_on({}, [1], DAY) is None


# Everything --------------------------------------------------------------------------------------------------


def test_a_network_that_is_not_active_has_counts_of_zero_and_no_scores():
    snapshot = network("Ans leader", "Bo")
    asleep = analyse(type(snapshot)(DAY, "net", "Net", False, snapshot.catalogue, snapshot.members))

    assert (asleep.findings, asleep.balance) == ((), None)
    assert (asleep.counts.people, asleep.counts.holdings, asleep.counts.roles) == (0, 0, 15)
    assert set(asleep.perspectives.values()) == {None}
    assert {value for found in asleep.indicators.values() for value in found.values()} == {None}
    assert asleep.clusters["task"].roles == 3


def test_findings_are_ordered_by_severity_code_perspective_and_subject():
    names = ["Zoë", "ans", "Åke", "Ans", "Bé"]
    roles = mask("leader", "driver")
    snapshot = network(
        "X", members=[Member(key, name, None, LONG_AGO, roles, 0) for key, name in enumerate(names)]
    )

    flagged = analyse(snapshot).findings

    assert [each.subject.name for each in flagged if each.code == "core-cumulation-person"] == [
        "Åke",
        "ans",
        "Ans",
        "Bé",
        "Zoë",
    ]
    assert [each.severity for each in flagged] == sorted(
        (each.severity for each in flagged), key=["critical", "warning", "notice"].index
    )


def test_organisations_are_ordered_by_name_then_address():
    organisations = {
        1: Organisation("b", "École", 0, False),
        2: Organisation("a", "ecole", 0, False),
        3: Organisation("c", "Delta", 0, False),
    }
    members = [Member(key, "Ans", key, LONG_AGO, mask("critic", "leader"), 0) for key in organisations]
    snapshot = network(
        "X", members=members, organisations=organisations, norms=Norms(max_organisation_share=1)
    )

    assert [each[2] for each in found(snapshot, "role-dominance-organisation")] == ["c", "a", "b"]
