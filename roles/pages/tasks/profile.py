"""What waits because the others do not know me yet, or because what I say of myself is half done."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.pages.introduction import STANCES, Introduction
from roles.pages.profile import ProfileProgress
from roles.pages.tasks import Task
from roles.texts.base import number_word


def profile_tasks(
    introduction: Introduction, progress: ProfileProgress, generic_competences: int
) -> Iterator[Task]:
    """The first questions, as long as they wait; else, and besides, what is missing or half done in my profile."""
    if introduction.waits:
        yield _introduce_yourself(introduction)
    if introduction.seat is None:
        return
    if not progress.stances and not (introduction.waits and STANCES in introduction.questions):
        yield Task(
            "notice",
            _("My profile"),
            _("Your profile does not say yet which roles suit you."),
            _("Say which roles suit you"),
            f"{reverse('profile')}#stances",
        )
    if 0 < progress.generic < generic_competences:
        yield Task(
            "notice",
            _("My profile"),
            _("You have scored yourself on %(done)s of the %(total)s competences that everybody needs.")
            % {"done": number_word(progress.generic), "total": number_word(generic_competences)},
            _("Complete it"),
            f"{reverse('profile')}#assessment",
        )


def _introduce_yourself(introduction: Introduction) -> Task:
    network = introduction.seat.network if introduction.seat else None
    address = f"{reverse('welcome')}?network={network.slug if network else ''}"
    name = network.name if network else ""
    if not introduction.begun:
        return Task(
            "warning",
            name,
            _("Introduce yourself in three minutes: what may the others count on?"),
            _("Begin"),
            address,
        )
    minutes = introduction.minutes_open
    sentence = ngettext(
        "You have answered %(done)s of %(total)s questions to introduce yourself; %(minutes)s minute to go.",
        "You have answered %(done)s of %(total)s questions to introduce yourself; %(minutes)s minutes to go.",
        minutes,
    ) % {
        "done": number_word(len(introduction.done)),
        "total": number_word(len(introduction.questions)),
        "minutes": number_word(minutes),
    }
    return Task("warning", name, sentence, _("Go on"), address)
