"""What holds for all tests."""

import gc
import os

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

# Playwright keeps an event loop in the main thread, where Django would then refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# What is made up at random may take its time: a busy machine is not a mistake.
settings.register_profile(
    "patient", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


DATABASE = {"db", "transactional_db", "live_server"}
BROWSER = {"browser", "browser_name"}
# What looks at pages, whose queries other tests ask on both databases: beside which of the two.
ON_FIRST = ("_secrecy.py", "test_access.py", "test_demo.py", "tests/networks/views/", "tests/browser/")
ON_SECOND = (
    *("test_demo_accounts.py", "test_safety.py", "tests/roles/views/"),
    *("test_ten_thousand_rows", "test_the_process_ends", "test_two_thousand_people"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--first-database",
        action="store_true",
        help="leave out what the run on the second shows: tests without one, some of pages, and stories without",
    )
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what the run on the first shows: other tests of pages, and all else in a browser",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a test elsewhere that asks for the browser, if only by calling something else `page`.

    Pytest would bring the browser's tests forward to stand beside it, and these empty the catalogue.
    """
    strays = [
        item.nodeid for item in items if _asked_for(item) & BROWSER and "tests/browser/" not in item.nodeid
    ]
    if strays:
        raise pytest.UsageError(f"These ask for a browser, but do not stand in tests/browser/: {strays}")
    elsewhere = {"second"} if config.getoption("--first-database") else set()
    elsewhere |= {"first"} if config.getoption("--second-database") else set()
    shown = {item for item in items if _only_beside(item) in elsewhere}
    config.hook.pytest_deselected(items=shown)
    items[:] = [item for item in items if item not in shown]


def _asked_for(item: pytest.Item) -> set[str]:
    """Return what a test is given: fixtures, and what they or itself are tried with."""
    tried = getattr(item, "callspec", None)
    return {*getattr(item, "fixturenames", ()), *(tried.params if tried else ())}


def _touches_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(_asked_for(item) & DATABASE)


def _without_scripts(item: pytest.Item) -> bool:
    """Return whether a story in the browser is told as somebody without scripts lives it."""
    tried = getattr(item, "callspec", None)
    return tried is not None and tried.params.get("scripts") is False


def _only_beside(item: pytest.Item) -> str | None:
    """Return beside which of the two databases alone a test runs, the first or the second; None for both."""
    if (
        not _touches_database(item)
        or _without_scripts(item)
        or any(each in item.nodeid for each in ON_SECOND)
    ):
        return "second"
    return "first" if any(each in item.nodeid for each in ON_FIRST) else None


def pytest_collection_finish() -> None:
    """Let Python look for garbage among what tests make, not among all that was loaded, and less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left a test out: a skipped test is one that nobody sees failing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Begin without attempts to sign in, or anything else that the cache counts."""
    cache.clear()
