"""Objects for tests. Every default is valid by itself and has parents of its own."""

from datetime import date, timedelta

import factory
from allauth.mfa.models import Authenticator
from django.utils import timezone
from factory.django import DjangoModelFactory

from networks import models as networks
from roles import models as roles

LONG_AGO = date(2024, 1, 1)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = networks.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    password = factory.django.Password("correct horse battery")


class AdministratorFactory(UserFactory):
    """With the second factor that an administrator cannot do without; `second_factor=False` leaves it out."""

    is_staff = True
    is_superuser = True

    @factory.post_generation
    def second_factor(user, create, wanted, **_options):  # noqa: N805  # factory-boy hands over the object
        if create and wanted is not False:
            Authenticator.objects.create(
                user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET}
            )


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = networks.Person

    name = factory.Sequence(lambda n: f"Person {n:04d}")


class PersonWithAccountFactory(PersonFactory):
    user = factory.SubFactory(UserFactory)
    email = factory.SelfAttribute("user.email")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = networks.Organisation

    name = factory.Sequence(lambda n: f"Organisation {n:04d}")
    slug = factory.Sequence(lambda n: f"organisation-{n:04d}")


class CollaborationPolicyFactory(DjangoModelFactory):
    class Meta:
        model = networks.CollaborationPolicy

    organisation = factory.SubFactory(OrganisationFactory)


class StewardshipFactory(DjangoModelFactory):
    class Meta:
        model = networks.Stewardship

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonWithAccountFactory)


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = networks.Network

    name = factory.Sequence(lambda n: f"Network {n:04d}")
    slug = factory.Sequence(lambda n: f"network-{n:04d}")
    started_on = LONG_AGO


class EngagementFactory(DjangoModelFactory):
    class Meta:
        model = networks.Engagement

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ObserverFactory(DjangoModelFactory):
    class Meta:
        model = networks.Observer

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonWithAccountFactory)


class InvitationFactory(DjangoModelFactory):
    """An open invitation to look on, sent just now."""

    class Meta:
        model = networks.Invitation

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    token_hash = factory.Sequence(lambda n: f"{n:064d}")


class MembershipFactory(DjangoModelFactory):
    """A member for an organisation of their own; `engagement=None` makes one in their own name."""

    class Meta:
        model = networks.Membership

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonFactory)
    engagement = factory.SubFactory(EngagementFactory, network=factory.SelfAttribute("..network"))
    joined_on = LONG_AGO


class MemberWithAccountFactory(MembershipFactory):
    person = factory.SubFactory(PersonWithAccountFactory)


class CoordinatorFactory(MemberWithAccountFactory):
    is_coordinator = True


class BalanceReadingFactory(DjangoModelFactory):
    class Meta:
        model = networks.BalanceReading

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonFactory)
    organisation_share = 30
    individual_share = 30
    network_share = 40


class CheckInFactory(DjangoModelFactory):
    class Meta:
        model = networks.CheckIn

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonFactory)


class ThanksFactory(DjangoModelFactory):
    class Meta:
        model = networks.Thanks

    network = factory.SubFactory(NetworkFactory)
    giver = factory.SubFactory(PersonFactory)
    receiver = factory.SubFactory(PersonFactory)
    text = "You brought everybody to the same table."


class PurposeVersionFactory(DjangoModelFactory):
    class Meta:
        model = networks.PurposeVersion

    network = factory.SubFactory(NetworkFactory)
    number = 1
    question = "How do all families find help close by?"
    goal = "One door for every family."


class PurposeAgreementFactory(DjangoModelFactory):
    class Meta:
        model = networks.PurposeAgreement

    version = factory.SubFactory(PurposeVersionFactory)
    person = factory.SubFactory(PersonFactory)


class PurposeClarityFactory(DjangoModelFactory):
    class Meta:
        model = networks.PurposeClarity

    version = factory.SubFactory(PurposeVersionFactory)
    person = factory.SubFactory(PersonFactory)
    score = 4


class WorkingRulesFactory(DjangoModelFactory):
    class Meta:
        model = networks.WorkingRules

    network = factory.SubFactory(NetworkFactory)
    number = 1
    text = "We begin on time."


class RulesAcceptanceFactory(DjangoModelFactory):
    class Meta:
        model = networks.RulesAcceptance

    rules = factory.SubFactory(WorkingRulesFactory)
    person = factory.SubFactory(PersonFactory)


class SharedResultFactory(DjangoModelFactory):
    class Meta:
        model = networks.SharedResult

    network = factory.SubFactory(NetworkFactory)
    text = "One form for three organisations."


