"""How a mandate comes about and ends: each step, each refusal, any sequence, and two people at once."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networks.models import Authority, Mandate
from networks.services.mandate_terms import Terms
from networks.services.mandates import (
    ask_for_mandate,
    decline_mandate,
    give_mandate,
    grant_mandate,
    renew_mandate,
    withdraw_mandate,
)
from tests.factories import (
    LONG_AGO,
    AuthorityFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
YEAR = Terms(date(2026, 6, 1), date(2027, 5, 31))
NEXT_YEAR = Terms(date(2027, 6, 1), date(2028, 5, 31))


def state(mandate: Mandate) -> dict:
    return Mandate.objects.filter(pk=mandate.pk).values().get()


def said(mandate: Mandate) -> dict[str, str]:
    return dict(mandate.authorities.values_list("topic__name", "level"))


def refusal(call, **arguments) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        call(**arguments)
    return refused.value.messages


def ask(membership, **changes) -> Mandate:
    given_values = {"asker": None, "terms": YEAR, "request": "", "day": DAY} | changes
    return ask_for_mandate(membership=membership, **given_values)


def test_asking_keeps_who_asked_for_what_and_grants_nothing():
    membership, asker = MembershipFactory(), PersonFactory()
    topic = DecisionTopicFactory(network=membership.network, name="Money")
    terms = Terms(YEAR.starts_on, YEAR.ends_on, 8, authority={topic.pk: "decides"})

    mandate = ask(membership, asker=asker, terms=terms, request="To spend it.")

    assert (mandate.asked_on, mandate.asked_by, mandate.request) == (DAY, asker, "To spend it.")
    assert (mandate.starts_on, mandate.ends_on, mandate.hours_per_month) == (*period(YEAR), 8)
    assert said(mandate) == {"Money": "decides"}
    assert mandate.state_on(DAY) == Mandate.State.ASKED


def period(terms: Terms) -> tuple[date, date]:
    return terms.starts_on, terms.ends_on


def test_asking_twice_is_refused_until_the_first_is_answered():
    membership = MembershipFactory(person__name="Anna")
    first = ask(membership)

    sentences = refusal(ask, membership=membership)
    decline_mandate(mandate=first, decliner=None, reason="No.", day=DAY)
    second = ask(membership)

    assert sentences == ["A mandate for Anna has been asked for already. It waits for an answer."]
    assert list(Mandate.objects.asked()) == [second]


def test_asking_for_somebody_in_their_own_name_is_refused():
    assert refusal(ask, membership=MembershipFactory(engagement=None)) == [
        "Somebody in their own name needs no mandate."
    ]


def test_granting_puts_the_stewards_terms_in_the_place_of_those_asked_for():
    membership, granter, coach = MembershipFactory(), PersonFactory(), PersonFactory()
    money, people = (
        DecisionTopicFactory(network=membership.network, name=name) for name in ("Money", "People")
    )
    asked = ask(
        membership, terms=Terms(*period(YEAR), 20, authority={money.pk: "decides"}), request="Please."
    )
    terms = Terms(*period(NEXT_YEAR), 8, coach, {people.pk: "refers"})

    granted = grant_mandate(mandate=asked, granter=granter, terms=terms, day=DAY)

    row = Mandate.objects.get()
    assert (granted, row.granted_on, row.granted_by, row.coach) == (row, DAY, granter, coach)
    assert (row.starts_on, row.ends_on, row.hours_per_month) == (*period(NEXT_YEAR), 8)
    assert (row.asked_on, row.request) == (DAY, "Please.")
    assert said(row) == {"People": "refers"}


def test_granting_what_was_answered_already_is_refused_and_changes_nothing():
    steward = PersonFactory(name="Sara")
    granted, declined = ask(MembershipFactory()), ask(MembershipFactory())
    grant_mandate(mandate=granted, granter=steward, terms=YEAR, day=DAY)
    decline_mandate(mandate=declined, decliner=steward, reason="No.", day=DAY)
    before = state(granted), state(declined)

    sentences = [
        *refusal(grant_mandate, mandate=granted, granter=None, terms=NEXT_YEAR, day=DAY),
        *refusal(grant_mandate, mandate=declined, granter=None, terms=NEXT_YEAR, day=DAY),
        *refusal(decline_mandate, mandate=granted, decliner=None, reason="Too late.", day=DAY),
    ]

    assert sentences == [
        "This mandate was granted on 1 June 2026, by Sara; it counts until 31 May 2027.",
        "This request was declined on 1 June 2026, by Sara.",
        "This mandate was granted on 1 June 2026, by Sara; it counts until 31 May 2027.",
    ]
    assert (state(granted), state(declined)) == before


def test_granting_with_impossible_terms_leaves_the_request_waiting():
    mandate = ask(MembershipFactory())
    before = state(mandate)

    refusal(grant_mandate, mandate=mandate, granter=None, terms=Terms(DAY, date(2026, 5, 1)), day=DAY)

    assert state(mandate) == before


def test_another_networks_topic_is_refused_everywhere():
    membership, foreign = MembershipFactory(), DecisionTopicFactory()
    terms = Terms(*period(YEAR), authority={foreign.pk: "decides"})
    sentence = "One of these topics is not, or no longer, a topic of this network. Look at the list again."

    asked = refusal(ask, membership=membership, terms=terms)
    given_anyhow = refusal(give_mandate, membership=membership, granter=None, terms=terms, day=DAY)

    assert asked == given_anyhow == [sentence]
    assert not Mandate.objects.exists()
    assert not Authority.objects.exists()


def test_giving_answers_a_waiting_request_first():
    membership = MembershipFactory(person__name="Anna")
    ask(membership)

    sentences = refusal(give_mandate, membership=membership, granter=None, terms=YEAR, day=DAY)

    assert sentences == ["A mandate for Anna has been asked for already. It waits for an answer."]


def test_declining_keeps_the_request_with_the_reason():
    steward, mandate = PersonFactory(), ask(MembershipFactory(), request="Please.")

    decline_mandate(mandate=mandate, decliner=steward, reason="Not now.", day=DAY)

    row = Mandate.objects.get()
    assert (row.declined_on, row.closed_by, row.reason, row.request) == (DAY, steward, "Not now.", "Please.")


def test_withdrawing_counts_from_the_day_itself():
    steward = PersonFactory()
    mandate = MandateFactory(starts_on=date(2026, 1, 1))

    withdraw_mandate(mandate=mandate, withdrawer=steward, reason="Another job.", day=DAY)

    row = Mandate.objects.get()
    assert (row.withdrawn_on, row.closed_by, row.reason) == (DAY, steward, "Another job.")
    assert list(Mandate.objects.valid_on(DAY - timedelta(days=1))) == [row]
    assert not Mandate.objects.valid_on(DAY).exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"granted_on": None}, "This mandate was asked for, but not granted yet."),
        (
            {"granted_on": None, "declined_on": DAY},
            "This request was declined on 1 June 2026, by an administrator.",
        ),
        (
            {"withdrawn_on": date(2026, 3, 1)},
            "This mandate was withdrawn from 1 March 2026 on, by an administrator.",
        ),
        (
            {"ends_on": date(2026, 5, 31)},
            "This mandate was granted on 1 January 2026, by an administrator; it counts until 31 May 2026.",
        ),
    ],
)
def test_withdrawing_what_does_not_count_is_refused(values, sentence):
    mandate = MandateFactory(starts_on=date(2026, 1, 1), **values)
    before = state(mandate)

    sentences = refusal(withdraw_mandate, mandate=mandate, withdrawer=None, reason="So.", day=DAY)

    assert (sentences, state(mandate)) == ([sentence], before)


def test_renewing_leaves_the_earlier_mandate_as_it_is():
    earlier = AuthorityFactory(mandate__starts_on=DAY, mandate__ends_on=YEAR.ends_on).mandate
    before = state(earlier)

    later = renew_mandate(mandate=earlier, granter=None, terms=NEXT_YEAR, day=DAY)

    assert (later.membership, later.starts_on, later.granted_on) == (
        earlier.membership,
        NEXT_YEAR.starts_on,
        DAY,
    )
    assert state(earlier) == before
    assert earlier.authorities.count() == 1


def test_renewing_in_the_place_of_the_one_that_counts_ends_it_the_day_before():
    steward = PersonFactory()
    earlier = MandateFactory(starts_on=date(2026, 1, 1))
    terms = Terms(date(2026, 7, 1), date(2027, 6, 30))

    later = renew_mandate(mandate=earlier, granter=steward, terms=terms, day=DAY, replaces=True)

    earlier.refresh_from_db()
    assert (earlier.last_day, earlier.closed_by) == (date(2026, 6, 30), steward)
    assert list(Mandate.objects.valid_on(date(2026, 6, 30))) == [earlier]
    assert list(Mandate.objects.valid_on(date(2026, 7, 1))) == [later]


def test_renewing_does_not_rewrite_the_past():
    earlier = MandateFactory(starts_on=date(2026, 1, 1))
    terms = Terms(date(2026, 5, 1), date(2027, 6, 30))

    sentences = refusal(renew_mandate, mandate=earlier, granter=None, terms=terms, day=DAY, replaces=True)

    assert sentences == ["What was agreed for past days stays. Choose today or a later day."]
    assert list(Mandate.objects.values_list("pk", "withdrawn_on")) == [(earlier.pk, None)]


def test_renewing_what_was_never_granted_is_refused():
    mandate = MandateFactory(granted_on=None)

    assert refusal(renew_mandate, mandate=mandate, granter=None, terms=YEAR, day=DAY) == [
        "Only a mandate that was granted can be renewed."
    ]


DAYS = 12
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "grant", "give", "decline", "withdraw", "renew", "replace"]),
        st.integers(-3, DAYS),
        st.integers(-1, DAYS),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=12,
)


class Plain:
    """The same by hand: each mandate a set of the days on which it counts, or a word for how it stands."""

    def __init__(self) -> None:
        self.rows: list[set[int] | str] = []
        self.today = 0

    def free(self, first: int, last: int, besides: int | None = None) -> bool:
        wanted = set(range(first, last + 1))
        others = [row for place, row in enumerate(self.rows) if place != besides and isinstance(row, set)]
        return bool(wanted) and last >= self.today and first >= -2 and not any(wanted & row for row in others)

    def step(self, deed: str, first: int, length: int, place: int) -> bool:
        """Do something, and say whether it could be done."""
        last = first + length
        waiting = self.rows.index("asked") if "asked" in self.rows else None
        if deed in {"grant", "decline"}:
            if waiting is None or (deed == "grant" and not self.free(first, last)):
                return False
            self.rows[waiting] = set(range(first, last + 1)) if deed == "grant" else "declined"
            return True
        if deed == "withdraw":
            row = self.rows[place] if place < len(self.rows) else ""
            if not isinstance(row, set) or not any(day >= self.today for day in row):
                return False
            self.rows[place] = {day for day in row if day < self.today}
            return True
        if deed in {"renew", "replace"}:
            row = self.rows[place] if place < len(self.rows) else ""
            if not isinstance(row, set):
                return False
            kept = row
            if deed == "replace" and any(day >= first for day in row):
                if first < self.today:
                    return False
                kept = {day for day in row if day < first}
            if (
                waiting is not None
                or not self.free(first, last, besides=place)
                or kept & set(range(first, last + 1))
            ):
                return False
            self.rows[place] = kept
        elif waiting is not None or not self.free(first, last):
            return False
        self.rows.append("asked" if deed == "ask" else set(range(first, last + 1)))
        return True


def in_words(mandates: list[Mandate], start: date) -> list[set[int] | str]:
    rows: list[set[int] | str] = []
    for mandate in mandates:
        if mandate.granted_on is None:
            rows.append("declined" if mandate.declined_on else "asked")
        else:
            days = (mandate.last_day - mandate.starts_on).days + 1
            first = (mandate.starts_on - start).days
            rows.append(set(range(first, first + days)))
    return rows


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_sequence_of_steps_leaves_what_was_worked_out_by_hand(steps):
    membership, plain = MembershipFactory(joined_on=DAY - timedelta(days=2)), Plain()

    for deed, first, length, place, pause in steps:
        plain.today += pause
        expected = plain.step(deed, first, length, place)
        done = attempt(membership, deed, first, length, place, DAY + timedelta(days=plain.today))

        assert (deed, done) == (deed, expected)
        assert in_words(list(membership.mandates.order_by("pk")), DAY) == plain.rows


def attempt(membership, deed: str, first: int, length: int, place: int, today: date) -> bool:
    """Do the same with the services, and say whether it could be done."""
    start = DAY + timedelta(days=first)
    terms = Terms(start, start + timedelta(days=length))
    rows = list(membership.mandates.order_by("pk"))
    chosen = rows[place] if place < len(rows) else None
    waiting = membership.mandates.asked().first()
    try:
        match deed:
            case "ask":
                ask(membership, terms=terms, day=today)
            case "give":
                give_mandate(membership=membership, granter=None, terms=terms, day=today)
            case "grant" if waiting:
                grant_mandate(mandate=waiting, granter=None, terms=terms, day=today)
            case "decline" if waiting:
                decline_mandate(mandate=waiting, decliner=None, reason="No.", day=today)
            case "withdraw" if chosen:
                withdraw_mandate(mandate=chosen, withdrawer=None, reason="So.", day=today)
            case "renew" | "replace" if chosen:
                replaces = deed == "replace"
                renew_mandate(mandate=chosen, granter=None, terms=terms, day=today, replaces=replaces)
            case _:
                return False
    except ValidationError:
        return False
    return True


def at_once(*calls) -> list[bool]:
    """Call all at the same moment, each with a connection of its own; say which could be done."""
    barrier, done = Barrier(len(calls)), [False] * len(calls)

    def run(place, call):
        barrier.wait()
        try:
            call()
            done[place] = True
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_of_two_who_answer_at_the_same_moment_one_wins(_round):
    stewards = [PersonFactory(name="Sara"), PersonFactory(name="Omar")]
    mandate = ask(MembershipFactory())
    terms = [YEAR, NEXT_YEAR]

    done = at_once(
        *(
            lambda place=place: grant_mandate(
                mandate=mandate, granter=stewards[place], terms=terms[place], day=DAY
            )
            for place in (0, 1)
        ),
        lambda: decline_mandate(mandate=mandate, decliner=stewards[0], reason="No.", day=DAY),
    )

    row = Mandate.objects.get()
    assert sum(done) == 1
    if done[2]:
        assert (row.granted_on, row.declined_on, row.closed_by) == (None, DAY, stewards[0])
    else:
        winner = done.index(True)
        assert (row.declined_on, row.granted_by, row.starts_on) == (
            None,
            stewards[winner],
            terms[winner].starts_on,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_mandates_for_the_same_days_given_at_the_same_moment_one_counts():
    membership = MembershipFactory(joined_on=LONG_AGO)

    done = at_once(
        *[lambda: give_mandate(membership=membership, granter=None, terms=YEAR, day=DAY) for _ in range(3)],
        lambda: ask(membership),
    )

    granted = Mandate.objects.exclude(granted_on=None).count()
    asked = Mandate.objects.asked().count()
    assert sum(done) == granted + asked == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_twice_at_the_same_moment_keeps_the_first_reason():
    mandate = MandateFactory(starts_on=DAY)
    reasons = ["First.", "Second."]

    done = at_once(
        *(
            lambda reason=reason: withdraw_mandate(mandate=mandate, withdrawer=None, reason=reason, day=DAY)
            for reason in reasons
        )
    )

    assert sum(done) == 1
    assert Mandate.objects.get().reason == reasons[done.index(True)]
