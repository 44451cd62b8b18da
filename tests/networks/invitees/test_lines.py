"""Reading a pasted list of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.invitees.lines import read_entries, split_list


def read(text):
    return [
        (each.name, each.email, each.organisation, each.problem) for each in read_entries(split_list(text))
    ]


@pytest.mark.parametrize(
    ("line", "name", "email", "organisation"),
    [
        ("Anna Maes <anna@example.be>", "Anna Maes", "anna@example.be", ""),
        ('"Maes, Anna" <Anna@Example.be>', "Maes, Anna", "anna@example.be", ""),
        ("Anna Maes <anna@example.be>; Sociaal Huis", "Anna Maes", "anna@example.be", "Sociaal Huis"),
        ("anna.de.wit@example.be", "Anna De Wit", "anna.de.wit@example.be", ""),
        ("<anna@example.be>", "Anna", "anna@example.be", ""),
        ("Anna  Maes; anna@example.be ;Sociaal  Huis", "Anna Maes", "anna@example.be", "Sociaal Huis"),
        ("Anna Maes\tanna@example.be\tSociaal Huis", "Anna Maes", "anna@example.be", "Sociaal Huis"),
        ("Anna\tMaes\tanna@example.be\t", "Anna Maes", "anna@example.be", ""),
        ("anna@example.be\tAnna Maes\tSociaal Huis", "Anna Maes", "anna@example.be", "Sociaal Huis"),
        ("Anna Maes, anna@example.be, Sociaal Huis", "Anna Maes", "anna@example.be", "Sociaal Huis"),
        ("Anna Maes anna@example.be", "Anna Maes", "anna@example.be", ""),
        ("mailto:anna@example.be", "Anna", "anna@example.be", ""),
        ("Zoë D’Hoore <zoe@example.be>", "Zoë D’Hoore", "zoe@example.be", ""),
    ],
)
def test_line_names_somebody(line, name, email, organisation):
    assert read(line) == [(name, email, organisation, "")]


def test_line_with_several_people_becomes_several_lines():
    mail_program = "Anna Maes <a@example.be>; Maes, Ben <b@example.be>, <c@example.be>"
    addresses = "a@example.be, b@example.be;c@example.be d@example.be"

    assert [email for _name, email, *_ in read(mail_program)] == [
        "a@example.be",
        "b@example.be",
        "c@example.be",
    ]
    assert len(read(addresses)) == 4


def test_empty_lines_and_headers_are_passed_over_and_lines_keep_their_number():
    entries = list(
        read_entries(split_list("Naam\tE-mail\tOrganisatie\n\nAnna\ta@example.be\tHuis\n  \nb@example.be"))
    )

    assert [(each.number, each.email) for each in entries] == [(3, "a@example.be"), (5, "b@example.be")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Anna Maes", "There is no e-mail address on this line. Write it as: Name <name@organisation.be>."),
        (
            "Anna <anna@example>",
            "“anna@example” stops too early: after the @ comes something like organisation.be.",
        ),
        ("anna@example,be", "“anna@example,be” is not an e-mail address. Do you mean anna@example.be?"),
        ("anna@example,be; Anna", "“anna@example,be” is not an e-mail address. Do you mean anna@example.be?"),
        (
            "Anna <anna@@example.be>",
            "“anna@@example.be” is not an e-mail address. Do you mean anna@example.be?",
        ),
        (
            "Anna <anna@example..be>",
            "“anna@example..be” is not an e-mail address. Do you mean anna@example.be?",
        ),
        ("Anna <anna at example.be>", "“anna at example.be” is not an e-mail address. One looks like"),
        (
            "Anna <anna(at)example.be>",
            "“anna(at)example.be” is not an e-mail address. Do you mean anna@example.be?",
        ),
        ("Anna <a@example.be@example.be>", "“a@example.be@example.be” has more than one @."),
        ("@example.be", "“@example.be” is not an e-mail address."),
        ("x" * 201 + " <a@example.be>", "A name has at most 200 characters. Shorten it."),
        (f"{'a' * 250}@example.be", "is not an e-mail address."),
    ],
)
def test_line_that_is_wrong_says_what_would_be_right(line, sentence):
    ((_name, _email, _organisation, problem),) = read(line)

    assert sentence in problem


@given(st.text(max_size=200))
def test_anything_can_be_pasted(text):
    for entry in read_entries(split_list(text)):
        assert entry.problem or (entry.name and "@" in entry.email)
        assert len(entry.name) <= 200 or entry.problem
