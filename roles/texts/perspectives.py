"""Findings about the three perspectives: scores that lag, and motives that lean to one side."""

from django.utils.translation import gettext as _

from roles.analysis import Finding
from roles.texts.base import FindingText, Words, figure, filled, percent


def _next_step(perspective: str) -> str:
    """Say what strengthens a perspective that lags."""
    return {
        "organisation": _("Ask every organisation what is at stake for it, and what its people may decide."),
        "individual": _("Ask every member what they hope for, and which role suits them."),
        "network": _("Set aside an hour for the network itself: its goal, its empty roles, and who leads."),
    }[perspective]


def imbalance(finding: Finding, words: Words) -> FindingText:
    """Word perspective-imbalance, by the perspective with the lowest score."""
    title, why = {
        "organisation": (
            _("The organisations lag behind"),
            _(
                "The highest and the lowest score are %(gap)s points apart; the norm is at most %(limit)s. "
                "The lowest is for the organisations, and without their backing what is agreed here does "
                "not last."
            ),
        ),
        "individual": (
            _("The people lag behind"),
            _(
                "The highest and the lowest score are %(gap)s points apart; the norm is at most %(limit)s. "
                "The lowest is for the people, and they are the ones who have to do it."
            ),
        ),
        "network": (
            _("The network itself lags behind"),
            _(
                "The highest and the lowest score are %(gap)s points apart; the norm is at most %(limit)s. "
                "The lowest is for the network, and then separate efforts do not add up to something shared."
            ),
        ),
    }[finding.perspective]
    return filled(
        title,
        why,
        _next_step(finding.perspective),
        _("Look at the scores"),
        gap=figure(finding.value),
        limit=figure(finding.limit),
    )


def foundation_weak(finding: Finding, words: Words) -> FindingText:
    """Word foundation-weak, per perspective."""
    title, why = {
        "organisation": (
            _("The organisations do not carry this network enough yet"),
            _(
                "This perspective scores %(score)s out of 100; the norm is at least %(limit)s. What members "
                "promise here only holds when their organisations stand behind it."
            ),
        ),
        "individual": (
            _("Not everyone is in the right place yet"),
            _(
                "This perspective scores %(score)s out of 100; the norm is at least %(limit)s. People keep "
                "it up when the load is fair and the role suits them."
            ),
        ),
        "network": (
            _("The network itself does not stand firmly yet"),
            _(
                "This perspective scores %(score)s out of 100; the norm is at least %(limit)s. Without a "
                "clear goal and shared roles, it all depends on a few people."
            ),
        ),
    }[finding.perspective]
    return filled(
        title,
        why,
        _next_step(finding.perspective),
        _("Look at the scores"),
        score=figure(finding.value),
        limit=figure(finding.limit),
    )


def motive_dominant(finding: Finding, words: Words) -> FindingText:
    """Word motive-dominant: for whose sake most roles were taken up."""
    title, why = {
        "organisation": (
            _("People take up roles mainly for their organisations"),
            _(
                "This makes up %(share)s of all motives; the norm is at most %(limit)s. When everyone guards "
                "their own house, common ground is hard to find."
            ),
        ),
        "individual": (
            _("People take up roles mainly for themselves"),
            _(
                "This makes up %(share)s of all motives; the norm is at most %(limit)s. It gives energy, but "
                "the shared goal then easily fades into the background."
            ),
        ),
        "network": (
            _("People take up roles mainly for the network"),
            _(
                "This makes up %(share)s of all motives; the norm is at most %(limit)s. It sounds fine, but "
                "who gets little back for themselves or their organisation does not last."
            ),
        ),
    }[finding.perspective]
    return filled(
        title,
        why,
        _("Talk together about what else these roles could bring, and for whom."),
        _("Look at the motives"),
        share=percent(finding.value),
        limit=percent(finding.limit),
    )


def motive_neglected(finding: Finding, words: Words) -> FindingText:
    """Word motive-neglected: for whose sake hardly any role was taken up."""
    title, why = {
        "organisation": (
            _("People take up few roles for their organisations"),
            _(
                "This makes up %(share)s of all motives; the norm is at least %(limit)s. An organisation "
                "that gains nothing stops giving its people time."
            ),
        ),
        "individual": (
            _("People take up few roles for themselves"),
            _(
                "This makes up %(share)s of all motives; the norm is at least %(limit)s. A role in which you "
                "learn or enjoy nothing becomes a chore."
            ),
        ),
        "network": (
            _("People take up few roles for the network"),
            _(
                "This makes up %(share)s of all motives; the norm is at least %(limit)s. When nobody sits "
                "there for the whole, the shared goal has no owner."
            ),
        ),
    }[finding.perspective]
    action = {
        "organisation": _("Ask the organisations what this network should bring them, and which role helps."),
        "individual": _("Ask members what they would like to learn or enjoy here, and which role fits that."),
        "network": _("Ask who would like to take up a role for the sake of the shared goal."),
    }[finding.perspective]
    return filled(
        title,
        why,
        action,
        _("Look at the motives"),
        share=percent(finding.value),
        limit=percent(finding.limit),
    )
