"""The meetings of the demo's networks, from their plan to the database."""

from datetime import date, timedelta

from networks.models import Attendance, Consultation, Decision, DecisionTopic, Mandate, Network
from roles.demo.books import Books
from roles.demo.consultations_plan import CONSULTATIONS, RECORDED_BY, ConsultationPlan
from roles.demo.plan import NetworkPlan
from roles.demo.sync import put_in_place


def load_consultations(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the meetings of a network in place; its members and their mandates are there."""
    meetings = CONSULTATIONS.get(plan.name, ())
    found = put_in_place(
        Consultation.objects.filter(network=network),
        ("held_on", "topic"),
        [
            {
                "network_id": network.pk,
                "held_on": _day(books, each),
                "topic": each.topic,
                "recorded_by_id": books.people[RECORDED_BY[plan.name]].pk,
                "calendar_key": "",
            }
            for each in meetings
        ],
        books.changes,
    )
    kept = [(each, found[_day(books, each), each.topic]) for each in meetings]
    _load_people(books, network, kept)
    _load_decisions(books, network, kept)


def _day(books: Books, plan: ConsultationPlan) -> date:
    """Return the day of a meeting: the Friday before, where it would fall in a weekend."""
    day = books.today - timedelta(days=plan.days_ago)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _load_people(
    books: Books, network: Network, meetings: list[tuple[ConsultationPlan, Consultation]]
) -> None:
    wanted = [
        {
            "consultation_id": consultation.pk,
            "person_id": books.people[name].pk,
            "chaired": plan.chaired and place == 0,
        }
        for plan, consultation in meetings
        for place, name in enumerate(plan.people)
    ]
    rows = Attendance.objects.filter(consultation__network=network)
    # A chair who should be none goes first: a meeting has one at most.
    chairs = {(each["consultation_id"], each["person_id"]) for each in wanted if each["chaired"]}
    for row in rows.filter(chaired=True):
        if (row.consultation_id, row.person_id) not in chairs:
            row.delete()
            books.changes.removed += 1
    put_in_place(rows, ("consultation_id", "person_id"), wanted, books.changes)


def _load_decisions(
    books: Books, network: Network, meetings: list[tuple[ConsultationPlan, Consultation]]
) -> None:
    topics = {topic.name: topic.pk for topic in DecisionTopic.objects.filter(network=network)}
    put_in_place(
        Decision.objects.filter(consultation__network=network),
        ("consultation_id", "text"),
        [
            {
                "consultation_id": consultation.pk,
                "text": each.text,
                "topic_id": topics[each.topic] if each.topic else None,
                "mandate_id": _mandate(books, network, each.under, consultation.held_on),
            }
            for plan, consultation in meetings
            for each in plan.decisions
        ],
        books.changes,
    )


def _mandate(books: Books, network: Network, name: str, day: date) -> int | None:
    """Return the mandate that counted on a day; the demo names nobody who had none."""
    if not name:
        return None
    valid = Mandate.objects.valid_on(day).filter(
        membership__network=network, membership__person=books.people[name]
    )
    return valid.latest("starts_on").pk
