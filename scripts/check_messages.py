"""Check that every translation is complete, certain and compiled.

python scripts/check_messages.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def texts(entry: polib.POEntry) -> dict[int, str]:
    """Return the translations of a message: one, or one for each plural form."""
    return entry.msgstr_plural or {0: entry.msgstr}


def problems(po_path: Path) -> Iterator[str]:
    """Say what is missing or doubtful in one file, and how its compiled copy differs."""
    source = polib.pofile(str(po_path))
    mo_path = po_path.with_suffix(".mo")
    compiled = {(entry.msgctxt, entry.msgid): texts(entry) for entry in polib.mofile(str(mo_path))}
    current = [entry for entry in source if not entry.obsolete]
    for entry in current:
        if entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not all(texts(entry).values()):
            yield f"empty: {entry.msgid!r}"
        elif compiled.pop((entry.msgctxt, entry.msgid), None) != texts(entry):
            yield f"not compiled: {entry.msgid!r} (make messages)"
    yield from (f"compiled, but gone from the source: {message!r}" for _context, message in compiled)


def main() -> None:
    """Print every problem of every translation; fail if there is one."""
    found = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
        for problem in problems(path)
    ]
    print("\n".join(found) or "Translations: complete and compiled.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
