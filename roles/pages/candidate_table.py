"""The table of candidates for a role: in which order, in which words."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.addresses import address
from collab.text import initials
from roles.analysis import Finding
from roles.pages.candidates import COMPARED_AT_ONCE, STANCE_ORDER, Candidate, Choice, most_suitable
from roles.pages.gains import Gains, describe_gains, signal
from roles.texts.base import figure, inside_sentence
from roles.texts.candidates import interested_in_role, who_fits

SORT_KEYS: Mapping[str, Callable[[Candidate], Any]] = {
    "name": lambda each: each.name.casefold(),
    "stance": lambda each: STANCE_ORDER.index(each.stance),
    "competences": lambda each: (each.own_mean or 0, each.others_mean or 0),
    "load": lambda each: (each.load.all_roles, each.load.all_core_roles),
    "mandate": lambda each: each.mandate_until.toordinal() if each.mandate_until else 0,
    "held": lambda each: each.last_held.toordinal() if each.last_held else 0,
    "gain": lambda each: each.comparison.gained if each.comparison else 0,
}
DESCENDING_FIRST = frozenset({"competences", "mandate", "gain"})
FOR_COORDINATORS = frozenset({"stance", "competences"})


class Row(NamedTuple):
    """One candidate in words."""

    candidate: Candidate
    initials: str
    own_mean: str
    others_mean: str
    competences: list[tuple[str, str, str]]  # name, their own score, the colleagues'
    gains: Gains
    propose_url: str
    give_url: str
    ask_url: str


def columns() -> dict[str, str | Promise]:
    """Return the columns of the table."""
    return {
        "name": pgettext("column", "Who"),
        "stance": _("Would they like it"),
        "competences": _("Competences"),
        "load": _("Carries already"),
        "mandate": _("Mandate until"),
        "held": _("Last held it"),
        "gain": _("What it would bring"),
    }


def sortable(choice: Choice, found: int) -> frozenset[str]:
    """Return the columns by which this reader can sort so many candidates."""
    hidden = frozenset() if choice.read.reader.coordinates else FOR_COORDINATORS
    too_many = {"gain"} if found > COMPARED_AT_ONCE else set()
    return frozenset(SORT_KEYS) - hidden - too_many


def arrange(choice: Choice, found: Sequence[Candidate], sort: str) -> list[Candidate]:
    """Return the candidates by a column, or by what suits best; compared already when there are not too many."""
    compared = list(found)
    if len(found) <= COMPARED_AT_ONCE:
        compared = [choice.compare(each) for each in found]
    compared.sort(key=most_suitable)
    key = sort.removeprefix("-")
    if key in sortable(choice, len(found)):
        compared.sort(key=SORT_KEYS[key], reverse=sort.startswith("-"))
    return compared


def rows(choice: Choice, candidates: Sequence[Candidate]) -> list[Row]:
    """Return candidates in words, with what they would bring."""
    return [_row(choice, each if each.comparison else choice.compare(each)) for each in candidates]


def _row(choice: Choice, candidate: Candidate) -> Row:
    if candidate.comparison is None:
        raise ValueError("only candidates that were compared are shown")
    slug, role = choice.read.network.slug, choice.role
    return Row(
        candidate=candidate,
        initials=initials(candidate.name),
        own_mean=_of_five(candidate.own_mean),
        others_mean=_of_five(candidate.others_mean),
        competences=[
            (line.name, _of_five(line.own), _of_five(line.others)) for line in candidate.competences
        ],
        gains=describe_gains(candidate.comparison, choice.read.names),
        propose_url=_propose(choice, candidate),
        give_url=address("matrix_cell", slug, candidate.membership, role.slug),
        ask_url=_mail(choice, candidate),
    )


def _propose(choice: Choice, candidate: Candidate) -> str:
    """Return the address of a proposal with this candidate filled in: to take over, to share or to take up."""
    asked: dict[str, str | int] = {"role": choice.role.slug, "receiver": candidate.membership}
    if choice.giver is not None:
        seat, _email = choice.memberships[choice.giver.person]
        asked |= {"kind": "hand-over", "giver": seat}
    else:
        held = any(member.roles & choice.bit for member in choice.read.snapshot.members)
        asked["kind"] = "share" if held else "fill"
    return f"{address('swap_create', choice.read.network.slug)}?{urlencode(asked)}"


def _of_five(score: Fraction | int | None) -> str:
    return "" if score is None else figure(score)


def _mail(choice: Choice, candidate: Candidate) -> str:
    """Return a link that opens a mail to the candidate; nothing without an address."""
    if not candidate.email:
        return ""
    subject = _("Would you like to be %(role)s in %(network)s?") % {
        "role": inside_sentence(choice.role.name),
        "network": choice.read.network.name,
    }
    return f"mailto:{quote(candidate.email, safe='@')}?subject={quote(subject)}"


def lead(choice: Choice, everybody: Sequence[Candidate], found: Sequence[Candidate]) -> str:
    """Return who fits, in one sentence; nothing without anybody who does not avoid the role."""
    willing = [each for each in found if each.stance != "avoids"]
    if not willing:
        return ""
    best = min(willing, key=most_suitable)
    comparison = best.comparison or choice.compare(best).comparison
    if comparison is None:
        return ""
    gone = min(comparison.gone, key=lambda each: _relevance(each, choice), default=None)
    interested = sum(each.stance in {"prefers", "willing"} for each in everybody)
    return who_fits(
        interested_in_role(interested) if choice.read.reader.coordinates else "",
        name=best.name,
        gone=signal(gone, choice.read.names).title if gone else "",
        come=len(comparison.come),
    )


def _relevance(finding: Finding, choice: Choice) -> int:
    """Return how near a finding is to what the reader came for, the nearest first."""
    if choice.giver is not None and finding.subject.id == str(choice.giver.person):
        return 0
    return 1 if choice.role.slug in finding.roles else 2
