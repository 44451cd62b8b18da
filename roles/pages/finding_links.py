"""Where the button of a finding leads: the page on which one can do something about it."""

from collections.abc import Mapping
from typing import Literal

from collab.addresses import address
from roles.analysis import Finding

Target = Literal[
    "matrix",
    "role",
    "candidates",
    "handover",
    "successor",
    "member",
    "mandate",
    "organisations",
    "scores",
    "purpose",
    "import",
    "ratings",
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
    "organisations-without-role": "organisations",
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
    "purpose-unclear": "purpose",
}


def finding_url(finding: Finding, network_slug: str, *, can_coordinate: bool) -> str:
    """Return the address of a finding's next step.

    What only a coordinator may open, such as the import, leads another reader to where the same can be read.
    """
    match TARGETS[finding.code]:
        case "candidates" if can_coordinate:
            return address("role_candidates", network_slug, finding.roles[0])
        case "handover" | "successor" if can_coordinate:
            return handover_url(network_slug, finding.roles[-1], finding.subject.id)
        case "role" | "candidates" | "successor":
            return address("network_role", network_slug, finding.roles[0])
        case "member":
            return address("network_person", network_slug, finding.subject.id)
        case "mandate":  # which leads on to what this reader can do: ask, grant, renew
            return address("mandate_person", network_slug, finding.subject.id)
        case "ratings":
            return f"{address('network_person', network_slug, finding.subject.id)}#others"
        case "organisations":
            return address("network_organisations", network_slug)
        case "scores":
            return f"{address('dashboard', network_slug)}#scores"
        case "purpose":
            return address("settings" if can_coordinate else "report", network_slug)
        case "import" if can_coordinate:
            return address("import", network_slug)
        case _:
            return address("matrix", network_slug)


def handover_url(network_slug: str, role: str, person: str | int) -> str:
    """Return the address on which somebody is sought who takes a role over from this person."""
    return f"{address('role_candidates', network_slug, role)}?from={person}"
