"""The questions about one network over all of its time, as SQL: `roles/loading/sql.py` says why it is written out.

The rows carry their days along, so that what held on each of several days can be picked out afterwards. `day` is
the last of these.
"""

from typing import ClassVar

from roles.loading.sql import Questions
from roles.loading.sql_pieces import Kind, as_text, count_filled, record

SEATS = "m.joined_on <= %(day)s"


class QuestionsOverTime(Questions):
    """The SQL for one catalogue and one network."""

    seats: ClassVar[str] = SEATS

    def members(self) -> str:
        """A row for each membership that has begun.

        Its key, person, name, engagement, how much of their voice is recorded, days of joining and leaving, and all
        roles held in it (see `_held_role`), comma-separated.
        """
        voice = count_filled("m.interests", "m.ambitions", "m.expectations")
        return f"""
            SELECT m.id, m.person_id, p.name, m.engagement_id, {voice},
                {as_text("m.joined_on")}, {as_text("m.left_on")},
                {self._of_assignments(self._held_role(), "a.started_on <= %(day)s")}
            FROM networks_membership m
            JOIN networks_person p ON p.id = m.person_id
            WHERE m.network_id IN ({self.chosen}) AND {SEATS}
        """  # noqa: S608 (keys of the catalogue; everything else is a parameter)

    def _held_role(self) -> str:
        """An assignment in one piece of text, `number@start/end`; without an end while it runs."""
        return (
            f"{self._held_number()} || '@' || {as_text('a.started_on')} || '/' || {_or_empty('a.ended_on')}"
        )

    def loads(self) -> str:
        """A row for each membership that this network's people have elsewhere.

        Person, the network's first and last day, days of joining and leaving, and the roles as above.
        """
        days = ", ".join(map(as_text, ("n.started_on", "n.ended_on", "m.joined_on", "m.left_on")))
        return f"""
            SELECT m.person_id, {days}, {self._of_assignments(self._held_role(), "a.started_on <= %(day)s")}
            FROM networks_membership m
            JOIN networks_network n ON n.id = m.network_id
            WHERE {SEATS} AND m.network_id NOT IN ({self.chosen}) AND m.person_id IN (
                SELECT o.person_id FROM networks_membership o WHERE o.network_id IN ({self.chosen})
            )
        """  # noqa: S608 (as above)

    def records(self) -> str:
        """Everything else; core roles held in memberships that are over come with the members."""
        branches = (
            self._organisations(),
            self._readings(),
            self._check_ins(),
            self._mandates(),
            self._stances(),
            self._profiles(),
            self._ratings(),
            self._empty_seats(),
            *self.together(last_only=False),
        )
        return " UNION ALL ".join(branches)

    def _check_ins(self) -> str:
        return record(
            Kind.CHECK_IN,
            ("k.network_id", "k.person_id"),
            (),
            (as_text("k.answered_on"),),
            f"""FROM networks_checkin k
            WHERE k.network_id IN ({self.chosen}) AND k.answered_on <= %(day)s""",
        )

    def _mandate_holder(self) -> str:
        return "m.id"


def _or_empty(column: str) -> str:
    return f"COALESCE({as_text(column)}, '')"
