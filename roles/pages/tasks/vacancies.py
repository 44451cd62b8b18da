"""What waits because roles have nobody, or because it was agreed to look again at one that was left empty."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.addresses import address
from networks.models import Network, User
from roles.models import EmptySeat
from roles.pages.portfolio import PortfolioLine
from roles.pages.tasks import Task
from roles.texts.base import inside_sentence, number_word, opening


def vacancies(lines: Iterable[PortfolioLine]) -> Iterator[Task]:
    """For coordinators: roles that nobody holds, besides those that are left empty on purpose."""
    for line in lines:
        counts = line.counts
        vacant = counts.roles - counts.roles_filled - counts.left_empty
        if line.coordinates and counts.people and vacant:
            yield Task(
                "notice",
                line.name,
                ngettext("%(count)s role has nobody.", "%(count)s roles have nobody.", vacant)
                % {"count": opening(number_word(vacant))},
                _("See the open roles"),
                address("vacancy_list", line.slug),
            )


def seats_to_look_at_again(user: User, day: date) -> Iterator[Task]:
    """For coordinators: roles of which the day to look again has come. One query."""
    networks = Network.objects.with_coordinator(user).active_on(day)
    due = EmptySeat.objects.due_on(day).filter(network__in=networks).select_related("network", "role")
    for seat in due.order_by("look_again_on", "pk"):
        yield Task(
            "notice",
            seat.network.name,
            _("You agreed to look again at the role of %(role)s, which was left empty on purpose.")
            % {"role": inside_sentence(seat.role.name)},
            _("Look again"),
            f"{address('vacancy_list', seat.network.slug)}#{seat.role.slug}",
        )
