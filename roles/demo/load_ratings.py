"""What the demo's people think of each other's competences: results that name nobody, and an open question."""

from collections.abc import Mapping
from datetime import date

from networks.models import Network
from roles.demo.books import Books
from roles.demo.notation import read_day
from roles.demo.plan import NetworkPlan, RoundPlan
from roles.demo.sync import put_in_place
from roles.models import CompetenceRating, RatingRequest, RatingRound, SealedRating

Result = tuple[int, int, date]  # of whom, on which competence, of which day


def load_ratings(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the results in place; as none of their ratings names anybody, a result is right or wrong as a whole."""
    found: dict[Result, list[CompetenceRating]] = {}
    for row in CompetenceRating.objects.filter(network=network).order_by("score"):
        found.setdefault((row.person_id, row.competence_id, row.rated_on), []).append(row)
    wanted: Mapping[Result, list[int]] = {
        (
            books.people[each.of].pk,
            books.competences[each.competence].pk,
            read_day(each.on, books.today),
        ): sorted(each.scores)
        for each in plan.ratings
    }
    wrong = [key for key, rows in found.items() if [row.score for row in rows] != wanted.get(key)]
    for key in wrong:
        for row in found.pop(key):
            row.delete()
            books.changes.removed += 1
    for (person, competence, day), scores in wanted.items():
        if (person, competence, day) not in found:
            books.changes.created += len(scores)
            CompetenceRating.objects.bulk_create(
                CompetenceRating(
                    network=network, person_id=person, competence_id=competence, rated_on=day, score=score
                )
                for score in scores
            )


def load_rounds(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the open questions in place, with whom they were put to and what was answered so far."""
    found = put_in_place(
        RatingRound.objects.filter(network=network),
        ("person_id",),
        [
            {
                "network_id": network.pk,
                "person_id": books.people[each.of].pk,
                "asked_by_id": books.people[each.by].pk,
                "asked_on": books.day(each.asked),
                "closes_on": books.day(each.closes),
                "closed_on": None,
            }
            for each in plan.rounds
        ],
        books.changes,
    )
    for each in plan.rounds:
        _load_answers(books, each, found[books.people[each.of].pk,])


def _load_answers(books: Books, plan: RoundPlan, opened: RatingRound) -> None:
    requests = put_in_place(
        RatingRequest.objects.filter(round=opened),
        ("rater_id",),
        [
            {
                "round_id": opened.pk,
                "rater_id": books.people[rater].pk,
                "answered_on": opened.asked_on if rater in plan.answers else None,
            }
            for rater in plan.raters
        ],
        books.changes,
    )
    put_in_place(
        SealedRating.objects.filter(request__round=opened),
        ("request_id", "competence_id"),
        [
            {
                "request_id": requests[books.people[rater].pk,].pk,
                "competence_id": books.competences[competence].pk,
                "score": score,
            }
            for rater, scores in plan.answers.items()
            for competence, score in scores.items()
        ],
        books.changes,
    )
