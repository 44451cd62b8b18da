"""Listening through the client: who comes where, what they see of it, and what follows from what they do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import ListeningNote, Membership, Person
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    ListeningNoteFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    UserFactory,
)
from tests.forms import fields_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def network():
    return NetworkFactory(slug="north")


@pytest.fixture
def anna(network):
    return MemberWithAccountFactory(network=network, person__name="Anna")


@pytest.fixture
def bram(network):
    return MemberWithAccountFactory(network=network, person__name="Bram")


@pytest.fixture
def note(network, anna, bram):
    return ListeningNoteFactory(network=network, author=anna.person, about=bram.person)


@pytest.fixture
def as_(client):
    """Return a function that signs a member in."""
    client.cookies["django_language"] = "en"

    def sign_in(member):
        client.force_login(member.person.user)
        return client

    return sign_in


def to(name, *args):
    return reverse(name, args=["north", *args])


def says(response):
    return [str(each) for each in response.context["messages"]]


def test_member_writes_and_the_other_reads_it(as_, anna, bram):
    page = to("listening_write", bram.pk)
    asked = as_(anna).get(page)
    assert "Only Bram and you see this, nobody else" in asked.content.decode()

    response = as_(anna).post(
        page, {"background": " A teacher. ", "interests": "", "drives": ""}, follow=True
    )

    note = ListeningNote.objects.get()
    assert response.redirect_chain == [(to("listening_note", note.pk), 302)]
    assert says(response) == ["Thank you for listening. Bram can read it now."]
    assert (note.author, note.about, note.background) == (anna.person, bram.person, "A teacher.")
    read = as_(bram).get(to("listening_note", note.pk)).content.decode()
    assert "What Anna understood of you" in read
    assert "A teacher." in read


def test_note_for_somebody_without_an_account_waits_until_its_author_lets_it_be_read(as_, network, anna):
    cora = MembershipFactory(network=network, person__name="Cora")
    written = as_(anna).post(to("listening_write", cora.pk), {"drives": "Being in time."}, follow=True)
    note = ListeningNote.objects.get()
    address = to("listening_note", note.pk)
    assert says(written) == [
        "Thank you for listening. Once Cora has an account, you decide whether they read it."
    ]
    assert "So far only you see this." in written.content.decode()
    assert as_(anna).get(to("listening")).context["own"].to_hand_over == []
    Person.objects.filter(pk=cora.person_id).update(user=UserFactory())
    cora = Membership.objects.get(pk=cora.pk)

    assert as_(cora).get(address).status_code == 404
    assert as_(cora).get(to("listening")).context["own"].to_answer == []
    assert as_(anna).get(to("listening")).context["own"].to_hand_over == [note]
    assert "listened to you" not in as_(cora).get(reverse("me")).content.decode()
    assert "Cora has an account now." in as_(anna).get(reverse("me")).content.decode()
    assert "Cora has not read it" in as_(anna).get(address).content.decode()
    let = fields_of(as_(anna).get(address), "drives")
    read = as_(anna).post(to("listening_write", cora.pk), let, follow=True)

    assert says(read) == ["Thank you for listening. Cora can read it now."]
    assert "Being in time." in as_(cora).get(address).content.decode()
    assert "Only Cora and you see this." in read.content.decode()
    assert as_(cora).get(to("listening")).context["own"].to_answer == [note]
    assert as_(anna).get(to("listening")).context["own"].to_hand_over == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"background": " ", "interests": "", "drives": ""},
            "Write something down for one of the three at least.",
        ),
        ({"background": "Kept.", "interests": "x" * 1001, "drives": ""}, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(as_, anna, bram, typed, sentence):
    response = as_(anna).post(to("listening_write", bram.pk), typed)

    assert sentence in response.content.decode()
    assert typed["background"].strip() in response.content.decode()
    assert 'class="card listening-ask whole"' in response.content.decode()
    assert not ListeningNote.objects.exists()


def test_rewriting_shows_the_text_and_what_was_corrected(as_, note, bram):
    ListeningNote.objects.update(answer="nearly", correction="Only three years.")

    page = as_(Membership.objects.get(person=note.author)).get(to("listening_write", bram.pk))

    assert fields_of(page, "background")["background"] == [note.background]
    assert "Only three years." in page.content.decode()


@pytest.mark.parametrize("whom", ["self", "former", "elsewhere"])
def test_nobody_writes_about_themselves_or_about_who_takes_no_part(as_, network, anna, whom):
    about = {
        "self": lambda: anna,
        "former": lambda: MembershipFactory(network=network, left_on=YESTERDAY),
        "elsewhere": MembershipFactory,
    }[whom]()

    assert as_(anna).get(to("listening_write", about.pk)).status_code == 404


def test_answer_nearly_then_rewritten_then_recognised(as_, anna, bram, note):
    address = to("listening_note", note.pk)
    answers = fields_of(as_(bram).get(address), "mark") | {"answer": "nearly"}

    refused = as_(bram).post(address, answers | {"correction": " "})
    assert "Say in a sentence what is not quite right yet." in refused.content.decode()
    said = as_(bram).post(address, answers | {"correction": "A library, not a school."}, follow=True)
    assert says(said) == ["Anna sees what you would put differently, and can rewrite it."]
    assert "A library, not a school." in as_(anna).get(address).content.decode()
    as_(anna).post(
        to("listening_write", bram.pk), {"background": "A library.", "interests": "", "drives": ""}
    )
    late = as_(bram).post(address, answers | {"answer": "recognised"})
    assert "The text was rewritten while you read it." in late.content.decode()
    answers = fields_of(late, "mark") | {"answer": "recognised", "correction": ""}
    as_(bram).post(address, answers)

    note.refresh_from_db()
    assert (note.background, note.answer, note.correction) == ("A library.", "recognised", "")


def test_author_cannot_answer_for_the_other(as_, anna, note):
    address = to("listening_note", note.pk)

    response = as_(anna).post(address, {"answer": "recognised", "mark": "x"}, follow=True)

    assert says(response) == ["Only whom a note is about can answer it."]
    assert ListeningNote.objects.get().answer == "waiting"


def test_what_both_share_stands_on_common_ground_with_offers_and_needs(as_, network, anna, bram, note):
    ListeningNote.objects.update(answer="recognised")
    watching = ObserverFactory(network=network)

    first = as_(anna).post(to("listening_share", note.pk), follow=True)
    assert says(first) == ["The network can read it as soon as Bram agrees."]
    assert note.background not in as_(watching).get(to("common_ground")).content.decode()
    lines = {"offer": "A room", "need": "A midwife"}
    second = as_(bram).post(to("listening_share", note.pk), lines, follow=True)
    assert says(second) == ["The network can read it now."]
    shown = as_(watching).get(to("common_ground")).content.decode()
    assert {note.background, "A room", "A midwife"} <= {
        text for text in (note.background, *lines.values()) if text in shown
    }
    as_(bram).post(to("listening_share", note.pk), {"stop": "1"})
    assert note.background not in as_(watching).get(to("common_ground")).content.decode()


def test_offer_that_is_too_long_is_said_with_what_was_typed(as_, bram, note):
    ListeningNote.objects.update(answer="recognised")

    response = as_(bram).post(to("listening_share", note.pk), {"offer": "x" * 201, "need": "A midwife"})

    assert "at most 200 characters" in response.content.decode()
    assert "A midwife" in response.content.decode()
    assert not ListeningNote.objects.get().shared_by_subject


def test_sharing_what_is_not_recognised_is_refused(as_, anna, note):
    response = as_(anna).post(to("listening_share", note.pk), follow=True)

    assert says(response) == ["Only what is recognised can be shared."]


@pytest.mark.parametrize("who", ["author", "about"])
def test_either_has_a_note_removed_once_they_know_what_goes(as_, network, note, who):
    member = Membership.objects.get(network=network, person=getattr(note, who))
    address = to("listening_withdraw", note.pk)
    assert "This cannot be undone." in as_(member).get(address).content.decode()
    assert ListeningNote.objects.exists()

    response = as_(member).post(address, follow=True)

    assert says(response) == ["It is gone. Nothing of it is kept."]
    assert not ListeningNote.objects.exists()
    assert as_(member).post(address).status_code == 404


def test_who_leaves_takes_the_note_from_the_common_ground_and_the_other_may_still_read_it(
    as_, network, anna, bram, note
):
    ListeningNote.objects.update(answer="recognised", shared_by_author=True, shared_by_subject=True)
    Membership.objects.filter(pk=anna.pk).update(left_on=YESTERDAY)

    assert as_(anna).get(to("listening_note", note.pk)).status_code == 404
    assert as_(bram).get(to("listening_note", note.pk)).status_code == 200
    assert note.background not in as_(bram).get(to("common_ground")).content.decode()
    assert note.get_absolute_url() in as_(bram).get(to("listening")).content.decode()
    watching = ObserverFactory(network=network)
    assert not ListeningNote.objects.visible_to(watching.person.user).exists()


def test_page_of_listening_says_what_waits_and_where_each_note_stands(as_, network, anna, bram, note):
    cora = MemberWithAccountFactory(network=network, person__name="Cora")
    mine = ListeningNoteFactory(
        network=network, author=bram.person, about=cora.person, answer="nearly", correction="Hm."
    )

    own = as_(bram).get(to("listening")).context["own"]

    assert (own.to_answer, own.to_rewrite, own.total) == ([note], [mine], 2)
    assert [(row.membership.person.name, row.mine, row.theirs) for row in own.colleagues] == [
        ("Anna", None, note),
        ("Cora", mine, None),
    ]


def test_page_of_listening_searches_among_more_than_ten(as_, network, anna):
    for number in range(11):
        MembershipFactory(network=network, person__name=f"Lid {number}")

    found = as_(anna).get(to("listening"), {"q": "LID 10"})
    nobody = as_(anna).get(to("listening"), {"q": "zzz"})

    assert [row.membership.person.name for row in found.context["own"].colleagues] == ["Lid 10"]
    assert 'role="search"' in found.content.decode()
    assert "Nobody is called that here." in nobody.content.decode()


@pytest.mark.parametrize(
    ("understood", "sentence"),
    [
        (2, "Fewer than three of the 10 pairs here understand each other so far"),
        (3, "3 of the 10 pairs here understand each other"),
        (9, "Nearly all of the 10 pairs here understand each other"),
    ],
)
def test_everybody_who_sees_the_network_sees_how_much_is_understood(as_, network, understood, sentence):
    people = [MembershipFactory(network=network).person for _ in range(5)]
    pairs = [(one, other) for one in people for other in people if one.pk < other.pk]
    for one, other in pairs[:understood]:
        for author, about in ((one, other), (other, one)):
            ListeningNoteFactory(network=network, author=author, about=about, answer="recognised")

    response = as_(ObserverFactory(network=network)).get(to("listening"))

    assert response.context["lead"] == sentence
    assert response.context["own"] is None


def test_no_figure_in_a_network_of_four(as_, network, anna):
    for _ in range(3):
        MembershipFactory(network=network)

    response = as_(anna).get(to("listening"))

    assert response.context["pairs"] == []
    assert "With fewer than 5 members" in response.content.decode()


def test_note_is_there_for_the_two_only(client, network, note):
    others = {
        "coordinator": CoordinatorFactory(network=network).person.user,
        "administrator": AdministratorFactory(),
    }
    ListeningNote.objects.update(answer="recognised", shared_by_author=True, shared_by_subject=True)

    for user in others.values():
        client.force_login(user)
        for name in ("listening_note", "listening_withdraw"):
            assert client.get(to(name, note.pk)).status_code == 404
        assert client.post(to("listening_share", note.pk), {"stop": "1"}).status_code == 404


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize(("name", "queries"), [("listening", 9), ("common_ground", 5)])
def test_pages_take_as_many_queries_however_much_there_is(
    as_, network, anna, django_assert_num_queries, name, queries, count
):
    for _ in range(4):
        MembershipFactory(network=network)
    for _ in range(count):
        other = MembershipFactory(network=network)
        for author, about in ((anna, other), (other, anna)):
            ListeningNoteFactory(
                network=network,
                author=author.person,
                about=about.person,
                answer="recognised",
                shared_by_author=True,
                shared_by_subject=True,
                offer="A room",
            )
    ListeningNoteFactory(network=network, author=anna.person, about=PersonFactory())
    client = as_(anna)

    with django_assert_num_queries(queries):
        response = client.get(to(name))

    assert response.status_code == 200


def test_note_takes_as_many_queries_for_either(as_, note, anna, bram, django_assert_num_queries):
    for member, queries in ((anna, 6), (bram, 5)):
        client = as_(member)
        with django_assert_num_queries(queries):
            client.get(to("listening_note", note.pk))
