"""The report as JSON: every key and form that programs outside depend on."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from roles.analysis import ClusterCount, Counts, Finding, Report, Subject
from roles.catalogue_names import CatalogueNames
from roles.formats.report_json import report_as_json, texts_in
from roles.texts.base import FindingText

FINDINGS = (
    Finding(
        "core-cumulation-person",
        "critical",
        "individual",
        Subject("person", "7", "Ans"),
        ("initiator", "leader", "driver"),
        3,
        1,
    ),
    Finding(
        "organisations-without-role",
        "notice",
        "organisation",
        Subject("network", "waste", "Waste"),
        (),
        Fraction(125, 2),
        Fraction(200, 3),
    ),
)

REPORT = Report(
    date=date(2026, 11, 22),
    network=Subject("network", "waste", "Waste"),
    counts=Counts(5, 3, 9, 6, 15),
    findings=FINDINGS,
    clusters={"task": ClusterCount(3, 2, 4)},
    perspectives={"organisation": Fraction(1249, 20), "individual": None, "network": Fraction(0)},
    indicators={"organisation": {"participation": Fraction(200, 3), "ownership": None}},
    balance={"organisation": Fraction(50), "individual": Fraction(1, 3), "network": Fraction(149, 3)},
)


def spoken(finding):
    return FindingText(title=f"{finding.code}!", explanation="Because.", action="Talk.", button="Open")


def test_what_is_left_empty_on_purpose_says_until_when_and_nothing_else_changes():
    vacancy = Finding("core-vacancy", "critical", "network", Subject("role", "driver", "driver"), ("driver",))
    left = vacancy._replace(left_empty_until=date(2027, 5, 22))

    before, after = (
        report_as_json(replace(REPORT, findings=(each,)), texts=spoken) for each in (vacancy, left)
    )

    assert "left_empty_until" not in before["findings"][0]
    assert after["findings"] == [before["findings"][0] | {"left_empty_until": "2027-05-22"}]
    assert after | {"findings": []} == before | {"findings": []}


def test_a_report_has_the_shape_of_version_1():
    text = {"explanation": "Because.", "action": "Talk."}

    assert report_as_json(REPORT, texts=spoken) == {
        "version": 1,
        "date": "2026-11-22",
        "network": {"slug": "waste", "name": "Waste"},
        "counts": {"people": 5, "organisations": 3, "holdings": 9, "roles_filled": 6, "roles": 15},
        "findings": [
            {
                "code": "core-cumulation-person",
                "severity": "critical",
                "perspective": "individual",
                "subject": {"type": "person", "id": "7", "name": "Ans"},
                "roles": ["initiator", "leader", "driver"],
                "value": 3,
                "limit": 1,
                "text": {"title": "core-cumulation-person!", **text},
            },
            {
                "code": "organisations-without-role",
                "severity": "notice",
                "perspective": "organisation",
                "subject": {"type": "network", "id": "waste", "name": "Waste"},
                "roles": [],
                "value": 62.5,
                "limit": 66.7,
                "text": {"title": "organisations-without-role!", **text},
            },
        ],
        "clusters": {"task": {"roles": 3, "filled": 2, "holdings": 4}},
        "perspectives": {"organisation": 62.4, "individual": None, "network": 0.0},
        "indicators": {"organisation": {"participation": 66.7, "ownership": None}},
        "balance": {"organisation": 50.0, "individual": 0.3, "network": 49.7},
    }


def test_counts_stay_whole_numbers_and_shares_are_decimals():
    counted, shared = report_as_json(REPORT, texts=spoken)["findings"]

    assert [type(counted["value"]), type(counted["limit"])] == [int, int]
    assert [type(shared["value"]), type(shared["limit"])] == [float, float]


@pytest.mark.django_db
def test_texts_name_the_roles_in_the_readers_language(settings):
    texts = texts_in(CatalogueNames.load())

    text = report_as_json(REPORT, texts=texts)["findings"][0]["text"]

    assert set(text) == {"title", "explanation", "action"}
    assert "trekker" in text["explanation"]
