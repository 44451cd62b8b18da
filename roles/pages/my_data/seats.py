"""My part in networks and organisations."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks.models import (
    BalanceReading,
    Invitation,
    Mandate,
    Membership,
    Observer,
    Person,
    Stewardship,
)
from roles.models import RoleAssignment
from roles.pages.my_data.section import Section, Value, section

COVERS = (
    "networks.membership.person",
    "networks.balancereading.person",
    "networks.invitation.person",
    "networks.observer.person",
    "networks.stewardship.person",
)


def seat_sections(person: Person) -> Iterator[Section]:
    """Where somebody takes part, with which roles and mandates."""
    yield _memberships(person)
    yield _roles(person)
    yield _mandates(person)


def _memberships(person: Person) -> Section:
    members = Membership.objects.filter(person=person).order_by("joined_on", "pk")
    return section(
        "memberships",
        _("Networks in which I take part"),
        _("Everybody in that network, your interests, ambitions and expectations included."),
        [
            ("network", _("Network")),
            ("organisation", _("Organisation")),
            ("since", _("Since")),
            ("until", _("Until")),
            ("coordinator", _("Coordinator")),
            ("interests", _("My interests")),
            ("ambitions", _("My ambitions")),
            ("expectations", _("My expectations")),
        ],
        [_membership(each) for each in members.select_related("network", "engagement__organisation")],
    )


def _roles(person: Person) -> Section:
    held = RoleAssignment.objects.filter(membership__person=person).order_by("started_on", "pk")
    return section(
        "roles",
        _("Roles that I hold or held"),
        _("Everybody in that network."),
        [
            ("network", _("Network")),
            ("role", _("Role")),
            ("since", _("Since")),
            ("start_known", _("Beginning is known")),
            ("until", _("Until")),
            ("motives", _("For the organisation (O), myself (I), the network (N)")),
        ],
        [
            (
                each.membership.network.name,
                each.role.name,
                each.started_on,
                each.start_known,
                each.ended_on,
                each.motives,
            )
            for each in held.select_related("role", "membership__network")
        ],
    )


def _membership(membership: Membership) -> tuple[Value, ...]:
    organisation = membership.organisation
    return (
        membership.network.name,
        organisation.name if organisation else _("in my own name"),
        membership.joined_on,
        membership.left_on,
        membership.is_coordinator,
        *(getattr(membership, field) for field in Membership.VOICE_FIELDS),
    )


def _mandates(person: Person) -> Section:
    mandates = (
        Mandate.objects.filter(membership__person=person)
        .select_related("membership__network", "membership__engagement__organisation")
        .prefetch_related("authorities__topic")
        .order_by("starts_on", "pk")
    )
    return section(
        "mandates",
        _("My mandates"),
        _("Everybody in that network, and the steward of that organisation."),
        [
            ("network", _("Network")),
            ("organisation", _("Organisation")),
            ("first_day", _("First day")),
            ("last_day", _("Last day")),
            ("asked_on", _("Asked on")),
            ("request", _("What it is asked for")),
            ("granted_on", _("Granted on")),
            ("declined_on", _("Declined on")),
            ("withdrawn_on", _("Withdrawn on")),
            ("reason", _("Why")),
            ("hours_per_month", _("Hours a month")),
            ("has_coach", _("Has a coach")),
            ("authority", _("What I may decide")),
        ],
        [_mandate(each) for each in mandates],
    )


def _mandate(mandate: Mandate) -> tuple[Value, ...]:
    organisation = mandate.membership.organisation
    return (
        mandate.membership.network.name,
        organisation.name if organisation else "",
        mandate.starts_on,
        mandate.ends_on,
        mandate.asked_on,
        mandate.request,
        mandate.granted_on,
        mandate.declined_on,
        mandate.withdrawn_on,
        mandate.reason,
        mandate.hours_per_month,
        mandate.coach_id is not None,
        "; ".join(sorted(str(each) for each in mandate.authorities.all())),
    )


def reflection_sections(person: Person) -> Iterator[Section]:
    """What somebody answered of their attention."""
    readings = BalanceReading.objects.filter(person=person).select_related("network")
    yield section(
        "balance_readings",
        _("Where my attention went"),
        _("The coordinators of that network."),
        [
            ("network", _("Network")),
            ("date", _("Date")),
            ("organisation", _("For my organisation, %")),
            ("individual", _("For myself, %")),
            ("network_share", _("For the network, %")),
        ],
        readings.order_by("read_on", "pk").values_list(
            "network__name", "read_on", "organisation_share", "individual_share", "network_share"
        ),
    )


def access_sections(person: Person) -> Iterator[Section]:
    """Invitations, and what somebody may see or answers for without taking part."""
    yield _invitations(person)
    yield section(
        "stewardships",
        _("Organisations that I answer for"),
        _("Whoever works with that organisation."),
        [("organisation", _("Organisation"))],
        Stewardship.objects.filter(person=person)
        .order_by("organisation__name_key")
        .values_list("organisation__name"),
    )
    yield section(
        "observed_networks",
        _("Networks at which I look on"),
        _("Everybody in that network."),
        [("network", _("Network"))],
        Observer.objects.filter(person=person).order_by("network__name").values_list("network__name"),
    )


def _invitations(person: Person) -> Section:
    return section(
        "invitations",
        _("Invitations that I was sent"),
        _("The coordinators of that network."),
        [
            ("network", _("Network")),
            ("email", _("Sent to")),
            ("message", _("Personal message")),
            ("sent_at", pgettext("invitation", "Sent")),
            ("opened_at", pgettext("invitation", "Opened")),
            ("bounced_at", pgettext("invitation", "Bounced")),
            ("accepted_at", pgettext("invitation", "Accepted")),
            ("withdrawn_at", pgettext("invitation", "Withdrawn")),
        ],
        Invitation.objects.filter(person=person)
        .order_by("sent_at", "pk")
        .values_list(
            "network__name",
            "email",
            "message",
            "sent_at",
            "opened_at",
            "bounced_at",
            "accepted_at",
            "withdrawn_at",
        ),
    )
