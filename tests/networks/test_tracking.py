"""Who changed what is kept, whichever way it was changed."""

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from simple_history.models import HistoricalChanges

from networks.models import Authority, Mandate, Membership, Observer, Stewardship
from networks.models.tracking import IMPORT, changed_by, untracked
from networks.services.voices import record_voice
from roles.models import EmptySeat, NetworkNorms, RoleAssignment
from roles.services.norms import reset_norms, set_norms
from roles.services.seats import Seat, edit_seat, end_membership
from roles.spreadsheets.apply import import_file
from roles.spreadsheets.options import Options
from tests import factories as make

pytestmark = pytest.mark.django_db

TRACKED = {Authority, EmptySeat, Mandate, Membership, NetworkNorms, Observer, RoleAssignment, Stewardship}
DAY = date(2026, 3, 2)


def trace(model, *fields):
    """The history of a model, oldest first: what happened, and these fields."""
    rows = model.history.order_by("history_id")
    return list(rows.values_list("history_type", *fields))


def test_history_is_kept_of_who_may_do_what_and_of_nothing_that_people_say_of_each_other():
    kept = {model.instance_type for model in apps.get_models() if issubclass(model, HistoricalChanges)}

    assert kept == TRACKED


def test_one_change_at_a_time_leaves_a_trace():
    assignment = make.RoleAssignmentFactory()
    assignment.ended_on = DAY
    assignment.save()
    assignment.delete()

    assert trace(RoleAssignment, "ended_on") == [("+", None), ("~", DAY), ("-", DAY)]


def test_many_changes_at_once_leave_a_trace_of_each():
    membership = make.MembershipFactory()
    roles = [make.role("leader"), make.role("driver")]

    made = RoleAssignment.objects.bulk_create(
        RoleAssignment(membership=membership, role=role, started_on=DAY) for role in roles
    )
    RoleAssignment.objects.filter(membership=membership).update(ended_on=DAY)
    RoleAssignment.objects.filter(role=roles[0]).delete()

    first, second = (each.pk for each in made)
    assert trace(RoleAssignment, "id", "ended_on") == [
        ("+", first, None),
        ("+", second, None),
        ("~", first, DAY),
        ("~", second, DAY),
        ("-", first, DAY),
    ]


def test_rows_brought_up_to_date_in_bulk_are_changes():
    assignment = make.RoleAssignmentFactory()
    assignment.for_network = True

    RoleAssignment.objects.bulk_create(
        [assignment], update_conflicts=True, unique_fields=["id"], update_fields=["for_network"]
    )
    RoleAssignment.objects.bulk_update([assignment], ["for_network"])

    assert trace(RoleAssignment, "for_network") == [("+", False), ("~", True), ("~", True)]


def test_bulk_create_that_cannot_know_what_it_made_is_refused():
    with pytest.raises(NotImplementedError):
        RoleAssignment.objects.bulk_create([], ignore_conflicts=True)


def test_change_that_is_undone_leaves_no_trace():
    membership = make.MembershipFactory()

    with transaction.atomic():
        Membership.objects.update(left_on=DAY)
        transaction.set_rollback(True)

    assert trace(Membership, "id", "left_on") == [("+", membership.pk, None)]


def test_what_members_say_stands_in_no_history():
    membership = make.MembershipFactory(interests="Geheim van Anna")
    make.MandateFactory(membership=membership, request="Voor Anna", reason="Om Anna")

    record_voice(membership=membership, interests="Anders", ambitions="", expectations="")
    Membership.objects.update(ambitions="Nog anders")
    Mandate.objects.update(request="")

    assert (len(trace(Membership)), len(trace(Mandate))) == (1, 1)
    names = {field.name for model in (Membership, Mandate) for field in model.history.model._meta.fields}
    assert not names & {*Membership.VOICE_FIELDS, "request", "reason"}


