"""The rules, in the order in which their findings are listed. Each rule's own words stand with its function."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from roles.analysis.facts import Facts
from roles.analysis.finding import Finding
from roles.analysis.findings import cumulation, gaps, mandates, motives, people, scores, together
from roles.analysis.scores import Scores
from roles.analysis.words import SEVERITIES, Severity


class Rule(NamedTuple):
    """A finding's code and the function that looks for it: by perspective, then by subject."""

    code: str
    find: Callable[[Facts, Scores], Iterable[Finding]]
    needs: str = ""  # the records of the snapshot without which there is nothing to look for


RULES: tuple[Rule, ...] = (
    Rule("core-cumulation-person", cumulation.core_cumulation_person),
    Rule("core-cumulation-organisation", cumulation.core_cumulation_organisation),
    Rule("core-vacancy", gaps.core_vacancy),
    Rule("role-overload-person", cumulation.role_overload_person),
    Rule("role-dominance-organisation", cumulation.role_dominance_organisation),
    Rule("sole-carrier-organisation", cumulation.sole_carrier_organisation),
    Rule("sole-carrier-person", cumulation.sole_carrier_person),
    Rule("cross-network-load", cumulation.cross_network_load, "elsewhere"),
    Rule("roles-unmapped", gaps.roles_unmapped),
    Rule("cluster-gap", gaps.cluster_gap),
    Rule("cluster-imbalance", gaps.cluster_imbalance),
    Rule("role-vacancy", gaps.role_vacancy),
    Rule("network-level-vacancy", gaps.network_level_vacancy),
    Rule("organisations-without-role", gaps.organisations_without_role),
    Rule("perspective-imbalance", scores.perspective_imbalance),
    Rule("foundation-weak", scores.foundation_weak),
    Rule("motive-dominant", motives.motive_dominant, "motives"),
    Rule("motive-neglected", motives.motive_neglected, "motives"),
    Rule("one-sided-member", motives.one_sided_member, "readings"),
    Rule("rotation-due", people.rotation_due, "core_terms"),
    Rule("mandate-missing", mandates.mandate_missing, "mandates"),
    Rule("mandate-expiring", mandates.mandate_expiring, "mandates"),
    Rule("role-against-preference", people.role_against_preference, "stances"),
    Rule("competence-gap", people.competence_gap, "ratings"),
    Rule("check-in-overdue", people.check_in_overdue, "check_ins"),
    Rule("purpose-unclear", gaps.purpose_unclear),
    Rule("purpose-unclear-to-many", together.purpose_unclear_to_many, "clarities"),
    Rule("chair-dominance-organisation", together.chair_dominance_organisation, "sittings"),
    Rule("never-met", together.never_met, "sittings"),
    Rule("unheard-member", together.unheard_member, "heard"),
    Rule("role-seen-elsewhere", together.role_seen_elsewhere, "cards"),
    Rule("hidden-cumulation", together.hidden_cumulation, "cards"),
)

FINDING_CODES: tuple[str, ...] = tuple(rule.code for rule in RULES)


def find_all(facts: Facts, scores: Scores) -> tuple[Finding, ...]:
    """Return every finding by severity, code, perspective, subject; what is left empty on purpose at the end."""
    found: dict[Severity, list[Finding]] = {severity: [] for severity in SEVERITIES}
    for _code, find, needs in RULES:
        if not needs or getattr(facts.snapshot, needs):
            for finding in find(facts, scores):
                found[finding.severity].append(finding)
    ordered = [finding for severity in SEVERITIES for finding in found[severity]]
    if facts.snapshot.left_empty:
        ordered.sort(key=lambda finding: finding.left_empty_until is not None)  # else they stay as they are
    return tuple(ordered)
