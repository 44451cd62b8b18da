"""What is exported comes back the same: on random networks, in both layouts and both formats."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.text import fold
from networks.models import Engagement, Membership, Network, Organisation, Person
from roles.models import Role, RoleAssignment
from roles.spreadsheets.apply import import_file
from roles.spreadsheets.cells import FAILURES
from roles.spreadsheets.export import export_network
from roles.spreadsheets.options import Options

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# Names that spreadsheets stumble over, and any others that people could have.
names = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "'=x",
            "''@x",
            "+32",
            "-",
            "@jan",
            'Jan "de Witte"',
            "Peeters; Jan",
            "a,b\tc",
            "Zoë",
            "zoe",
            "0",
        ]
    ),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12),
).filter(
    lambda text: (
        fold(text)
        and text.upper() not in FAILURES
        and text.strip() == text
        and " ".join(text.split()) == text
    )
)
days = st.integers(-2000, 400).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def stretches(draw, begin=None, end=None):
    """A beginning and an end or none, within limits."""
    start = draw(days if begin is None else st.just(begin))
    if draw(st.booleans()):
        return start, end
    until = start + timedelta(days=draw(st.integers(0, 3000)))
    return start, until if end is None else max(start, min(until, end))


@st.composite
def seats(draw):
    """One or more memberships of one person, one after another, with roles."""
    found = []
    start, end = draw(stretches())
    found.append((draw(st.integers(-1, 3)), start, end))
    if end is not None and draw(st.booleans()):
        start, later = draw(stretches(begin=end + timedelta(days=draw(st.integers(0, 300)))))
        found.append((draw(st.integers(-1, 3)), start, later))
    return [(*seat, draw(st.lists(holdings(), max_size=4)), draw(st.booleans())) for seat in found]


@st.composite
def holdings(draw):
    """A role, with its times one after another."""
    start, end = draw(stretches())
    periods = [(start, end)]
    if end is not None and draw(st.booleans()):
        periods.append((end + timedelta(days=draw(st.integers(0, 90))), None))
    motives = draw(st.sets(st.sampled_from(["for_organisation", "for_individual", "for_network"])))
    return draw(st.integers(0, 14)), periods, draw(st.booleans()), motives


networks = st.lists(
    st.tuples(names, st.booleans(), seats()), max_size=5, unique_by=lambda member: fold(member[0])
)


def build(members):
    """Put a network in an empty database."""
    for model in (RoleAssignment, Membership, Engagement, Network, Organisation, Person):
        model.objects.all().delete()
    network = Network.objects.create(name="Net", slug="net", started_on=date(2010, 1, 1))
    parties = ["OCMW Gent", "=VDAB", "Wijkgezondheidscentrum ’t Vlot", "Zorg; Co"]
    organisations = [Organisation.objects.create(name=name, slug=f"o{i}") for i, name in enumerate(parties)]
    engagements = [Engagement.objects.create(network=network, organisation=each) for each in organisations]
    roles = list(Role.objects.all())
    for index, (name, has_email, memberships) in enumerate(members):
        person = Person.objects.create(name=name, email=f"p{index}@example.org" if has_email else "")
        for party, joined, left, held, coordinator in memberships:
            membership = Membership.objects.create(
                network=network,
                person=person,
                engagement=engagements[party] if party >= 0 else None,
                joined_on=joined,
                left_on=left,
                is_coordinator=coordinator,
            )
            give_roles(membership, held, roles)
    return network


def give_roles(membership, held, roles):
    done = set()
    for number, periods, known, motives in held:
        if number in done:
            continue
        done.add(number)
        for start, end in periods:
            if membership.left_on is not None and start >= membership.left_on:
                continue
            if end is not None and end <= membership.joined_on and start < membership.joined_on:
                continue
            RoleAssignment.objects.create(
                membership=membership,
                role=roles[number],
                started_on=start,
                start_known=known,
                ended_on=end,
                **dict.fromkeys(motives, True),
            )


def contents():
    """All that a list can hold, without keys of rows."""
    rows = []
    for one in Membership.objects.select_related("person", "engagement__organisation"):
        party = one.organisation.name if one.organisation else ""
        ends = [each for each in (one.left_on,) if each]
        held = sorted(
            (
                each.role.slug,
                each.started_on,
                each.start_known,
                str(min([*ends, *([each.ended_on] if each.ended_on else [])], default="")),
                each.motives,
            )
            for each in one.assignments.select_related("role")
        )
        rows.append(
            (
                one.person.name,
                one.person.email,
                party,
                one.joined_on,
                str(one.left_on),
                one.is_coordinator,
                held,
            )
        )
    return sorted(rows, key=str)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("layout", ["matrix", "list"])
@SLOW
@given(
    members=networks, language=st.sampled_from(["nl", "en"]), replace=st.booleans(), later=st.integers(0, 500)
)
def test_importing_an_export_changes_nothing(layout, file_format, language, members, replace, later):
    network = build(members)
    before = contents()
    replace = replace and layout == "list" and bool(members)

    with translation.override(language):
        data = export_network(network, layout=layout, file_format=file_format, day=TODAY)
        day = TODAY if layout == "matrix" else TODAY + timedelta(days=later)
        plan = import_file(data, Options(day=day, network=network, only_this=True, replace=replace))

    assert [str(error) for error in plan.errors] == []
    assert plan.changes == []
    assert contents() == before


@SLOW
@given(members=networks)
def test_a_matrix_replaces_itself_without_a_change(members):
    network = build(members)
    data = export_network(network, layout="matrix", file_format="csv", day=TODAY)

    plan = import_file(data, Options(day=TODAY, network=network, replace=True))

    if data.decode().count("\r\n") == 1:
        assert [error.row for error in plan.errors] == [None]
    else:
        assert (plan.errors, plan.changes) == ([], [])


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@SLOW
@given(members=networks)
def test_a_list_brings_everything_to_an_empty_database(file_format, members):
    members = [(name, True, memberships) for name, _has_email, memberships in members]
    network = build(members)
    before = contents()
    data = export_network(network, layout="list", file_format=file_format, day=TODAY)
    build([])

    plan = import_file(data, Options(day=TODAY, network=Network.objects.get(slug="net")))

    assert [str(error) for error in plan.errors] == []
    assert contents() == before
