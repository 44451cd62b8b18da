"""The models of this app; each module one noun and what belongs to it."""

from networks.models.invitations import Invitation
from networks.models.mandates import Authority, DecisionTopic, Mandate
from networks.models.memberships import BalanceReading, CheckIn, Membership
from networks.models.networks import Engagement, Network, Observer
from networks.models.organisations import CollaborationPolicy, Organisation, Stewardship
from networks.models.people import Person, User
from networks.models.retention import Retention

__all__ = [
    "Authority",
    "BalanceReading",
    "CheckIn",
    "CollaborationPolicy",
    "DecisionTopic",
    "Engagement",
    "Invitation",
    "Mandate",
    "Membership",
    "Network",
    "Observer",
    "Organisation",
    "Person",
    "Retention",
    "Stewardship",
    "User",
]
