"""How others see somebody in the cockpit, beside how they see themselves: for them and the coordinators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person, User
from roles.analysis.months import add_months
from roles.analysis.ratings import CompetenceMean, competence_means
from roles.models import RatingRound
from roles.pages.competences import SelfScore
from roles.pages.reports import ReadReport
from roles.pictures.ratings import draw_scale
from roles.services.rating_rounds import REST_MONTHS
from roles.texts.base import figure


@dataclass(frozen=True, slots=True)
class ComparedCompetence:
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

    roles: Mapping[str, list[ComparedCompetence]]  # by the role's name
    last_day: date | None  # of the last result
    closed_on: date | None  # when the last question closed, with or without a result
    open_round: RatingRound | None
    again_from: date | None  # None: one can ask now

    @property
    def compares(self) -> bool:
        """Whether there is a result, be it too few answers, so that the self-assessment stands beside it."""
        return bool(self.last_day or self.closed_on)


def read_ratings(
    membership: Membership, read: ReadReport, user: User, scores: Sequence[SelfScore]
) -> RatingsCard | None:
    """Return how others see a member, beside how they score themselves; None without a role in the cockpit.

    Only for readers who may know. At most one query.
    """
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
            scores, set(read.snapshot.catalogue.slugs(core)), {each.competence: each for each in means}
        ),
        last_day=last_day,
        closed_on=max((each.closed_on for each in rounds if each.closed_on), default=None),
        open_round=next((each for each in rounds if each.closed_on is None), None),
        again_from=again if again > day else None,
    )


def _lines(
    scores: Sequence[SelfScore], roles_held: set[str], means: Mapping[int, CompetenceMean]
) -> dict[str, list[ComparedCompetence]]:
    """Return the competences of the core roles that somebody holds, and others with a result or an own score."""
    lines: dict[str, list[ComparedCompetence]] = {}
    for each, own in sorted(scores, key=_in_order_of_roles):
        asked = each.role is not None and each.role.slug in roles_held
        if asked or each.pk in means or own is not None:
            role = each.role.name if each.role else _("What everyone needs")
            lines.setdefault(role, []).append(_line(each.name, own, means.get(each.pk), asked=asked))
    return lines


def _in_order_of_roles(scored: SelfScore) -> tuple[bool, int, int]:
    """The competences of the roles in the order of the catalogue, then what everyone needs."""
    role = scored.competence.role
    return role is None, role.position if role else 0, scored.competence.position


def _line(name: str, own: int | None, result: CompetenceMean | None, *, asked: bool) -> ComparedCompetence:
    mean: Fraction | None = result.mean if result else None
    return ComparedCompetence(
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
