"""Fills a database for the measurements: many networks, with members, roles and motives, made up by rule.

The same every time. Every tenth member takes part in their own name, one person in ten in two networks, half of the
assignments carry motives and a third has no known start; the rest is spread by a random generator with a fixed
seed.
"""

from datetime import date, timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection, models, transaction

from networks.models import (
    Authority,
    CollaborationPolicy,
    DecisionTopic,
    Engagement,
    Mandate,
    Membership,
    Network,
    Organisation,
    Person,
)
from roles.models import Role, RoleAssignment

TODAY = date(2026, 11, 22)
MEMBERS_EACH = 25
BATCH = 5_000


def fill(*, networks: int, members: int = MEMBERS_EACH, roles_each: int = 4) -> None:
    """Add so many networks, each with so many members who hold so many roles each."""
    draw = Random(20261122)
    with transaction.atomic():
        first_network = _add_networks(networks)
        engagements = _add_engagements(first_network, networks)
        _add_members(draw, engagements, members)
        _add_assignments(draw, first_network, roles_each)
        _go_on_counting()


def fill_organisation(*, networks: int) -> Organisation:
    """Add so many networks of ten members, and one organisation in each: with two people in every third, else one.

    It sends a third as many people as it has seats; each holds one role or two there, two in three have a mandate.
    """
    draw = Random(20261122)
    fill(networks=networks, members=8, roles_each=2)
    organisation = Organisation.objects.create(name="Everywhere", slug="everywhere")
    answers = dict.fromkeys(CollaborationPolicy.QUESTIONS, "What we think of it.")
    CollaborationPolicy.objects.create(organisation=organisation, reviewed_on=TODAY, **answers)
    engagements = Engagement.objects.bulk_create(
        Engagement(network=network, organisation=organisation, stake="Much." if network.pk % 2 else "")
        for network in Network.objects.order_by("-pk")[:networks]
    )
    people = Person.objects.bulk_create(
        Person(name=f"Colleague {number}", name_key=f"colleague {number}")
        for number in range(4 * networks // 9)
    )
    memberships = Membership.objects.bulk_create(
        Membership(network=each.network, engagement=each, person=person, joined_on=date(2023, 1, 1))
        for each in engagements
        for person in draw.sample(people, 1 if each.network_id % 3 else 2)
    )
    _give_roles_and_mandates(draw, memberships)
    return organisation


def _give_roles_and_mandates(draw: Random, memberships: list[Membership]) -> None:
    roles = list(Role.objects.all())
    RoleAssignment.objects.bulk_create(
        RoleAssignment(membership=each, role=role, started_on=date(2024, 1, 1))
        for each in memberships
        for role in draw.sample(roles, draw.choice((1, 2)))
    )
    Mandate.objects.bulk_create(
        Mandate(
            membership=each,
            starts_on=date(2024, 1, 1),
            granted_on=date(2024, 1, 1),
            ends_on=date(2024, 12, 31) if number % 5 == 0 else date(2099, 12, 31),
            hours_per_month=8,
        )
        for number, each in enumerate(memberships)
        if number % 3
    )


def _go_on_counting() -> None:
    """Let PostgreSQL hand out keys from after those that were given here."""
    statements = connection.ops.sequence_reset_sql(no_style(), [Network, Organisation, Engagement, Person])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _next_key(model: type[models.Model]) -> int:
    return (model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1


def _add_networks(count: int) -> int:
    first = _next_key(Network)
    Network.objects.bulk_create(
        (
            Network(
                pk=key,
                name=f"Network {key}",
                slug=f"network-{key}",
                question="Why?",
                goal="That.",
                in_scope="" if key % 3 else "This.",
                phase="carry-out" if key % 4 else "explore",
                started_on=date(2020, 1, 1),
            )
            for key in range(first, first + count)
        ),
        batch_size=BATCH,
    )
    return first


def _add_engagements(first: int, count: int) -> dict[int, list[int]]:
    """Engage six organisations in every network; return the engagements by network."""
    start = _next_key(Organisation)
    number = max(6, count // 4)
    Organisation.objects.bulk_create(
        (
            Organisation(
                pk=key, name=f"Organisation {key}", name_key=f"organisation {key}", slug=f"org-{key}"
            )
            for key in range(start, start + number)
        ),
        batch_size=BATCH,
    )
    key = _next_key(Engagement)
    engagements = [
        Engagement(
            pk=key + 6 * place + each,
            network_id=first + place,
            organisation_id=start + (place + each) % number,
            stake="Much." if each % 2 else "",
        )
        for place in range(count)
        for each in range(6)
    ]
    Engagement.objects.bulk_create(engagements, batch_size=BATCH)
    by_network: dict[int, list[int]] = {}
    for engagement in engagements:
        by_network.setdefault(engagement.network_id, []).append(engagement.pk)
    return by_network


def _add_members(draw: Random, engagements: dict[int, list[int]], members: int) -> None:
    """Give every network its members; of every eleven people, one takes part in a second network."""
    total = len(engagements) * members
    start = _next_key(Person)
    people = max(members, total * 10 // 11)
    Person.objects.bulk_create(
        (
            Person(pk=key, name=f"Person {key}", name_key=f"person {key}")
            for key in range(start, start + people)
        ),
        batch_size=BATCH,
    )
    Membership._base_manager.bulk_create(  # made up, so without a history
        (
            Membership(
                network_id=network,
                person_id=start + (place * members + number) % people,
                engagement_id=None if number % 10 == 9 else draw.choice(engaged),
                joined_on=date(2023, 1, 1),
                interests="Mine." if number % 3 else "",
            )
            for place, (network, engaged) in enumerate(engagements.items())
            for number in range(members)
        ),
        batch_size=BATCH,
    )


def _add_assignments(draw: Random, first_network: int, roles_each: int) -> None:
    roles = list(Role.objects.values_list("pk", flat=True))
    memberships = Membership.objects.filter(network_id__gte=first_network).order_by("pk")
    RoleAssignment._base_manager.bulk_create(
        (
            RoleAssignment(
                membership_id=membership,
                role_id=role,
                started_on=TODAY - timedelta(days=draw.randrange(1, 1_000)),
                start_known=draw.random() < 2 / 3,
                for_organisation=(motive := draw.randrange(14)) in {1, 2, 3},
                for_individual=motive in {2, 3, 4, 5},
                for_network=motive in {3, 5, 6, 7},
            )
            for membership in memberships.values_list("pk", flat=True).iterator()
            for role in draw.sample(roles, roles_each)
        ),
        batch_size=BATCH,
    )


def add_mandates(network: Network, topics: int) -> None:
    """Give a network so many decision topics, and most members of an organisation a mandate that speaks of most."""
    draw = Random(20261123)
    made = DecisionTopic.objects.bulk_create(
        DecisionTopic(network=network, name=f"Decision topic number {number:02d}") for number in range(topics)
    )
    seats = network.memberships.exclude(engagement=None).values_list("pk", flat=True)
    mandates = Mandate.objects.bulk_create(
        Mandate(
            membership_id=seat,
            starts_on=date(2025, 1, 1),
            ends_on=date(2045, 12, 31),
            granted_on=date(2025, 1, 1),
        )
        for number, seat in enumerate(seats)
        if number % 20
    )
    Authority.objects.bulk_create(
        (
            Authority(mandate=mandate, topic=topic, level=draw.choice(Authority.Level.values))
            for mandate in mandates
            for topic in made
            if draw.random() < 3 / 4
        ),
        batch_size=BATCH,
    )
