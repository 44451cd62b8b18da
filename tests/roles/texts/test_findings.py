"""Every finding, perspective, indicator and norm has its words, in Dutch and in English."""

import json
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from roles.analysis import (
    FINDING_CODES,
    INDICATORS,
    NORM_SPECS,
    PERSPECTIVES,
    SEVERITIES,
    Counts,
    Finding,
    Report,
    Subject,
)
from roles.texts.base import figure, inside_sentence, opening, percent, short_day
from roles.texts.findings import (
    INDICATOR_TEXTS,
    LEFT_EMPTY,
    PERSPECTIVE_TEXTS,
    SEVERITY_LABELS,
    TEXT_BUILDERS,
    finding_text,
    number_word,
    severity_count,
    summary_sentence,
)
from roles.texts.norms import NORM_TEXTS, with_unit

ENGLISH = {"initiator": "Initiator", "leader": "Leader", "driver": "Driver", "critic": "Critic"}
DUTCH = {"initiator": "Initiatiefnemer", "leader": "Leider", "driver": "Trekker", "critic": "Criticus"}
ENGLISH_CLUSTERS = {"strategic": "Strategic"}
DUTCH_CLUSTERS = {"strategic": "Strategisch"}

ANNA = Subject("person", "7", "Anna 100%s")
HOUSE = Subject("organisation", "huis", "Huis van het Kind")
NETWORK = Subject("network", "noord", "Kind en gezin Noord")
CORE = ("initiator", "leader", "driver")


@pytest.fixture
def catalogue_slugs():
    """The roles that a vacancy can be about, critic and supporter left out."""
    path = Path(settings.BASE_DIR, "roles", "migrations", "catalogue.json")
    return [
        role["slug"] for role in json.loads(path.read_text("utf-8"))["roles"] if role["place"] != "network"
    ]


def english(finding):
    with override("en"):
        return finding_text(finding, ENGLISH, cluster_names=ENGLISH_CLUSTERS)


def dutch(finding):
    with override("nl"):
        return finding_text(finding, DUTCH, cluster_names=DUTCH_CLUSTERS)


def samples():
    """Yield a finding for every code, perspective, kind of subject and number that changes the wording."""
    roles = [Subject("role", slug, slug) for slug in ("driver", "critic", "supporter", "adviser")]
    for code in FINDING_CODES:
        for perspective in PERSPECTIVES:
            for subject in (ANNA, HOUSE, NETWORK, Subject("cluster", "strategic", "strategic"), *roles):
                for value in (0, 1, 2, 3, 4, Fraction(200, 3)):
                    yield Finding(code, "warning", perspective, subject, CORE, value, Fraction(121, 2))


def test_every_code_of_the_analysis_has_texts_and_no_other():
    assert set(TEXT_BUILDERS) == set(FINDING_CODES)


@pytest.mark.parametrize("code", FINDING_CODES)
def test_texts_of_a_finding_are_filled_in_and_differ_between_the_languages(code):
    for finding in samples():
        if finding.code != code:
            continue
        in_english, in_dutch = astuple(english(finding)), astuple(dutch(finding))

        assert all(one != other for one, other in zip(in_english, in_dutch, strict=True))
        for title, explanation, action, button in (in_english, in_dutch):
            assert [text for text in (title, explanation, action, button) if not is_finished(text)] == []
            assert explanation[-1] == "."
            assert action[-1] in ".?"
            assert title[-1] not in ".,;:!?"
            assert len(button) <= 26


def is_finished(text):
    """Whether a text says something, and has a name or figure in every place kept for one."""
    return text.strip() == text != "" and not any(trace in text for trace in ("%(", "  ", "None", "Fraction"))


def test_texts_of_the_whole_cockpit_in_one_hand():
    finding = Finding(
        "core-cumulation-person", "critical", "individual", ANNA._replace(name="Sofie V."), CORE, 3, 1
    )

    assert english(finding).title == "Sofie V. carries the whole cockpit"
    assert dutch(finding).title == "Sofie V. draagt de hele cockpit"
    assert dutch(finding).explanation == (
        "Sofie V. is tegelijk initiatiefnemer, leider en trekker. Zo hangt het netwerk af van één persoon, "
        "en blijft er voor anderen weinig ruimte over."
    )


def test_texts_of_two_cockpit_roles_differ_from_those_of_three():
    finding = Finding("core-cumulation-person", "warning", "individual", ANNA, ("leader", "driver"), 2, 1)

    assert english(finding).title == "Anna 100%s holds two of the three cockpit roles"
    assert english(finding).explanation.startswith(
        "Anna 100%s is leader and driver; the norm here is at most 1."
    )


def test_shares_are_written_as_the_language_does():
    finding = Finding(
        "role-dominance-organisation", "warning", "organisation", HOUSE, CORE, Fraction(200, 3), Fraction(50)
    )

    assert english(finding).title == "Huis van het Kind carries 66.7% of all roles taken up"
    assert dutch(finding).title == "Huis van het Kind draagt 66,7% van alle opgenomen rollen"
    assert "hooguit 50%." in dutch(finding).explanation


