"""What the page about a network's purpose shows: what it says, who stands behind it, and how clear it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import pgettext

from networks.models import (
    Membership,
    Network,
    PurposeAgreement,
    PurposeClarity,
    PurposeVersion,
    SharedResult,
    User,
    WorkingRules,
)
from networks.services.working_rules import rule_lines

MIN_ANSWERS = 3  # from so many on it is shown how clear the purpose is


@dataclass(frozen=True, slots=True)
class Party:
    """The people of one organisation, or those who are there in their own name (without a name)."""

    name: str
    people: Sequence[str]


@dataclass(frozen=True, slots=True)
class Consent:
    """Who of the members stands behind a version, and who did not say so yet."""

    given: Sequence[Party]
    waiting: Sequence[str]
    count: int
    members: int
    mine: bool  # the reader is one of those who did

    @property
    def complete(self) -> bool:
        """Whether every member stands behind it."""
        return bool(self.members) and self.count == self.members


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the purpose: what it said in the version before, and what it says in this one."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version, what it changed, and who agreed to it at the time."""

    version: Any
    changes: Sequence[Change]
    agreed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Spread:
    """How clear the purpose is to the members who said so, without who said what."""

    counts: Mapping[int, int]  # of each score; empty with too few answers
    answers: int
    words: Sequence[str]

    @property
    def enough(self) -> bool:
        """Whether there are so many answers that they are shown."""
        return self.answers >= MIN_ANSWERS


@dataclass(frozen=True, slots=True)
class Rules:
    """The working rules that count, and who accepted them."""

    rules: WorkingRules
    lines: Sequence[str]
    accepted: Consent
    earlier: Sequence[WorkingRules]


@dataclass(frozen=True, slots=True)
class PurposePage:
    """Everything on the page."""

    version: PurposeVersion | None  # the last one
    changes: Sequence[Change]  # what it changed
    agreed: Consent
    earlier: Sequence[Version]
    spread: Spread
    own: PurposeClarity | None  # what the reader said
    rules: Rules | None
    results: Sequence[SharedResult]
    is_member: bool

    @property
    def invitation(self) -> str:
        """What a member is invited to, one thing at a time: agree, clarity, accept or nothing."""
        if not self.is_member:
            return ""
        if self.version is not None and not self.agreed.mine:
            return "agree"
        if self.version is not None and self.own is None:
            return "clarity"
        if self.rules is not None and not self.rules.accepted.mine:
            return "accept"
        return ""


def purpose_labels() -> dict[str, str]:
    """Return what the four parts are called."""
    return {
        "question": pgettext("purpose", "The question"),
        "goal": pgettext("purpose", "The shared goal"),
        "in_scope": pgettext("purpose", "What belongs to it"),
        "out_of_scope": pgettext("purpose", "What does not belong to it"),
    }


def read_purpose(network: Network, user: User) -> PurposePage:
    """Read the page of a network that the user sees. Seven queries at most, whatever there is."""
    day = timezone.localdate()
    members = list(Membership.objects.active_on(day).filter(network=network).with_parties())
    person = next((each.person_id for each in members if each.person.user_id == user.pk), None)
    versions = list(PurposeVersion.objects.filter(network=network).select_related("written_by"))
    last = versions[0] if versions else None
    agreements = _people_by(
        PurposeAgreement.objects.filter(version__in=versions)
        .order_by("person__name_key", "person")
        .values_list("version", "person", "person__name")
    )
    clarities = _clarities(last, members)
    return PurposePage(
        version=last,
        changes=_changes(last, versions[1] if len(versions) > 1 else None),
        agreed=_consent(members, agreements.get(last.pk, {}) if last else {}, person),
        earlier=[
            Version(each, _changes(each, before), list(agreements.get(each.pk, {}).values()))
            for each, before in zip(versions[1:], [*versions[2:], None], strict=False)
        ],
        spread=_spread(clarities),
        own=next((each for each in clarities if each.person_id == person), None),
        rules=_rules(network, members, person),
        results=list(SharedResult.objects.filter(network=network)),
        is_member=person is not None,
    )


def _people_by(rows: Iterable[tuple[int, int, str]]) -> dict[int, dict[int, str]]:
    """Return the names of people by their number, for each thing that they agreed to."""
    found: dict[int, dict[int, str]] = {}
    for thing, person, name in rows:
        found.setdefault(thing, {})[person] = name
    return found


def _consent(members: Iterable[Membership], given: Mapping[int, str], reader: int | None) -> Consent:
    """Return who of the members of today agreed; who left does not count."""
    parties: dict[str, list[str]] = {}
    waiting = []
    for each in members:
        if each.person_id in given:
            party = each.organisation.name if each.organisation else ""
            parties.setdefault(party, []).append(each.person.name)
        else:
            waiting.append(each.person.name)
    count = sum(len(people) for people in parties.values())
    return Consent(
        given=[Party(name, people) for name, people in sorted(parties.items(), key=_own_name_last)],
        waiting=waiting,
        count=count,
        members=count + len(waiting),
        mine=reader in given,
    )


def _own_name_last(party: tuple[str, list[str]]) -> tuple[bool, str]:
    return not party[0], party[0].casefold()


def _changes(version: PurposeVersion | None, before: PurposeVersion | None) -> list[Change]:
    """Return the parts in which a version differs from the one before; of the first, what it said."""
    if version is None:
        return []
    return [
        Change(label, getattr(before, field) if before else "", getattr(version, field))
        for field, label in purpose_labels().items()
        if getattr(version, field) != (getattr(before, field) if before else "")
    ]


def _clarities(version: PurposeVersion | None, members: Iterable[Membership]) -> list[PurposeClarity]:
    """Return what the members of today said of the last version."""
    if version is None:
        return []
    running = {each.person_id for each in members}
    return [each for each in PurposeClarity.objects.filter(version=version) if each.person_id in running]


def _spread(clarities: Sequence[PurposeClarity]) -> Spread:
    """Return how the answers are spread, and the words in alphabetical order, from three answers on."""
    if len(clarities) < MIN_ANSWERS:
        return Spread({}, len(clarities), [])
    counts = Counter(each.score for each in clarities)
    words = sorted((each.word for each in clarities if each.word), key=lambda word: (word.casefold(), word))
    return Spread({score: counts[score] for score in range(1, 6)}, len(clarities), words)


def _rules(network: Network, members: Iterable[Membership], reader: int | None) -> Rules | None:
    versions = list(WorkingRules.objects.filter(network=network).select_related("written_by"))
    if not versions:
        return None
    last = versions[0]
    accepted = dict(last.acceptances.values_list("person", "person__name"))
    return Rules(last, rule_lines(last.text), _consent(members, accepted, reader), versions[1:])
