"""Every address by every kind of visitor. An address that the table lacks fails the tests."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse, reverse_lazy
from django.utils import timezone

from networks.models import Membership, Network, User
from networks.services.invitations import hash_token
from roles.models import RoleSwap
from roles.reminder_links import stop_address
from tests.factories import (
    AdministratorFactory,
    CalendarFeedFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    EngagementFactory,
    InvitationFactory,
    MandateFactory,
    MappingCountFactory,
    MappingPartFactory,
    MappingRoundFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    RatingRequestFactory,
    RatingRoundFactory,
    RoleAssignmentFactory,
    RoleSwapFactory,
    ScenarioFactory,
    ScenarioMoveFactory,
    StewardshipFactory,
    SwapMoveFactory,
)

pytestmark = pytest.mark.django_db

TOKEN = "a-personal-link"
RUNNING = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=90)}


class Statuses(NamedTuple):
    """What each kind of visitor is answered."""

    stranger: int  # not signed in; 302 leads to signing in
    outsider: int  # signed in, with no part in any network
    observer: int
    member: int
    other_member: int  # of another network
    coordinator: int
    other_coordinator: int
    steward: int  # of an organisation engaged in the network
    other_steward: int
    administrator: int


def everyone(status: int) -> Statuses:
    return Statuses(*[status] * len(Statuses._fields))


def signed_in(status: int) -> Statuses:
    return everyone(status)._replace(stranger=302)


#                 stranger outsider observer member other_m coord other_c steward other_s administrator
READ = Statuses(302, 404, 200, 200, 404, 200, 404, 200, 404, 200)
COORDINATE = Statuses(302, 404, 403, 403, 404, 200, 404, 403, 404, 200)
TAKES_PART = COORDINATE._replace(member=200)
AMONG_MEMBERS = Statuses(
    302, 404, 404, 200, 404, 200, 404, 404, 404, 200
)  # what has not come to anything yet
COORDINATED = Statuses(302, 404, 403, 403, 404, 302, 404, 403, 404, 302)
OWN = Statuses(302, 404, 403, 200, 404, 403, 404, 403, 404, 200)
CONFIDED = Statuses(
    302, 404, 403, 200, 404, 200, 404, 403, 404, 403
)  # a member and the coordinators in person: nobody speaks or asks for them
ASKED = everyone(404)._replace(stranger=302, member=200)
# Sealed cards: each sees their own, and the administrator none.
ASKED_TO_LAY = everyone(404)._replace(stranger=302, member=200, coordinator=200)
MEMBERS_OWN = everyone(404)._replace(stranger=302, member=200)
MEMBERS_DEED = MEMBERS_OWN._replace(member=302)
TO_CHOOSE = TAKES_PART._replace(member=302, coordinator=302, administrator=302)
ASKER = everyone(404)._replace(stranger=302, coordinator=302)
STEWARD = Statuses(302, 404, 403, 403, 404, 403, 404, 200, 404, 200)
ASK = COORDINATE._replace(member=200)
LEADS_ON = READ._replace(**{name: 302 for name, status in READ._asdict().items() if status == 200})
NO_POST = signed_in(405)


class World(NamedTuple):
    """One network with everybody in and around it, and another network with its own people."""

    network: Network
    elsewhere: Network
    ids: dict[str, Any]
    clients: dict[str, Client]


Arguments = Callable[[World], list[Any]]


class Row(NamedTuple):
    """An address: what goes into it, what visitors are answered, and arguments that do not belong together."""

    args: Arguments
    get: Statuses
    post: Statuses
    forged: Arguments | None = None


def nothing(_world: World) -> list[Any]:
    return []


def slug(world: World) -> list[Any]:
    return [world.network.slug]


def under(*names: str) -> Arguments:
    """Arguments: the network's slug, then these of its own things."""
    return lambda world: [world.network.slug, *(world.ids[name] for name in names)]


def organisation(world: World) -> list[Any]:
    return [world.ids["organisation"]]


PUBLIC_PAGE = Row(nothing, everyone(200), everyone(405))
OWN_PAGE = Row(nothing, signed_in(200), NO_POST)
NETWORK_PAGE = Row(slug, READ, NO_POST)
MEMBER_OF_OTHER = under("other_membership")

