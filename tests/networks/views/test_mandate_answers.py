"""What a steward does about mandates, and who reads what of them, through the client."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Mandate
from tests.factories import (
    AdministratorFactory,
    AuthorityFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=100)


@pytest.fixture
def bram():
    network = NetworkFactory(name="North", slug="north")
    engagement = EngagementFactory(network=network, organisation__name="De Brug")
    return MemberWithAccountFactory(
        network=network, engagement=engagement, person__name="Bram", person__language="en"
    )


@pytest.fixture
def steward(client, bram):
    stewardship = StewardshipFactory(organisation=bram.organisation, person__name="Sara")
    client.force_login(stewardship.person.user)
    client.cookies["django_language"] = "en"
    return stewardship.person


@pytest.fixture
def waiting(bram):
    asker = CoordinatorFactory(network=bram.network, person__name="Cora", person__language="en").person
    return MandateFactory(
        membership=bram,
        granted_on=None,
        asked_on=TODAY,
        asked_by=asker,
        starts_on=TODAY,
        ends_on=SOON,
        hours_per_month=20,
        request="He leads the mornings.",
    )


def running(membership, **values) -> Mandate:
    period = {"starts_on": TODAY - timedelta(days=10), "ends_on": SOON}
    return MandateFactory(membership=membership, **period | values)


def address(name: str, mandate: Mandate) -> str:
    return reverse(name, args=["north", mandate.pk])


def filled(**changes) -> dict[str, str]:
    period = {"starts_on": TODAY.isoformat(), "ends_on": SOON.isoformat()}
    return period | {"hours_per_month": "8", "coach": ""} | changes


def told(response) -> list[str]:
    return [str(each) for each in response.context["messages"]]


def test_request_is_filled_in_for_the_steward(client, steward, waiting):
    topic = AuthorityFactory(mandate=waiting, level="consults").topic

    response = client.get(address("mandate_detail", waiting))

    form = response.context["form"]
    assert (form["starts_on"].value(), form["ends_on"].value(), form["hours_per_month"].value()) == (
        TODAY,
        SOON,
        20,
    )
    assert form[f"topic_{topic.pk}"].value() == "consults"
    assert "He leads the mornings." in response.content.decode()
    assert "Asked for on" in response.content.decode()


def test_steward_grants_on_their_own_terms_and_member_and_asker_get_a_mail(
    client, steward, waiting, mailoutbox
):
    topic = DecisionTopicFactory(network=waiting.membership.network, name="Money")
    coach = MembershipFactory(
        network=waiting.membership.network, engagement=waiting.membership.engagement
    ).person

    response = client.post(
        address("mandate_detail", waiting),
        filled(coach=coach.pk, **{f"topic_{topic.pk}": "decides"}),
        follow=True,
    )

    mandate = Mandate.objects.get()
    assert (mandate.granted_on, mandate.granted_by, mandate.coach) == (TODAY, steward, coach)
    assert mandate.hours_per_month == 8
    assert [(each.topic, each.level) for each in mandate.authorities.all()] == [(topic, "decides")]
    assert response.redirect_chain == [(address("mandate_detail", waiting), 302)]
    assert told(response) == ["Granted: Bram speaks for De Brug."]
    to_member, to_asker = mailoutbox
    assert (to_member.to, to_member.subject) == (
        [mandate.membership.person.email],
        "Your mandate for “North”",
    )
    assert "you speak for De Brug in “North”. There are 8 hours a month for it." in to_member.body
    assert f"{coach.name} coaches you." in to_member.body
    assert f"http://testserver{address('mandate_detail', waiting)}" in to_member.body
    assert (to_asker.to, to_asker.subject) == ([waiting.asked_by.email], "Bram has a mandate for “North”")


def test_steward_grants_without_having_been_asked(client, steward, bram, mailoutbox):
    url = f"{reverse('mandate_create', args=['north'])}?member={bram.pk}"
    form = client.get(url).context["form"]

    response = client.post(url, filled(), follow=True)

    mandate = Mandate.objects.get()
    assert form["starts_on"].value() == TODAY
    assert (mandate.membership, mandate.granted_by, mandate.asked_on) == (bram, steward, None)
    assert response.redirect_chain == [(mandate.get_absolute_url(), 302)]
    assert [mail.to for mail in mailoutbox] == [[bram.person.email]]


def test_steward_chooses_among_their_own_people(client, steward, bram):
    other = MembershipFactory(network=bram.network)
    url = reverse("mandate_create", args=["north"])

    seats = list(client.get(url).context["seats"])
    forged = [
        client.post(f"{url}?member={key}", filled()).status_code
        for key in (other.pk, "x", 10**30, "9" * 5000)
    ]

    assert seats == [bram]
    assert forged == [404] * 4
    assert not Mandate.objects.exists()


def test_giving_to_somebody_for_whom_a_request_waits_leads_to_the_request(client, steward, waiting):
    url = f"{reverse('mandate_create', args=['north'])}?member={waiting.membership_id}"

    response = client.post(url, filled(), follow=True)

    assert response.redirect_chain == [(address("mandate_detail", waiting), 302)]
    assert told(response) == ["A mandate has been asked for. You can grant it here, on your own terms."]
    assert Mandate.objects.asked().get() == waiting


def test_coaches_are_people_of_the_organisation_whom_the_steward_may_see(client, steward, bram, waiting):
    colleague = MembershipFactory(network=bram.network, engagement=bram.engagement).person
    MembershipFactory(engagement__organisation=bram.organisation, network__name="Elsewhere")
    former = MembershipFactory(network=bram.network, engagement=bram.engagement, left_on=TODAY).person
    stranger, partner = PersonWithAccountFactory(), MembershipFactory(network=bram.network).person
    unseen = MembershipFactory(engagement__organisation__name="Other").person

    form = client.get(address("mandate_detail", waiting)).context["form"]
    refused = {
        person: client.post(address("mandate_detail", waiting), filled(coach=person.pk))
        .context["form"]
        .errors
        for person in (former, stranger, partner, unseen, bram.person)
    }

    offered = set(form.fields["coach"].queryset)
    assert {colleague, steward} <= offered
    assert not offered & set(refused)
    sentence = ["Choose somebody from the organisation in the list, or nobody."]
    assert [dict(errors) for errors in refused.values()] == [{"coach": sentence}] * 5
    assert Mandate.objects.asked().get() == waiting


def test_wrong_terms_are_said_at_their_field_and_what_was_typed_stays(client, steward, waiting):
    other = running(waiting.membership, ends_on=TODAY + timedelta(days=5))
    wrong = {
        "hours": filled(hours_per_month="745"),
        "period": filled(ends_on=(TODAY - timedelta(days=20)).isoformat()),
        "overlap": filled(),
        "topic": filled(**{f"topic_{DecisionTopicFactory().pk}": "decides"}),
    }

    forms = {
        name: client.post(address("mandate_detail", waiting), data).context["form"]
        for name, data in wrong.items()
    }

    assert {name: list(form.errors) for name, form in forms.items()} == {
        "hours": ["hours_per_month"],
        "period": ["ends_on"],
        "overlap": ["starts_on"],
        "topic": ["__all__"],
    }
    first, last, free = (
        day.strftime("%-d %B %Y") for day in (other.starts_on, other.ends_on, TODAY + timedelta(days=6))
    )
    assert forms["overlap"].errors["starts_on"] == [
        f"From {first} to {last} another mandate counts. The first free day is {free}."
    ]
    assert {name: form["hours_per_month"].value() for name, form in forms.items()} == dict.fromkeys(
        wrong, "8"
    ) | {"hours": "745"}
    assert Mandate.objects.asked().get() == waiting


def test_second_steward_finds_what_the_first_decided(client, steward, waiting):
    first = StewardshipFactory(organisation=waiting.membership.organisation, person__name="Omar").person
    Mandate.objects.filter(pk=waiting.pk).update(granted_on=TODAY, granted_by=first)
    before = Mandate.objects.values().get()

    answers = [
        client.post(address("mandate_detail", waiting), filled(hours_per_month="99"), follow=True),
        client.post(address("mandate_decline", waiting), {"reason": "No."}, follow=True),
    ]

    assert [each.redirect_chain for each in answers] == [[(address("mandate_detail", waiting), 302)]] * 2
    assert all(told(each)[0].startswith("This mandate was granted on ") for each in answers)
    assert all("by Omar" in told(each)[0] for each in answers)
    assert Mandate.objects.values().get() == before


def test_steward_declines_with_a_reason_that_only_a_few_read(client, steward, waiting, mailoutbox):
    empty = client.post(address("mandate_decline", waiting), {"reason": " "})
    response = client.post(address("mandate_decline", waiting), {"reason": "Not now."}, follow=True)

    mandate = Mandate.objects.get()
    assert empty.context["form"].errors == {
        "reason": ["Say why in a sentence: the member would like to know."]
    }
    assert (mandate.declined_on, mandate.closed_by, mandate.reason) == (TODAY, steward, "Not now.")
    assert told(response) == ["Declined. Whoever asked for it gets a mail."]
    to_member, to_asker = mailoutbox
    assert to_member.subject == "No mandate for you in “North” for now"
    assert "You do not get the mandate that was asked for you in “North” for now" in to_member.body
    assert to_asker.subject == "No mandate for Bram in “North” for now"
    assert "Bram does not get the mandate that was asked for in “North” for now" in to_asker.body
    assert "Not now." in to_member.body
    assert "Not now." not in to_asker.body


def test_withdrawing_says_first_what_follows_and_counts_from_today(client, steward, bram, mailoutbox):
    money, people = (DecisionTopicFactory(network=bram.network, name=name) for name in ("Money", "People"))
    mandate = running(bram)
    for topic in (money, people):
        AuthorityFactory(mandate=mandate, topic=topic)
    other = running(MembershipFactory(network=bram.network))
    AuthorityFactory(mandate=other, topic=people)

    follows = client.get(address("mandate_withdraw", mandate)).context["follows"]
    response = client.post(address("mandate_withdraw", mandate), {"reason": "Another job."}, follow=True)

    mandate.refresh_from_db()
    assert follows == [
        "Bram then no longer decides on anything.",
        "Nobody at the table may decide any more on “Money”.",
        "Only one organisation may still decide on “People”.",
    ]
    assert (mandate.withdrawn_on, mandate.closed_by, mandate.reason) == (TODAY, steward, "Another job.")
    assert told(response) == ["Withdrawn. From today on the mandate of Bram no longer counts."]
    (mail,) = mailoutbox
    assert mail.subject == "Your mandate for “North” was withdrawn"
    assert "your mandate to speak for De Brug in “North” no longer counts" in mail.body
    assert (mail.to, "Another job." in mail.body) == ([bram.person.email], True)


def test_withdrawing_says_what_stays(client, steward, bram):
    mandate = running(bram, ends_on=TODAY)
    coming = running(bram, starts_on=TODAY + timedelta(days=1), granted_on=TODAY)

    now, later = (
        client.get(address("mandate_withdraw", each)).context["follows"] for each in (mandate, coming)
    )

    assert now == [
        "Today Bram decides on nothing by this mandate.",
        f"Another mandate, from {coming.starts_on.strftime('%-d %B %Y')} on, stays.",
    ]
    assert later[0] == "This mandate has not begun yet; it will not count at all."


def test_renewing_goes_on_from_the_day_after_with_what_was_agreed(client, steward, bram):
    coach = MembershipFactory(network=bram.network, engagement=bram.engagement).person
    mandate = running(bram, hours_per_month=12, coach=coach)
    topic = AuthorityFactory(mandate=mandate, level="consults").topic

    form = client.get(address("mandate_renew", mandate)).context["form"]
    first, last = form["starts_on"].value(), form["ends_on"].value()
    data = filled(starts_on=first.isoformat(), ends_on=last.isoformat(), **{f"topic_{topic.pk}": "decides"})
    client.post(address("mandate_renew", mandate), data)

    renewed = Mandate.objects.exclude(pk=mandate.pk).get()
    assert first == SOON + timedelta(days=1)
    assert (form["hours_per_month"].value(), form["coach"].value()) == (12, coach.pk)
    assert form[f"topic_{topic.pk}"].value() == "consults"
    assert (renewed.starts_on, renewed.granted_by, renewed.authorities.get().level) == (
        first,
        steward,
        "decides",
    )
    assert mandate.authorities.get().level == "consults"
    mandate.refresh_from_db()
    assert mandate.withdrawn_on is None


def test_renewing_in_its_place_lets_the_old_one_end_the_day_before(client, steward, bram):
    mandate = running(bram)

    refused = client.post(address("mandate_renew", mandate), filled())
    client.post(address("mandate_renew", mandate), filled(replaces="on"))

    mandate.refresh_from_db()
    assert list(refused.context["form"].errors) == ["starts_on"]
    assert mandate.last_day == TODAY - timedelta(days=1)
    assert Mandate.objects.valid_on(TODAY).get().hours_per_month == 8


def test_renewing_an_expired_mandate_has_nothing_to_replace(client, steward, bram):
    mandate = running(bram, ends_on=TODAY - timedelta(days=1))

    form = client.get(address("mandate_renew", mandate)).context["form"]

    assert "replaces" not in form.fields
    assert form["starts_on"].value() == TODAY


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("mandate_renew", {"granted_on": None}, "This mandate was asked for, but not granted yet."),
        ("mandate_withdraw", {"granted_on": None}, "This mandate was asked for, but not granted yet."),
        ("mandate_withdraw", {"withdrawn_on": TODAY}, "This mandate was withdrawn from "),
        ("mandate_decline", {}, "This mandate was granted on "),
    ],
)
def test_page_for_what_cannot_be_done_leads_to_the_mandate_and_says_why(
    client, steward, bram, name, values, sentence
):
    mandate = running(bram, **values)
    before = Mandate.objects.values().get()

    response = client.post(address(name, mandate), {"reason": "So."} | filled(), follow=True)

    assert response.redirect_chain == [(address("mandate_detail", mandate), 302)]
    assert told(response)[0].startswith(sentence)
    assert Mandate.objects.values().get() == before


def test_nobody_else_answers(client, bram, waiting):
    valid = running(MembershipFactory(network=bram.network, engagement=bram.engagement))
    coordinator = CoordinatorFactory(network=bram.network).person
    observer = ObserverFactory(network=bram.network).person
    other = StewardshipFactory(organisation=MembershipFactory(network=bram.network).organisation).person
    elsewhere = StewardshipFactory().person
    before = list(Mandate.objects.order_by("pk").values())

    def answers(person) -> set[int]:
        client.force_login(person.user)
        return {
            client.post(address(name, mandate), filled(reason="So.")).status_code
            for name, mandate in (
                ("mandate_detail", waiting),
                ("mandate_decline", waiting),
                ("mandate_renew", valid),
                ("mandate_withdraw", valid),
            )
        } | {
            client.post(f"{reverse('mandate_create', args=['north'])}?member={bram.pk}", filled()).status_code
        }

    assert [answers(each) for each in (bram.person, coordinator, observer)] == [{403}] * 3
    assert answers(other) == {
        403,
        404,
    }  # of another organisation at this table: choosing Bram is unknown to them
    assert answers(elsewhere) == {404}
    assert list(Mandate.objects.order_by("pk").values()) == before


def test_administrator_answers_too(client, bram, waiting):
    client.force_login(AdministratorFactory())

    client.post(address("mandate_detail", waiting), filled())

    assert (Mandate.objects.get().granted_on, Mandate.objects.get().granted_by) == (TODAY, None)


@pytest.fixture
def declined(bram, steward, waiting):
    """What one of two stewards declined, asked for by somebody who no longer coordinates."""
    former = waiting.asked_by.memberships.get()
    former.is_coordinator = False
    former.save()
    steward_too = StewardshipFactory(organisation=bram.organisation).person
    Mandate.objects.filter(pk=waiting.pk).update(
        declined_on=TODAY, closed_by=steward, reason="A private reason."
    )
    return waiting, steward_too


def test_reason_is_read_by_member_coordinators_and_stewards_and_the_request_by_its_asker_too(
    client, bram, declined, steward
):
    mandate, steward_too = declined
    network = bram.network
    readers = {
        "member": bram.person,
        "steward": steward_too,
        "decliner": steward,
        "coordinator": CoordinatorFactory(network=network).person,
        "asker": mandate.asked_by,
        "other member": MemberWithAccountFactory(network=network, engagement=bram.engagement).person,
        "observer": ObserverFactory(network=network).person,
        "other steward": StewardshipFactory(
            organisation=MembershipFactory(network=network).organisation
        ).person,
        "administrator": PersonWithAccountFactory(user=AdministratorFactory()),
    }

    read = {}
    for name, person in readers.items():
        client.force_login(person.user)
        content = client.get(address("mandate_detail", mandate)).content.decode()
        read[name] = ("A private reason." in content, "He leads the mornings." in content)
        assert "declined by Sara" in content or "Declined on" in content
        elsewhere = [
            client.get(reverse(page, args=args)).content.decode()
            for page, args in (("mandate_table", ["north"]), ("member_detail", ["north", bram.pk]))
        ]
        assert not any("A private reason." in each for each in elsewhere)

    assert {name: seen for name, (seen, _request) in read.items()} == {
        "member": True,
        "steward": True,
        "decliner": True,
        "coordinator": True,
        "asker": False,
        "other member": False,
        "observer": False,
        "other steward": False,
        "administrator": False,
    }
    assert {name for name, (_reason, request) in read.items() if request} == {
        "member",
        "steward",
        "decliner",
        "coordinator",
        "asker",
        "administrator",
    }


def test_administrator_who_is_no_person_reads_no_reason_that_nobody_signed(client, bram):
    mandate = running(bram, withdrawn_on=TODAY, reason="A private reason.")
    client.force_login(AdministratorFactory())

    assert "A private reason." not in client.get(address("mandate_detail", mandate)).content.decode()


def test_whole_history_of_a_member_stays_in_sight(client, bram, steward, waiting):
    expired = running(bram, ends_on=TODAY - timedelta(days=5), granted_by=steward)
    withdrawn = running(bram, withdrawn_on=TODAY - timedelta(days=7), closed_by=steward)
    before = MandateFactory(
        membership=MembershipFactory(network=bram.network, person=bram.person, left_on=bram.joined_on),
        starts_on=TODAY - timedelta(days=900),
    )
    MandateFactory(membership=MembershipFactory(person=bram.person))
    client.force_login(ObserverFactory(network=bram.network).person.user)

    page = client.get(address("mandate_detail", expired))
    member = client.get(reverse("member_detail", args=["north", bram.pk]))

    def states(rows) -> dict:
        return {row.mandate.pk: row.state.value for row in rows}

    expected = {waiting.pk: "asked", expired.pk: "expired", withdrawn.pk: "withdrawn", before.pk: "expired"}
    assert states(page.context["history"]) == states(member.context["mandates"]) == expected
    assert all(address("mandate_detail", Mandate(pk=key)) in member.content.decode() for key in expected)
    assert "granted by Sara" in page.content.decode()
    assert "withdrawn by Sara" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_whatever_there_is(
    client, steward, bram, waiting, count, django_assert_num_queries
):
    mandate = running(bram, coach=bram.person)
    for _ in range(count):
        topic = DecisionTopicFactory(network=bram.network)
        for each in (mandate, waiting):
            AuthorityFactory(mandate=each, topic=topic)
        running(
            bram,
            withdrawn_on=TODAY,
            closed_by=PersonWithAccountFactory(),
            granted_by=PersonWithAccountFactory(),
        )
        StewardshipFactory(person=steward)
        MembershipFactory(network=bram.network, engagement=bram.engagement)
        AuthorityFactory(mandate=running(MembershipFactory(network=bram.network)), topic=topic)

    figures = {"mandate_detail": 12, "mandate_renew": 10, "mandate_withdraw": 9}
    for name, figure in figures.items():
        with django_assert_num_queries(figure):
            response = client.get(address(name, waiting if name == "mandate_detail" else mandate))
        assert response.status_code == 200


def test_mandate_of_a_membership_that_ended_is_said_to_count_no_longer(client, steward, bram):
    mandate = MandateFactory(membership=bram, starts_on=TODAY, ends_on=SOON)
    running = client.get(mandate.get_absolute_url()).content.decode()
    bram.left_on = TODAY
    bram.save()

    ended = client.get(mandate.get_absolute_url()).content.decode()

    assert ("Renew or change" in running, "Withdraw" in running, "This membership ended" in running) == (
        True,
        True,
        False,
    )
    assert "so the mandate no longer counts." in ended
    assert "Renew or change" not in ended
    assert "Withdraw</a>" not in ended
