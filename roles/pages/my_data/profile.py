"""What I say of myself, and what colleagues say together."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from networks.models import Person
from roles.models import (
    CompetenceRating,
    RatingRequest,
    RatingRound,
    RoleStance,
    SelfAssessment,
    SpontaneousRole,
)
from roles.pages.my_data.section import Section, Value, section
from roles.texts.base import figure

COVERS = (
    "roles.rolestance.person",
    "roles.spontaneousrole.person",
    "roles.selfassessment.person",
    "roles.competencerating.person",
    "roles.ratinground.person",
    "roles.ratingrequest.rater",
)


def profile_sections(person: Person) -> Iterator[Section]:
    """What somebody says of themselves."""
    stances = RoleStance.objects.filter(person=person).select_related("role").order_by("role__position")
    yield section(
        "stances",
        _("How I look at the fifteen roles"),
        _(
            "The coordinators of your networks. The steward of your organisation sees what you prefer or are "
            "willing to do when choosing whom to send, never what you avoid."
        ),
        [("role", _("Role")), ("stance", _("Stance"))],
        [(each.role.name, each.get_stance_display()) for each in stances],
    )
    spontaneous = SpontaneousRole.objects.filter(person=person).select_related("role")
    yield section(
        "spontaneous_roles",
        _("Roles I take on unasked"),
        _("Everybody in your networks."),
        [("role", _("Role")), ("reason", _("Why"))],
        [(each.role.name, each.reason) for each in spontaneous.order_by("role__position")],
    )
    assessments = SelfAssessment.objects.filter(person=person).select_related("competence")
    yield section(
        "self_assessments",
        _("How I see my own competences"),
        _(
            "The coordinators of your networks, and the steward of your organisation when choosing whom to send."
        ),
        [("competence", _("Competence")), ("score", _("Score, of 5"))],
        [(each.competence.name, each.score) for each in assessments.order_by("competence__position")],
    )


def rating_sections(person: Person) -> Iterator[Section]:
    """What colleagues say of somebody together: means of three or more, of one round at a time."""
    yield section(
        "ratings",
        _("How colleagues see my competences"),
        _("The coordinators of that network. Who said what is shown to nobody, not here either."),
        [
            ("network", _("Network")),
            ("competence", _("Competence")),
            ("date", _("Date")),
            ("raters", _("How many colleagues")),
            ("mean", _("Mean, of 5")),
        ],
        _means(person),
    )
    rounds = RatingRound.objects.filter(person=person).select_related("network").order_by("asked_on", "pk")
    yield section(
        "rating_rounds",
        _("When colleagues were asked about me"),
        _("The coordinators of that network, and the colleagues who were asked."),
        [("network", _("Network")), ("asked_on", _("Asked on")), ("closes_on", _("Until"))],
        [(each.network.name, each.asked_on, each.closes_on) for each in rounds],
    )
    asked = RatingRequest.objects.filter(rater=person).values_list("answered_on", flat=True)
    yield section(
        "rating_requests",
        _("What I was asked about colleagues"),
        _("Nobody sees what you answered. It counts in a mean, and that mean is all that is ever shown."),
        [("asked", _("Times asked")), ("answered", _("Times answered"))],
        [(len(asked), len([day for day in asked if day]))] if asked else [],
    )


def _means(person: Person) -> list[tuple[Value, ...]]:
    """Return the means of what three or more said on one day: a round closes for all of them at once."""
    scores: dict[tuple[str, int, str, date], list[int]] = defaultdict(list)
    ratings = CompetenceRating.objects.filter(person=person).select_related("network", "competence")
    for each in ratings:
        key = (each.network.name, each.competence.position, each.competence.name, each.rated_on)
        scores[key].append(each.score)
    return [
        (network, competence, day, len(given), figure(Fraction(sum(given), len(given))))
        for (network, _position, competence, day), given in sorted(scores.items())
        if len(given) >= CompetenceRating.MIN_RATERS
    ]
