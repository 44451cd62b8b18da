"""The catalogue page: every role explained, in both languages, where it is placed now."""

import pytest
from django.urls import reverse

from roles.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def show(client, language="nl"):
    client.cookies["django_language"] = language
    return client.get(reverse("catalogue"))


def test_catalogue_is_open_to_everyone(client):
    assert show(client).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_catalogue_explains_every_role_in_the_readers_language(client, language):
    content = show(client, language).content.decode()

    texts = [
        getattr(role, f"{field}_{language}")
        for role in Role.objects.all()
        for field in ("name", "summary", "brings", "missing", "too_much")
    ]
    assert len(texts) == 75
    assert [text for text in texts if text not in content] == []


def test_catalogue_groups_roles_by_place(client):
    groups = show(client, "en").context["groups"]

    assert [(group.name, len(group.roles)) for group in groups] == [
        ("Cockpit", 3),
        ("Task-oriented", 3),
        ("Process-oriented", 3),
        ("Strategic", 4),
        ("Network level", 2),
    ]


def test_catalogue_follows_an_administrator_who_moves_roles(client):
    target = make.role("innovator").cluster
    for slug in ("diplomat", "mood-maker", "spokesperson"):
        Role.objects.filter(slug=slug).update(cluster=target)

    groups = show(client, "en").context["groups"]

    assert {group.name: len(group.roles) for group in groups} == {
        "Cockpit": 3,
        "Task-oriented": 3,
        "Strategic": 7,
        "Network level": 2,
    }


def test_catalogue_names_competences_and_says_that_the_placing_can_change(client):
    response = show(client, "en")

    content = response.content.decode()
    assert len(response.context["generic"]) == 3
    assert (
        sum(
            content.count(f"<strong>{each.name_en}.</strong>")
            for role in Role.objects.all()
            for each in role.competences.all()
        )
        == 9
    )
    assert "An administrator can change it" in content


def test_catalogue_shows_an_administrator_where_to_change_roles(client):
    client.force_login(make.AdministratorFactory())

    assert reverse("admin:roles_role_changelist") in show(client).content.decode()


def test_catalogue_takes_five_queries(client, django_assert_num_queries):
    with django_assert_num_queries(5):
        show(client)
