"""All sections together."""

from collections.abc import Iterator

from networks.models import Person, User
from roles.pages.my_data.account import account_sections, person_sections
from roles.pages.my_data.consultations import consultation_sections
from roles.pages.my_data.deeds import change_section, deed_sections
from roles.pages.my_data.listening import listening_sections
from roles.pages.my_data.profile import profile_sections, rating_sections
from roles.pages.my_data.purposes import purpose_sections
from roles.pages.my_data.reminders import reminder_sections
from roles.pages.my_data.scenarios import scenario_sections
from roles.pages.my_data.seats import access_sections, reflection_sections, seat_sections
from roles.pages.my_data.section import Section
from roles.pages.my_data.swaps import swap_sections


def read_my_data(user: User) -> list[Section]:
    """Return everything that is kept about whoever has this account. A fixed number of queries."""
    return list(_sections(user, user.person_or_none))


def _sections(user: User, person: Person | None) -> Iterator[Section]:
    yield from account_sections(user)
    if person is not None:
        yield from person_sections(person)
        yield from profile_sections(person)
        yield from seat_sections(person)
        yield from swap_sections(person)
        yield from consultation_sections(person)
        yield from reflection_sections(person)
        yield from purpose_sections(person)
        yield from rating_sections(person)
        yield from listening_sections(person)
        yield from access_sections(person)
        yield from reminder_sections(person)
        yield change_section(person)
    yield from scenario_sections(user, person)
    yield from deed_sections(person, user)
