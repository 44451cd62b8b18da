"""One cell of the role matrix: its editor, saving it, and undoing that."""

from dataclasses import astuple, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from collab.methods import form_page
from networks.access import get_visible_network
from networks.models import Membership, Network
from networks.pages import network_context
from roles.catalogue_names import CatalogueNames
from roles.forms.assignments import NO, AssignmentForm, fingerprint
from roles.models import Role, RoleAssignment
from roles.pages.matrix import read_cell
from roles.pictures.matrix import Pen, draw_saved
from roles.services.assignments import (
    Change,
    Holding,
    assign_role,
    correct_assignment,
    current_assignment,
    end_role,
    set_motives,
    undo_change,
)
from roles.texts.base import inside_sentence

SAVED = "matrix_saved"  # in the session, between saving without scripts and the matrix that comes next
UNDO_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Cell:
    """A member and a role, what is recorded there now, and what the reader may do with it."""

    network: Network
    names: CatalogueNames
    membership: Membership
    role: Role
    current: RoleAssignment | None
    coordinator: bool

    @property
    def holding(self) -> Holding | None:
        """What is recorded now; None when the member does not hold the role."""
        return Holding.of(self.current) if self.current else None

    @property
    def address(self) -> str:
        """Where this cell is edited."""
        return reverse("matrix_cell", args=[self.network.slug, self.membership.pk, self.role.slug])

    @property
    def words(self) -> dict[str, str]:
        """The names in this cell, as they stand inside a sentence."""
        return {"name": self.membership.person.name, "role": inside_sentence(self.role.name)}


