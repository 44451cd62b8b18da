"""Run the tests on SQLite and on PostgreSQL, side by side; what one of the two shows, the other leaves out.

    python scripts/run_tests.py [ARGUMENT FOR PYTEST ...]

SQLite's run is seen as it goes on, PostgreSQL's once both are done.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
# The tests decide on these themselves, whatever the environment says.
DECIDED_BY_TESTS = {
    "ALLOWED_HOSTS", "CACHE_URL", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "DEBUG", "DEFAULT_LANGUAGE", "EMAIL_URL",
    "SECRET_KEY",
}  # fmt: skip


def main() -> int:
    """Run both and return 0 when both passed."""
    arguments = sys.argv[1:]
    environment = {name: value for name, value in os.environ.items() if name not in DECIDED_BY_TESTS}
    on_postgres = [
        sys.executable,
        str(ROOT / "scripts" / "postgres.py"),
        *PYTEST,
        "--second-database",
        *arguments,
    ]
    with tempfile.TemporaryFile("w+") as output:
        postgres = subprocess.Popen(
            on_postgres, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            print("Tests on SQLite", flush=True)
            sqlite = subprocess.run(
                [*PYTEST, "--first-database", *arguments], cwd=ROOT, env=environment, check=False
            )
            failures = ["SQLite"] * bool(sqlite.returncode) + ["PostgreSQL"] * bool(postgres.wait())
        finally:
            postgres.terminate()  # in vain when it is done
            postgres.wait()
        output.seek(0)
        print(f"\nTests on PostgreSQL\n{output.read()}", flush=True)
    if failures:
        print(f"Tests failed on {' and '.join(failures)}; see above.")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
