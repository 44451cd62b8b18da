"""Having everything erased that is kept about somebody, except that somebody held these roles."""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from networks.models import (
    BalanceReading,
    CheckIn,
    Invitation,
    ListeningNote,
    Mandate,
    Membership,
    Observer,
    Person,
    PurposeAgreement,
    PurposeClarity,
    RulesAcceptance,
    Stewardship,
    User,
)
from networks.models.people import default_language
from networks.models.tracking import ERASURE, changed_by
from networks.services.accounts import close_account, forget_in_administration
from networks.services.mails import send_if_possible
from roles.models import (
    CalendarFeed,
    CompetenceRating,
    Digest,
    EmptySeat,
    RatingRequest,
    RatingRound,
    ReminderRefusal,
    RoleAssignment,
    RoleStance,
    RoleSwap,
    ScenarioShare,
    SelfAssessment,
    SentReminder,
    SpontaneousRole,
    SwapEvent,
    SwapLookBack,
)
from roles.services.erasure_mails import prepare_mails
from roles.services.erasure_preview import foresee

ANONYMOUS = "N.N."  # nomen nescio: the same in every language

# What somebody says of themselves, may see, was sent, or had said about them.
GOES_BY_PERSON = (
    *(RoleStance, SpontaneousRole, SelfAssessment, BalanceReading, CheckIn),
    *(Invitation, Observer, Stewardship, CompetenceRating, RatingRound, SwapLookBack, ScenarioShare),
    *(ReminderRefusal, Digest, SentReminder),
    *(PurposeAgreement, PurposeClarity, RulesAcceptance),
)


@transaction.atomic
def erase_person(*, person: Person) -> None:
    """Erase a person and their account, or nothing; repeating the call changes nothing.

    Their seats and roles end today and stay in the past, with an anonymous holder; the scenarios that they made go
    with their account. Ratings that they gave stay: a mean that moves would tell what they said. Those who have to
    know are mailed once it is done.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if person.erased_on is not None:
        return
    today = timezone.localdate()
    mails = prepare_mails(person, foresee(person, today))
    with changed_by(ERASURE):
        _end_seats(person, today)
        _erase_words(person)
        for model in GOES_BY_PERSON:
            model._default_manager.filter(person=person).delete()
        RatingRequest.objects.filter(rater=person, answered_on=None).delete()
        ListeningNote.objects.filter(Q(author=person) | Q(about=person)).delete()
        CalendarFeed.objects.filter(membership__person=person).delete()
    user, name, email = person.user, person.name, person.email
    _make_anonymous(person, today)
    forget_in_administration(person=person, texts=[name, email], anonymous=ANONYMOUS)
    if user is not None:
        close_account(user=user)
    for mail in mails:
        transaction.on_commit(partial(send_if_possible, mail))


def _end_seats(person: Person, today: date) -> None:
    """End what runs today; what was still to begin never was."""
    seats = Membership.objects.filter(person=person).order_by("pk").select_for_update(no_key=True)
    list(seats.values_list("pk"))  # so that no role moves to them meanwhile
    assignments = RoleAssignment.objects.filter(membership__person=person)
    assignments.filter(started_on__gte=today).delete()
    assignments.filter(Q(ended_on=None) | Q(ended_on__gt=today)).update(ended_on=today)
    memberships = Membership.objects.filter(person=person)
    memberships.filter(Q(left_on=None) | Q(left_on__gt=today)).update(left_on=Greatest("joined_on", today))


def _erase_words(person: Person) -> None:
    """Erase what the person wrote, and what was written to have or to end a mandate of theirs."""
    memberships = Membership.objects.filter(person=person)
    memberships.update(**dict.fromkeys(Membership.VOICE_FIELDS, ""))
    mandates = Mandate.objects.filter(membership__person=person)
    mandates.filter(granted_on=None, declined_on=None).delete()
    mandates.update(request="", reason="")
    RoleSwap.objects.filter(proposed_by=person).update(reason="")
    stalled = Q(deed=SwapEvent.Deed.STALLED, swap__answers__person=person)  # says who was in the way, by name
    SwapEvent.objects.filter(
        pk__in=SwapEvent.objects.filter(Q(person=person) | Q(noted_by=person) | stalled).values("pk")
    ).update(text="")
    EmptySeat.objects.filter(decided_by=person).update(reason="", decided_by=None)
    if person.user is not None:
        Invitation.objects.filter(invited_by=person.user).update(message="")


def _make_anonymous(person: Person, today: date) -> None:
    person.name, person.email, person.user = ANONYMOUS, "", None
    person.language, person.talents, person.introduced_on = default_language(), "", None
    person.erased_on = today
    person.save()


def erase_account(*, user: User) -> None:
    """Erase an account and the person behind it, if there is one."""
    person = Person.objects.filter(user=user).first()
    if person is not None:
        erase_person(person=person)
    else:
        close_account(user=user)