def test_a_cluster_is_called_by_its_name():
    finding = Finding(
        "cluster-gap",
        "warning",
        "network",
        Subject("cluster", "strategic", "strategic"),
        ("leader", "driver"),
        25,
        33,
    )

    assert english(finding).title == "Strategic work lags behind"
    assert dutch(finding).title == "Strategisch werk blijft achter"
    assert dutch(finding).explanation.startswith("Nog niemand is leider of trekker: ")


def test_a_cluster_without_anybody_is_said_to_be_so():
    finding = Finding(
        "cluster-gap", "warning", "network", Subject("cluster", "strategic", "strategic"), CORE, 0, 33
    )

    assert english(finding).explanation.startswith(
        "Nobody is initiator, leader or driver yet, so this cluster has nobody at all."
    )


def test_what_is_left_empty_on_purpose_says_until_when():
    role = Finding("core-vacancy", "critical", "network", Subject("role", "driver", "driver"), ("driver",))
    cluster = Finding(
        "cluster-gap", "warning", "network", Subject("cluster", "strategic", "strategic"), CORE, 0, 33
    )
    until = date(2027, 5, 22)
    one, several = (each._replace(left_empty_until=until) for each in (role, cluster))

    assert english(one).title == "Driver: left empty on purpose until 22 May 2027"
    assert dutch(one).title == "Trekker: met opzet open tot 22 mei 2027"
    assert dutch(several).title == "Initiatiefnemer, leider en trekker: met opzet open tot 22 mei 2027"
    assert (english(one).button, dutch(one).button) == ("See why", "Bekijk waarom")
    assert "these roles" in english(several).explanation


def test_summary_does_not_count_what_is_left_empty_on_purpose():
    role = Finding("core-vacancy", "critical", "network", Subject("role", "driver", "driver"), ("driver",))
    left = role._replace(left_empty_until=date(2027, 5, 22))
    notice = Finding("role-vacancy", "notice", "network", Subject("role", "critic", "critic"), ("critic",))
    warning = Finding("purpose-unclear", "warning", "network", NETWORK, (), 1, 0)

    def summary(*findings, filled=13):
        counts = Counts(5, 3, 14, filled, 15, left_empty=1)
        report = Report(date(2026, 11, 22), NETWORK, counts, findings, {}, {}, {}, None)
        with override("en"):
            return summary_sentence(report, ENGLISH)

    assert summary(left, filled=14) == "Nothing stands out; one role is left empty on purpose."
    assert summary(notice, left) == "Nothing is urgent; there is one point to look at."
    assert summary(warning, left).endswith(", and one role has nobody.")


def test_every_role_is_missed_for_a_reason_of_its_own(catalogue_slugs):
    reasons = [
        english(
            Finding("role-vacancy", "notice", "network", Subject("role", slug, slug), (slug,))
        ).explanation
        for slug in catalogue_slugs
    ]

    assert len(set(reasons)) == len(reasons) == 13


def test_critic_and_supporter_are_missed_for_different_reasons():
    critic, supporter = (
        Finding("network-level-vacancy", "notice", "network", Subject("role", slug, slug), (slug,))
        for slug in ("critic", "supporter")
    )

    assert english(critic).explanation != english(supporter).explanation
    assert dutch(critic).title == "Het netwerk heeft geen criticus"


@pytest.mark.parametrize(
    "code",
    ["perspective-imbalance", "foundation-weak", "motive-dominant", "motive-neglected", "one-sided-member"],
)
def test_texts_differ_per_perspective(code):
    titles = {english(Finding(code, "warning", each, ANNA, (), 10, 20)).title for each in PERSPECTIVES}

    assert len(titles) == len(PERSPECTIVES)


def test_a_mandate_that_ends_today_is_said_to_end_today():
    def ending_in(days):
        return dutch(
            Finding("mandate-expiring", "notice", "organisation", ANNA._replace(name="Tom"), (), days, 60)
        )

    assert ending_in(0).title == "Het mandaat van Tom loopt vandaag af"
    assert ending_in(1).title == "Het mandaat van Tom loopt over 1 dag af"
    assert ending_in(14).title == "Het mandaat van Tom loopt over 14 dagen af"


def report_of(*findings, people=8, filled=12):
    counts = Counts(people=people, organisations=6, holdings=15, roles_filled=filled, roles=15)
    return Report(date(2026, 11, 22), NETWORK, counts, findings, {}, {}, {}, None)


