"""Laying role cards with people, as often as one likes until the round closes."""

from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from networks.models import Membership
from roles.models import MappingMark, MappingPart, MappingRound, Role

Laid = Collection[int | None]  # the people with whom a card lies, by key; None stands for nobody


def people_on_the_table(*, mapping_round: MappingRound, day: date) -> QuerySet[Membership]:
    """Return the members with whom cards can be laid: those who took part when the round opened, and still do."""
    running = Membership.objects.active_on(day).filter(
        network=mapping_round.network_id, joined_on__lte=mapping_round.opened_on, person__erased_on=None
    )
    return running.with_parties()


@transaction.atomic
def lay_cards(
    *, part: MappingPart, cards: Mapping[int, Laid], day: date, among: Collection[int | None] | None = None
) -> None:
    """Lay role cards (by their key) with people, in place of what lay on them before.

    A card that lies with no one at all is taken back: that says nothing, other than "nobody". With `among` only
    what lies with these people is replaced. Raise ValidationError when the round is closed, when somebody is not of
    this round, or when a card lies with nobody and with people at once.
    """
    found = MappingRound.objects.select_for_update(of=("self",)).open_on(day).filter(pk=part.round_id).first()
    if found is None:
        raise ValidationError(_("This round is closed. What you just chose could not be kept any more."))
    _refuse_strangers(found, cards, day)
    before = part.marks.filter(role__in=cards)
    if among is not None:
        people = [each for each in among if each is not None]
        replaced = Q(person__in=people) | Q(person=None) if None in among else Q(person__in=people)
        before = before.filter(replaced)
    before.delete()
    MappingMark.objects.bulk_create(
        MappingMark(part=part, role_id=role, person_id=person)
        for role, laid in cards.items()
        for person in sorted(set(laid), key=lambda key: key or 0)
    )
    _refuse_nobody_and_people(part, cards)
    if any(cards.values()):
        MappingPart.objects.filter(pk=part.pk, answered_on=None).update(answered_on=day)


def _refuse_strangers(found: MappingRound, cards: Mapping[int, Laid], day: date) -> None:
    chosen = {person for laid in cards.values() for person in laid if person is not None}
    table = people_on_the_table(mapping_round=found, day=day).order_by()
    if not chosen <= set(table.values_list("person", flat=True)):
        raise ValidationError(
            _("Somebody whom you chose is no longer in this round. Load the page again and choose once more.")
        )


def _refuse_nobody_and_people(part: MappingPart, cards: Mapping[int, Laid]) -> None:
    nobody = part.marks.filter(person=None, role__in=cards)
    both = part.marks.filter(role__in=nobody.values("role")).exclude(person=None)
    role = Role.objects.filter(pk__in=both.values("role")).first()
    if role is not None:
        raise ValidationError(_("%(role)s: choose people, or “nobody”, but not both.") % {"role": role.name})
