"""What waits for somebody: a module for each kind, whose functions yield tasks.

It is derived from what is recorded, each time anew: nothing has to be ticked off.
"""

from typing import NamedTuple


class Task(NamedTuple):
    """Something that waits for somebody: one sentence and one button."""

    severity: str  # what it looks like: critical, warning or notice
    network: str
    sentence: str
    button: str
    url: str
