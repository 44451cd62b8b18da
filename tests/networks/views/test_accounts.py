"""Signing in, and coming in by a personal link: through the pages, mail included."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.models import Invitation, Person, User
from networks.services.invitations import MAX_PER_HOUR, hash_token
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    InvitationFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    ObserverFactory,
    PersonFactory,
    PersonWithAccountFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
NEW_PASSWORD = "een zeer lang wachtwoord"
CHOSEN = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


@pytest.fixture
def coordinator(client):
    membership = CoordinatorFactory()
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


@pytest.fixture
def visitor():
    return Client()


def send(client, network, person):
    return client.post(reverse("invitation_send", args=[network.slug, person.pk]), follow=True)


def address_in(mail) -> str:
    return re.search(r"http://testserver(\S+)", mail.body)[1]


def code_in(mail) -> str:
    return re.search(r"^[A-Z]{4}-?[A-Z]{4}$", mail.body, re.MULTILINE)[0]


def signed_in_as(client) -> str | None:
    """Return the address of whoever is signed in."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


def member_with(coordinator, email="anna@example.org", **fields):
    return MembershipFactory(network=coordinator.network, person__email=email, **fields)


def first_visit(network):
    return reverse("welcome", query={"network": network.slug})


def test_invitation_from_button_to_first_visit(client, coordinator, visitor, mailoutbox):
    anna = member_with(coordinator, person__name="Anna", person__language="en").person
    sent = send(client, coordinator.network, anna)
    link = address_in(mailoutbox[0])

    page = visitor.get(link)
    response = visitor.post(link)

    anna.refresh_from_db()
    assert "A mail to anna@example.org is on its way." in sent.content.decode()
    assert "Welcome, Anna" in page.content.decode()
    assert response.url == first_visit(coordinator.network)
    assert signed_in_as(visitor) == anna.user.email == "anna@example.org"
    assert visitor.get(reverse("member_list", args=[coordinator.network.slug])).status_code == 200


def test_opening_a_link_notes_it_and_nothing_else(visitor):
    invitation = InvitationFactory(token_hash=hash_token("t"), email="anna@example.org")
    link = reverse("invitation_accept", args=["t"])

    visitor.head(link)
    untouched = Invitation.objects.get().opened_at
    visitor.get(link)

    invitation.refresh_from_db()
    assert (untouched, invitation.opened_at is not None, invitation.is_open) == (None, True, True)
    assert not User.objects.exists()
    assert signed_in_as(visitor) is None


def test_somebody_who_came_in_without_a_password_comes_back_by_a_code(coordinator, visitor, mailoutbox):
    invitation = InvitationFactory(
        token_hash=hash_token("t"), email="anna@example.org", person__language="en"
    )
    Client().post(reverse("invitation_accept", args=["t"]))

    asked = visitor.post(reverse("account_request_login_code"), {"login": "Anna@Example.org"}, follow=True)
    (mail,) = mailoutbox
    answer = visitor.post(reverse("account_confirm_login_code"), {"code": code_in(mail)})

    assert Person.objects.get(pk=invitation.person.pk).user.email == "anna@example.org"
    assert asked.redirect_chain == [(reverse("account_confirm_login_code"), 302)]
    assert (mail.to, mail.subject) == (["anna@example.org"], "Your code for Samenspel")
    assert (answer.url, signed_in_as(visitor)) == (reverse("me"), "anna@example.org")


