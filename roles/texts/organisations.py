"""Findings about one organisation, and about the organisations together."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Finding
from roles.texts.base import FindingText, Words, filled, number_word, percent, whole

COCKPIT_SEATS = 3


def core_cumulation(finding: Finding, words: Words) -> FindingText:
    """Word core-cumulation-organisation."""
    count = whole(finding.value)
    if count >= COCKPIT_SEATS:
        title = _("%(name)s holds all three cockpit roles")
    else:
        title = ngettext(
            "%(name)s holds one of the three cockpit roles",
            "%(name)s holds %(count)s of the three cockpit roles",
            count,
        )
    return filled(
        title,
        _(
            "Of the people who are %(roles)s, more than half come from this one organisation. Partners feel "
            "more at home in a cockpit where they have a seat too."
        ),
        _("Ask somebody from another organisation to take over or share one of these roles."),
        _("Hand on a role"),
        name=finding.subject.name,
        count=number_word(count),
        roles=words.any_role(finding.roles),
    )


def dominance(finding: Finding, words: Words) -> FindingText:
    """Word role-dominance-organisation."""
    return filled(
        _("%(name)s carries %(share)s of all roles taken up"),
        _(
            "The norm here is at most %(limit)s. When one partner does so much, the others easily become "
            "guests at somebody else’s table."
        ),
        _("Look for a role of %(name)s that another organisation can take over or share."),
        _("Hand on a role"),
        name=finding.subject.name,
        share=percent(finding.value),
        limit=percent(finding.limit),
    )


def sole_carrier(finding: Finding, words: Words) -> FindingText:
    """Word sole-carrier-organisation."""
    count = whole(finding.value)
    return filled(
        ngettext(
            "%(count)d role rests on people from %(name)s alone",
            "%(count)d roles rest on people from %(name)s alone",
            count,
        ),
        _(
            "Nobody from another partner is %(roles)s, and that is more than half of what is taken up. If "
            "%(name)s steps out, the network loses all of it at once."
        ),
        _("Ask somebody from another organisation to take over one of these roles, or share it."),
        _("Hand on a role"),
        name=finding.subject.name,
        count=count,
        roles=words.any_role(finding.roles),
    )


def without_role(finding: Finding, words: Words) -> FindingText:
    """Word organisations-without-role; its subject is the network."""
    return filled(
        _("Not every organisation has a role yet"),
        _(
            "Of the organisations that could have one, %(share)s do; from %(limit)s on the work is well "
            "shared. Partners without a role easily become onlookers."
        ),
        _("Ask each partner without a role what they would like to bring."),
        _("Look at the organisations"),
        share=percent(finding.value),
        limit=percent(finding.limit),
    )
