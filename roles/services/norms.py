"""The norms of one network."""

from collections.abc import Mapping

from django.db import transaction

from networks.models import Network
from roles.models import NetworkNorms


@transaction.atomic
def set_norms(*, network: Network, values: Mapping[str, int | str]) -> NetworkNorms:
    """Keep a network's norms; those that `values` does not name stay as they are."""
    norms, _created = NetworkNorms.objects.update_or_create(network=network, defaults=values)
    return norms


def reset_norms(*, network: Network) -> None:
    """Give a network the default norms again; repeating the call changes nothing."""
    NetworkNorms.objects.filter(network=network).delete()
