"""What others read of a member on their page: to each what the member was told."""

import pytest
from django.test import Client
from django.urls import reverse

from networks.models import Membership
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MemberWithAccountFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    RoleStanceFactory,
    SelfAssessmentFactory,
    SpontaneousRoleFactory,
    StewardshipFactory,
    competence,
    role,
)

pytestmark = pytest.mark.django_db

OPEN = {"Speaks four languages": True, "A table needs coffee": True}
PRIVATE = ("Gladly", "Rather not", "Balancing the three perspectives", "Directing")


@pytest.fixture
def member():
    membership = MemberWithAccountFactory(person__name="Mia Moor", person__talents="Speaks four languages")
    person = membership.person
    SpontaneousRoleFactory(person=person, role=role("mood-maker"), reason="A table needs coffee")
    RoleStanceFactory(person=person, role=role("diplomat"))
    RoleStanceFactory(person=person, role=role("fundraiser"), stance="avoids")
    SelfAssessmentFactory(person=person, score=4)
    SelfAssessmentFactory(person=person, competence=competence("directing"), score=2)
    return membership


def page(member, user):
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(reverse("member_detail", args=[member.network.slug, member.pk]))


def readers(member):
    network = member.network
    return {
        "self": member.person.user,
        "coordinator": CoordinatorFactory(network=network).person.user,
        "other": MemberWithAccountFactory(network=network).person.user,
        "observer": ObserverFactory(network=network).person.user,
        "steward": StewardshipFactory(organisation=member.organisation).person.user,
        "administrator": AdministratorFactory(),
    }


def test_talents_and_what_somebody_takes_on_are_for_everybody_in_the_network(member):
    seen = {
        who: {words: words in page(member, user).content.decode() for words in OPEN}
        for who, user in readers(member).items()
    }

    assert seen == dict.fromkeys(seen, OPEN)


def test_what_suits_somebody_and_how_they_score_themselves_is_for_them_and_the_coordinators(member):
    knows = {"self", "coordinator"}

    seen = {
        who: [words in page(member, user).content.decode() for words in PRIVATE]
        for who, user in readers(member).items()
    }

    assert seen == {who: [who in knows] * len(PRIVATE) for who in seen}


def test_former_member_keeps_what_suits_them_from_the_network_they_left(member):
    coordinator = CoordinatorFactory(network=member.network).person.user
    Membership.objects.filter(pk=member.pk).update(left_on=member.joined_on)

    html = page(member, coordinator).content.decode()

    assert [words in html for words in (*OPEN, *PRIVATE)] == [False] * 6


def test_my_own_page_leads_to_where_i_change_it_and_that_of_another_does_not(member):
    ways = [reverse("my_part", args=[member.network.slug]), f"{reverse('profile')}#spontaneous"]

    mine = page(member, member.person.user).content.decode()
    theirs = page(member, CoordinatorFactory(network=member.network).person.user).content.decode()

    assert [way in mine for way in ways] == [True, True]
    assert [way in theirs for way in ways] == [False, False]


def test_user_menu_leads_a_person_to_their_profile():
    client = Client()
    client.force_login(PersonWithAccountFactory().user)
    without = Client()
    without.force_login(AdministratorFactory())

    menus = [visitor.get(reverse("network_list")).content.decode() for visitor in (client, without)]

    assert [reverse("profile") in menu for menu in menus] == [True, False]
