"""How others see somebody in the cockpit, beside how they see themselves: for them and the coordinators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person, User
from roles.analysis.months import add_months
from roles.analysis.ratings import CompetenceMean, competence_means
from roles.models import Competence, RatingRound, SelfAssessment
from roles.pages.reports import ReadReport
from roles.pictures.ratings import draw_scale
from roles.services.rating_rounds import REST_MONTHS
from roles.texts.base import figure


@dataclass(frozen=True, slots=True)
class CompetenceLine:
    """One competence: as somebody sees themselves, and as enough colleagues do."""

    name: str
    asked: bool  # whether colleagues are asked about it
    own: int | None
    mean: str  # in the reader's way of writing figures; empty with too few answers
    raters: int  # none with too few answers
    day: date | None
    picture: SafeString


@dataclass(frozen=True, slots=True)
class RatingsCard:
    """What the member's page shows of it."""

    roles: Mapping[str, list[CompetenceLine]]  # by the role's name
    last_day: date | None  # of the last result
    closed_on: date | None  # when the last question closed, with or without a result
    open_round: RatingRound | None
    again_from: date | None  # None: one can ask now

    @property
    def compares(self) -> bool:
        """Whether there is a result, be it too few answers, so that the self-assessment stands beside it."""
        return bool(self.last_day or self.closed_on)


def read_ratings(
    membership: Membership, read: ReadReport, user: User, assessed: Iterable[SelfAssessment]
) -> RatingsCard | None:
    """Return how others see a member; None for readers who may not know, and without a role in the cockpit.

    `assessed` is how the member sees their own competences. At most two queries.
    """
    if not read.reader.knows_person(membership.person_id):
        return None
    day, person = read.snapshot.day, membership.person_id
    held = next((each.roles for each in read.snapshot.members if each.person == person), 0)
    means = competence_means(read.snapshot.ratings.get(person, ()), person, day)
    core = held & read.snapshot.catalogue.core
    if not core and not means:
        return None
    rounds = rounds_about(user, read.network, membership.person)
    last_day = max((each.day for each in means), default=None)
    again = add_months(last_day, REST_MONTHS) if last_day else day
    return RatingsCard(
        roles=_lines(
            set(read.snapshot.catalogue.slugs(core)),
            {each.competence: each for each in means},
            {each.competence_id: each.score for each in assessed},
        ),
        last_day=last_day,
        closed_on=max((each.closed_on for each in rounds if each.closed_on), default=None),
        open_round=next((each for each in rounds if each.closed_on is None), None),
        again_from=again if again > day else None,
    )


def _lines(
    roles_held: set[str], means: Mapping[int, CompetenceMean], own: Mapping[int, int]
) -> dict[str, list[CompetenceLine]]:
    """Return the competences of the core roles that somebody holds, and others with a result or an own score."""
    wanted = Q(role__slug__in=roles_held) | Q(pk__in=[*means, *own])
    competences = Competence.objects.filter(wanted).select_related("role")
    lines: dict[str, list[CompetenceLine]] = {}
    for each in competences.order_by(F("role__position").asc(nulls_last=True), "position"):
        asked = each.role is not None and each.role.slug in roles_held
        role = each.role.name if each.role else _("What everyone needs")
        line = _line(each.name, own.get(each.pk), means.get(each.pk), asked=asked)
        lines.setdefault(role, []).append(line)
    return lines


def _line(name: str, own: int | None, result: CompetenceMean | None, *, asked: bool) -> CompetenceLine:
    mean: Fraction | None = result.mean if result else None
    return CompetenceLine(
        name=name,
        asked=asked or result is not None,
        own=own,
        mean=figure(mean) if result else "",
        raters=result.raters if result else 0,
        day=result.day if result else None,
        picture=draw_scale(own, mean),
    )


def rounds_about(user: User, network: Network, person: Person) -> QuerySet[RatingRound]:
    """Return the rounds about somebody in a network, if the user may know of them.

    With how many were asked (`asked`) and how many of these have responded (`responded`): how many, never who.
    """
    rounds = RatingRound.objects.visible_to(user).filter(network=network, person=person)
    return rounds.select_related("asked_by").annotate(
        asked=Count("requests"),
        responded=Count("requests", filter=Q(requests__answered_on__isnull=False)),
    )
