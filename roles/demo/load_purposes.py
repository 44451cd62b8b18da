"""What the demo's networks exist for, who stands behind it, their rules and what they reached."""

from datetime import date

from networks.models import (
    Membership,
    Network,
    PurposeAgreement,
    PurposeClarity,
    PurposeVersion,
    RulesAcceptance,
    SharedResult,
    WorkingRules,
)
from roles.demo.books import Books
from roles.demo.plan import NetworkPlan
from roles.demo.purposes_plan import PurposePlan, VersionPlan, read_purposes
from roles.demo.sync import put_in_place


def load_purpose(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the versions of a network's purpose and rules in place, and its results."""
    purpose = read_purposes().get(plan.name) or _only_version(books, plan, network)
    _load_versions(books, purpose, network)
    _load_rules(books, purpose, network)
    put_in_place(
        SharedResult.objects.filter(network=network),
        ("text",),
        [
            {
                "network_id": network.pk,
                "text": result.text,
                "reached_on": books.day(result.on),
                "noted_by_id": books.people[result.by].pk,
            }
            for result in purpose.results
        ],
        books.changes,
    )


def _only_version(books: Books, plan: NetworkPlan, network: Network) -> PurposePlan:
    """Return the one version of a network that says what it is for, with which all members of today agree."""
    if not any(getattr(network, field) for field in Network.PURPOSE_FIELDS):
        return PurposePlan()
    members = Membership.objects.active_on(books.today).filter(network=network)
    names = list(members.order_by("pk").values_list("person__name", flat=True))
    return PurposePlan(versions=[VersionPlan(on=plan.begun, agreed=names)])


def _load_versions(books: Books, purpose: PurposePlan, network: Network) -> None:
    last = len(purpose.versions)
    versions = put_in_place(
        PurposeVersion.objects.filter(network=network),
        ("number",),
        [
            {
                "network_id": network.pk,
                "number": number,
                "written_on": books.day(version.on),
                "written_by_id": books.people[version.by].pk if version.by else None,
            }
            | {
                field: getattr(network if number == last else version, field)
                for field in Network.PURPOSE_FIELDS
            }
            for number, version in enumerate(purpose.versions, start=1)
        ],
        books.changes,
    )
    numbered = enumerate(purpose.versions, start=1)
    _load_answers(books, network, [(plan, versions[number,]) for number, plan in numbered])


def _load_answers(books: Books, network: Network, rows: list[tuple[VersionPlan, PurposeVersion]]) -> None:
    """Put in place who agreed to which version, and how clear it is to whom."""
    joined = _joined(network)
    put_in_place(
        PurposeAgreement.objects.filter(version__network=network),
        ("version_id", "person_id"),
        [
            {
                "version_id": version.pk,
                "person_id": books.people[name].pk,
                "agreed_on": max(version.written_on, joined[books.people[name].pk]),
            }
            for plan, version in rows
            for name in plan.agreed
        ],
        books.changes,
    )
    put_in_place(
        PurposeClarity.objects.filter(version__network=network),
        ("version_id", "person_id"),
        [
            {
                "version_id": version.pk,
                "person_id": books.people[said.who].pk,
                "score": said.score,
                "word": said.word,
                "said_on": version.written_on,
            }
            for plan, version in rows
            for said in plan.clarity
        ],
        books.changes,
    )


def _load_rules(books: Books, purpose: PurposePlan, network: Network) -> None:
    versions = put_in_place(
        WorkingRules.objects.filter(network=network),
        ("number",),
        [
            {
                "network_id": network.pk,
                "number": number,
                "text": "\n".join(rules.lines),
                "written_on": books.day(rules.on),
                "written_by_id": books.people[rules.by].pk,
            }
            for number, rules in enumerate(purpose.rules, start=1)
        ],
        books.changes,
    )
    joined = _joined(network)
    put_in_place(
        RulesAcceptance.objects.filter(rules__network=network),
        ("rules_id", "person_id"),
        [
            {
                "rules_id": versions[number,].pk,
                "person_id": books.people[name].pk,
                "accepted_on": max(versions[number,].written_on, joined[books.people[name].pk]),
            }
            for number, rules in enumerate(purpose.rules, start=1)
            for name in rules.accepted
        ],
        books.changes,
    )


def _joined(network: Network) -> dict[int, date]:
    return dict(network.memberships.values_list("person", "joined_on"))
