"""Thanking a colleague for something concrete."""

from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person, Thanks
from networks.services.mails import write_to

MOST_A_DAY = 10  # of one giver, in all their networks together


@transaction.atomic
def give_thanks(
    *, network: Network, giver: Person, receiver: Person, text: str, kind: str = "", day: date, address: str
) -> Thanks:
    """Keep somebody's thanks to a colleague, and mail the colleague the address where they stand.

    The same thanks on the same day are given once. One mail a day tells of what one giver thanks one colleague for.
    Raise ValidationError for more than ten a day, and for whoever does not take part here.
    """
    pair = sorted([giver.pk, receiver.pk])
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk").values_list("pk"))
    _refuse_who_is_not_here(network, giver, receiver, day)
    today = Thanks.objects.filter(giver=giver, given_on=day)
    before = list(today.filter(receiver=receiver, network=network))
    same = next((each for each in before if (each.text, each.kind) == (text, kind)), None)
    if same is not None:
        return same
    if today.count() >= MOST_A_DAY:
        raise ValidationError(
            _("You have thanked %(count)s times today. Keep this one for tomorrow.") % {"count": MOST_A_DAY}
        )
    thanks = Thanks.objects.create(
        network=network, giver=giver, receiver=receiver, text=text, kind=kind, given_on=day
    )
    if not before:
        texts = {"thanks": thanks, "giver": giver, "network": network, "address": address}
        transaction.on_commit(partial(write_to, person=receiver, mail="thanks", texts=texts))
    return thanks


def _refuse_who_is_not_here(network: Network, giver: Person, receiver: Person, day: date) -> None:
    if giver.pk == receiver.pk:
        raise ValidationError(_("Thank somebody other than yourself."))
    seats = Membership.objects.active_on(day).filter(network=network, person__in=[giver.pk, receiver.pk])
    if seats.values("person").distinct().count() < 2:
        raise ValidationError(_("This colleague no longer takes part here."))


def remove_thanks(*, thanks: Thanks) -> None:
    """Remove thanks for both; doing so twice changes nothing."""
    Thanks.objects.filter(pk=thanks.pk).delete()
