"""The models of this app; each module one noun and what belongs to it."""

from roles.models.assignments import RoleAssignment
from roles.models.catalogue import Cluster, Competence, Role
from roles.models.mapping import MappingCount, MappingMark, MappingPart, MappingRound
from roles.models.moves import MoveKind
from roles.models.norms import NetworkNorms
from roles.models.profiles import RoleStance, SelfAssessment, SpontaneousRole
from roles.models.ratings import CompetenceRating, RatingRequest, RatingRound, SealedRating
from roles.models.reminders import CalendarFeed, Digest, ReminderKind, ReminderRefusal, SentReminder
from roles.models.scenarios import Scenario, ScenarioMove, ScenarioShare
from roles.models.swaps import RoleSwap, SwapAnswer, SwapEvent, SwapLookBack, SwapMove
from roles.models.terms import EmptySeat, RoleTerm
from roles.models.values import RoleValue

__all__ = [
    "CalendarFeed",
    "Cluster",
    "Competence",
    "CompetenceRating",
    "Digest",
    "EmptySeat",
    "MappingCount",
    "MappingMark",
    "MappingPart",
    "MappingRound",
    "MoveKind",
    "NetworkNorms",
    "RatingRequest",
    "RatingRound",
    "ReminderKind",
    "ReminderRefusal",
    "Role",
    "RoleAssignment",
    "RoleStance",
    "RoleSwap",
    "RoleTerm",
    "RoleValue",
    "Scenario",
    "ScenarioMove",
    "ScenarioShare",
    "SealedRating",
    "SelfAssessment",
    "SentReminder",
    "SpontaneousRole",
    "SwapAnswer",
    "SwapEvent",
    "SwapLookBack",
    "SwapMove",
]
