"""Roles that are left empty on purpose: their findings say so, and come after all others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from roles.analysis import Give, analyse, move
from tests.roles.analysis.build import DAY, OTHERS, mask, network

SPRING, SUMMER = DAY + timedelta(days=120), DAY + timedelta(days=240)


def left(snapshot, **days):
    """The snapshot with these roles left empty until these days."""
    return replace(snapshot, left_empty={mask(slug.replace("_", "-")): day for slug, day in days.items()})


def until(snapshot):
    """What is flagged, in order, with the day until which it is left empty."""
    return [(each.code, each.subject.id, each.left_empty_until) for each in analyse(snapshot).findings]


def test_what_is_left_empty_says_so_and_comes_after_lighter_findings():
    snapshot = network(f"Ans initiator {OTHERS.replace('critic', '')}", "Bo leader", "Cas adviser")
    before = analyse(snapshot)

    after = analyse(left(snapshot, driver=SPRING))

    assert before.findings[0].code == "core-vacancy"
    assert after.findings == (*before.findings[1:], before.findings[0]._replace(left_empty_until=SPRING))
    assert after.findings[-1].severity == "critical"
    assert (before.counts.left_empty, after.counts.left_empty) == (0, 1)


def test_several_left_empty_keep_their_own_order():
    snapshot = network(f"Ans leader initiator {OTHERS.replace('critic', '').replace('adviser', '')}")

    assert until(left(snapshot, critic=SPRING, adviser=SUMMER, driver=SPRING))[-3:] == [
        ("core-vacancy", "driver", SPRING),
        ("role-vacancy", "adviser", SUMMER),
        ("network-level-vacancy", "critic", SPRING),
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"implementer": SPRING}, None),
        ({"implementer": SUMMER, "results_guardian": SPRING}, SPRING),
        ({"implementer": SUMMER, "results_guardian": SUMMER, "diplomat": SPRING}, SUMMER),
    ],
)
def test_a_gap_is_on_purpose_once_all_its_empty_roles_are(days, expected):
    snapshot = network("Ans adviser diplomat mood-maker innovator fundraiser")

    (gap,) = [each for each in until(left(snapshot, **days)) if each[0] == "cluster-gap"]

    assert gap == ("cluster-gap", "task", expected)


def test_a_role_that_somebody_holds_is_not_left_empty():
    snapshot = network(f"Ans initiator leader driver {OTHERS}")

    assert analyse(left(snapshot, driver=SPRING)) == analyse(snapshot)
    assert analyse(snapshot).counts.left_empty == 0


def test_what_is_left_empty_is_gone_once_somebody_would_take_it_up():
    snapshot = left(network(f"Ans initiator leader {OTHERS}", "Bo"), driver=SPRING)

    after = analyse(move(snapshot, [Give(2, mask("driver"))]))

    assert "core-vacancy" in [code for code, _who, _until in until(snapshot)]
    assert "core-vacancy" not in [each.code for each in after.findings]
    assert after.counts.left_empty == 0
