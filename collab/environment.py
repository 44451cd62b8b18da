"""Settings from the environment; a wrong value stops the start with a sentence that names the variable."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

Parsed = TypeVar("Parsed")

env = environ.Env()

# Readers do not wait for the writer, and writers queue instead of failing with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY"
    ),
}


def read(name: str, default: str, takes: str, parse: Callable[[str], Parsed]) -> Parsed:
    """Return the parsed value of a variable; raise ImproperlyConfigured saying what it takes."""
    value = env.str(name, default=default)
    try:
        return parse(value)
    except (ValueError, KeyError, ImproperlyConfigured, ValidationError) as error:
        raise ImproperlyConfigured(f"{name} is {value!r}, but takes {takes}.") from error


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a parser that accepts only these values."""

    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(value)
        return value

    return parse


def read_debug() -> bool:
    """Whether this is a development or demo installation."""
    return read("DEBUG", "", "1 (on) or 0 or nothing (off)", one_of("1", "0", "")) == "1"


def read_second_factor(*, required: bool) -> bool:
    """Whether an administrator cannot do without a second factor."""
    default = "required" if required else "offered"
    takes = "required or offered"
    return read("SECOND_FACTOR", default, takes, one_of("required", "offered")) == "required"


def read_secret_key(*, debug: bool) -> str:
    """Return the secret key; only a development installation may do without one of its own."""
    key = env.str("SECRET_KEY", default="")
    if not key and not debug:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set, but takes a long random string (at least 50 characters), unless DEBUG is 1."
        )
    return key or "for-development-and-demonstration-only"


def read_database(root: Path) -> dict[str, Any]:
    """Return Django's settings for the one database."""

    def parse(url: str) -> dict[str, Any]:
        if not url.startswith(("postgres://", "postgresql://", "sqlite:////")):
            raise ValueError(url)
        return env.db_url_config(url)

    takes = "postgres://user:password@host:port/name or sqlite:////absolute/path"
    database = read("DATABASE_URL", f"sqlite:///{root / 'db.sqlite3'}", takes, parse)
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = SQLITE_OPTIONS
    database["CONN_MAX_AGE"] = 600
    return database


def read_email() -> dict[str, Any]:
    """Return Django's e-mail settings."""

    def parse(url: str) -> dict[str, Any]:
        if not url.startswith(("smtp", "consolemail://", "filemail://", "memorymail://")):
            raise ValueError(url)
        return env.email_url_config(url)

    takes = "smtp://user:password@host:port, smtp+tls://user:password@host:port or consolemail://"
    return read("EMAIL_URL", "consolemail://", takes, parse)


def read_cache() -> dict[str, Any]:
    """Return Django's settings for the cache."""

    def parse(url: str) -> dict[str, Any]:
        if not url.startswith(("locmemcache://", "redis://", "rediss://")):
            raise ValueError(url)
        return env.cache_url_config(url)

    return read("CACHE_URL", "locmemcache://", "redis://host:port/number, or nothing (in the process)", parse)


def _several(value: str, fits: Callable[[str], bool]) -> list[str]:
    """Split at commas; raise ValueError when a piece does not fit."""
    pieces = [piece.strip() for piece in value.split(",") if piece.strip()]
    for piece in pieces:
        if not fits(piece):
            raise ValueError(piece)
    return pieces


def read_hosts(default: list[str]) -> list[str]:
    """Return the names under which this installation is reached."""

    def parse(value: str) -> list[str]:
        return _several(value, lambda host: "/" not in host and " " not in host)

    takes = "names of hosts with commas between them, such as samenspel.example.org"
    return read("ALLOWED_HOSTS", ",".join(default), takes, parse)


def read_origins() -> list[str]:
    """Return the addresses from which forms may be sent, for an installation behind a proxy."""

    def parse(value: str) -> list[str]:
        return _several(value, lambda origin: origin.startswith(("https://", "http://")))

    takes = "addresses such as https://samenspel.example.org with commas between them"
    return read("CSRF_TRUSTED_ORIGINS", "", takes, parse)


def read_privacy_contact() -> str:
    """Return the address of whoever answers questions about personal data; empty when there is none."""

    def parse(value: str) -> str:
        if value:
            validate_email(value)
        return value

    takes = "an e-mail address such as privacy@example.org, or nothing"
    return read("PRIVACY_CONTACT", "", takes, parse)


def read_address(hosts: list[str], *, debug: bool) -> str:
    """Return the address that mails link to when no visitor asked for them, without a slash at its end."""

    def parse(value: str) -> str:
        if not re.fullmatch(r"https?://[^/\s]+/?", value):
            raise ValueError(value)
        return value.rstrip("/")

    named = next((host for host in hosts if not host.startswith((".", "*", "["))), "localhost")
    default = "http://localhost:8000" if debug else f"https://{named}"
    return read("PUBLIC_ADDRESS", default, "an address such as https://samenspel.example.org", parse)


def read_proxies() -> int:
    """Return how many proxies stand in front: so many addresses at the end of X-Forwarded-For can be trusted."""

    def parse(value: str) -> int:
        if int(value) not in range(10):
            raise ValueError(value)
        return int(value)

    return read("TRUSTED_PROXIES", "0", "how many proxies stand in front, 0 to 9", parse)
