"""Whatever a file holds: it is read or refused, never half, and a second time it changes nothing."""

from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networks.models import Engagement, Membership, Network, Organisation, Person
from roles.models import RoleAssignment
from tests.factories import NetworkFactory
from tests.roles.spreadsheets.helpers import DAY, bring, everything, workbook_of

pytestmark = pytest.mark.django_db
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TABLES = (RoleAssignment, Membership, Engagement, Network, Organisation, Person)

names = st.sampled_from(["Anna", "anna ", "Ben", "Cas", ""])
emails = st.sampled_from(["", "", "a@x.org", "b@x.org", "C@x.org"])
parties = st.sampled_from(["", "VDAB", "vdab", "OCMW"])
dates = st.sampled_from(["", "2020-01-01", "2021-01-01", "2022-01-01", "2026-11-22", "2027-01-01"])
cells = st.sampled_from(["", "", "x", "ON", "x 2020-01-01", "i 2021-06-01", "x 2027-01-01", "nee", "NO"])
flags = st.sampled_from(["", "x", "nee"])
roles = st.sampled_from(["", "leader", "Leider", "driver"])

matrices = st.lists(st.tuples(names, emails, parties, flags, cells, cells), max_size=6)
lists = st.lists(st.tuples(names, emails, parties, roles, dates, dates), max_size=7)
HEADERS = {
    "matrix": ("name", "email", "organisation", "coordinator", "leader", "driver"),
    "list": ("name", "email", "organisation", "role", "since", "until"),
}


def empty_network():
    for model in TABLES:
        model.objects.all().delete()
    return NetworkFactory()


def as_text(layout, rows):
    return "\n".join(";".join(row) for row in (HEADERS[layout], *rows))


@pytest.mark.parametrize("layout", ["matrix", "list"])
@SLOW
@given(data=st.data(), replace=st.booleans())
def test_a_second_time_changes_nothing(layout, data, replace):
    network = empty_network()
    rows = matrices if layout == "matrix" else lists
    first, second = data.draw(rows), data.draw(rows)

    bring(as_text(layout, first), network)
    before = everything(network)
    plan = bring(as_text(layout, second), network, day=DAY + timedelta(days=10), replace=replace)

    if plan.errors:
        assert everything(network) == before
    else:
        again = bring(as_text(layout, second), network, day=DAY + timedelta(days=10), replace=replace)
        later = bring(as_text(layout, second), network, day=DAY + timedelta(days=20), replace=replace)
        assert (again.errors, again.changes) == ([], [])
        assert (later.errors, later.changes) == ([], [])


@pytest.mark.parametrize("language", ["nl", "en"])
@SLOW
@given(
    header=st.lists(
        st.sampled_from([*HEADERS["matrix"], *HEADERS["list"], "", "motief", "netwerk", "?"]), max_size=7
    ),
    rows=st.lists(st.lists(st.text(max_size=6), max_size=7), max_size=4),
    separator=st.sampled_from(";,\t"),
)
def test_any_text_is_read_or_refused(language, header, rows, separator):
    network = empty_network()

    with translation.override(language):
        data = "\n".join(separator.join(row) for row in (header, *rows))
        plan = bring(data.encode("utf-8", "surrogatepass"), network)
        said = [str(message) for message in (*plan.errors, *plan.warnings)]

    assert all(said)
    assert not plan.errors or not Person.objects.exists()


@SLOW
@given(
    data=st.binary(max_size=300),
    place=st.integers(0, 4000),
    prefix=st.sampled_from([b"", b"PK\x03\x04", b"name;"]),
)
def test_any_bytes_are_read_or_refused(data, place, prefix):
    network = empty_network()
    workbook = workbook_of(["name", "leader"], ["Anna", "x"])

    assert bring(prefix + data, network) is not None
    assert bring(workbook[:place] + data + workbook[place + len(data) :], network) is not None
