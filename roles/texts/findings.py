"""The report in words: every finding, the sentence on top, and the names of perspectives and indicators.

The analysis returns codes and figures. Here they become whole sentences in the reader's language.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from roles.analysis import Finding, Report
from roles.texts import network, organisations, people, perspectives, together
from roles.texts.base import FindingText, TextBuilder, Words, number_word

NO_NAMES: Mapping[str, str] = MappingProxyType({})

TEXT_BUILDERS: Mapping[str, TextBuilder] = {
    "core-cumulation-person": people.core_cumulation,
    "core-cumulation-organisation": organisations.core_cumulation,
    "core-vacancy": network.core_vacancy,
    "role-overload-person": people.overload,
    "role-dominance-organisation": organisations.dominance,
    "sole-carrier-organisation": organisations.sole_carrier,
    "sole-carrier-person": people.sole_carrier,
    "cross-network-load": people.cross_network_load,
    "roles-unmapped": network.roles_unmapped,
    "cluster-gap": network.cluster_gap,
    "cluster-imbalance": network.cluster_imbalance,
    "role-vacancy": network.role_vacancy,
    "network-level-vacancy": network.network_level_vacancy,
    "organisations-without-role": organisations.without_role,
    "perspective-imbalance": perspectives.imbalance,
    "foundation-weak": perspectives.foundation_weak,
    "motive-dominant": perspectives.motive_dominant,
    "motive-neglected": perspectives.motive_neglected,
    "one-sided-member": people.one_sided,
    "rotation-due": people.rotation_due,
    "mandate-missing": people.mandate_missing,
    "mandate-expiring": people.mandate_expiring,
    "role-against-preference": people.against_preference,
    "competence-gap": people.competence_gap,
    "check-in-overdue": people.check_in_overdue,
    "purpose-unclear": network.purpose_unclear,
    "purpose-unclear-to-many": together.purpose_unclear_to_many,
    "chair-dominance-organisation": together.chair_dominance,
    "never-met": together.never_met,
    "unheard-member": together.unheard,
    "role-seen-elsewhere": together.seen_elsewhere,
    "hidden-cumulation": together.hidden_cumulation,
}


class PerspectiveText(NamedTuple):
    """A perspective's name, and the question that its score answers."""

    name: str | Promise
    question: str | Promise


class IndicatorText(NamedTuple):
    """An indicator's name, and in one line what it measures."""

    name: str | Promise
    explanation: str | Promise


PERSPECTIVE_TEXTS: Mapping[str, PerspectiveText] = {
    "organisation": PerspectiveText(
        pgettext_lazy("perspective", "Organisation"), gettext_lazy("Do the organisations stand behind it?")
    ),
    "individual": PerspectiveText(
        pgettext_lazy("perspective", "Individual"), gettext_lazy("Is everyone in the right place?")
    ),
    "network": PerspectiveText(
        pgettext_lazy("perspective", "Network"), gettext_lazy("Does the network itself stand firmly?")
    ),
}

INDICATOR_TEXTS: Mapping[str, Mapping[str, IndicatorText]] = {
    "organisation": {
        "participation": IndicatorText(
            gettext_lazy("Organisations with a role"),
            gettext_lazy("How many of the organisations hold at least one role."),
        ),
        "ownership": IndicatorText(
            gettext_lazy("Shared cockpit"),
            gettext_lazy("How many different parties have a seat in the cockpit; three is enough."),
        ),
        "policy": IndicatorText(
            gettext_lazy("Policy on collaborating"),
            gettext_lazy("How many of the five questions on collaborating the organisations have answered."),
        ),
        "stake": IndicatorText(
            gettext_lazy("Stake put into words"),
            gettext_lazy("How many organisations have said what is at stake for them here."),
        ),
        "mandates": IndicatorText(
            gettext_lazy("Valid mandates"),
            gettext_lazy("How many role holders have a mandate from their organisation that is valid now."),
        ),
        "authority": IndicatorText(
            gettext_lazy("Clear room to decide"),
            gettext_lazy("How many mandates say what their holder may decide."),
        ),
    },
    "individual": {
        "load": IndicatorText(
            gettext_lazy("Bearable load"),
            gettext_lazy("How many role holders stay within the norm for roles per person."),
        ),
        "spread": IndicatorText(
            gettext_lazy("Roles spread over people"),
            gettext_lazy("How evenly the roles are spread over the people; 100 is completely even."),
        ),
        "voice": IndicatorText(
            gettext_lazy("Interests, ambitions and expectations"),
            gettext_lazy("How far members have put into words what they come for."),
        ),
        "fit": IndicatorText(
            gettext_lazy("Roles that suit"),
            gettext_lazy("How many roles lie with somebody who does not mind having them."),
        ),
        "added_value": IndicatorText(
            gettext_lazy("Added value discussed"),
            gettext_lazy("How many people have recently asked themselves what they add at this table."),
        ),
        "profile": IndicatorText(
            gettext_lazy("Own profile filled in"),
            gettext_lazy("How many people have assessed their own generic profile."),
        ),
    },
    "network": {
        "purpose": IndicatorText(
            gettext_lazy("Clear purpose"),
            gettext_lazy("How many of the four parts of the purpose are written down."),
        ),
        "coverage": IndicatorText(
            gettext_lazy("Roles filled"),
            gettext_lazy("How many of the fifteen roles somebody holds."),
        ),
        "cockpit": IndicatorText(
            gettext_lazy("Cockpit spread"),
            gettext_lazy("How many of the cockpit roles can lie with different people."),
        ),
        "playing_field": IndicatorText(
            gettext_lazy("Level playing field"),
            gettext_lazy("How evenly the roles are spread over the parties; 100 is completely even."),
        ),
        "rotation": IndicatorText(
            gettext_lazy("Change in the cockpit"),
            gettext_lazy("How many of the cockpit roles have a holder who is still within the agreed term."),
        ),
    },
}

