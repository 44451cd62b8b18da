"""Keeping what members say that they bring."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from networks.models import CheckIn, CheckInValue, Membership


@transaction.atomic
def record_check_in(
    *,
    membership: Membership,
    day: date,
    brings: Iterable[str] = (),
    answer: str = "",
    wishes: Iterable[str] = (),
    wish: str = "",
) -> CheckIn:
    """Keep what a member brings and would like to bring; a day has one check-in, the last.

    Raise ValidationError when they say nothing at all.
    """
    kinds = {(kind, False) for kind in brings} | {(kind, True) for kind in wishes}
    if not (kinds or answer.strip() or wish.strip()):
        raise ValidationError(_("There is nothing to keep yet."))
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)  # twice at once is once
    check_in = check_in_of(membership, day) or CheckIn(
        network=membership.network, person=membership.person, answered_on=day
    )
    check_in.answer, check_in.wish = answer.strip(), wish.strip()
    check_in.save()
    check_in.values.all().delete()
    CheckInValue.objects.bulk_create(
        CheckInValue(check_in=check_in, kind=kind, is_wish=is_wish) for kind, is_wish in sorted(kinds)
    )
    return check_in


def check_in_of(membership: Membership, day: date) -> CheckIn | None:
    """Return what a member answered on a day, with its values at hand; None when they did not."""
    said = CheckIn.objects.filter(network=membership.network_id, person=membership.person_id, answered_on=day)
    return said.prefetch_related("values").order_by("-pk").first()
