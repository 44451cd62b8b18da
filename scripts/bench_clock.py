"""Which clock tells how long something takes."""

import time
from collections.abc import Callable

from django.db import connection


def clock() -> Callable[[], float]:
    """Return the processor's time on SQLite, where all work happens in this process and what else the machine does
    matters little, and the time of day on PostgreSQL, which works in processes of its own."""
    return time.process_time if connection.vendor == "sqlite" else time.perf_counter
