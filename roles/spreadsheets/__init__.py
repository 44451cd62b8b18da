"""Role matrices and role lists: from a spreadsheet into the database and back (docs/spreadsheets.md).

Reading goes in steps that know nothing of each other's insides: bytes become rows of cells (reading), rows become
entries (document, headers, cells, matrix, role_list), entries meet what is recorded (targets, people, seats,
holdings) and become a plan (plan), which is shown or written (apply).
"""
