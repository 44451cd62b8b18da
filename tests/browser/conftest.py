"""A real Chromium, in front of a server with the catalogue in its database."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from roles.models import Role
from scripts import chromium
from tests.browser.checks import Watch

# How long anything may take that a page does, in milliseconds: a machine that does other work too needs its time.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | chromium.launch_options()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"reduced_motion": "reduce"}


@pytest.fixture
def new_context(new_context):
    """Return the function that opens a context, whose pages are waited for with patience."""

    def patient_context(**options):
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    return patient_context


@pytest.fixture(autouse=True)
def _server_with_catalogue(live_server, transactional_db):
    """Bring the catalogue back, which a migration loaded and the end of the test before this one emptied.

    Django's serialized_rollback would do, but not in Playwright's event loop: there, `connections` holds other
    objects than the one that keeps the serialized rows.
    """
    if not Role.objects.exists():
        import_module("roles.migrations.0002_catalogue").load(apps, None)
        import_module("roles.migrations.0006_role_values").load(apps, None)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def sign_in(live_server):
    """Return a function that signs a user in within a browser context, past the form."""

    def sign_in_to(context, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign_in_to


@pytest.fixture
def browse(new_context, live_server, sign_in, scripts):
    """Return a function that opens a browser of their own for somebody; what went wrong there is noted."""
    watches = []

    def browse_as(person=None, *, refused=False):
        context = new_context(java_script_enabled=scripts)
        if person is not None:
            sign_in(context, person.user)
        if not refused:  # a page that is refused is an error in the browser's own log
            watches.append(Watch(context, live_server.url))
        return context.new_page()

    yield browse_as
    assert [complaint for watch in watches for complaint in watch.take()] == []
