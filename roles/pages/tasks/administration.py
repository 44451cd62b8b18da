"""What waits for an administrator: organisations that nobody answers for, and a second factor of their own."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from collab.addresses import address
from networks.models import User
from roles.pages.tasks import Task
from roles.pages.tasks.mandates import Request


def administration_tasks(user: User, waiting: Iterable[Request]) -> Iterator[Task]:
    """For administrators: whom to appoint where a mandate is asked for, and what makes their account safer.

    The account is as it came with a request, so that it knows of its second factor. No query.
    """
    if not user.is_superuser:
        return
    unanswered = {each.organisation_id: each.organisation for each in waiting if each.unanswered}
    for organisation, name in unanswered.items():
        yield Task(
            "notice",
            name,
            _("Nobody answers for this organisation, while a mandate is asked of it."),
            _("Appoint somebody"),
            address("admin:networks_organisation_change", organisation),
        )
    if not getattr(user, "has_second_factor", True):
        yield Task(
            "notice",
            _("My account"),
            _("You see everything, and sign in with a password alone."),
            _("Add a second factor"),
            address("mfa_index"),
        )
