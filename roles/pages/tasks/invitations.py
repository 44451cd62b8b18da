"""What waits because a mail did not do its work."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Invitation, Network, User
from roles.pages.tasks import Task

LOST = (Invitation.State.EXPIRED, Invitation.State.BOUNCED)


def lost_invitations(user: User, day: date) -> Iterator[Task]:
    """For coordinators: invitations that expired, or that the mail server refused. One query."""
    networks = Network.objects.with_coordinator(user).active_on(day)
    last = Invitation.objects.filter(network__in=networks).last_of_each().with_state().with_involved()
    lost = last.filter(Q(is_involved=True, state__in=LOST)).order_by("network__name", "network")
    counts = Counter(lost.values_list("network__name", "network__slug"))
    for (name, slug), count in counts.items():
        yield Task(
            "notice",
            name,
            ngettext(
                "%(count)s invitation expired or did not arrive.",
                "%(count)s invitations expired or did not arrive.",
                count,
            )
            % {"count": count},
            _("See which and send again"),
            reverse("invitation_list", args=[slug]),
        )