@form_page
def matrix_cell(request: HttpRequest, slug: str, membership: int, role: str) -> HttpResponse:
    """The editor of one cell: for coordinators all of it, for members the motives of their own roles."""
    cell = find_cell(request, slug, membership, role)
    if "undo" in request.POST:
        return _undo(request, cell)
    form = AssignmentForm(
        request.POST or None,
        holding=cell.holding,
        role_name=inside_sentence(cell.role.name),
        today=timezone.localdate(),
        motives_only=not cell.coordinator,
        initial=_asked(request) | {"back": _came_from(request, cell)},
    )
    if request.method == "POST" and form.is_valid():
        if "seen" in request.POST and _changed_meanwhile(form, cell):
            form.show_state_now(cell.holding)
            return _editor(request, cell, form, conflict=_describe(cell))
        try:
            change = _save(cell, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _saved(request, cell, change, _sentence(cell, change), form.cleaned_data["back"])
    return _editor(request, cell, form)


def find_cell(request: HttpRequest, slug: str, membership: int, role: str) -> Cell:
    """Return the cell; raise 404 when the reader may not know of it, 403 when they may only read it."""
    user, today = request.user, timezone.localdate()
    # The member's seat and the reader's own in one query: whoever takes part sees the network.
    seats = Membership.objects.select_related("network__norms", "person").filter(
        Q(pk=membership) | Q(person__user=user), network__slug=slug
    )
    found = {seat.pk: seat for seat in seats}
    own = [seat for seat in found.values() if seat.person.user_id == user.pk and _runs(seat, today)]
    if not own:
        get_visible_network(user, slug)
    seat, names = found.get(membership), CatalogueNames.load()
    if seat is None or role not in names.roles:
        raise Http404
    held = current_assignment(seat, names.roles[role], today)
    coordinator = user.is_superuser or any(each.is_coordinator for each in own)
    if not coordinator and not (held and seat in own):
        raise PermissionDenied
    return Cell(seat.network, names, seat, names.roles[role], held, coordinator)


def _runs(seat: Membership, day: date) -> bool:
    return seat.joined_on <= day and (seat.left_on is None or seat.left_on > day)


def _changed_meanwhile(form: AssignmentForm, cell: Cell) -> bool:
    """Whether somebody else changed the cell since the form was made, and not into what is asked for here."""
    return form.cleaned_data["seen"] != fingerprint(cell.holding) and not form.wants(cell.holding)


def _save(cell: Cell, data: dict[str, Any]) -> Change:
    if not cell.coordinator:
        return set_motives(assignment=cell.current, motives=data["motives"])
    if data["holds"] == NO:
        return end_role(membership=cell.membership, role=cell.role)
    if cell.current is not None:
        return correct_assignment(assignment=cell.current, since=data["since"], motives=data["motives"])
    return assign_role(
        membership=cell.membership, role=cell.role, since=data["since"], motives=data["motives"]
    )


def _editor(request: HttpRequest, cell: Cell, form: AssignmentForm, conflict: str = "") -> HttpResponse:
    """Show the form: by itself inside the matrix, or on a page of its own."""
    back = form["back"].value() or ""
    content = {
        "cell": cell,
        "form": form,
        "conflict": conflict,
        "about": _describe(cell),
        "matrix_url": _matrix_url(cell.network, back),
    }
    if request.htmx:
        return render(request, "roles/_matrix_cell_form.html", content)
    page = network_context(cell.network, request.user, "matrix")
    return render(request, "roles/matrix_cell.html", page | content)


def _saved(request: HttpRequest, cell: Cell, change: Change, sentence: str, back: str = "") -> HttpResponse:
    """Return the cell and the two totals it changes; without scripts go back to the matrix, at that cell."""
    undo = _seal(request, cell, change) if change.changed else ""
    if not request.htmx:
        request.session[SAVED] = {
            "membership": cell.membership.pk,
            "role": cell.role.slug,
            "sentence": sentence,
            "undo": undo,
            "address": cell.address,
        }
        return redirect(f"{_matrix_url(cell.network, back)}#cell")
    now = read_cell(cell.network, cell.names, cell.membership, cell.role, timezone.localdate())
    own = None if cell.coordinator else cell.membership.pk
    base = cell_base(request, cell.network)
    drawn = draw_saved(now, cell.names, cell.role, Pen(coordinator=cell.coordinator, own=own, base=base))
    content = drawn | {
        "saved": {"sentence": sentence, "undo": undo, "address": cell.address},
        "cell_address": f"{base}{cell.membership.pk}/{cell.role.slug}/",
        "membership": str(cell.membership.pk),
        "role": cell.role.slug,
    }
    response = render(request, "roles/_matrix_cell_saved.html", content)
    return trigger_client_event(response, "matrix:saved", {"cell": content["cell_address"]}, after="settle")


def cell_base(request: HttpRequest, network: Network) -> str:
    """Return what comes before a cell's address on the page that asks: the dashboard, or the matrix itself."""
    page = urlsplit(request.htmx.current_url_abs_path or "").path
    return "matrix/" if page == network.get_absolute_url() else ""


def _undo(request: HttpRequest, cell: Cell) -> HttpResponse:
    """Put back what was there before a save."""
    back = request.POST.get("back", "")
    try:
        change = _unseal(request, cell)
        if not cell.coordinator and (change.before is None or change.after is None):
            raise PermissionDenied
        done = undo_change(membership=cell.membership, role=cell.role, change=change)
    except (ValidationError, signing.BadSignature) as error:
        reason = (
            error.messages[0] if isinstance(error, ValidationError) else _("This can no longer be undone.")
        )
        return _saved(request, cell, Change(None, None, None), reason, back)
    return _saved(request, cell, done, _("Undone: everything is as it was."), back)


def _seal(request: HttpRequest, cell: Cell, change: Change) -> str:
    """Return a change as text that only this reader can give back, and only for this cell."""
    states = [
        state and [str(each or "") for each in astuple(state)] for state in (change.before, change.after)
    ]
    return signing.dumps([change.key, *states], salt=_salt(request, cell))


def _unseal(request: HttpRequest, cell: Cell) -> Change:
    key, *states = signing.loads(request.POST["undo"], salt=_salt(request, cell), max_age=UNDO_SECONDS)
    return Change(key, *(state and _unpack(*state) for state in states))


def _unpack(started_on: str, start_known: str, ended_on: str, motives: str) -> Holding:
    return Holding(
        date.fromisoformat(started_on),
        start_known == "True",
        date.fromisoformat(ended_on) if ended_on else None,
        motives,
    )


def _salt(request: HttpRequest, cell: Cell) -> str:
    return f"matrix:{request.user.pk}:{cell.membership.pk}:{cell.role.pk}"


def _sentence(cell: Cell, change: Change) -> str:
    """Return what a save did."""
    if not change.changed:
        text = _("Nothing changed: %(name)s, %(role)s.")
    elif change.before is None:
        text = _("Saved: %(name)s is now %(role)s.")
    elif change.after is None or change.after.ended_on != change.before.ended_on:
        text = _("Saved: %(name)s is no longer %(role)s.")
    else:
        text = _("Saved: what is known of %(name)s as %(role)s.")
    return text % cell.words


def _describe(cell: Cell) -> str:
    """Return what is recorded now, as a sentence."""
    holding = cell.holding
    if holding is None:
        return _("%(name)s does not hold this role now.") % cell.words
    values = cell.words | {
        "day": date_format(holding.started_on, "j F Y"),
        "motives": ", ".join(holding.motives),
    }
    if holding.start_known:
        text = _("%(name)s has held this role since %(day)s.")
    else:
        text = _("%(name)s holds this role; nobody knows since when. It was recorded on %(day)s.")
    if holding.motives:
        text = " ".join((text, _("Motives: %(motives)s.")))  # xgettext reads no calls inside an f-string
    return text % values


def _asked(request: HttpRequest) -> dict[str, str]:
    """Return what the address asks to tick beforehand: `?holds=no` opens the editor to take a role back."""
    return {"holds": NO} if request.GET.get("holds") == NO else {}


def _came_from(request: HttpRequest, cell: Cell) -> str:
    """Return the filters of the matrix that the reader came from."""
    _address, _mark, query = request.headers.get("Referer", "").partition("?")
    return (
        query
        if f"{reverse('matrix', args=[cell.network.slug])}?" in request.headers.get("Referer", "")
        else ""
    )


def _matrix_url(network: Network, back: str) -> str:
    """Return the address of the matrix with the filters to go back to; only the matrix's own are taken over."""
    given = QueryDict(back)
    kept = QueryDict(mutable=True)
    for name in ("q", "organisation", "role", "view"):
        if given.get(name):
            kept[name] = given[name]
    url = reverse("matrix", args=[network.slug])
    return f"{url}?{kept.urlencode()}" if kept else url
