"""A real Chromium, in front of a server with the catalogue in its database."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from roles.models import Role
from scripts import chromium


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | chromium.launch_options()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def _server_with_catalogue(live_server, transactional_db):
    """Bring the catalogue back, which a migration loaded and the end of the test before this one emptied.

    Django's serialized_rollback would do, but not in Playwright's event loop: there, `connections` holds other
    objects than the one that keeps the serialized rows.
    """
    if not Role.objects.exists():
        import_module("roles.migrations.0002_catalogue").load(apps, None)


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
