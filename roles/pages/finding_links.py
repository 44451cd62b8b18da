"""Where the button of a finding leads: the page on which one can do something about it."""

from collections.abc import Mapping
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.addresses import address
from roles.analysis import Finding
from roles.pages.visibility import Reader

Target = Literal[
    "candidates",
    "handover",
    "handover_of",
    "import",
    "listening",
    "mandate",
    "mapping_list",
    "matrix",
    "member",
    "network_organisations",
    "purpose",
    "purpose_change",
    "ratings",
    "role",
    "scores",
    "successor",
    "talking_graph",
    "vacancy_list",
]

TARGETS: Mapping[str, Target] = {
    "core-cumulation-person": "handover",
    "core-cumulation-organisation": "handover_of",
    "core-vacancy": "candidates",
    "role-overload-person": "handover",
    "role-dominance-organisation": "handover_of",
    "sole-carrier-organisation": "handover_of",
    "sole-carrier-person": "handover",
    "cross-network-load": "handover",
    "roles-unmapped": "import",
    "cluster-gap": "candidates",
    "cluster-imbalance": "matrix",
    "role-vacancy": "candidates",
    "network-level-vacancy": "candidates",
    "organisations-without-role": "network_organisations",
    "perspective-imbalance": "scores",
    "foundation-weak": "scores",
    "motive-dominant": "matrix",
    "motive-neglected": "matrix",
    "one-sided-member": "member",
    "rotation-due": "successor",
    "mandate-missing": "mandate",
    "mandate-expiring": "mandate",
    "role-against-preference": "member",
    "competence-gap": "ratings",
    "check-in-overdue": "member",
    "purpose-unclear": "purpose_change",
    "purpose-unclear-to-many": "purpose",
    "chair-dominance-organisation": "talking_graph",
    "never-met": "talking_graph",
    "unheard-member": "listening",
    "role-seen-elsewhere": "mapping_list",
    "hidden-cumulation": "mapping_list",
}

# From one of their own roles, to whoever could take it over; of an organisation, from one of its people.
HANDING_OVER: frozenset[Target] = frozenset({"handover", "successor"})
# What somebody can do who is the subject of a finding, without coordinating.
OWN_STEPS: frozenset[Target] = HANDING_OVER | {"mandate"}

# Where a reader is led who may not open that: to where the same can be read.
FOR_READERS: Mapping[Target, Target] = {
    "candidates": "vacancy_list",
    "handover": "matrix",
    "handover_of": "matrix",
    "successor": "role",
    "purpose_change": "purpose",
    "import": "matrix",
}

# What the button then says: not what only a coordinator can do.
READERS_BUTTONS: Mapping[Target, Promise] = {
    "role": _("Look at the role"),
    "vacancy_list": _("See the open roles"),
    "matrix": _("See who does what"),
    "purpose": _("Read the purpose"),
    "mandate": _("Look at this member"),
}


def finding_button(finding: Finding, words: str, reader: Reader) -> str:
    """Return what the button of a finding says: these words, or for another reader what can be read there."""
    target = TARGETS[finding.code]
    own = target in OWN_STEPS and finding.subject.id == str(reader.person)
    if finding.left_empty_until is not None or reader.can_coordinate or own:
        return words
    return str(READERS_BUTTONS.get(FOR_READERS.get(target, target), words))


def finding_url(
    finding: Finding, network_slug: str, *, can_coordinate: bool, person: int | None = None
) -> str:
    """Return the address of a finding's next step, for a coordinator or for another reader of the network.

    `person` is the reader: whom a finding is about hands a role over themselves.
    """
    target = TARGETS[finding.code]
    if not can_coordinate and target in HANDING_OVER and finding.subject.id == str(person):
        return f"{address('swap_create', network_slug)}?kind=hand-over&role={finding.roles[-1]}"
    if finding.left_empty_until is not None:
        return _target_url(finding, "vacancy_list", network_slug)
    return _target_url(finding, target if can_coordinate else FOR_READERS.get(target, target), network_slug)


def _target_url(finding: Finding, target: Target, network_slug: str) -> str:
    match target:
        case "vacancy_list":
            return f"{address(target, network_slug)}#{finding.roles[0]}"
        case "role" | "candidates":
            page = "network_role" if target == "role" else "role_candidates"
            return address(page, network_slug, finding.roles[0])
        case "handover" | "successor":
            return handover_url(network_slug, finding.roles[-1], finding.subject.id)
        case "handover_of":
            page = address("role_candidates", network_slug, finding.roles[-1])
            return f"{page}?of={finding.subject.id}"
        case "member" | "ratings":
            page = address("network_person", network_slug, finding.subject.id)
            return f"{page}#others" if target == "ratings" else page
        case "mandate":  # which leads on to what this reader can do: ask, grant, renew
            return address("mandate_person", network_slug, finding.subject.id)
        case "scores":
            return f"{address('dashboard', network_slug)}#scores"
        case _:  # the page of that name
            return address(target, network_slug)


def handover_url(network_slug: str, role: str, person: str | int) -> str:
    """Return the address on which somebody is sought who takes a role over from this person."""
    return f"{address('role_candidates', network_slug, role)}?from={person}"
