"""What a good answer covers, for each of the five questions that an organisation answers about collaborating."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

POLICY_HINTS: Mapping[str, tuple[Promise, ...]] = {
    "vision": (
        _("Why you collaborate: what you cannot reach on your own."),
        _("What being equals at the table means to you, also where you are the largest partner."),
        _("How you weigh your own interest, that of the people you send, and that of the network."),
    ),
    "experience": (
        _("Which collaborations you took part in, and what came of them."),
        _("What once went wrong, and what you do differently since."),
        _(
            "What your people can do by now (listening, negotiating, building bridges), and what they still learn."
        ),
    ),
    "interest": (
        _("What the people you do it for gain by it, as concretely as you can."),
        _("What you hope to get, and what you bring along: people, time, money, knowledge."),
        _("What you will not give up, so that partners know in time."),
    ),
    "entry": (
        _("Which question has to be on the table: first what it is about, then who joins."),
        _("What has to be clear beforehand: the goal, the partners, the time, who may decide what."),
        _("When you stay out or step out again, and how you say so to the others."),
    ),
    "coaching": (
        _("Who talks with them about their mandate, and how often."),
        _("How they know what they may decide, what they discuss first and what they bring back."),
        _("How much time they get, and what you do when it becomes too much."),
        _("How what they learn out there comes back to the colleagues."),
    ),
}
