"""The Dutch catalogue is complete, compiled, and speaks to its reader as people do at work."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUES = sorted(Path(settings.BASE_DIR, "locale").glob("*/LC_MESSAGES/*.po"))

# %(name)s and %s, and the braces of str.format.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
# The polite forms, as words of their own.
POLITE = re.compile(r"\b(u|uw|uwe|uzelf)\b", re.IGNORECASE)

catalogues = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)


def messages(entry):
    """Return the pairs of a source text and its translation that have to agree."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def translations(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_there_is_a_dutch_catalogue():
    assert [path.relative_to(settings.BASE_DIR).as_posix() for path in CATALOGUES][:1] == [
        "locale/nl/LC_MESSAGES/django.po"
    ]


@catalogues
def test_every_message_is_translated_and_none_is_left_over(path):
    entries = polib.pofile(str(path))

    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete or not entry.translated()] == []


@catalogues
def test_the_compiled_catalogue_is_that_of_the_source(path):
    def contents(entries):
        return {(entry.msgctxt, entry.msgid): translations(entry) for entry in entries}

    compiled = path.with_suffix(".mo")

    assert contents(polib.mofile(str(compiled))) == contents(polib.pofile(str(path)))


@catalogues
def test_placeholders_are_the_same_in_source_and_translation(path):
    astray = [
        (source, target)
        for entry in polib.pofile(str(path))
        for source, target in messages(entry)
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(target))
    ]

    assert astray == []


@catalogues
def test_the_reader_is_spoken_to_informally(path):
    polite = [
        text for entry in polib.pofile(str(path)) for text in translations(entry) if POLITE.search(text)
    ]

    assert polite == []
