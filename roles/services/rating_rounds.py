"""Asking colleagues how they see somebody in the cockpit, and closing that question again.

Nothing of an answer is seen before its round closes. Then the answers about a competence count together, or not at
all, and what they replace goes: no two means that anybody ever sees differ by the answers of one or two people.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person
from roles.analysis.months import add_months
from roles.models import (
    Competence,
    CompetenceRating,
    RatingRequest,
    RatingRound,
    Role,
    RoleAssignment,
    SealedRating,
)
from roles.services.rating_mails import send_rating_mails

LONGEST_MONTHS = 2
REST_MONTHS = 3  # between a result and the next question about the same person
MAX_ROUNDS = 3  # that came to nothing, within MAX_ROUNDS_DAYS: a mail to a whole network is not lightly sent
MAX_ROUNDS_DAYS = 30


def colleagues_of(*, network: Network, person: Person, day: date) -> QuerySet[Membership]:
    """Return the members who can be asked about somebody: the others whom a mail or a sign-in reaches."""
    reachable = ~Q(person__email="") | Q(person__user__isnull=False)
    running = Membership.objects.active_on(day).filter(reachable, network=network, person__erased_on=None)
    return running.exclude(person=person).with_parties()


def cockpit_roles(*, network: Network, person: Person, day: date) -> QuerySet[Role]:
    """Return the core roles that somebody holds in a network on a day, in the catalogue's order."""
    held = RoleAssignment.objects.active_on(day).filter(
        membership__network=network, membership__person=person
    )
    return Role.objects.filter(place=Role.Place.CORE, pk__in=held.values("role"))


def asked_competences(*, network: Network, person: Person, day: date) -> QuerySet[Competence]:
    """Return what colleagues are asked about somebody: the competences of the core roles that they hold."""
    core = cockpit_roles(network=network, person=person, day=day).order_by()
    return (
        Competence.objects.filter(role__in=core).select_related("role").order_by("role__position", "position")
    )


def needed_raters(*, raters: Collection[int], coordinators: Collection[int]) -> int:
    """Return how many answers it takes to show a mean: three that its readers did not give.

    Coordinators read the result. With one among the raters it takes a fourth, or that coordinator would know what
    the two others said together.
    """
    return CompetenceRating.MIN_RATERS + bool(set(raters) & set(coordinators))


def enough_colleagues(colleagues: Collection[Membership]) -> bool:
    """Whether so many can be asked that a mean could be shown."""
    coordinators = [each for each in colleagues if each.is_coordinator]
    return (
        len(colleagues) - len(coordinators) >= CompetenceRating.MIN_RATERS
        or len(colleagues) > CompetenceRating.MIN_RATERS
    )


def next_round_from(*, network: Network, person: Person, today: date) -> date | None:
    """Return from when on colleagues can be asked about somebody again; None when they can be now."""
    rated = CompetenceRating.objects.filter(network=network, person=person)
    last = rated.aggregate(last=Max("rated_on"))["last"]
    again = add_months(last, REST_MONTHS) if last else today
    return again if again > today else None


def ask_colleagues(
    *,
    network: Network,
    person: Person,
    asked_by: Person,
    raters: Sequence[Person],
    closes_on: date,
    today: date,
    answer_page: Callable[[RatingRound], str],
    person_page: str,
) -> RatingRound:
    """Ask colleagues how they see somebody in the cockpit, until a day; each gets a mail in their own language.

    Whoever is asked about is told by mail too, unless they ask themselves. The two pages are the full addresses
    that the mails lead to. Raise ValidationError, with nothing kept, when this cannot be asked (now, or of these),
    or when the mails cannot be sent.
    """
    _refuse_when_it_cannot_be_asked(network, person, today)
    _refuse_raters(network, person, raters, today)
    _refuse_last_day(closes_on, today)
    opened = _open_round(network, person, asked_by, raters, closes_on, today)
    try:
        send_rating_mails(
            rating_round=opened, raters=raters, answer_page=answer_page(opened), person_page=person_page
        )
    except ValidationError:
        opened.delete()
        raise
    return opened


@transaction.atomic
def _open_round(
    network: Network,
    person: Person,
    asked_by: Person,
    raters: Sequence[Person],
    closes_on: date,
    today: date,
) -> RatingRound:
    try:
        with transaction.atomic():
            opened = RatingRound.objects.create(
                network=network, person=person, asked_by=asked_by, asked_on=today, closes_on=closes_on
            )
    except IntegrityError as error:
        raise ValidationError(
            _("Colleagues are being asked about %(name)s already.") % {"name": person.name}
        ) from error
    RatingRequest.objects.bulk_create(RatingRequest(round=opened, rater=rater) for rater in raters)
    return opened


