"""Signing in by a code from the mail, a first password, and the limits on trying."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from networks.models import User
from networks.services.invitations import hash_token
from tests.factories import InvitationFactory, PersonWithAccountFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
NEW_PASSWORD = "een zeer lang wachtwoord"


@pytest.fixture
def visitor():
    return Client()


def without_password(**fields):
    person = PersonWithAccountFactory(**fields)
    person.user.set_unusable_password()
    person.user.save()
    return person


def ask(visitor, email, **more):
    return visitor.post(reverse("account_request_login_code"), {"email": email, **more})


def code_in(mail) -> str:
    return re.search(r"^[A-Z]{4}-?[A-Z]{4}$", mail.body, re.MULTILINE)[0]


def fill_in(visitor, code, **more):
    return visitor.post(reverse("account_confirm_login_code"), {"code": code, **more})


def signed_in_as(visitor) -> str | None:
    key = visitor.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("nl", "Je code voor Samenspel", "Met deze code kom je binnen:"),
        ("en", "Your code for Samenspel", "This is your code to come in:"),
    ],
)
def test_code_is_mailed_in_ones_own_language(visitor, mailoutbox, language, subject, sentence):
    person = without_password(language=language)

    ask(visitor, person.email)
    fill_in(visitor, code_in(mailoutbox[0]).lower().replace("-", ""))

    assert (mailoutbox[0].subject, mailoutbox[0].to) == (subject, [person.email])
    assert sentence in mailoutbox[0].body
    assert signed_in_as(visitor) == person.email


def test_password_left_empty_is_a_wish_for_a_code(visitor, mailoutbox):
    person = without_password()

    asked = visitor.post(
        reverse("account_login"),
        {"login": person.email, "password": "", "remember": "on", "next": "/portfolio/"},
    )
    answer = fill_in(visitor, code_in(mailoutbox[0]), next="/portfolio/")

    assert asked.url == f"{reverse('account_confirm_login_code')}?next=%2Fportfolio%2F"
    assert (answer.url, signed_in_as(visitor)) == ("/portfolio/", person.email)
    assert visitor.session.get_expire_at_browser_close() is False


def test_code_leads_to_where_somebody_wanted_to_go(visitor, mailoutbox):
    person = without_password()
    page = visitor.get(reverse("portfolio"), follow=True)

    asked = ask(visitor, person.email, next=reverse("portfolio"))
    answer = fill_in(visitor, code_in(mailoutbox[0]), next=reverse("portfolio"))

    assert f'formaction="{reverse("account_request_login_code")}"' in page.content.decode()
    assert asked.url == f"{reverse('account_confirm_login_code')}?next=%2Fportfolio%2F"
    assert answer.url == reverse("portfolio")


@pytest.mark.parametrize(("chosen", "at_close"), [({"remember": "on"}, False), ({}, True)])
def test_code_keeps_signed_in_for_as_long_as_was_asked(visitor, mailoutbox, chosen, at_close):
    ask(visitor, without_password().email, **chosen)

    fill_in(visitor, code_in(mailoutbox[0]))

    assert visitor.session.get_expire_at_browser_close() is at_close


def test_code_answers_the_same_whether_there_is_an_account(mailoutbox):
    known, unknown = without_password(language="nl").email, "nobody@example.org"
    told = []

    for email in (known, unknown):
        visitor = Client()
        answers = [ask(visitor, email)]
        answers.append(visitor.get(answers[0].url))
        answers += [fill_in(visitor, "BCDF-GHJK") for _ in range(2)]
        answers.append(visitor.post(reverse("account_confirm_login_code"), {"action": "resend"}))
        answers.append(fill_in(visitor, "BCDF-GHJK"))
        pages = [re.sub(r'csrfmiddlewaretoken" value="\w+', "", each.content.decode()) for each in answers]
        told.append(
            [
                (each.status_code, each.get("Location"), page.replace(email, "MAIL"))
                for each, page in zip(answers, pages, strict=True)
            ]
        )

    assert told[0] == told[1]
    assert [mail.to[0] for mail in mailoutbox] == [known, known, unknown]
    assert "Met dit adres is er geen account." in mailoutbox[2].body


def test_code_is_worth_three_guesses(visitor, mailoutbox):
    person = without_password()
    ask(visitor, person.email)
    for _ in range(3):
        fill_in(visitor, "BCDF-GHJK")

    answer = fill_in(visitor, code_in(mailoutbox[0]))

    assert answer.url == reverse("account_request_login_code")
    assert signed_in_as(visitor) is None


def test_code_works_in_the_browser_that_asked_for_it_only(visitor, mailoutbox):
    ask(visitor, without_password().email)
    other = Client()

    fill_in(other, code_in(mailoutbox[0]))

    assert signed_in_as(other) is None


def test_closed_account_gets_no_code(visitor, mailoutbox):
    ask(visitor, UserFactory(is_active=False).email)

    assert "geen account" in mailoutbox[0].body


def test_first_password_is_set_later_and_a_code_keeps_working(visitor, mailoutbox):
    person = without_password()
    visitor.force_login(person.user)
    safety = visitor.get(reverse("mfa_index")).content.decode()

    visitor.post(reverse("account_set_password"), {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    still = signed_in_as(visitor)
    other, another = Client(), Client()
    other.post(reverse("account_login"), {"login": person.email, "password": NEW_PASSWORD})
    ask(another, person.email)
    fill_in(another, code_in(mailoutbox[-1]))

    assert reverse("account_set_password") in safety
    assert still == signed_in_as(other) == signed_in_as(another) == person.email
    assert reverse("account_change_password") in visitor.get(reverse("mfa_index")).content.decode()


def test_password_that_will_not_do_is_told_so_in_dutch(visitor):
    person = without_password()
    visitor.cookies["django_language"] = "nl"
    visitor.force_login(person.user)
    address = reverse("account_set_password")

    weak = visitor.post(address, {"password1": "123", "password2": "123"}).content.decode()
    unequal = visitor.post(address, {"password1": NEW_PASSWORD, "password2": PASSWORD}).content.decode()

    assert "Dit wachtwoord is te kort. Kies er een van minstens 10 tekens." in weak
    assert "Dit wachtwoord gebruiken te veel mensen. Kies een ander." in weak
    assert "Dit wachtwoord bestaat alleen uit cijfers. Zet er ook letters in." in weak
    assert "De twee wachtwoorden zijn niet gelijk. Typ twee keer hetzelfde." in unequal
    person.user.refresh_from_db()
    assert not person.user.has_usable_password()


def test_invited_person_with_an_account_accepts_after_a_code(visitor, mailoutbox):
    person = without_password()
    invitation = InvitationFactory(person=person, email=person.email, token_hash=hash_token("t"))
    link = reverse("invitation_accept", args=["t"])

    page = visitor.get(link).content.decode()
    ask(visitor, person.email, next=link)
    back = fill_in(visitor, code_in(mailoutbox[0]), next=link)
    accepted = visitor.post(back.url)

    assert f"{reverse('account_login')}?next={link}" in page
    assert (back.url, accepted.url) == (
        link,
        reverse("welcome", query={"network": invitation.network.slug}),
    )


def from_address(visitor, method, name, data, address, args=()):
    """Ask for a page as a visitor of this address does, behind one proxy."""
    # A visitor can claim anything; only what the proxy adds at the end counts.
    headers = {"HTTP_X_FORWARDED_FOR": f"9.9.9.{address % 250}, 10.0.{address // 250}.{address % 250}"}
    return getattr(visitor, method)(reverse(name, args=args), data, **headers)


LIMITED = {
    # How to ask, and how often one visitor may within the time.
    "password": (30, "post", "account_login", lambda n: {"login": f"u{n}@example.org", "password": "wrong"}),
    "reset": (20, "post", "account_reset_password", lambda n: {"email": f"u{n}@example.org"}),
    "passkey": (10, "post", "mfa_login_webauthn", lambda _n: {"credential": "{}"}),
}


@pytest.mark.parametrize("what", LIMITED)
def test_trying_is_limited_for_each_visitor_and_says_so(settings, what):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    often, method, name, data = LIMITED[what]

    answers = [from_address(Client(), method, name, data(n), 1) for n in range(often + 1)]
    other = from_address(Client(), method, name, data(often), 2)

    assert [each.status_code for each in answers].count(429) == 1
    assert answers[-1].status_code == 429
    assert "Te vaak in korte tijd" in answers[-1].content.decode()
    assert other.status_code != 429


def test_asking_for_codes_is_limited_for_each_visitor_and_each_address(settings, mailoutbox):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    name = "account_request_login_code"

    same = [from_address(Client(), "post", name, {"email": "a@example.org"}, n) for n in range(4)]
    many = [from_address(Client(), "post", name, {"email": f"u{n}@example.org"}, 9) for n in range(21)]
    other = from_address(Client(), "post", name, {"email": "other@example.org"}, 10)

    assert [each.status_code for each in same] == [302, 302, 302, 200]
    assert [each.status_code for each in many].count(200) == 1
    assert all("Te veel pogingen." in each.content.decode() for each in (same[-1], many[-1]))
    assert other.status_code == 302
    assert len(mailoutbox) == 3 + 20 + 1


def test_guessing_links_is_limited_for_each_visitor(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    InvitationFactory(token_hash=hash_token("t"))

    def open_link(token, address):
        return from_address(Client(), "get", "invitation_accept", {}, address, [token])

    good = [open_link("t", 1).status_code for _ in range(25)]
    guesses = [open_link(f"guess{n}", 1) for n in range(21)]
    after, other = open_link("t", 1), open_link("t", 2)

    assert set(good) == {200}
    assert [each.status_code for each in guesses] == [404] * 20 + [429]
    assert "Te vaak in korte tijd" in guesses[-1].content.decode()
    assert (after.status_code, other.status_code) == (429, 200)