class ConsultationFactory(DjangoModelFactory):
    """A meeting without anybody yet; give it some with AttendanceFactory."""

    class Meta:
        model = networks.Consultation

    network = factory.SubFactory(NetworkFactory)
    held_on = LONG_AGO
    topic = factory.Sequence(lambda n: f"Meeting {n:04d}")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = networks.Attendance

    consultation = factory.SubFactory(ConsultationFactory)
    person = factory.SubFactory(PersonFactory)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = networks.Decision

    consultation = factory.SubFactory(ConsultationFactory)
    text = "We share one intake."


class ListeningNoteFactory(DjangoModelFactory):
    class Meta:
        model = networks.ListeningNote

    network = factory.SubFactory(NetworkFactory)
    author = factory.SubFactory(PersonFactory)
    about = factory.SubFactory(PersonFactory)
    reader = factory.SelfAttribute("about.user")
    background = "Worked in a school first."


class DecisionTopicFactory(DjangoModelFactory):
    class Meta:
        model = networks.DecisionTopic

    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Topic {n:04d}")


class MandateFactory(DjangoModelFactory):
    """A mandate granted on its first day, for a year."""

    class Meta:
        model = networks.Mandate

    membership = factory.SubFactory(MembershipFactory)
    starts_on = LONG_AGO
    granted_on = factory.SelfAttribute("starts_on")
    ends_on = factory.LazyAttribute(lambda mandate: mandate.starts_on + timedelta(days=365))


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = networks.Authority

    mandate = factory.SubFactory(MandateFactory)
    topic = factory.SubFactory(
        DecisionTopicFactory, network=factory.SelfAttribute("..mandate.membership.network")
    )
    level = networks.Authority.Level.DECIDES


class RoleAssignmentFactory(DjangoModelFactory):
    """A role of the catalogue held by a member; name it: `role=role("leader")`."""

    class Meta:
        model = roles.RoleAssignment

    membership = factory.SubFactory(MembershipFactory)
    role = factory.LazyFunction(lambda: role("implementer"))
    started_on = LONG_AGO


class RoleStanceFactory(DjangoModelFactory):
    class Meta:
        model = roles.RoleStance

    person = factory.SubFactory(PersonFactory)
    role = factory.LazyFunction(lambda: role("implementer"))
    stance = roles.RoleStance.Stance.PREFERS


class SpontaneousRoleFactory(DjangoModelFactory):
    class Meta:
        model = roles.SpontaneousRole

    person = factory.SubFactory(PersonFactory)
    role = factory.LazyFunction(lambda: role("implementer"))


class SelfAssessmentFactory(DjangoModelFactory):
    class Meta:
        model = roles.SelfAssessment

    person = factory.SubFactory(PersonFactory)
    competence = factory.LazyFunction(lambda: competence("balancing-perspectives"))
    score = 4


def competence(slug: str) -> roles.Competence:
    """Return a competence of the catalogue, which a migration has loaded."""
    return roles.Competence.objects.get(slug=slug)


class RatingRoundFactory(DjangoModelFactory):
    """An open question about a driver of a network, which they asked themselves today, for two weeks."""

    class Meta:
        model = roles.RatingRound

    network = factory.SubFactory(NetworkFactory)
    person = factory.LazyAttribute(lambda opened: driver_of(opened.network))
    asked_by = factory.SelfAttribute("person")
    asked_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyAttribute(lambda opened: opened.asked_on + timedelta(days=14))


class RatingRequestFactory(DjangoModelFactory):
    """A member with an account who was asked, and has not responded."""

    class Meta:
        model = roles.RatingRequest

    round = factory.SubFactory(RatingRoundFactory)
    rater = factory.LazyAttribute(lambda asked: MemberWithAccountFactory(network=asked.round.network).person)


class RoleSwapFactory(DjangoModelFactory):
    """An open proposal without moves yet, for today; give it some with SwapMoveFactory and SwapAnswerFactory."""

    class Meta:
        model = roles.RoleSwap

    network = factory.SubFactory(NetworkFactory)
    reason = "Somebody else may have a try."
    planned_on = factory.LazyFunction(timezone.localdate)
    look_back_on = factory.LazyAttribute(lambda swap: swap.planned_on + timedelta(days=90))


class SwapMoveFactory(DjangoModelFactory):
    """A role that a member hands over to another."""

    class Meta:
        model = roles.SwapMove

    swap = factory.SubFactory(RoleSwapFactory)
    position = factory.Sequence(lambda n: n % 1000)
    kind = roles.MoveKind.HAND_OVER
    role = factory.LazyFunction(lambda: role("driver"))
    giver = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..swap.network"))
    receiver = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..swap.network"))


