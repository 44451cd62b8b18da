"""From plain records to a snapshot, the slow way; and from a report to plain values."""

from datetime import date

from roles.analysis import (
    Cards,
    Catalogue,
    CoreTerm,
    Elsewhere,
    Mandate,
    Meeting,
    Member,
    Norms,
    Organisation,
    Rating,
    Reading,
    Report,
    Role,
    Snapshot,
    Stances,
    sum_up,
)
from tests.roles.analysis.world import Network, World

MOTIVES = ("organisation", "individual", "network")


def running(begin, end, day):
    return begin <= day and (end is None or end > day)


def catalogue_of(world: World) -> Catalogue:
    return Catalogue(
        tuple(
            Role(slug, place == "core", place == "network", cluster) for slug, place, cluster in world.roles
        ),
        world.clusters,
        sum(role is None for role in world.competences.values()),
    )


def grouped(rows):
    groups = {}
    for person, row in rows:
        groups.setdefault(person, []).append(row)
    return groups


def held(membership, day):
    return [each for each in membership.assignments if running(each.started, each.ended, day)]


def snapshot_of(world: World, network: Network, day) -> Snapshot:
    """What the loader would make of these records."""
    catalogue = catalogue_of(world)
    active = [each for each in network.memberships if running(each.joined, each.left, day)]
    people = {each.person for each in active}
    motives = {}
    for membership in active:
        for assignment in held(membership, day):
            combination = sum(1 << MOTIVES.index(motive) for motive in assignment.motives)
            motives[combination] = motives.get(combination, 0) + 1
    return Snapshot(
        day=day,
        slug=network.slug,
        name=network.name,
        active=running(network.started, network.ended, day),
        catalogue=catalogue,
        members=[
            Member(
                each.person,
                world.people[each.person],
                each.organisation,
                each.joined,
                catalogue.mask(*{assignment.role for assignment in held(each, day)}),
                len(each.voice),
            )
            for each in active
        ],
        organisations={
            key: Organisation(slug, name, answered, key in network.stakes)
            for key, (slug, name, answered) in world.organisations.items()
        },
        phase=network.phase,
        purpose_filled=len(network.purpose),
        norms=Norms.changed(network.norms),
        stances=stances_of(world, catalogue),
        readings=grouped((who, Reading(*rest)) for who, *rest in network.readings),
        check_ins=grouped(network.check_ins),
        mandates={
            each.person: [Mandate(m.granted, m.first, m.last, m.withdrawn, m.topics) for m in each.mandates]
            for each in active
        },
        ratings=ratings_of(world, network, catalogue),
        profiles={
            person: sum(world.competences[name] is None for who, name in world.assessed if who == person)
            for person in people
        },
        core_terms=core_terms_of(network, catalogue),
        elsewhere=elsewhere_of(world, network, catalogue, day),
        motives=motives,
        left_empty=left_empty_of(network, catalogue, day),
        **together_of(network, catalogue, day),
    )


def together_of(network, catalogue, day):
    """How people stand with each other."""
    purposes = [each for each in network.purposes if each.written <= day]
    heard = grouped(
        (note.about, note.answered)
        for note in network.notes
        if note.answer == "recognised" and note.answered <= day
    )
    rounds = [each for each in network.rounds if each.way == "everyone" and each.answered_by >= 3]
    closed = sorted(
        (each for each in rounds if each.closed is not None and each.closed <= day),
        key=lambda each: each.closed,
    )
    months = Norms.changed(network.norms).meeting_months
    return {
        "clarities": {p: score for p, score, said in purposes[-1].said if said <= day} if purposes else {},
        "heard": {person: min(days) for person, days in heard.items()},
        "sittings": sum_up(
            [Meeting(each.held, each.chair, each.people) for each in network.meetings], months, day
        ),
        "cards": cards_of(network, catalogue, closed[-1]) if closed else None,
    }


def cards_of(network, catalogue, last):
    """The counts of a round, without what people held when it closed."""
    held = {
        (membership.person, each.role)
        for membership in network.memberships
        for each in membership.assignments
        if max(each.started, membership.joined) < last.closed
        and min(each.ended or date.max, membership.left or date.max) >= last.closed
    }
    seen = {}
    for (role, person), count in last.counts.items():
        if person is not None and (person, role) not in held:
            seen.setdefault(person, {})[catalogue.mask(role)] = count
    return Cards(last.closed, last.answered_by, seen)


def left_empty_of(network, catalogue, day):
    """The roles left empty on purpose on the day that nobody held on a day before it, since that was decided."""
    since = {
        role: (decided, look_again)
        for role, decided, look_again in network.left_empty
        if running(decided, look_again, day)
    }
    for membership in network.memberships:
        for each in membership.assignments:
            ends = [end for end in (each.ended, membership.left) if end is not None]
            if (
                each.role in since
                and max(each.started, membership.joined) < day
                and min([*ends, date.max]) > since[each.role][0]
            ):
                del since[each.role]
    return {catalogue.mask(role): look_again for role, (_decided, look_again) in since.items()}


def stances_of(world, catalogue):
    stances = {}
    for (person, role), stance in world.stances.items():
        declared, avoided, preferred = stances.get(person, (0, 0, 0))
        bit = catalogue.mask(role)
        stances[person] = Stances(
            declared | bit,
            avoided | (bit if stance == "avoids" else 0),
            preferred | (bit if stance == "prefers" else 0),
        )
    return stances


def ratings_of(world, network, catalogue):
    number = {name: index for index, name in enumerate(world.competences)}
    return grouped(
        (rated, Rating(rater, number[name], catalogue.mask(world.competences[name]), day, score))
        for rated, rater, name, day, score in network.ratings
        if world.competences[name] is not None
    )


def core_terms_of(network, catalogue):
    rows = []
    for membership in network.memberships:
        for each in membership.assignments:
            bit = catalogue.mask(each.role)
            if bit & catalogue.core:
                ends = [end for end in (each.ended, membership.left) if end is not None]
                term = CoreTerm(bit, each.started, min(ends) if ends else None, each.known)
                rows.append((membership.person, term))
    return grouped(rows)


def elsewhere_of(world, network, catalogue, day):
    load = {}
    for other in world.networks:
        if other is not network and running(other.started, other.ended, day):
            for membership in other.memberships:
                if running(membership.joined, membership.left, day):
                    mask = catalogue.mask(*{each.role for each in held(membership, day)})
                    core, roles = load.get(membership.person, (0, 0))
                    core += (mask & catalogue.core).bit_count()
                    load[membership.person] = Elsewhere(core, roles + mask.bit_count())
    return {person: each for person, each in load.items() if each.roles}


def plain(report: Report) -> dict:
    """The report in the oracle's plain values."""
    counts = report.counts
    return {
        "network": tuple(report.network),
        "date": report.date,
        "counts": (counts.people, counts.organisations, counts.holdings, counts.roles_filled, counts.roles),
        "findings": [
            (each.code, each.severity, each.perspective, tuple(each.subject), *each[4:])
            for each in report.findings
        ],
        "clusters": [
            (cluster, count.roles, count.filled, count.holdings) for cluster, count in report.clusters.items()
        ],
        "scores": dict(report.perspectives),
        "indicators": [(view, list(found.items())) for view, found in report.indicators.items()],
        "balance": report.balance,
    }
