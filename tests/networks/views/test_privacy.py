"""The page that says what is kept, why, for how long, and who sees it."""

import pytest
from django.urls import reverse

from networks.models import Retention

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_page(client):
    client.cookies["django_language"] = "en"

    def read():
        response = client.get(reverse("privacy"))
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return read


def test_privacy_page_says_the_periods_that_hold(read_page):
    usual = read_page()
    Retention.objects.create(invitations=1, reflections=2, changes=7, people=48)

    own = read_page()

    assert "An invitation that nobody accepted: 6 months." in usual
    assert "Who changed what: 24 months." in usual
    assert "An invitation that nobody accepted: 1 month." in own
    assert "in a network: until 2 months after you have left it." in own
    assert "Who changed what: 7 months." in own
    assert "does not sign in is erased after 48 months." in own


def test_privacy_page_says_whom_to_ask(read_page, settings):
    settings.PRIVACY_CONTACT = ""
    nobody = read_page()
    settings.PRIVACY_CONTACT = "privacy@example.org"

    somebody = read_page()

    assert nobody.count("the administrator of this installation.") == 2
    assert somebody.count('<a href="mailto:privacy@example.org">privacy@example.org</a>') == 2
    assert "the administrator of this installation." not in somebody


def test_privacy_page_leads_to_my_data_and_stands_at_the_foot_of_every_page(read_page, client):
    text = read_page()

    assert reverse("my_data") in text
    assert reverse("erase_account") in text
    assert f'href="{reverse("privacy")}"' in client.get(reverse("home")).content.decode()


def test_privacy_page_says_who_sees_what(read_page):
    text = read_page()

    for row, who in (
        ("Which roles you would rather avoid", "the coordinators of your networks"),
        ("Who said what of whom", "nobody, on no page and in no file"),
        (
            "How colleagues see your competences",
            "the coordinators of that network, only as a mean of three or more",
        ),
    ):
        assert f'<th scope="row">{row}</th><td>{who}</td>' in text


def test_privacy_page_speaks_dutch(client):
    assert "Wat bewaren we over jou, en waarom?" in client.get(reverse("privacy")).content.decode()


def test_cookies_are_those_that_the_page_names(client):
    client.post(reverse("set_theme"), {"theme": "dark"})
    client.post(reverse("set_language"), {"language": "en"})
    client.get(reverse("account_login"))

    assert set(client.cookies) <= {"theme", "django_language", "csrftoken", "sessionid", "messages"}
