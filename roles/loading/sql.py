"""The questions that the loader puts to the database, as SQL.

Written out, because it was measured to pay: an analysis of many networks spends most of its time fetching, and a
row for each member, with its roles as one text, is fetched in two thirds of the time of a row for each assignment.
Compiling the same through the ORM would take longer than running it for one network. Nothing that a user typed
comes in here: keys come from the catalogue, everything else is a parameter. Works alike on SQLite and PostgreSQL;
dates come back as text, which both do fastest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from roles.loading import sql_together
from roles.loading.sql_pieces import Kind, as_text, count_filled, record

# Every role: key, slug, place, its cluster's position and slug, and how many generic competences there are.
CATALOGUE = """
    SELECT r.id, r.slug, r.place, c.position, c.slug,
        (SELECT COUNT(*) FROM roles_competence g WHERE g.role_id IS NULL)
    FROM roles_role r LEFT JOIN roles_cluster c ON c.id = r.cluster_id
    ORDER BY r.position
"""


def _active(table: str, begin: str, end: str) -> str:
    """Whether a row has begun by the day and has not ended by it."""
    return f"{table}.{begin} <= %(day)s AND ({table}.{end} IS NULL OR {table}.{end} > %(day)s)"


ACTIVE_NETWORK = _active("n", "started_on", "ended_on")
ACTIVE_MEMBERSHIP = _active("m", "joined_on", "left_on")
ACTIVE_ASSIGNMENT = _active("a", "started_on", "ended_on")


@dataclass(frozen=True, slots=True)
class Questions:
    """The SQL for one catalogue and one choice of networks: what may stand in `network_id IN (…)`."""

    seats: ClassVar[str] = ACTIVE_MEMBERSHIP  # whose mandates and profiles are asked for

    core: tuple[int, ...]  # keys of the core roles
    chosen: str
    concatenate: (
        str  # the database's own function, with its separator: group_concat({}) or string_agg({}, ',')
    )

    def members(self) -> str:
        """A row for each active member, by network.

        Network, person, name, engagement, day of joining, how much of their voice is recorded, and the roles they
        hold, with the core roles they held before in this membership (see `_held_role`), comma-separated.
        """
        voice = count_filled("m.interests", "m.ambitions", "m.expectations")
        held = (
            f"a.started_on <= %(day)s AND (a.ended_on IS NULL OR a.ended_on > %(day)s OR {self._is_core()})"
        )
        return f"""
            SELECT m.network_id, m.person_id, p.name, m.engagement_id, {as_text("m.joined_on")}, {voice},
                {self._of_assignments(self._held_role(), held)}
            FROM networks_membership m
            JOIN networks_person p ON p.id = m.person_id
            WHERE m.network_id IN ({self.chosen}) AND {ACTIVE_MEMBERSHIP}
            ORDER BY m.network_id
        """  # noqa: S608 (keys of the catalogue; everything else is a parameter)

    def _is_core(self) -> str:
        # The plus keeps SQLite from starting with everybody who holds these roles, in whatever network.
        return f"+a.role_id IN ({_numbers(self.core)})"

    def _of_assignments(self, piece: str, condition: str) -> str:
        """Put a piece of text for every such assignment of a membership together."""
        return f"""(SELECT {self.concatenate.format(piece)} FROM roles_roleassignment a
            WHERE a.membership_id = m.id AND {condition})"""  # noqa: S608 (as above)

    def _held_role(self) -> str:
        """An assignment in one piece of text: `number`; `number@start` in a core role; `-number@start/end` if past.

        The number is 16 times the role's key, with 8 when the start is known, 1, 2 and 4 for the motives
        organisation, individual and network.
        """
        number = self._held_number()
        start, end = f"'@' || {as_text('a.started_on')}", f"'/' || {as_text('a.ended_on')}"
        past = f"a.ended_on <= %(day)s THEN '-' || {number} || {start} || {end}"
        return f"CASE WHEN {self._is_core()} THEN CASE WHEN {past} ELSE {number} || {start} END ELSE {number} END"

    def _held_number(self) -> str:
        flags = (("start_known", 8), ("for_organisation", 1), ("for_individual", 2), ("for_network", 4))
        number = " + ".join(f"CASE WHEN a.{flag} THEN {value} ELSE 0 END" for flag, value in flags)
        return f"CAST(16 * a.role_id + {number} AS text)"

    def loads(self) -> str:
        """A row for each active membership, with its roles, of people who take part in several active networks."""
        return f"""
            SELECT m.person_id, {self._of_assignments(as_text("a.role_id"), ACTIVE_ASSIGNMENT)}
            FROM networks_membership m
            JOIN networks_network n ON n.id = m.network_id
            WHERE {ACTIVE_NETWORK} AND {ACTIVE_MEMBERSHIP} AND m.person_id IN (
                SELECT m.person_id FROM networks_membership m
                WHERE {ACTIVE_MEMBERSHIP} AND m.person_id IN (
                    SELECT o.person_id FROM networks_membership o WHERE o.network_id IN ({self.chosen})
                )
                GROUP BY m.person_id HAVING COUNT(*) > 1
            )
        """  # noqa: S608 (as above)

    def records(self) -> str:
        """Everything else, by network: network, kind, key, four numbers, four texts."""
        branches = (
            self._organisations(),
            self._past_terms(),
            self._readings(),
            self._check_ins(),
            self._mandates(),
            self._stances(),
            self._profiles(),
            self._ratings(),
            self._left_empty(),
            *self.together(last_only=True),
        )
        return " UNION ALL ".join(branches) + " ORDER BY 1"

    def together(self, *, last_only: bool) -> tuple[str, ...]:
        """How people stand with each other; of purposes and rounds only the last on the day, or all of them."""
        return (
            sql_together.clarities(self.chosen, last_only=last_only),
            sql_together.meetings(self.chosen, self.concatenate),
            sql_together.heard(self.chosen),
            sql_together.cards(self.chosen, last_only=last_only),
        )

    def _organisations(self) -> str:
        answered = count_filled("c.vision", "c.experience", "c.interest", "c.entry", "c.coaching")
        return record(
            Kind.ORGANISATION,
            ("e.network_id", "e.id"),
            (answered, count_filled("e.stake")),
            ("o.slug", "o.name"),
            f"""FROM networks_engagement e
            JOIN networks_organisation o ON o.id = e.organisation_id
            LEFT JOIN networks_collaborationpolicy c ON c.organisation_id = o.id
            WHERE e.network_id IN ({self.chosen})""",
        )

    def _past_terms(self) -> str:
        """Assignments in core roles of memberships that are over."""
        return record(
            Kind.PAST_TERM,
            ("m.network_id", "m.person_id"),
            ("a.role_id", "CASE WHEN a.start_known THEN 1 ELSE 0 END"),
            tuple(as_text(day) for day in ("a.started_on", "a.ended_on", "m.left_on")),
            f"""FROM networks_membership m
            JOIN roles_roleassignment a ON a.membership_id = m.id
            WHERE m.network_id IN ({self.chosen}) AND m.left_on <= %(day)s
                AND {self._is_core()} AND a.started_on <= %(day)s""",
        )

    def _readings(self) -> str:
        return record(
            Kind.READING,
            ("r.network_id", "r.person_id"),
            ("r.organisation_share", "r.individual_share", "r.network_share"),
            (as_text("r.read_on"),),
            f"""FROM networks_balancereading r
            WHERE r.network_id IN ({self.chosen}) AND r.read_on <= %(day)s""",
        )

    def _check_ins(self) -> str:
        return record(
            Kind.CHECK_IN,
            ("k.network_id", "k.person_id"),
            (),
            (as_text("MAX(k.answered_on)"),),
            f"""FROM networks_checkin k
            WHERE k.network_id IN ({self.chosen}) AND k.answered_on <= %(day)s
            GROUP BY k.network_id, k.person_id""",
        )

    def _mandates(self) -> str:
        topics = "CAST((SELECT COUNT(*) FROM networks_authority y WHERE y.mandate_id = d.id) AS integer)"
        return record(
            Kind.MANDATE,
            ("m.network_id", self._mandate_holder()),
            (topics,),
            tuple(as_text(f"d.{day}") for day in ("granted_on", "starts_on", "ends_on", "withdrawn_on")),
            f"""FROM networks_membership m
            JOIN networks_mandate d ON d.membership_id = m.id
            WHERE m.network_id IN ({self.chosen}) AND {self.seats} AND d.granted_on <= %(day)s""",
        )

    def _mandate_holder(self) -> str:
        return "m.person_id"

    def _stances(self) -> str:
        return record(
            Kind.STANCE,
            ("m.network_id", "m.person_id"),
            (
                "s.role_id",
                *(f"CASE WHEN s.stance = '{said}' THEN 1 ELSE 0 END" for said in ("avoids", "prefers")),
            ),
            (),
            f"""FROM networks_membership m
            JOIN roles_rolestance s ON s.person_id = m.person_id
            WHERE m.network_id IN ({self.chosen}) AND {self.seats}""",
        )

    def _profiles(self) -> str:
        return record(
            Kind.PROFILE,
            ("m.network_id", "m.person_id"),
            ("CAST(COUNT(DISTINCT f.competence_id) AS integer)",),
            (),
            f"""FROM networks_membership m
            JOIN roles_selfassessment f ON f.person_id = m.person_id
            JOIN roles_competence c ON c.id = f.competence_id
            WHERE m.network_id IN ({self.chosen}) AND {self.seats} AND +c.role_id IS NULL
            GROUP BY m.network_id, m.person_id""",
        )

    def _ratings(self) -> str:
        """Ratings; one that names no rater counts as somebody of its own."""
        return record(
            Kind.RATING,
            ("g.network_id", "g.person_id"),
            ("c.role_id", "COALESCE(g.rater_id, -g.id)", "g.competence_id", "g.score"),
            (as_text("g.rated_on"),),
            f"""FROM roles_competencerating g
            JOIN roles_competence c ON c.id = g.competence_id
            WHERE g.network_id IN ({self.chosen}) AND +c.role_id IN ({_numbers(self.core)})
                AND g.rated_on <= %(day)s""",
        )

    def _left_empty(self) -> str:
        """Roles left empty on purpose on the day; no longer so once somebody has held one after it was decided."""
        return self._empty_seats(
            """ AND x.look_again_on > %(day)s AND NOT EXISTS (
                SELECT 1 FROM networks_membership m
                JOIN roles_roleassignment a ON a.membership_id = m.id
                WHERE m.network_id = x.network_id AND a.role_id = x.role_id AND a.started_on < %(day)s
                    AND m.joined_on < %(day)s AND (a.ended_on IS NULL OR a.ended_on > x.decided_on)
                    AND (m.left_on IS NULL OR m.left_on > x.decided_on)
            )"""
        )

    def _empty_seats(self, in_force: str = "") -> str:
        """Roles that it was decided to leave empty, with when that was and when to look again."""
        return record(
            Kind.LEFT_EMPTY,
            ("x.network_id", "x.role_id"),
            (),
            (as_text("x.decided_on"), as_text("x.look_again_on")),
            f"""FROM roles_emptyseat x
            WHERE x.network_id IN ({self.chosen}) AND x.decided_on <= %(day)s{in_force}""",
        )


def _numbers(keys: Iterable[int]) -> str:
    return ", ".join(map(str, keys)) or "NULL"
