"""Findings about one person. They describe a situation; they never blame anybody for it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Finding
from roles.texts.base import FindingText, Words, figure, filled, number_word, percent, whole

COCKPIT_SEATS = 3


def core_cumulation(finding: Finding, words: Words) -> FindingText:
    """Word core-cumulation-person: all three cockpit roles, or some of them."""
    count = whole(finding.value)
    if count >= COCKPIT_SEATS:
        title = _("%(name)s carries the whole cockpit")
        why = _(
            "%(name)s is %(roles)s at the same time. That makes the network depend on one person and leaves "
            "others little room."
        )
    else:
        title = ngettext(
            "%(name)s holds one of the three cockpit roles",
            "%(name)s holds %(count)s of the three cockpit roles",
            count,
        )
        why = _(
            "%(name)s is %(roles)s; the norm here is at most %(limit)d. Roles that lie with different "
            "people keep each other in balance and give more partners a say."
        )
    return filled(
        title,
        why,
        _("Talk with %(name)s about which cockpit role somebody else could take over."),
        _("Hand on a role"),
        name=finding.subject.name,
        roles=words.roles(finding.roles),
        count=number_word(count),
        limit=whole(finding.limit),
    )


def overload(finding: Finding, words: Words) -> FindingText:
    """Word role-overload-person."""
    count = whole(finding.value)
    return filled(
        ngettext("%(name)s holds %(count)d role", "%(name)s holds %(count)d roles", count),
        ngettext(
            "The norm here is at most %(limit)d role per person. With this many, there is little time left "
            "for each, and others get fewer chances.",
            "The norm here is at most %(limit)d roles per person. With this many, there is little time left "
            "for each, and others get fewer chances.",
            whole(finding.limit),
        ),
        _("Choose together with %(name)s which roles can go to somebody else."),
        _("Hand on a role"),
        name=finding.subject.name,
        count=count,
        limit=whole(finding.limit),
    )


def sole_carrier(finding: Finding, words: Words) -> FindingText:
    """Word sole-carrier-person."""
    count = whole(finding.value)
    return filled(
        ngettext(
            "%(count)d role rests on %(name)s alone",
            "%(count)d roles rest on %(name)s alone",
            count,
        ),
        _("Nobody else here is %(roles)s. When %(name)s is ill or leaves, that work comes to a stop."),
        _("Ask who would like to take over one of these roles from %(name)s, or share it."),
        _("Hand on a role"),
        name=finding.subject.name,
        count=count,
        roles=words.any_role(finding.roles),
    )


def cross_network_load(finding: Finding, words: Words) -> FindingText:
    """Word cross-network-load. The finding does not say which of its two norms the figures belong to."""
    return filled(
        _("%(name)s carries a lot over several networks"),
        _(
            "Counting the roles in other networks too, %(name)s goes over the norm for roles or for cockpit "
            "roles (%(count)d, with a norm of %(limit)d). Being needed everywhere leaves little attention "
            "for each place."
        ),
        _("Ask %(name)s which network needs these roles most, and what can go to somebody else."),
        _("Hand on a role"),
        name=finding.subject.name,
        count=whole(finding.value),
        limit=whole(finding.limit),
    )


def one_sided(finding: Finding, words: Words) -> FindingText:
    """Word one-sided-member, by the perspective that gets most of the attention."""
    title = {
        "organisation": _("The attention of %(name)s goes mostly to the organisation"),
        "individual": _("The attention of %(name)s goes mostly to personal goals"),
        "network": _("The attention of %(name)s goes mostly to the network"),
    }[finding.perspective]
    why = {
        "organisation": _(
            "%(share)s goes there, and the norm is at most %(limit)s. The network and one’s own ambitions "
            "then easily come last."
        ),
        "individual": _(
            "%(share)s goes there, and the norm is at most %(limit)s. The network and the organisation then "
            "easily come last."
        ),
        "network": _(
            "%(share)s goes there, and the norm is at most %(limit)s. The organisation and one’s own "
            "ambitions then easily come last."
        ),
    }[finding.perspective]
    return filled(
        title,
        why,
        _("Ask %(name)s whether this is how it should be, and what would make room for the other two."),
        _("Talk about balance"),
        name=finding.subject.name,
        share=percent(finding.value),
        limit=percent(finding.limit),
    )


def rotation_due(finding: Finding, words: Words) -> FindingText:
    """Word rotation-due."""
    months = whole(finding.value)
    return filled(
        ngettext(
            "%(name)s has been in the cockpit for %(months)d month",
            "%(name)s has been in the cockpit for %(months)d months",
            months,
        ),
        ngettext(
            "%(name)s is %(roles)s; the norm for a cockpit role is %(limit)d month. A change brings fresh "
            "energy and lets somebody else grow.",
            "%(name)s is %(roles)s; the norm for a cockpit role is %(limit)d months. A change brings fresh "
            "energy and lets somebody else grow.",
            whole(finding.limit),
        ),
        _("Agree with %(name)s when the role can pass to somebody else, and who learns it in the meantime."),
        _("Hand on a role"),
        name=finding.subject.name,
        months=months,
        roles=words.roles(finding.roles),
        limit=whole(finding.limit),
    )


def against_preference(finding: Finding, words: Words) -> FindingText:
    """Word role-against-preference."""
    return filled(
        _("%(name)s would rather not be %(roles)s"),
        _(
            "%(name)s marked this as something to avoid, and does it all the same. What goes against the "
            "grain costs energy and seldom lasts."
        ),
        _("Ask %(name)s what would help: passing it on, sharing it, or a hand now and then."),
        _("Look at the preferences"),
        name=finding.subject.name,
        roles=words.any_role(finding.roles),
    )


def competence_gap(finding: Finding, words: Words) -> FindingText:
    """Word competence-gap; its figures are ratings out of five."""
    return filled(
        _("%(name)s could use support as %(roles)s"),
        _(
            "Others rate one of the competences for it at %(mean)s out of 5; from %(limit)s on it goes well. "
            "A cockpit role is hard to learn alone."
        ),
        _("Ask %(name)s what support is welcome: a coach, a course, or somebody who shares the role."),
        _("Look at the competences"),
        name=finding.subject.name,
        roles=words.roles(finding.roles),
        mean=figure(finding.value),
        limit=figure(finding.limit),
    )


def check_in_overdue(finding: Finding, words: Words) -> FindingText:
    """Word check-in-overdue, counted from the last check-in or from joining."""
    months = whole(finding.value)
    return filled(
        ngettext(
            "%(name)s has not done an added-value check for %(months)d month",
            "%(name)s has not done an added-value check for %(months)d months",
            months,
        ),
        ngettext(
            "Here everyone looks back at least once every %(limit)d month. Nobody’s place at the table "
            "speaks for itself: what you add changes along with the work.",
            "Here everyone looks back at least once every %(limit)d months. Nobody’s place at the table "
            "speaks for itself: what you add changes along with the work.",
            whole(finding.limit),
        ),
        _("Ask %(name)s to answer one question: what do I add at this table?"),
        _("Ask for a check"),
        name=finding.subject.name,
        months=months,
        limit=whole(finding.limit),
    )


def mandate_missing(finding: Finding, words: Words) -> FindingText:
    """Word mandate-missing."""
    return filled(
        _("%(name)s has no valid mandate"),
        _(
            "It is not settled what this member may decide for the organisation. What you agree on together "
            "may then have to be undone."
        ),
        _("Settle with the organisation of %(name)s how much time there is, and which decisions it covers."),
        _("Settle the mandate"),
        name=finding.subject.name,
    )


def mandate_expiring(finding: Finding, words: Words) -> FindingText:
    """Word mandate-expiring: today, or in some days."""
    days = whole(finding.value)
    if days == 0:
        title = _("The mandate of %(name)s ends today")
    else:
        title = ngettext(
            "The mandate of %(name)s ends in %(days)d day",
            "The mandate of %(name)s ends in %(days)d days",
            days,
        )
    return filled(
        title,
        _(
            "After that it is no longer clear what %(name)s may decide for the organisation. Renewing it "
            "takes time, so a reminder comes %(limit)d days ahead."
        ),
        _("Settle with the organisation of %(name)s how it goes on, before the mandate ends."),
        _("Settle the renewal"),
        name=finding.subject.name,
        days=days,
        limit=whole(finding.limit),
    )
