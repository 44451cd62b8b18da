"""What every page stands in: the frame, the switches, the error pages, and what others made."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.views.defaults import page_not_found, permission_denied, server_error

from tests import factories as make

VENDOR = settings.BASE_DIR / "static" / "vendor"


def test_vendor_files_are_what_the_list_says():
    listed = dict(
        re.findall(r"^([0-9a-f]{64})  (\S+)$", (VENDOR / "README.md").read_text(), re.MULTILINE)[::1]
    )

    found = {
        hashlib.sha256(path.read_bytes()).hexdigest(): str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.suffix not in {".md", ".txt"}
    }

    assert found == listed


def test_style_sheets_ask_no_other_host():
    sheets = [*(settings.BASE_DIR / "static").rglob("*.css")]

    addresses = {
        url for sheet in sheets for url in re.findall(r"url\(\s*[\"']?([^)\"']+)", sheet.read_text())
    }

    assert [url for url in addresses if not url.startswith(("../vendor/", "data:"))] == []


def test_templates_carry_no_style_and_no_script():
    guilty = [
        str(path)
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        if re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", path.read_text())
    ]

    assert guilty == []


def test_templates_stay_short():
    lengths = {
        str(path): len(path.read_text().splitlines())
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
    }

    assert {path: length for path, length in lengths.items() if length > 120} == {}


@pytest.mark.django_db
def test_pages_name_their_language_and_the_chosen_theme(client):
    client.cookies["theme"] = "dark"
    client.cookies["django_language"] = "en"

    content = client.get("/").content.decode()

    assert '<html lang="en" data-bs-theme="dark">' in content


@pytest.mark.django_db
def test_pages_leave_the_theme_to_the_device_until_somebody_chooses(client):
    assert '<html lang="nl">' in client.get("/").content.decode()


@pytest.mark.django_db
def test_navigation_follows_who_is_there(client):
    entries = {}
    client.cookies["django_language"] = "en"
    entries["stranger"] = links(client.get("/catalogue/"))
    client.force_login(make.PersonWithAccountFactory().user)
    entries["signed in"] = links(client.get("/catalogue/"))

    assert entries == {
        "stranger": ["*The fifteen roles"],
        "signed in": ["My overview", "Networks", "Organisations", "Portfolio", "*The fifteen roles"],
    }


def links(response):
    """Return the labels of the wide navigation; a star marks the page's own."""
    nav = re.search(r'<nav class="main-nav wide-nav".*?</nav>', response.content.decode(), re.DOTALL)[0]
    found = re.findall(r"<a href=\"[^\"]+\"( aria-current=\"page\")?>([^<]+)</a>", nav)
    return [("*" if current else "") + label for current, label in found]


@pytest.mark.parametrize(
    ("view", "status"),
    [(page_not_found, 404), (permission_denied, 403)],
)
def test_error_pages_need_no_session(view, status):
    response = view(RequestFactory().get("/nowhere/"), Exception())

    assert response.status_code == status
    assert b"<h1>" in response.content


def test_server_error_needs_neither_session_nor_database():
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"<h1>" in response.content
    assert b"<form" not in response.content  # no form would be accepted: nobody could sign it


def test_icons_in_use_are_in_the_picture_file():
    sprite = (VENDOR / "bootstrap-icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    sources = [*(settings.BASE_DIR / "templates").rglob("*.html")]
    used = {name for path in sources for name in re.findall(r'{% icon "([^"]+)" %}', path.read_text())}

    assert used - drawn == set()


def test_fonts_come_with_their_licence():
    assert "SIL Open Font License" in Path(VENDOR / "fonts" / "LICENSE.txt").read_text()
