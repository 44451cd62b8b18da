"""What a member brings, asked in two questions, one on the page at a time."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import CheckIn
from tests.factories import AdministratorFactory, CheckInFactory, MemberWithAccountFactory
from tests.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    membership = MemberWithAccountFactory()
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def page(membership):
    return reverse("check_in_create", args=[membership.network.slug, membership.pk])


def answer(client, membership, shown, go, **answers):
    """Press a button of a page that is shown, with some answers changed."""
    return client.post(page(membership), fields_of(shown, "answer") | answers | {"go": go}, follow=True)


def said(check_in):
    return check_in.brings, check_in.answer, check_in.wishes, check_in.wish


def test_check_in_asks_one_question_at_a_time_and_keeps_both_answers(client, member):
    first = client.get(page(member))
    second = answer(client, member, first, "on", brings=["knowledge", "ideas"], answer="I ask\nquestions.")
    done = answer(client, member, second, "save", wishes=["contacts"], wish="A door or two.")

    assert "What do I bring to this table?" in first.content.decode()
    assert "What would I like to bring?" in second.content.decode()
    assert not CheckIn.objects.exclude(person=member.person).exists()
    assert said(CheckIn.objects.get()) == (
        ["knowledge", "ideas"], "I ask\nquestions.", ["contacts"], "A door or two."
    )  # fmt: skip
    assert done.redirect_chain == [(reverse("check_in_list", args=[member.network.slug]), 302)]
    assert "Saved. Only you and the coordinators can read it." in done.content.decode()


def test_check_in_says_what_happens_with_the_answer_before_each_question(client, member):
    first = client.get(page(member))
    second = answer(client, member, first, "on")

    for shown in (first, second):
        html = shown.content.decode()
        assert "You and the coordinators can read your answer." in html
        assert html.index("You and the coordinators") < html.index("<fieldset")


def test_going_back_keeps_what_was_typed_at_both_questions(client, member):
    second = answer(client, member, client.get(page(member)), "on", brings=["vision"], answer="Far ahead")
    first = answer(client, member, second, "back", wishes=["ideas"], wish="Later")

    assert fields_of(first, "answer") | {"go": ""} == {
        "csrfmiddlewaretoken": fields_of(first, "answer")["csrfmiddlewaretoken"],
        "brings": ["vision"], "answer": ["Far ahead"], "wishes": ["ideas"], "wish": ["Later"], "go": "",
    }  # fmt: skip
    assert not CheckIn.objects.exists()


def test_an_empty_check_in_is_refused_with_a_sentence(client, member):
    second = answer(client, member, client.get(page(member)), "on", answer="  ")
    refused = answer(client, member, second, "save", wish=" ")

    assert "There is nothing to keep yet" in refused.content.decode()
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"brings": ["vision"]}, (["vision"], "", [], "")),
        ({"answer": "I listen."}, ([], "I listen.", [], "")),
        ({"wishes": ["ideas", "contacts"]}, ([], "", ["ideas", "contacts"], "")),
        ({"wish": "More time."}, ([], "", [], "More time.")),
    ],
)
def test_one_kind_or_one_word_is_a_check_in(client, member, answers, kept):
    client.post(page(member), answers | {"go": "save"})

    assert said(CheckIn.objects.get()) == kept


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"brings": ["gold"], "wish": "Here"}, "What do I bring to this table?"),
        ({"answer": "x" * 4001}, "What do I bring to this table?"),
        ({"answer": "Here", "wish": "x" * 4001}, "What would I like to bring?"),
    ],
)
def test_bad_input_leads_back_to_its_question_and_keeps_the_rest(client, member, answers, question):
    refused = client.post(page(member), answers | {"go": "save"})

    html = refused.content.decode()
    assert question in html
    assert "text-danger" in html
    assert "Here" in html or "wish" not in answers
    assert not CheckIn.objects.exists()


def test_a_day_has_one_check_in_that_shows_again_the_same_day(client, member):
    CheckInFactory(
        network=member.network, person=member.person, answered_on=timezone.localdate()
    ).values.create(kind="ideas")

    shown = client.get(page(member))
    for _twice in range(2):
        client.post(page(member), {"brings": ["vision"], "go": "save"})

    assert fields_of(shown, "answer")["brings"] == ["ideas"]
    assert said(CheckIn.objects.get()) == (["vision"], "", [], "")


def test_an_administrator_who_answers_for_somebody_is_told_for_whom(client, member):
    client.force_login(AdministratorFactory())

    shown = client.get(page(member))
    done = client.post(page(member), {"answer": "Said on the phone", "go": "save"})

    assert member.person.name in shown.content.decode()
    assert done.url == reverse("member_detail", args=[member.network.slug, member.pk])
    assert CheckIn.objects.get().person == member.person


@pytest.mark.parametrize("count", [0, 3])
def test_check_in_takes_as_many_queries_however_much_was_said(
    client, member, count, django_assert_num_queries
):
    for _ in range(count):
        CheckInFactory(network=member.network, person=member.person).values.create(kind="ideas")
    expected = 7 if count else 6  # the values of today's, where there is one

    with django_assert_num_queries(expected):
        client.get(page(member))
