"""What every finding's text is made of, and how names and figures are put into a sentence."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from roles.analysis import Finding
from roles.analysis.rounding import one_decimal


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding in the reader's language: what is the matter, why that matters, what one can do next."""

    title: str
    explanation: str
    action: str
    button: str


@dataclass(frozen=True, slots=True)
class Words:
    """The names of roles and clusters in the reader's language, by slug; without a name, the slug itself."""

    role_names: Mapping[str, str]
    cluster_names: Mapping[str, str]

    def role(self, slug: str) -> str:
        """Return a role's name as it stands inside a sentence."""
        return inside_sentence(self.role_names.get(slug, slug))

    def roles(self, slugs: Sequence[str]) -> str:
        """Return "initiator, leader and driver"."""
        return listed([self.role(slug) for slug in slugs], _("%(first)s and %(last)s"))

    def any_role(self, slugs: Sequence[str]) -> str:
        """Return "initiator, leader or driver", for sentences that say what is not so."""
        return listed([self.role(slug) for slug in slugs], _("%(first)s or %(last)s"))

    def cluster(self, slug: str) -> str:
        """Return a cluster's name as it stands at the beginning of a sentence."""
        return str(self.cluster_names.get(slug, slug))


TextBuilder = Callable[[Finding, Words], FindingText]


def listed(names: Sequence[str], last_pair: str) -> str:
    """Join names with commas, and the last two as `last_pair` says."""
    if len(names) < 2:
        return "".join(names)
    return last_pair % {"first": ", ".join(names[:-1]), "last": names[-1]}


def inside_sentence(name: str) -> str:
    """Lower the first letter, unless the name is an abbreviation."""
    if name[1:2].isupper():
        return name
    return name[:1].lower() + name[1:]


def figure(value: Fraction | int | None) -> str:
    """Write a figure in the reader's way: one decimal, half to even, and none for whole numbers."""
    if value is None:
        return "–"
    rounded = one_decimal(Fraction(value))
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)


def percent(value: Fraction | int | None) -> str:
    """Write a share of 0 to 100 as a percentage."""
    return f"{figure(value)}%"


def whole(value: Fraction | int | None) -> int:
    """Return a counted figure as the whole number that it is, for choosing between singular and plural."""
    return int(value or 0)


NUMBER_WORDS = {
    1: pgettext_lazy("number", "one"),
    2: pgettext_lazy("number", "two"),
    3: pgettext_lazy("number", "three"),
    4: pgettext_lazy("number", "four"),
    5: pgettext_lazy("number", "five"),
    6: pgettext_lazy("number", "six"),
    7: pgettext_lazy("number", "seven"),
    8: pgettext_lazy("number", "eight"),
    9: pgettext_lazy("number", "nine"),
    10: pgettext_lazy("number", "ten"),
    11: pgettext_lazy("number", "eleven"),
    12: pgettext_lazy("number", "twelve"),
}


def number_word(count: int) -> str:
    """Return a number as people write it inside a sentence: a word up to twelve, figures above."""
    return str(NUMBER_WORDS.get(count, count))


def short_day(day: date) -> str:
    """Return a day with its month cut short, as it stands in a table."""
    return _short_day(day, get_language())


@lru_cache(maxsize=8192)  # a page about ten years writes thousands, and the same ones again and again
def _short_day(day: date, _language: str | None) -> str:
    return date_format(day, pgettext("how a day is written in a table", "j M Y"))


def opening(word: str) -> str:
    """Return a word as it begins a sentence. Dutch writes no accent on the capital: één, but Eén."""
    return unicodedata.normalize("NFD", word)[:1].upper() + word[1:]


def filled(title: str, explanation: str, action: str, button: str, **values: object) -> FindingText:
    """Put names and figures into the sentences of one finding."""
    return FindingText(title % values, explanation % values, action % values, button % values)
