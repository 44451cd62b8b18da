"""Writing to somebody: where a mail reaches them, and in which language."""

import pytest

from networks.services.mails import write_to
from tests.factories import MandateFactory, PersonFactory, PersonWithAccountFactory

pytestmark = pytest.mark.django_db


def texts():
    mandate = MandateFactory()
    return {"mandate": mandate, "member": mandate.membership.person, "for_member": True}


def test_mail_reaches_somebody_by_their_account_when_they_have_no_address_of_their_own(mailoutbox):
    person = PersonWithAccountFactory(name="Anna", email="", user__email="anna@example.org", language="nl")

    left = write_to(person=person, mail="mandate_granted", texts=texts())

    assert left is True
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]
    assert mailoutbox[0].body.startswith("Hallo Anna,")


def test_mail_leaves_for_nobody_without_any_address(mailoutbox):
    left = write_to(person=PersonFactory(email=""), mail="mandate_granted", texts=texts())

    assert (left, mailoutbox) == (False, [])
