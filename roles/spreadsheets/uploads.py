"""Keeping an uploaded file between its preview and its import.

It lies in a session of its own, beside those of visitors: on the server, for an hour, whichever process answers
next, and cleared away with other sessions (`manage.py clearsessions`).
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from zlib import compress, decompress

from django.contrib.sessions.backends.base import CreateError, SessionBase
from django.contrib.sessions.backends.db import SessionStore

from networks.models import Network, User

LIFETIME = 60 * 60  # seconds
_MARK = "spreadsheet"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits for its import, with what was asked."""

    key: str
    name: str
    data: bytes
    day: date
    replace: bool


def keep_upload(
    session: SessionBase, user: User, network: Network, *, name: str, data: bytes, day: date, replace: bool
) -> str:
    """Keep a file for this user and network and return its key; an earlier one of the same visitor goes."""
    forget_upload(session)
    store = SessionStore()
    store[_MARK] = {
        "user": user.pk,
        "network": network.pk,
        "name": name,
        "data": b64encode(compress(data)).decode("ascii"),
        "day": day.isoformat(),
        "replace": replace,
    }
    store.set_expiry(LIFETIME)
    store.create()
    if store.session_key is None:  # pragma: no cover - create() sets it
        raise CreateError
    session[_MARK] = store.session_key
    return store.session_key


def find_upload(key: str, user: User, network: Network) -> Upload | None:
    """Return the file kept under a key; None when it has gone, or is another user's or network's."""
    kept = SessionStore(session_key=key).get(_MARK) if key else None
    if not kept or (kept["user"], kept["network"]) != (user.pk, network.pk):
        return None
    data = decompress(b64decode(kept["data"]))
    return Upload(key, kept["name"], data, date.fromisoformat(kept["day"]), kept["replace"])


def forget_upload(session: SessionBase) -> None:
    """Throw away the file that a visitor's session keeps, if any."""
    key = session.pop(_MARK, None)
    if key:
        SessionStore().delete(key)