# What stands beside the severities: a role that is left open on purpose asks for nothing.
LEFT_EMPTY = "left-empty"

SEVERITY_LABELS: Mapping[str, Promise] = {
    "critical": pgettext_lazy("severity", "Critical"),
    "warning": pgettext_lazy("severity", "Warning"),
    "notice": pgettext_lazy("severity", "Notice"),
    LEFT_EMPTY: pgettext_lazy("severity", "On purpose"),
}

# Findings that are themselves about roles without a holder: the sentence on top does not count these twice.
VACANCIES = frozenset(
    {"core-vacancy", "role-vacancy", "network-level-vacancy", "cluster-gap", "roles-unmapped"}
)


def finding_text(
    finding: Finding, role_names: Mapping[str, str], *, cluster_names: Mapping[str, str] = NO_NAMES
) -> FindingText:
    """Return a finding's title, explanation, next step and button, in the active language.

    The names of roles and clusters come from the catalogue, by slug.
    """
    words = Words(role_names, cluster_names)
    if finding.left_empty_until is not None:
        return network.left_empty(finding, words)
    return TEXT_BUILDERS[finding.code](finding, words)


def severity_count(severity: str, count: int) -> str:
    """Return "2 warnings": how many findings of one severity there are, or how many are left as they are."""
    texts = {
        LEFT_EMPTY: ngettext("%(count)d left empty on purpose", "%(count)d left empty on purpose", count),
        "critical": ngettext("%(count)d critical", "%(count)d critical", count),
        "warning": ngettext("%(count)d warning", "%(count)d warnings", count),
        "notice": ngettext("%(count)d notice", "%(count)d notices", count),
    }
    return texts[severity] % {"count": count}


def summary_sentence(
    report: Report,
    role_names: Mapping[str, str],
    *,
    findings: Iterable[Finding] | None = None,
    cluster_names: Mapping[str, str] = NO_NAMES,
    active: bool = True,
) -> str:
    """Return the one sentence that says how the network is doing.

    `findings` are those that the reader may see, the most serious first (all of the report's, unless given).
    `active` is whether the network is running on the report's date.
    """
    given = tuple(report.findings if findings is None else findings)
    seen = [finding for finding in given if finding.left_empty_until is None]
    if not active:
        return _("This network is not active, so there is nothing to flag.")
    if not report.counts.people:
        return _("Nobody takes part in this network yet.")
    if not seen:
        return _nothing_flagged(report)
    if seen[0].severity == "notice" and seen[0].code != "roles-unmapped":
        return ngettext(
            "Nothing is urgent; there is %(count)s point to look at.",
            "Nothing is urgent; there are %(count)s points to look at.",
            len(seen),
        ) % {"count": number_word(len(seen))}
    title = _headline(seen[0], role_names, cluster_names)
    vacant = report.counts.roles - report.counts.roles_filled - report.counts.left_empty
    if vacant and seen[0].code not in VACANCIES:
        return ngettext(
            "%(title)s, and %(count)s role has nobody.", "%(title)s, and %(count)s roles have nobody.", vacant
        ) % {"title": title, "count": number_word(vacant)}
    return _with_others(title, len(seen) - 1)


def _nothing_flagged(report: Report) -> str:
    if report.counts.roles_filled == report.counts.roles:
        return _("Nothing stands out: every role has somebody, and the load is shared.")
    if report.counts.left_empty:
        return ngettext(
            "Nothing stands out; %(count)s role is left empty on purpose.",
            "Nothing stands out; %(count)s roles are left empty on purpose.",
            report.counts.left_empty,
        ) % {"count": number_word(report.counts.left_empty)}
    return _("Nothing stands out at the moment.")


def _headline(first: Finding, role_names: Mapping[str, str], cluster_names: Mapping[str, str]) -> str:
    """Return what the first finding says; for the whole cockpit in one hand, without naming the person."""
    if first.code == "core-cumulation-person" and first.severity == "critical":
        return _("One person carries the whole cockpit")
    return finding_text(first, role_names, cluster_names=cluster_names).title


def _with_others(title: str, others: int) -> str:
    if not others:
        return _("%(title)s.") % {"title": title}
    return ngettext(
        "%(title)s, and %(count)s other thing stands out.",
        "%(title)s, and %(count)s other things stand out.",
        others,
    ) % {"title": title, "count": number_word(others)}
