"""One of the demo's networks, from its file to the database."""

from typing import Any

from django.db.models import Q, QuerySet

from networks.models import (
    Authority,
    BalanceReading,
    CheckIn,
    DecisionTopic,
    Engagement,
    Mandate,
    Membership,
    Network,
    Observer,
)
from roles.demo.books import Books
from roles.demo.load_consultations import load_consultations
from roles.demo.load_invitations import load_invitations
from roles.demo.load_listening import load_listening
from roles.demo.load_mapping import load_mapping
from roles.demo.load_purposes import load_purpose
from roles.demo.load_ratings import load_ratings, load_rounds
from roles.demo.load_reminders import load_calendars, load_terms
from roles.demo.load_scenarios import load_scenarios
from roles.demo.load_swaps import load_swaps
from roles.demo.notation import read_holding
from roles.demo.plan import MandatePlan, MemberPlan, NetworkPlan
from roles.demo.sync import put_in_place
from roles.models import EmptySeat, NetworkNorms, RoleAssignment, RoleSwap, SwapMove
from roles.models.norms import RANGES

# A changed norm is put back too, whether the demo names it or not.
DEFAULT_NORMS = {name: getattr(NetworkNorms(), name) for name in (*RANGES, "max_gap_fill")}
Members = list[tuple[MemberPlan, Membership]]


def load_network(books: Books, plan: NetworkPlan) -> None:
    """Put one network in place, with all that belongs to it; people, organisations and its parent are there."""
    network = _load_itself(books, plan)
    members = _load_members(books, plan, network)
    _load_assignments(books, network, members)
    _load_left_empty(books, plan, network)
    _load_mandates(books, plan, network, members)
    _load_attention(books, network, members)
    load_purpose(books, plan, network)
    load_consultations(books, plan, network)
    load_ratings(books, plan, network)
    load_rounds(books, plan, network)
    load_mapping(books, network)
    load_invitations(books, plan, network)
    load_terms(books, plan, network)
    load_calendars(books, plan, network)
    load_scenarios(books, plan, network)
    load_swaps(books, plan, network)
    load_listening(books, network)


def _load_left_empty(books: Books, plan: NetworkPlan, network: Network) -> None:
    put_in_place(
        EmptySeat.objects.filter(network=network),
        ("role_id",),
        [
            {
                "network_id": network.pk,
                "role_id": books.roles[left.role].pk,
                "reason": left.reason,
                "decided_on": books.day(left.on),
                "decided_by_id": books.people[left.by].pk,
                "look_again_on": books.day(left.look_again),
            }
            for left in plan.left_empty
        ],
        books.changes,
    )


def _load_itself(books: Books, plan: NetworkPlan) -> Network:
    values = {
        "slug": plan.slug,
        "name": plan.name,
        "parent_id": books.networks[plan.parent].pk if plan.parent else None,
        "phase": plan.phase,
        "started_on": books.day(plan.begun),
        "ended_on": books.day(plan.ended),
    } | {name: getattr(plan, name) for name in Network.PURPOSE_FIELDS}
    found = put_in_place(Network.objects.filter(slug=plan.slug), ("slug",), [values], books.changes)
    network = books.networks[plan.name] = found[plan.slug,]
    put_in_place(
        NetworkNorms.objects.filter(network=network),
        ("network_id",),
        [{"network_id": network.pk} | DEFAULT_NORMS | plan.norms] if plan.norms else [],
        books.changes,
    )
    put_in_place(
        Observer.objects.filter(network=network),
        ("person_id",),
        [{"network_id": network.pk, "person_id": books.people[name].pk} for name in plan.observers],
        books.changes,
    )
    return network


def _remove_seats(books: Books, seats: QuerySet[Membership]) -> None:
    """Remove seats, and first the swaps that move a role from or to one of them."""
    moving = SwapMove.objects.filter(Q(giver__in=seats) | Q(receiver__in=seats))
    books.changes.removed += RoleSwap.objects.filter(pk__in=moving.values("swap")).delete()[0]
    books.changes.removed += seats.delete()[0]


