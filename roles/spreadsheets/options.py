"""What an import is asked to do."""

from dataclasses import dataclass
from datetime import date

from networks.models import Network


@dataclass(frozen=True, slots=True)
class Options:
    """What an import is asked to do.

    `network`: where rows go that name none; one without a primary key is created. `only_this`: rows may name
    no other.
    """

    day: date
    network: Network | None = None
    only_this: bool = False
    replace: bool = False
    create_networks: bool = False
