"""A calendar file, read and held against the people of a network; plain values, nothing is asked of the database.

`lines.py` reads its lines, `events.py` its events, `moments.py` when something is, `zones.py` in which time zone,
and `recurrences.py` on which days a rule falls. `reading.py` puts these together as occurrences, and `plan.py` says
what would be recorded of them.
"""
