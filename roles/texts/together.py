"""Findings about what stands between people: the purpose, the meetings, listening, and the role cards."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Finding
from roles.texts.base import FindingText, Words, filled, percent, whole

EVERYTHING = 100


def purpose_unclear_to_many(finding: Finding, words: Words) -> FindingText:
    """Word purpose-unclear-to-many."""
    return filled(
        _("The purpose is not clear to everyone at the table"),
        _(
            "Of the members who said how clear it is to them, %(share)s find it unclear; the norm is at most "
            "%(limit)s. When the shared goal is vague, people fall back on what their own organisation wants."
        ),
        _("Go through the purpose together: which words mean something else to one than to another?"),
        _("Sharpen the purpose"),
        share=percent(finding.value),
        limit=percent(finding.limit),
    )


def chair_dominance(finding: Finding, words: Words) -> FindingText:
    """Word chair-dominance-organisation: every meeting, or a share of them."""
    if whole(finding.value) >= EVERYTHING:
        title = _("People from %(name)s chair every meeting")
    else:
        title = _("People from %(name)s chair %(share)s of the meetings")
    return filled(
        title,
        _(
            "The norm here is at most %(limit)s. Whoever chairs has the most say in what is talked about and for "
            "how long, so the others easily feel like guests."
        ),
        _("Ask who else would like to chair the next meeting, and prepare it together."),
        _("See who talks with whom"),
        name=finding.subject.name,
        share=percent(finding.value),
        limit=percent(finding.limit),
    )


def never_met(finding: Finding, words: Words) -> FindingText:
    """Word never-met; its figures are shares of all pairs of members."""
    return filled(
        _("Many members have not met each other at a table lately"),
        _(
            "Take any two of the members who have been here for a while: in %(share)s of the cases they sat at no "
            "meeting together; the norm is at most %(limit)s. Who never meets, knows the other only by hearsay."
        ),
        _(
            "Plan the next meeting around people who have not met yet, or let them prepare something together."
        ),
        _("See who talks with whom"),
        share=percent(finding.value),
        limit=percent(finding.limit),
    )


def unheard(finding: Finding, words: Words) -> FindingText:
    """Word unheard-member, which only that person and the coordinators read."""
    return filled(
        _("Nobody has put into words yet what drives %(name)s"),
        _(
            "At least half of the members recognise themselves in what somebody else wrote down of them; "
            "%(name)s has nothing like that yet. Who is heard, finds it easier to hear others."
        ),
        _("Who would like to ask %(name)s about it, and write down what they understood?"),
        _("Look at listening"),
        name=finding.subject.name,
    )


def seen_elsewhere(finding: Finding, words: Words) -> FindingText:
    """Word role-seen-elsewhere: one role or several; the share is that of the role seen by most."""
    count = len(finding.roles)
    return filled(
        _("Colleagues see %(name)s as %(roles)s"),
        ngettext(
            "That role is not with %(name)s on paper, and %(share)s of those who laid the role cards see it "
            "there. Work that was never agreed is rarely thanked for, and hard to share.",
            "These roles are not with %(name)s on paper, and up to %(share)s of those who laid the role cards "
            "see one of them there. Work that was never agreed is rarely thanked for, and hard to share.",
            count,
        ),
        _("Talk it over with %(name)s: is it true, is it welcome, and should it be agreed?"),
        _("See the role cards"),
        name=finding.subject.name,
        roles=words.roles(finding.roles),
        share=percent(finding.value),
    )


def hidden_cumulation(finding: Finding, words: Words) -> FindingText:
    """Word hidden-cumulation."""
    return filled(
        _("%(name)s seems to carry more than is on paper"),
        ngettext(
            "Colleagues also see %(name)s as %(roles)s, which others are on paper. That makes %(count)d "
            "role; the norm is at most %(limit)d.",
            "Colleagues also see %(name)s as %(roles)s, which others are on paper. That makes %(count)d "
            "roles; the norm is at most %(limit)d.",
            whole(finding.value),
        ),
        _("Ask %(name)s and those who hold it on paper who really does the work, and how you share it."),
        _("See the role cards"),
        name=finding.subject.name,
        roles=words.roles(finding.roles),
        count=whole(finding.value),
        limit=whole(finding.limit),
    )
