"""What stewards say for their organisation: the five questions, and what is at stake in a network."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import CollaborationPolicy
from tests.factories import (
    CollaborationPolicyFactory,
    EngagementFactory,
    MembershipFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def engagement(client):
    """Of an organisation that the signed-in user answers for."""
    engagement = EngagementFactory(organisation__slug="brug", network__slug="north")
    client.force_login(StewardshipFactory(organisation=engagement.organisation).person.user)
    client.cookies["django_language"] = "en"
    return engagement


def policy_address():
    return reverse("organisation_policy", args=["brug"])


def stake_address(engagement):
    return reverse("engagement_stake", args=[engagement.network.slug, engagement.pk])


def opened(client, address):
    """Open a form; return the values with which it would be sent."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_policy_form_says_what_a_good_answer_covers_and_who_reads_it(client, engagement):
    html = client.get(policy_address()).content.decode()

    assert html.count("A good answer says:") == 5
    for question in CollaborationPolicy.QUESTIONS:
        assert f'aria-describedby="hints-{question}"' in html
        assert f'id="hints-{question}"' in html
    assert f"with {engagement.organisation.name} in it can read the answers." in html


def test_first_answers_count_as_looked_through_today(client, engagement):
    values = opened(client, policy_address()) | {"vision": "Together"}

    client.post(policy_address(), values)

    policy = CollaborationPolicy.objects.get()
    assert (policy.vision, policy.reviewed_on) == ("Together", TODAY)


def test_policy_refuses_a_review_on_a_day_to_come_and_keeps_what_was_typed(client, engagement):
    values = opened(client, policy_address())
    values |= {"vision": "Together", "reviewed_on": str(TODAY + timedelta(days=1))}

    response = client.post(policy_address(), values)

    assert response.context["form"].errors == {
        "reviewed_on": ["This day is still to come. Give the day on which you last looked."]
    }
    assert "Together</textarea>" in response.content.decode()
    assert not CollaborationPolicy.objects.exists()


def test_second_to_save_a_policy_sees_what_the_first_changed_and_chooses(client, engagement):
    CollaborationPolicyFactory(
        organisation=engagement.organisation, vision="Before", entry="Then", reviewed_on=date(2026, 1, 5)
    )
    mine = opened(client, policy_address()) | {"vision": "Mine"}
    theirs = opened(client, policy_address()) | {"vision": "Theirs", "entry": "Now"}
    client.post(policy_address(), theirs)

    refused = client.post(policy_address(), mine)
    policy = CollaborationPolicy.objects.get()
    kept = (policy.vision, policy.entry)
    again = refused.context["form"]
    client.post(policy_address(), mine | {"seen": again["seen"].value()})

    assert again.errors["vision"] == [
        "Somebody else changed “How do we look at collaborating?” while you were at it: it is now “Theirs”. "
        "Save again to keep what you filled in."
    ]
    assert set(again.errors) == {"vision", "entry"}
    assert "Mine</textarea>" in refused.content.decode()
    assert kept == ("Theirs", "Now")
    policy.refresh_from_db()
    assert (policy.vision, policy.entry) == ("Mine", "Then")


@pytest.mark.parametrize(("query", "name"), [("", "network_organisations"), ("?back=organisation", "")])
def test_stake_leads_back_to_where_the_steward_came_from(client, engagement, query, name):
    address = stake_address(engagement) + query
    back = reverse(name, args=["north"]) if name else f"{engagement.organisation.get_absolute_url()}#stakes"

    form = client.get(address).content.decode()
    response = client.post(address, {"stake": "Much."})

    engagement.refresh_from_db()
    assert (engagement.stake, response.url) == ("Much.", back)
    assert f'href="{back}"' in form


def test_steward_cannot_write_the_stake_of_another_organisation(client, engagement):
    partner = EngagementFactory(network=engagement.network, stake="Theirs")
    elsewhere = EngagementFactory(stake="Theirs")
    forged = reverse("engagement_stake", args=["north", elsewhere.pk])

    answers = [
        client.post(address, {"stake": "Mine"}).status_code for address in (stake_address(partner), forged)
    ]

    assert answers == [403, 404]
    assert {each.stake for each in type(partner).objects.exclude(pk=engagement.pk)} == {"Theirs"}


def test_steward_cannot_confirm_the_policy_of_a_partner(client, engagement):
    partner = EngagementFactory(network=engagement.network).organisation
    policy = CollaborationPolicyFactory(organisation=partner, vision="Theirs")

    response = client.post(reverse("policy_reviewed", args=[partner.slug]), {"seen": policy.fingerprint})

    policy.refresh_from_db()
    assert (response.status_code, policy.reviewed_on) == (403, None)


def report(client):
    """The organisation's indicators and score in the report of the network."""
    content = client.get(reverse("report_json", args=["north"])).json()
    indicators = content["indicators"]["organisation"]
    return indicators["policy"], indicators["stake"], content["perspectives"]["organisation"]


def test_policy_and_stake_change_the_networks_scores_as_the_analysis_says(client, engagement):
    """Two organisations: asked once half of them have a record of the kind."""
    other = EngagementFactory(network=engagement.network)
    for each in (engagement, other):
        member = MembershipFactory(network=engagement.network, engagement=each)
        RoleAssignmentFactory(membership=member)
    before = report(client)

    client.post(policy_address(), opened(client, policy_address()) | {"vision": "Together", "entry": "Soon"})
    with_two_answers = report(client)
    answers = dict.fromkeys(CollaborationPolicy.QUESTIONS, "Yes.")
    client.post(policy_address(), opened(client, policy_address()) | answers)
    with_five_answers = report(client)
    client.post(stake_address(engagement), {"stake": "Much."})
    with_a_stake = report(client)
    client.post(stake_address(engagement), opened(client, stake_address(engagement)) | {"stake": " "})
    without_again = report(client)

    assert before == (None, None, 100.0)  # participation alone
    assert with_two_answers == (20.0, None, 60.0)  # mean of 2/5 and 0/5; mean of 100 and 20
    assert with_five_answers == (50.0, None, 75.0)
    assert with_a_stake == (50.0, 50.0, 66.7)
    assert without_again == with_five_answers
