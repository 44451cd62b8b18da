"""The administration's door, and the accounts that an administrator opens."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from networks.models import Person, User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make.AdministratorFactory(email="beheer@example.org"))
    return client


def page(*arguments, deed="changelist"):
    return reverse(f"admin:networks_user_{deed}", args=arguments)


def test_admin_opens_an_account_and_mails_a_link(desk):
    response = desk.post(
        page(deed="add"), {"email": "Nieuw@Example.org", "name": "Nieuwe Collega"}, follow=True
    )

    user = User.objects.get(email="nieuw@example.org")
    assert (user.person.name, user.person.email) == ("Nieuwe Collega", "nieuw@example.org")
    assert (user.has_usable_password(), user.is_staff, user.is_superuser) == (False, False, False)
    assert [message.to for message in mail.outbox] == [["nieuw@example.org"]]
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body)
    assert response.status_code == 200
    desk.logout()
    assert desk.get(link[1], follow=True).status_code == 200


def test_admin_gives_somebody_known_an_account(desk):
    person = make.PersonFactory(name="Al bekend", email="bekend@example.org")

    desk.post(page(deed="add"), {"email": "Bekend@example.org", "name": "Anders", "is_superuser": "on"})

    person.refresh_from_db()
    assert (person.name, person.user.email) == ("Al bekend", "bekend@example.org")
    assert (person.user.is_staff, person.user.is_superuser) == (True, True)


def test_admin_refuses_an_account_for_somebody_who_has_one(desk):
    owner = make.PersonWithAccountFactory(
        name="Mireille", email="oud@example.org", user__email="account@example.org"
    )

    desk.cookies["django_language"] = "en"

    response = desk.post(page(deed="add"), {"email": "oud@example.org", "name": "Mireille"})

    assert response.status_code == 200
    assert response.context["errors"] == [["Mireille has this address, and an account already."]]
    assert list(Person.objects.exclude(user=None)) == [owner]
    assert mail.outbox == []


def test_admin_mails_links_to_chosen_accounts(desk):
    accounts = make.UserFactory.create_batch(2)
    stopped = make.UserFactory(is_active=False)

    desk.post(
        page(),
        {"action": "send_password_link", "_selected_action": [user.pk for user in [*accounts, stopped]]},
    )

    assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in accounts)


def test_admin_is_for_administrators(client):
    client.force_login(make.UserFactory())

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_admin_has_the_houses_own_door(client):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0] == f"{reverse('account_login')}?next=%2Fadmin%2F"


def test_admin_makes_an_administrator_with_one_tick_and_keeps_one_address(desk):
    account = make.UserFactory(email="oud@example.org")
    EmailAddress.objects.create(user=account, email="oud@example.org", primary=True, verified=True)

    desk.post(
        page(account.pk, deed="change"),
        {"email": "Nieuw@example.org", "is_active": "on", "is_superuser": "on"},
    )

    account.refresh_from_db()
    assert (account.email, account.is_staff, account.is_superuser) == ("nieuw@example.org", True, True)
    assert not EmailAddress.objects.exists()
    desk.post(page(account.pk, deed="change"), {"email": "nieuw@example.org", "is_active": "on"})
    account.refresh_from_db()
    assert (account.is_staff, account.is_superuser) == (False, False)
