"""From the demo's files to the database."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.text import slugify

from networks.models import CollaborationPolicy, Organisation, Person, Stewardship, User
from networks.models.tracking import untracked
from roles.demo.books import Books
from roles.demo.history import write_history
from roles.demo.load_network import load_network
from roles.demo.load_reminders import load_reminders
from roles.demo.plan import DOMAIN, OrganisationPlan, PersonPlan, Plan, read_plan
from roles.demo.sync import Changes, put_in_place
from roles.models import Competence, Role, RoleStance, SelfAssessment, SpontaneousRole

PASSWORD = "samen-op-weg"  # noqa: S105  # the demo's accounts are for everyone
ADMINISTRATOR = "administrator"
ACCOUNTS = ("coordinator", "member", "steward", "observer", ADMINISTRATOR)


@transaction.atomic
def load(today: date) -> Changes:
    """Put the demo in place as it is on a day; a second time changes nothing, a changed demo is put back.

    What people added to the demo's networks goes; what stands outside them stays.
    """
    plan = read_plan()
    books = Books(today)
    with untracked():
        _put_in_place(books, plan)
    write_history(list(books.networks.values()), today)
    return books.changes


def _put_in_place(books: Books, plan: Plan) -> None:
    books.roles.update({role.slug: role for role in Role.objects.all()})
    books.competences.update({competence.slug: competence for competence in Competence.objects.all()})
    _load_people(books, plan, _load_accounts(books))
    _load_organisations(books, plan.organisations)
    for network in plan.networks:
        load_network(books, network)
    load_reminders(books, plan.people)


def _load_accounts(books: Books) -> dict[str, User]:
    emails = {f"{name}@{DOMAIN}": name == ADMINISTRATOR for name in ACCOUNTS}
    users = put_in_place(
        User.objects.filter(email__in=emails),
        ("email",),
        [
            {"email": email, "is_active": True, "is_staff": is_admin, "is_superuser": is_admin}
            for email, is_admin in emails.items()
        ],
        books.changes,
    )
    for user in users.values():
        if not user.check_password(PASSWORD):
            user.set_password(PASSWORD)
            user.save()
    put_in_place(
        EmailAddress.objects.filter(user__in=users.values()),
        ("email",),
        [
            {"user_id": user.pk, "email": email, "verified": True, "primary": True}
            for (email,), user in users.items()
        ],
        books.changes,
    )
    return {email: user for (email,), user in users.items()}


def _load_people(books: Books, plan: Plan, users: dict[str, User]) -> None:
    accounts = {person.email: users[person.email].pk if person.account else None for person in plan.people}
    Person.objects.filter(user__in=users.values()).exclude(email__in=accounts).update(user=None)
    people = put_in_place(
        Person.objects.filter(email__in=accounts),
        ("email",),
        [
            {
                "email": person.email,
                "name": person.name,
                "user_id": accounts[person.email],
                "language": "nl",
                "talents": person.talents,
                "introduced_on": books.day(person.introduced),
            }
            for person in plan.people
        ],
        books.changes,
    )
    books.people.update({person.name: people[person.email,] for person in plan.people})
    _load_profiles(books, plan)


def _load_profiles(books: Books, plan: Plan) -> None:
    """Put in place what people say of themselves."""
    people = {person.name: books.people[person.name] for person in plan.people}
    put_in_place(
        RoleStance.objects.filter(person__in=people.values()),
        ("person_id", "role_id"),
        [row for person in plan.people for row in _stances(books, person)],
        books.changes,
    )
    put_in_place(
        SpontaneousRole.objects.filter(person__in=people.values()),
        ("person_id", "role_id"),
        [
            {"person_id": books.people[person.name].pk, "role_id": books.roles[role].pk, "reason": reason}
            for person in plan.people
            for role, reason in person.spontaneous.items()
        ],
        books.changes,
    )
    put_in_place(
        SelfAssessment.objects.filter(person__in=people.values()),
        ("person_id", "competence_id"),
        [
            {
                "person_id": books.people[person.name].pk,
                "competence_id": books.competences[competence].pk,
                "score": score,
            }
            for person in plan.people
            for competence, score in person.assesses.items()
        ],
        books.changes,
    )


def _stances(books: Books, person: PersonPlan) -> list[dict[str, object]]:
    stances = {"prefers": person.prefers, "willing": person.willing, "avoids": person.avoids}
    return [
        {"person_id": books.people[person.name].pk, "role_id": books.roles[role].pk, "stance": stance}
        for stance, roles in stances.items()
        for role in roles
    ]


def _load_organisations(books: Books, plans: list[OrganisationPlan]) -> None:
    slugs = {slugify(plan.name): plan for plan in plans}
    found = put_in_place(
        Organisation.objects.filter(slug__in=slugs),
        ("slug",),
        [{"slug": slug, "name": plan.name} for slug, plan in slugs.items()],
        books.changes,
    )
    books.organisations.update({plan.name: found[slug,] for slug, plan in slugs.items()})
    put_in_place(
        CollaborationPolicy.objects.filter(organisation__in=found.values()),
        ("organisation_id",),
        [
            dict.fromkeys(CollaborationPolicy.QUESTIONS, "")
            | plan.policy
            | {"organisation_id": found[slug,].pk, "reviewed_on": books.day(plan.reviewed)}
            for slug, plan in slugs.items()
            if plan.policy
        ],
        books.changes,
    )
    put_in_place(
        Stewardship.objects.filter(organisation__in=found.values()),
        ("organisation_id", "person_id"),
        [
            {"organisation_id": found[slug,].pk, "person_id": books.people[name].pk}
            for slug, plan in slugs.items()
            for name in plan.stewards
        ],
        books.changes,
    )
