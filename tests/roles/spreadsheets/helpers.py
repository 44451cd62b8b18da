"""Files for tests, importing them, and what is recorded afterwards."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from networks.models import Membership
from roles.models import RoleAssignment
from roles.spreadsheets.apply import import_file
from roles.spreadsheets.options import Options

DAY = date(2026, 11, 22)


def csv_of(*rows, separator=";"):
    """Lines of cells; a cell with the separator or a quotation mark in it is not quoted here."""
    return "\n".join(separator.join(row) for row in rows).encode()


def workbook_of(*rows, change=None):
    """An XLSX file; `change` does something to its sheet before it is saved."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    if change:
        change(workbook.active)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def bring(data, network=None, day=DAY, **options):
    """Import, and return the plan."""
    data = data.encode() if isinstance(data, str) else data
    return import_file(data, Options(day=day, network=network, **options))


def places(plan):
    """The row, column and value of every error."""
    return [(error.row, error.column, error.value) for error in plan.errors]


def warned(plan):
    """The row, column and value of every warning."""
    return [(warning.row, warning.column, warning.value) for warning in plan.warnings]


def members(network):
    """Who takes part: name, e-mail, organisation, beginning and end."""
    rows = Membership.objects.filter(network=network).select_related("person", "engagement__organisation")
    return sorted(
        (
            one.person.name,
            one.person.email,
            one.organisation.name if one.organisation else "",
            str(one.joined_on),
            str(one.left_on or ""),
        )
        for one in rows
    )


def held(network):
    """Who holds what: name, organisation, role, motives, beginning (? when not known) and end."""
    rows = RoleAssignment.objects.filter(membership__network=network).select_related(
        "role", "membership__person", "membership__engagement__organisation"
    )
    return sorted(
        (
            each.membership.person.name,
            each.membership.organisation.name if each.membership.organisation else "",
            each.role.slug,
            each.motives,
            f"{each.started_on}{'' if each.start_known else '?'}",
            str(each.ended_on or ""),
        )
        for each in rows
    )


def everything(network):
    """Members, roles and coordinators together."""
    coordinators = Membership.objects.filter(network=network, is_coordinator=True)
    return members(network), held(network), sorted(coordinators.values_list("person__name", flat=True))