TABLE: dict[str, Row] = {
    # For everybody.
    "home": Row(nothing, everyone(302)._replace(stranger=200), everyone(405)),
    "health": PUBLIC_PAGE,
    "catalogue": PUBLIC_PAGE,
    "privacy": PUBLIC_PAGE,
    "set_language": Row(nothing, everyone(405), everyone(302)),
    "set_theme": Row(nothing, everyone(405), everyone(302)),
    "invitation_accept": Row(lambda _world: [TOKEN], everyone(200), everyone(200)._replace(stranger=302)),
    # Signing in.
    "account_login": Row(nothing, everyone(302)._replace(stranger=200), everyone(302)._replace(stranger=200)),
    "account_request_login_code": Row(
        nothing, everyone(302)._replace(stranger=200), everyone(302)._replace(stranger=200)
    ),
    "account_confirm_login_code": Row(nothing, everyone(302), everyone(302)),  # no code was asked for
    "mfa_login_webauthn": Row(nothing, everyone(302), everyone(302)),
    "mfa_authenticate": Row(nothing, everyone(302), everyone(302)),  # after the first step only
    "account_logout": Row(nothing, signed_in(200), everyone(302)),
    "account_signup": Row(
        nothing, everyone(302)._replace(stranger=200), everyone(302)._replace(stranger=200)
    ),
    "account_inactive": PUBLIC_PAGE,
    "account_change_password": Row(nothing, signed_in(200), signed_in(200)),
    "account_set_password": Row(nothing, everyone(302), everyone(302)),  # these have one
    "account_reset_password": Row(nothing, everyone(200), everyone(200)),
    "account_reset_password_done": PUBLIC_PAGE,
    "account_reset_password_from_key": Row(lambda _world: ["1", "wrong"], everyone(200), everyone(200)),
    "account_reset_password_from_key_done": PUBLIC_PAGE,
    # Keeping one's account safe: asked once more who it is, before anything changes.
    "account_reauthenticate": Row(nothing, signed_in(200), signed_in(200)),
    "mfa_reauthenticate": Row(
        nothing, everyone(302)._replace(administrator=200), everyone(302)._replace(administrator=200)
    ),
    "mfa_reauthenticate_webauthn": Row(nothing, everyone(302), everyone(302)),
    "mfa_index": OWN_PAGE,
    "mfa_activate_totp": Row(nothing, everyone(302), everyone(302)),
    "mfa_deactivate_totp": Row(
        nothing, signed_in(404)._replace(administrator=302), signed_in(404)._replace(administrator=302)
    ),
    "mfa_view_recovery_codes": Row(nothing, signed_in(404), NO_POST),
    "mfa_generate_recovery_codes": Row(nothing, everyone(302), everyone(302)),
    "mfa_download_recovery_codes": Row(nothing, signed_in(404), signed_in(404)),
    "mfa_add_webauthn": Row(nothing, everyone(302), everyone(302)),
    "mfa_remove_webauthn": Row(lambda _world: [1], everyone(302), everyone(302)),
    # For whoever is signed in; each sees their own.
    "network_list": OWN_PAGE,
    "network_create": Row(nothing, signed_in(200), signed_in(200)),
    "me": OWN_PAGE,
    "profile": Row(nothing, signed_in(200), signed_in(200)),
    "welcome": Row(
        nothing, signed_in(302)._replace(administrator=200), signed_in(302)._replace(administrator=200)
    ),
    "welcome_step": Row(lambda _world: ["hello"], signed_in(200), signed_in(200)),
    "portfolio": OWN_PAGE,
    "my_data": OWN_PAGE,
    "my_data_export": Row(lambda _world: ["json"], signed_in(200), NO_POST),
    "erase_account": Row(nothing, signed_in(200), signed_in(200)),
    "my_reminders": Row(nothing, signed_in(200), signed_in(200)),
    "calendar_make": Row(
        lambda world: [world.ids["membership"]],
        NO_POST,
        everyone(404)._replace(stranger=302, member=200),
        lambda world: [world.ids["other_membership"]],
    ),
    "calendar_stop": Row(
        lambda world: [world.ids["membership"]],
        NO_POST,
        everyone(404)._replace(stranger=302, member=302),
        lambda world: [world.ids["other_membership"]],
    ),
    # With a link from a mail or a calendar program, without signing in.
    "reminder_stop": Row(
        lambda world: [world.ids["stop"]], everyone(200), everyone(200), lambda _world: ["x"]
    ),
    "calendar_feed": Row(lambda _world: [TOKEN], everyone(200), everyone(405), lambda _world: ["x"]),
    # A network's pages.
    "dashboard": NETWORK_PAGE,
    "network_person": Row(
        under("person"),
        LEADS_ON,
        NO_POST,
        under("other_person"),
    ),
    "term_list": Row(slug, COORDINATE, COORDINATE),
    "timeline": NETWORK_PAGE,
    "timeline_hands": NETWORK_PAGE,
    "timeline_former": NETWORK_PAGE,
    "timeline_course": NETWORK_PAGE,
    "swap_list": NETWORK_PAGE,
    "swap_create": Row(slug, TAKES_PART, TAKES_PART),
    "swap_detail": Row(under("swap"), AMONG_MEMBERS, AMONG_MEMBERS, under("other_swap")),
    "swap_carry_out": Row(
        under("swap"),
        AMONG_MEMBERS._replace(member=403),
        AMONG_MEMBERS._replace(member=403, coordinator=302, administrator=302),
        under("other_swap"),
    ),
    "swap_withdraw": Row(
        under("swap"),
        AMONG_MEMBERS._replace(member=403),
        AMONG_MEMBERS._replace(member=403, coordinator=302, administrator=302),
        under("other_swap"),
    ),
    "vacancy_list": NETWORK_PAGE,
    "vacancy_apply": Row(under("role"), READ, READ, lambda world: [world.network.slug, "none"]),
    "vacancy_leave_empty": Row(
        under("free_role"), COORDINATE, COORDINATE, lambda world: [world.network.slug, "none"]
    ),
    "vacancy_reopen": Row(
        under("free_role"), NO_POST, COORDINATED, lambda world: [world.network.slug, "none"]
    ),
    # Collaborating on a level playing field.
    "purpose": NETWORK_PAGE,
    "mapping_list": NETWORK_PAGE,
    "mapping_create": Row(slug, COORDINATE, COORDINATE),
    "mapping_cards": Row(under("mapping"), ASKED_TO_LAY, ASKED_TO_LAY, under("other_mapping")),
    "mapping_links": Row(under("mapping"), COORDINATE, NO_POST, under("other_mapping")),
    "mapping_link_make": Row(
        under("mapping", "by_link"),
        NO_POST,
        COORDINATE,
        lambda world: [world.network.slug, world.ids["other_mapping"], world.ids["by_link"]],
    ),
    "mapping_link_withdraw": Row(
        under("mapping", "by_link"), NO_POST, COORDINATED, under("mapping", "other_person")
    ),
    "mapping_close": Row(under("mapping"), COORDINATE, COORDINATED, under("other_mapping")),
    "mapping_withdraw": Row(under("mapping"), NO_POST, COORDINATED, under("other_mapping")),
    "mapping_link": Row(
        lambda _world: [TOKEN],
        everyone(403)._replace(stranger=200),  # whoever is signed in has an account, so it is somebody else's
        everyone(403)._replace(stranger=200),
    ),
    # What a closed mapping round shows.
    "mapping_round": Row(under("closed_mapping"), READ, NO_POST, under("other_closed_mapping")),
    "mapping_talk": Row(under("closed_mapping"), READ, NO_POST, under("other_closed_mapping")),
    "mapping_carry": Row(under("closed_mapping"), COORDINATE, NO_POST, under("other_closed_mapping")),
    # Scenarios: whoever takes part makes them, nobody else sees them unless they are shared.
    "scenario_list": Row(slug, TAKES_PART, NO_POST),
    "scenario_create": Row(slug, TAKES_PART, TAKES_PART),
    "scenario_compare": Row(slug, TO_CHOOSE, NO_POST),  # two to four have to be chosen first
    "scenario_detail": Row(under("scenario"), MEMBERS_OWN, MEMBERS_OWN, under("other_scenario")),
    "scenario_edit": Row(under("scenario"), MEMBERS_OWN, MEMBERS_OWN, under("other_scenario")),
    "scenario_copy": Row(under("scenario"), NO_POST, MEMBERS_DEED, under("other_scenario")),
    "scenario_delete": Row(under("scenario"), MEMBERS_OWN, MEMBERS_DEED, under("other_scenario")),
    "scenario_share": Row(under("scenario"), MEMBERS_OWN, MEMBERS_DEED, under("other_scenario")),
    "scenario_propose": Row(under("scenario"), MEMBERS_OWN, MEMBERS_OWN, under("other_scenario")),
    "scenario_step_remove": Row(
        under("scenario", "step"), NO_POST, MEMBERS_DEED, under("other_scenario", "step")
    ),
    "suggestions": Row(slug, COORDINATE, NO_POST),
    "suggestions_propose": Row(slug, NO_POST, COORDINATED),  # nothing signed: led back to the suggestion
    "suggestions_try": Row(slug, NO_POST, COORDINATED),
    "matrix": NETWORK_PAGE,
    "matrix_cell": Row(
        under("membership", "role"),
        OWN._replace(coordinator=200),
        OWN._replace(coordinator=200, member=302),
        under("other_membership", "role"),
    ),
    "network_role": Row(under("role"), READ, NO_POST),
    "role_candidates": Row(under("role"), COORDINATE, NO_POST, lambda world: [world.network.slug, "none"]),
    "report": NETWORK_PAGE,
    "report_json": NETWORK_PAGE,
    "import": Row(slug, COORDINATE, COORDINATE),
    "import_template": Row(slug, COORDINATE, NO_POST),
    "export": Row(slug, COORDINATE, NO_POST),  # it has everyone's e-mail address
    "settings": Row(slug, COORDINATE, COORDINATE),
    "change_list": Row(slug, READ._replace(observer=403), NO_POST),
    "member_list": NETWORK_PAGE,
    "member_create": Row(slug, COORDINATE, COORDINATE),
    "member_detail": Row(under("membership"), READ, NO_POST, MEMBER_OF_OTHER),
    "member_edit": Row(under("membership"), COORDINATE, COORDINATE, MEMBER_OF_OTHER),
    "member_voice": Row(
        under("membership"), OWN, OWN._replace(member=302, administrator=302), MEMBER_OF_OTHER
    ),
    "balance_create": Row(under("membership"), OWN, OWN, MEMBER_OF_OTHER),
    "my_part": Row(slug, CONFIDED, CONFIDED),
    "check_in_create": Row(under("membership"), OWN, OWN, MEMBER_OF_OTHER),
    "rating_ask": Row(under("membership"), CONFIDED, CONFIDED, MEMBER_OF_OTHER),
    "rating_answer": Row(under("round"), ASKED, ASKED, under("other_round")),
    "rating_close": Row(under("round"), NO_POST, ASKER, under("other_round")),
    "rating_withdraw": Row(under("round"), NO_POST, ASKER, under("other_round")),
    "observer_create": Row(slug, COORDINATE, COORDINATE),
    "observer_remove": Row(under("observer"), NO_POST, COORDINATED, under("other_observer")),
    "invitation_list": Row(slug, COORDINATE, NO_POST),
    "invitation_create": Row(slug, COORDINATE, COORDINATE),
    "invitation_sending": Row(slug, COORDINATED, COORDINATED),  # nothing is on its way
    "invitation_send": Row(under("person"), NO_POST, COORDINATED, under("other_person")),
    "invitation_withdraw": Row(under("invitation"), NO_POST, COORDINATED, under("other_invitation")),
    "network_organisations": NETWORK_PAGE,
    "engagement_stake": Row(
        under("engagement"),
        STEWARD,
        STEWARD._replace(steward=302, administrator=302),
        under("other_engagement"),
    ),
    # Mandates: everybody in the network sees them, its coordinators ask, the organisation's steward answers.
    "mandate_table": NETWORK_PAGE,
    "mandate_detail": Row(under("request"), READ, STEWARD, under("other_request")),
    "mandate_person": Row(under("person"), LEADS_ON, NO_POST, under("other_person")),
    "mandate_ask": Row(slug, ASK, ASK),
    "mandate_create": Row(slug, STEWARD, STEWARD),
    "mandate_decline": Row(under("request"), STEWARD, STEWARD, under("other_request")),
    "mandate_renew": Row(under("mandate"), STEWARD, STEWARD, under("other_mandate")),
    "mandate_withdraw": Row(under("mandate"), STEWARD, STEWARD, under("other_mandate")),
    "topic_list": Row(slug, COORDINATE, COORDINATE),
    "topic_edit": Row(under("topic"), COORDINATE, COORDINATE, under("other_topic")),
    "topic_remove": Row(under("topic"), COORDINATE, COORDINATED, under("other_topic")),
    "seat_candidates": Row(under("engagement"), STEWARD, NO_POST, under("other_engagement")),
    "seat_propose": Row(
        under("engagement", "sent"),
        STEWARD,
        STEWARD,
        under("engagement", "other_person"),
    ),
    # An organisation's pages: seen by whoever sees a network in which it is engaged.
    "organisation_list": OWN_PAGE,
    "organisation_detail": Row(organisation, READ, NO_POST),
    "organisation_seats": Row(organisation, READ, NO_POST),
    "organisation_networks": Row(organisation, READ, NO_POST),
    "organisation_export": Row(organisation, STEWARD, NO_POST),
    "organisation_policy": Row(organisation, STEWARD, STEWARD._replace(steward=302, administrator=302)),
    "policy_reviewed": Row(organisation, NO_POST, STEWARD._replace(steward=302, administrator=302)),
}


