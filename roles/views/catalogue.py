"""The catalogue of roles, for everyone."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roles.models import Cluster, Competence, Role


class RoleGroup(NamedTuple):
    """Roles that stand in one place: the cockpit, a cluster, or the level of the network."""

    tone: str
    name: str
    description: str
    roles: Sequence[Role]


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Explain the roles, by place, and the competences they ask for. Five queries, and what the visitor costs."""
    context = {"groups": group_roles(), "generic": Competence.objects.filter(role=None)}
    return render(request, "roles/catalogue.html", context)


def group_roles() -> list[RoleGroup]:
    """Return the catalogue's roles by place; a cluster without roles of its own is left out."""
    roles = list(Role.objects.select_related("cluster").prefetch_related("competences", "values"))
    core = RoleGroup(
        "cockpit",
        _("Cockpit"),
        _("Three roles that together lead the way. They work in all clusters."),
        [role for role in roles if role.place == Role.Place.CORE],
    )
    clusters = [
        RoleGroup(
            cluster.slug,
            cluster.name,
            cluster.description,
            [role for role in roles if role.cluster == cluster],
        )
        for cluster in Cluster.objects.all()
    ]
    level = RoleGroup(
        "level",
        _("Network level"),
        _("Two roles that look at the whole, and so belong to no cluster."),
        [role for role in roles if role.place == Role.Place.NETWORK],
    )
    return [group for group in (core, *clusters, level) if group.roles]