def _load_members(books: Books, plan: NetworkPlan, network: Network) -> Members:
    """Put engagements and memberships in place: whoever should not be there goes before what they stand under."""
    wanted = {books.people[member.name].pk for member in plan.members}
    _remove_seats(books, network.memberships.exclude(person__in=wanted))
    stakes = {member.organisation: "" for member in plan.members if member.organisation} | plan.stakes
    kept = {books.organisations[name].pk for name in stakes}
    _remove_seats(
        books, network.memberships.exclude(engagement__organisation__in=kept).exclude(engagement=None)
    )
    engagements = put_in_place(
        Engagement.objects.filter(network=network),
        ("organisation_id",),
        [
            {"network_id": network.pk, "organisation_id": books.organisations[name].pk, "stake": stake}
            for name, stake in stakes.items()
        ],
        books.changes,
    )
    found = put_in_place(
        Membership.objects.filter(network=network),
        ("person_id",),
        [
            {
                "network_id": network.pk,
                "person_id": books.people[member.name].pk,
                "engagement_id": engagements[books.organisations[member.organisation].pk,].pk
                if member.organisation
                else None,
                "joined_on": books.day(member.since),
                "left_on": books.day(member.until),
                "is_coordinator": member.coordinator,
            }
            | {name: getattr(member, name) for name in Membership.VOICE_FIELDS}
            for member in plan.members
        ],
        books.changes,
    )
    return [(member, found[books.people[member.name].pk,]) for member in plan.members]


def _load_assignments(books: Books, network: Network, members: Members) -> None:
    wanted = []
    for member, membership in members:
        for text in member.roles:
            holding = read_holding(text, books.today)
            motives = {name: letter in holding.motives for letter, name in RoleAssignment.MOTIVES.items()}
            wanted.append(
                motives
                | {
                    "membership_id": membership.pk,
                    "role_id": books.roles[holding.role].pk,
                    "started_on": holding.since,
                    "ended_on": holding.until,
                    "start_known": holding.start_known,
                }
            )
    rows = RoleAssignment.objects.filter(membership__network=network)
    put_in_place(rows, ("membership_id", "role_id", "started_on"), wanted, books.changes)


def _load_mandates(books: Books, plan: NetworkPlan, network: Network, members: Members) -> None:
    topics = put_in_place(
        DecisionTopic.objects.filter(network=network),
        ("name",),
        [{"network_id": network.pk, "name": name} for name in plan.topics],
        books.changes,
    )
    given = [(mandate, membership) for member, membership in members for mandate in member.mandates]
    found = put_in_place(
        Mandate.objects.filter(membership__network=network),
        ("membership_id", "starts_on"),
        [_mandate(books, mandate, membership) for mandate, membership in given],
        books.changes,
    )
    put_in_place(
        Authority.objects.filter(mandate__membership__network=network),
        ("mandate_id", "topic_id"),
        [
            {
                "mandate_id": found[membership.pk, books.day(mandate.starts)].pk,
                "topic_id": topics[topic,].pk,
                "level": level,
            }
            for mandate, membership in given
            for topic, level in mandate.authority.items()
        ],
        books.changes,
    )


def _mandate(books: Books, plan: MandatePlan, membership: Membership) -> dict[str, Any]:
    people = {
        "asked_by_id": plan.asker,
        "granted_by_id": plan.by,
        "closed_by_id": plan.closer,
        "coach_id": plan.coach,
    }
    return {
        "membership_id": membership.pk,
        "starts_on": books.day(plan.starts),
        "ends_on": books.day(plan.ends),
        "asked_on": books.day(plan.asked),
        "request": plan.request,
        "granted_on": books.day(plan.granted),
        "declined_on": books.day(plan.declined),
        "withdrawn_on": books.day(plan.withdrawn),
        "reason": plan.reason,
        "hours_per_month": plan.hours,
    } | {column: books.people[name].pk if name else None for column, name in people.items()}


def _load_attention(books: Books, network: Network, members: Members) -> None:
    put_in_place(
        BalanceReading.objects.filter(network=network),
        ("person_id", "read_on"),
        [
            {
                "network_id": network.pk,
                "person_id": membership.person_id,
                "read_on": books.day(day),
                "organisation_share": organisation,
                "individual_share": individual,
                "network_share": attention,
            }
            for member, membership in members
            for day, organisation, individual, attention in member.balance
        ],
        books.changes,
    )
    put_in_place(
        CheckIn.objects.filter(network=network),
        ("person_id", "answered_on"),
        [
            {
                "network_id": network.pk,
                "person_id": membership.person_id,
                "answered_on": books.day(day),
                "answer": answer,
            }
            for member, membership in members
            for day, answer in member.check_ins.items()
        ],
        books.changes,
    )
