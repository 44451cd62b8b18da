"""What each kind of reader sees of each model: the network's own things, never those of another network."""

import pytest

from networks import models as networks
from roles.models import RoleAssignment
from tests.factories import (
    AdministratorFactory,
    AuthorityFactory,
    BalanceReadingFactory,
    CheckInFactory,
    CollaborationPolicyFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    EngagementFactory,
    InvitationFactory,
    ListeningNoteFactory,
    MandateFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

BOTH, HERE, NONE = {"here", "there"}, {"here"}, set()
OPEN = {
    "outsider": NONE,
    "observer": HERE,
    "member": HERE,
    "colleague": HERE,
    "coordinator": HERE,
    "steward": HERE,
    "administrator": BOTH,
}
PRIVATE = {
    "outsider": NONE,
    "observer": NONE,
    "member": HERE,  # it is about them
    "colleague": NONE,
    "coordinator": HERE,
    "steward": NONE,
    "administrator": NONE,  # who looks in the administration, not over a coordinator's shoulder
}
COORDINATION = dict.fromkeys(OPEN, NONE) | {"coordinator": HERE, "administrator": BOTH}

TABLE = {
    networks.Network: OPEN,
    networks.Engagement: OPEN,
    networks.Observer: OPEN,
    networks.Membership: OPEN,
    networks.Organisation: OPEN,
    networks.CollaborationPolicy: OPEN,
    networks.Stewardship: OPEN,
    networks.DecisionTopic: OPEN,
    networks.Mandate: OPEN,
    networks.Authority: OPEN,
    networks.Person: OPEN,
    RoleAssignment: OPEN,
    networks.BalanceReading: PRIVATE,
    networks.CheckIn: PRIVATE,
    networks.Invitation: COORDINATION,
    networks.ListeningNote: PRIVATE | {"coordinator": NONE},
}


def furnish(network, member) -> dict[type, object]:
    """Give a network one of everything, about one member."""
    mandate = MandateFactory(membership=member)
    about = {"network": network, "person": member.person}
    return {
        networks.Network: network,
        networks.Engagement: member.engagement,
        networks.Observer: ObserverFactory(network=network),
        networks.Membership: member,
        networks.Organisation: member.engagement.organisation,
        networks.CollaborationPolicy: CollaborationPolicyFactory(organisation=member.engagement.organisation),
        networks.Stewardship: StewardshipFactory(organisation=member.engagement.organisation),
        networks.DecisionTopic: DecisionTopicFactory(network=network),
        networks.Mandate: mandate,
        networks.Authority: AuthorityFactory(mandate=mandate),
        networks.Person: member.person,
        RoleAssignment: RoleAssignmentFactory(membership=member),
        networks.BalanceReading: BalanceReadingFactory(**about),
        networks.CheckIn: CheckInFactory(**about),
        networks.Invitation: InvitationFactory(**about),
        networks.ListeningNote: ListeningNoteFactory(network=network, about=member.person),
    }


@pytest.fixture
def world():
    here, there = NetworkFactory(), NetworkFactory()
    member = MemberWithAccountFactory(network=here)
    things = {
        "here": furnish(here, member),
        "there": furnish(there, MemberWithAccountFactory(network=there)),
    }
    readers = {
        "outsider": PersonWithAccountFactory().user,
        "observer": things["here"][networks.Observer].person.user,
        "member": member.person.user,
        "colleague": MemberWithAccountFactory(network=here, engagement=member.engagement).person.user,
        "coordinator": CoordinatorFactory(network=here, engagement=member.engagement).person.user,
        "steward": things["here"][networks.Stewardship].person.user,
        "administrator": AdministratorFactory(),
    }
    return things, readers


@pytest.mark.parametrize("model", TABLE)
def test_visible_to_is_what_the_table_says(world, model):
    things, readers = world

    seen = {
        who: {place for place, each in things.items() if each[model] in model.objects.visible_to(user)}
        for who, user in readers.items()
    }

    assert seen == TABLE[model]


@pytest.mark.parametrize("model", TABLE)
def test_visible_to_names_nothing_twice(world, model):
    things, readers = world
    EngagementFactory(network=things["here"][networks.Network])
    member = things["here"][networks.Membership]
    MemberWithAccountFactory(person=member.person, engagement__organisation=member.organisation)
    StewardshipFactory(organisation=member.organisation, person=member.person)
    CoordinatorFactory(network=member.network, person=readers["steward"].person)

    for user in readers.values():
        keys = list(model.objects.visible_to(user).values_list("pk", flat=True))
        assert len(keys) == len(set(keys))
