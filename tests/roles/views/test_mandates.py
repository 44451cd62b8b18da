"""What mandates do to findings, indicators and tasks, all of it through the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Mandate
from tests.factories import (
    AdministratorFactory,
    BalanceReadingFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MANDATE_CODES = {"mandate-missing", "mandate-expiring"}


@pytest.fixture
def table(client):
    """Two holders for De Brug, whose steward signs in; nobody has a mandate, so that none is measured."""
    network = NetworkFactory(slug="north", name="North")
    bram = MemberWithAccountFactory(
        network=network, person__name="Bram", engagement__organisation__name="De Brug"
    )
    anna = MemberWithAccountFactory(network=network, person__name="Anna", engagement=bram.engagement)
    for member, name in ((bram, "leader"), (anna, "driver")):
        RoleAssignmentFactory(membership=member, role=role(name))
    steward = StewardshipFactory(organisation=bram.organisation, person__name="Sara").person
    client.force_login(steward.user)
    client.cookies["django_language"] = "en"
    return network, bram, anna


def report(client, day: date | None = None) -> tuple[list[tuple], float | None, float | None]:
    """The findings on mandates, as code, name and days left, and the two indicators."""
    query = {"date": day.isoformat()} if day else {}
    answer = client.get(reverse("report_json", args=["north"]), query).json()
    findings = [
        (each["code"], each["subject"]["name"], each["value"])
        for each in answer["findings"]
        if each["code"] in MANDATE_CODES
    ]
    indicators = answer["indicators"]["organisation"]
    return findings, indicators["mandates"], indicators["authority"]


def give(client, member, days: int, **topics: str) -> None:
    """Grant a mandate on the steward's page, from today for so many days."""
    data = {
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=days - 1)).isoformat(),
        **topics,
    }
    response = client.post(f"{reverse('mandate_create', args=['north'])}?member={member.pk}", data)
    assert response.status_code == 302


def test_findings_and_indicators_follow_what_the_steward_does(client, table):
    network, bram, anna = table
    topic = DecisionTopicFactory(network=network)
    nothing = report(client)
    give(client, bram, 300)
    one = report(client)
    give(client, anna, 300, **{f"topic_{topic.pk}": "refers"})
    both = report(client)
    mandate = Mandate.objects.get(membership=anna)
    client.post(reverse("mandate_withdraw", args=["north", mandate.pk]), {"reason": "Another job."})
    withdrawn = report(client)

    assert nothing == ([], None, None)
    assert one == ([("mandate-missing", "Anna", None)], 50.0, None)
    assert both == ([], 100.0, 50.0)
    assert withdrawn[:2] == ([("mandate-missing", "Anna", None)], 50.0)


def test_authority_is_measured_once_half_of_the_mandates_speak_of_a_topic(client, table):
    network, bram, anna = table
    topic = DecisionTopicFactory(network=network)

    give(client, bram, 300)
    without = report(client)[2]
    give(client, anna, 300, **{f"topic_{topic.pk}": "decides"})

    assert (without, report(client)[2]) == (None, 50.0)


def test_findings_follow_the_passing_of_time(client, table):
    _network, bram, anna = table
    give(client, bram, 100)
    give(client, anna, 400)

    on = {days: report(client, TODAY + timedelta(days=days))[0] for days in (0, 39, 40, 99, 100)}

    assert on == {
        0: [],
        39: [],
        40: [("mandate-expiring", "Bram", 59)],
        99: [("mandate-expiring", "Bram", 0)],
        100: [("mandate-missing", "Bram", None)],
    }


def test_renewal_makes_the_expiring_mandate_expected_to_go_on(client, table):
    _network, bram, anna = table
    give(client, anna, 400)
    give(client, bram, 30)
    before = report(client)[0]
    mandate = Mandate.objects.get(membership=bram)
    form = client.get(reverse("mandate_renew", args=["north", mandate.pk])).context["form"]

    client.post(
        reverse("mandate_renew", args=["north", mandate.pk]),
        {name: form[name].value().isoformat() for name in ("starts_on", "ends_on")},
    )

    assert before == [("mandate-expiring", "Bram", 29)]
    assert report(client)[0] == []


