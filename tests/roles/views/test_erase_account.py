"""The page on which somebody has everything about themselves erased."""

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.core import mail
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from networks.models import Membership, Person, User
from roles.models import RoleAssignment
from tests import factories as make

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _in_english(client):
    cache.clear()  # attempts are counted there
    client.cookies["django_language"] = "en"


@pytest.fixture
def anna(client):
    membership = make.CoordinatorFactory(
        person__name="Anna de Wit", person__user__email="anna@example.org", network__name="Samen voor jeugd"
    )
    make.RoleAssignmentFactory(membership=membership, role=make.role("leader"))
    client.force_login(membership.person.user)
    return membership


def erase(client, **data):
    return client.post(reverse("erase_account"), data, follow=True)


def errors_of(response):
    return response.context["form"].errors


def test_page_says_what_goes_what_stays_and_what_nobody_else_takes_over(client, anna):
    make.StewardshipFactory(person=anna.person, organisation__name="De Brug")
    shared = make.StewardshipFactory(person=anna.person, organisation__name="Gedeeld")
    make.StewardshipFactory(organisation=shared.organisation)
    helped = make.CoordinatorFactory(person=anna.person, network__name="Met twee")
    make.CoordinatorFactory(network=helped.network)

    text = client.get(reverse("erase_account")).content.decode()

    assert "Samen voor jeugd: Leader" in text
    assert "You are the only coordinator of:" in text
    warning = text.split("You are the only coordinator of:")[1].split("</p>")[0]
    assert "Samen voor jeugd" in warning
    assert "Met twee" not in warning
    warning = text.split("You are the only one who answers for:")[1].split("</p>")[0]
    assert ("De Brug" in warning, "Gedeeld" in warning) == (True, False)
    assert "You are the only administrator" not in text
    assert "anna@example.org" in text


def test_with_address_and_password_everything_is_erased(client, anna, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = erase(client, email=" Anna@example.org", password=PASSWORD)

    person = Person.objects.get(pk=anna.person.pk)
    assert response.redirect_chain == [(reverse("home"), 302)]
    assert [str(each) for each in response.context["messages"]] == [
        "Your data have been erased, your account with it. Thank you for taking part."
    ]
    assert (person.name, person.user, User.objects.count()) == ("N.N.", None, 0)
    assert RoleAssignment.objects.get().ended_on == Membership.objects.get().left_on
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("me")).status_code == 302
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]
    client.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        (
            {"email": "bram@example.org", "password": PASSWORD},
            "email",
            "That is not the address of this account.",
        ),
        ({"email": "", "password": PASSWORD}, "email", "This field is required."),
        ({"email": "anna@example.org", "password": "wrong"}, "password", "That is not your password."),
        ({"email": "anna@example.org"}, "password", "This field is required."),
    ],
)
def test_without_the_right_address_and_password_nothing_happens(client, anna, data, field, sentence):
    response = erase(client, **data)

    assert errors_of(response) == {field: [sentence]}
    assert Person.objects.get(pk=anna.person.pk).name == "Anna de Wit"
    assert Membership.objects.get().left_on is None
    assert client.get(reverse("me")).status_code == 200


def test_password_cannot_be_guessed_again_and_again(client, anna):
    for _ in range(10):
        erase(client, email="anna@example.org", password="wrong")

    response = erase(client, email="anna@example.org", password=PASSWORD)

    assert response.status_code == 200
    assert errors_of(response)["__all__"] == ["This was tried too often. Wait a few minutes and try again."]
    assert User.objects.filter(pk=anna.person.user.pk).exists()


def without_password(client, anna, minutes):
    """Let Anna have no password, and have signed in (by a link or code) so many minutes ago."""
    user = anna.person.user
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="code")
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = time.time() - minutes * 60
    request.session.save()


def test_without_a_password_a_fresh_sign_in_is_enough(client, anna):
    without_password(client, anna, minutes=14)

    page = client.get(reverse("erase_account")).content.decode()
    erase(client, email="anna@example.org")

    assert 'name="password"' not in page
    assert not User.objects.exists()


def test_without_a_password_an_old_sign_in_is_not_enough(client, anna):
    without_password(client, anna, minutes=16)

    page = client.get(reverse("erase_account")).content.decode()
    response = erase(client, email="anna@example.org")

    assert "sign in again first" in page
    assert 'name="email"' not in page
    assert response.status_code == 200
    assert User.objects.exists()


def test_without_a_password_and_without_any_proof_nothing_happens(client, anna):
    anna.person.user.set_unusable_password()
    anna.person.user.save()
    client.force_login(anna.person.user)

    erase(client, email="anna@example.org")

    assert User.objects.exists()


def test_forged_identifiers_erase_nobody_else(client, anna):
    bram = make.MemberWithAccountFactory(network=anna.network, person__name="Bram")

    erase(
        client,
        email="anna@example.org",
        password=PASSWORD,
        person=bram.person.pk,
        user=bram.person.user.pk,
    )

    assert Person.objects.get(pk=bram.person.pk).name == "Bram"
    assert Person.objects.get(pk=anna.person.pk).name == "N.N."


def test_account_of_nobody_is_erased_and_the_last_administrator_is_warned(client):
    client.force_login(make.AdministratorFactory(email="beheer@example.org"))

    page = client.get(reverse("erase_account")).content.decode()
    erase(client, email="beheer@example.org", password=PASSWORD)

    assert "You are the only administrator." in page
    assert not User.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_erase_page_takes_as_many_queries_with_many_seats(client, django_assert_num_queries, count):
    person = make.PersonWithAccountFactory()
    for _ in range(count):
        membership = make.CoordinatorFactory(person=person)
        make.RoleAssignmentFactory(membership=membership)
        make.StewardshipFactory(person=person)
    client.force_login(person.user)

    with django_assert_num_queries(6):
        client.get(reverse("erase_account"))


def test_after_erasing_the_network_shows_an_anonymous_holder(client, anna):
    hanne = make.CoordinatorFactory(network=anna.network, person__name="Hanne")
    erase(client, email="anna@example.org", password=PASSWORD)
    client.force_login(hanne.person.user)
    slug = anna.network.slug

    members = client.get(reverse("member_list", args=[slug])).content.decode()
    role = client.get(reverse("network_role", args=[slug, "leader"])).content.decode()
    changes = client.get(reverse("change_list", args=[slug])).content.decode()

    for text in (members, role, changes):
        assert "Anna" not in text
    assert "N.N." in members
    assert "N.N." in role
    assert "Somebody had their data erased and no longer takes part." in changes
    assert "The role of leader has ended: whoever held it had their data erased." in changes
