"""The norms of a network as a reader of its report meets them."""

from typing import NamedTuple

from django.utils.functional import Promise

from roles.analysis import NORM_SPECS, Norms
from roles.finding_words.base import figure
from roles.norm_texts import NORM_TEXTS


class NormRow(NamedTuple):
    """A norm: its name, what it does, its value here; whether that is the usual one."""

    name: str | Promise
    explanation: str | Promise
    value: str
    unit: str | Promise
    usual: bool


def norm_rows(norms: Norms) -> list[NormRow]:
    """Return all norms in their order."""
    rows = []
    for name, spec in NORM_SPECS.items():
        value, text = getattr(norms, name), NORM_TEXTS[name]
        shown = str(value) if spec.unit == "fraction" else figure(value)
        rows.append(NormRow(text.name, text.explanation, shown, text.unit, value == spec.default))
    return rows