def test_link_works_once_for_two_weeks_and_not_after_withdrawal(client, coordinator, visitor, mailoutbox):
    people = [member_with(coordinator, f"{number}@example.org").person for number in range(3)]
    for person in people:
        send(client, coordinator.network, person)
    used, withdrawn, old = [address_in(mail) for mail in mailoutbox]
    visitor.post(used)
    running = Invitation.objects.get(person=people[1])
    client.post(reverse("invitation_withdraw", args=[coordinator.network.slug, running.pk]))
    Invitation.objects.filter(person=people[2]).update(sent_at=timezone.now() - timedelta(days=14))

    answers = [Client().post(link) for link in (used, withdrawn, old, "/invitations/made-up/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert all("werkt niet meer" in answer.content.decode() for answer in answers)
    assert User.objects.filter(email__endswith="@example.org", person__in=people).count() == 1


@pytest.mark.parametrize(("chosen", "title"), [(None, "Welcome, "), ("nl", "Welkom, ")])
def test_link_speaks_the_language_of_whoever_is_invited_unless_another_was_chosen(visitor, chosen, title):
    InvitationFactory(token_hash=hash_token("t"), person__language="en")
    if chosen:
        visitor.cookies["django_language"] = chosen

    page = visitor.get(reverse("invitation_accept", args=["t"])).content.decode()

    assert title in page
    assert f'<html lang="{chosen or "en"}"' in page


def test_account_of_the_same_address_is_tied_after_signing_in(visitor):
    user = UserFactory(email="anna@example.org")
    person = PersonFactory(email="anna@example.org", language="en")
    invitation = InvitationFactory(token_hash=hash_token("t"), email="anna@example.org", person=person)
    link = reverse("invitation_accept", args=["t"])

    page = visitor.get(link).content.decode()
    no_account = visitor.post(link)
    visitor.post(
        f"{reverse('account_login')}?next={link}", {"login": user.email, "password": PASSWORD, "next": link}
    )
    accepted = visitor.post(link)

    person.refresh_from_db()
    assert f"{reverse('account_login')}?next={link}" in page
    assert no_account.status_code == 200
    assert User.objects.count() == 1
    assert (accepted.url, person.user) == (first_visit(invitation.network), user)


def test_link_of_somebody_else_changes_nothing_for_who_is_signed_in(client):
    somebody = MemberWithAccountFactory()
    invitation = InvitationFactory(token_hash=hash_token("t"))
    client.force_login(somebody.person.user)
    link = reverse("invitation_accept", args=["t"])

    page = client.get(link)
    client.post(link)

    assert somebody.person.user.email in page.content.decode()
    assert reverse("account_logout") in page.content.decode()
    assert Person.objects.get(pk=invitation.person.pk).user is None
    assert Invitation.objects.open().get() == invitation


def test_coordinator_learns_nothing_of_accounts(client, coordinator, mailoutbox):
    known = MembershipFactory(network=coordinator.network, person=PersonWithAccountFactory(name="Anna"))
    unknown = member_with(coordinator, person__name="Anna")

    pages = []
    for membership in (known, unknown):
        send(client, coordinator.network, membership.person)
        page = client.get(reverse("member_detail", args=[coordinator.network.slug, membership.pk]))
        content = page.content.decode().replace(membership.person.email, "MAIL")
        content = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+', "", content)
        content = re.sub(r"/(members|invitations)/\d+/|\?(member|to)=\d+", "", content).replace(
            membership.organisation.name, ""
        )
        pages.append(content.replace(membership.organisation.slug, "").replace("tint-2", "tint-1"))

    assert pages[0] == pages[1]
    assert len(mailoutbox) == 2


def test_invitation_goes_to_who_is_involved_in_this_network_only(client, coordinator, mailoutbox):
    observer = ObserverFactory(network=coordinator.network).person
    gone = member_with(coordinator, left_on=timezone.localdate()).person
    elsewhere = MemberWithAccountFactory().person

    answers = [send(client, coordinator.network, person) for person in (observer, gone, elsewhere)]

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert [mail.to for mail in mailoutbox] == [[observer.email]]


def test_flood_of_invitations_is_stopped_with_a_sentence(client, coordinator, mailoutbox):
    person = member_with(coordinator).person
    for _ in range(MAX_PER_HOUR):
        InvitationFactory(invited_by=coordinator.person.user)

    response = send(client, coordinator.network, person)

    assert f"You have sent {MAX_PER_HOUR} invitations in the past hour." in response.content.decode()
    assert not mailoutbox


def test_sign_up_is_closed_and_says_so(visitor):
    page = visitor.get(reverse("account_signup"))
    visitor.post(
        reverse("account_signup"),
        {"email": "me@example.org", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert "Een account op uitnodiging" in page.content.decode()
    assert not User.objects.exists()


def test_password_is_reset_by_mail_in_ones_own_language(visitor, mailoutbox):
    person = PersonWithAccountFactory(language="en")
    visitor.post(reverse("account_reset_password"), {"email": person.email})
    (mail,) = mailoutbox
    form = visitor.get(address_in(mail), follow=True)

    visitor.post(form.redirect_chain[-1][0], CHOSEN)
    again = Client().get(address_in(mail), follow=True)

    assert mail.subject == "A new password for Samenspel"
    assert "asked for a new password for your account" in mail.body
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert "Deze link werkt niet meer" in again.content.decode()


def test_reset_answers_the_same_whether_there_is_an_account(visitor, mailoutbox):
    person = PersonWithAccountFactory()

    answers = [
        visitor.post(reverse("account_reset_password"), {"email": email})
        for email in (person.email, "nobody@example.org")
    ]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 2
    assert "Met dit adres is er geen account" in mailoutbox[1].body
    assert "signup" not in mailoutbox[1].body


def test_sign_in_answers_the_same_whether_there_is_an_account(visitor):
    person = PersonWithAccountFactory()

    answers = [
        visitor.post(reverse("account_login"), {"login": email, "password": "wrong"}).context["form"].errors
        for email in (person.email, "nobody@example.org")
    ]

    assert answers[0] == answers[1] != {}


def test_sign_in_is_limited_after_five_wrong_passwords(visitor):
    person = PersonWithAccountFactory()
    for _ in range(5):
        visitor.post(reverse("account_login"), {"login": person.email, "password": "wrong"})

    visitor.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert signed_in_as(visitor) is None


def test_password_resets_are_limited(visitor, mailoutbox):
    person = PersonWithAccountFactory()

    answers = [
        visitor.post(reverse("account_reset_password"), {"email": person.email}).status_code for _ in range(6)
    ]

    assert (answers[-1], len(mailoutbox)) == (429, 5)


def test_password_is_changed_by_who_knows_the_old_one(client):
    user = UserFactory()
    client.force_login(user)
    page = reverse("account_change_password")

    wrong = client.post(page, {"oldpassword": "wrong", **CHOSEN})
    client.post(page, {"oldpassword": PASSWORD, **CHOSEN})

    user.refresh_from_db()
    assert list(wrong.context["form"].errors) == ["oldpassword"]
    assert user.check_password(NEW_PASSWORD)
    assert signed_in_as(client) == user.email


def test_signing_out_asks_first(client):
    client.force_login(UserFactory())

    asked = client.get(reverse("account_logout"))
    between = signed_in_as(client)
    response = client.post(reverse("account_logout"))

    assert (asked.status_code, between is not None) == (200, True)
    assert (response.url, signed_in_as(client)) == (reverse("home"), None)


def test_closed_account_does_not_come_in(visitor):
    user = UserFactory(is_active=False)

    response = visitor.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert response.url == reverse("account_inactive")
    assert signed_in_as(visitor) is None


def test_administration_has_no_door_of_its_own(visitor):
    administrator = AdministratorFactory()

    response = visitor.post(
        reverse("admin:login"), {"username": administrator.email, "password": PASSWORD}, follow=True
    )

    assert response.redirect_chain[0][0].startswith(reverse("account_login"))
    assert signed_in_as(visitor) is None
