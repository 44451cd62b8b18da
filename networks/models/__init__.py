"""The models of this app; each module one noun and what belongs to it."""

from networks.models.check_ins import CheckIn, CheckInValue, Thanks, ValueKind
from networks.models.consultations import Attendance, Consultation, Decision
from networks.models.invitations import Invitation
from networks.models.listening import ListeningNote
from networks.models.mandates import Authority, DecisionTopic, Mandate
from networks.models.memberships import BalanceReading, Membership
from networks.models.networks import Engagement, Network, Observer
from networks.models.organisations import CollaborationPolicy, Organisation, Stewardship
from networks.models.people import Person, User
from networks.models.purposes import (
    PurposeAgreement,
    PurposeClarity,
    PurposeVersion,
    RulesAcceptance,
    SharedResult,
    WorkingRules,
)
from networks.models.retention import Retention

__all__ = [
    "Attendance",
    "Authority",
    "BalanceReading",
    "CheckIn",
    "CheckInValue",
    "CollaborationPolicy",
    "Consultation",
    "Decision",
    "DecisionTopic",
    "Engagement",
    "Invitation",
    "ListeningNote",
    "Mandate",
    "Membership",
    "Network",
    "Observer",
    "Organisation",
    "Person",
    "PurposeAgreement",
    "PurposeClarity",
    "PurposeVersion",
    "Retention",
    "RulesAcceptance",
    "SharedResult",
    "Stewardship",
    "Thanks",
    "User",
    "ValueKind",
    "WorkingRules",
]
