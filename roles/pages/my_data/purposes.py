"""What I agreed to in my networks, how clear their purpose is to me, and what I wrote down of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from networks.models import (
    Person,
    PurposeAgreement,
    PurposeClarity,
    PurposeVersion,
    RulesAcceptance,
    SharedResult,
    WorkingRules,
)
from roles.pages.my_data.section import Section, Value, section

COVERS = (
    "networks.purposeagreement.person",
    "networks.purposeclarity.person",
    "networks.purposeversion.written_by",
    "networks.rulesacceptance.person",
    "networks.sharedresult.noted_by",
    "networks.workingrules.written_by",
)


def purpose_sections(person: Person) -> Iterator[Section]:
    """What somebody said of the purpose and the rules of their networks, and wrote there. Six queries."""
    everybody = _("Everybody in that network.")
    columns = [
        ("network", _("Network")),
        ("what", _("What")),
        ("version", _("Version")),
        ("date", _("Date")),
    ]
    yield section("agreements", _("What I stand behind"), everybody, columns, _agreements(person))
    said = PurposeClarity.objects.filter(person=person).order_by("said_on", "pk")
    yield section(
        "clarity",
        _("How clear the purpose is to me"),
        _(
            "Nobody sees which answer is yours. From three answers on everybody in that network sees how all "
            "of them are spread, and the words, without names."
        ),
        [
            ("network", _("Network")),
            ("version", _("Version")),
            ("score", _("Score, of 5")),
            ("word", _("In a word")),
            ("date", _("Date")),
        ],
        said.values_list("version__network__name", "version__number", "score", "word", "said_on"),
    )
    yield section("written", _("What I wrote down for a network"), everybody, columns, _written(person))


def _agreements(person: Person) -> list[tuple[Value, ...]]:
    agreed = PurposeAgreement.objects.filter(person=person).order_by("agreed_on", "pk")
    accepted = RulesAcceptance.objects.filter(person=person).order_by("accepted_on", "pk")
    of_purpose = agreed.values_list("version__network__name", "version__number", "agreed_on")
    of_rules = accepted.values_list("rules__network__name", "rules__number", "accepted_on")
    return [
        *((network, _("the purpose"), number, day) for network, number, day in of_purpose),
        *((network, _("the working rules"), number, day) for network, number, day in of_rules),
    ]


def _written(person: Person) -> list[tuple[Value, ...]]:
    """Return the versions and results that somebody wrote down: which and when, the texts are the network's."""
    fields = ("network__name", "number", "written_on")
    versions = PurposeVersion.objects.filter(written_by=person).order_by("written_on", "pk")
    rules = WorkingRules.objects.filter(written_by=person).order_by("written_on", "pk")
    results = SharedResult.objects.filter(noted_by=person).order_by("reached_on", "pk")
    reached = results.values_list("network__name", "reached_on")
    return [
        *((network, _("the purpose"), number, day) for network, number, day in versions.values_list(*fields)),
        *(
            (network, _("the working rules"), number, day)
            for network, number, day in rules.values_list(*fields)
        ),
        *((network, _("a result"), None, day) for network, day in reached),
    ]
