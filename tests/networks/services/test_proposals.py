"""Proposing somebody to the coordinators of a network."""

import pytest
from django.core.exceptions import ValidationError

from networks.services.proposals import MAX_PER_DAY, coordinators_to_ask, propose
from tests.factories import (
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    PersonFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

LINK = "https://samenspel.example/networks/north/members/new/"


@pytest.fixture
def engagement():
    return EngagementFactory(network__name="North", organisation__name="De Zon")


@pytest.fixture
def steward(engagement):
    return StewardshipFactory(organisation=engagement.organisation, person__name="Stella").person


@pytest.fixture
def coordinator(engagement):
    return CoordinatorFactory(network=engagement.network, person__name="Cora").person


def ask(engagement, steward, person=None, reason="Knows every street."):
    return propose(
        engagement=engagement,
        person=person or PersonFactory(name="Lotte", email="lotte@example.org"),
        reason=reason,
        proposer=steward.user,
        link=LINK,
    )


def test_every_coordinator_gets_the_proposal_in_their_own_language(
    engagement, steward, coordinator, mailoutbox
):
    coordinator.language = "nl"
    coordinator.save()
    english = CoordinatorFactory(network=engagement.network, person__name="Abe", person__language="en").person
    CoordinatorFactory(network=engagement.network, person__name="Without", person__email="")
    CoordinatorFactory(network=engagement.network, left_on=engagement.network.started_on)
    CoordinatorFactory()
    MembershipFactory(network=engagement.network, person__email="member@example.org")

    asked = ask(engagement, steward)

    assert asked == [english, coordinator]
    in_english, in_dutch = mailoutbox
    assert in_english.to == [english.email]
    assert in_english.reply_to == in_dutch.reply_to == [steward.user.email]
    assert in_english.subject == "De Zon proposes Lotte for “North”"
    assert in_english.body.startswith("Hello Abe,\n\nStella proposes that Lotte joins “North” for De Zon.\n")
    assert "Knows every street." in in_english.body
    assert "Lotte can be reached at lotte@example.org." in in_english.body
    assert f"\n\n{LINK}\n\n" in in_english.body
    assert in_dutch.to == [coordinator.email]
    assert in_dutch.subject == "De Zon stelt Lotte voor bij ‘North’"
    assert "Waarom:\nKnows every street.\n" in in_dutch.body


def test_steward_may_propose_themselves(engagement, steward, coordinator, mailoutbox):
    coordinator.language = "en"
    coordinator.save()

    ask(engagement, steward, person=steward)

    assert "Stella would like to join “North” for De Zon." in mailoutbox[0].body


def test_markup_and_line_breaks_stay_words(engagement, steward, coordinator, mailoutbox):
    ask(
        engagement,
        steward,
        person=PersonFactory(name="Lotte\nBcc: all@example.org"),
        reason="<b>Tom & Ann</b>",
    )

    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == [coordinator.email]
    assert "<b>Tom & Ann</b>" in mailoutbox[0].body


def test_without_a_coordinator_who_can_be_reached_nothing_is_sent(engagement, steward, mailoutbox):
    CoordinatorFactory(network=engagement.network, person__email="")

    with pytest.raises(ValidationError, match="no e-mail address of a coordinator"):
        ask(engagement, steward)

    assert (coordinators_to_ask(engagement), mailoutbox) == ([], [])


def test_the_same_proposal_is_sent_once_a_day(engagement, steward, coordinator, mailoutbox):
    lotte = PersonFactory(name="Lotte")
    ask(engagement, steward, person=lotte)

    with pytest.raises(ValidationError, match="You proposed Lotte for this network today already"):
        ask(engagement, steward, person=lotte)

    assert len(mailoutbox) == 1


def test_a_few_proposals_a_day_are_enough(engagement, steward, coordinator, mailoutbox):
    for _ in range(MAX_PER_DAY):
        ask(engagement, steward, person=PersonFactory())

    with pytest.raises(ValidationError, match=f"You have made {MAX_PER_DAY} proposals today"):
        ask(engagement, steward, person=PersonFactory())
    other = StewardshipFactory(organisation=engagement.organisation).person
    ask(engagement, other, person=PersonFactory())

    assert len(mailoutbox) == MAX_PER_DAY + 1


def test_mail_that_cannot_be_sent_may_be_tried_again(engagement, steward, coordinator, mailoutbox, settings):
    lotte = PersonFactory(name="Lotte")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(ValidationError, match="could not be sent"):
        ask(engagement, steward, person=lotte)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ask(engagement, steward, person=lotte)

    assert [mail.to for mail in mailoutbox] == [[coordinator.email]]
