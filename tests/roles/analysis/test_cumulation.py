"""Too much on one person or one organisation: each rule at its limit and just over it."""

from fractions import Fraction

import pytest

from roles.analysis import Elsewhere, Norms, analyse
from tests.roles.analysis.build import found, network, only

CORE = "initiator leader driver"


def test_one_core_role_in_a_network_of_three_is_fine():
    assert found(network("Ans leader", "Bo", "Cas"), "core-cumulation-person") == []


def test_two_core_roles_in_a_network_of_three_are_flagged():
    assert found(network("Ans leader driver", "Bo", "Cas"), "core-cumulation-person") == [
        ("warning", "individual", "1", "leader driver", 2, 1)
    ]


def test_the_whole_core_on_one_person_is_critical():
    assert found(network(f"Ans {CORE} critic", "Bo", "Cas"), "core-cumulation-person") == [
        ("critical", "individual", "1", CORE, 3, 1)
    ]


def test_two_people_share_the_core_two_and_one():
    assert found(network("Ans leader driver", "Bo initiator"), "core-cumulation-person") == []


def test_one_person_alone_may_hold_the_whole_core():
    assert found(network(f"Ans {CORE}"), "core-cumulation-person") == []


def test_an_organisation_may_lead_two_core_roles():
    assert found(network("Ans/Delta leader", "Bo/Delta driver", "Cas"), "core-cumulation-organisation") == []


def test_an_organisation_that_leads_three_core_roles_is_flagged():
    snapshot = network("Ans/Delta leader", "Bo/Delta driver", "Cas/Delta initiator", "Dirk")

    assert found(snapshot, "core-cumulation-organisation") == [
        ("warning", "organisation", "delta", CORE, 3, 2)
    ]


def test_half_of_the_holders_is_not_more_than_half():
    snapshot = network("Ans/Delta leader", "Bo/Delta driver", "Cas/Delta initiator", "Dirk leader")

    assert found(snapshot, "core-cumulation-organisation") == []


def test_the_only_party_cannot_crowd_anyone_out():
    snapshot = network("Ans/Delta leader", "Bo/Delta driver", "Cas/Delta initiator")

    assert found(snapshot, "core-cumulation-organisation") == []


FIVE = "implementer adviser diplomat critic supporter"
EIGHT = f"{FIVE} innovator fundraiser negotiator"


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ("implementer adviser diplomat critic", []),
        (FIVE, [("warning", "individual", "1", FIVE, 5, 4)]),
    ],
)
def test_a_person_may_hold_four_roles(roles, expected):
    roles_in_order = [(*each[:3], set(each[3].split()), *each[4:]) for each in expected]

    flagged = found(network(f"Ans {roles}", "Bo*4"), "role-overload-person")

    assert [(*each[:3], set(each[3].split()), *each[4:]) for each in flagged] == roles_in_order


@pytest.mark.parametrize(("roles", "severity"), [(EIGHT.rsplit(" ", 1)[0], "warning"), (EIGHT, "critical")])
def test_twice_the_limit_is_critical(roles, severity):
    assert only(network(f"Ans {roles}", "Bo*4"), "role-overload-person").severity == severity


@pytest.mark.parametrize(("people", "limit"), [(1, 15), (2, 8), (3, 5), (4, 4), (15, 4), (16, 4)])
def test_a_small_group_shares_fifteen_roles_less_finely(people, limit):
    everything = (
        "initiator leader driver implementer adviser results-guardian diplomat mood-maker spokesperson"
    )
    everything += " innovator fundraiser negotiator support-builder critic supporter"
    roles = everything.split()
    others = [f"Bo*{people - 1}"] if people > 1 else []

    assert found(network(f"Ans {' '.join(roles[:limit])}", *others), "role-overload-person") == []
    if limit < 15:
        over = found(network(f"Ans {' '.join(roles[: limit + 1])}", *others), "role-overload-person")
        assert [each[4:] for each in over] == [(limit + 1, limit)]


def test_half_of_the_holdings_is_not_dominance():
    snapshot = network("Ans/Delta leader driver critic", "Bo/Lek leader critic", "Cas adviser")

    assert found(snapshot, "role-dominance-organisation") == []


def test_more_than_half_of_six_holdings_is_dominance():
    snapshot = network("Ans/Delta leader driver critic adviser", "Bo/Lek critic", "Cas adviser")

    assert found(snapshot, "role-dominance-organisation") == [
        ("warning", "organisation", "delta", "leader driver adviser critic", Fraction(200, 3), 50)
    ]


