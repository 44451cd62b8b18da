"""My part in moving roles: what I proposed, answered and said, and what I found that it brought."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from networks.models import Person
from roles.models import SwapAnswer, SwapEvent, SwapLookBack
from roles.pages.my_data.section import Section, section

COVERS = (
    "roles.roleswap.proposed_by",
    "roles.swapanswer.person",
    "roles.swapevent.person",
    "roles.swapevent.noted_by",
    "roles.swaplookback.person",
)


def swap_sections(person: Person) -> Iterator[Section]:
    """What somebody had to do with proposals to move roles; their own begin with a step that says why."""
    yield _answers(person)
    yield _steps(person)
    look_backs = SwapLookBack.objects.filter(person=person).select_related("swap__network")
    yield section(
        "swap_look_backs",
        _("What moving roles brought, as I see it"),
        _("Everybody in that network."),
        [
            ("network", _("Network")),
            ("date", _("Date")),
            ("verdict", _("How it goes since")),
            ("text", _("What it brought")),
        ],
        [
            (each.swap.network.name, each.answered_on, each.get_verdict_display(), each.brought)
            for each in look_backs.order_by("answered_on", "pk")
        ],
    )


def _answers(person: Person) -> Section:
    answers = SwapAnswer.objects.filter(person=person).select_related("swap__network")
    return section(
        "swap_answers",
        _("Proposals to move roles that touch me"),
        _("Everybody in that network; who only looks on sees what was carried out."),
        [
            ("network", _("Network")),
            ("proposed_at", _("Proposed on")),
            ("planned_on", _("Agreed date")),
            ("state", _("State")),
            ("answer", _("My answer")),
        ],
        [
            (
                each.swap.network.name,
                each.swap.proposed_at,
                each.swap.planned_on,
                each.swap.get_state_display(),
                each.get_answer_display(),
            )
            for each in answers.order_by("swap__proposed_at", "pk")
        ],
    )


def _steps(person: Person) -> Section:
    events = SwapEvent.objects.filter(person=person) | SwapEvent.objects.filter(noted_by=person)
    return section(
        "swap_events",
        _("What I did and said about moving roles"),
        _("Everybody in that network; who only looks on sees what was carried out."),
        [
            ("network", _("Network")),
            ("when", _("When")),
            ("what", _("What")),
            ("noted", _("I noted it for somebody else")),
            ("text", _("What I wrote")),
        ],
        [
            (
                each.swap.network.name,
                each.happened_at,
                each.get_deed_display(),
                each.noted_by_id == person.pk,
                each.text,
            )
            for each in events.select_related("swap__network").order_by("happened_at", "pk")
        ],
    )
