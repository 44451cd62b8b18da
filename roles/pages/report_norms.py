"""The norms of a network as a reader of its report meets them."""

from typing import NamedTuple

from django.utils.functional import Promise

from roles.analysis import NORM_SPECS, Norms
from roles.texts.norms import NORM_TEXTS, with_unit


class NormRow(NamedTuple):
    """A norm: its name, what it does, its value here with its unit; whether that is the usual one."""

    name: str | Promise
    explanation: str | Promise
    value: str
    usual: bool


def norm_rows(norms: Norms) -> list[NormRow]:
    """Return all norms in their order."""
    rows = []
    for name, spec in NORM_SPECS.items():
        value, text = getattr(norms, name), NORM_TEXTS[name]
        rows.append(NormRow(text.name, text.explanation, with_unit(name, value), value == spec.default))
    return rows
