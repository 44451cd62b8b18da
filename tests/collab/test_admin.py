"""The administration pages: every list and every page, in two languages, at a constant number of queries."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.models import Membership, Network, Person, User
from roles.models import Competence, CompetenceRating, NetworkNorms, Role, RoleStance, SelfAssessment
from tests import factories as make

pytestmark = pytest.mark.django_db

CATALOGUE = {"roles.cluster", "roles.competence", "roles.role"}


@pytest.fixture
def administrator():
    return make.AdministratorFactory(email="beheer@example.org")


@pytest.fixture
def desk(client, administrator):
    """A signed-in administrator's browser. Kinds of content are asked for once in a process: here, beforehand."""
    ContentType.objects.get_for_models(*apps.get_models())
    client.force_login(administrator)
    return client


def page(model, *arguments, deed="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{deed}", args=arguments)


def registered():
    return sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


def make_world(number):
    """Rows of every kind, each with parents of its own."""
    for index in range(number):
        membership = make.MembershipFactory(is_coordinator=True)
        network, person = membership.network, membership.person
        network.parent = make.NetworkFactory()
        network.save()
        mandate = make.MandateFactory(membership=membership, coach=make.PersonFactory())
        make.AuthorityFactory(mandate=mandate)
        make.RoleAssignmentFactory(membership=membership, role=Role.objects.all()[index])
        make.StewardshipFactory(organisation=membership.organisation)
        make.CollaborationPolicyFactory(organisation=membership.organisation, vision="Samen")
        make.ObserverFactory(network=network)
        make.BalanceReadingFactory(network=network, person=person)
        make.CheckInFactory(network=network, person=person)
        make.RoleStanceFactory(person=person, role=Role.objects.all()[index])
        SelfAssessment.objects.create(person=person, competence=Competence.objects.all()[index], score=3)


def grow(thing, number):
    """Give one network, organisation, person, … so many rows, each with other parents of its own."""
    for index in range(number):
        role = Role.objects.all()[index]
        if isinstance(thing, Network):
            make.MembershipFactory(network=thing)
            make.ObserverFactory(network=thing)
            make.DecisionTopicFactory(network=thing)
        elif isinstance(thing, Person):
            make.MembershipFactory(person=thing)
            make.StewardshipFactory(person=thing)
            make.RoleStanceFactory(person=thing, role=role)
            SelfAssessment.objects.create(person=thing, competence=Competence.objects.all()[index], score=3)
        elif isinstance(thing, Membership):
            make.RoleAssignmentFactory(membership=thing, role=role)
            make.MandateFactory(membership=thing, coach=make.PersonFactory())
        elif thing._meta.model_name == "organisation":
            make.EngagementFactory(organisation=thing)
            make.StewardshipFactory(organisation=thing)
        elif thing._meta.model_name == "mandate":
            make.AuthorityFactory(mandate=thing)


def queries_of(desk, address):
    with CaptureQueriesContext(connection) as queries:
        response = desk.get(address)
    assert response.status_code == 200, address
    return len(queries), response


def test_admin_lists_take_as_many_queries_for_five_rows_as_for_one(desk):
    make_world(1)
    few = {model: queries_of(desk, page(model))[0] for model in registered()}

    make_world(4)
    many = {model: queries_of(desk, page(model))[0] for model in registered()}

    assert many == few
    assert max(many.values()) <= 10


@pytest.mark.parametrize(
    "factory",
    [
        make.NetworkFactory,
        make.OrganisationFactory,
        make.PersonFactory,
        make.MembershipFactory,
        make.MandateFactory,
        make.PersonWithAccountFactory,
    ],
)
def test_admin_page_takes_as_many_queries_for_five_rows_as_for_one(desk, factory):
    small, large = factory(), factory()
    grow(small, 1)
    grow(large, 5)

    few, _response = queries_of(desk, page(type(small), small.pk, deed="change"))
    many, _response = queries_of(desk, page(type(large), large.pk, deed="change"))

    assert many == few


