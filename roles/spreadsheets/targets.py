"""Which network each row is about."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Network
from networks.services.networks import RESERVED_SLUGS
from networks.services.slugs import free_slugs
from roles.spreadsheets.cells import CellError, as_name
from roles.spreadsheets.entries import Document, Entry
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.options import Options


@dataclass(slots=True, eq=False)
class Target:
    """A network and the rows about it."""

    network: Network
    entries: list[Entry] = field(default_factory=list)


def find_targets(document: Document, options: Options, messages: Messages) -> list[Target]:
    """Group the rows by network, in the order in which the file names them. What cannot be found is an error.

    A network that is not known yet, and may be created, is one without a primary key.
    """
    if options.network is None and "network" not in document.columns.by_kind:
        messages.error(
            _("For which network is this? Add --network with its address or, to a list, a column “network”.")
        )
        return []
    finder = _Finder(document, options, messages)
    for entry in document.entries:
        target = finder.find(entry)
        if target is not None:
            target.entries.append(entry)
    if not document.entries and options.network is not None:
        finder.default()
    finder.name_addresses()
    return list(finder.targets.values())


class _Finder:
    def __init__(self, document: Document, options: Options, messages: Messages) -> None:
        self.options = options
        self.messages = messages
        self.column = document.columns.header("network")
        self.targets: dict[str, Target] = {}  # by a key of the network
        self.created: list[Network] = []
        self.by_slug: dict[str, Network] = {}
        self.by_name: dict[str, list[Network]] = {}
        if any(entry.network for entry in document.entries):
            self._load()

    def _load(self) -> None:
        networks = [self.options.network] if self.options.network and self.options.network.pk is None else []
        if self.options.only_this and self.options.network:
            networks = [self.options.network]
        else:
            networks += Network.objects.only("pk", "slug", "name", "started_on")
        for network in networks:
            self.by_slug[network.slug.casefold()] = network
            self.by_name.setdefault(fold(network.name), []).append(network)

    def default(self) -> Target | None:
        """Return the target of rows that name no network."""
        network = self.options.network
        return None if network is None else self._target(network)

    def find(self, entry: Entry) -> Target | None:
        """Return the target of a row; None, with an error, when there is none."""
        text = entry.network
        if not text:
            target = self.default()
            if target is None:
                self._refuse(entry, _("Name the network: write its name or its address (slug)."))
            return target
        if text.casefold() in self.by_slug:
            return self._target(self.by_slug[text.casefold()])
        named = self.by_name.get(fold(text), [])
        if len(named) > 1:
            self._refuse(
                entry,
                _("Several networks have this name. Write the address of one: %(slugs)s.")
                % {"slugs": ", ".join(network.slug for network in named)},
            )
            return None
        return self._target(named[0]) if named else self._unknown(entry)

    def _target(self, network: Network) -> Target:
        return self.targets.setdefault(network.slug or fold(network.name), Target(network))

    def _unknown(self, entry: Entry) -> Target | None:
        if self.options.only_this:
            self._refuse(entry, _("This file goes into one network. Leave the rows of other networks out."))
            return None
        if not self.options.create_networks:
            self._refuse(
                entry, _("This network is not known. Write the name or address of one, or let it be created.")
            )
            return None
        try:
            name = as_name(entry.network)
        except CellError as error:
            self._refuse(entry, str(error))
            return None
        network = Network(name=name)
        self.created.append(network)
        self.by_name[fold(name)] = [network]
        return self._target(network)

    def name_addresses(self) -> None:
        """Give each network to be created its address."""
        taken = RESERVED_SLUGS | {self.options.network.slug if self.options.network else ""}
        slugs = free_slugs(Network, [network.name for network in self.created], "network", frozenset(taken))
        for network, slug in zip(self.created, slugs, strict=True):
            network.slug = slug

    def _refuse(self, entry: Entry, text: str) -> None:
        self.messages.error(text, entry.row, self.column, entry.network)
