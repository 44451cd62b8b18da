"""Thanks from one member to another: for the two of them only."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Membership, Thanks
from networks.services.thanks import MOST_A_DAY
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ThanksFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def giver(client):
    membership = MemberWithAccountFactory(network__slug="north", network__name="North", person__name="Anna")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


@pytest.fixture
def receiver(giver):
    return MembershipFactory(network=giver.network, person__name="Bram", person__email="bram@example.org")


PAGE = "/networks/north/check-ins/thanks/new/"


def thank(client, receiver, text="You called the alderman.", **more):
    return client.post(PAGE, {"to": receiver.pk, "text": text} | more, follow=True)


def test_thanks_reach_a_colleague_with_a_mail(
    client, giver, receiver, mailoutbox, django_capture_on_commit_callbacks
):
    receiver.person.language = "en"
    receiver.person.save()

    with django_capture_on_commit_callbacks(execute=True):
        response = thank(client, receiver, kind="contacts")

    kept = Thanks.objects.get()
    assert (kept.giver, kept.receiver, kept.kind) == (giver.person, receiver.person, "contacts")
    assert (kept.text, kept.given_on) == ("You called the alderman.", timezone.localdate())
    assert response.redirect_chain == [("/networks/north/check-ins/#thanks", 302)]
    assert "Your thanks are with Bram." in response.content.decode()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["bram@example.org"], "Anna thanks you")
    assert "Anna thanks you in “North” for:\n\nYou called the alderman.\n" in mail.body
    assert "http://testserver/networks/north/check-ins/#thanks" in mail.body


def test_one_mail_a_day_tells_of_what_one_colleague_thanks_another_for(
    client, giver, receiver, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        thank(client, receiver, "First")
        thank(client, receiver, "Second")
        thank(client, receiver, "Second")  # the same again

    assert len(mailoutbox) == 1
    assert sorted(Thanks.objects.values_list("text", flat=True)) == ["First", "Second"]


def test_more_than_ten_thanks_a_day_are_kept_for_tomorrow(client, giver, receiver):
    ThanksFactory.create_batch(MOST_A_DAY, giver=giver.person)

    refused = thank(client, receiver)
    Thanks.objects.filter(pk=Thanks.objects.first().pk).update(given_on="2026-01-01")
    thank(client, receiver)

    html = refused.content.decode()
    assert "You have thanked 10 times today. Keep this one for tomorrow." in html
    assert "You called the alderman." in html
    assert Thanks.objects.filter(receiver=receiver.person).count() == 1


def test_thanks_go_to_a_member_of_this_network_and_not_to_oneself(client, giver, receiver):
    elsewhere = MembershipFactory()
    left = MembershipFactory(network=giver.network, left_on=timezone.localdate())

    for wrong in (giver, elsewhere, left):
        assert "text-danger" in thank(client, wrong).content.decode()
    empty = thank(client, receiver, "  ").content.decode()

    assert "This field is required." in empty
    assert not Thanks.objects.exists()


def test_whoever_leaves_in_between_is_not_thanked(client, giver, receiver):
    Membership.objects.filter(pk=receiver.pk).update(joined_on="2099-01-01")

    thank(client, receiver)

    assert not Thanks.objects.exists()


@pytest.mark.parametrize(("to", "chosen"), [("{}", True), ("0", False), ("x", False), ("²", False)])
def test_the_colleague_in_the_address_is_chosen(client, giver, receiver, to, chosen):
    html = client.get(PAGE, {"to": to.format(receiver.pk)}).content.decode()

    assert (f'value="{receiver.pk}" selected' in html) == chosen
    assert html.index("Only the two of you see it") < html.index('<form method="post" class="card')


def test_alone_in_a_network_there_is_nobody_to_thank(client, giver):
    assert "Nobody else is here yet" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["giver", "receiver"])
def test_giver_and_receiver_each_remove_thanks_for_both(client, giver, who):
    thanks = ThanksFactory(network=giver.network, **{who: giver.person})
    address = reverse("thanks_remove", args=["north", thanks.pk])

    removed, again = client.post(address), client.post(address)

    assert (removed.status_code, again.status_code) == (302, 404)
    assert not Thanks.objects.exists()


def test_nobody_else_knows_of_thanks(client, giver, receiver):
    thanks = ThanksFactory(network=giver.network, giver=giver.person, receiver=receiver.person)
    address = reverse("thanks_remove", args=["north", thanks.pk])

    for user in (CoordinatorFactory(network=giver.network).person.user, AdministratorFactory()):
        client.force_login(user)
        assert client.post(address).status_code == 404
        assert thanks.text not in client.get("/networks/north/check-ins/").content.decode()

    assert Thanks.objects.exists()


def test_the_administration_names_nobody_in_thanks(client):
    client.force_login(AdministratorFactory())
    thanks = ThanksFactory(network=NetworkFactory(), giver__name="Anna Adder", text="For the secret")

    asked = client.get(reverse("admin:networks_network_delete", args=[thanks.network.pk])).content.decode()

    assert [word in asked for word in ("Anna Adder", "For the secret")] == [False, False]


@pytest.mark.parametrize("count", [1, 4])
def test_thanks_page_takes_as_many_queries_for_many_colleagues(
    client, giver, count, django_assert_num_queries
):
    for _ in range(count):
        MembershipFactory(network=giver.network)

    with django_assert_num_queries(6):
        client.get(PAGE)