def test_admin_role_page_takes_a_constant_number_of_queries(desk):
    without, with_three = Role.objects.get(slug="adviser"), Role.objects.get(slug="leader")

    few, _response = queries_of(desk, page(Role, without.pk, deed="change"))
    many, response = queries_of(desk, page(Role, with_three.pk, deed="change"))

    assert many == few
    assert response.content.count(b'name="competences-2-name_en"') == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_admin_pages_open_in_both_languages_with_search_and_every_filter(desk, language):
    make_world(1)
    desk.cookies["django_language"] = language

    for model in registered():
        response = desk.get(
            page(model), {"q": "a"} if admin.site.get_model_admin(model).search_fields else {}
        )
        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.content.decode()
        for link in re.findall(r'<li[^>]*>\s*<a href="(\?[^"]+)"', desk.get(page(model)).content.decode()):
            assert desk.get(page(model) + link.replace("&amp;", "&")).status_code == 200, (model, link)
        row = model._default_manager.first()
        if row is not None:
            assert desk.get(page(model, row.pk, deed="change")).status_code == 200
        if model._meta.label_lower not in CATALOGUE:
            assert desk.get(page(model, deed="add")).status_code == 200


def test_admin_pages_have_no_script_or_style_of_their_own(desk):
    make_world(1)

    for model in registered():
        addresses = [page(model)]
        row = model._default_manager.first()
        addresses += [page(model, row.pk, deed="change")] if row is not None else []
        for address in addresses:
            text = desk.get(address).content.decode()
            assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text), address
            assert not re.search(r"<style|\sstyle=|\son\w+=|(src|href)=\"(https?:)?//", text), address


def test_admin_knows_nothing_of_who_rated_whom(desk):
    rated = make.MembershipFactory(person__name="Beoordeelde")
    rater = make.PersonFactory(name="Beoordelaar")
    competence = Competence.objects.get(slug="coordinating")
    CompetenceRating.objects.create(
        network=rated.network, person=rated.person, rater=rater, competence=competence, score=1
    )

    addresses = [reverse("admin:index"), page(Person, rated.person.pk, deed="change")]
    addresses += [page(Person, rater.pk, deed=deed) for deed in ("change", "delete")]
    addresses += [page(Network, rated.network.pk, deed=deed) for deed in ("change", "delete")]

    assert CompetenceRating not in admin.site._registry
    for address in addresses:
        text = desk.get(address).content.decode().lower()
        assert str(CompetenceRating._meta.verbose_name).lower() not in text
        assert str(CompetenceRating._meta.verbose_name_plural).lower() not in text
    assert "Beoordeelde" not in desk.get(page(Person, rater.pk, deed="delete")).content.decode()


def test_admin_deletes_a_network_with_all_that_belongs_to_it_and_says_how_much(desk):
    make_world(2)
    network = make.NetworkFactory(name="Weg ermee")
    make.MembershipFactory.create_batch(3, network=network)

    few, response = queries_of(desk, page(Network, network.pk, deed="delete"))
    make.MembershipFactory.create_batch(5, network=network)
    many, _response = queries_of(desk, page(Network, network.pk, deed="delete"))
    counts = response.context["model_count"]
    desk.post(page(Network, network.pk, deed="delete"), {"post": "yes"})

    assert many == few
    assert dict(counts) == {"netwerken": 1, "engagementen": 3, "deelnames": 3}
    assert not Network.objects.filter(pk=network.pk).exists()
    assert Person.objects.filter(memberships=None).count() >= 8


@pytest.mark.parametrize("model", [Person, User])
def test_admin_deletes_neither_people_nor_accounts(desk, model):
    person = make.PersonWithAccountFactory()
    row = person if model is Person else person.user

    answers = [
        desk.post(page(model, row.pk, deed="delete"), {"post": "yes"}),
        desk.post(page(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}),
    ]

    assert answers[0].status_code == 403
    assert Person.objects.filter(pk=person.pk, erased_on=None).exists()
    assert User.objects.filter(pk=person.user.pk).exists()


