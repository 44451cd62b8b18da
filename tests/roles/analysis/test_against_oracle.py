"""The core and the oracle say the same of every random network, to the last fraction and in the same order."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from roles.analysis import FINDING_CODES, INDICATORS, analyse
from tests.roles.analysis.adapters import plain, snapshot_of
from tests.roles.analysis.oracle import Oracle
from tests.roles.analysis.oracle_cumulation import MISSING
from tests.roles.analysis.random_worlds import Maker


@settings(max_examples=400, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_reports_agree_with_the_oracle(seed):
    maker = Maker(seed)
    world = maker.world()

    for network in world.networks:
        report = analyse(snapshot_of(world, network, maker.day))

        assert plain(report) == Oracle(world, network, maker.day).report()


def test_random_networks_show_every_finding_and_indicator():
    codes: Counter[str] = Counter()
    indicators: Counter[str] = Counter()
    on_purpose: Counter[str] = Counter()
    for seed in range(600):
        maker = Maker(seed)
        world = maker.world()
        for network in world.networks:
            report = analyse(snapshot_of(world, network, maker.day))
            codes.update({finding.code for finding in report.findings})
            on_purpose.update({finding.code for finding in report.findings if finding.left_empty_until})
            indicators.update(
                name
                for found in report.indicators.values()
                for name, value in found.items()
                if value is not None
            )

    assert {code for code, count in codes.items() if count >= 5} == set(FINDING_CODES)
    assert {code for code, count in on_purpose.items() if count >= 5} == MISSING
    assert {name for name, count in indicators.items() if count >= 5} == {
        name for found in INDICATORS.values() for name in found
    }
