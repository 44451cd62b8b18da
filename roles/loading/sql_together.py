"""The part of the records that says how people stand with each other: purpose, meetings, listening, role cards.

Each piece is one kind of `Questions.records` (`roles/loading/sql.py`). For several days the same pieces are asked
for all versions and rounds, and the days are picked out afterwards.
"""

from roles.analysis import NORM_SPECS
from roles.analysis.seen import ENOUGH_ANSWERS
from roles.loading.sql_pieces import Kind, as_text, record

# Fewer than any network asks for are not fetched.
LEAST_SEEN = int(NORM_SPECS["min_seen_share"].minimum)


def clarities(chosen: str, *, last_only: bool) -> str:
    """How clear the purpose is to whom: version, score, and since when the version, and the score, stands.

    A version about which nobody said anything is there too, with nobody: it is the last one all the same.
    """
    last = """ AND v.number = (
            SELECT MAX(w.number) FROM networks_purposeversion w
            WHERE w.network_id = v.network_id AND w.written_on <= %(day)s
        )"""
    return record(
        Kind.CLARITY,
        ("v.network_id", "s.person_id"),
        ("v.number", "s.score"),
        (as_text("v.written_on"), as_text("s.said_on")),
        f"""FROM networks_purposeversion v
        LEFT JOIN networks_purposeclarity s ON s.version_id = v.id AND s.said_on <= %(day)s
        WHERE v.network_id IN ({chosen}) AND v.written_on <= %(day)s{last if last_only else ""}""",
    )


def meetings(chosen: str, concatenate: str) -> str:
    """Meetings since a day: who chaired, when, and everybody who sat there, comma-separated."""
    people = f"""(SELECT {concatenate.format(as_text("t.person_id"))} FROM networks_attendance t
        WHERE t.consultation_id = u.id)"""  # noqa: S608 (no text of a user)
    chair = "(SELECT t.person_id FROM networks_attendance t WHERE t.consultation_id = u.id AND t.chaired)"
    return record(
        Kind.MEETING,
        ("u.network_id", "u.id"),
        (chair,),
        (as_text("u.held_on"), people),
        f"""FROM networks_consultation u
        WHERE u.network_id IN ({chosen}) AND u.held_on <= %(day)s AND u.held_on > %(met_after)s""",
    )


def heard(chosen: str) -> str:
    """Since when people have recognised themselves in a note about them."""
    return record(
        Kind.HEARD,
        ("h.network_id", "h.about_id"),
        (),
        (as_text("MIN(h.answered_on)"),),
        f"""FROM networks_listeningnote h
        WHERE h.network_id IN ({chosen}) AND h.answer = 'recognised' AND h.answered_on <= %(day)s
        GROUP BY h.network_id, h.about_id""",
    )


def cards(chosen: str, *, last_only: bool) -> str:
    """Rounds of role cards that enough people answered: role and how many see it with somebody, answers, round.

    Left out is what that person held when the round closed: begun before that day, and not ended before it.
    A round in which nobody is seen like that is there too, with nobody.
    """
    last = f""" AND r.id = (
            SELECT q.id FROM roles_mappinground q WHERE q.network_id = r.network_id AND {_answered("q")}
            ORDER BY q.closed_on DESC, q.id DESC LIMIT 1
        )"""  # noqa: S608 (as above)
    source = f"""FROM roles_mappinground r
        LEFT JOIN roles_mappingcount k ON k.round_id = r.id
            AND k.person_id IS NOT NULL AND 100 * k.seen_by >= {LEAST_SEEN} * r.answered_by
            AND NOT EXISTS (
                SELECT 1 FROM networks_membership m JOIN roles_roleassignment a ON a.membership_id = m.id
                WHERE m.network_id = r.network_id AND m.person_id = k.person_id AND a.role_id = k.role_id
                    AND m.joined_on < r.closed_on AND (m.left_on IS NULL OR m.left_on >= r.closed_on)
                    AND a.started_on < r.closed_on AND (a.ended_on IS NULL OR a.ended_on >= r.closed_on)
            )
        WHERE r.network_id IN ({chosen}) AND {_answered("r")}"""  # noqa: S608 (as above)
    return record(
        Kind.CARDS,
        ("r.network_id", "k.person_id"),
        ("k.role_id", "k.seen_by", "r.answered_by", "r.id"),
        (as_text("r.closed_on"),),
        source + (last if last_only else ""),
    )


def _answered(table: str) -> str:
    return f"{table}.way = 'everyone' AND {table}.answered_by >= {ENOUGH_ANSWERS} AND {table}.closed_on <= %(day)s"
