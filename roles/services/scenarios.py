"""Playing with moves that nobody has agreed to: scenarios, their steps, and with whom they are shared."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person, User
from roles.models import Role, Scenario, ScenarioMove, ScenarioShare
from roles.moves import PlannedMove, kind_of
from roles.scenario_ground import Ground, kept_steps
from roles.scenario_rules import Step, stumble_of
from roles.texts.scenarios import stumble_sentence

MOST_STEPS = 40  # more is no longer a plan that people can talk over


@transaction.atomic
def make_scenario(
    *, network: Network, owner: User, name: str, note: str, moves: Iterable[PlannedMove] = ()
) -> Scenario:
    """Begin a scenario that only its owner sees, with these moves as its first steps."""
    made = Scenario.objects.create(network=network, owner=owner, name=name.strip(), note=note.strip())
    ScenarioMove.objects.bulk_create(
        ScenarioMove(scenario=made, **move.as_kept(place)) for place, move in enumerate(moves)
    )
    return made


def describe_scenario(*, scenario: Scenario, name: str, note: str) -> None:
    """Call a scenario otherwise, and say anew what it is about."""
    scenario.name, scenario.note, scenario.changed_at = name.strip(), note.strip(), timezone.now()
    scenario.save(update_fields=["name", "note", "changed_at"])


def copy_scenario(*, scenario: Scenario, owner: User) -> Scenario:
    """Copy a scenario with all its steps, for whoever may see it; the copy is shared with nobody."""
    name = _("Copy of %(name)s") % {"name": scenario.name}
    limit = Scenario._meta.get_field("name").max_length
    return make_scenario(
        network=scenario.network,
        owner=owner,
        name=name[:limit],
        note=scenario.note,
        moves=[PlannedMove.of(step) for step in kept_steps([scenario.pk])[scenario.pk]],
    )


def delete_scenario(*, scenario: Scenario) -> None:
    """Delete a scenario, its steps, and what was shared of it. What was proposed from it stays."""
    scenario.delete()


@transaction.atomic
def add_step(
    *, scenario: Scenario, role: Role, giver: Membership | None, receiver: Membership | None
) -> ScenarioMove:
    """Play one step more, after those that are there.

    Raise ValidationError at `giver` when they do not hold the role after these, at `receiver` when they hold it
    already or there is nobody at all, and in general when there are too many steps.
    """
    _touch(scenario)
    steps = kept_steps([scenario.pk])[scenario.pk]
    if len(steps) >= MOST_STEPS:
        raise ValidationError(
            _("This scenario has %(most)s steps, and no more fit. Leave one out, or begin another scenario.")
            % {"most": MOST_STEPS}
        )
    ground = Ground.load(scenario.network, timezone.localdate())
    stand = ground.play(steps).end
    _refuse_step(role, giver, receiver, stand, ground)
    held = any(each == role.pk for _seat, each in stand)
    planned = PlannedMove(kind_of(giver=giver, receiver=receiver, held=held), role, giver, receiver)
    last = scenario.moves.aggregate(last=Max("position"))["last"]
    return ScenarioMove.objects.create(scenario=scenario, **planned.as_kept(0 if last is None else last + 1))


@transaction.atomic
def remove_step(*, scenario: Scenario, step: int) -> None:
    """Leave a step out; the others stay as they are. Repeating the call changes nothing."""
    _touch(scenario)
    scenario.moves.filter(pk=step).delete()


@transaction.atomic
def share_scenario(*, scenario: Scenario, people: Collection[Person]) -> None:
    """Let exactly these people look at a scenario and copy it; whoever is not named any more does so no longer."""
    scenario.shares.exclude(person__in=[each.pk for each in people]).delete()
    ScenarioShare.objects.bulk_create(
        [ScenarioShare(scenario=scenario, person=person) for person in people], ignore_conflicts=True
    )


def _touch(scenario: Scenario) -> None:
    """Say that a scenario changes now; of two who do so at once, the second waits for the first."""
    scenario.changed_at = timezone.now()
    scenario.save(update_fields=["changed_at"])


def _refuse_step(
    role: Role,
    giver: Membership | None,
    receiver: Membership | None,
    stand: Collection[tuple[int, int]],
    ground: Ground,
) -> None:
    if giver is None and receiver is None:
        raise ValidationError({"receiver": _("Choose who takes the role on, or who lays it down.")})
    if giver == receiver:
        raise ValidationError({"receiver": _("This is the same person. Choose somebody else.")})
    step = Step(role.pk, giver.pk if giver else None, receiver.pk if receiver else None)
    stumble = stumble_of(step, stand, ground.seats)
    if stumble is not None:
        sentence = stumble_sentence(stumble, role, giver, receiver)
        raise ValidationError({stumble.place: sentence})
