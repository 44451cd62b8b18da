"""What the form of a meeting begins with: what is recorded of it, or the people of an earlier one."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from collab.text import whole_number
from networks.models import Consultation, Network
from networks.seating import Seating


@dataclass(frozen=True, slots=True)
class Preset:
    """What is recorded of a meeting, as its form takes it, and a mark that changes when anything of it does."""

    fields: dict[str, Any]
    decisions: list[dict[str, Any]]
    mark: str


def preset_of(consultation: Consultation) -> Preset:
    """Return what is recorded of a meeting. Two queries."""
    attendances = list(
        consultation.attendances.order_by("person").values_list("person", "chaired", "person__erased_on")
    )
    fields = {
        "held_on": consultation.held_on,
        "topic": consultation.topic,
        "people": [person for person, _chaired, erased_on in attendances if erased_on is None],
        "chair": next(
            (person for person, chaired, erased_on in attendances if chaired and not erased_on), None
        ),
    }
    decisions = [
        {"text": text, "topic": topic, "under": person}
        for text, topic, person in consultation.decisions.values_list(
            "text", "topic", "mandate__membership__person"
        )
    ]
    written = json.dumps([fields, decisions], default=str)
    return Preset(fields, decisions, hashlib.sha256(written.encode()).hexdigest()[:16])


def like(network: Network, key: str, seating: Seating) -> tuple[Consultation | None, dict[str, Any]]:
    """Return the last meeting, to be offered as an example, and what a form begins with that is like the one asked
    for: its topic and its people, as far as they still take part. At most three queries."""
    begin: dict[str, Any] = {"held_on": timezone.localdate()}
    last = network.consultations.order_by("-held_on", "-pk").first()
    asked = whole_number(key)
    example = network.consultations.filter(pk=asked).first() if asked is not None else None
    if example is None:
        return last, begin
    members = {sitter.pk for party in seating.parties for sitter in party.sitters}
    people = [pk for pk in example.attendances.values_list("person", flat=True) if pk in members]
    return None, begin | {"topic": example.topic, "people": people}
