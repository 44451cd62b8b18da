"""The settings of a network: its own fields, its norms, and back to the usual norms."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from networks.models import Network
from roles.analysis import NORM_SPECS
from roles.models import NetworkNorms
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory(slug="north", name="North", question="Why?", phase="agree")


@pytest.fixture
def coordinator(client, network):
    membership = CoordinatorFactory(network=network)
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def address():
    return reverse("settings", args=["north"])


def typed(form, **changes):
    """What a browser sends of a form, with some fields changed."""
    values = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in (values | changes).items()}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def own(network):
    return {
        name: getattr(network, name)
        for name in (*Network.PURPOSE_FIELDS, "name", "phase", "parent_id", "started_on", "ended_on")
    }


def test_settings_show_every_norm_with_its_explanation_and_usual_value(client, coordinator):
    response = client.get(address())

    html = response.content.decode()
    form = response.context["norms"]
    assert [field.name for field in form.visible_fields()] == list(NORM_SPECS)
    assert "Somebody with more cockpit roles than this is flagged. Usually: 1 role." in html
    assert "Usually: a third of the roles." in html
    assert "Usually: 50%." in html
    assert "Back to the usual norms" not in html


def test_settings_save_the_networks_own_fields_and_say_which_changed(client, coordinator, network):
    form = client.get(address()).context["own"]

    response = client.post(
        address(),
        typed(form, card="own", name="  North   Side ", phase="", ended_on="2025-06-01"),
    )

    network.refresh_from_db()
    assert response.url == address()
    assert said(response) == ["Saved: Name, Phase, Ended on."]
    assert own(network) == {
        "question": "Why?",
        "goal": "",
        "in_scope": "",
        "out_of_scope": "",
        "name": "North Side",
        "phase": "",
        "parent_id": None,
        "started_on": date(2024, 1, 1),
        "ended_on": date(2025, 6, 1),
    }


def test_settings_leave_the_purpose_to_its_own_page(client, coordinator, network):
    form = client.get(address()).context["own"]

    client.post(address(), typed(form, card="own", question="Mine?", goal="Mine."))

    network.refresh_from_db()
    assert (network.question, network.goal) == ("Why?", "")
    assert reverse("purpose_change", args=["north"]) in client.get(address()).content.decode()


def test_settings_refuse_an_end_before_the_beginning_and_keep_what_was_typed(client, coordinator, network):
    before = own(network)
    form = client.get(address()).context["own"]

    response = client.post(address(), typed(form, card="own", name="Together", ended_on="2023-12-31"))

    network.refresh_from_db()
    assert own(network) == before
    assert response.context["own"].errors == {
        "ended_on": ["A network cannot end before it begins. Choose a later day."]
    }
    assert 'value="Together"' in response.content.decode()
    assert response.context["network"].name == "North"


def test_settings_refuse_a_network_without_a_name(client, coordinator, network):
    form = client.get(address()).context["own"]

    response = client.post(address(), typed(form, card="own", name="   "))

    network.refresh_from_db()
    assert network.name == "North"
    assert list(response.context["own"].errors) == ["name"]


def test_settings_offer_as_larger_network_only_what_one_coordinates_and_no_circle(
    client, coordinator, network
):
    larger = CoordinatorFactory(person=coordinator.person, network__name="Larger").network
    MemberWithAccountFactory(person=coordinator.person, network__name="Only a member")
    inside = CoordinatorFactory(person=coordinator.person, network__parent=network).network
    CoordinatorFactory(person=coordinator.person, network__parent=inside)
    NetworkFactory(name="Hidden")

    form = client.get(address()).context["own"]
    answer = client.post(address(), typed(form, card="own", parent=inside.pk))
    client.post(address(), typed(form, card="own", parent=larger.pk))

    network.refresh_from_db()
    assert [label for _value, label in form.fields["parent"].choices] == ["No larger network", "Larger"]
    assert list(answer.context["own"].errors) == ["parent"]
    assert network.parent == larger


def test_settings_keep_a_larger_network_that_one_does_not_see_without_naming_it(client, coordinator, network):
    network.parent = NetworkFactory(name="Secret")
    network.save()

    response = client.get(address())
    client.post(address(), typed(response.context["own"], card="own", name="Together"))

    network.refresh_from_db()
    assert "Secret" not in response.content.decode()
    assert "A larger network that you do not see" in response.content.decode()
    assert (network.parent.name, network.name) == ("Secret", "Together")


def test_settings_save_norms_and_say_from_what_to_what(client, coordinator, network):
    form = client.get(address()).context["norms"]

    response = client.post(
        address(), typed(form, card="norms", max_roles_per_person=5, max_gap_fill="1/2", max_motive_share=55)
    )

    norms = NetworkNorms.objects.get(network=network)
    assert said(response) == [
        "Saved. Roles per person: from 4 roles to 5 roles; "
        "A cluster lags behind: from a third of the roles to half of the roles; "
        "Largest share of one motive: from 60% to 55%."
    ]
    usual = NetworkNorms(network=network)
    changed = {
        name: getattr(norms, name) for name in NORM_SPECS if getattr(norms, name) != getattr(usual, name)
    }
    assert changed == {"max_roles_per_person": 5, "max_gap_fill": "1/2", "max_motive_share": 55}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_roles_per_person", "0"),
        ("max_motive_share", "101"),
        ("check_in_months", "soon"),
        ("max_gap_fill", "3/4"),
        ("min_motivated", ""),
    ],
)
def test_settings_refuse_a_norm_out_of_range_and_keep_what_was_typed(client, coordinator, name, value):
    form = client.get(address()).context["norms"]

    response = client.post(address(), typed(form, card="norms", max_core_term_months=30, **{name: value}))

    assert not NetworkNorms.objects.exists()
    assert list(response.context["norms"].errors) == [name]
    assert response.context["norms"]["max_core_term_months"].value() == "30"


def test_settings_without_a_change_say_so(client, coordinator):
    page = client.get(address())

    client.post(address(), typed(page.context["own"], card="own"))
    response = client.post(address(), typed(page.context["norms"], card="norms"))

    assert said(response) == ["Nothing changed.", "Nothing changed."]
    assert not NetworkNorms.objects.exists()


def test_settings_go_back_to_the_usual_norms(client, coordinator, network):
    NetworkNorms.objects.create(network=network, max_roles_per_person=9)

    offered = "Back to the usual norms" in client.get(address()).content.decode()
    response = client.post(address(), {"card": "reset"})

    assert offered
    assert said(response) == [
        "The norms are the usual ones again. Roles per person: from 9 roles to 4 roles."
    ]
    assert not NetworkNorms.objects.exists()


def test_settings_tell_when_somebody_else_changed_the_same_norm(client, coordinator, network):
    form = client.get(address()).context["norms"]
    NetworkNorms.objects.create(network=network, max_roles_per_person=7)

    response = client.post(address(), typed(form, card="norms", max_roles_per_person=5))

    assert NetworkNorms.objects.get().max_roles_per_person == 7
    assert "it is now “7”" in response.context["norms"].errors["max_roles_per_person"][0]
    assert response.context["norms"]["max_roles_per_person"].value() == "5"


def test_settings_are_for_coordinators_and_administrators(client, network):
    client.cookies["django_language"] = "en"
    statuses = {}
    for who, user in {
        "coordinator": CoordinatorFactory(network=network).person.user,
        "administrator": AdministratorFactory(),
        "member": MemberWithAccountFactory(network=network).person.user,
        "observer": ObserverFactory(network=network).person.user,
        "stranger": CoordinatorFactory().person.user,
    }.items():
        client.force_login(user)
        statuses[who] = (
            client.get(address()).status_code,
            client.post(address(), {"card": "reset"}).status_code,
        )

    assert statuses == {
        "coordinator": (200, 302),
        "administrator": (200, 302),
        "member": (403, 403),
        "observer": (403, 403),
        "stranger": (404, 404),
    }


@pytest.mark.parametrize("count", [1, 6])
def test_settings_take_as_many_queries_for_many_networks(
    client, coordinator, network, django_assert_num_queries, count
):
    for _each in range(count):
        CoordinatorFactory(person=coordinator.person, network__parent=NetworkFactory())

    with django_assert_num_queries(10):
        response = client.get(address())

    assert len(response.context["own"].fields["parent"].choices) == count + 1
