"""What holds for all tests."""

import os

import pytest
from django.core.cache import cache

# Playwright keeps an event loop in the main thread, where Django would then refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


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
