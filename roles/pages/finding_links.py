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
    "import",
    "mandate",
    "matrix",
    "member",
    "network_organisations",
    "ratings",
    "report",
    "role",
    "scores",
    "settings",
    "successor",
    "vacancy_list",
]

TARGETS: Mapping[str, Target] = {
    "core-cumulation-person": "handover",
    "core-cumulation-organisation": "matrix",
    "core-vacancy": "candidates",
    "role-overload-person": "handover",
    "role-dominance-organisation": "matrix",
    "sole-carrier-organisation": "matrix",
    "sole-carrier-person": "matrix",
    "cross-network-load": "member",
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
    "purpose-unclear": "settings",
}


# Where a reader is led who may not open that: to where the same can be read.
FOR_READERS: Mapping[Target, Target] = {
    "candidates": "vacancy_list",
    "handover": "matrix",
    "successor": "role",
    "settings": "report",
    "import": "matrix",
}

# What the button then says: not what only a coordinator can do.
READERS_BUTTONS: Mapping[Target, Promise] = {
    "role": _("Look at the role"),
    "vacancy_list": _("See the open roles"),
    "matrix": _("See who does what"),
    "report": _("Read the report"),
    "mandate": _("Look at this member"),
}


def finding_button(finding: Finding, words: str, reader: Reader) -> str:
    """Return what the button of a finding says: these words, or for another reader what can be read there."""
    target = TARGETS[finding.code]
    if finding.left_empty_until is not None:
        return words
    own_mandate = target == "mandate" and finding.subject.id == str(reader.person)
    if reader.can_coordinate or own_mandate:
        return words
    return str(READERS_BUTTONS.get(FOR_READERS.get(target, target), words))


def finding_url(finding: Finding, network_slug: str, *, can_coordinate: bool) -> str:
    """Return the address of a finding's next step, for a coordinator or for another reader of the network."""
    target = TARGETS[finding.code]
    if not can_coordinate:
        target = FOR_READERS.get(target, target)
    if finding.left_empty_until is not None:
        target = "vacancy_list"
    match target:
        case "vacancy_list":
            return f"{address(target, network_slug)}#{finding.roles[0]}"
        case "role" | "candidates":
            page = "network_role" if target == "role" else "role_candidates"
            return address(page, network_slug, finding.roles[0])
        case "handover" | "successor":
            return handover_url(network_slug, finding.roles[-1], finding.subject.id)
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