def _refuse_when_it_cannot_be_asked(network: Network, person: Person, today: date) -> None:
    if not cockpit_roles(network=network, person=person, day=today).exists():
        raise ValidationError(
            _("%(name)s holds no cockpit role here, so there is nothing to ask.") % {"name": person.name}
        )
    if again := next_round_from(network=network, person=person, today=today):
        raise ValidationError(
            _("The last result is still fresh. You can ask again from %(day)s on.")
            % {"day": date_format(again, "j F Y")}
        )
    recent = RatingRound.objects.filter(
        network=network, person=person, asked_on__gt=today - timedelta(days=MAX_ROUNDS_DAYS)
    )
    if recent.exclude(closed_on=None).count() >= MAX_ROUNDS:
        raise ValidationError(
            _("This was asked %(count)s times in the past month. Give your colleagues some rest first.")
            % {"count": MAX_ROUNDS}
        )


def _refuse_raters(network: Network, person: Person, raters: Sequence[Person], today: date) -> None:
    colleagues = colleagues_of(network=network, person=person, day=today)
    coordinators = {each.person_id for each in colleagues if each.is_coordinator}
    chosen = {rater.pk for rater in raters}
    if not chosen <= {each.person_id for each in colleagues}:
        raise ValidationError({"colleagues": _("Choose from the members of this network.")})
    if len(chosen) < CompetenceRating.MIN_RATERS:
        raise ValidationError(
            {
                "colleagues": _(
                    "Choose at least three colleagues: with fewer, it could be told who answered what."
                )
            }
        )
    if len(chosen) < needed_raters(raters=chosen, coordinators=coordinators):
        raise ValidationError(
            {
                "colleagues": _(
                    "Choose at least four colleagues when a coordinator is one of them: coordinators see "
                    "the result, so three others are needed."
                )
            }
        )


def _refuse_last_day(closes_on: date, today: date) -> None:
    if closes_on <= today:
        raise ValidationError(
            {"closes_on": _("Choose a day that is still to come, so that colleagues have time to answer.")}
        )
    if closes_on > (latest := add_months(today, LONGEST_MONTHS)):
        raise ValidationError(
            {
                "closes_on": _("Two months is the longest: choose %(day)s or an earlier day.")
                % {"day": date_format(latest, "j F Y")}
            }
        )


@transaction.atomic
def close_round(*, rating_round: RatingRound, day: date) -> None:
    """Make ratings of the answers where enough people said something, and forget all others, and who was asked.

    The new ratings of a competence replace the earlier ones, and name nobody. Repeating the call changes nothing.
    """
    if not RatingRound.objects.filter(pk=rating_round.pk, closed_on=None).update(closed_on=day):
        return
    counted = _counted_scores(rating_round, day)
    about = {"network_id": rating_round.network_id, "person_id": rating_round.person_id}
    CompetenceRating.objects.filter(competence__in=counted, **about).delete()
    CompetenceRating.objects.bulk_create(
        CompetenceRating(competence_id=competence, score=score, rated_on=day, **about)
        for competence, scores in counted.items()
        for score in scores
    )
    rating_round.requests.all().delete()


def _counted_scores(rating_round: RatingRound, day: date) -> dict[int, list[int]]:
    """Return the scores by competence, where there are enough; by size, so that their order tells nothing."""
    lasting = Membership.objects.filter(Q(left_on=None) | Q(left_on__gt=day), network=rating_round.network_id)
    coordinators = set(lasting.filter(is_coordinator=True).values_list("person", flat=True))
    given: dict[int, dict[int, int]] = {}
    answers = SealedRating.objects.filter(request__round=rating_round)
    for competence, rater, score in answers.values_list("competence", "request__rater", "score"):
        given.setdefault(competence, {})[rater] = score
    return {
        competence: sorted(scores.values())
        for competence, scores in sorted(given.items())
        if len(scores) >= needed_raters(raters=scores, coordinators=coordinators)
    }


def close_due_rounds(*, day: date) -> int:
    """Close the rounds whose last day lies before a day, as of that last day; return how many there were."""
    due = list(RatingRound.objects.due_on(day))
    for each in due:
        close_round(rating_round=each, day=each.closes_on)
    return len(due)


def close_early(*, rating_round: RatingRound, day: date) -> None:
    """Close a round before its last day; raise ValidationError while fewer than three have responded."""
    responded = rating_round.requests.exclude(answered_on=None).count()
    if responded < CompetenceRating.MIN_RATERS:
        raise ValidationError(_("Wait until at least three colleagues have responded."))
    close_round(rating_round=rating_round, day=day)


@transaction.atomic
def withdraw_round(*, rating_round: RatingRound, day: date) -> None:
    """Close a round without a result: every answer is thrown away unread. Repeating the call changes nothing."""
    if RatingRound.objects.filter(pk=rating_round.pk, closed_on=None).update(closed_on=day):
        rating_round.requests.all().delete()