@pytest.fixture
def world() -> World:
    network, elsewhere = NetworkFactory(slug="here"), NetworkFactory(slug="elsewhere")
    engagement, other_engagement = EngagementFactory(network=network), EngagementFactory(network=elsewhere)
    member = MemberWithAccountFactory(network=network, engagement=engagement)
    other_member = MemberWithAccountFactory(network=elsewhere, engagement=other_engagement)
    observer, other_observer = ObserverFactory(network=network), ObserverFactory(network=elsewhere)
    invitation = InvitationFactory(network=network, token_hash=hash_token(TOKEN))
    RoleAssignmentFactory(membership=member)
    CalendarFeedFactory(membership=member, token_hash=hash_token(TOKEN))
    asking = MembershipFactory(network=network, engagement=engagement)
    coordinator, other_coordinator = (
        CoordinatorFactory(network=network),
        CoordinatorFactory(network=elsewhere),
    )
    asked_round = RatingRoundFactory(network=network, asked_by=coordinator.person)
    other_round = RatingRoundFactory(network=elsewhere, asked_by=other_coordinator.person)
    scenario = ScenarioFactory(network=network, owner=member.person.user)
    mapping, other_mapping = MappingRoundFactory(network=network), MappingRoundFactory(network=elsewhere)
    for person in (member.person, coordinator.person):
        MappingPartFactory(round=mapping, person=person)
    MappingPartFactory(round=other_mapping, person=other_member.person)
    by_link = MappingPartFactory(
        round=mapping, person=MembershipFactory(network=network).person, token_hash=hash_token(TOKEN)
    )
    RatingRequestFactory(round=asked_round, rater=member.person)
    RatingRequestFactory(round=other_round, rater=other_member.person)
    people = {
        "outsider": PersonWithAccountFactory(),
        "observer": observer.person,
        "member": member.person,
        "other_member": other_member.person,
        "coordinator": coordinator.person,
        "other_coordinator": other_coordinator.person,
        "steward": StewardshipFactory(organisation=engagement.organisation).person,
        "other_steward": StewardshipFactory(organisation=other_engagement.organisation).person,
    }
    users: dict[str, User | None] = {"stranger": None}
    users |= {name: person.user for name, person in people.items()} | {
        "administrator": AdministratorFactory()
    }
    return World(
        network,
        elsewhere,
        {
            "membership": member.pk,
            "other_membership": other_member.pk,
            "person": member.person.pk,
            "other_person": other_member.person.pk,
            "observer": observer.pk,
            "other_observer": other_observer.pk,
            "invitation": invitation.pk,
            "other_invitation": InvitationFactory(network=elsewhere).pk,
            "request": MandateFactory(membership=asking, granted_on=None).pk,
            "other_request": MandateFactory(membership=other_member, granted_on=None).pk,
            "mandate": MandateFactory(membership=member, **RUNNING).pk,
            "other_mandate": MandateFactory(membership=other_member, **RUNNING).pk,
            "topic": DecisionTopicFactory(network=network).pk,
            "other_topic": DecisionTopicFactory(network=elsewhere).pk,
            "engagement": engagement.pk,
            "sent": people["steward"].pk,
            "other_engagement": other_engagement.pk,
            "organisation": engagement.organisation.slug,
            "role": "implementer",
            "stop": stop_address(member.person).rpartition("/reminders/")[2].strip("/"),
            "swap": agreed_swap(member).pk,
            "other_swap": agreed_swap(other_member).pk,
            "scenario": scenario.pk,
            "step": ScenarioMoveFactory(scenario=scenario).pk,
            "other_scenario": ScenarioFactory(network=elsewhere, owner=member.person.user).pk,
            "free_role": "critic",
            "mapping": mapping.pk,
            "other_mapping": other_mapping.pk,
            "by_link": by_link.person.pk,
            "round": asked_round.pk,
            "other_round": other_round.pk,
            "closed_mapping": MappingCountFactory(round__network=network).round.pk,
            "other_closed_mapping": MappingCountFactory(round__network=elsewhere).round.pk,
        },
        {name: client_of(users[name]) for name in Statuses._fields},
    )


