"""The organisations that a file names, and their engagement in its networks."""

from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Engagement, Network, Organisation
from networks.services.slugs import free_slugs
from roles.spreadsheets.cells import as_text, single_spaced
from roles.spreadsheets.entries import Entry
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.recorded import Recorded


class Parties:
    """Organisations and engagements, found or to be created."""

    def __init__(self, recorded: Recorded, header: str, messages: Messages) -> None:
        self.recorded = recorded
        self.header = header
        self.messages = messages
        self.organisations = dict(recorded.organisations)
        self.new_organisations: list[Organisation] = []
        self.engagements: dict[tuple[int, str], Engagement] = {}
        self.new_engagements: list[Engagement] = []
        self.spellings: set[str] = set()

    def note_spelling(self, entry: Entry) -> None:
        """Warn, once for each way of writing it, of an organisation that is written otherwise elsewhere."""
        text = entry.organisation
        if not text:
            return
        organisation = self._organisation(text)
        if text != as_text(organisation.name) and text not in self.spellings:
            self.spellings.add(text)
            self.messages.warn(
                _("Elsewhere this organisation is written as “%(name)s”. We take them to be the same one.")
                % {"name": organisation.name},
                entry.row,
                self.header,
                text,
            )

    def engagement(self, network: Network, text: str) -> Engagement | None:
        """Return the engagement under which somebody takes part; None for somebody in their own name."""
        key = fold(text)
        if not key:
            return None
        place = id(network), key
        if place not in self.engagements:
            self.engagements[place] = self._engagement(network, self._organisation(text))
        return self.engagements[place]

    def _engagement(self, network: Network, organisation: Organisation) -> Engagement:
        if network.pk is not None and organisation.pk is not None:
            recorded = self.recorded.engagements.get((network.pk, organisation.pk))
            if recorded is not None:
                return recorded
        engagement = Engagement(network=network, organisation=organisation)
        self.new_engagements.append(engagement)
        return engagement

    def _organisation(self, text: str) -> Organisation:
        key = fold(text)
        if key not in self.organisations:
            organisation = Organisation(name=single_spaced(text), name_key=key)
            self.organisations[key] = organisation
            self.new_organisations.append(organisation)
        return self.organisations[key]

    def name_addresses(self) -> None:
        """Give each new organisation its address."""
        names = [organisation.name for organisation in self.new_organisations]
        slugs = free_slugs(Organisation, names, "organisation")
        for organisation, slug in zip(self.new_organisations, slugs, strict=True):
            organisation.slug = slug
