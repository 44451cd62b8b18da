"""How a mandate comes about and ends: asked for, granted or declined, withdrawn.

Whoever changes one holds its membership's row for as long, so that of two who decide at the same moment the second
finds what the first decided. SQLite lets one transaction write at a time anyhow.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from networks.models import Authority, DecisionTopic, Mandate, Membership, Person
from networks.models.mandates import MandateQuerySet
from networks.services.mandate_terms import Terms, refuse_period, written

# The code of the error that says that somebody else decided meanwhile.
DECIDED = "decided"


@transaction.atomic
def ask_for_mandate(
    *, membership: Membership, asker: Person | None, terms: Terms, request: str, day: date
) -> Mandate:
    """Ask an organisation for a mandate for its member; what is asked for can be granted as it is, or otherwise.

    Raise ValidationError when a request waits already, or when the terms could not be granted.
    """
    membership = _hold(membership)
    _refuse_while_waiting(membership)
    refuse_period(membership=membership, starts_on=terms.starts_on, ends_on=terms.ends_on, day=day)
    mandate = Mandate.objects.create(
        membership=membership, asked_on=day, asked_by=asker, request=request, **_columns(terms)
    )
    _record_authority(mandate, terms)
    return mandate


@transaction.atomic
def grant_mandate(*, mandate: Mandate, granter: Person | None, terms: Terms, day: date) -> Mandate:
    """Grant what was asked for, on these terms; they take the place of those that were asked for.

    Raise ValidationError when it was answered meanwhile, or when the terms cannot stand.
    """
    membership = _hold(mandate.membership)
    found = _claim(Mandate.objects.asked(), mandate, granted_on=day)
    refuse_period(
        membership=membership, starts_on=terms.starts_on, ends_on=terms.ends_on, day=day, besides=found
    )
    for name, value in (_columns(terms) | {"granted_by": granter}).items():
        setattr(found, name, value)
    found.save()
    found.authorities.all().delete()
    _record_authority(found, terms)
    return found


@transaction.atomic
def give_mandate(*, membership: Membership, granter: Person | None, terms: Terms, day: date) -> Mandate:
    """Grant a mandate that nobody asked for.

    Raise ValidationError when a request waits, which is then to be answered, or when the terms cannot stand.
    """
    membership = _hold(membership)
    _refuse_while_waiting(membership)
    refuse_period(membership=membership, starts_on=terms.starts_on, ends_on=terms.ends_on, day=day)
    mandate = Mandate.objects.create(
        membership=membership, granted_on=day, granted_by=granter, **_columns(terms)
    )
    _record_authority(mandate, terms)
    return mandate


@transaction.atomic
def renew_mandate(
    *, mandate: Mandate, granter: Person | None, terms: Terms, day: date, replaces: bool = False
) -> Mandate:
    """Grant another mandate after this one; when it `replaces` it, this one no longer counts from its first day on.

    Raise ValidationError when this one was never granted, when it would be replaced in the past, or as give_mandate
    does.
    """
    _hold(mandate.membership)
    mandate = Mandate.objects.with_people().get(pk=mandate.pk)
    if mandate.granted_on is None:
        raise ValidationError(_("Only a mandate that was granted can be renewed."))
    if replaces and mandate.last_day >= terms.starts_on:
        if terms.starts_on < day:
            raise ValidationError(
                {"starts_on": _("What was agreed for past days stays. Choose today or a later day.")}
            )
        mandate.withdrawn_on, mandate.closed_by = terms.starts_on, granter
        mandate.save()
    return give_mandate(membership=mandate.membership, granter=granter, terms=terms, day=day)


@transaction.atomic
def decline_mandate(*, mandate: Mandate, decliner: Person | None, reason: str, day: date) -> Mandate:
    """Answer a request with no, and why; raise ValidationError when it was answered meanwhile."""
    _hold(mandate.membership)
    found = _claim(Mandate.objects.asked(), mandate, declined_on=day)
    found.closed_by, found.reason = decliner, reason
    found.save()
    return found


@transaction.atomic
def withdraw_mandate(*, mandate: Mandate, withdrawer: Person | None, reason: str, day: date) -> Mandate:
    """Let a granted mandate no longer count from a day on, and say why.

    Raise ValidationError when it does not count any more by then, or was never granted.
    """
    _hold(mandate.membership)
    found = _claim(Mandate.objects.counting_from(day), mandate, withdrawn_on=day)
    found.closed_by, found.reason = withdrawer, reason
    found.save()
    return found


def _hold(membership: Membership) -> Membership:
    """Return the membership, its row locked until the end of the transaction; refuse one in somebody's own name."""
    held = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "network", "engagement__organisation")
        .get(pk=membership.pk)
    )
    if held.engagement_id is None:
        raise ValidationError(_("Somebody in their own name needs no mandate."))
    return held


def _claim(expected: MandateQuerySet, mandate: Mandate, **change: date) -> Mandate:
    """Make the change if the mandate still stands as expected, and return it; else say how it stands, if at all."""
    claimed = expected.filter(pk=mandate.pk).update(**change)
    found = Mandate.objects.with_people().filter(pk=mandate.pk).first()
    if found is None:  # whom it was for had their data erased
        raise ValidationError(_("This mandate is not there any more."))
    if not claimed:
        raise ValidationError(how_it_stands(found), code=DECIDED)
    return found


def how_it_stands(mandate: Mandate) -> str:
    """Say in a sentence why something that somebody wants to do with a mandate cannot be done any more."""
    by = mandate.closed_by or mandate.granted_by
    if mandate.declined_on is not None:
        sentence = _("This request was declined on %(day)s, by %(name)s.")
        day = mandate.declined_on
    elif mandate.granted_on is None:
        return _("This mandate was asked for, but not granted yet.")
    elif mandate.withdrawn_on is not None:
        sentence = _("This mandate was withdrawn from %(day)s on, by %(name)s.")
        day = mandate.withdrawn_on
    else:
        sentence = _("This mandate was granted on %(day)s, by %(name)s; it counts until %(last)s.")
        day, by = mandate.granted_on, mandate.granted_by
    name = by.name if by else _("an administrator")
    return sentence % {"day": written(day), "name": name, "last": written(mandate.ends_on)}


def _refuse_while_waiting(membership: Membership) -> None:
    waiting = membership.mandates.asked().first()
    if waiting is not None:
        raise ValidationError(
            _("A mandate for %(name)s has been asked for already. It waits for an answer.")
            % {"name": membership.person.name}
        )


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "hours_per_month": terms.hours_per_month,
        "coach": terms.coach,
    }


def _record_authority(mandate: Mandate, terms: Terms) -> None:
    network = mandate.membership.network_id
    known = set(DecisionTopic.objects.filter(network=network).values_list("pk", flat=True))
    if not known.issuperset(terms.authority):
        raise ValidationError(
            _("One of these topics is not, or no longer, a topic of this network. Look at the list again.")
        )
    Authority.objects.bulk_create(
        Authority(mandate=mandate, topic_id=topic, level=level) for topic, level in terms.authority.items()
    )
