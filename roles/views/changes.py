"""Who changed what in a network."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from networks.access import ChangeScope, get_change_scope, get_visible_network
from networks.models import Network, Person, Retention
from networks.pages import network_context
from roles.catalogue_names import CatalogueNames
from roles.pages.changes.entries import find_changes, read_changes
from roles.pages.changes.sources import KINDS

PER_PAGE = 50


@require_safe
def change_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The changes that concern the reader, newest first, by day; a coordinator sees all of them."""
    network = get_visible_network(request.user, slug)
    scope = get_change_scope(request.user, network)
    kinds = shown_kinds(scope)
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    people = people_of(network) if scope.everything else {}
    person = request.GET.get("person", "")
    person = person if person in people else ""
    found = find_changes(scope, kind=kind, person=int(person) if person else None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    chosen = {name: value for name, value in (("kind", kind), ("person", person)) if value}
    return render(
        request,
        "roles/change_list.html",
        network_context(network, request.user, "settings" if scope.everything else "member_list")
        | {
            "page": page,
            "entries": read_changes(page.object_list, CatalogueNames.load()),
            "everything": scope.everything,
            "answers": bool(scope.organisations),
            "kinds": kinds.items(),
            "whom": people.items(),
            "kind": kind,
            "person": person,
            "chosen": urlencode(chosen),
            "kept": Retention.current().changes,
        },
    )


def shown_kinds(scope: ChangeScope) -> dict[str, str]:
    """Return the kinds of change that a reader can see at all."""
    return {code: str(label) for code, label in KINDS.items() if scope.everything or code != "norms"}


def people_of(network: Network) -> dict[str, str]:
    """Return the names of everybody who takes or took part, or looks on, by their keys as text."""
    involved = Q(memberships__network=network) | Q(observed__network=network)
    rows = Person.objects.filter(involved, erased_on=None).distinct().order_by("name_key", "pk")
    return {str(key): name for key, name in rows.values_list("pk", "name")}
