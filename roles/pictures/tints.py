"""A colour for each organisation of a network."""

from collections.abc import Mapping

from roles.analysis import Organisation

TINTS = 16  # of static/css/pictures.css
OWN_NAME = "tint-none"


def tints_of(organisations: Mapping[int, Organisation]) -> dict[int | None, str]:
    """Return a colour's name for each organisation, by name; members in their own name share a grey."""
    named = sorted((organisation.name, key) for key, organisation in organisations.items())
    tints: dict[int | None, str] = {key: f"tint-{index % TINTS}" for index, (_name, key) in enumerate(named)}
    return tints | {None: OWN_NAME}
