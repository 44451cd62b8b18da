"""What the demo's people try out, and whom they let look at it."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from networks.models import Membership, Network
from roles.demo.books import Books
from roles.demo.notation import read_day
from roles.demo.plan import NetworkPlan, ScenarioPlan
from roles.demo.sync import put_in_place
from roles.models import RoleAssignment, Scenario, ScenarioMove, ScenarioShare
from roles.moves import kind_of

MOMENT = time(10, 30)  # of a day on which somebody thought of a scenario


def load_scenarios(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the scenarios in place, with their steps and with whom they are shared."""
    found = put_in_place(
        Scenario.objects.filter(network=network),
        ("owner_id", "name"),
        [_scenario(books, each, network) for each in plan.scenarios],
        books.changes,
    )
    for each in plan.scenarios:
        scenario = found[books.people[each.by].user_id, each.name]
        _load_steps(books, each, scenario)
        put_in_place(
            ScenarioShare.objects.filter(scenario=scenario),
            ("person_id",),
            [{"scenario_id": scenario.pk, "person_id": books.people[name].pk} for name in each.shared],
            books.changes,
        )


def _scenario(books: Books, plan: ScenarioPlan, network: Network) -> dict[str, Any]:
    moment = timezone.make_aware(datetime.combine(read_day(plan.made, books.today), MOMENT))
    return {
        "network_id": network.pk,
        "owner_id": books.people[plan.by].user_id,
        "name": plan.name,
        "note": plan.note,
        "made_at": moment,
        "changed_at": moment,
    }


def _load_steps(books: Books, plan: ScenarioPlan, scenario: Scenario) -> None:
    seats = {each.person_id: each for each in Membership.objects.filter(network=scenario.network)}
    running = RoleAssignment.objects.active_on(books.today).filter(membership__network=scenario.network)
    held = set(running.values_list("role", flat=True))
    wanted = []
    for position, (slug, giver, receiver) in enumerate(plan.steps):
        role = books.roles[slug]
        given = seats[books.people[giver].pk] if giver else None
        received = seats[books.people[receiver].pk] if receiver else None
        wanted.append(
            {
                "scenario_id": scenario.pk,
                "position": position,
                "kind": kind_of(giver=given, receiver=received, held=role.pk in held),
                "role_id": role.pk,
                "giver_id": given.pk if given else None,
                "receiver_id": received.pk if received else None,
            }
        )
    put_in_place(ScenarioMove.objects.filter(scenario=scenario), ("position",), wanted, books.changes)