def test_five_holdings_are_too_few_to_dominate():
    snapshot = network("Ans/Delta leader driver critic adviser", "Bo/Lek critic", "Cas")

    assert found(snapshot, "role-dominance-organisation") == []


def test_between_two_parties_three_quarters_is_the_limit():
    three_quarters = network("Ans/Delta leader driver critic adviser diplomat innovator", "Bo leader critic")
    more = network("Ans/Delta leader driver critic adviser diplomat innovator", "Bo leader")

    assert found(three_quarters, "role-dominance-organisation") == []
    assert [each[4:] for each in found(more, "role-dominance-organisation")] == [(Fraction(600, 7), 75)]


def test_one_party_alone_does_not_dominate():
    snapshot = network("Ans/Delta leader driver critic adviser diplomat innovator", "Bo/Delta leader")

    assert found(snapshot, "role-dominance-organisation") == []


def test_an_organisation_that_carries_more_than_half_of_the_filled_roles_alone_is_flagged():
    snapshot = network("Ans/Delta leader driver", "Bo/Delta critic driver", "Cas/Lek adviser", "Dirk")

    assert found(snapshot, "sole-carrier-organisation") == [
        ("warning", "organisation", "delta", "leader driver critic", 3, 2)
    ]


def test_half_of_the_filled_roles_alone_is_not_more_than_half():
    snapshot = network("Ans/Delta leader driver critic", "Cas/Lek adviser diplomat supporter", "Dirk")

    assert found(snapshot, "sole-carrier-organisation") == []


def test_a_role_that_somebody_else_shares_is_not_carried_alone():
    snapshot = network("Ans/Delta leader driver critic", "Cas/Lek critic", "Dirk")

    assert found(snapshot, "sole-carrier-organisation") == []


def test_two_parties_have_no_sole_carrier():
    assert found(network("Ans/Delta leader driver critic", "Dirk"), "sole-carrier-organisation") == []


def test_the_limit_of_sole_carrier_is_half_of_the_filled_roles_be_it_a_part():
    snapshot = network("Ans/Delta leader driver critic", "Cas", "Dirk")

    assert [each[4:] for each in found(snapshot, "sole-carrier-organisation")] == [(3, Fraction(3, 2))]


def test_a_person_may_be_the_only_holder_of_two_roles():
    assert found(network("Ans leader driver critic", "Bo critic", "Cas*6"), "sole-carrier-person") == []


def test_a_third_role_that_hangs_on_one_person_is_flagged():
    snapshot = network("Ans leader driver critic adviser", "Bo critic", "Cas*6")

    assert found(snapshot, "sole-carrier-person") == [
        ("notice", "individual", "1", "leader driver adviser", 3, 2)
    ]


def test_seven_people_may_each_carry_three_roles_alone():
    assert found(network("Ans leader driver adviser", "Bo critic", "Cas*5"), "sole-carrier-person") == []


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        (Elsewhere(1, 1), []),
        (Elsewhere(2, 2), [(3, 2)]),
        (Elsewhere(0, 6), []),
        (Elsewhere(0, 7), [(9, 8)]),
        (Elsewhere(2, 9), [(3, 2)]),
    ],
)
def test_load_over_all_networks_is_counted_per_network(elsewhere, expected):
    snapshot = network("Ans leader critic", "Bo*4", elsewhere={1: elsewhere})

    flagged = found(snapshot, "cross-network-load")

    assert flagged == [("warning", "individual", "1", "leader critic", *figures) for figures in expected]


def test_who_has_no_role_here_is_not_flagged_for_roles_elsewhere():
    assert found(network("Ans", "Bo leader", elsewhere={1: Elsewhere(3, 12)}), "cross-network-load") == []


def test_who_has_no_role_elsewhere_is_not_flagged_for_roles_here():
    snapshot = network(
        "Ans leader driver initiator",
        "Bo*4",
        elsewhere={1: Elsewhere(0, 0)},
        norms=Norms(max_roles_per_person=15),
    )

    assert found(snapshot, "cross-network-load") == []


def test_load_over_all_networks_is_private():
    snapshot = network("Ans leader critic", "Bo*4", elsewhere={1: Elsewhere(2, 2)})

    assert only(snapshot, "cross-network-load").private
    assert not any(each.private for each in analyse(snapshot).findings if each.code != "cross-network-load")
