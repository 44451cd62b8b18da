"""The mails that go with a swap: who gets which, in which language, and that none of them stops anything."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.backends import locmem
from django.utils.formats import date_format

from roles.models import RoleAssignment
from roles.services.due_swaps import carry_out_due_swaps
from roles.services.swaps import answer_swap, carry_out_swap, propose_swap
from tests.factories import MembershipFactory, NetworkFactory
from tests.roles.swap_worlds import (
    TODAY,
    agreed,
    came_due,
    coordinator_of,
    hand_over,
    holds,
    plan,
    proposed,
    share,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_ADDRESS = "https://samenspel.example.org"


@pytest.fixture
def members():
    """Anna drives; Cleo reads Dutch."""
    anna, bram, cleo = table(NetworkFactory(name="North", slug="north"), "Anna", "Bram", "Cleo")
    holds(anna, "driver")
    cleo.person.language = "nl"
    cleo.person.save()
    return anna, bram, cleo


@pytest.fixture
def mailed(django_capture_on_commit_callbacks, mailoutbox, members):
    """Return what a deed mails to whom, by name, as soon as it is kept."""
    names = {membership.person.email: membership.person.name for membership in members}
    names[coordinator_of(members[0].network).email] = "Hanne"

    def mails_of(deed, /, **values):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed(**values)
        return {names[mail.to[0]]: mail for mail in mailoutbox}

    return mails_of


def subjects(mails):
    return {name: mail.subject for name, mail in mails.items()}


def propose(proposer, *moves, **values):
    return {"network": proposer.network, "proposer": proposer.person, "plan": plan(*moves, **values)}


def test_proposal_asks_those_whom_it_touches_each_in_their_language(members, mailed):
    anna, bram, cleo = members

    mails = mailed(
        propose_swap, **propose(anna, hand_over("driver", anna, cleo), share("critic", bram), in_days=3)
    )

    assert subjects(mails) == {
        "Bram": "A proposal to move roles in “North” asks for your answer",
        "Cleo": "Een voorstel voor een rolwissel in ‘North’ wacht op je antwoord",
    }
    swap = anna.network.swaps.get()
    assert "Anna has a proposal for “North”:" in mails["Bram"].body
    assert "– Anna hands the role of driver over to Cleo." in mails["Bram"].body
    assert "– Anna geeft de rol van trekker door aan Cleo." in mails["Cleo"].body
    assert "Two years is enough." in mails["Cleo"].body
    assert date_format(swap.planned_on, "j F Y") in mails["Bram"].body
    assert f"https://samenspel.example.org/networks/north/swaps/{swap.pk}/" in mails["Cleo"].body
    assert not any("&" in mail.body for mail in mails.values())


def test_proposer_hears_of_an_objection_and_of_another_proposal(members, mailed):
    anna, bram, cleo = members
    swap = proposed(anna, hand_over("driver", anna, cleo))

    objected = mailed(answer_swap, swap=swap, person=cleo.person, consents=False, text="Niet voor de zomer.")
    replaced = mailed(
        propose_swap, **propose(cleo, hand_over("driver", anna, bram), reason="Bram can."), instead_of=swap
    )

    assert subjects(objected) == {"Anna": "Cleo objects to your proposal in “North”"}
    assert "Niet voor de zomer." in objected["Anna"].body
    assert "– Anna hands the role of driver over to Cleo." in objected["Anna"].body
    assert "– Anna hands the role of driver over to Bram." in replaced["Bram"].body
    assert set(replaced) == {"Anna", "Bram"}  # Anna is told that hers is replaced, and asked of the other


def test_agreement_is_told_to_coordinators_and_those_whom_it_touches_but_not_to_the_last(members, mailed):
    anna, _bram, cleo = members
    swap = proposed(anna, hand_over("driver", anna, cleo))
    other = proposed(anna, share("driver", cleo), by_itself=True)

    by_hand = mailed(answer_swap, swap=swap, person=cleo.person, consents=True)
    by_itself = mailed(answer_swap, swap=other, person=cleo.person, consents=True)
    again = mailed(answer_swap, swap=swap, person=cleo.person, consents=True)

    assert set(by_hand) == set(by_itself) == {"Anna", "Hanne"}
    assert "It waits for a coordinator, such as you, to carry it out from " in by_hand["Hanne"].body
    assert "A coordinator carries it out from " in by_hand["Anna"].body
    assert "the roles move by themselves" in by_itself["Anna"].body
    assert again == {}


def test_what_was_carried_out_is_told_to_those_whom_it_touched(members, mailed):
    anna, _bram, cleo = members
    by_hand = agreed(anna, hand_over("driver", anna, cleo))

    mails = mailed(carry_out_swap, swap=by_hand, person=coordinator_of(anna.network))

    by_hand.refresh_from_db()
    assert subjects(mails) == {
        "Anna": "Roles have moved in “North”",
        "Cleo": "Er zijn rollen gewisseld in ‘North’",
    }
    assert f"On {date_format(by_hand.look_back_on, 'j F Y')} you are asked what it brought." in (
        mails["Anna"].body
    )


def test_what_stalled_is_told_with_the_reason_in_each_ones_language(members, mailed):
    anna, _bram, cleo = members
    came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)

    mails = mailed(carry_out_due_swaps, day=TODAY)

    assert set(mails) == {"Anna", "Cleo", "Hanne"}
    assert "– Anna is not driver any more. See who is now, and propose it anew." in mails["Hanne"].body
    assert "– Anna is geen trekker meer. Kijk wie het nu is, en doe een nieuw voorstel." in (
        mails["Cleo"].body
    )


def test_nobody_is_mailed_who_has_left_or_has_no_address(members, mailed):
    anna, bram, cleo = members
    nobody = MembershipFactory(network=anna.network)
    swap = proposed(bram, hand_over("driver", anna, nobody), share("critic", cleo))
    bram.left_on = TODAY
    bram.save()

    mails = mailed(answer_swap, swap=swap, person=anna.person, consents=False, text="Not now.")

    assert mails == {}


def test_mail_that_cannot_be_sent_stops_nothing(members, mailed, monkeypatch, caplog):
    anna, _bram, cleo = members

    def fail(*_arguments):
        raise SMTPServerDisconnected("Gone")

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail)
    mails = mailed(propose_swap, **propose(anna, hand_over("driver", anna, cleo)))

    assert mails == {}
    assert anna.network.swaps.get().state == "proposed"
    assert "A mail could not be sent." in caplog.text


def test_refused_deed_mails_nobody(members, mailed, mailoutbox):
    anna, _bram, cleo = members
    swap = agreed(anna, hand_over("driver", anna, cleo))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)

    with pytest.raises(ValidationError, match="not driver any more"):
        mailed(carry_out_swap, swap=swap, person=coordinator_of(anna.network))

    swap.refresh_from_db()
    assert (swap.state, mailoutbox) == ("agreed", [])
