"""The import page: upload, look, agree; and the files to download."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from networks.models import Membership, Person
from roles.models import RoleAssignment
from roles.spreadsheets import uploads
from roles.spreadsheets.apply import import_file
from roles.spreadsheets.options import Options
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    role,
)

pytestmark = pytest.mark.django_db

GOOD = "name;email;organisation;leader;driver\nAnna;anna@example.org;VDAB;x 2024-03-01;\nBen;;;;ON\n"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator(client):
    member = CoordinatorFactory(person__name="Cora")
    client.force_login(member.person.user)
    client.cookies["django_language"] = "en"
    return member


def upload(client, network, text=GOOD, name="roles.csv", **options):
    data = text.encode() if isinstance(text, str) else text
    values = {"file": SimpleUploadedFile(name, data), "day": "2026-11-22"} | options
    return client.post(reverse("import", args=[network.slug]), values)


def page(response):
    return response.content.decode()


def agree(client, response):
    """Press the button on a preview."""
    values = {
        "upload": response.context["upload"].key,
        "plan": response.context["plan"].fingerprint,
    }
    return client.post(reverse("import", args=[response.context["network"].slug]), values)


def test_an_upload_shows_what_would_happen_and_saves_nothing(client, coordinator):
    response = client.get(upload(client, coordinator.network).url)

    content = page(response)
    assert [str(change.subject) + ": " + change.text for change in response.context["plan"].changes] == [
        "VDAB: new organisation",
        f"VDAB: takes part in {coordinator.network.name}",
        "Anna (VDAB): new person, anna@example.org",
        "Ben: new person",
        "Anna (VDAB): member since 2024-03-01",
        "Ben: member since 2026-11-22",
        "Anna (VDAB): Leader since 2024-03-01",
        "Ben: Driver, beginning not known (recorded on 2026-11-22), for the sake of: the organisation, the network",
    ]
    assert all(change.text in content for change in response.context["plan"].changes)
    assert Person.objects.count() == 1
    assert not RoleAssignment.objects.exists()


def test_agreeing_imports_and_leads_to_the_dashboard(client, coordinator):
    preview = client.get(upload(client, coordinator.network).url)

    response = agree(client, preview)

    assert response.url == reverse("dashboard", args=[coordinator.network.slug])
    assert [str(message) for message in client.get(response.url).context["messages"]] == [
        (
            "The spreadsheet has been imported. "
            "Created: 1 organisation, 1 engagement, 2 people, 2 memberships, 2 role assignments."
        )
    ]
    rows = RoleAssignment.objects.values_list("membership__person__name", "role__slug", "started_on")
    assert set(rows) == {("Anna", "leader", date(2024, 3, 1)), ("Ben", "driver", date(2026, 11, 22))}


def test_agreeing_twice_says_that_the_file_has_gone(client, coordinator):
    preview = client.get(upload(client, coordinator.network).url)
    agree(client, preview)

    response = agree(client, preview)

    assert response.url == reverse("import", args=[coordinator.network.slug])
    assert "no longer here" in page(client.get(response.url))
    assert RoleAssignment.objects.count() == 2


def test_what_changed_since_the_preview_is_shown_before_anything_is_done(client, coordinator):
    preview = client.get(upload(client, coordinator.network).url)
    import_file(b"name\nBen\n", Options(day=date(2026, 11, 20), network=coordinator.network))

    response = agree(client, preview)

    again = client.get(response.url)
    assert "The network changed since you looked" in page(again)
    assert not Person.objects.filter(name="Anna").exists()
    assert agree(client, again).url == reverse("dashboard", args=[coordinator.network.slug])
    assert Person.objects.filter(name__in=["Anna", "Ben"]).count() == 2


def test_a_wrong_file_shows_every_error_with_its_place_and_no_button(client, coordinator):
    text = "name;leader\n;x\nAnna;maybe\n"

    response = client.get(upload(client, coordinator.network, text).url)

    content = page(response)
    assert [(e.row, e.column, e.value) for e in response.context["plan"].errors] == [
        (2, "name", ""),
        (3, "leader", "maybe"),
    ]
    assert "2 things must be corrected" in content
    assert "Row 3, column “leader”" in content
    assert "“maybe”" in content
    assert "Import this" not in content


def test_errors_cannot_be_imported_by_a_forged_request(client, coordinator):
    preview = client.get(upload(client, coordinator.network, "name;leader\nAnna;maybe\n").url)

    response = agree(client, preview)

    assert "upload=" in response.url
    assert Person.objects.count() == 1


def test_replace_shows_what_ends(client, coordinator):
    gone = MembershipFactory(network=coordinator.network, person__name="Gone")
    RoleAssignmentFactory(membership=gone, role=role("leader"))
    text = "name;email;leader\nCora;" + coordinator.person.email + ";\n"

    response = client.get(upload(client, coordinator.network, text, replace="on").url)
    agree(client, response)

    gone.refresh_from_db()
    assert [(c.kind, c.noun) for c in response.context["plan"].changes] == [
        ("ended", "membership"),
        ("ended", "assignment"),
    ]
    assert "Gone" in page(response)
    assert gone.left_on == gone.assignments.get().ended_on == date(2026, 11, 22)


def test_rows_of_other_networks_are_refused_even_for_their_coordinator(client, coordinator):
    other = NetworkFactory(name="Elsewhere")
    text = f"network;name;role\n{other.slug};Anna;leader\n"

    response = client.get(upload(client, coordinator.network, text).url)

    assert [error.text for error in response.context["plan"].errors] == [
        "This file goes into one network. Leave the rows of other networks out."
    ]


def test_an_upload_belongs_to_one_user_and_one_network(client, coordinator):
    address = upload(client, coordinator.network).url
    colleague = CoordinatorFactory(network=coordinator.network)
    client.force_login(colleague.person.user)

    response = client.get(address, follow=True)

    assert "upload" not in response.context
    assert "no longer here" in page(response)


def test_a_new_upload_takes_the_place_of_the_one_before(client, coordinator):
    first = upload(client, coordinator.network).url
    upload(client, coordinator.network)

    assert "no longer here" in page(client.get(first, follow=True))


def test_an_upload_is_kept_for_an_hour(client, coordinator, monkeypatch):
    monkeypatch.setattr(uploads, "LIFETIME", -1)

    address = upload(client, coordinator.network).url

    assert "no longer here" in page(client.get(address, follow=True))


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "This file is empty."),
        (
            {"file": SimpleUploadedFile("a.csv", b"x" * (10 * 1024 * 1024 + 1))},
            "This file is larger than 10 MB.",
        ),
    ],
)
def test_a_form_without_a_good_file_says_so_and_keeps_the_rest(client, coordinator, values, error):
    response = client.post(
        reverse("import", args=[coordinator.network.slug]), values | {"day": "2026-02-03", "replace": "on"}
    )

    content = page(response)
    assert response.status_code == 200
    assert error in content
    assert 'value="2026-02-03"' in content
    assert "checked" in content


@pytest.mark.parametrize("name", ["import", "import_template", "export"])
def test_only_coordinators_import_and_export(client, name):
    network = NetworkFactory()
    address = reverse(name, args=[network.slug])
    member = MemberWithAccountFactory(network=network)
    observer = ObserverFactory(network=network)
    stranger = CoordinatorFactory()
    coordinator = CoordinatorFactory(network=network)
    found = {}
    for who, user in {
        "member": member.person.user,
        "observer": observer.person.user,
        "stranger": stranger.person.user,
        "coordinator": coordinator.person.user,
        "administrator": AdministratorFactory(),
    }.items():
        client.force_login(user)
        found[who] = client.get(address).status_code

    assert found == {
        "member": 403,
        "observer": 403,
        "stranger": 404,
        "coordinator": 200,
        "administrator": 200,
    }


def test_somebody_who_imports_themselves_out_still_lands_somewhere(client, coordinator):
    text = "name;email;coordinator\nAnna;anna@example.org;x\n"

    preview = client.get(upload(client, coordinator.network, text, replace="on").url)
    response = agree(client, preview)

    assert response.url == reverse("network_list")
    assert Membership.objects.get(person__name="Anna").is_coordinator


@pytest.mark.parametrize(
    ("language", "headers"),
    [("nl", ["naam", "e-mail", "organisatie"]), ("en", ["name", "email", "organisation"])],
)
def test_the_template_has_headers_drop_downs_and_an_explanation(client, coordinator, language, headers):
    client.cookies["django_language"] = language
    response = client.get(reverse("import_template", args=[coordinator.network.slug]), {"format": "xlsx"})

    workbook = load_workbook(BytesIO(response.content))
    sheet = workbook.worksheets[0]
    rules = sheet.data_validations.dataValidation
    yes = {"nl": "ja,nee", "en": "yes,no"}[language]
    assert [cell.value for cell in sheet[1]][:3] == headers
    assert sheet.max_column == 19
    assert [(str(rule.sqref), rule.formula1) for rule in rules] == [
        ("D2:D10001", f'"{yes}"'),
        ("E2:S10001", '"x,I,O,N,IO,IN,ON,ION"'),
    ]
    assert sheet.freeze_panes == "B2"
    assert len(workbook.worksheets) == 2
    assert workbook.worksheets[1].max_row > 25


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_template_filled_in_can_be_imported(client, coordinator, file_format):
    client.cookies["django_language"] = "nl"
    content = client.get(
        reverse("import_template", args=[coordinator.network.slug]), {"format": file_format}
    ).content
    row = ["Anna", "anna@example.org", "VDAB", "nee", "x", "ON 2024-01-01"]
    if file_format == "csv":
        content += (";".join(row) + "\r\n").encode()
    else:
        workbook = load_workbook(BytesIO(content))
        for index, value in enumerate(row, start=1):
            workbook.worksheets[0].cell(2, index).value = value
        stream = BytesIO()
        workbook.save(stream)
        content = stream.getvalue()

    response = client.get(upload(client, coordinator.network, content, f"a.{file_format}").url)
    agree(client, response)

    assert response.context["plan"].warnings == []
    rows = RoleAssignment.objects.values_list("role__slug", "started_on", "for_organisation", "for_network")
    assert set(rows) == {
        ("initiator", date(2026, 11, 22), False, False),
        ("leader", date(2024, 1, 1), True, True),
    }


@pytest.mark.parametrize("layout", ["matrix", "list"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_export_comes_back_without_a_change(client, coordinator, layout, file_format):
    RoleAssignmentFactory(membership=coordinator, role=role("critic"), start_known=False)
    address = reverse("export", args=[coordinator.network.slug])

    response = client.get(address, {"layout": layout, "format": file_format})
    preview = client.get(upload(client, coordinator.network, response.content, "a." + file_format).url)

    assert response["Content-Disposition"].startswith(
        f'attachment; filename="{coordinator.network.slug}-{layout}-'
    )
    assert "Nothing would change" in page(preview)
    assert "Import this" not in page(preview)


@pytest.mark.parametrize("query", [{"format": "pdf"}, {"layout": "tree"}])
def test_an_unknown_format_or_layout_is_not_found(client, coordinator, query):
    assert client.get(reverse("export", args=[coordinator.network.slug]), query).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_file(
    client, coordinator, count, django_assert_num_queries
):
    rows = [f"P{n};p{n}@example.org;O{n};x;ON 2024-01-0{n % 9 + 1}" for n in range(count)]
    text = "name;email;organisation;leader;driver\n" + "\n".join(rows)
    for _each in range(count):
        RoleAssignmentFactory(membership__network=coordinator.network)
    address = upload(client, coordinator.network, text).url
    client.get(address)

    with django_assert_num_queries(13):
        preview = client.get(address)

    with django_assert_num_queries(34):
        agree(client, preview)

    assert RoleAssignment.objects.count() == 3 * count
