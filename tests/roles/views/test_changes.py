"""The page that says who changed what, to those whom it concerns."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Authority, Mandate, Membership
from networks.models.tracking import IMPORT, changed_by
from roles.models import NetworkNorms, RoleAssignment
from roles.pages.changes.sources import SOURCES
from roles.services.assignments import assign_role, end_role
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def hanne(client):
    """A coordinator, signed in, with nothing on record of how she became one."""
    membership = make.CoordinatorFactory(person__name="Hanne", network__name="Huis")
    forget()
    client.force_login(membership.person.user)
    return membership


def forget():
    for source in SOURCES:
        source.history.objects.all().delete()


def page_of(client, network, **query):
    return client.get(reverse("change_list", args=[network.slug]), query)


def told(client, network, **query):
    """The sentences on the page, newest first."""
    entries = page_of(client, network, **query).context["entries"]
    return [sentence for entry in entries for sentence in entry.sentences]


def by(membership):
    """Change something as somebody who is signed in would, and keep it as theirs."""
    user = membership.person.user
    for source in SOURCES:
        source.history.objects.filter(history_user=None).update(history_user=user)


def test_change_list_says_what_a_coordinator_did_in_sentences(client, hanne):
    bram = make.MembershipFactory(network=hanne.network, person__name="Bram", engagement=None)
    assign_role(membership=bram, role=make.role("driver"), since=None)
    bram.is_coordinator = True
    bram.save()
    by(hanne)

    response = page_of(client, hanne.network)

    assert [sentence for entry in response.context["entries"] for sentence in entry.sentences] == [
        "Hanne made Bram coordinator.",
        "Hanne gave Bram the role of driver.",
        "Hanne made Bram a member, in their own name.",
    ]
    text = response.content.decode()
    assert "Hanne gave Bram the role of driver." in text
    assert text.count('<h3 class="change-day">') == 1


def test_change_list_tells_each_change_of_a_role(client, hanne):
    yesterday = timezone.localdate() - timedelta(days=1)
    bram = make.MembershipFactory(network=hanne.network, person__name="Bram")
    leader = make.role("leader")
    forget()
    for change in (
        {"started_on": yesterday},
        {"for_network": True},
        {"ended_on": yesterday},
        {"ended_on": None},
    ):
        row, _made = RoleAssignment.objects.get_or_create(
            membership=bram, role=leader, defaults={"started_on": date(2026, 1, 1)}
        )
        for name, value in change.items():
            setattr(row, name, value)
        row.save()
    end_role(membership=bram, role=leader)
    RoleAssignment.objects.get().delete()
    by(hanne)

    assert told(client, hanne.network) == [
        "Hanne took back the role of leader of Bram; it was never held.",
        "Hanne ended the role of leader of Bram.",
        "Hanne let Bram keep the role of leader.",
        "Hanne ended the role of leader of Bram.",
        "Hanne changed for whose sake Bram has the role of leader.",
        "Hanne corrected since when Bram has the role of leader.",
        "Hanne gave Bram the role of leader.",
    ]


def test_change_list_tells_each_change_of_a_seat_and_of_access(client, hanne):
    engagement = make.EngagementFactory(network=hanne.network, organisation__name="Zorg Zuid")
    bram = make.MembershipFactory(
        network=hanne.network, person__name="Bram", engagement=engagement, is_coordinator=True, joined_on=DAY
    )
    for name, value in (
        ("is_coordinator", False),
        ("engagement", None),
        ("joined_on", date(2026, 2, 1)),
        ("left_on", date(2026, 5, 1)),
        ("left_on", None),
    ):
        setattr(bram, name, value)
        bram.save()
    observer = make.ObserverFactory(network=hanne.network, person__name="Els")
    observer.delete()
    by(hanne)

    assert told(client, hanne.network) == [
        "Hanne closed the network for Els, who looked on.",
        "Hanne let Els look on.",
        "Hanne let Bram stay a member.",
        "Hanne ended the membership of Bram on 1 May 2026.",
        "Hanne corrected since when Bram takes part: 1 February 2026.",
        "Hanne recorded that Bram takes part in their own name.",
        "Hanne recorded that Bram no longer coordinates.",
        "Hanne made Bram a member, for Zorg Zuid.",
        "Bram coordinates as well.",
    ]


def test_change_list_tells_each_change_of_a_mandate(client, hanne):
    bram = make.MembershipFactory(network=hanne.network, person__name="Bram")
    coach = make.PersonFactory(name="Katrien")
    topic = make.DecisionTopicFactory(network=hanne.network, name="Geld")
    forget()
    mandate = make.MandateFactory(membership=bram, starts_on=DAY, ends_on=date(2027, 3, 1), granted_on=None)
    for name, value in (
        ("granted_on", DAY),
        ("hours_per_month", 8),
        ("coach", coach),
        ("ends_on", date(2027, 6, 1)),
        ("withdrawn_on", date(2026, 4, 1)),
    ):
        setattr(mandate, name, value)
        mandate.save()
    authority = make.AuthorityFactory(mandate=mandate, topic=topic)
    authority.level = Authority.Level.REFERS
    authority.save()
    make.MandateFactory(membership=bram, starts_on=DAY, ends_on=DAY, granted_on=None)
    Mandate.objects.filter(granted_on=None).update(declined_on=DAY)
    by(hanne)

    assert told(client, hanne.network, kind="mandates") == [
        "Hanne did not grant the mandate that was asked for Bram.",
        "Hanne asked for a mandate for Bram, from 2 March 2026 to 2 March 2026.",
        "Hanne asked Bram to refer back on “Geld”.",
        "Hanne let Bram decide on “Geld”.",
        "Hanne withdrew the mandate of Bram.",
        "Hanne changed the period of the mandate of Bram: from 2 March 2026 to 1 June 2027.",
        "Hanne made Katrien the coach of Bram.",
        "Hanne set the time in the mandate of Bram at 8 hours a month.",
        "Hanne gave Bram a mandate from 2 March 2026 to 1 March 2027.",
        "Hanne asked for a mandate for Bram, from 2 March 2026 to 1 March 2027.",
    ]


def test_mandate_entered_by_nobody_known_was_given_by_its_granter(client, hanne):
    bram = make.MembershipFactory(network=hanne.network, person__name="Bram")
    geert = make.PersonFactory(name="Geert")
    make.MandateFactory(membership=bram, starts_on=DAY, ends_on=date(2027, 3, 1), granted_by=geert)

    assert told(client, hanne.network, kind="mandates") == [
        "Geert gave Bram a mandate from 2 March 2026 to 1 March 2027."
    ]


def test_change_list_tells_norms_from_what_to_what_through_the_page(client, hanne):
    settings = reverse("settings", args=[hanne.network.slug])
    norms = {
        field.name: field.default
        for field in NetworkNorms._meta.fields
        if field.name not in {"id", "network"}
    }

    client.post(settings, norms | {"card": "norms", "max_roles_per_person": 5})
    client.post(settings, {"card": "reset"})

    assert told(client, hanne.network) == [
        "Hanne gave the network the usual norms again.",
        "Hanne changed the norm “Roles per person” from 4 roles to 5 roles.",
    ]


def test_change_list_speaks_dutch(client, hanne):
    bram = make.MembershipFactory(network=hanne.network, person__name="Bram", engagement=None)
    make.RoleAssignmentFactory(membership=bram, role=make.role("driver"))
    make.ObserverFactory(network=hanne.network, person__name="Els")
    by(hanne)
    client.cookies["django_language"] = "nl"

    assert told(client, hanne.network) == [
        "Hanne liet Els meekijken.",
        "Hanne gaf Bram de rol van trekker.",
        "Hanne maakte Bram lid, in eigen naam.",
    ]


def test_change_whose_beginning_is_no_longer_kept_is_still_told(client, hanne):
    assignment = make.RoleAssignmentFactory(
        membership=make.MembershipFactory(network=hanne.network, person__name="Bram"),
        role=make.role("leader"),
    )
    NetworkNorms.objects.create(network=hanne.network)
    forget()

    RoleAssignment.objects.update(for_network=True)
    forget_only_first = told(client, hanne.network)
    RoleAssignment.history.all().delete()
    RoleAssignment.objects.filter(pk=assignment.pk).update(ended_on=DAY)
    NetworkNorms.objects.update(max_roles_per_person=9)

    assert forget_only_first == ["Somebody changed what is known of Bram as leader."]
    assert told(client, hanne.network) == [
        "Somebody changed the norms.",
        "Somebody ended the role of leader of Bram.",
    ]


def test_save_that_changed_nothing_is_not_told(client, hanne):
    observer = make.ObserverFactory(network=hanne.network, person__name="Els")
    bram = make.MembershipFactory(network=hanne.network, person__name="Bram", engagement=None)
    bram.save()
    observer.delete()

    assert told(client, hanne.network) == [
        "Somebody closed the network for Els, who looked on.",
        "Somebody made Bram a member, in their own name.",
        "Somebody let Els look on.",
    ]


def test_import_is_one_line_for_coordinators_and_each_change_for_whom_it_is_about(client, hanne):
    anna = make.MemberWithAccountFactory(network=hanne.network, person__name="Anna")
    forget()
    with changed_by(IMPORT):
        RoleAssignment.objects.bulk_create(
            RoleAssignment(membership=anna, role=make.role(slug)) for slug in ("leader", "driver", "critic")
        )
        Membership.objects.bulk_create(
            Membership(network=hanne.network, person=make.PersonFactory(), engagement=None) for _ in range(2)
        )
        RoleAssignment.objects.filter(role__slug__in=["leader", "driver"]).update(for_network=True)
    by(hanne)

    for_hanne, about_anna = told(client, hanne.network), told(client, hanne.network, person=anna.person.pk)
    client.force_login(anna.person.user)
    for_anna = told(client, hanne.network)

    assert len(for_hanne) == 1
    assert for_hanne[0].startswith("Hanne imported a spreadsheet: ")
    assert {"3 roles given", "2 roles changed or ended", "2 members added"} == set(
        for_hanne[0]
        .removeprefix("Hanne imported a spreadsheet: ")
        .rstrip(".")
        .replace(" and ", ", ")
        .split(", ")
    )
    assert len(for_anna) == 5
    assert for_anna == about_anna


def test_import_from_the_server_has_no_name(client, hanne):
    with changed_by(IMPORT):
        Membership.objects.bulk_create(
            Membership(network=hanne.network, person=make.PersonFactory(), engagement=None) for _ in range(2)
        )

    assert told(client, hanne.network) == ["A spreadsheet was imported: 2 members added."]


def test_member_sees_what_is_about_them_and_nothing_else(client, hanne):
    anna = make.MemberWithAccountFactory(network=hanne.network, person__name="Anna", engagement=None)
    bram = make.MemberWithAccountFactory(network=hanne.network, person__name="Bram")
    make.RoleAssignmentFactory(membership=bram)
    make.MandateFactory(membership=bram)
    make.ObserverFactory(network=hanne.network)
    NetworkNorms.objects.create(network=hanne.network, max_roles_per_person=9)
    make.RoleAssignmentFactory(membership=anna, role=make.role("critic"))
    by(hanne)
    client.force_login(anna.person.user)

    expected = ["Hanne gave Anna the role of critic.", "Hanne made Anna a member, in their own name."]

    assert told(client, hanne.network) == expected
    assert told(client, hanne.network, person=bram.person.pk) == expected  # forged: not on offer
    assert told(client, hanne.network, kind="norms") == expected
    text = page_of(client, hanne.network).content.decode()
    assert "Bram" not in text
    assert 'value="norms"' not in text


def test_steward_sees_the_mandates_of_their_organisations_people(client, hanne):
    own = make.MembershipFactory(network=hanne.network, person__name="Eigen")
    other = make.MembershipFactory(network=hanne.network, person__name="Ander")
    steward = make.StewardshipFactory(organisation=own.organisation)
    make.RoleAssignmentFactory(membership=own)
    for membership in (own, other):
        mandate = make.MandateFactory(membership=membership, starts_on=DAY, ends_on=date(2027, 3, 1))
        make.AuthorityFactory(
            mandate=mandate,
            topic=make.DecisionTopicFactory(network=hanne.network, name=f"Geld {membership.pk}"),
        )
    client.force_login(steward.person.user)

    assert told(client, hanne.network) == [
        f"Somebody let Eigen decide on “Geld {own.pk}”.",
        "Somebody gave Eigen a mandate from 2 March 2026 to 1 March 2027.",
    ]


def test_coordinator_sees_nothing_of_another_network(client, hanne):
    elsewhere = make.CoordinatorFactory(person__name="Elders")
    make.RoleAssignmentFactory(membership=elsewhere)
    make.MandateFactory(membership=elsewhere)
    make.ObserverFactory(network=elsewhere.network)
    NetworkNorms.objects.create(network=elsewhere.network, max_roles_per_person=9)

    response = page_of(client, hanne.network, person=elsewhere.person.pk)

    assert response.context["entries"] == []
    assert response.context["person"] == ""
    assert "Elders" not in response.content.decode()


def test_change_list_can_be_narrowed_to_a_kind_and_a_person(client, hanne):
    anna, bram = (
        make.MembershipFactory(network=hanne.network, person__name=name, engagement=None)
        for name in ("Anna", "Bram")
    )
    for membership in (anna, bram):
        make.RoleAssignmentFactory(membership=membership, role=make.role("critic"))

    assert told(client, hanne.network, kind="roles", person=bram.person.pk) == [
        "Somebody gave Bram the role of critic."
    ]
    assert told(client, hanne.network, kind="members") == [
        "Somebody made Bram a member, in their own name.",
        "Somebody made Anna a member, in their own name.",
    ]
    assert told(client, hanne.network, kind="norms", person=bram.person.pk) == []
    assert (
        "No changes of this kind are kept." in page_of(client, hanne.network, kind="norms").content.decode()
    )


def test_change_list_comes_in_pages_that_keep_the_filter(client, hanne):
    make.ObserverFactory.create_batch(60, network=hanne.network)

    first, second = (page_of(client, hanne.network, kind="access", page=number) for number in (1, 2))

    assert (len(first.context["entries"]), len(second.context["entries"])) == (50, 10)
    assert "?kind=access&amp;page=2" in first.content.decode()


def test_empty_change_list_says_what_will_stand_there(client, hanne):
    text = page_of(client, hanne.network).content.decode()

    assert "Nothing has changed yet" in text
    assert "It is kept for 24 months." in text


def test_change_made_by_an_administrator_without_a_name_is_theirs(client, hanne):
    make.ObserverFactory(network=hanne.network, person__name="Els")
    user = make.AdministratorFactory(email="beheer@example.org")
    for source in SOURCES:
        source.history.objects.update(history_user=user)

    response = page_of(client, hanne.network)

    assert "An administrator let Els look on." in response.content.decode()
    assert "beheer@example.org" not in response.content.decode()


def fill(network, count):
    """A change of every kind, so many times, each with parents of its own."""
    for _ in range(count):
        coordinator = make.CoordinatorFactory(network=network)
        member = make.MembershipFactory(network=network)
        make.RoleAssignmentFactory(membership=member)
        mandate = make.MandateFactory(membership=member, coach=make.PersonFactory())
        make.AuthorityFactory(mandate=mandate)
        make.ObserverFactory(network=network)
        by(coordinator)
    RoleAssignment.objects.update(for_network=True)
    Membership.objects.filter(network=network).update(joined_on=DAY)
    NetworkNorms.objects.update_or_create(network=network, defaults={"max_roles_per_person": count})


@pytest.mark.parametrize("count", [1, 4])
def test_change_list_takes_as_many_queries_however_much_changed(
    client, hanne, django_assert_num_queries, count
):
    fill(hanne.network, count)

    with django_assert_num_queries(18):
        response = page_of(client, hanne.network)

    assert len(response.context["entries"]) > 5 * count


@pytest.mark.parametrize("name", ["settings", "member_list"])
def test_coordinator_finds_the_change_list(client, hanne, name):
    text = client.get(reverse(name, args=[hanne.network.slug])).content.decode()

    assert reverse("change_list", args=[hanne.network.slug]) in text


def test_member_finds_the_change_list_on_their_own_page_only(client, hanne):
    anna, bram = (make.MemberWithAccountFactory(network=hanne.network) for _ in range(2))
    client.force_login(anna.person.user)
    link = reverse("change_list", args=[hanne.network.slug])

    pages = [client.get(each.get_absolute_url()).content.decode() for each in (anna, bram)]

    assert [link in text for text in pages] == [True, False]
