"""What waits because somebody asked for a mandate."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from collab.addresses import address
from networks.models import Mandate, Stewardship, User
from roles.pages.tasks import Task


class Request(NamedTuple):
    """A request for a mandate that waits, and whether it is the reader who answers it."""

    mandate: int
    network_slug: str
    network: str
    person: int
    name: str
    organisation_id: int
    organisation: str
    answers: bool
    unanswered: bool  # nobody answers for the organisation: an administrator does


def read_requests(user: User, day: date) -> list[Request]:
    """Return the requests for mandates that wait, about the user and for the user to answer. One query.

    Administrators answer for the organisations that nobody answers for.
    """
    stewards = Stewardship.objects.filter(organisation=OuterRef("membership__engagement__organisation"))
    unanswered = ~Exists(stewards)
    answers = Q(Exists(stewards.filter(person__user=user)))
    if user.is_superuser:
        answers |= Q(unanswered)
    waiting = _waiting(day).annotate(answers=answers, unanswered=unanswered)
    rows = waiting.filter(Q(answers=True) | Q(membership__person__user=user)).order_by("asked_on", "pk")
    fields = (
        "pk",
        "membership__network__slug",
        "membership__network__name",
        "membership__person",
        "membership__person__name",
        "membership__engagement__organisation",
        "membership__engagement__organisation__name",
        "answers",
        "unanswered",
    )
    return [Request(*row) for row in rows.values_list(*fields)]


def _waiting(day: date) -> QuerySet[Mandate]:
    """Return those of running seats. Written out: `membership__in` would read all seats there are."""
    networks = Q(membership__network__ended_on=None) | Q(membership__network__ended_on__gt=day)
    seats = Q(membership__left_on=None) | Q(membership__left_on__gt=day)
    return Mandate.objects.asked().filter(networks, seats, membership__joined_on__lte=day)


def requests(waiting: Iterable[Request]) -> Iterator[Task]:
    """For stewards: somebody asks for a mandate."""
    for each in waiting:
        if each.answers:
            yield Task(
                "warning",
                each.network,
                _("%(name)s needs a mandate from %(organisation)s.")
                % {"name": each.name, "organisation": each.organisation},
                _("Answer the request"),
                address("mandate_detail", each.network_slug, each.mandate),
            )


def people_waiting(waiting: Iterable[Request]) -> frozenset[tuple[str, str]]:
    """Return for whom a request waits, each as a network's slug and a person's id: nobody has to ask once more."""
    return frozenset((each.network_slug, str(each.person)) for each in waiting)
