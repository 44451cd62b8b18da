"""Findings about the network as a whole: its roles, its clusters, its purpose."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Finding
from roles.texts.base import FindingText, Words, figure, filled, inside_sentence, opening, percent, whole

PURPOSE_FIELDS = 4


def _when_missing(role: str) -> str:
    """Say what happens in a network where nobody holds a role."""
    reasons = {
        "initiator": _(
            "Nobody then watches whether the right partners are at the table, and feel at home there."
        ),
        "leader": _("Decisions are then put off, and everyone pursues a goal of their own."),
        "driver": _("Nothing then happens between two meetings, and what was agreed fades."),
        "implementer": _("Plans then stay on paper, and everyone waits for somebody else to begin."),
        "adviser": _("Choices are then made without the knowledge that somebody could bring."),
        "results-guardian": _("Nobody then sees in time whether the shared goal comes any closer."),
        "diplomat": _("Differences are then fought out elsewhere, or swallowed."),
        "mood-maker": _("People then come because they have to, and leave as soon as they can."),
        "spokesperson": _("Everyone then tells a different story about the network, or none."),
        "innovator": _("New questions then get the same answers as the old ones."),
        "fundraiser": _("A good plan then fails because there is no money for it."),
        "negotiator": _("Others then set the terms, and every partner bargains alone."),
        "support-builder": _("Boards and colleagues then hear of a decision when it is too late to back it."),
    }
    return reasons.get(role) or _("What this role brings then depends on chance.")


def core_vacancy(finding: Finding, words: Words) -> FindingText:
    """Word core-vacancy."""
    return filled(
        _("The cockpit has no %(role)s"),
        _when_missing(finding.subject.id),
        _("Decide together who becomes %(role)s, alone or as a pair."),
        _("Find somebody"),
        role=words.role(finding.subject.id),
    )


def role_vacancy(finding: Finding, words: Words) -> FindingText:
    """Word role-vacancy."""
    return filled(
        _("Nobody is %(role)s yet"),
        _when_missing(finding.subject.id),
        _("Ask at the next meeting who would like to be %(role)s."),
        _("Find somebody"),
        role=words.role(finding.subject.id),
    )


def network_level_vacancy(finding: Finding, words: Words) -> FindingText:
    """Word network-level-vacancy; the critic and the supporter are missed for opposite reasons."""
    why, action = {
        "critic": (
            _(
                "Without somebody who asks the awkward question, agreements fade and mistakes come to light "
                "late."
            ),
            _("Ask somebody to look at the work with fresh eyes for the next few months."),
        ),
        "supporter": (
            _("Without somebody who speaks of the network with warmth, what goes well is soon forgotten."),
            _("Ask who likes to tell others about this network, at work and beyond."),
        ),
    }.get(
        finding.subject.id,
        (
            _("This role stands above the separate tasks, so nobody misses it until something goes wrong."),
            _("Ask at the next meeting who would like to be %(role)s."),
        ),
    )
    return filled(
        _("The network has no %(role)s"),
        why,
        action,
        _("Find somebody"),
        role=words.role(finding.subject.id),
    )


def left_empty(finding: Finding, words: Words) -> FindingText:
    """Word a vacancy or a gap of which every role is left empty on purpose."""
    return filled(
        _("%(roles)s: left empty on purpose until %(day)s"),
        ngettext(
            "You look for nobody until then. On that day you see whether the role is missed.",
            "You look for nobody until then. On that day you see whether these roles are missed.",
            len(finding.roles),
        ),
        _("Read why, or decide otherwise."),
        _("See why"),
        roles=opening(words.roles(finding.roles)),
        day=date_format(finding.left_empty_until or "", "j F Y"),
    )


def roles_unmapped(finding: Finding, words: Words) -> FindingText:
    """Word roles-unmapped."""
    return filled(
        _("No role has a name beside it yet"),
        _(
            "The members are there, but not who does what. Only then can you see who carries a lot and what "
            "is missing."
        ),
        _("Fill in the roles in the matrix, or import the spreadsheet that you already have."),
        _("Fill in the roles"),
    )


def cluster_gap(finding: Finding, words: Words) -> FindingText:
    """Word cluster-gap."""
    return filled(
        _("%(cluster)s work lags behind"),
        _(
            "Nobody is %(roles)s yet, and only %(share)s of the roles in this cluster are filled. That work "
            "is left undone, or comes on top of what others do."
        )
        if finding.value
        else _(
            "Nobody is %(roles)s yet, so this cluster has nobody at all. That work is left undone, or comes "
            "on top of what others do."
        ),
        _("Start with one of these roles and ask who would like it."),
        _("Find somebody"),
        cluster=words.cluster(finding.subject.id),
        roles=words.any_role(finding.roles),
        share=percent(finding.value),
    )


def cluster_imbalance(finding: Finding, words: Words) -> FindingText:
    """Word cluster-imbalance; its figures are points between two percentages."""
    return filled(
        _("%(cluster)s work gets most of the hands"),
        _(
            "It has %(excess)s percentage points more of the roles taken up than its size would suggest; "
            "the norm is at most %(limit)s. Other work then gets too few people."
        ),
        _("Ask who of those in %(inside)s work would also like another kind of role."),
        _("Spread the roles"),
        cluster=words.cluster(finding.subject.id),
        inside=inside_sentence(words.cluster(finding.subject.id)),
        excess=figure(finding.value),
        limit=figure(finding.limit),
    )


def purpose_unclear(finding: Finding, words: Words) -> FindingText:
    """Word purpose-unclear: nothing is written down, or a part is missing."""
    count = whole(finding.value)
    if count >= PURPOSE_FIELDS:
        title = _("The purpose of this network is not written down yet")
    else:
        title = ngettext(
            "One part of the network’s purpose is still empty",
            "%(count)d parts of the network’s purpose are still empty",
            count,
        )
    return filled(
        title,
        _(
            "A question, a goal, what belongs to it and what does not: the clearer these are, the easier it "
            "is for equal partners to find something together."
        ),
        _("Write down in one sentence each what is still missing, and check it with the partners."),
        _("Fill in the purpose"),
        count=count,
    )
