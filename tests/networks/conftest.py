"""Errors speak the language of whoever reads them; these tests read English."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
