"""Proposing that roles move: choosing what, filling it in, looking at what it does, sending it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.methods import form_page
from roles.forms.swap_draft import MOST_MOVES, SwapDraft, typed_plan, typed_rows
from roles.models import RoleSwap
from roles.moves import planned_moves
from roles.pages.before_after import effect_of
from roles.pages.moving import with_moving
from roles.pages.reports import ReadReport, read_report
from roles.pages.swap_board import SwapBoard, read_board
from roles.pages.swap_lines import move_lines, person_tints
from roles.pages.swap_start import ASKING, Opening, choices, choices_for_others, open_with
from roles.services.swap_same import find_same, same_sentence
from roles.services.swap_steps import touched_people
from roles.services.swaps import propose_swap
from roles.swap_rules import State
from roles.texts.swap_states import names_of

REPLACES = "replaces"  # sent along while the proposal that this one is instead of was still open


@form_page
def swap_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose moves; an address fills in what it can, `?instead_of=` begins with another proposal."""
    today = timezone.localdate()
    read = read_report(request.user, slug, today)
    if not read.reader.joins_in:
        raise PermissionDenied
    if request.method != "POST" and not read.snapshot.active:
        messages.info(request, _("This network is not running now, so no role can move."))
        return redirect("swap_list", slug)
    board = read_board(read.network, read.names, today, read.reader.person)
    if request.method != "POST" and not any(request.GET.get(name) for name in ASKING):
        return _choose(request, read, board)
    replaced = _find_replaced(request, read)
    kept = planned_moves(replaced) if replaced else []
    opening = open_with(board, request.GET, kept)
    draft = SwapDraft(board, today, first=opening.first)
    if request.method != "POST":
        draft.open(opening.rows, _plan_of(replaced, read))
        return _form(request, read, draft, opening, replaced)
    if changed := _changed_rows(request):
        draft.open(changed, typed_plan(request.POST))
        return _form(request, read, draft, opening, replaced)
    return _take(request, read, draft.send(request.POST), opening, replaced)


def _find_replaced(request: HttpRequest, read: ReadReport) -> RoleSwap | None:
    """Return the proposal that this one is instead of; 404 for one that the reader does not know of."""
    key = request.GET.get("instead_of", "")
    if not key:
        return None
    visible = RoleSwap.objects.visible_to(request.user).filter(network=read.network)
    counts = key.isascii() and key.isdigit() and len(key) < 19
    found = visible.select_related("network", "proposed_by").filter(pk=key).first() if counts else None
    if found is None:
        raise Http404
    return found


def _plan_of(replaced: RoleSwap | None, read: ReadReport) -> dict[str, Any]:
    """Return what is filled in of why and when; the reason only of one's own proposal, as words are personal."""
    if replaced is None:
        return {}
    plan: dict[str, Any] = {"by_itself": "yes" if replaced.by_itself else "no"}
    if replaced.planned_on >= read.snapshot.day:
        plan["planned_on"] = replaced.planned_on
    if replaced.proposed_by_id == read.reader.person:
        plan["reason"] = replaced.reason
    return plan


def _changed_rows(request: HttpRequest) -> list[dict[str, str]]:
    """Return the rows with one more or one less, when that was asked for; nothing is looked at yet."""
    rows = typed_rows(request.POST)
    if "more" in request.POST:
        return [*rows, {}][:MOST_MOVES]
    removed = request.POST.get("remove", "")
    if not removed:
        return []
    return [row for place, row in enumerate(rows) if str(place) != removed] or [{}]


def _choose(request: HttpRequest, read: ReadReport, board: SwapBoard) -> HttpResponse:
    context = {
        "choices": choices(board),
        "for_others": choices_for_others(board) if read.reader.can_coordinate else [],
    }
    page = with_moving(read.frame(request.user, "swap_list"))
    return render(request, "roles/swap_choose.html", page | context)


def _take(
    request: HttpRequest, read: ReadReport, draft: SwapDraft, opening: Opening, replaced: RoleSwap | None
) -> HttpResponse:
    """Show what a proposal would do, or send it; whatever does not hold is said at its field."""
    if not draft.is_valid():
        return _form(request, read, draft, opening, replaced)
    if same := find_same(read.network, draft.moves, besides=replaced if REPLACES in request.POST else None):
        return _form(request, read, draft, opening, replaced, refused=[same_sentence()], look_at=same)
    if "send" not in request.POST:
        return _form(request, read, draft, opening, replaced, preview=_preview(request, read, draft))
    try:
        swap = propose_swap(
            network=read.network,
            proposer=request.user.person_or_none,
            plan=draft.plan,
            instead_of=replaced if REPLACES in request.POST else None,
            coordinates=read.reader.can_coordinate,
        )
    except ValidationError as error:
        refused = {"refused": error.messages, "look_at": replaced.pk if replaced else None}
        return _form(request, read, draft, opening, replaced, **refused)
    asked = _others_asked(read, draft)
    said = (
        _("Your proposal is on its way to %(names)s.") % {"names": names_of(asked)}
        if asked
        else _("Your proposal stands. It touches nobody else, so nobody has to consent.")
    )
    messages.success(request, said)
    return redirect("swap_detail", read.network.slug, swap.pk)


def _others_asked(read: ReadReport, draft: SwapDraft) -> list[str]:
    names = draft.board.names_of_people()
    touched = touched_people(draft.moves, network=read.network, day=read.snapshot.day)
    return [names[each] for each in touched if each in names and each != read.reader.person]


def _preview(request: HttpRequest, read: ReadReport, draft: SwapDraft) -> dict[str, Any]:
    return {
        "lines": move_lines(draft.moves, person_tints(read.network, read.snapshot.day)),
        "asked": names_of(_others_asked(read, draft)),
        "effect": effect_of(read, draft.moves),
        "plan": draft.plan,
    }


def _form(
    request: HttpRequest,
    read: ReadReport,
    draft: SwapDraft,
    opening: Opening,
    replaced: RoleSwap | None,
    *,
    preview: dict[str, Any] | None = None,
    refused: Sequence[str] = (),
    look_at: int | None = None,
) -> HttpResponse:
    replaces = replaced is not None and (
        State(replaced.state).is_open if request.method != "POST" else REPLACES in request.POST
    )
    context = {
        "draft": draft,
        "opening": opening,
        "replaced": replaced,
        "replaces": replaces,
        "preview": preview,
        "refused": refused,
        "look_at": look_at,
        "may_add": len(draft.rows) < MOST_MOVES,
    }
    page = with_moving(read.frame(request.user, "swap_list"))
    return render(request, "roles/swap_create.html", page | context)
