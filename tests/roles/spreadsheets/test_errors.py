"""A wrong file is refused whole, with every error named and its place; nothing of it is in the database."""

import pytest
from django.utils import translation

from networks.models import Engagement, Membership, Network, Organisation, Person
from roles.models import RoleAssignment
from tests.factories import MembershipFactory, NetworkFactory, PersonFactory
from tests.roles.spreadsheets.helpers import bring, places, warned, workbook_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["en", "nl"])
def network(request):
    with translation.override(request.param):
        yield NetworkFactory(name="Net", slug="net")


MATRIX = [
    ("empty file", "", [(None, "", "")]),
    ("no name column", "naam lid;leider\nAnna;x", [(1, "name", "")]),
    ("a column twice", "name;leader;Leider\nAnna;x;", [(1, "Leider", "Leider")]),
    ("a column twice in two languages", "name;naam\nAnna;", [(1, "naam", "naam")]),
    ("matrix and list mixed", "name;leader;role\nAnna;x;driver", [(1, "role", "role")]),
    ("name missing", "name;leader\n;x\n \xa0;x", [(2, "name", ""), (3, "name", "")]),
    ("name without a letter", "name;leader\n´;x", [(2, "name", "´")]),
    ("name too long", f"name\n{'a' * 201}", [(2, "name", "a" * 201)]),
    ("organisation too long", f"name;organisation\nAnna;{'a' * 201}", [(2, "organisation", "a" * 201)]),
    ("organisation without a letter", "name;organisation\nAnna;´", [(2, "organisation", "´")]),
    ("unknown cell", "naam;leider\nAnna;ja?", [(2, "leider", "ja?")]),
    ("no in capitals", "naam;leider\nAnna;NO", [(2, "leider", "NO")]),
    ("not held with a date", "naam;leider\nAnna;- 2024-01-01", [(2, "leider", "- 2024-01-01")]),
    ("no such day", "naam;leider\nAnna;x 2024-02-30", [(2, "leider", "x 2024-02-30")]),
    ("coordinator", "naam;coördinator\nAnna;soms", [(2, "coördinator", "soms")]),
    ("no e-mail", "naam;E-Mail\nAnna;anna", [(2, "E-Mail", "anna")]),
    ("failed formula", "naam;leider\nAnna;#N/A\n#REF!;x", [(2, "leider", "#N/A"), (3, "naam", "#REF!")]),
    ("a member twice", "naam;leider\nAnna;x\nanna;", [(3, "naam", "anna")]),
    ("a member twice by e-mail", "naam;email\nAnna;a@b.c\nAnna;A@B.C", [(3, "naam", "Anna")]),
    ("a member with and without e-mail", "naam;email\nAnna;a@b.c\nAnna;", [(3, "naam", "Anna")]),
    (
        "one e-mail, two names",
        "naam;email\nAnna;a@b.c\nBen;a@b.c",
        [(3, "email", "a@b.c"), (3, "naam", "Ben")],
    ),
]


@pytest.mark.parametrize(("text", "wrong"), [case[1:] for case in MATRIX], ids=[case[0] for case in MATRIX])
def test_matrices(network, text, wrong):
    plan = bring(text, network)

    assert places(plan) == wrong
    assert all(str(error) for error in plan.errors)
    assert not Person.objects.exists()


def test_a_row_wider_than_the_header(network):
    plan = bring("naam;leider\nAnna;x;y;\nPeeters; Jan;x;\n", network)

    assert [(error.row, error.value) for error in plan.errors] == [(2, "y"), (3, "x"), (3, "Jan")]


