"""What waits for somebody on their own page."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from hashlib import sha256

from networks.models import Person
from roles.catalogue_names import CatalogueNames
from roles.models import ReminderKind
from roles.pages.overview import read_overview
from roles.reminders.line import Line
from roles.texts.reminders import waiting_sentence


def waiting_lines(reader: Person, day: date, elsewhere: Collection[str]) -> Iterator[Line]:
    """Yield the tasks of somebody's own page, in the language of the moment.

    What another part of the mail is about, on one of the pages `elsewhere`, is not said twice. A number of queries
    that stays.
    """
    if reader.user is None:
        return
    overview = read_overview(reader.user, reader, day, CatalogueNames.load())
    for task in overview.tasks:
        if task.url not in elsewhere:
            told = sha256(f"{task.url} {task.sentence}".encode()).hexdigest()[:60]
            yield Line(ReminderKind.WAITING, told, partial(waiting_sentence, task), task.url)
