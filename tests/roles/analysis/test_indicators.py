"""Every indicator: what it comes to, and when it is not measured."""

from datetime import date
from fractions import Fraction

import pytest

from roles.analysis import CoreTerm, Mandate, Member, Norms, Organisation, Stances
from tests.roles.analysis.build import DAY, LONG_AGO, indicator, mask, network

THIRD = Fraction(100, 3)


def of_organisations(*answered: int, stakes: int = 0):
    """One member for each organisation, which has answered so many questions."""
    members = [Member(key, f"P{key}", key, LONG_AGO, mask("leader"), 0) for key in range(len(answered))]
    organisations = {
        key: Organisation(f"o{key}", f"O{key}", count, key < stakes) for key, count in enumerate(answered)
    }
    return network("X", members=members, organisations=organisations)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("Ans leader",), None),
        (("Ans/Delta",), None),
        (("Ans/Delta leader", "Bo/Lek"), 100),
        (("Ans/Delta leader critic", "Bo/Lek"), 50),
        (("Ans/Delta leader", "Bo/Lek critic"), 100),
    ],
)
def test_participation(people, expected):
    assert indicator(network(*people), "participation") == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("Ans critic",), None),
        (("Ans leader",), 100),
        (("Ans leader", "Bo"), 50),
        (("Ans/Delta leader driver", "Bo/Lek critic", "Cas", "Dirk"), THIRD),
        (("Ans/Delta leader", "Bo/Lek driver", "Cas initiator", "Dirk leader"), 100),
    ],
)
def test_ownership(people, expected):
    assert indicator(network(*people), "ownership") == expected


@pytest.mark.parametrize(
    ("answered", "expected"), [((5, 0, 0), None), ((5, 0), 50), ((1, 2, 0), 20), ((5,), 100), ((0,), None)]
)
def test_policy_is_asked_of_organisations(answered, expected):
    assert indicator(of_organisations(*answered), "policy") == expected


@pytest.mark.parametrize(
    ("organisations", "stakes", "expected"), [(3, 1, None), (2, 1, 50), (3, 2, 2 * THIRD)]
)
def test_stake_is_asked_of_organisations(organisations, stakes, expected):
    assert indicator(of_organisations(*[0] * organisations, stakes=stakes), "stake") == expected


def test_without_organisations_nothing_is_asked_of_them():
    snapshot = network("Ans leader")

    assert [indicator(snapshot, name) for name in ("policy", "stake", "mandates", "authority")] == [None] * 4


VALID = Mandate(LONG_AGO, LONG_AGO, date(2030, 1, 1), None, 1)
EXPIRED = Mandate(LONG_AGO, LONG_AGO, date(2025, 1, 1), None, 1)
SILENT = VALID._replace(topics=0)


@pytest.mark.parametrize(
    ("mandates", "expected"),
    [
        ({1: [VALID]}, None),
        ({1: [VALID], 2: [VALID]}, 2 * THIRD),
        ({1: [VALID], 2: [EXPIRED]}, THIRD),
        ({1: [EXPIRED], 2: [EXPIRED]}, 0),
        ({1: [VALID], 4: [VALID]}, None),
    ],
)
def test_mandates_are_asked_of_holders_with_an_organisation(mandates, expected):
    snapshot = network(
        "Ans/Delta leader", "Bo/Delta driver", "Cas/Lek critic", "Dirk/Lek", "Eva critic", mandates=mandates
    )

    assert indicator(snapshot, "mandates") == expected


@pytest.mark.parametrize(
    ("mandates", "expected"),
    [
        ({}, None),
        ({1: [SILENT]}, None),
        ({1: [VALID, SILENT]}, 50),
        ({1: [SILENT, SILENT], 2: [VALID]}, None),
        ({1: [VALID], 2: [EXPIRED]}, 100),
        ({3: [VALID]}, None),
    ],
)
def test_authority_is_asked_of_the_valid_mandates_of_holders(mandates, expected):
    snapshot = network("Ans/Delta leader", "Bo/Delta driver", "Cas/Lek", mandates=mandates)

    assert indicator(snapshot, "authority") == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [(("Ans",), None), (("Ans leader critic", "Bo leader"), 50), (("Ans leader", "Bo"), 100)],
)
def test_load(people, expected):
    norms = Norms(max_roles_per_person=1)

    assert indicator(network(*people, "Cas*20", norms=norms), "load") == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("Ans",), None),
        (("Ans leader", "Bo driver"), 100),
        (("Ans leader driver", "Bo"), 50),
        (("Ans leader driver critic", "Bo adviser"), 80),
        (("Ans leader", "Bo"), 100),
    ],
)
def test_spread(people, expected):
    assert indicator(network(*people), "spread") == expected