def test_request_alone_changes_nothing(client, table):
    _network, bram, anna = table
    give(client, anna, 400)
    before = report(client)
    client.force_login(bram.person.user)

    client.post(
        reverse("mandate_ask", args=["north"]),
        {"starts_on": TODAY.isoformat(), "ends_on": (TODAY + timedelta(days=90)).isoformat()},
    )

    assert Mandate.objects.asked().count() == 1
    assert report(client) == before


def button(client, code: str) -> str:
    """Where the button of a finding on the dashboard leads in the end."""
    html = client.get(reverse("dashboard", args=["north"])).content.decode()
    url = html.split(f'data-code="{code}"')[1].split('class="button" href="')[1].split('"')[0]
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return response.redirect_chain[-1][0]


def test_buttons_of_findings_lead_each_reader_to_what_they_can_do(client, table):
    network, bram, anna = table
    expiring = MandateFactory(membership=anna, starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
    readers = {
        "steward": None,
        "coordinator": CoordinatorFactory(network=network).person,
        "bram": bram.person,
        "observer": ObserverFactory(network=network).person,
    }

    led = {}
    for name, person in readers.items():
        if person:
            client.force_login(person.user)
        led[name] = button(client, "mandate-missing"), button(client, "mandate-expiring")
    request = MandateFactory(membership=bram, granted_on=None)
    client.force_login(readers["coordinator"].user)

    ask, members = reverse("mandate_ask", args=["north"]), f"{reverse('member_list', args=['north'])}"
    assert led == {
        "steward": (
            f"{reverse('mandate_create', args=['north'])}?member={bram.pk}",
            reverse("mandate_renew", args=["north", expiring.pk]),
        ),
        "coordinator": (f"{ask}?member={bram.pk}", f"{ask}?member={anna.pk}"),
        "bram": (f"{ask}?member={bram.pk}", f"{members}{anna.pk}/#mandates"),
        "observer": (f"{members}{bram.pk}/#mandates", f"{members}{anna.pk}/#mandates"),
    }
    assert button(client, "mandate-missing") == reverse("mandate_detail", args=["north", request.pk])


def tasks(client) -> list[tuple[str, str]]:
    context = client.get(reverse("me")).context
    return [
        (task.sentence, task.url)
        for task in [*context["tasks"], *context["more_tasks"]]
        if "mandate" in task.sentence
    ]


def test_overview_asks_the_steward_to_answer_and_nobody_to_ask_once_more(client, table):
    _network, bram, anna = table
    MandateFactory(membership=anna, starts_on=TODAY)
    missing = tasks(client)
    request = MandateFactory(membership=bram, granted_on=None, asked_on=TODAY)

    waits = tasks(client)
    client.force_login(bram.person.user)
    BalanceReadingFactory(network=bram.network, person=bram.person, read_on=TODAY)

    url = reverse("mandate_person", args=["north", bram.person.pk])
    assert missing == [("Bram has no valid mandate.", url)]
    assert waits == [
        ("Bram needs a mandate from De Brug.", reverse("mandate_detail", args=["north", request.pk]))
    ]
    assert tasks(client) == []


def test_overview_leaves_requests_of_past_seats_and_answered_ones_alone(client, table):
    network, bram, _anna = table
    steward = bram.organisation.stewardships.get().person
    MandateFactory(membership=bram, granted_on=None, declined_on=TODAY)
    MandateFactory(
        membership=MembershipFactory(network=network, engagement=bram.engagement, left_on=TODAY),
        granted_on=None,
    )
    past = MembershipFactory(engagement__organisation=bram.organisation, network__ended_on=TODAY)
    MandateFactory(membership=past, granted_on=None)
    MandateFactory(membership=MembershipFactory(network=network), granted_on=None)

    assert steward.stewardships.count() == 1
    assert tasks(client) == []


def test_overview_gives_administrators_the_requests_that_nobody_else_answers(client):
    administrator = PersonWithAccountFactory(user=AdministratorFactory())
    alone = MandateFactory(membership__person__name="Rik", granted_on=None)
    answered = MandateFactory(granted_on=None)
    StewardshipFactory(organisation=answered.membership.organisation)
    client.force_login(administrator.user)
    client.cookies["django_language"] = "en"

    organisation = alone.membership.organisation
    assert [url for _sentence, url in tasks(client)] == [
        alone.get_absolute_url(),
        reverse("admin:networks_organisation_change", args=[organisation.pk]),
    ]
