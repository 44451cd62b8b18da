"""Take the README's pictures: dashboard, matrix and import preview, from a demo of its own.

    python scripts/screenshots.py

Each page on a wide screen in the light and in the dark theme, and on a phone.
"""

import contextlib
import csv
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
MANAGE = (sys.executable, str(ROOT / "manage.py"))
EMAIL, PASSWORD = "coordinator@demo.example", "samen-op-weg"
NETWORK = "huis-van-het-kind-wilgenrode"
# The end of the file's name, the theme, and the width and height of the screen.
KINDS = (("", "light", 1280, 1300), ("-dark", "dark", 1280, 1300), ("-phone", "light", 390, 1100))


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """Serve a demo from a database that is thrown away; give its address."""
    with tempfile.TemporaryDirectory(prefix="samenspel-demo-") as folder, socket.socket() as probe:
        environment = os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
            subprocess.run([*MANAGE, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [*MANAGE, "runserver", "--noreload", f"127.0.0.1:{port}"]
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int) -> None:
    """Return once something answers on a port, or fail after half a minute."""
    for _attempt in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    sys.exit("The demo's server did not start.")


def sign_in(page: Page, address: str) -> None:
    """Sign in as the demo's coordinator, through the form."""
    page.goto(f"{address}/accounts/login/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.primary").click()
    page.wait_for_url("**/me/")


def changed_matrix(context: BrowserContext, address: str) -> bytes:
    """Return the network's own matrix with somebody added, roles taken up, and a seat changed."""
    exported = context.request.get(f"{address}/networks/{NETWORK}/export/?format=csv").text()
    lines = exported.lstrip("\ufeff").splitlines()
    delimiter = max(";,\t", key=lines[0].count)
    header, *rows = csv.reader(lines, delimiter=delimiter)
    people = [dict(zip(header, row, strict=True)) for row in rows]
    name, email, organisation, *_coordinator, second, last = header
    people[0] |= {last: "IN"}
    people[1] |= {second: "O 2026-09-01", last: "N"}
    people[2] |= {organisation: "Vrijwilligerspunt Wilgenrode"}
    people.append({name: "Noor Verhagen", email: "noor.verhagen@demo.example", second: "x"})
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue().encode()


def take(context: BrowserContext, address: str, kind: str) -> None:
    """Take the three pictures on one kind of screen."""
    page = context.new_page()
    sign_in(page, address)
    page.goto(f"{address}/networks/{NETWORK}/")
    page.screenshot(path=FOLDER / f"dashboard{kind}.png")
    page.goto(f"{address}/networks/{NETWORK}/matrix/")
    if kind == "-phone":  # past the head and the filter
        page.locator(".matrix-scroll").evaluate("table => table.scrollIntoView()")
    page.screenshot(path=FOLDER / f"matrix{kind}.png")
    page.goto(f"{address}/networks/{NETWORK}/import/")
    content = changed_matrix(context, address)
    page.locator("input[type=file]").set_input_files(
        {"name": "rollen.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.locator("main form:has(input[type=file]) button.primary").click()
    page.wait_for_load_state()
    page.screenshot(path=FOLDER / f"import{kind}.png")


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())  # type: ignore[arg-type]
        for kind, theme, width, height in KINDS:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            context.add_cookies([{"name": "theme", "value": theme, "url": address}])
            take(context, address, kind)
            context.close()
        browser.close()
    print(f"Taken: {', '.join(sorted(path.name for path in FOLDER.glob('*.png')))}")


if __name__ == "__main__":
    main()