@pytest.mark.parametrize(
    ("voices", "expected"), [((0, 0), None), ((3, 0, 0), None), ((3, 0), 50), ((1, 2), 50), ((3, 3), 100)]
)
def test_voice_is_asked_of_people(voices, expected):
    members = [Member(key, "Ans", None, LONG_AGO, 0, voice) for key, voice in enumerate(voices)]

    assert indicator(network("X", members=members), "voice") == expected


LEADER, DRIVER = mask("leader"), mask("driver")


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ({}, None),
        ({1: Stances(LEADER, 0)}, None),
        ({1: Stances(LEADER | DRIVER, DRIVER)}, 50),
        ({1: Stances(LEADER | DRIVER, 0), 2: Stances(mask("critic"), mask("critic"))}, 2 * THIRD),
        ({1: Stances(mask("critic"), 0)}, None),
    ],
)
def test_fit_is_asked_of_holdings(stances, expected):
    assert indicator(network("Ans leader driver", "Bo critic", stances=stances), "fit") == expected


@pytest.mark.parametrize(
    ("check_ins", "expected"),
    [
        ({}, None),
        ({1: [DAY]}, None),
        ({1: [DAY], 2: [date(2026, 5, 22)]}, 2 * THIRD),
        ({1: [DAY], 2: [date(2026, 5, 21)]}, THIRD),
        ({1: [LONG_AGO], 2: [LONG_AGO]}, 0),
    ],
)
def test_added_value_is_asked_of_people(check_ins, expected):
    assert indicator(network("Ans", "Bo", "Cas", check_ins=check_ins), "added_value") == expected


@pytest.mark.parametrize(
    ("profiles", "expected"),
    [({}, None), ({1: 3}, None), ({1: 3, 2: 2}, THIRD), ({1: 1, 2: 1}, 0), ({1: 3, 2: 3, 3: 3}, 100)],
)
def test_profile_is_asked_of_people(profiles, expected):
    assert indicator(network("Ans", "Bo", "Cas", profiles=profiles), "profile") == expected


@pytest.mark.parametrize(("filled", "expected"), [(0, None), (1, 25), (4, 100)])
def test_purpose(filled, expected):
    assert indicator(network("Ans", purpose_filled=filled), "purpose") == expected


@pytest.mark.parametrize(
    ("people", "expected"), [(("Ans",), None), (("Ans leader critic", "Bo critic"), Fraction(40, 3))]
)
def test_coverage(people, expected):
    assert indicator(network(*people), "coverage") == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("Ans",), None),
        (("Ans critic", "Bo", "Cas"), 0),
        (("Ans initiator leader driver", "Bo", "Cas"), THIRD),
        (("Ans initiator leader driver",), 100),
        (("Ans initiator leader", "Bo initiator", "Cas initiator driver"), 100),
        (("Ans initiator", "Bo initiator", "Cas initiator", "Dirk leader"), 2 * THIRD),
        (("Ans leader", "Bo leader"), 50),
    ],
)
def test_cockpit(people, expected):
    assert indicator(network(*people), "cockpit") == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("Ans/Delta leader", "Bo/Delta driver"), None),
        (("Ans", "Bo"), None),
        (("Ans/Delta leader", "Bo/Delta driver", "Cas critic"), 90),
        (("Ans/Delta leader", "Bo driver"), 100),
        (("Ans/Delta leader", "Bo"), 100),
    ],
)
def test_playing_field(people, expected):
    assert indicator(network(*people), "playing_field") == expected


FRESH = CoreTerm(LEADER, date(2025, 1, 1), None, True)
OVER = CoreTerm(LEADER, LONG_AGO, None, True)
OVER_UNKNOWN = CoreTerm(LEADER, LONG_AGO, None, False)
UNKNOWN = CoreTerm(LEADER, date(2025, 1, 1), None, False)


@pytest.mark.parametrize(
    ("core_terms", "expected"),
    [
        ({}, None),
        ({1: [UNKNOWN]}, None),
        ({1: [FRESH]}, 100),
        ({1: [OVER]}, 0),
        ({1: [OVER_UNKNOWN]}, 0),
        ({1: [OVER], 2: [FRESH]}, 100),
        ({1: [OVER], 3: [FRESH._replace(role=DRIVER)]}, 50),
        ({1: [UNKNOWN], 3: [FRESH._replace(role=DRIVER)]}, 100),
    ],
)
def test_rotation(core_terms, expected):
    assert (
        indicator(network("Ans leader", "Bo leader", "Cas driver", core_terms=core_terms), "rotation")
        == expected
    )
