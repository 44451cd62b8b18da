"""Find a Chromium for the browser tests, and install one if need be.

python scripts/chromium.py
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The one without windows first: it needs half the processor time.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
FROM_DEBIAN = ("chromium-headless-shell", "chromium")
ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HELP = """No Chromium was found, and none could be installed from here. Install it and try again:
  Debian:          sudo apt-get install chromium-headless-shell
  Ubuntu:          sudo apt-get install chromium
  macOS:           brew install --cask chromium
  elsewhere:       .venv/bin/playwright install chromium"""


def answers(program: str) -> bool:
    """Whether this is a browser, and not a note that one can be had from a shop."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and "Chrom" in done.stdout


def find() -> str | None:
    """Return the path of a Chromium or Chrome of this machine."""
    candidates = [shutil.which(name) for name in NAMES] + [path for path in ON_MACOS if Path(path).exists()]
    return next((path for path in candidates if path and answers(path)), None)


def launch_options() -> dict[str, object]:
    """Return what Playwright needs to start it; without a path it starts the one it installed itself."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    path = find()
    return {"args": flags} | ({"executable_path": path} if path else {})


def install_from_debian() -> None:
    """Install the first of Debian's packages that there is, if this is a Debian and we may."""
    if not shutil.which("apt-get"):
        return
    may = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if may and (
        not shutil.which("sudo")
        or subprocess.run([*may, "true"], capture_output=True, check=False).returncode
    ):
        return
    print("Installing Chromium from Debian's packages …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], *(["install", "--yes", package] for package in FROM_DEBIAN)):
        if not find():
            apt_get = [*may, "apt-get", "-qq", *command]
            subprocess.run(apt_get, env=environment, stdout=subprocess.DEVNULL, check=False)


def install_from_playwright() -> bool:
    """Have Playwright download its own; return whether that one starts."""
    from playwright.sync_api import Error, sync_playwright

    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, check=False).returncode:
        return False
    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(**launch_options()).close()  # type: ignore[arg-type]
        except Error as error:
            print(error, file=sys.stderr)
            return False
    return True


def main() -> None:
    """Say where Chromium is, after installing it if there was none."""
    if not find():
        install_from_debian()
    path = find()
    if path:
        print(f"Chromium: {path}")
    elif not install_from_playwright():
        sys.exit(HELP)


if __name__ == "__main__":
    main()
