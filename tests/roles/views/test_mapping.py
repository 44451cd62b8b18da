"""Roles as we see them, through the pages: opening, laying cards, links, closing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.services.invitations import hash_token
from roles.models import MappingCount, MappingMark, MappingPart, MappingRound
from roles.services.mapping_links import make_link
from roles.services.mapping_rounds import open_round
from tests.factories import (
    CoordinatorFactory,
    EngagementFactory,
    MappingCountFactory,
    MappingMarkFactory,
    MappingPartFactory,
    MappingRoundFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    role,
)
from tests.forms import fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network():
    return NetworkFactory(slug="samen", name="Zomerschool")


@pytest.fixture
def anna(network):
    return CoordinatorFactory(network=network, person__name="Anna").person


@pytest.fixture
def people(network, anna):
    bram = MemberWithAccountFactory(network=network, person__name="Bram").person
    carla = MembershipFactory(network=network, person__name="Carla", person__email="carla@example.org").person
    return {"Anna": anna, "Bram": bram, "Carla": carla}


@pytest.fixture
def running(network, people):
    return open_round(
        network=network,
        way="everyone",
        asked_by=people["Anna"],
        closes_on=TODAY + timedelta(days=14),
        today=TODAY,
    )


def browser_of(person=None):
    client = Client()
    if person is not None:
        client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return client


def to(name, *args):
    return reverse(f"mapping_{name}", args=["samen", *args])


def text(response):
    return " ".join(response.content.decode().split())


def card_of(mapping_round, slug):
    return f"{to('cards', mapping_round.pk)}?role={slug}"


def tick(client, address, **answers):
    """Open a page of boxes, and send these ticked."""
    client.get(address)
    return client.post(address, answers, follow=True)


def laid():
    marks = MappingMark.objects.select_related("part__person", "role", "person")
    return {(each.part.person.name, each.role.slug, each.person and each.person.name) for each in marks}


def test_first_visit_explains_what_a_round_is(network, anna, people):
    ObserverFactory(network=network)

    leading, taking_part = (text(browser_of(each).get(to("list"))) for each in (anna, people["Bram"]))

    assert "Everybody lays fifteen cards." in leading
    assert "Open the first round" in leading
    assert "Open the first round" not in taking_part


def test_opening_a_round_asks_everybody_and_one_at_a_time(anna, people):
    client = browser_of(anna)

    page = fill_in(client, to("create"), "closes_on")
    again = client.get(to("create"))

    opened = MappingRound.objects.get()
    assert "The round is open." in text(page)
    assert (opened.asked_by, opened.closes_on) == (anna, TODAY + timedelta(days=14))
    assert opened.parts.count() == 3
    assert "A round is open already." in text(again)


def test_last_day_that_cannot_be_is_refused_in_words_and_stays(anna, people):
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    page = tick(browser_of(anna), to("create"), way="everyone", closes_on=yesterday)

    assert "Choose today or a day that is still to come." in text(page)
    assert f'value="{yesterday}"' in text(page)
    assert not MappingRound.objects.exists()


def test_cards_are_laid_one_by_one_and_kept(running, people):
    client, bram = browser_of(people["Bram"]), people["Bram"]

    after = tick(client, card_of(running, "initiator"), people=[people["Carla"].pk, bram.pk])
    stopped = tick(client, card_of(running, "leader"), nobody="on", stop="1")
    last = tick(client, card_of(running, "supporter"), people=[])

    assert laid() == {("Bram", "initiator", "Carla"), ("Bram", "initiator", "Bram"), ("Bram", "leader", None)}
    assert "Card 2 of 15" in text(after)
    assert "You have laid 2 of the 15 cards" in text(stopped)
    assert last.redirect_chain[-1][0] == f"{to('cards', running.pk)}#cards"


def test_nobody_and_people_at_once_are_refused_and_what_was_ticked_stays(running, people):
    client = browser_of(people["Bram"])

    page = tick(client, card_of(running, "driver"), people=[people["Carla"].pk], nobody="on")

    assert "Driver: choose people, or “nobody”, but not both." in text(page)
    assert f'name="people" value="{people["Carla"].pk}" checked' in text(page)
    assert 'name="nobody" value="on" checked' in text(page)
    assert laid() == set()


@pytest.mark.parametrize(
    "sent", ["x", "-1", "99999999", "9" * 40, "9" * 5_000, "٣"], ids=lambda sent: sent[:20]
)
def test_what_is_nobodys_number_lays_nothing(running, people, sent):
    page = browser_of(people["Bram"]).post(card_of(running, "driver"), {"people": [sent]})

    assert page.status_code in {200, 302}
    assert laid() == set()


def test_cards_are_for_whoever_was_asked_only(network, running):
    newcomer = MemberWithAccountFactory(network=network, joined_on=TODAY).person

    page = browser_of(newcomer).get(to("list"))

    assert browser_of(newcomer).get(to("cards", running.pk)).status_code == 404
    assert "You came in after it opened, so you join in the next one." in text(page)


def test_who_left_lays_no_more_cards_though_still_looking_on(network, running, people):
    bram = people["Bram"]
    ObserverFactory(network=network, person=bram)
    bram.memberships.update(left_on=TODAY)

    answer = browser_of(bram).post(card_of(running, "driver"), {"nobody": "on"})

    assert answer.status_code == 404
    assert laid() == set()


def test_list_says_how_many_and_not_who(running, people, anna):
    tick(browser_of(people["Bram"]), card_of(running, "driver"), nobody="on")

    page = text(browser_of(anna).get(to("list")))

    assert "1 of 3 has laid cards." in page
    assert "Bram" not in page


def test_overview_of_mine_asks_until_the_cards_lie(running, people):
    client = browser_of(people["Bram"])
    before = text(client.get(reverse("me")))

    tick(client, card_of(running, "driver"), nobody="on")

    assert to("cards", running.pk) in before
    assert to("cards", running.pk) not in text(client.get(reverse("me")))


def test_many_members_get_initials_and_a_search(network, running, people):
    MembershipFactory.create_batch(40, network=network, joined_on=TODAY)

    page = text(browser_of(people["Bram"]).get(card_of(running, "driver")))

    assert page.count('name="people"') == 43
    assert 'href="#initial-1"' in page
    assert "data-search" in page


@pytest.mark.parametrize("name", ["list", "cards", "card", "links", "close", "matrix"])
def test_page_takes_as_many_queries_however_many_there_are(
    network, anna, people, name, django_assert_max_num_queries
):
    taken = []
    way = "coordinator" if name == "matrix" else "everyone"
    mapping_round = MappingRoundFactory(network=network, asked_by=anna, way=way)
    part = MappingPartFactory(round=mapping_round, person=anna)
    addresses = {
        "list": to("list"),
        "links": to("links", mapping_round.pk),
        "close": to("close", mapping_round.pk),
        "card": card_of(mapping_round, "driver"),
    }
    for count in (1, 4):
        for slug in ("driver", "critic", "leader", "supporter")[:count]:
            somebody = MembershipFactory(
                network=network, engagement=EngagementFactory(network=network)
            ).person
            MappingPartFactory(round=mapping_round, person=somebody)
            MappingMarkFactory(part=part, role=role(slug), person=somebody)
            closed = MappingRoundFactory(network=network, closed_on=TODAY)
            MappingCountFactory(round=closed, person=somebody)
        client = browser_of(anna)
        with django_assert_max_num_queries(22) as queries:
            page = client.get(addresses.get(name, to("cards", mapping_round.pk)))
        assert page.status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_closing_is_confirmed_and_counts(running, people, anna):
    for number, each in enumerate(running.parts.order_by("pk")):
        MappingMarkFactory(part=each, person=anna if number else None)
        MappingPart.objects.filter(pk=each.pk).update(answered_on=TODAY)
    client = browser_of(anna)
    asked = text(client.get(to("close", running.pk)))

    page = client.post(to("close", running.pk), follow=True)
    again = client.post(to("close", running.pk), follow=True)

    assert "3 of 3 have laid cards." in asked
    assert "This cannot be undone." in asked
    assert "Look together at what it came to." in text(page)
    assert again.status_code == 200
    assert dict(MappingCount.objects.values_list("person__name", "seen_by")) == {None: 1, "Anna": 2}
    assert "3 members laid the cards." in text(page)


def test_closing_too_early_ends_without_a_result_and_says_so(running, people, anna):
    client = browser_of(anna)
    asked = text(client.get(to("close", running.pk)))

    page = text(client.post(to("close", running.pk), follow=True))

    assert "the round ends without a result" in asked
    assert "closed without a result" in page
    assert "Ended without a result." in page
    assert "See what it came to" not in page


def test_round_can_be_called_off(running, people, anna):
    MappingMarkFactory(part=running.parts.first())

    page = browser_of(anna).post(to("withdraw", running.pk), follow=True)

    assert "every card taken up unread" in text(page)
    assert laid() == set()


def test_round_past_its_last_day_closes_when_somebody_looks(running, people, anna):
    MappingRound.objects.filter(pk=running.pk).update(
        opened_on=TODAY - timedelta(days=5), closes_on=TODAY - timedelta(days=1)
    )

    page = browser_of(people["Bram"]).get(card_of(running, "driver"), follow=True)

    assert "This round is closed, so no card can be laid any more." in text(page)
    assert MappingRound.objects.get().closed_on == TODAY - timedelta(days=1)


def test_coordinator_marks_the_matrix_alone_and_closes_at_once(network, people, anna):
    client = browser_of(anna)
    driver, critic = role("driver").pk, role("critic").pk

    fill_in(client, to("create"), "closes_on", way="coordinator")
    mapping_round = MappingRound.objects.get()
    marks = [f"{driver}-{people['Carla'].pk}", f"{driver}-{anna.pk}", f"{critic}-"]
    page = tick(client, to("cards", mapping_round.pk), mark=marks, close="1")
    shown = text(client.get(to("cards", mapping_round.pk)))
    others = browser_of(CoordinatorFactory(network=network).person)
    forbidden = others.get(to("close", mapping_round.pk)).status_code
    client.post(to("close", mapping_round.pk))

    assert "Everybody in the network then sees what you marked" in text(page)
    assert shown.count(" checked") == 3
    assert forbidden == 403
    mapping_round.refresh_from_db()
    assert mapping_round.answered_by == 1
    assert set(MappingCount.objects.values_list("role__slug", "person__name", "seen_by")) == {
        ("driver", "Carla", 1),
        ("driver", "Anna", 1),
        ("critic", None, 1),
    }


def test_matrix_refuses_nobody_beside_people_and_keeps_what_was_ticked(people, anna):
    client = browser_of(anna)
    fill_in(client, to("create"), "closes_on", way="coordinator")
    driver, here = role("driver").pk, to("cards", MappingRound.objects.get().pk)

    page = tick(client, here, mark=[f"{driver}-", f"{driver}-{anna.pk}"])

    assert "Driver: choose people, or “nobody”, but not both." in text(page)
    assert text(page).count(" checked") == 2
    assert laid() == set()


def link_on(page):
    return page.content.decode().partition('readonly value="http://testserver')[2].partition('"')[0]


def test_link_is_shown_once_and_lets_a_member_lay_cards(running, people, anna):
    client, carla = browser_of(anna), people["Carla"]
    address = link_on(client.post(to("link_make", running.pk, carla.pk)))
    guest = browser_of()

    hello = guest.get(address)
    tick(guest, f"{address}?role=driver", people=[anna.pk])
    doubled = guest.post(f"{address}?role=driver", {"people": [anna.pk]})

    assert address not in text(client.get(to("links", running.pk)))
    assert "Hello Carla." in text(hello)
    assert laid() == {("Carla", "driver", "Anna")}
    assert doubled.status_code == 302
    assert hello.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in hello.headers["Cache-Control"]
    cookie = hello.cookies["mapping_link"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address, True, "Lax")
    assert MappingPart.objects.get(person=carla).device_hash == hash_token(
        guest.cookies["mapping_link"].value
    )


NOTHING = ("Zomerschool", "Carla", "Anna", "Driver", 'name="people"')


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("used", 403, "This link is in use in another browser"),
        ("withdrawn", 410, "This link was withdrawn"),
        ("closed", 410, "This round is closed"),
        ("called off", 410, "This round is closed"),
        ("renewed", 404, "This link does not work"),
        ("signed in", 403, "This link is somebody else’s"),
    ],
)
def test_link_that_opens_nothing_says_why_and_shows_nothing(
    running, people, anna, what, status, said, method
):
    part = running.parts.get(person=people["Carla"])
    address = reverse("mapping_link", args=[make_link(part=part, day=TODAY)])
    first, client = browser_of(), browser_of(anna)
    tick(first, f"{address}?role=driver", people=[anna.pk])
    guest = {"used": browser_of(), "signed in": browser_of(people["Bram"])}.get(what, first)
    deeds = {
        "withdrawn": to("link_withdraw", running.pk, people["Carla"].pk),
        "closed": to("close", running.pk),
        "called off": to("withdraw", running.pk),
        "renewed": to("link_make", running.pk, people["Carla"].pk),
    }
    if what in deeds:
        client.post(deeds[what])
    before = laid()

    page = getattr(guest, method)(f"{address}?role=driver", {"nobody": "on"} if method == "post" else {})

    shown = text(page).partition("<main")[2]
    assert page.status_code == status
    assert said in shown
    assert not [each for each in NOTHING if each in shown]
    assert laid() == before


def test_guessing_links_is_slowed_down(running, people):
    guest = browser_of()

    answers = [
        guest.get(reverse("mapping_link", args=[f"guess-{number}"])).status_code for number in range(22)
    ]

    assert answers == [404] * 20 + [429] * 2


def test_link_goes_by_mail_to_who_has_an_address(running, people, anna):
    people["Carla"].language = "en"
    people["Carla"].save()

    page = browser_of(anna).post(to("link_make", running.pk, people["Carla"].pk), {"mail": "1"}, follow=True)

    assert "A mail with the link is on its way to Carla." in text(page)
    assert mail.outbox[0].to == ["carla@example.org"]
    assert "/mapping/" in mail.outbox[0].body


def test_page_of_links_does_not_tell_whether_one_was_used(running, people, anna):
    part = running.parts.get(person=people["Carla"])
    address = reverse("mapping_link", args=[make_link(part=part, day=TODAY)])
    client = browser_of(anna)

    before = text(client.get(to("links", running.pk)))

    tick(browser_of(), f"{address}?role=driver", people=[anna.pk])

    after = text(client.get(to("links", running.pk)))
    assert re.sub("[A-Za-z0-9]{64}", "", after) == re.sub("[A-Za-z0-9]{64}", "", before)


def test_links_can_be_searched_from_more_than_ten(network, anna):
    for number in range(11):
        MembershipFactory(network=network, person__name=f"Lid {number:02}")
    mapping_round = open_round(network=network, way="everyone", asked_by=anna, closes_on=TODAY, today=TODAY)

    found = text(browser_of(anna).get(to("links", mapping_round.pk), {"q": "líd 07"}))
    none = text(browser_of(anna).get(to("links", mapping_round.pk), {"q": "zzz"}))

    assert "Lid 07" in found
    assert "Lid 08" not in found
    assert "Nobody is called that here." in none
