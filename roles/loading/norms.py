"""The norms of one network."""

from networks.models import Network
from roles import analysis
from roles.models import NetworkNorms


def norms_of(network: Network) -> analysis.Norms:
    """Return the norms of a network; the defaults where it has none of its own."""
    try:
        own: NetworkNorms = network.norms
    except NetworkNorms.DoesNotExist:
        return analysis.Norms()
    return analysis.Norms.changed({name: getattr(own, name) for name in analysis.NORM_SPECS})
