"""Recording meetings: who sat there, who chaired, and what was decided under whose mandate."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.consultation_draft import preset_of
from networks.models import (
    Attendance,
    Consultation,
    Decision,
    Mandate,
    Membership,
    Network,
    Person,
)

CHANGED_MEANWHILE = gettext_lazy(
    "Somebody else changed this meeting while you were at it. Save again to keep what you filled in."
)


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What was decided, about which topic, and who spoke for their organisation; both by their keys."""

    text: str
    topic: int | None = None
    under: int | None = None


@dataclass(frozen=True, slots=True)
class ConsultationDraft:
    """What is to be recorded of a meeting; people by their keys."""

    held_on: date
    topic: str
    people: frozenset[int]
    chair: int | None = None
    decisions: Sequence[DecisionDraft] = ()


@transaction.atomic
def record_consultation(
    *, network: Network, draft: ConsultationDraft, recorded_by: Person | None
) -> Consultation:
    """Record a meeting; the same one sent twice is recorded once.

    Raise ValidationError, by field, when the day has still to come, somebody was no member on it, the chair did not
    sit there, or a decision was taken under a mandate that did not count.
    """
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    mandates = _check(network, draft, already=frozenset())
    twins = network.consultations.filter(held_on=draft.held_on, topic=draft.topic)
    for twin in twins:
        if set(twin.attendances.values_list("person", flat=True)) == draft.people:
            return twin
    found = Consultation.objects.create(
        network=network, held_on=draft.held_on, topic=draft.topic, recorded_by=recorded_by
    )
    _write(found, draft, mandates, {})
    return found


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, draft: ConsultationDraft, seen: str | None = None
) -> Consultation:
    """Put right what is recorded of a meeting; who sat there and was erased since stays.

    Raise ValidationError as `record_consultation` does, and when somebody else removed it, or changed it since its
    preset had the mark `seen`. Somebody who is recorded as having sat there may stay, even if they were no member
    that day.
    """
    network = consultation.network
    locked = Consultation.objects.select_for_update(no_key=True).filter(pk=consultation.pk).first()
    if locked is None:
        raise ValidationError(_("Somebody else removed this meeting while you were at it."))
    if seen is not None and preset_of(locked).mark != seen:
        raise ValidationError(CHANGED_MEANWHILE)
    already = frozenset(locked.attendances.values_list("person", flat=True))
    erased = frozenset(locked.attendances.exclude(person__erased_on=None).values_list("person", flat=True))
    mandates = _check(network, draft, already=already)
    locked.held_on, locked.topic = draft.held_on, draft.topic
    locked.save(update_fields=["held_on", "topic"])
    gone = already - draft.people - erased
    locked.attendances.filter(person__in=gone).delete()
    # Nobody can choose the mandate of somebody who was erased; it stays with what was decided under it.
    unnamed = locked.decisions.exclude(mandate__membership__person__erased_on=None).exclude(mandate=None)
    kept = dict(unnamed.values_list("text", "mandate"))
    locked.decisions.all().delete()
    _write(locked, draft, mandates, kept)
    return locked


@transaction.atomic
def remove_consultation(*, consultation: Consultation) -> None:
    """Remove a meeting, with who sat there and what was decided."""
    consultation.delete()


def _write(
    consultation: Consultation, draft: ConsultationDraft, mandates: dict[int, int], kept: dict[str, int]
) -> None:
    """Write who sat there and chaired, beside whoever stands there already, and what was decided; `kept`: mandates
    that stay with a decision of this text."""
    present = consultation.attendances.values_list("person", flat=True)
    new = draft.people - set(present)
    Attendance.objects.bulk_create(
        Attendance(consultation=consultation, person_id=person) for person in sorted(new)
    )
    erased_chair = consultation.attendances.filter(chaired=True).exclude(person__erased_on=None)
    if draft.chair is not None or not erased_chair.exists():
        consultation.attendances.filter(chaired=True).exclude(person=draft.chair).update(chaired=False)
        consultation.attendances.filter(person=draft.chair).update(chaired=True)
    Decision.objects.bulk_create(
        Decision(
            consultation=consultation,
            text=decision.text,
            topic_id=decision.topic,
            mandate_id=mandates.get(number, kept.get(decision.text)),
        )
        for number, decision in enumerate(draft.decisions)
    )


def _check(network: Network, draft: ConsultationDraft, already: Collection[int]) -> dict[int, int]:
    """Refuse what cannot be; return the keys of the mandates under which decisions were taken, by their place."""
    if draft.held_on > timezone.localdate():
        raise ValidationError({"held_on": _("This day has yet to come. Record a meeting once it has been.")})
    members = Membership.objects.active_on(draft.held_on).filter(network=network, person__in=draft.people)
    strangers = draft.people - set(members.values_list("person", flat=True)) - set(already)
    day = date_format(draft.held_on, "j F Y")
    if strangers:
        known = Person.objects.filter(pk__in=strangers, memberships__network=network).distinct()
        names = ", ".join(known.values_list("name", flat=True))
        raise ValidationError(
            {
                "people": _("Not a member of this network on %(day)s: %(names)s.")
                % {"day": day, "names": names}
                if names
                else _("Choose people who take part in this network.")
            }
        )
    if draft.chair is not None and draft.chair not in draft.people:
        raise ValidationError(
            {"chair": _("Whoever chaired was there too: tick them above, or choose somebody else.")}
        )
    topics = {each.topic for each in draft.decisions if each.topic is not None}
    if network.decision_topics.filter(pk__in=topics).count() < len(topics):
        raise ValidationError(_("Choose a decision topic of this network."))
    return _mandates(network, draft, day)


def _mandates(network: Network, draft: ConsultationDraft, day: str) -> dict[int, int]:
    """Return the key of the mandate under which each decision was taken, by the decision's place; one that speaks
    of its topic goes before others."""
    wanted = {each.under for each in draft.decisions if each.under is not None}
    if not wanted:
        return {}
    if not wanted <= draft.people:
        raise ValidationError(
            _(
                "A decision was taken under the mandate of somebody who did not sit there. "
                "Tick them, or choose another."
            )
        )
    valid = Mandate.objects.valid_on(draft.held_on).filter(
        membership__network=network, membership__person__in=wanted
    )
    by_person: dict[int, list[Mandate]] = {}
    for mandate in (
        valid.select_related("membership").prefetch_related("authorities").order_by("-starts_on", "-pk")
    ):
        by_person.setdefault(mandate.membership.person_id, []).append(mandate)
    missing = Person.objects.filter(pk__in=wanted - set(by_person)).values_list("name", flat=True)
    if missing:
        raise ValidationError(
            _("On %(day)s no mandate of %(names)s was valid. Choose another, or leave it open.")
            % {"day": day, "names": ", ".join(missing)}
        )
    return {
        number: min(
            by_person[each.under],
            key=lambda mandate: all(one.topic_id != each.topic for one in mandate.authorities.all()),
        ).pk
        for number, each in enumerate(draft.decisions)
        if each.under is not None
    }
