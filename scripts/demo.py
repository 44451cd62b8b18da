"""Start the demo: a SQLite database with the demo networks, and a server on this machine only.

python scripts/demo.py [PORT]
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = (sys.executable, str(ROOT / "manage.py"))
# The demo never touches the database of a real installation, whatever the environment says.
NOT_FOR_THE_DEMO = {"DATABASE_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_URL", "CACHE_URL"}


def read_port(arguments: list[str]) -> int:
    """Return the port to listen on; say so when it is none, or taken."""
    given = arguments[0] if arguments else "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        sys.exit(f"PORT is {given!r}, but takes a number from 1 to 65535.")
    taken = f"Port {given} is taken by another program. Choose another: make demo PORT={int(given) + 1}"
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", int(given))) == 0:  # macOS would let us listen beside the other
            sys.exit(taken)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except PermissionError:
            sys.exit(
                f"Port {given} is for the system's own services. Choose one above 1023: make demo PORT=8001"
            )
        except OSError:
            sys.exit(taken)
    return int(given)


def main() -> None:
    """Prepare the database, say where to go, and serve."""
    port = read_port(sys.argv[1:])
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO} | {
        "DEBUG": "1"
    }
    for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
        done = subprocess.run([*MANAGE, *command], env=environment, check=False)
        if done.returncode:
            sys.exit(f"`manage.py {command[0]}` failed, so the demo does not start.")
    print(f"\nSamenspel: http://127.0.0.1:{port}/   (Ctrl+C stops it)\n", flush=True)
    os.execve(sys.executable, [*MANAGE, "runserver", "--noreload", f"127.0.0.1:{port}"], environment)  # noqa: S606


if __name__ == "__main__":
    main()
