"""What people are reminded of, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Mandate, Membership, Network
from roles.models import Role, RoleSwap
from roles.pages.tasks import Task
from roles.reminders.concerns import Part
from roles.texts.base import inside_sentence
from roles.texts.swaps import moves_sentence


def subject_line(count: int) -> str:
    """Return the subject of a weekly mail about so many things."""
    return ngettext("This week: one thing for you", "This week: %(count)s things for you", count) % {
        "count": count
    }


def waiting_sentence(task: Task) -> str:
    """Return what waits, and where."""
    if not task.network:
        return task.sentence
    return _("%(network)s: %(sentence)s") % {"network": task.network, "sentence": task.sentence}


def term_sentence(part: Part, seat: Membership, role: Role, end: date, day: date) -> str:
    """Return until when a term runs, or ran."""
    words = {
        "name": seat.person.name,
        "role": inside_sentence(role.name),
        "network": seat.network.name,
        "day": date_format(end, "j F Y"),
    }
    if part is Part.SELF and end >= day:
        return _("Your term as %(role)s in “%(network)s” runs until %(day)s.") % words
    if part is Part.SELF:
        return _("Your term as %(role)s in “%(network)s” ran until %(day)s. How shall it go on?") % words
    if end >= day:
        return _("The term of %(name)s as %(role)s in “%(network)s” runs until %(day)s.") % words
    return _("The term of %(name)s as %(role)s in “%(network)s” ran until %(day)s.") % words


def mandate_sentence(part: Part, seat: Membership, mandate: Mandate, *, sees: bool) -> str:
    """Return until when a mandate runs. Who may not know of the network does not read its name."""
    words = {
        "name": seat.person.name,
        "organisation": seat.organisation,
        "network": seat.network.name,
        "day": date_format(mandate.last_day, "j F Y"),
    }
    if part is Part.SELF:
        return _("Your mandate from %(organisation)s in “%(network)s” runs until %(day)s.") % words
    if sees:
        return _("The mandate of %(name)s from %(organisation)s in “%(network)s” runs until %(day)s.") % words
    return _("The mandate of %(name)s, whom you coach, from %(organisation)s runs until %(day)s.") % words


def look_back_sentence(swap: RoleSwap) -> str:
    """Return what it was agreed to look back on."""
    return _("%(network)s: %(moves)s. How does it go since then?") % {
        "network": swap.network.name,
        "moves": moves_sentence(swap),
    }


def check_in_sentence(network: Network, answered: date | None) -> str:
    """Return, gently, that it has been a while."""
    if answered is None:
        return _("“%(network)s”: what do you add at this table? Five minutes for yourself may do good.") % {
            "network": network.name
        }
    return _(
        "“%(network)s”: on %(day)s you last wrote down what you add at this table. Does it still fit?"
    ) % {"network": network.name, "day": date_format(answered, "j F Y")}
