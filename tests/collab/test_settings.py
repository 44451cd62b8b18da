"""A wrong value in the environment stops the start with a sentence that names the variable."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

ROOT = django_settings.BASE_DIR
KEY = "for-this-test-only-" + "k" * 40
OWN = [
    "DATABASE_URL",
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "EMAIL_URL",
    "CACHE_URL",
    "DEFAULT_LANGUAGE",
    "DEFAULT_FROM_EMAIL",
    "PUBLIC_ADDRESS",
    "TRUSTED_PROXIES",
    "PRIVACY_CONTACT",
    "SECOND_FACTOR",
]

SHOW = """
import json
from collab import settings
print(json.dumps({name: getattr(settings, name, None) for name in %r}, default=str))
"""


def start(code: str, **variables: str) -> subprocess.CompletedProcess:
    """Run Python in an environment with only these of our variables."""
    inherited = {name: value for name, value in os.environ.items() if name not in OWN}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=inherited | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def read(*names: str, **variables: str) -> dict:
    """Return these settings as they are with these variables."""
    result = start(SHOW % (names,), **variables)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("DEBUG", "yes", "1 (on) or 0 or nothing (off)"),
        ("SECOND_FACTOR", "yes", "required or offered"),
        (
            "DATABASE_URL",
            "mysql://somewhere/name",
            "postgres://user:password@host:port/name or sqlite:////absolute/path",
        ),
        (
            "DATABASE_URL",
            "sqlite://relative.sqlite3",
            "postgres://user:password@host:port/name or sqlite:////absolute/path",
        ),
        ("DATABASE_URL", "postgres", "postgres://user:password@host:port/name or sqlite:////absolute/path"),
        ("EMAIL_URL", "localhost:25", "smtp://user:password@host:port"),
        ("CACHE_URL", "memcached", "redis://host:port/number, or nothing (in the process)"),
        ("DEFAULT_LANGUAGE", "fr", "nl or en"),
        ("TRUSTED_PROXIES", "one", "how many proxies stand in front, 0 to 9"),
        ("TRUSTED_PROXIES", "-1", "how many proxies stand in front, 0 to 9"),
        ("PRIVACY_CONTACT", "the desk", "an e-mail address such as privacy@example.org, or nothing"),
        ("ALLOWED_HOSTS", "https://example.org/", "names of hosts with commas between them"),
        ("CSRF_TRUSTED_ORIGINS", "example.org", "addresses such as https://samenspel.example.org"),
        ("PUBLIC_ADDRESS", "example.org", "an address such as https://samenspel.example.org"),
        ("PUBLIC_ADDRESS", "https://example.org/path", "an address such as https://samenspel.example.org"),
    ],
)
def test_wrong_value_stops_the_start_and_names_the_variable(name, value, takes):
    result = start("import collab.settings", **{"SECRET_KEY": KEY, name: value})

    sentence = result.stderr.strip().splitlines()[-1]
    assert result.returncode == 1
    assert f"{name} is {value!r}, but takes {takes}" in sentence


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "https://localhost"),
        ({"DEBUG": "1"}, "http://localhost:8000"),
        ({"ALLOWED_HOSTS": ".example.org,a.example.org"}, "https://a.example.org"),
        (
            {"ALLOWED_HOSTS": "a.example.org", "PUBLIC_ADDRESS": "https://b.example.org/"},
            "https://b.example.org",
        ),
    ],
)
def test_reminders_link_to_the_public_address_else_to_the_first_host(variables, address):
    assert read("PUBLIC_ADDRESS", SECRET_KEY=KEY, **variables) == {"PUBLIC_ADDRESS": address}


@pytest.mark.parametrize("debug", ["", "0"])
def test_installation_without_a_key_of_its_own_does_not_start(debug):
    result = start("import collab.settings", DEBUG=debug)

    assert result.returncode == 1
    assert "SECRET_KEY is not set, but takes a long random string" in result.stderr.strip().splitlines()[-1]


def test_nothing_set_but_the_key_gives_a_safe_installation():
    found = read(
        "DEBUG", "DATABASES", "ALLOWED_HOSTS", "LANGUAGE_CODE", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "EMAIL_BACKEND", "CACHES", SECRET_KEY=KEY,
    )  # fmt: skip

    assert found.pop("DATABASES")["default"]["NAME"] == str(ROOT / "db.sqlite3")
    assert found.pop("CACHES")["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    assert found == {
        "DEBUG": False,
        "ALLOWED_HOSTS": [],
        "LANGUAGE_CODE": "nl",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }


def test_each_variable_does_what_it_says(tmp_path):
    database = tmp_path / "deep.sqlite3"

    found = read(
        "DEBUG", "DATABASES", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "LANGUAGE_CODE", "EMAIL_HOST", "EMAIL_PORT",
        "CACHES", "DEFAULT_FROM_EMAIL", "ALLAUTH_TRUSTED_PROXY_COUNT", "PRIVACY_CONTACT", "SECOND_FACTOR_REQUIRED",
        SECRET_KEY=KEY,
        DEBUG="1",
        DATABASE_URL=f"sqlite:///{database}",
        ALLOWED_HOSTS="a.example.org,b.example.org",
        CSRF_TRUSTED_ORIGINS="https://a.example.org",
        DEFAULT_LANGUAGE="en",
        EMAIL_URL="smtp://me:secret@mail.example.org:2525",
        CACHE_URL="redis://cache.example.org:6379/1",
        DEFAULT_FROM_EMAIL="Us <us@example.org>",
        TRUSTED_PROXIES="1",
        PRIVACY_CONTACT="privacy@example.org",
        SECOND_FACTOR="required",
    )  # fmt: skip

    assert found.pop("DATABASES")["default"]["NAME"] == str(database)
    assert found.pop("CACHES")["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert found == {
        "DEBUG": True,
        "ALLOWED_HOSTS": ["a.example.org", "b.example.org"],
        "CSRF_TRUSTED_ORIGINS": ["https://a.example.org"],
        "LANGUAGE_CODE": "en",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 2525,
        "DEFAULT_FROM_EMAIL": "Us <us@example.org>",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "PRIVACY_CONTACT": "privacy@example.org",
        "SECOND_FACTOR_REQUIRED": True,
    }


def test_postgres_address_is_understood():
    found = read(
        "DATABASES", SECRET_KEY=KEY, DATABASE_URL="postgres://app:secret@db.example.org:5433/samenspel"
    )

    database = found["DATABASES"]["default"]
    assert {name: database[name] for name in ("ENGINE", "NAME", "USER", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "samenspel",
        "USER": "app",
        "HOST": "db.example.org",
        "PORT": 5433,
    }


def test_redis_client_is_installed_for_a_cache_in_redis():
    code = "from django.core.cache.backends.redis import RedisCacheClient; RedisCacheClient(['redis://x'])"

    assert start(code, SECRET_KEY=KEY).returncode == 0


@pytest.mark.parametrize(
    ("variables", "required"),
    [
        ({"SECRET_KEY": KEY}, True),
        ({"DEBUG": "1"}, False),
        ({"SECRET_KEY": KEY, "SECOND_FACTOR": "offered"}, False),
    ],
)
def test_second_factor_is_required_unless_said_otherwise_or_in_development(variables, required):
    assert read("SECOND_FACTOR_REQUIRED", **variables) == {"SECOND_FACTOR_REQUIRED": required}
