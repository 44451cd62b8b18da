"""For how many months the roles of a network are held."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import ngettext

from networks.models import Network
from roles.agreed_terms import AgreedTerms
from roles.models import Role, RoleTerm


@transaction.atomic
def set_terms(*, network: Network, months: Mapping[Role, int | None]) -> None:
    """Keep for how many months each of these roles is held; None: the norm in the cockpit, no term elsewhere.

    Raise ValidationError at the role's slug when a term in the cockpit is longer than the norm: the analysis would
    flag it before it ends.
    """
    Network.objects.select_for_update().get(pk=network.pk)
    norm = AgreedTerms.of([network.pk]).norm(network.pk)
    if errors := {
        role.slug: too_long(norm) for role, count in months.items() if _is_too_long(role, count, norm)
    }:
        raise ValidationError(errors)
    for role, count in months.items():
        if count is None:
            RoleTerm.objects.filter(network=network, role=role).delete()
        else:
            RoleTerm.objects.update_or_create(network=network, role=role, defaults={"months": count})


def _is_too_long(role: Role, months: int | None, norm: int) -> bool:
    return role.place == Role.Place.CORE and months is not None and months > norm


def too_long(norm: int) -> str:
    """Return why a term is refused, and what would be right."""
    return ngettext(
        "Choose at most %(count)s month, or raise the norm first.",
        "Choose at most %(count)s months, or raise the norm first.",
        norm,
    ) % {"count": norm}
