"""A colour for each organisation of a network."""

from collections.abc import Mapping

from roles.analysis import Organisation

TINTS = 16  # of static/css/pictures.css
OWN_NAME = "tint-none"


def tints_of(organisations: Mapping[int, Organisation]) -> dict[int | None, str]:
    """Return a colour's name for each organisation, by name; members in their own name share a grey."""
    return tints_by_name({key: organisation.name for key, organisation in organisations.items()})


def tints_by_name(names: Mapping[int, str]) -> dict[int | None, str]:
    """Return the same from nothing but their names, whatever key they go by."""
    named = sorted((name, key) for key, name in names.items())
    tints: dict[int | None, str] = {key: f"tint-{index % TINTS}" for index, (_name, key) in enumerate(named)}
    return tints | {None: OWN_NAME}
