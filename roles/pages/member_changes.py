"""What follows from a change to somebody's seat, in sentences, before it is made."""

from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from networks.models import Membership
from roles.models import RoleAssignment
from roles.services.seats import Seat


def consequences(membership: Membership, seat: Seat) -> list[str]:
    """Return what somebody should know before saving; nothing when no membership ends and nobody moves."""
    sentences = []
    if seat.moves(membership):
        sentences += _of_moving(membership, seat)
    if seat.left_on is not None and seat.ends(membership):
        sentences += _of_ending(membership, seat.left_on)
    return sentences


def _of_moving(membership: Membership, seat: Seat) -> list[str]:
    name = membership.person.name
    if seat.moves_on <= membership.joined_on:
        sentences = [
            _("The record is corrected: %(name)s has taken part for %(party)s from the beginning.")
            % {"name": name, "party": _party(seat.organisation)}
        ]
    else:
        sentences = [
            _("From %(day)s on %(name)s takes part for %(party)s. The past stays on record.")
            % {"name": name, "day": date_format(seat.moves_on, "j F Y"), "party": _party(seat.organisation)}
        ]
        if roles := _roles_after(membership, seat.moves_on):
            sentences.append(_("These roles move along: %(roles)s.") % {"roles": roles})
    if membership.mandates.filter(ends_on__gte=seat.moves_on, withdrawn_on=None).exists():
        sentences.append(_("The mandate of the earlier organisation no longer counts."))
    return sentences


def _of_ending(membership: Membership, day: date) -> list[str]:
    name = membership.person.name
    sentences = [
        _("From %(day)s on %(name)s is no longer a member.")
        % {"name": name, "day": date_format(day, "j F Y")}
    ]
    if roles := _roles_after(membership, day):
        sentences.append(_("These roles end that day: %(roles)s.") % {"roles": roles})
    if not _stays_in_sight(membership):
        sentences.append(
            _("From then on %(name)s no longer sees this network. The past stays on record.") % {"name": name}
        )
    return sentences


def _stays_in_sight(membership: Membership) -> bool:
    """Whether somebody sees the network as a non-member too: they look on, or answer for an organisation."""
    looks_on = membership.network.observers.filter(person=membership.person)
    answers = membership.network.engagements.filter(organisation__stewardships__person=membership.person)
    return looks_on.exists() or answers.exists()


def _party(organisation: str) -> str:
    return organisation or _("themselves, in their own name")


def _roles_after(membership: Membership, day: date) -> str:
    running = RoleAssignment.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), membership=membership)
    names = [str(each.role) for each in running.select_related("role").order_by("role__position")]
    return get_text_list(names, _("and")) if names else ""