def agreed_swap(receiver: Membership) -> RoleSwap:
    """Return what everybody consents to: a member takes up a role that nobody holds."""
    swap = RoleSwapFactory(network=receiver.network, state="agreed")
    SwapMoveFactory(swap=swap, kind="fill", giver=None, receiver=receiver)
    return swap


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def answer(client: Client, method: str, address: str) -> int:
    """Return the status that a visitor gets; what the request writes is undone."""
    with transaction.atomic():
        response = getattr(client, method)(
            address, **({"data": {"some": "field"}} if method == "post" else {})
        )
        transaction.set_rollback(True)
    return response.status_code


def names_of(resolver: URLResolver) -> Iterator[str]:
    """Yield the name of every address, the administration's aside."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or f"without a name: {pattern.pattern}"
        elif pattern.namespace != "admin":
            yield from names_of(pattern)


def test_every_address_is_in_the_table():
    assert sorted(set(names_of(get_resolver()))) == sorted(TABLE)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", TABLE)
def test_address_answers_each_visitor_as_the_table_says(world, name, method):
    row = TABLE[name]
    address = reverse(name, args=row.args(world))

    answers = {who: answer(client, method, address) for who, client in world.clients.items()}

    assert answers == getattr(row, method)._asdict()


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.forged])
def test_address_knows_nothing_of_another_networks_things(world, name):
    row = TABLE[name]
    address = reverse(name, args=row.forged(world))

    answers = {
        (who, method): answer(world.clients[who], method, address)
        for method in ("get", "post")
        for who, status in getattr(row, method)._asdict().items()
        if status in {200, 302} and who != "stranger"
    }

    assert set(answers.values()) == {404}


# What only makes sense halfway signing in leads a stranger to where that begins.
HALFWAY = {
    "account_logout": reverse_lazy("home"),
    "account_confirm_login_code": reverse_lazy("account_request_login_code"),
    "mfa_login_webauthn": reverse_lazy("account_login"),
    "mfa_authenticate": reverse_lazy("account_login"),
}


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.get.stranger == 302])
def test_stranger_is_led_to_signing_in_and_back(world, name):
    address = reverse(name, args=TABLE[name].args(world))

    response = Client().get(address)

    assert response.url == HALFWAY.get(name, f"{reverse('account_login')}?next={address}")


def admin_addresses() -> list[str]:
    """Return the addresses of the administration that need no argument."""
    from django.contrib import admin

    patterns = [pattern.name for pattern in admin.site.get_urls() if isinstance(pattern, URLPattern)]
    models = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    plain = [name for name in patterns if name in {"index", "password_change"}]
    return [f"admin:{name}" for name in [*plain, *(f"{model}_changelist" for model in models)]]


def test_administration_is_for_staff_only(world):
    visitors = {who: client for who, client in world.clients.items() if who != "administrator"}
    addresses = [reverse(name) for name in admin_addresses()]

    answers = {
        who: {client.get(address, follow=True).status_code for address in addresses}
        for who, client in visitors.items()
    }
    stranger = Client().get(reverse("admin:index"), follow=True)

    assert answers == {who: {200 if who == "stranger" else 403} for who in visitors}
    assert stranger.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert {world.clients["administrator"].get(address).status_code for address in addresses} == {200}
