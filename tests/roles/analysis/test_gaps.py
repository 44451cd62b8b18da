"""What nobody carries, what is unevenly filled, and what is not written down."""

from fractions import Fraction

import pytest

from roles.analysis import Catalogue, Norms, Role, analyse
from tests.roles.analysis.build import OTHERS, found, network

VACANCY_CODES = {
    "core-vacancy",
    "cluster-gap",
    "role-vacancy",
    "network-level-vacancy",
    "organisations-without-role",
}


@pytest.mark.parametrize(
    ("phase", "severity"),
    [
        ("", "critical"),
        ("explore", "notice"),
        ("share", "notice"),
        ("agree", "critical"),
        ("carry-out", "critical"),
    ],
)
def test_a_core_role_without_holder_is_flagged_by_phase(phase, severity):
    snapshot = network(f"Ans leader {OTHERS}", "Bo initiator", phase=phase)

    assert found(snapshot, "core-vacancy") == [(severity, "network", "driver", "driver", None, None)]


def test_a_full_core_has_no_vacancy():
    assert found(network("Ans leader", "Bo initiator driver"), "core-vacancy") == []


def test_a_network_without_any_role_gets_one_notice_instead_of_all_vacancies():
    codes = [each.code for each in analyse(network("Ans/Delta", "Bo/Lek", "Cas/Maas")).findings]

    assert codes == ["roles-unmapped"]
    assert found(network("Ans"), "roles-unmapped") == [("notice", "network", "net", "", None, None)]


def test_one_role_is_enough_to_be_mapped():
    codes = {
        each.code
        for each in analyse(network("Ans/Delta critic", "Bo/Lek", "Cas/Maas", "Dirk/IJssel")).findings
    }

    assert "roles-unmapped" not in codes
    assert codes >= {"core-vacancy", "cluster-gap", "network-level-vacancy"}


def test_a_third_of_a_cluster_filled_is_a_gap():
    snapshot = network("Ans adviser diplomat mood-maker innovator fundraiser")

    assert found(snapshot, "cluster-gap") == [
        ("warning", "network", "task", "implementer results-guardian", Fraction(100, 3), Fraction(100, 3))
    ]


def test_more_than_a_third_of_a_cluster_filled_leaves_vacancies():
    snapshot = network("Ans adviser implementer diplomat mood-maker innovator fundraiser")

    assert found(snapshot, "cluster-gap") == []
    assert [each[2] for each in found(snapshot, "role-vacancy")] == [
        "results-guardian",
        "spokesperson",
        "negotiator",
        "support-builder",
    ]
    assert found(snapshot, "role-vacancy")[0] == (
        "notice",
        "network",
        "results-guardian",
        "results-guardian",
        None,
        None,
    )


def test_what_a_gap_lists_is_not_flagged_again():
    snapshot = network("Ans adviser diplomat mood-maker spokesperson innovator fundraiser negotiator")

    assert [each[2] for each in found(snapshot, "cluster-gap")] == ["task"]
    assert [each[2] for each in found(snapshot, "role-vacancy")] == ["support-builder"]


@pytest.mark.parametrize(
    ("phase", "severity"), [("explore", "notice"), ("share", "notice"), ("shape", "warning")]
)
def test_a_gap_is_only_a_notice_in_the_early_phases(phase, severity):
    snapshot = network("Ans diplomat mood-maker innovator fundraiser negotiator", phase=phase)

    assert [each[0] for each in found(snapshot, "cluster-gap")] == [severity]


def test_a_role_outside_core_clusters_and_network_level_is_an_ordinary_vacancy():
    catalogue = Catalogue(
        (Role("leader", core=True), Role("scribe"), Role("critic", network_level=True)), ("task",)
    )
    snapshot = network("Ans leader", catalogue=catalogue)

    assert [each[2] for each in found(snapshot, "role-vacancy")] == ["scribe"]
    assert analyse(snapshot).clusters == {}


def test_critic_and_supporter_stand_at_the_level_of_the_network():
    snapshot = network("Ans leader critic")

    assert found(snapshot, "network-level-vacancy") == [
        ("notice", "network", "supporter", "supporter", None, None)
    ]


def test_a_cluster_with_over_25_points_more_than_its_share_of_roles_is_flagged():
    # Task has 3 of 10 own roles (30 %): with 11 of 20 holdings 25 points more, with 12 of 20 30 points.
    def snapshot(task: int, other: int):
        return network(f"Ans*{task} adviser", f"Bo*{other} innovator")

    assert found(snapshot(11, 9), "cluster-imbalance") == []
    assert found(snapshot(12, 8), "cluster-imbalance") == [("notice", "network", "task", "adviser", 30, 25)]


def test_nine_holdings_are_too_few_for_an_imbalance():
    assert found(network("Ans*9 adviser"), "cluster-imbalance") == []
    assert [each[4:] for each in found(network("Ans*10 adviser"), "cluster-imbalance")] == [(70, 25)]


def test_core_and_network_level_holdings_do_not_count_for_the_balance_of_clusters():
    assert found(network("Ans*9 adviser", "Bo*9 leader critic"), "cluster-imbalance") == []


def test_two_thirds_of_the_organisations_with_a_role_is_enough():
    snapshot = network("Ans/Delta leader critic", "Bo/Lek driver", "Cas/Maas")

    assert found(snapshot, "organisations-without-role") == []


def test_fewer_than_two_thirds_of_the_organisations_with_a_role_is_flagged():
    snapshot = network("Ans/Delta leader critic", "Bo/Lek driver adviser", "Cas/Maas", "Dirk/IJssel")

    assert found(snapshot, "organisations-without-role") == [
        ("notice", "organisation", "net", "", 50, Fraction(200, 3))
    ]


def test_there_cannot_be_more_organisations_with_a_role_than_holdings():
    assert found(network("Ans/Delta leader", "Bo/Lek", "Cas/Maas"), "organisations-without-role") == []


def test_of_two_organisations_one_may_be_without_a_role():
    assert found(network("Ans/Delta leader critic", "Bo/Lek"), "organisations-without-role") == []


@pytest.mark.parametrize(
    ("filled", "phase", "expected"),
    [
        (4, "", []),
        (3, "", [("warning", "network", "net", "", 1, 0)]),
        (0, "", [("warning", "network", "net", "", 4, 0)]),
        (3, "share", [("notice", "network", "net", "", 1, 0)]),
    ],
)
def test_an_empty_field_of_the_purpose_is_flagged(filled, phase, expected):
    assert found(network("Ans leader", purpose_filled=filled, phase=phase), "purpose-unclear") == expected


def test_the_norm_for_a_gap_can_be_changed():
    snapshot = network(
        "Ans adviser implementer diplomat mood-maker innovator fundraiser negotiator",
        norms=Norms(max_gap_fill=Fraction(2, 3)),
    )

    assert [each[2] for each in found(snapshot, "cluster-gap")] == ["task", "process"]