WHOLE_COCKPIT = Finding("core-cumulation-person", "critical", "individual", ANNA, CORE, 3, 1)
OVERLOAD = Finding("role-overload-person", "warning", "individual", ANNA._replace(name="Anna"), CORE, 5, 4)
NO_DRIVER = Finding("core-vacancy", "critical", "network", Subject("role", "driver", "driver"), ("driver",))
NO_CRITIC = Finding(
    "network-level-vacancy", "notice", "network", Subject("role", "critic", "critic"), ("critic",)
)
UNMAPPED = Finding("roles-unmapped", "notice", "network", NETWORK)


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (report_of(people=0, filled=0), "Nog niemand doet mee aan dit netwerk."),
        (report_of(), "Op dit moment valt er niets op."),
        (report_of(filled=15), "Er valt niets op: elke rol heeft iemand, en de last is verdeeld."),
        (report_of(UNMAPPED, filled=0), "Bij geen enkele rol staat al een naam."),
        (report_of(NO_CRITIC), "Er is niets dringends, wel één aandachtspunt."),
        (report_of(NO_CRITIC, NO_CRITIC), "Er is niets dringends, wel twee aandachtspunten."),
        (report_of(WHOLE_COCKPIT), "Eén persoon draagt de hele cockpit, en drie rollen hebben niemand."),
        (report_of(OVERLOAD, filled=14), "Anna heeft 5 rollen, en één rol heeft niemand."),
        (report_of(OVERLOAD, filled=15), "Anna heeft 5 rollen."),
        (report_of(OVERLOAD, NO_CRITIC, filled=15), "Anna heeft 5 rollen, en er valt nog één ding op."),
        (report_of(NO_DRIVER, OVERLOAD), "De cockpit heeft geen trekker, en er valt nog één ding op."),
    ],
)
def test_summary_says_in_one_sentence_how_the_network_is_doing(report, sentence):
    with override("nl"):
        assert summary_sentence(report, DUTCH) == sentence


def test_summary_speaks_only_of_what_the_reader_may_see():
    with override("en"):
        assert summary_sentence(report_of(OVERLOAD, filled=15), ENGLISH, findings=[]) == (
            "Nothing stands out: every role has somebody, and the load is shared."
        )


def test_summary_of_a_network_that_is_not_active():
    with override("en"):
        assert summary_sentence(report_of(people=0, filled=0), ENGLISH, active=False) == (
            "This network is not active, so there is nothing to flag."
        )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_perspectives_indicators_severities_and_norms_are_all_named(language):
    with override(language):
        assert list(PERSPECTIVE_TEXTS) == list(PERSPECTIVES)
        assert {each: list(texts) for each, texts in INDICATOR_TEXTS.items()} == {
            each: list(names) for each, names in INDICATORS.items()
        }
        assert list(SEVERITY_LABELS) == [*SEVERITIES, LEFT_EMPTY]
        assert list(NORM_TEXTS) == list(NORM_SPECS)
        assert all(str(part) for text in NORM_TEXTS.values() for part in text)


def test_findings_of_one_severity_are_counted():
    with override("nl"):
        assert [severity_count(each, 2) for each in SEVERITIES] == [
            "2 kritiek",
            "2 waarschuwingen",
            "2 aandachtspunten",
        ]
    with override("en"):
        assert [severity_count(each, 1) for each in SEVERITIES] == ["1 critical", "1 warning", "1 notice"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (3, "3"), (Fraction(7, 2), "3,5"), (Fraction(5, 100), "0"), (1000, "1000")],
)
def test_figures_have_one_decimal_half_to_even_and_none_when_whole(value, shown):
    with override("nl"):
        assert figure(value) == shown
        assert percent(value) == f"{shown}%"


def test_a_role_name_is_lowered_inside_a_sentence_unless_it_is_an_abbreviation():
    names = ("Leader", "HR partner", "X", "")

    assert [inside_sentence(name) for name in names] == ["leader", "HR partner", "x", ""]


def test_small_numbers_are_words():
    with override("nl"):
        assert [number_word(count) for count in (1, 12, 13)] == ["één", "twaalf", "13"]


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("max_core_roles_per_person", 1, "1 rol"),
        ("max_roles_per_person", 4, "4 rollen"),
        ("max_organisation_share", Decimal("12.5"), "12,5%"),
        ("max_gap_fill", Fraction(1, 3), "1/3 van de rollen"),
        ("max_cluster_excess", Decimal("1.5"), "1,5 punten"),
        ("max_core_term_months", 1, "1 maand"),
        ("mandate_notice_days", 60, "60 dagen"),
        ("min_motivated", 10, "10 rollen met een motief"),
    ],
)
def test_a_norm_is_written_with_what_it_counts(name, value, shown):
    with override("nl"):
        assert with_unit(name, value) == shown


def test_a_word_that_begins_a_sentence_has_a_capital_without_accent():
    assert [opening(word) for word in ("één", "drie", "15", "")] == ["Eén", "Drie", "15", ""]


def test_a_day_in_a_table_has_its_month_as_the_language_writes_it():
    written = {}
    for language in ("nl", "en"):
        with override(language):
            written[language] = short_day(date(2026, 5, 3))

    assert written == {"nl": "3 mei 2026", "en": "3 May 2026"}
