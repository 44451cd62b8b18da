"""Who held which role before: by role, or by person."""

from roles.pages.timeline.overview import RolesOverTime
from roles.pages.timeline.tenures import Tenure


def former_tenures(all_time: RolesOverTime, *, by: str) -> list[Tenure]:
    """Return what ended by today, the latest first within each role (or person, when `by` says so)."""
    found = [each for each in all_time.tenures if each.ended is not None and each.ended <= all_time.today]
    found.sort(key=lambda each: each.ended or all_time.today, reverse=True)
    if by == "person":
        return sorted(found, key=lambda each: (each.name_key, each.person))
    return sorted(found, key=lambda each: all_time.places[each.role])