class SwapAnswerFactory(DjangoModelFactory):
    class Meta:
        model = roles.SwapAnswer

    swap = factory.SubFactory(RoleSwapFactory)
    person = factory.SubFactory(PersonWithAccountFactory)


class SwapEventFactory(DjangoModelFactory):
    class Meta:
        model = roles.SwapEvent

    swap = factory.SubFactory(RoleSwapFactory)
    person = factory.SubFactory(PersonFactory)
    deed = roles.SwapEvent.Deed.COMMENTED
    text = "What do you think?"


class SwapLookBackFactory(DjangoModelFactory):
    class Meta:
        model = roles.SwapLookBack

    swap = factory.SubFactory(RoleSwapFactory)
    person = factory.SubFactory(PersonFactory)
    verdict = roles.SwapLookBack.Verdict.BETTER


class ScenarioFactory(DjangoModelFactory):
    class Meta:
        model = roles.Scenario

    network = factory.SubFactory(NetworkFactory)
    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Scenario {n:04d}")


class ScenarioMoveFactory(SwapMoveFactory):
    """The same, in a scenario."""

    class Meta:
        model = roles.ScenarioMove
        exclude = ("swap",)

    swap = None
    scenario = factory.SubFactory(ScenarioFactory)
    giver = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..scenario.network"))
    receiver = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..scenario.network"))


class ScenarioShareFactory(DjangoModelFactory):
    class Meta:
        model = roles.ScenarioShare

    scenario = factory.SubFactory(ScenarioFactory)
    person = factory.LazyAttribute(
        lambda share: MemberWithAccountFactory(network=share.scenario.network).person
    )


class RoleTermFactory(DjangoModelFactory):
    class Meta:
        model = roles.RoleTerm

    network = factory.SubFactory(NetworkFactory)
    role = factory.LazyFunction(lambda: role("driver"))
    months = 12


class EmptySeatFactory(DjangoModelFactory):
    """A seat left empty as of today, for half a year."""

    class Meta:
        model = roles.EmptySeat

    network = factory.SubFactory(NetworkFactory)
    role = factory.LazyFunction(lambda: role("fundraiser"))
    reason = "There is money enough this year."
    decided_on = factory.LazyFunction(timezone.localdate)
    look_again_on = factory.LazyAttribute(lambda seat: seat.decided_on + timedelta(days=180))


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = roles.CalendarFeed

    membership = factory.SubFactory(MembershipFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064x}")


class ReminderRefusalFactory(DjangoModelFactory):
    class Meta:
        model = roles.ReminderRefusal

    person = factory.SubFactory(PersonFactory)
    kind = roles.ReminderKind.WAITING


class DigestFactory(DjangoModelFactory):
    """This week's mail, sent."""

    class Meta:
        model = roles.Digest

    person = factory.SubFactory(PersonFactory)
    week = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=timezone.localdate().weekday()))
    sent_at = factory.LazyFunction(timezone.now)


class SentReminderFactory(DjangoModelFactory):
    class Meta:
        model = roles.SentReminder

    person = factory.SubFactory(PersonFactory)
    kind = roles.ReminderKind.TERMS
    subject = "1-1-2026-01-01"


class MappingRoundFactory(DjangoModelFactory):
    """An open round in which everyone lays cards, from today on, for two weeks."""

    class Meta:
        model = roles.MappingRound

    network = factory.SubFactory(NetworkFactory)
    opened_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyAttribute(lambda opened: opened.opened_on + timedelta(days=14))


class MappingPartFactory(DjangoModelFactory):
    class Meta:
        model = roles.MappingPart

    round = factory.SubFactory(MappingRoundFactory)
    person = factory.SubFactory(PersonFactory)


class MappingMarkFactory(DjangoModelFactory):
    class Meta:
        model = roles.MappingMark

    part = factory.SubFactory(MappingPartFactory)
    role = factory.LazyFunction(lambda: role("driver"))
    person = factory.SubFactory(PersonFactory)


class MappingCountFactory(DjangoModelFactory):
    """Of a round that is closed."""

    class Meta:
        model = roles.MappingCount

    round = factory.SubFactory(
        MappingRoundFactory, closed_on=factory.LazyFunction(timezone.localdate), answered_by=4
    )
    role = factory.LazyFunction(lambda: role("driver"))
    person = factory.SubFactory(PersonFactory)
    seen_by = 3


def driver_of(network: networks.Network) -> networks.Person:
    """Return a new member with an account who holds a role in the cockpit."""
    membership = MemberWithAccountFactory(network=network)
    RoleAssignmentFactory(membership=membership, role=role("driver"))
    return membership.person


def role(slug: str) -> roles.Role:
    """Return a role of the catalogue, which a migration has loaded."""
    return roles.Role.objects.get(slug=slug)
