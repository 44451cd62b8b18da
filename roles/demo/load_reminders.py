"""Terms, weekly mails and calendars of the demo."""

from datetime import datetime, time

from django.utils import timezone

from networks.models import Membership, Network
from roles.demo.books import Books
from roles.demo.plan import NetworkPlan, PersonPlan
from roles.demo.sync import put_in_place
from roles.models import CalendarFeed, Digest, ReminderRefusal, RoleTerm, SentReminder
from roles.services.reminders import week_of

MAIL_TIME = time(7, 30)


def load_terms(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put in place for how long the roles of a network are held."""
    put_in_place(
        RoleTerm.objects.filter(network=network),
        ("role_id",),
        [
            {"network_id": network.pk, "role_id": books.roles[role].pk, "months": months}
            for role, months in plan.terms.items()
        ],
        books.changes,
    )


def load_calendars(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put in place who made an address for their calendar. Nobody has it: what is kept is the hash of nothing."""
    owners = {books.people[name].pk for name in plan.calendars}
    seats = Membership.objects.filter(network=network, person__in=owners, left_on=None)
    put_in_place(
        CalendarFeed.objects.filter(membership__network=network),
        ("membership_id",),
        [
            {"membership_id": seat.pk, "token_hash": f"demo-{seat.pk}", "made_on": books.day("-2m")}
            for seat in seats
        ],
        books.changes,
    )


def load_reminders(books: Books, plans: list[PersonPlan]) -> None:
    """Put in place what people are not mailed about, and when they were mailed last; they are told all anew."""
    people = {plan.name: books.people[plan.name].pk for plan in plans}
    put_in_place(
        ReminderRefusal.objects.filter(person__in=people.values()),
        ("person_id", "kind"),
        [
            {"person_id": people[plan.name], "kind": kind, "refused_on": books.day("-1m")}
            for plan in plans
            for kind in plan.refuses
        ],
        books.changes,
    )
    mailed = {plan.name: day for plan in plans if (day := books.day(plan.mailed))}
    moments = {name: timezone.make_aware(datetime.combine(day, MAIL_TIME)) for name, day in mailed.items()}
    put_in_place(
        Digest.objects.filter(person__in=people.values()),
        ("person_id",),
        [
            {
                "person_id": people[name],
                "week": week_of(day),
                "claimed_at": moments[name],
                "sent_at": moments[name],
            }
            for name, day in mailed.items()
        ],
        books.changes,
    )
    books.changes.removed += SentReminder.objects.filter(person__in=people.values()).delete()[0]
