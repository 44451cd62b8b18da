"""The models of this app; each module one noun and what belongs to it."""

from roles.models.assignments import RoleAssignment
from roles.models.catalogue import Cluster, Competence, Role
from roles.models.norms import NetworkNorms
from roles.models.profiles import RoleStance, SelfAssessment, SpontaneousRole
from roles.models.ratings import CompetenceRating, RatingRequest, RatingRound, SealedRating

__all__ = [
    "Cluster",
    "Competence",
    "CompetenceRating",
    "NetworkNorms",
    "RatingRequest",
    "RatingRound",
    "Role",
    "RoleAssignment",
    "RoleStance",
    "SealedRating",
    "SelfAssessment",
    "SpontaneousRole",
]
