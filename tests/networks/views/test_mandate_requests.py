"""Asking for a mandate, through the client; mail from the mail box."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Mandate
from networks.services.mandate_terms import a_year_from
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def coordinator(client):
    membership = CoordinatorFactory(person__name="Cora", network__name="North", network__slug="north")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


@pytest.fixture
def bram(coordinator):
    """A member for De Brug, whose steward Sara reads Dutch."""
    membership = MembershipFactory(
        network=coordinator.network,
        person__name="Bram",
        person__email="bram@example.org",
        engagement__organisation__name="De Brug",
    )
    StewardshipFactory(
        organisation=membership.organisation,
        person=PersonWithAccountFactory(name="Sara", language="nl", user__email="sara@example.org"),
    )
    return membership


def address(membership) -> str:
    return f"{reverse('mandate_ask', args=[membership.network.slug])}?member={membership.pk}"


def filled(**changes) -> dict[str, str]:
    period = {"starts_on": TODAY.isoformat(), "ends_on": (TODAY + timedelta(days=100)).isoformat()}
    return period | {"hours_per_month": "8", "request": "He leads the mornings."} | changes


def test_form_begins_with_a_year_from_today(client, bram):
    form = client.get(address(bram)).context["form"]

    assert (form["starts_on"].value(), form["ends_on"].value()) == (TODAY, a_year_from(TODAY))


def test_coordinator_asks_and_the_steward_gets_a_mail_in_their_language_with_a_link(
    client, bram, coordinator, mailoutbox
):
    topic = DecisionTopicFactory(network=bram.network, name="Money")

    response = client.post(address(bram), filled(**{f"topic_{topic.pk}": "decides"}), follow=True)

    mandate = Mandate.objects.get()
    assert (mandate.membership, mandate.asked_by, mandate.asked_on) == (bram, coordinator.person, TODAY)
    assert (mandate.hours_per_month, mandate.request) == (8, "He leads the mornings.")
    assert [(each.topic, each.level) for each in mandate.authorities.all()] == [(topic, "decides")]
    assert mandate.state_on(TODAY) == Mandate.State.ASKED
    assert response.redirect_chain == [(mandate.get_absolute_url(), 302)]
    assert "Asked. Whoever answers for the organisation has a mail with a link." in response.content.decode()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["sara@example.org"], "Bram heeft een mandaat nodig voor ‘North’")
    assert "Cora vraagt je wat Bram voor De Brug mag beslissen" in mail.body
    assert "Er wordt 8 uur per maand gevraagd." in mail.body
    assert "He leads the mornings." in mail.body
    assert f"http://testserver{mandate.get_absolute_url()}" in mail.body


def test_member_asks_for_themselves_without_being_named_in_the_address(client, mailoutbox):
    member = MemberWithAccountFactory(person__name="Bram")
    StewardshipFactory(organisation=member.organisation, person__language="en")
    client.force_login(member.person.user)

    client.post(reverse("mandate_ask", args=[member.network.slug]), filled())

    mandate = Mandate.objects.get()
    assert (mandate.membership, mandate.asked_by) == (member, member.person)
    assert "Bram asks you: what may I decide for" in mailoutbox[0].body


def test_member_does_not_ask_for_somebody_else(client, bram):
    member = MemberWithAccountFactory(network=bram.network)
    client.force_login(member.person.user)

    answers = [client.get(address(bram)), client.post(address(bram), filled())]

    assert [each.status_code for each in answers] == [404, 404]
    assert not Mandate.objects.exists()


def test_coordinator_without_a_name_chooses_among_members_for_an_organisation(client, bram, coordinator):
    MembershipFactory(network=bram.network, engagement=None, person__name="Rosa")
    MembershipFactory(network=bram.network, left_on=TODAY, person__name="Gone")

    response = client.get(reverse("mandate_ask", args=["north"]))

    assert list(response.context["seats"]) == [bram, coordinator]
    assert f'<option value="{bram.pk}">Bram – De Brug</option>' in response.content.decode()


@pytest.mark.parametrize("name", ["other network", "own name", "gone", "-1", "x", "", "٣", "9" * 40])
def test_address_that_names_nobody_to_ask_for_is_not_there(client, coordinator, name):
    network = coordinator.network
    made = {
        "other network": lambda: MembershipFactory().pk,
        "own name": lambda: MembershipFactory(network=network, engagement=None).pk,
        "gone": lambda: MembershipFactory(network=network, left_on=TODAY).pk,
    }
    key = made[name]() if name in made else name

    response = client.post(f"{reverse('mandate_ask', args=['north'])}?member={key}", filled())

    assert response.status_code == (200 if key == "" else 404)
    assert not Mandate.objects.exists()


def test_organisation_without_a_steward_is_said_before_asking_with_whom_to_turn_to(client, bram, mailoutbox):
    bram.organisation.stewardships.all().delete()
    without = client.get(address(bram)).content.decode()
    administrator = AdministratorFactory(email="admin@example.org")
    PersonWithAccountFactory(name="Ada", user=administrator, email="admin@example.org", language="en")

    known = client.get(address(bram)).content.decode()
    client.post(address(bram), filled())

    assert "Nobody answers for De Brug yet." in without
    assert "Turn to whoever keeps this Samenspel first" in without
    assert "Turn to an administrator first: Ada." in known
    (mail,) = mailoutbox
    assert mail.to == ["admin@example.org"]
    assert "because nobody answers for De Brug yet, and you are an administrator" in mail.body


def test_steward_who_cannot_be_mailed_is_named(client, bram, mailoutbox):
    bram.organisation.stewardships.get().person.delete()
    StewardshipFactory(
        organisation=bram.organisation, person__name="Omar", person__user=None, person__email=""
    )

    response = client.post(address(bram), filled(), follow=True)

    assert "Asked. We could not mail Omar: tell them yourself." in response.content.decode()
    assert mailoutbox == []


def test_asking_again_leads_to_the_request_that_waits(client, bram):
    waiting = MandateFactory(membership=bram, granted_on=None)

    response = client.post(address(bram), filled(), follow=True)

    assert response.redirect_chain == [(waiting.get_absolute_url(), 302)]
    assert "A mandate has been asked for already. It waits for an answer." in response.content.decode()
    assert Mandate.objects.get() == waiting


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_on": "31-12-26"}, "starts_on", "Write a date as year-month-day, such as 2026-05-31."),
        ({"ends_on": ""}, "ends_on", "This field is required."),
        ({"hours_per_month": "-1"}, "hours_per_month", "Write a whole number of hours from 0 to 744"),
        ({"hours_per_month": "745"}, "hours_per_month", "Write a whole number of hours from 0 to 744"),
        ({"hours_per_month": "eight"}, "hours_per_month", "Write a whole number of hours from 0 to 744"),
        (
            {"ends_on": (TODAY - timedelta(days=1)).isoformat()},
            "ends_on",
            "A mandate cannot end before it begins.",
        ),
        ({"starts_on": "2020-01-01"}, "starts_on", "Bram takes part from 1 January 2024 on."),
        ({"request": "x" * 2001}, "request", "at most 2000 characters"),
    ],
)
def test_wrong_value_is_said_at_its_field_and_what_was_typed_stays(
    client, bram, changes, field, sentence, mailoutbox
):
    response = client.post(address(bram), filled(**changes))

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]
    assert sentence in response.content.decode()
    assert {name: form[name].value() for name in filled()} == filled(**changes)
    assert not Mandate.objects.exists()
    assert mailoutbox == []


def test_period_that_another_mandate_takes_is_said_with_the_first_free_day(client, bram):
    MandateFactory(membership=bram, starts_on=TODAY, ends_on=TODAY + timedelta(days=5))

    response = client.post(address(bram), filled())

    free = (TODAY + timedelta(days=6)).strftime("%-d %B %Y")
    assert response.context["form"].errors["starts_on"][0].endswith(f"The first free day is {free}.")
    assert not Mandate.objects.asked().exists()


def test_forged_topic_or_level_is_refused(client, bram):
    foreign, own = DecisionTopicFactory(), DecisionTopicFactory(network=bram.network)

    answers = [
        client.post(address(bram), filled(**forged))
        for forged in (
            {f"topic_{foreign.pk}": "decides"},
            {"topic_x": "decides"},
            {f"topic_{own.pk}": "rules"},
        )
    ]

    assert [list(each.context["form"].errors) for each in answers] == [
        ["__all__"],
        ["__all__"],
        [f"topic_{own.pk}"],
    ]
    assert "is not, or no longer, a topic of this network" in answers[0].content.decode()
    assert not Mandate.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_form_takes_the_same_queries_whatever_there_is(client, bram, count, django_assert_num_queries):
    for _ in range(count):
        DecisionTopicFactory(network=bram.network)
        StewardshipFactory(organisation=bram.organisation)
        MandateFactory(membership=bram, granted_on=None, declined_on=TODAY)

    with django_assert_num_queries(11):
        response = client.get(address(bram))

    assert len(response.context["form"].topic_fields) == count


def test_request_says_for_whom_it_waits_to_those_who_may_read_it(client, bram):
    waiting = MandateFactory(membership=bram, granted_on=None, asked_by=None)
    stranger = ObserverFactory(network=bram.network)

    told = client.get(waiting.get_absolute_url()).content.decode()
    bram.organisation.stewardships.all().delete()
    without = client.get(waiting.get_absolute_url()).content.decode()
    PersonWithAccountFactory(name="Ada", user=AdministratorFactory())
    administrator = client.get(waiting.get_absolute_url()).content.decode()
    client.force_login(stranger.person.user)
    looked_at = client.get(waiting.get_absolute_url()).content.decode()

    assert "It waits for an answer from Sara, for De Brug." in told
    assert "Nobody answers for De Brug yet, so it waits until somebody does." in without
    assert "Nobody answers for De Brug yet. It waits for an administrator: Ada." in administrator
    assert "Ada" not in looked_at