def test_admin_edits_the_catalogue_in_both_languages_and_its_place(desk):
    role = Role.objects.get(slug="adviser")
    form = {
        f"{field}_{language}": getattr(role, f"{field}_{language}")
        for field in ("name", "summary", "brings", "missing", "too_much")
        for language in ("nl", "en")
    }
    strategic = role.cluster.__class__.objects.get(slug="strategic")
    inline = {"competences-TOTAL_FORMS": 0, "competences-INITIAL_FORMS": 0}
    inline |= {"values-TOTAL_FORMS": 1, "values-INITIAL_FORMS": 0}
    inline |= {"values-0-role": role.pk, "values-0-kind": "vision"}

    desk.post(
        page(Role, role.pk, deed="change"),
        form | inline | {"name_en": "counsel", "place": "cluster", "cluster": strategic.pk},
    )

    role.refresh_from_db()
    assert (role.name_en, role.name_nl, role.cluster) == ("counsel", form["name_nl"], strategic)
    assert set(role.values.values_list("kind", flat=True)) == {"knowledge", "experience", "vision"}
    assert desk.get(page(Role, deed="add")).status_code == 403
    assert desk.get(page(Role, role.pk, deed="delete")).status_code == 403


def network_form(**changes):
    prefixes = ("engagements", "memberships", "observers", "decision_topics", "norms")
    management = {f"{prefix}-{kind}_FORMS": 0 for prefix in prefixes for kind in ("TOTAL", "INITIAL")}
    return management | {"name": "Nieuw netwerk", "slug": "nieuw", "started_on": "2026-02-01"} | changes


def test_admin_adds_a_network(desk):
    desk.post(page(Network, deed="add"), network_form())

    network = Network.objects.get()
    assert (network.name, network.slug, network.started_on) == ("Nieuw netwerk", "nieuw", date(2026, 2, 1))
    assert not NetworkNorms.objects.exists()


def test_admin_refuses_an_address_that_the_application_uses(desk):
    desk.cookies["django_language"] = "en"

    response = desk.post(page(Network, deed="add"), network_form(slug="new"))

    assert response.context["errors"] == [["The application uses this address itself. Choose another."]]
    assert not Network.objects.exists()


def test_admin_refuses_a_network_inside_one_of_its_own_parts(desk):
    whole = make.NetworkFactory()
    part = make.NetworkFactory(parent=whole)

    response = desk.post(page(Network, whole.pk, deed="change"), network_form(parent=part.pk))

    assert list(response.context["adminform"].form.errors) == ["parent"]
    whole.refresh_from_db()
    assert whole.parent is None


def test_admin_counts_and_links_to_what_it_counted(desk):
    network = make.NetworkFactory()
    running = make.MembershipFactory(network=network)
    make.MembershipFactory(network=network, left_on=date(2025, 1, 1))
    make.MembershipFactory(
        network=network, person=running.person, joined_on=date(2023, 1, 1), left_on=date(2023, 2, 1)
    )

    row = desk.get(page(Network)).context["cl"].result_list.get(pk=network.pk)
    listed = desk.get(page(Membership), {"network__id__exact": network.pk, "time": "now"})

    assert (row.members_now, row.engaged) == (1, 3)
    assert list(listed.context["cl"].result_list) == [running]


def test_admin_membership_page_shows_its_roles(desk):
    membership = make.MembershipFactory()
    make.RoleAssignmentFactory(membership=membership)
    make.RoleStanceFactory(person=membership.person)

    text = desk.get(page(Membership, membership.pk, deed="change")).content.decode()
    person = desk.get(page(Person, membership.person.pk, deed="change")).content.decode()

    assert 'name="assignments-0-role"' in text
    assert 'name="stances-0-stance"' in person
    assert RoleStance.objects.count() == 1
