"""When people last said what their added value is."""

from collections.abc import Mapping, Sequence
from datetime import date


def last_check_ins(check_ins: Mapping[int, Sequence[date]], day: date) -> dict[int, date]:
    """Return each person's last check-in on or before the day; people without one are left out."""
    last: dict[int, date] = {}
    for person, days in check_ins.items():
        past = [each for each in days if each <= day]
        if past:
            last[person] = max(past)
    return last
