"""Which language a visitor is spoken to in."""

import pytest
from django.urls import reverse

from tests.factories import PersonWithAccountFactory

pytestmark = pytest.mark.django_db

CATALOGUE = {"nl": "De vijftien rollen", "en": "The fifteen roles"}


def language_of(client, **headers) -> str:
    """Return the language of a page, once its header, its html tag and its words agree."""
    response = client.get(reverse("catalogue"), headers=headers)
    language = response.headers["Content-Language"]
    content = response.content.decode()
    assert f'<html lang="{language}"' in content
    assert CATALOGUE[language] in content
    return language


def test_dutch_is_the_language_of_the_house_whatever_the_browser_speaks(client):
    assert language_of(client, accept_language="en-GB,en;q=0.9") == "nl"


def test_switch_is_remembered(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    english = language_of(client)
    client.post(reverse("set_language"), {"language": "nl", "next": "/"})

    assert (english, language_of(client)) == ("en", "nl")


@pytest.mark.parametrize("language", ["fr", "", "nl'--"])
def test_unknown_language_changes_nothing(client, language):
    client.post(reverse("set_language"), {"language": language, "next": "/"})

    assert language_of(client) == "nl"


def test_cookie_made_by_hand_changes_nothing(client):
    client.cookies["django_language"] = "fr"

    assert language_of(client) == "nl"


@pytest.mark.parametrize("name", ["set_language", "set_theme"])
@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/catalogue/#leader", "/catalogue/#leader"),
        ("https://elsewhere.example.org/", "/"),
        ("//elsewhere.example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\elsewhere.example.org", "/"),
    ],
)
def test_switches_lead_back_and_never_to_another_site(client, name, asked, led_to):
    response = client.post(reverse(name), {"language": "en", "theme": "dark", "next": asked})

    assert response.url == led_to


@pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("light", "light"), ("", ""), ("neon", "")])
def test_theme_is_remembered_when_it_is_one(client, theme, kept):
    client.post(reverse("set_theme"), {"theme": theme, "next": "/"})

    page = client.get(reverse("catalogue")).content.decode()
    assert ('data-bs-theme="' in page.split("<head>")[0]) is bool(kept)
    assert f'data-bs-theme="{kept}"' in page or not kept


@pytest.mark.parametrize(
    ("spoken", "chosen", "expected"), [("en", None, "en"), ("en", "nl", "nl"), ("nl", None, "nl")]
)
def test_signing_in_speaks_ones_own_language_unless_another_was_chosen(client, spoken, chosen, expected):
    person = PersonWithAccountFactory(language=spoken)
    if chosen:
        client.post(reverse("set_language"), {"language": chosen, "next": "/"})

    client.post(reverse("account_login"), {"login": person.email, "password": "correct horse battery"})

    assert language_of(client) == expected
