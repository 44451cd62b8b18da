"""Which words come back with several people: a first hint of common ground, and nothing cleverer than that."""

import re
from collections.abc import Iterable
from typing import NamedTuple

SHORTEST = 5
MOST = 8

# Longer words that say nothing of somebody by themselves, in Dutch and in English.
EMPTY = frozenset(
    word
    for line in (
        "about achter after again against alleen allemaal almost along already altijd always among ander",
        "andere anderen another anybody anything around because beetje before behalve beide being between",
        "binnen bring brings buiten cannot could daarbij daarin daarna daarom daarvan dezelfde different",
        "dikwijls dingen doing doordat during eerst eerste either elkaar enkel enough ergens every everybody",
        "everyone everything first found gewoon goede graag groot grote having hebben heeft helemaal herself",
        "hetzelfde hierbij hierin himself hoeft houden houdt house iedereen iemand indien itself jaren juist",
        "kanten kleine kunnen langs later least liefst liever little maakt maken makes making maybe meedoen",
        "meest meeste mensen might minder misschien moest moeten mogen naast natuurlijk nearly nergens never",
        "niemand niets nobody nodig nooit nothing often omdat onder ongeveer onszelf opnieuw other others",
        "ought overal people perhaps precies quite rather really samen samenwerken samenwerking second",
        "several should since somebody someone something sometimes sommige steeds still takes taking tegen",
        "terwijl their themselves there these thing things think those though through tijdens together tussen",
        "tweede under until using vanaf vanuit verder vinden vindt volgens vooral voordat vroeger waarbij",
        "waarin waarom waarop waarvan wanneer wanted wants waren weinig welke werken werkt werkte weten where",
        "whether which while whole whose willen within without worden wordt working works would years zaken",
        "zeggen zelfs zichzelf zoals zodat zonder zouden zullen",
        "komen vraagt vragen",
    )
    for word in line.split()
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