LISTS = [
    ("unknown role", "naam;rol\nAnna;baas", [(2, "rol", "baas")]),
    ("motive", "naam;rol;motief\nAnna;leider;x\nBen;leider;NO", [(2, "motief", "x"), (3, "motief", "NO")]),
    (
        "dates",
        "naam;rol;sinds;tot\nAnna;leider;1/2/2024;gisteren",
        [(2, "sinds", "1/2/2024"), (2, "tot", "gisteren")],
    ),
    ("end first", "naam;rol;sinds;tot\nAnna;leider;2024-01-02;2024-01-01", [(2, "tot", "2024-01-01")]),
    ("name missing", "naam;rol\n;leider", [(2, "naam", "")]),
    ("unknown network", "netwerk;naam\nelders;Anna", [(2, "netwerk", "elders")]),
    ("one e-mail, two names", "naam;email;rol\nAnna;a@b.c;leider\nBen;a@b.c;leider", [(3, "email", "a@b.c")]),
    (
        "all at once",
        "naam;rol;sinds\n;baas;x\nBen;leider;2024-13-01",
        [(2, "naam", ""), (2, "rol", "baas"), (2, "sinds", "x"), (3, "sinds", "2024-13-01")],
    ),
]


@pytest.mark.parametrize(("text", "wrong"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
def test_lists(network, text, wrong):
    plan = bring(text, network)

    assert places(plan) == wrong
    assert not Person.objects.exists()


def test_good_rows_beside_a_wrong_one_are_not_saved(network):
    plan = bring("name;organisation;leader\nAnna;VDAB;x\nBen;OCMW;x\nCas;VDAB;?\n", network)

    assert places(plan) == [(4, "leader", "?")]
    tables = (Person, Organisation, Engagement, Membership, RoleAssignment)
    assert [model.objects.count() for model in tables] == [0] * 5
    assert Network.objects.count() == 1


def test_every_error_of_a_file_is_named_at_once(network):
    plan = bring("name;email;leader\nAnna;anna;x\n;b@b.c;?\nCas;c@c.c;x\nCas;c@c.c;NO\n", network)

    assert places(plan) == [
        (2, "email", "anna"),
        (3, "name", ""),
        (3, "leader", "?"),
        (5, "leader", "NO"),
        (5, "name", "Cas"),
    ]


def test_an_email_that_belongs_to_somebody_of_another_name_is_refused(network):
    PersonFactory(name="Secret Person", email="a@b.c")
    MembershipFactory(network=network, person__name="Known", person__email="k@b.c")

    plan = bring("name;email\nAnna;A@b.c\nBen;k@b.c\n", network)

    assert places(plan) == [(2, "email", "a@b.c"), (3, "email", "k@b.c")]
    assert "Secret" not in str(plan.errors[0])  # who that is, is nobody's business here
    assert "Known" in str(plan.errors[1])


def test_cells_merged_across_and_formulas_without_a_result_are_named(network):
    def spoil(sheet):
        sheet.merge_cells("B2:C2")
        sheet["B3"] = "=1+1"

    plan = bring(workbook_of(["name", "leader", "driver"], ["Anna", "x"], ["Ben"], change=spoil), network)

    assert places(plan) == [(2, "leader", "x"), (2, "driver", "x"), (3, "leader", "=…")]
    assert "B2:C2" in str(plan.errors[0])


def test_a_title_merged_over_the_header_is_named(network):
    def merge(sheet):
        sheet.merge_cells("A1:C1")

    plan = bring(
        workbook_of(["Roles 2026"], ["name", "leader", "driver"], ["Anna", "x"], change=merge), network
    )

    assert places(plan) == [(1, "Roles 2026", "Roles 2026"), (1, "name", "")]


def test_warnings_stop_nothing(network):
    plan = bring("name;email;remark;leader\nAnna;a@b.c;hello;x\n", network)

    assert warned(plan) == [(1, "remark", "remark")]
    assert plan.errors == []
    assert RoleAssignment.objects.count() == 1


@pytest.mark.parametrize("text", ["name;leader\nAnna;x\nBen;x\n", "name;role\nAnna;leader\nBen;leader\n"])
def test_a_file_for_no_network_is_refused_with_one_sentence(network, text):
    assert places(bring(text)) == [(None, "", "")]
