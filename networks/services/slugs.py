"""Readable addresses."""

from collections.abc import Sequence

from django.db import models
from django.utils.text import slugify

LONGEST = 200


def free_slug(
    model: type[models.Model], name: str, fallback: str, taken: frozenset[str] = frozenset()
) -> str:
    """Return an address made from the name that no row of the model has: `name`, else `name-2`, `name-3`, …

    A name without Latin letters or digits gives the fallback. `taken` are addresses that are not to be given out.
    """
    base = slugify(name)[:LONGEST].strip("-_") or fallback
    used = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | taken
    slug, number = base, 1
    while slug in used:
        number += 1
        slug = f"{base}-{number}"
    return slug


def free_slugs(
    model: type[models.Model], names: Sequence[str], fallback: str, taken: frozenset[str] = frozenset()
) -> list[str]:
    """Return an address for each name, as free_slug does, all different, with one query for all of them."""
    if not names:
        return []
    used = set(model.objects.values_list("slug", flat=True)) | taken
    slugs: list[str] = []
    for name in names:
        base = slugify(name)[:LONGEST].strip("-_") or fallback
        slug, number = base, 1
        while slug in used:
            number += 1
            slug = f"{base}-{number}"
        used.add(slug)
        slugs.append(slug)
    return slugs
