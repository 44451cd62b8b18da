"""Which words come back with several people: a first hint of common ground, and nothing cleverer than that."""

import re
from collections.abc import Iterable
from typing import NamedTuple

SHORTEST = 5
MOST = 8

# Longer words that say nothing of somebody by themselves, in Dutch and in English.
EMPTY = frozenset(
    """
    aan achter alleen allemaal altijd ander andere anderen beetje behalve beide binnen buiten daarbij daarin daarna
    daarom daarvan dezelfde dingen dikwijls door doordat eerst eerste elkaar enkel ergens graag groot grote gaan
    gewoon goede haar hebben heeft helemaal hetzelfde hierbij hierin hoeft houden houdt iedereen iemand iets indien
    jaren juist kanten kleine kunnen langs liefst liever maakt maken meedoen meest meeste mensen minder moest moeten
    misschien mogen naast natuurlijk nergens niemand niets nodig nooit omdat onder ongeveer onszelf onze opnieuw
    over overal precies samen samenwerken samenwerking soms sommige steeds tegen terwijl tijdens toch tussen tweede
    vaak vanaf vanuit veel verder vindt vinden volgens voor vooral voordat vroeger waarbij waarin waarom waarop
    waarvan wanneer waren weinig welke werken werkt werkte weten willen worden wordt zaken zeggen zelfs zichzelf
    zoals zodat zonder zouden zullen
    about after again against almost along already also always among another anybody anything around because been
    before being between bring brings cannot could different doing during each either enough every everybody
    everyone everything first found having herself himself house itself later least little makes making maybe might
    more most much must nearly never nobody nothing often other others ought people perhaps quite rather really
    same second several should since somebody someone something sometimes still such takes taking than that their
    them themselves then there these they thing things think this those though through together under until upon
    using very wants wanted where whether which while whole whom whose will within without working works would
    years
    """.split()
)


class CommonWord(NamedTuple):
    """A word, and whom it comes back with."""

    word: str
    people: tuple[str, ...]


def common_words(texts: Iterable[tuple[str, str]]) -> list[CommonWord]:
    """Return the words that come back with two people or more, those with most people first.

    Each text is given with the name of whom it is about. A word is what stands there, in small letters.
    """
    people: dict[str, dict[str, None]] = {}
    for name, text in texts:
        for word in re.findall(r"[^\W\d_]+", text.casefold()):
            if len(word) >= SHORTEST and word not in EMPTY:
                people.setdefault(word, {})[name] = None
    found = [CommonWord(word, tuple(names)) for word, names in people.items() if len(names) > 1]
    return sorted(found, key=lambda each: (-len(each.people), each.word))[:MOST]
