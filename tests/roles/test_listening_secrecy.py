"""Nobody reads a listening note whom it is not for: on no page, in no file, mail, history or administration."""

import zipfile
from io import BytesIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from networks.models import ListeningNote, Membership, Person
from roles.services.reminders import send_reminders
from tests.collab.test_access import TABLE, client_of, world  # noqa: F401  # a fixture
from tests.factories import MemberWithAccountFactory

pytestmark = pytest.mark.django_db

SECRET = "Geheimwoord"
TEXTS = ("background", "interests", "drives", "correction", "offer", "need")
# How a note can stand that only the two may read.
STATES = {
    "waiting": {},
    "nearly": {"answer": "nearly"},
    "shared by one": {"answer": "recognised", "shared_by_subject": True},
}


@pytest.fixture
def note(world):  # noqa: F811
    """A note about the member, with a word in every text that stands nowhere else."""
    found = ListeningNote.objects.filter(pk=world.ids["note"])
    found.update(**dict.fromkeys(TEXTS, f"{SECRET} hier"))
    return found.get()


def readable(response):
    """Everything that an answer says, also what is packed in a workbook."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def gives_away(client, addresses):
    return [address for address in addresses if SECRET in readable(client.get(address))]


def addresses(world, *, under=""):  # noqa: F811
    """Every address of the table, as it is for the network of the note, but for those of signing in."""
    names = [name for name in TABLE if not name.startswith(("account_", "mfa_"))]
    every = [reverse(name, args=TABLE[name].args(world)) for name in names]
    return [address for address in every if address.startswith(under)]


def administration(note):
    """Every list of the administration, and the pages of one of each thing, and of all that the note belongs to."""
    things = [model._default_manager.first() for model in admin.site._registry]
    things += [note.network, note.author, note.about, note.about.user]
    things += Membership.objects.filter(person__in=[note.author, note.about])
    names = [
        f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry
    ]
    found = [reverse(name) for name in names] + [reverse("admin:index")]
    for thing in filter(None, things):
        for deed in ("change", "delete", "history"):
            try:
                name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_{deed}"
                found.append(reverse(name, args=[thing.pk]))
            except NoReverseMatch:
                pass
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", ["coordinator", "colleague", "observer", "steward"])
def test_nobody_in_the_network_reads_a_note_of_two_others(world, note, reader, state):  # noqa: F811
    ListeningNote.objects.update(**STATES[state])
    clients = world.clients | {
        "colleague": client_of(MemberWithAccountFactory(network=world.network).person.user)
    }

    about_notes = f"/networks/{world.network.slug}/listening/"
    under = "" if (reader, state) == ("coordinator", "shared by one") else about_notes
    found = addresses(world, under=under)

    assert any(note.get_absolute_url() == address for address in found)
    assert gives_away(clients[reader], found) == []


def test_administrator_reads_it_on_no_page_nor_in_the_administration(world, note):  # noqa: F811
    ListeningNote.objects.update(**STATES["shared by one"])

    found = addresses(world) + administration(note)

    assert gives_away(world.clients["administrator"], found) == []
    assert ListeningNote not in admin.site._registry
    assert not {note.author.name, note.about.name} & set(str(note).split(" → "))


def test_both_whom_it_is_for_read_it(world, note):  # noqa: F811
    """The tests above would prove nothing of pages on which it stands for nobody."""
    found = gives_away(world.clients["member"], addresses(world))

    page = note.get_absolute_url()
    assert set(found) == {page, reverse("my_data"), reverse("my_data_export", args=["json"])}


def test_account_that_is_opened_in_somebodys_name_reads_nothing_that_was_written_before(world, note):  # noqa: F811
    """A coordinator says at which address somebody is invited, and could open an account in their name."""
    ListeningNote.objects.update(reader=None)

    assert gives_away(world.clients["member"], addresses(world)) == []


def test_it_stands_in_no_other_table(world, note):  # noqa: F811
    places = {
        f"{model._meta.label}.{field.attname}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        for value in model._base_manager.values_list(field.attname, flat=True)
        if SECRET in str(value)
    }

    assert places == {f"networks.ListeningNote.{field}" for field in TEXTS}


def test_weekly_mail_says_that_it_waits_and_not_a_word_of_it(world, note):  # noqa: F811
    Person.objects.filter(pk=note.about_id).update(language="en")

    send_reminders(day=timezone.localdate())

    (letter,) = [each for each in mail.outbox if each.to == [note.about.email]]
    assert f"{note.author.name} listened to you" in letter.body
    assert not any(SECRET in f"{each.subject} {each.message()}" for each in mail.outbox)


@pytest.mark.parametrize(
    "address",
    [
        *("listening_note", "listening_write", "listening_withdraw"),
        *("check_in_list", "check_in_create", "thanks_create", "purpose_clarity"),
    ],
)
def test_browser_keeps_no_page_that_is_for_one_or_two(world, note, address):  # noqa: F811
    """On a computer of many, the next one would read it by going back."""
    response = world.clients["member"].get(reverse(address, args=TABLE[address].args(world)))

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
