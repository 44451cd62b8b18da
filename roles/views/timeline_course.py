"""The course of a network: findings, scores and attention over time, and the way to the report of any day."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.addresses import address
from networks.models import Network
from networks.pages import network_context
from roles.analysis import PERSPECTIVES, SEVERITIES
from roles.pages.reports import open_for_reader
from roles.pages.timeline.course import Moment, read_course
from roles.pages.timeline.links import timeline_pages
from roles.pages.timeline.period import asked_period
from roles.pictures.course import Chart, Figures, Part, draw_columns, draw_lines, legend_mark
from roles.pictures.course_rows import draw_moments
from roles.texts.course import course_sentence
from roles.texts.findings import PERSPECTIVE_TEXTS, SEVERITY_LABELS


class ChartCard(NamedTuple):
    """A chart with its heading, what it tells, and its legend."""

    name: str
    title: str
    explanation: str
    svg: SafeString
    legend: Sequence[tuple[SafeString, str]]


@require_safe
def timeline_course(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what stood out, the three scores and the balance of attention, on days of a period."""
    network, reader = open_for_reader(request.user, slug)
    today = timezone.localdate()
    period = asked_period(request.GET, network, today)
    moments = read_course(network, reader, period, today)
    told = any(each.people for each in moments)
    return render(
        request,
        "roles/timeline_course.html",
        network_context(network, request.user, "timeline")
        | {
            "pages": timeline_pages(network),
            "today": today,
            "period": period,
            "lead": course_sentence(moments),
            "coordinates": reader.coordinates,
            "charts": _charts(network, moments) if told else [],
            "severities": [SEVERITY_LABELS[each] for each in SEVERITIES],
            "perspectives": [text.name for text in PERSPECTIVE_TEXTS.values()],
            "rows": draw_moments(moments, address("report", network.slug)) if told else "",
        },
    )


def _charts(network: Network, moments: Sequence[Moment]) -> list[ChartCard]:
    """Draw the three pictures; of the balance only when there is one on some day."""
    perspectives = [Part(each, str(PERSPECTIVE_TEXTS[each].name)) for each in PERSPECTIVES]
    severities = [Part(each, str(SEVERITY_LABELS[each])) for each in SEVERITIES]
    days, url = [each.day for each in moments], address("report", network.slug)

    def chart(title: str, parts: Sequence[Part], figures: Figures) -> Chart:
        return Chart(title, _("The table below says the same."), parts, days, figures, url)

    findings: Figures = {each: [moment.findings[each] for moment in moments] for each in SEVERITIES}
    scores: Figures = {each: [moment.scores[each] for moment in moments] for each in PERSPECTIVES}
    balance: Figures = {
        each: [(moment.balance or {}).get(each) for moment in moments] for each in PERSPECTIVES
    }
    stood_out, three_scores, attention = (
        chart(_("What stood out"), severities, findings),
        chart(_("The three scores"), perspectives, scores),
        chart(_("Where the attention went"), perspectives, balance),
    )
    cards = [
        _card("findings", stood_out, draw_columns(stood_out)),
        _card("scores", three_scores, draw_lines(three_scores)),
    ]
    if any(moment.balance for moment in moments):
        cards.append(_card("balance", attention, draw_columns(attention, most=100)))
    return cards


def _card(name: str, chart: Chart, svg: SafeString) -> ChartCard:
    explanations = {
        "findings": _("How many signals there were on each day, the heaviest at the bottom."),
        "scores": _("How strong each perspective stood, from 0 to 100. A gap: not measured that day."),
        "balance": _("How the attention was divided over the three, in percent."),
    }
    marks = [(legend_mark(part.tone, line=name == "scores"), part.name) for part in chart.parts]
    return ChartCard(name, chart.title, explanations[name], svg, marks)