def test_occasion_gives_its_changes_one_reason_and_one_moment():
    with changed_by(IMPORT):
        Membership.objects.bulk_create([make.MembershipFactory.build(**parents()) for _ in range(2)])
        make.ObserverFactory()
    make.ObserverFactory()

    imported = Membership.history.values_list("history_change_reason", "history_date").order_by().distinct()
    observed = Observer.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert [reason for reason, _moment in imported] == [IMPORT]
    assert list(observed) == [IMPORT, None]


def parents():
    network = make.NetworkFactory()
    return {"network": network, "person": make.PersonFactory(), "engagement": None}


def test_untracked_changes_leave_no_trace():
    membership = make.MembershipFactory()

    with untracked():
        make.RoleAssignmentFactory(membership=membership)
        Membership.objects.update(left_on=DAY)

    assert (trace(RoleAssignment), trace(Membership, "left_on")) == ([], [("+", None)])


def test_moving_a_seat_and_ending_it_leave_their_trace():
    membership = make.MembershipFactory(joined_on=date(2024, 1, 1))
    make.CoordinatorFactory(network=membership.network)
    make.RoleAssignmentFactory(membership=membership, started_on=date(2024, 1, 1))
    seat = Seat("Een andere partij", DAY, membership.joined_on, None, is_coordinator=False)

    moved = edit_seat(membership=membership, seat=seat)
    end_membership(membership=moved, day=date(2026, 4, 1))

    own = Membership.history.filter(person=membership.person).order_by("history_id")
    assert list(own.values_list("history_type", "id", "left_on")) == [
        ("+", membership.pk, None),
        ("~", membership.pk, DAY),
        ("+", moved.pk, None),
        ("~", moved.pk, date(2026, 4, 1)),
    ]
    assert trace(RoleAssignment, "membership", "ended_on") == [
        ("+", membership.pk, None),
        ("~", membership.pk, DAY),
        ("+", moved.pk, None),
        ("~", moved.pk, date(2026, 4, 1)),
    ]


def test_norms_leave_their_trace():
    network = make.NetworkFactory()

    set_norms(network=network, values={"max_roles_per_person": 4})
    set_norms(network=network, values={"max_roles_per_person": 5})
    reset_norms(network=network)

    assert trace(NetworkNorms, "max_roles_per_person") == [("+", 4), ("~", 5), ("-", 5)]


def test_import_leaves_a_trace_of_everything_it_changed():
    network = make.NetworkFactory()
    options = Options(day=DAY, network=network, replace=False, create_networks=False)

    import_file(b"naam;leider;trekker\nAnna;x;x\nBram;;x\n", options)
    import_file(b"naam;leider;trekker\nAnna;O;x\nBram;;x\n", options)

    assert trace(Membership, "person__name", "history_change_reason") == [
        ("+", "Anna", IMPORT),
        ("+", "Bram", IMPORT),
    ]
    assert trace(RoleAssignment, "membership__person__name", "role__slug", "for_organisation") == [
        ("+", "Anna", "leader", False),
        ("+", "Anna", "driver", False),
        ("+", "Bram", "driver", False),
        ("~", "Anna", "leader", True),
    ]


def test_history_knows_who_was_signed_in(client):
    coordinator = make.CoordinatorFactory()
    user = coordinator.person.user
    client.force_login(user)

    client.post(
        reverse("observer_create", args=[coordinator.network.slug]),
        {"name": "Els", "email": "els@example.org", "language": "nl"},
    )

    assert list(Observer.history.values_list("person__name", "history_user")) == [("Els", user.pk)]


def test_import_from_the_command_line_has_nobody_but_a_reason(tmp_path):
    from django.core.management import call_command

    network = make.NetworkFactory()
    file = tmp_path / "rollen.csv"
    file.write_bytes(b"naam;leider\nAnna;x\n")

    call_command("import_roles", str(file), network=network.slug)

    assert trace(RoleAssignment, "history_user", "history_change_reason") == [("+", None, IMPORT)]
