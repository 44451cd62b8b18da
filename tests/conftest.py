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
WALK = "tests/browser/test_pages.py"  # markup, which is the same whatever database is behind it


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what a run on another database has shown already: tests without one, the walk, and stories "
        "in a browser that are told a second time without scripts",
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
    if config.getoption("--second-database"):
        shown = [item for item in items if not _touches_database(item) or _is_about_the_browser(item)]
        config.hook.pytest_deselected(items=shown)
        items[:] = [item for item in items if item not in shown]


def _asked_for(item: pytest.Item) -> set[str]:
    """Return what a test is given: fixtures, and what they or itself are tried with."""
    tried = getattr(item, "callspec", None)
    return {*getattr(item, "fixturenames", ()), *(tried.params if tried else ())}


def _touches_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(_asked_for(item) & DATABASE)


def _is_about_the_browser(item: pytest.Item) -> bool:
    """Whether a test looks at markup, or tells with scripts what another tells the database without them."""
    tried = getattr(item, "callspec", None)
    return WALK in item.nodeid or (tried is not None and tried.params.get("scripts") is True)


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
