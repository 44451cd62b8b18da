"""Mapping rounds: opening, laying under seal, links, closing, and what is left."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    run_state_machine_as_test,
)
from hypothesis.stateful import rule as step

from networks.services.invitations import hash_token
from roles.models import MappingCount, MappingMark, MappingPart, MappingRound, Role
from roles.services.erasing import erase_person
from roles.services.mapping_cards import lay_cards
from roles.services.mapping_links import (
    Standing,
    find_part,
    lay_by_link,
    lay_signed_in,
    mail_link,
    make_link,
    parts_without_account,
    stand_of,
    withdraw_link,
)
from roles.services.mapping_rounds import close_due_mapping_rounds, close_round, open_round, withdraw_round
from tests.factories import (
    CoordinatorFactory,
    MappingCountFactory,
    MappingMarkFactory,
    MappingPartFactory,
    MappingRoundFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    UserFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def people(network):
    """A coordinator and two members with an account, and one without."""
    leading = CoordinatorFactory(network=network).person
    members = [MemberWithAccountFactory(network=network).person for _ in range(2)]
    return [leading, *members, MembershipFactory(network=network).person]


def opened(network, people, way="everyone", **options):
    values = {"closes_on": TOMORROW, "today": TODAY, "asked_by": people[0]} | options
    return open_round(network=network, way=way, **values)


def part_of(mapping_round, person):
    return MappingPart.objects.get(round=mapping_round, person=person)


def lay(mapping_round, layer, slug, *people, day=TODAY):
    part = part_of(mapping_round, layer)
    lay_cards(part=part, cards={role(slug).pk: [each and each.pk for each in people]}, day=day)


def laid():
    return {
        (mark.part.person, mark.role.slug, mark.person)
        for mark in MappingMark.objects.select_related("part__person", "role", "person")
    }


def counts(mapping_round):
    rows = MappingCount.objects.filter(round=mapping_round).select_related("role", "person")
    return {(each.role.slug, each.person): each.seen_by for each in rows}


def traces(mapping_round):
    """What is left of who laid cards."""
    took_part = mapping_round.parts.exclude(answered_on=None, device_hash="")
    return MappingMark.objects.filter(part__round=mapping_round).count(), took_part.count()


def refusal(function, **values):
    with pytest.raises(ValidationError) as refused:
        function(**values)
    return " ".join(refused.value.messages)


def test_opening_a_round_asks_everybody_who_takes_part_now(network, people):
    left = MembershipFactory(network=network, left_on=TODAY)
    MembershipFactory(network=network, joined_on=TOMORROW)
    MembershipFactory()

    mapping_round = opened(network, people)

    assert {each.person for each in mapping_round.parts.all()} == set(people)
    assert left.person not in people


def test_coordinator_alone_asks_only_the_asker(network, people):
    mapping_round = opened(network, people, way="coordinator")

    assert [each.person for each in mapping_round.parts.all()] == [people[0]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"closes_on": TODAY - timedelta(days=1)}, "Choose today or a day that is still to come."),
        ({"closes_on": TODAY + timedelta(days=400)}, "A round lasts a year at most"),
        ({"way": "coordinator", "asked_by": None}, "Only a coordinator who takes part here"),
    ],
)
def test_round_that_cannot_be_opened_so_is_refused(network, people, options, said):
    values = {"network": network, "way": "everyone", "asked_by": people[0], "closes_on": TOMORROW} | options

    assert said in refusal(open_round, today=TODAY, **values)
    assert not MappingRound.objects.exists()


def test_second_round_is_refused_while_one_is_open(network, people):
    opened(network, people)

    assert "A round is open in this network already." in refusal(opened, network=network, people=people)


def test_round_of_two_members_is_refused():
    network = NetworkFactory()
    two = [MemberWithAccountFactory(network=network).person for _ in range(2)]

    assert "It takes at least three members" in refusal(opened, network=network, people=two)


def test_card_lies_as_it_was_laid_last(network, people):
    anna, bram, carla, dirk = people
    mapping_round = opened(network, people)

    lay(mapping_round, anna, "driver", bram, carla)
    lay(mapping_round, anna, "critic", None)
    lay(mapping_round, bram, "driver", dirk)
    lay(mapping_round, anna, "driver", anna)
    lay(mapping_round, anna, "leader", dirk)
    lay(mapping_round, anna, "leader")

    assert laid() == {(anna, "driver", anna), (anna, "critic", None), (bram, "driver", dirk)}


def test_card_cannot_lie_with_nobody_and_with_people(network, people):
    anna, bram, *_others = people
    mapping_round = opened(network, people)
    lay(mapping_round, anna, "driver", bram)

    with pytest.raises(ValidationError, match="Driver: choose people, or “nobody”, but not both"):
        lay(mapping_round, anna, "driver", bram, None)

    assert laid() == {(anna, "driver", bram)}


def test_card_cannot_lie_with_a_newcomer_a_stranger_or_who_has_left(network, people):
    leaver = MembershipFactory(network=network)
    mapping_round = opened(network, people)
    newcomer = MembershipFactory(network=network, joined_on=TOMORROW).person
    leaver.left_on = TODAY
    leaver.save()

    for somebody in (newcomer, leaver.person, MembershipFactory().person):
        with pytest.raises(ValidationError, match="no longer in this round"):
            lay(mapping_round, people[0], "driver", somebody, day=TOMORROW)

    assert laid() == set()


def test_page_of_the_matrix_replaces_only_what_stands_on_it(network, people):
    anna, bram, carla, _dirk = people
    mapping_round = opened(network, people, way="coordinator")
    part, driver = part_of(mapping_round, anna), role("driver").pk
    lay(mapping_round, anna, "driver", bram, carla)

    lay_cards(part=part, cards={driver: [anna.pk]}, day=TODAY, among=[anna.pk, bram.pk, None])
    with pytest.raises(ValidationError, match="but not both"):
        lay_cards(part=part, cards={driver: [None]}, day=TODAY, among=[anna.pk, bram.pk, None])

    assert laid() == {(anna, "driver", anna), (anna, "driver", carla)}


def test_closing_counts_and_leaves_nothing_of_who_laid_what(network, people):
    anna, bram, carla, _dirk = people
    mapping_round = opened(network, people)
    for layer in (anna, bram, carla):
        lay(mapping_round, layer, "driver", carla)
    lay(mapping_round, anna, "critic", None)
    lay(mapping_round, bram, "critic", None)
    lay(mapping_round, carla, "critic", anna, bram)

    close_round(mapping_round=mapping_round, day=TODAY)
    close_round(mapping_round=mapping_round, day=TOMORROW)

    mapping_round.refresh_from_db()
    assert counts(mapping_round) == {
        ("driver", carla): 3,
        ("critic", None): 2,
        ("critic", anna): 1,
        ("critic", bram): 1,
    }
    assert (mapping_round.closed_on, mapping_round.answered_by) == (TODAY, 3)
    assert traces(mapping_round) == (0, 0)
    assert mapping_round.parts.count() == 4
    with pytest.raises(ValidationError, match="This round is closed"):
        lay(mapping_round, anna, "driver", bram)


def test_closing_with_two_who_laid_cards_counts_nothing(network, people):
    mapping_round = opened(network, people)
    for layer in people[:2]:
        lay(mapping_round, layer, "driver", layer)

    close_round(mapping_round=mapping_round, day=TODAY)

    mapping_round.refresh_from_db()
    assert (counts(mapping_round), mapping_round.answered_by, traces(mapping_round)) == ({}, 2, (0, 0))


def test_matrix_of_a_coordinator_counts_one(network, people):
    mapping_round = opened(network, people, way="coordinator")
    lay(mapping_round, people[0], "driver", people[1], people[2])

    close_round(mapping_round=mapping_round, day=TODAY)

    mapping_round.refresh_from_db()
    assert counts(mapping_round) == {("driver", people[1]): 1, ("driver", people[2]): 1}
    assert mapping_round.answered_by == 1


def test_round_called_off_leaves_nothing(network, people):
    mapping_round = opened(network, people)
    for layer in people:
        lay(mapping_round, layer, "driver", layer)

    withdraw_round(mapping_round=mapping_round, day=TODAY)

    mapping_round.refresh_from_db()
    assert (counts(mapping_round), mapping_round.answered_by, traces(mapping_round)) == ({}, 0, (0, 0))
    assert mapping_round.closed_on == TODAY


def test_due_rounds_close_as_of_their_last_day(capsys):
    yesterday = TODAY - timedelta(days=1)
    due = MappingRoundFactory(opened_on=TODAY - timedelta(days=9), closes_on=yesterday)
    today = MappingRoundFactory(closes_on=TODAY)

    call_command("close_ratings")
    again = close_due_mapping_rounds(day=TODAY)

    assert capsys.readouterr().out == "1 question closed.\n"
    assert again == 0
    assert MappingRound.objects.get(pk=due.pk).closed_on == yesterday
    assert MappingRound.objects.get(pk=today.pk).closed_on is None


def test_who_leaves_the_network_still_counts(network, people):
    mapping_round = opened(network, people)
    for layer in people[:3]:
        lay(mapping_round, layer, "driver", people[3])
    people[1].memberships.update(left_on=TODAY)

    close_round(mapping_round=mapping_round, day=TODAY)

    assert counts(mapping_round) == {("driver", people[3]): 3}


def test_erasing_takes_cards_parts_and_counts_along(network, people):
    anna, bram, carla, dirk = people
    CoordinatorFactory(network=network)
    earlier = MappingCountFactory(person=bram).round
    mapping_round = opened(network, people)
    for layer in (anna, bram, carla, dirk):
        lay(mapping_round, layer, "driver", bram, anna)

    erase_person(person=bram)
    kept = laid()
    close_round(mapping_round=mapping_round, day=TODAY)

    assert kept == {(layer, "driver", anna) for layer in (anna, carla, dirk)}
    assert counts(mapping_round) == {("driver", anna): 3}
    assert counts(earlier) == {}
    assert not MappingPart.objects.filter(person=bram).exists()


def open_link(token, device, user=None, day=TODAY):
    return stand_of(part=find_part(token), device=device, user=user, day=day)


def lay_with(token, device, *people):
    keys = [each and each.pk for each in people]
    return lay_by_link(part=find_part(token), device=device, role=role("driver").pk, laid=keys, day=TODAY)


def test_link_is_bound_to_the_browser_that_lays_the_first_card(network, people):
    *_others, dirk = people
    mapping_round = opened(network, people)
    token = make_link(part=part_of(mapping_round, dirk), day=TODAY)
    looked_only = [open_link(token, "phone"), open_link(token, "laptop")]

    kept = [
        lay_with(token, "phone", dirk),
        lay_with(token, "laptop", people[0]),
        lay_with(token, "phone", None),
    ]

    assert looked_only == [Standing.OPEN] * 2
    assert kept == [True, False, True]
    assert laid() == {(dirk, "driver", None)}
    assert (open_link(token, "phone"), open_link(token, "laptop")) == (Standing.OPEN, Standing.USED)
    assert part_of(mapping_round, dirk).token_hash == hash_token(token) != token


def test_new_link_begins_anew_and_the_number_does_not_tell(network, people):
    dirk = people[3]
    mapping_round = opened(network, people)
    part = part_of(mapping_round, dirk)
    first = make_link(part=part, day=TODAY)
    lay_with(first, "phone", dirk)

    second = make_link(part=part, day=TODAY)

    assert find_part(first) is None
    assert open_link(second, "laptop") == Standing.OPEN
    assert laid() == set()
    assert mapping_round.parts.exclude(answered_on=None).count() == 1


def test_withdrawn_link_takes_its_cards_along(network, people):
    mapping_round = opened(network, people)
    part = part_of(mapping_round, people[3])
    token = make_link(part=part, day=TODAY)
    lay_with(token, "phone", people[3])
    part.refresh_from_db()

    withdraw_link(part=part, day=TODAY)

    assert open_link(token, "phone") == Standing.WITHDRAWN
    assert laid() == set()
    assert not lay_with(token, "phone", people[3])
    assert laid() == set()


def test_link_opens_nothing_once_closed_left_or_with_an_account(network, people):
    dirk, other = people[3], MembershipFactory(network=network).person
    mapping_round = opened(network, people)
    token, others = (make_link(part=part_of(mapping_round, each), day=TODAY) for each in (dirk, other))
    signed_in = open_link(token, "phone", user=people[0].user)
    late = open_link(token, "phone", day=TOMORROW + timedelta(days=1))
    other.memberships.update(left_on=TODAY)
    left = open_link(others, "phone")
    dirk.user = MemberWithAccountFactory().person.user
    type(dirk).objects.filter(user=dirk.user).update(user=None)
    dirk.save()
    with_account = open_link(token, "phone")
    close_round(mapping_round=mapping_round, day=TODAY)

    assert (signed_in, late, left, with_account) == (
        Standing.SIGNED_IN,
        Standing.CLOSED,
        Standing.WITHDRAWN,
        Standing.HAS_ACCOUNT,
    )
    assert open_link(token, "phone") == Standing.CLOSED


def with_account(person):
    """Open an account for somebody, as an invitation does."""
    person.user = UserFactory()
    person.save()
    return person


def test_account_lays_anew_in_place_of_what_was_laid_with_a_link(network, people):
    mapping_round = opened(network, people)
    part = part_of(mapping_round, people[3])
    token = make_link(part=part, day=TODAY)
    lay_with(token, "phone", people[3])
    with_account(people[3])

    lay_signed_in(part=part, cards={role("leader").pk: [people[0].pk]}, day=TODAY)
    lay_signed_in(part=part, cards={role("critic").pk: [None]}, day=TODAY)

    assert laid() == {(people[3], "leader", people[0]), (people[3], "critic", None)}
    assert open_link(token, "phone") == Standing.HAS_ACCOUNT
    people[3].user.delete()
    assert open_link(token, "phone") == Standing.WITHDRAWN


def test_card_that_an_account_cannot_lay_leaves_those_of_the_link(network, people):
    mapping_round = opened(network, people)
    part = part_of(mapping_round, people[3])
    lay_with(make_link(part=part, day=TODAY), "phone", people[3])
    with_account(people[3])
    before = laid()

    stranger = MembershipFactory().person
    refusal(lay_signed_in, part=part, cards={role("leader").pk: [stranger.pk]}, day=TODAY)

    assert before
    assert laid() == before


def test_link_is_for_members_without_an_account_while_the_round_runs(network, people):
    mapping_round = opened(network, people)

    assert [each.person for each in parts_without_account(mapping_round)] == [people[3]]
    assert "has an account by now" in refusal(make_link, part=part_of(mapping_round, people[0]), day=TODAY)
    close_round(mapping_round=mapping_round, day=TODAY)
    assert "This round is closed" in refusal(make_link, part=part_of(mapping_round, people[3]), day=TODAY)


def test_mailed_link_speaks_the_language_of_its_reader(network, people):
    mapping_round = opened(network, people)
    part = part_of(mapping_round, people[3])
    part.person.email, part.person.language = "dirk@example.org", "en"

    mail_link(part=part, day=TODAY, link=lambda token: f"https://samen.example/mapping/{token}/")

    letter = mail.outbox[0]
    token = letter.body.partition("/mapping/")[2].partition("/")[0]
    assert (letter.to, find_part(token).person) == (["dirk@example.org"], people[3])
    assert letter.subject == f"Whom do you see in which role in “{network.name}”?"


def test_link_that_cannot_be_mailed_changes_nothing(network, people, settings):
    mapping_round = opened(network, people)
    part = part_of(mapping_round, people[3])
    make_link(part=part, day=TODAY)
    before = MappingPart.objects.values().get(pk=part.pk)
    settings.EMAIL_BACKEND = "tests.roles.services.test_mapping.NoPost"

    assert "no e-mail address" in refusal(mail_link, part=part, day=TODAY, link=str)
    part.person.email = "dirk@example.org"
    assert "could not be sent" in refusal(mail_link, part=part, day=TODAY, link=str)
    assert MappingPart.objects.values().get(pk=part.pk) == before


class NoPost:
    """A way to send mail that never works."""

    def __init__(self, **_options):
        pass

    def send_messages(self, _mails):
        raise OSError("no post today")


class Round(RuleBasedStateMachine):
    """A round of five, one by link: whatever happens, what lies is what was laid last, and closing counts that."""

    LAYERS, PEOPLE = st.integers(0, 4), st.lists(st.integers(0, 4), unique=True, max_size=3)
    ROLES = st.sampled_from(["driver", "critic"])

    @initialize()
    def begin(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        network = NetworkFactory()
        self.people = [MemberWithAccountFactory(network=network).person for _ in range(4)]
        self.people.append(MembershipFactory(network=network).person)
        self.round = open_round(
            network=network, way="everyone", asked_by=self.people[0], closes_on=TOMORROW, today=TODAY
        )
        self.cards, self.token, self.device = {}, None, None

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def is_open(self):
        return self.round.closed_on is None

    def keep(self, layer, slug, people, *, nobody):
        self.cards[layer, slug] = {None} if nobody else {self.people[each] for each in people}

    @precondition(is_open)
    @step(layer=st.integers(0, 3), slug=ROLES, people=PEOPLE, nobody=st.booleans())
    def lay(self, layer, slug, people, nobody):
        self.keep(layer, slug, people, nobody=nobody)
        lay(self.round, self.people[layer], slug, *self.cards[layer, slug])

    @precondition(is_open)
    @step(renew=st.booleans())
    def link(self, renew):
        part = part_of(self.round, self.people[4])
        if renew:
            self.token = make_link(part=part, day=TODAY)
        else:
            withdraw_link(part=part, day=TODAY)
            self.token = None if part.token_hash else self.token
        if renew or part.token_hash:
            self.device = None
            self.cards = {key: value for key, value in self.cards.items() if key[0] != 4}

    @precondition(lambda self: self.is_open() and self.token)
    @step(device=st.sampled_from(["phone", "laptop"]), people=PEOPLE)
    def lay_by_link(self, device, people):
        mine = self.device in {None, device}
        assert (open_link(self.token, device) is Standing.OPEN) == mine
        assert lay_with(self.token, device, *(self.people[each] for each in people)) == mine
        if mine:
            self.device = device
            self.keep(4, "driver", people, nobody=False)

    @precondition(is_open)
    @step(calling_off=st.booleans())
    def close(self, calling_off):
        (withdraw_round if calling_off else close_round)(mapping_round=self.round, day=TODAY)
        self.round.refresh_from_db()
        layers = {layer for (layer, _slug), people in self.cards.items() if people}
        expected = {}
        for (_layer, slug), people in self.cards.items():
            for person in people:
                expected[slug, person] = expected.get((slug, person), 0) + 1
        assert counts(self.round) == ({} if calling_off or len(layers) < 3 else expected)
        assert self.round.answered_by == (0 if calling_off else len(layers))
        assert traces(self.round) == (0, 0)

    @precondition(lambda self: not self.is_open())
    @step(layer=LAYERS)
    def come_too_late(self, layer):
        with pytest.raises(ValidationError, match="This round is closed"):
            lay(self.round, self.people[layer], "driver", self.people[layer])
        close_round(mapping_round=self.round, day=TOMORROW)
        assert self.round == MappingRound.objects.get(closed_on=TODAY)

    @invariant()
    def what_lies_is_what_was_laid_last(self):
        if not self.is_open():
            return
        found = {(self.people.index(layer), slug, person) for layer, slug, person in laid()}
        assert found == {
            (layer, slug, person) for (layer, slug), people in self.cards.items() for person in people
        }


def test_round_counts_what_was_laid_last_whatever_happens():
    run_state_machine_as_test(
        Round,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_every_card_of_the_catalogue_can_be_laid_at_once_without_more_queries(
    network, people, django_assert_max_num_queries
):
    mapping_round = opened(network, people)
    cards = {each: [people[0].pk, people[1].pk] for each in Role.objects.values_list("pk", flat=True)}

    with django_assert_max_num_queries(10):
        lay_cards(part=part_of(mapping_round, people[0]), cards=cards, day=TODAY)

    assert MappingMark.objects.count() == 30


def test_part_and_mark_are_called_by_their_round_only():
    mark = MappingMarkFactory(part=MappingPartFactory())

    assert str(mark) == str(mark.part) == str(mark.part.round)
