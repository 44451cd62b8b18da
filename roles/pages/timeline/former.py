"""Who held which role before: by role, or by person."""

from collab.text import fold
from roles.pages.timeline.overview import RolesOverTime
from roles.pages.timeline.tenures import Tenure


def former_tenures(all_time: RolesOverTime, *, by: str, role: str = "", query: str = "") -> list[Tenure]:
    """Return what ended by today, the latest first within each role (or person, when `by` says so).

    Of one role or of all, and of people whose name or organisation holds a text.
    """
    wanted = fold(query)
    found = [
        each
        for each in all_time.tenures
        if each.ended is not None
        and each.ended <= all_time.today
        and role in {"", each.role}
        and (wanted in each.name_key or wanted in fold(each.organisation))
    ]
    found.sort(key=lambda each: each.ended or all_time.today, reverse=True)
    if by == "person":
        return sorted(found, key=lambda each: (each.name_key, each.person))
    places = {each.slug: place for place, each in enumerate(all_time.roles)}
    return sorted(found, key=lambda each: places[each.role])
