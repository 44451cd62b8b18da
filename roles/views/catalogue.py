"""The catalogue of roles, for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles.models import Cluster, Competence, Role


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Explain the roles, by place, and the competences they ask for."""
    roles = list(Role.objects.select_related("cluster").prefetch_related("competences"))
    clusters = [
        (cluster, [role for role in roles if role.cluster_id == cluster.pk])
        for cluster in Cluster.objects.all()
    ]
    context = {
        "core": [role for role in roles if role.place == Role.Place.CORE],
        "clusters": [(cluster, placed) for cluster, placed in clusters if placed],
        "level": [role for role in roles if role.place == Role.Place.NETWORK],
        "generic": Competence.objects.filter(role=None),
    }
    return render(request, "roles/catalogue.html", context)
