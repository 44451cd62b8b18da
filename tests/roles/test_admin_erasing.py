"""Erasing in the administration, who answered for an organisation, and how long things are kept."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.models import Membership, Organisation, Person, Retention, Stewardship, User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make.AdministratorFactory(email="beheer@example.org"))
    client.cookies["django_language"] = "en"
    return client


def page(model, *arguments, deed="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{deed}", args=arguments)


def erase(desk, model, *rows, **data):
    chosen = {"action": "erase", ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    return desk.post(page(model), chosen | data, follow=True)


def test_admin_asks_before_erasing_and_says_what_follows(desk):
    member = make.CoordinatorFactory(person__name="Anna de Wit", network__name="Samen voor jeugd")
    make.RoleAssignmentFactory(membership=member, role=make.role("leader"))
    make.StewardshipFactory(person=member.person, organisation__name="De Brug")

    response = erase(desk, Person, member.person)

    text = response.content.decode()
    assert "Anna de Wit takes part in “Samen voor jeugd” (Leader): that ends today." in text
    assert "Anna de Wit is the only coordinator of “Samen voor jeugd”." in text
    assert "Anna de Wit is the only one who answers for “De Brug”." in text
    assert Person.objects.get(pk=member.person.pk).name == "Anna de Wit"


def test_admin_erases_people_with_and_without_an_account(desk):
    with_account = make.MemberWithAccountFactory(person__name="Anna").person
    without = make.MembershipFactory(person__name="Bram").person

    response = erase(desk, Person, with_account, without, confirmed="yes")

    assert "2 erased." in response.content.decode()
    assert set(Person.objects.exclude(erased_on=None)) == {with_account, without}
    assert list(User.objects.values_list("email", flat=True)) == ["beheer@example.org"]
    assert Membership.objects.filter(left_on=None).count() == 0


def test_admin_erases_an_account_with_whoever_is_behind_it(desk):
    person, nobodys = make.PersonWithAccountFactory(), make.UserFactory()

    erase(desk, User, person.user, nobodys, confirmed="yes")

    person.refresh_from_db()
    assert (person.name, User.objects.count()) == ("N.N.", 1)


def test_erased_person_is_only_looked_at(desk):
    person = make.MembershipFactory(person__name="Anna").person
    erase(desk, Person, person, confirmed="yes")

    shown = desk.get(page(Person, person.pk, deed="change"))
    desk.post(page(Person, person.pk, deed="change"), {"name": "Anna weer", "language": "nl"})

    assert shown.status_code == 200
    assert 'name="name"' not in shown.content.decode()
    assert Person.objects.get(pk=person.pk).name == "N.N."


def test_erased_person_is_offered_nowhere(desk):
    erased, other = (make.MembershipFactory(person__name=name).person for name in ("Anna", "N.N. Bakker"))
    erase(desk, Person, erased, confirmed="yes")

    found = desk.get(
        reverse("admin:autocomplete"),
        {"term": "N.N.", "app_label": "networks", "model_name": "membership", "field_name": "person"},
    ).json()["results"]

    assert [each["id"] for each in found] == [str(other.pk)]


def test_erasing_is_for_administrators(client):
    client.force_login(make.UserFactory(is_staff=True))
    person = make.PersonFactory(name="Anna")

    erase(client, Person, person, confirmed="yes")

    assert Person.objects.get(pk=person.pk).name == "Anna"


def test_admin_tells_who_could_answer_for_an_organisation(desk):
    organisation = make.OrganisationFactory()
    steward = make.StewardshipFactory(organisation=organisation, person__name="Mirjam")
    make.StewardshipFactory(person__name="Van elders")
    Stewardship.history.update(history_user=make.CoordinatorFactory(person__name="Hanne").person.user)
    steward.delete()

    text = desk.get(page(Organisation, organisation.pk, deed="change")).content.decode()

    assert f"Hanne let Mirjam answer for {organisation.name}." in text
    assert f"Somebody recorded that Mirjam no longer answers for {organisation.name}." in text
    assert "Van elders" not in text
    assert desk.get(page(Organisation, deed="add")).status_code == 200


def test_organisation_page_takes_as_many_queries_with_a_long_history(desk):
    taken = []
    for count in (1, 4):
        organisation = make.OrganisationFactory()
        for steward in make.StewardshipFactory.create_batch(count, organisation=organisation):
            Stewardship.history.filter(person=steward.person).update(history_user=steward.person.user)
            steward.delete()
        with CaptureQueriesContext(connection) as queries:
            desk.get(page(Organisation, organisation.pk, deed="change"))
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_admin_sets_how_long_things_are_kept_once(desk):
    periods = {"invitations": 3, "reflections": 6, "changes": 12, "people": 24}

    desk.post(page(Retention, deed="add"), periods)
    refused = desk.post(page(Retention, 1, deed="change"), periods | {"people": 0})
    desk.post(page(Retention, 1, deed="change"), periods | {"people": 30})

    assert list(Retention.objects.values()) == [periods | {"only": 1, "people": 30}]
    assert "Ensure this value is greater than or equal to 1." in refused.content.decode()
    assert desk.get(page(Retention, deed="add")).status_code == 403
    assert desk.post(page(Retention, 1, deed="delete"), {"post": "yes"}).status_code == 403
