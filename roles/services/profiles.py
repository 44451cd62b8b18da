"""What people say of themselves, over all their networks."""

from collections.abc import Mapping

from django.db import transaction

from networks.models import Person
from roles.models import RoleStance, SelfAssessment, SpontaneousRole


@transaction.atomic
def record_stances(*, person: Person, stances: Mapping[int, str]) -> None:
    """Keep what somebody thinks of taking up roles, by role; an empty answer takes back what they said before.

    A role that is not named stays as it is.
    """
    withdrawn = [role for role, stance in stances.items() if not stance]
    RoleStance.objects.filter(person=person, role__in=withdrawn).delete()
    RoleStance.objects.bulk_create(
        [
            RoleStance(person=person, role_id=role, stance=stance)
            for role, stance in stances.items()
            if stance
        ],
        update_conflicts=True,
        unique_fields=["person", "role"],
        update_fields=["stance"],
    )


@transaction.atomic
def record_spontaneous_roles(*, person: Person, reasons: Mapping[int, str]) -> None:
    """Keep exactly these as the roles that somebody takes on of their own accord, each with why, perhaps empty."""
    SpontaneousRole.objects.filter(person=person).exclude(role__in=reasons).delete()
    SpontaneousRole.objects.bulk_create(
        [SpontaneousRole(person=person, role_id=role, reason=reason) for role, reason in reasons.items()],
        update_conflicts=True,
        unique_fields=["person", "role"],
        update_fields=["reason"],
    )


@transaction.atomic
def record_self_assessment(*, person: Person, scores: Mapping[int, int | None]) -> None:
    """Keep how good somebody thinks they are at competences, from 1 to 5; None takes back what they said before.

    A competence that is not named stays as it is.
    """
    withdrawn = [competence for competence, score in scores.items() if score is None]
    SelfAssessment.objects.filter(person=person, competence__in=withdrawn).delete()
    SelfAssessment.objects.bulk_create(
        [
            SelfAssessment(person=person, competence_id=competence, score=score)
            for competence, score in scores.items()
            if score is not None
        ],
        update_conflicts=True,
        unique_fields=["person", "competence"],
        update_fields=["score"],
    )
