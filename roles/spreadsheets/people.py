"""Who is who: which rows are about one person, and who of those recorded that is."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Membership, Person
from roles.spreadsheets.cells import as_text, single_spaced
from roles.spreadsheets.entries import Document, Entry
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.options import Options
from roles.spreadsheets.recorded import Recorded, key_of, seat_on
from roles.spreadsheets.targets import Target


@dataclass(slots=True, eq=False)
class Identity:
    """One person, as the rows of one network show them."""

    target: Target
    name: str
    key: str  # the name, folded
    email: str
    entries: list[Entry]
    person: Person | None = None

    @property
    def seats(self) -> set[str | None]:
        """The keys of the organisations in the rows; None for a file without that column."""
        return {None if entry.organisation is None else fold(entry.organisation) for entry in self.entries}


@dataclass(slots=True)
class Identified:
    """The people in a file, and what becomes of them."""

    identities: list[Identity] = field(default_factory=list)
    new: list[Person] = field(default_factory=list)
    given_email: list[Person] = field(default_factory=list)


def identify(
    document: Document, targets: list[Target], recorded: Recorded, options: Options, messages: Messages
) -> Identified:
    """Find out who every row is about. By e-mail everywhere; else by name, and organisation, in the network."""
    matcher = _Matcher(document, recorded, options, messages)
    for target in targets:
        matcher.match(target)
    return matcher.found


class _Matcher:
    def __init__(self, document: Document, recorded: Recorded, options: Options, messages: Messages) -> None:
        self.columns = document.columns
        self.layout = document.layout
        self.recorded = recorded
        self.options = options
        self.messages = messages
        self.found = Identified()
        self.by_email: dict[str, Person] = {}  # those of this file
        self.first_with: dict[str, Entry] = {}

    def match(self, target: Target) -> None:
        """Find the people of one network."""
        identities = self._group(target)
        known = self.recorded.people.get(target.network.pk, {})
        for identity in identities:
            if identity.email:
                self._match_email(identity, known)
        by_name: dict[str, list[Identity]] = defaultdict(list)
        for identity in identities:
            by_name[identity.key].append(identity)
        for key, namesakes in by_name.items():
            self._match_names(namesakes, known.get(key, []))
        kept = [identity for identity in identities if identity.entries]
        for identity in kept:
            self._settle(identity)
        self.found.identities.extend(kept)

    def _group(self, target: Target) -> list[Identity]:
        """Bring the rows of one person together, as far as the file alone tells."""
        groups: dict[tuple[str, ...], Identity] = {}
        for entry in target.entries:
            name = fold(entry.name)
            if entry.email:
                self._check_one_name(entry)
                key: tuple[str, ...] = ("e-mail", entry.email)
            else:
                key = ("name", name, "-" if entry.organisation is None else f"+{fold(entry.organisation)}")
            identity = groups.setdefault(key, Identity(target, entry.name, name, entry.email, []))
            self._warn_of_spelling(entry, identity.name)
            identity.entries.append(entry)
        return list(groups.values())

    def _check_one_name(self, entry: Entry) -> None:
        first = self.first_with.setdefault(entry.email, entry)
        if fold(first.name) != fold(entry.name):
            self.messages.error(
                _("Row %(row)s gives this address to %(name)s. An address belongs to one person.")
                % {"row": first.row, "name": single_spaced(first.name)},
                entry.row,
                self.columns.header("email"),
                entry.email,
            )
        else:
            self._warn_of_spelling(entry, first.name)

    def _warn_of_spelling(self, entry: Entry, other: str) -> None:
        if entry.name != other and fold(entry.name) == fold(other):
            self.messages.warn(
                _("Elsewhere this name is written as “%(name)s”. We take them to be the same person.")
                % {"name": other},
                entry.row,
                self.columns.header("name"),
                entry.name,
            )

    def _match_email(self, identity: Identity, known: dict[str, list[Person]]) -> None:
        person = self.recorded.by_email.get(identity.email)
        if person is not None and fold(as_text(person.name)) != identity.key:
            named = [each for people in known.values() for each in people if each.pk == person.pk]
            text = (
                _("This address belongs to %(name)s. Write that name, or another address.")
                % {"name": person.name}
                if named
                else _("This address belongs to somebody with another name. Correct the name or the address.")
            )
            self.messages.error(text, identity.entries[0].row, self.columns.header("email"), identity.email)
        identity.person = person or self.by_email.get(identity.email)

    def _match_names(self, namesakes: list[Identity], recorded: list[Person]) -> None:
        """Find those who bear one name among the recorded people who bear it."""
        open_to = [identity for identity in namesakes if identity.person is None]
        self._merge(open_to, [identity for identity in open_to if identity.email])
        taken = {identity.person.pk for identity in namesakes if identity.person is not None}
        choices = {
            identity: [
                each for each in recorded if each.pk not in taken and not (identity.email and each.email)
            ]
            for identity in open_to
            if identity.entries
        }
        found = {identity: self._by_seat(identity, people) for identity, people in choices.items()}
        claims = Counter(person.pk for person in found.values() if person is not None)
        for identity, person in found.items():
            if person is not None and (claims[person.pk] == 1 or self._shares(identity)):
                identity.person = person
        left = [identity for identity in choices if identity.person is None]
        self._merge(left, [identity for identity in namesakes if identity.email and identity.entries])
        left = [identity for identity in left if identity.entries]
        alone = len([identity for identity in namesakes if identity.entries]) == 1
        if left and alone and len(recorded) == 1 and choices[left[0]] == recorded:
            left[0].person = recorded[0]
        elif left and recorded:
            self._warn_of_namesakes(left)

    def _merge(self, identities: list[Identity], addressed: list[Identity]) -> None:
        """Add rows without an e-mail to the one with an e-mail that has their name and organisation."""
        for identity in identities:
            same = [each for each in addressed if each is not identity and self._same_seat(each, identity)]
            if not identity.email and len(same) == 1:
                same[0].entries = sorted(same[0].entries + identity.entries, key=lambda entry: entry.row)
                identity.entries = []

    def _same_seat(self, one: Identity, other: Identity) -> bool:
        return bool(one.seats & other.seats)

    def _shares(self, identity: Identity) -> bool:
        """Whether several groups of rows may be one recorded person: in a list, one after another seat."""
        return self.layout == "list" and not identity.email

    def _by_seat(self, identity: Identity, people: list[Person]) -> Person | None:
        """Return the one who sits for the same organisation, now or, in a list, once. Several are an error."""
        seats = identity.seats
        if None in seats:
            fitting = people
        else:
            fitting = [each for each in people if key_of(self._latest(identity, each)) in seats]
            if not fitting and self.layout == "list":
                fitting = [
                    each for each in people if seats & {key_of(one) for one in self._all(identity, each)}
                ]
        if len(fitting) > 1:
            entry = identity.entries[0]
            self.messages.error(
                _("Several members have this name. Write the e-mail address of the one you mean."),
                entry.row,
                self.columns.header("name"),
                entry.name,
            )
        return fitting[0] if len(fitting) == 1 else None

    def _all(self, identity: Identity, person: Person) -> list[Membership]:
        return self.recorded.of(identity.target.network, person)

    def _latest(self, identity: Identity, person: Person) -> Membership:
        own = self._all(identity, person)
        return seat_on(own, self.options.day) or own[-1]

    def _warn_of_namesakes(self, identities: list[Identity]) -> None:
        for identity in identities:
            entry = identity.entries[0]
            self.messages.warn(
                _(
                    "Another member has this name. We take this row to be a new person; an e-mail address "
                    "tells them apart."
                ),
                entry.row,
                self.columns.header("name"),
                entry.name,
            )

    def _settle(self, identity: Identity) -> None:
        """Keep the person found, with the e-mail that is new, or make a new one."""
        person = identity.person
        if person is None:
            person = Person(name=single_spaced(identity.name), name_key=identity.key, email=identity.email)
            self.found.new.append(person)
        elif identity.email and not person.email:
            person.email = identity.email
            self.found.given_email.append(person)
        if identity.email:
            self.by_email[identity.email] = person
        identity.person = person
        if person.pk is not None:
            self._warn_of_spelling(identity.entries[0], as_text(person.name))
