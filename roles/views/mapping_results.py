"""What a closed mapping round shows: its results, and a page to lead the conversation with."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from networks.models import Network, User
from networks.together import together_context
from roles.models import MappingRound
from roles.pages.mapping_changes import describe_changes
from roles.pages.mapping_results import has_results, read_results
from roles.pages.mapping_talk import choose_step, describe_step, describe_topics, lead_of
from roles.pages.reports import open_for_reader
from roles.pages.visibility import Reader
from roles.pictures.seen_table import draw_seen_table


class Opened(NamedTuple):
    """A round as a reader opens it, with the others of its network, the newest first."""

    network: Network
    reader: Reader
    round: MappingRound
    others: list[MappingRound]

    @property
    def earlier(self) -> list[MappingRound]:
        """The rounds that closed before this one, were held in the same way and have something to compare with."""
        return [
            each
            for each in self.others
            if _order(each) < _order(self.round) and each.way == self.round.way and has_results(each)
        ]


def _order(mapping_round: MappingRound) -> tuple[object, int]:
    return mapping_round.closed_on, mapping_round.pk


def open_round(request: HttpRequest, slug: str, key: int) -> Opened:
    """Return a round that the reader may know of, closed or not; raise 404 for any other. Two queries."""
    network, reader = open_for_reader(request.user, slug)
    return find_round(request.user, network, reader, key)


def find_round(user: User, network: Network, reader: Reader, key: int) -> Opened:
    """Return the same in a network that is open already. One query."""
    rounds = list(MappingRound.objects.visible_to(user).filter(network=network))
    for each in rounds:
        each.network = network
    found = next((each for each in rounds if each.pk == key), None)
    if found is None:
        raise Http404
    return Opened(network, reader, found, [each for each in rounds if each.closed_on and each != found])


@require_safe
def mapping_round(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Show what a round came to; `?with=` an earlier one says what changed since."""
    opened = open_round(request, slug, mapping_round)
    if opened.round.closed_on is None:
        return redirect("mapping_list", slug)
    asked = request.GET.get("with", "")
    chosen = next((each for each in opened.others if str(each.pk) == asked), None)
    if chosen is not None and _order(chosen) > _order(opened.round):  # the later one says what changed
        return redirect(f"{chosen.get_absolute_url()}?with={opened.round.pk}")
    earlier = chosen if chosen in opened.earlier else None
    results, before = read_results(opened.reader, opened.round, earlier)
    frame = together_context(opened.network, request.user)
    context = {
        "results": results,
        "lead": lead_of(results),
        "topics": describe_topics(results),
        "table": draw_seen_table(
            results,
            role_url=f"{opened.network.get_absolute_url()}roles/",
            member_url=reverse("member_list", args=[slug]),
            carry_url=reverse("mapping_carry", args=[slug, opened.round.pk])
            if frame["can_coordinate"]
            else "",
        ),
        "earlier": opened.earlier,
        "compared": earlier,
        "changes": describe_changes(results, before) if before else None,
    }
    return render(request, "roles/mapping_round.html", frame | context)


@require_safe
def mapping_talk(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Show one difference, large, for everybody in the room: `?step=` which one."""
    opened = open_round(request, slug, mapping_round)
    if opened.round.closed_on is None:
        return redirect("mapping_list", slug)
    nobody = Reader(None, coordinates=False, can_coordinate=False)  # everybody reads along: nothing private
    results, _before = read_results(nobody, opened.round)
    step = choose_step(results, request.GET.get("step", ""))
    context = {"network": opened.network, "results": results, "step": describe_step(results, step)}
    return render(request, "roles/mapping_talk.html", context)
