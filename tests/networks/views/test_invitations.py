"""Inviting people and seeing how it stands: through the pages, mail included."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.invitees.lines import MAX_LINES
from networks.models import Invitation, Membership, Observer, Organisation, Person
from networks.services import invitation_rounds
from networks.services.invitations import MAX_PER_HOUR
from tests.factories import (
    CoordinatorFactory,
    InvitationFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    PersonWithAccountFactory,
)
from tests.networks.services.test_invitations import ChoosyMail

pytestmark = pytest.mark.django_db

CHOICES = {"part": "members", "language": "nl", "organisation": "", "message": ""}


@pytest.fixture
def coordinator(client):
    membership = CoordinatorFactory(person__name="Cora")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


@pytest.fixture
def network(coordinator):
    return coordinator.network


def address(name, network, *more):
    return reverse(name, args=[network.slug, *more])


def lines_of(response) -> dict[str, str]:
    """Return the lines of a preview as its form would send them back."""
    plan = response.context["plan"]
    return {f"line-{line.entry.number}": line.entry.text for line in plan.lines}


def preview(client, network, people, **choices):
    return client.post(address("invitation_create", network), CHOICES | choices | {"people": people})


def confirm(client, network, shown, **changes):
    """Send what a preview shows, as its form does."""
    data = shown.context["kept"] | lines_of(shown) | {"seen": shown.context["plan"].fingerprint, "send": "1"}
    return client.post(address("invitation_create", network), data | changes, follow=True)


def kinds(response) -> list[str]:
    return [line.kind for line in response.context["plan"].lines]


def test_list_becomes_members_with_a_mail_each_in_their_language(client, network, mailoutbox):
    shown = preview(
        client,
        network,
        "Anna Maes <anna@example.be>\nben@example.be; Ben; Sociaal Huis",
        organisation="Stad",
        language="en",
        message="See you soon!",
    )
    before = (Person.objects.count(), Membership.objects.count(), len(mailoutbox))
    done = confirm(client, network, shown)

    members = Membership.objects.filter(network=network).exclude(is_coordinator=True)
    assert before == (1, 1, 0)
    assert sorted(
        (each.person.name, each.person.email, each.person.language, each.organisation.name, each.joined_on)
        for each in members
    ) == [
        ("Anna Maes", "anna@example.be", "en", "Stad", timezone.localdate()),
        ("Ben", "ben@example.be", "en", "Sociaal Huis", timezone.localdate()),
    ]
    assert [mail.to for mail in mailoutbox] == [["anna@example.be"], ["ben@example.be"]]
    assert all(mail.subject == f"Invitation to “{network.name}”" for mail in mailoutbox)
    assert all("See you soon!\n\nCora invites you" in mail.body for mail in mailoutbox)
    assert done.redirect_chain[-1][0] == address("invitation_sending", network)
    assert "2 invitations are sent." in done.content.decode()


def test_list_can_be_of_observers(client, network, mailoutbox):
    confirm(client, network, preview(client, network, "anna@example.be; Anna; Huis", part="observers"))

    assert Observer.objects.get(network=network).person.name == "Anna"
    assert not Organisation.objects.filter(name="Huis").exists()
    assert len(mailoutbox) == 1


def test_wrong_and_double_lines_stay_to_be_put_right_and_the_others_can_be_sent(client, network, mailoutbox):
    shown = preview(client, network, "anna@example.be\nBen <ben@example>\nanna@example.be\ncis@example.be")
    html = shown.content.decode()
    done = confirm(client, network, shown)
    again = client.post(
        address("invitation_create", network),
        done.context["kept"] | {f"line-{number}": text for number, text in done.context["left_out"]},
    )

    assert kinds(shown) == ["new", "wrong", "double", "new"]
    assert 'name="line-2" value="Ben &lt;ben@example&gt;"' in html
    assert "This address stands on line 1 already." in html
    assert [mail.to for mail in mailoutbox] == [["anna@example.be"], ["cis@example.be"]]
    assert "2 lines were left out" in done.content.decode()
    assert [line.entry.text for line in again.context["plan"].lines] == [
        "Ben <ben@example>",
        "anna@example.be",
    ]
    assert kinds(again) == ["wrong", "invited"]


def test_corrected_line_is_shown_before_it_is_sent(client, network, mailoutbox):
    shown = preview(client, network, "anna@example.be\nBen <ben@example>")

    once_more = confirm(client, network, shown, **{"line-2": "Ben <ben@example.be>"})
    nothing_yet = len(mailoutbox)
    confirm(client, network, once_more)

    assert "look at it once more, then send" in once_more.content.decode()
    assert (kinds(once_more), nothing_yet) == (["new", "new"], 0)
    assert [mail.to for mail in mailoutbox] == [["anna@example.be"], ["ben@example.be"]]


def test_emptied_line_is_left_out(client, network, mailoutbox):
    shown = preview(client, network, "anna@example.be\nBen <ben@example>")

    checked = client.post(
        address("invitation_create", network),
        shown.context["kept"] | lines_of(shown) | {"line-2": "", "check": "1"},
    )

    assert kinds(checked) == ["new"]


def test_line_with_a_number_of_thousands_of_digits_is_passed_over(client, network):
    lines = {
        "line-1": "anna@example.org",
        "line-" + "9" * 5000: "bo@example.org",
        "line-²": "cas@example.org",
    }

    response = client.post(address("invitation_create", network), CHOICES | lines)

    assert [line.entry.email for line in response.context["plan"].lines] == ["anna@example.org"]


def test_list_that_changed_underneath_is_shown_again(client, network, mailoutbox):
    shown = preview(client, network, "anna@example.be")
    MembershipFactory(network=network, person__name="Anna", person__email="anna@example.be")

    answer = confirm(client, network, shown)

    assert kinds(answer) == ["known"]
    assert "look at it once more" in answer.content.decode()
    assert not mailoutbox


def test_invited_are_left_in_peace_unless_asked_and_accepted_always(client, network, mailoutbox):
    invited, accepted = (
        MembershipFactory(network=network, person__email=f"{name}@example.be").person
        for name in ("invited", "accepted")
    )
    InvitationFactory(network=network, person=invited)
    InvitationFactory(network=network, person=accepted, accepted_at=timezone.now())
    shown = preview(client, network, "invited@example.be\naccepted@example.be\nnew@example.be")

    confirm(client, network, shown)
    first = [mail.to[0] for mail in mailoutbox]
    confirm(client, network, preview(client, network, "invited@example.be\naccepted@example.be"), again="1")

    assert kinds(shown) == ["invited", "accepted", "new"]
    assert first == ["new@example.be"]
    assert [mail.to[0] for mail in mailoutbox][1:] == ["invited@example.be"]


def test_known_people_keep_their_name_and_language(client, network, mailoutbox):
    person = PersonWithAccountFactory(name="Anna Maes", user__email="anna@example.be", language="en")

    confirm(client, network, preview(client, network, "Annie <anna@example.be>", language="nl"))

    person.refresh_from_db()
    assert (person.name, person.language) == ("Anna Maes", "en")
    assert mailoutbox[0].body.startswith("Hello Anna Maes,")


def test_preview_says_the_same_whether_there_is_an_account(client, network):
    known = PersonWithAccountFactory(name="Anna").email
    MemberWithAccountFactory(person__name="Els", person__user__email="els@example.be")
    InvitationFactory(person=PersonFactory(email="elsewhere@example.be"), email="elsewhere@example.be")
    pages = []

    for email in (known, "els@example.be", "elsewhere@example.be", "nobody@example.be"):
        page = preview(client, network, f"Anna <{email}>").content.decode().replace(email, "MAIL")
        pages.append(re.sub(r'(seen|csrfmiddlewaretoken)" value="\w+|X-CSRFToken": "\w+', "", page))

    assert len(set(pages)) == 1


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ("", "This field is required."),
        ("\n  \n", "Write at least one e-mail address."),
        ("a@example.be\n" * (MAX_LINES + 1), f"Invite at most {MAX_LINES} people at once."),
    ],
)
def test_list_that_will_not_do_is_explained_with_everything_still_there(client, network, people, sentence):
    answer = preview(client, network, people, message="Welkom!", organisation="Stad")

    html = answer.content.decode()
    assert sentence in html
    assert "Welkom!</textarea>" in html
    assert 'value="Stad"' in html


def test_back_brings_the_list_back_as_it_was(client, network):
    shown = preview(client, network, "anna@example.be\n\nBen <ben@example>", message="Welkom!")

    answer = client.post(
        address("invitation_create", network), shown.context["kept"] | lines_of(shown) | {"back": "1"}
    )

    assert answer.context["form"]["people"].value() == "anna@example.be\n\nBen <ben@example>"
    assert answer.context["form"]["message"].value() == "Welkom!"


@pytest.mark.parametrize("forged", [{"part": "coordinators"}, {"language": "fr"}])
def test_choice_that_is_not_offered_is_refused(client, network, mailoutbox, forged):
    answer = preview(client, network, "anna@example.be", **forged)

    assert list(answer.context["form"].errors) == list(forged)


def test_two_hundred_are_sent_in_parts_over_one_connection_each(client, network, settings, mailoutbox):
    settings.EMAIL_BACKEND = "tests.networks.services.test_invitations.ChoosyMail"
    ChoosyMail.opened = 0
    people = "\n".join(f"p{number}@example.be" for number in range(200))

    shown = confirm(client, network, preview(client, network, people))
    first = (len(mailoutbox), shown.context["waiting"])
    counts = []
    while shown.context["waiting"]:
        shown = client.post(address("invitation_sending", network), follow=True)
        counts.append(len(mailoutbox))

    assert first == (20, 180)
    assert counts == list(range(40, 201, 20))
    assert ChoosyMail.opened == 10
    assert len({mail.to[0] for mail in mailoutbox}) == 200
    assert Invitation.objects.filter(network=network).count() == 200
    assert "200 invitations are sent." in shown.content.decode()


def test_round_tells_which_addresses_the_mail_server_refused(client, network, settings, mailoutbox):
    settings.EMAIL_BACKEND = "tests.networks.services.test_invitations.ChoosyMail"

    done = confirm(client, network, preview(client, network, "Ida <gone@example.be>\nanna@example.be"))

    html = done.content.decode()
    assert "1 invitation is sent." in html
    assert "The mail server refused 1 address" in html
    assert [each.email for each in done.context["bounced"]] == ["gone@example.be"]
    assert [mail.to[0] for mail in mailoutbox] == ["anna@example.be"]


def test_round_that_the_mail_server_stops_goes_on_later(client, network, settings, mailoutbox):
    shown = preview(client, network, "anna@example.be\nben@example.be")
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.networks.views.test_invitations.NoMail"

    stopped = confirm(client, network, shown)
    settings.EMAIL_BACKEND = good
    done = client.post(address("invitation_sending", network), follow=True)

    assert "The mail could not be sent. Try again in a while." in stopped.content.decode()
    assert "data-continue" not in stopped.content.decode()
    assert (stopped.context["sent"], stopped.context["waiting"]) == (0, 2)
    assert "2 invitations are sent." in done.content.decode()
    assert len(mailoutbox) == 2


class NoMail(ChoosyMail):
    """A mail server that does not answer."""

    def open(self) -> None:
        raise ConnectionRefusedError


def test_round_stops_at_the_limit_with_a_sentence(client, network, coordinator, mailoutbox):
    InvitationFactory.create_batch(MAX_PER_HOUR - 1, invited_by=coordinator.person.user)

    done = confirm(client, network, preview(client, network, "anna@example.be\nben@example.be"))

    assert f"You have sent {MAX_PER_HOUR} invitations in the past hour." in done.content.decode()
    assert (len(mailoutbox), done.context["waiting"]) == (1, 1)


def test_round_leaves_alone_who_had_too_many_and_who_left(client, network, mailoutbox, monkeypatch):
    monkeypatch.setattr(invitation_rounds, "PART", 1)
    anna, ben, cis = (
        MembershipFactory(network=network, person__name=name, person__email=f"{name}@example.be")
        for name in ("anna", "ben", "cis")
    )
    InvitationFactory.create_batch(5, network=network, person=ben.person, withdrawn_at=timezone.now())
    shown = confirm(
        client, network, preview(client, network, "anna@example.be\nben@example.be\ncis@example.be")
    )
    Membership.objects.filter(pk=cis.pk).update(left_on=timezone.localdate())

    after = client.post(address("invitation_sending", network), follow=True)

    assert (shown.context["waiting"], after.context["waiting"]) == (1, 0)
    assert [mail.to[0] for mail in mailoutbox] == [anna.person.email]


def test_list_page_shows_each_invitation_with_its_state_and_what_can_be_done(client, network):
    now = timezone.now()
    states = {
        "sent": {},
        "opened": {"opened_at": now},
        "accepted": {"accepted_at": now},
        "expired": {"sent_at": now - timedelta(days=15)},
        "withdrawn": {"withdrawn_at": now},
        "bounced": {"bounced_at": now},
    }
    for name, moments in states.items():
        person = MembershipFactory(
            network=network, person__name=name, person__email=f"{name}@example.be"
        ).person
        InvitationFactory(network=network, person=person, email=person.email, **moments)
    InvitationFactory(network=network, person__name="gone away")

    page = client.get(address("invitation_list", network))

    rows = {row.invitation.person.name: row for row in page.context["rows"]}
    assert {name: rows[name].label for name in states} == {name: name for name in states}
    assert {name for name, row in rows.items() if row.can_send_again} == set(states) - {"accepted"}
    assert {name for name, row in rows.items() if row.is_open} == {"sent", "opened", "bounced", "gone away"}
    assert "1 of 6 invitations was accepted." not in page.content.decode()
    assert "1 of 6 invitations were accepted." in page.content.decode()


def test_list_page_is_filtered_by_state_searched_and_paged(client, network):
    for number in range(101):
        InvitationFactory(network=network, email=f"p{number}@example.be")
    bounced = InvitationFactory(network=network, person__name="Ida", bounced_at=timezone.now())
    here = address("invitation_list", network)

    names = [row.invitation for row in client.get(here, {"state": "bounced"}).context["rows"]]
    searched = [row.invitation.email for row in client.get(here, {"q": "P100@"}).context["rows"]]
    second = client.get(here, {"page": 2, "state": "sent"})

    assert names == [bounced]
    assert searched == ["p100@example.be"]
    assert len(second.context["rows"]) == 1
    assert "?page=1&amp;state=sent" in second.content.decode()
    assert len(client.get(here, {"state": "nonsense"}).context["rows"]) == 100


def test_list_page_offers_to_invite_whoever_was_not(client, network, coordinator, mailoutbox):
    MembershipFactory(network=network, person__name="Anna", person__email="anna@example.be")
    MembershipFactory(network=network, person__name="Silent")
    ObserverFactory(network=network, person__name="Otto", person__user__email="otto@example.be")
    done = MembershipFactory(network=network, person__email="done@example.be").person
    InvitationFactory(network=network, person=done)
    MembershipFactory(network=network, person__email="left@example.be", left_on=timezone.localdate())

    page = client.get(address("invitation_list", network))
    form = client.get(address("invitation_create", network), {"waiting": ""}).context["form"]
    shown = preview(client, network, form["people"].value())
    confirm(client, network, shown)

    assert [person.name for person in page.context["waiting"]] == ["Anna", "Otto"]
    assert [person.name for person in page.context["unreachable"]] == ["Silent"]
    assert form["people"].value() == "Anna <anna@example.be>\nOtto <otto@example.be>"
    assert kinds(shown) == ["known", "known"]
    assert sorted(mail.to[0] for mail in mailoutbox) == ["anna@example.be", "otto@example.be"]
    assert client.get(address("invitation_list", network)).context["waiting"] == []


def test_list_page_says_the_same_of_somebody_with_an_account(client, network):
    MembershipFactory(network=network, person__name="Anna", person__email="anna@example.be")
    MemberWithAccountFactory(network=network, person__name="Anna", person__user__email="bea@example.be")

    page = client.get(address("invitation_list", network))

    assert [person.email for person in page.context["waiting"]] == ["anna@example.be", "bea@example.be"]


def test_send_again_and_withdraw_lead_back_to_the_list(client, network, mailoutbox):
    anna = MembershipFactory(network=network, person__email="anna@example.be", person__language="en").person
    earlier = InvitationFactory(network=network, person=anna, message="Welcome!")

    sent = client.post(address("invitation_send", network, anna.pk), {"list": "1"})
    last = Invitation.objects.get(network=network, withdrawn_at=None)
    withdrawn = client.post(address("invitation_withdraw", network, last.pk), {"list": "1"})

    earlier.refresh_from_db()
    assert sent.url == withdrawn.url == address("invitation_list", network)
    assert "Welcome!" in mailoutbox[0].body
    assert earlier.withdrawn_at is not None
    assert not Invitation.objects.open().exists()


def test_refused_address_is_told_at_once(client, network, settings):
    settings.EMAIL_BACKEND = "tests.networks.services.test_invitations.ChoosyMail"
    person = MembershipFactory(network=network, person__email="gone@example.be").person

    answer = client.post(address("invitation_send", network, person.pk), {"list": "1"}, follow=True)

    assert "The mail server refused gone@example.be." in answer.content.decode()


def test_empty_list_page_says_what_to_do(client, network):
    page = client.get(address("invitation_list", network)).content.decode()

    assert "Nobody was invited yet" in page
    assert address("invitation_create", network) in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_page_takes_the_same_queries_whatever_its_length(
    client, network, django_assert_num_queries, count
):
    for _ in range(count):
        InvitationFactory(network=network, invited_by=CoordinatorFactory().person.user)
        MembershipFactory(network=network, person__email=f"m{_}@example.be")

    with django_assert_num_queries(9):
        page = client.get(address("invitation_list", network))

    assert (len(page.context["rows"]), len(page.context["waiting"])) == (count, count)


def test_rounds_of_two_networks_do_not_mix(client, coordinator, network, mailoutbox):
    other = CoordinatorFactory(person=coordinator.person, network=NetworkFactory()).network
    confirm(client, network, preview(client, network, "anna@example.be"))

    untouched = client.get(address("invitation_sending", other))
    another_session = Client()
    another_session.force_login(coordinator.person.user)

    assert untouched.url == address("invitation_list", other)
    assert another_session.get(address("invitation_sending", network)).url == address(
        "invitation_list", network
    )
