"""What waits for those who answer for an organisation: its policy, and its stake in each network."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.addresses import address
from roles.pages.organisation import SeatsOverview, view_policy
from roles.pages.tasks import Task
from roles.texts.base import number_word, opening


def organisation_tasks(overview: SeatsOverview, day: date) -> Iterator[Task]:
    """What one organisation has not said of itself, or not looked at for a year. Its policy is at hand."""
    organisation = overview.organisation
    yield from _policy_tasks(overview, day)
    silent = [each for each in overview.engaged if not each.stake]
    if len(silent) == 1:
        yield Task(
            "notice",
            organisation.name,
            _("What is at stake for you in %(network)s is not written down yet.")
            % {"network": silent[0].name},
            _("Say what is at stake"),
            f"{address('engagement_stake', silent[0].slug, silent[0].key)}?back=organisation",
        )
    elif silent:
        yield Task(
            "notice",
            organisation.name,
            _("In %(count)s networks it is not written down yet what is at stake for you.")
            % {"count": number_word(len(silent))},
            _("Say what is at stake"),
            f"{address('organisation_detail', organisation.slug)}#stakes",
        )


def _policy_tasks(overview: SeatsOverview, day: date) -> Iterator[Task]:
    organisation = overview.organisation
    policy = view_policy(getattr(organisation, "policy", None), day)
    open_questions = len(policy.answers) - policy.answered
    if open_questions:
        yield Task(
            "notice",
            organisation.name,
            ngettext(
                "%(count)s of the five questions about collaborating has no answer yet.",
                "%(count)s of the five questions about collaborating have no answer yet.",
                open_questions,
            )
            % {"count": opening(number_word(open_questions))},
            _("Answer the five questions"),
            address("organisation_policy", organisation.slug),
        )
    if policy.answered and policy.stale:
        sentence = _("Your answers about collaborating were last looked through more than a year ago.")
        if policy.reviewed_on is None:
            sentence = _(
                "Your answers about collaborating have not been looked through since they were written."
            )
        url = f"{address('organisation_detail', organisation.slug)}#policy"
        yield Task("notice", organisation.name, sentence, _("See whether they still hold"), url)
