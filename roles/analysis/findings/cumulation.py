"""Too much on one person or one organisation."""

from collections.abc import Iterator
from fractions import Fraction

from roles.analysis.catalogue import single_roles
from roles.analysis.facts import Facts, by_name, person
from roles.analysis.finding import Finding
from roles.analysis.scores import Scores
from roles.analysis.tally import count_combinations, count_holders


def core_cumulation_person(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A person holds more core roles than the limit; critical when it is the whole core."""
    catalogue, limit = facts.snapshot.catalogue, facts.tally.limits.core_roles
    core = catalogue.core
    over = [member for member in facts.tally.core_holders if (member.roles & core).bit_count() > limit]
    for member in by_name(over):
        held = member.roles & core
        yield Finding(
            "core-cumulation-person",
            "critical" if held == core else "warning",
            "individual",
            person(member),
            catalogue.slugs(held),
            held.bit_count(),
            limit,
        )


def core_cumulation_organisation(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """With two or more parties: of more core roles than the norm, one organisation has over half of the holders."""
    tally, core = facts.tally, facts.snapshot.catalogue.core
    norm = facts.snapshot.norms.max_core_roles_per_organisation
    candidates = [each for each, held in tally.roles_of.items() if (held & core).bit_count() > norm]
    if tally.parties < 2 or not candidates:
        return
    everybody = [(role, count_holders(tally.core_combinations, role)) for role in single_roles(core)]
    for organisation in facts.organisations_by_name(candidates):
        own = count_combinations(
            [member for member in tally.core_holders if member.organisation == organisation], core
        )
        led = sum([role for role, people in everybody if 2 * count_holders(own, role) > people])
        if led.bit_count() > norm:
            yield Finding(
                "core-cumulation-organisation",
                "warning",
                "organisation",
                facts.organisation(organisation),
                facts.snapshot.catalogue.slugs(led),
                led.bit_count(),
                norm,
            )


def role_overload_person(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A person holds more roles than the limit; critical from twice the limit."""
    limit, slugs = facts.tally.limits.roles, facts.snapshot.catalogue.slugs
    for member in by_name(facts.tally.overloaded):
        held = member.roles.bit_count()
        yield Finding(
            "role-overload-person",
            "critical" if held >= 2 * limit else "warning",
            "individual",
            person(member),
            slugs(member.roles),
            held,
            limit,
        )


def role_dominance_organisation(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Of six or more holdings, an organisation's share is over the share limit."""
    tally = facts.tally
    limit, holdings = tally.limits.share, tally.holdings
    if limit is None or holdings < 6:
        return
    # held / holdings > limit / 100, in whole numbers.
    over_from = limit.numerator * holdings
    per_holding = 100 * limit.denominator
    over = [each for each, held in tally.holdings_of.items() if held * per_holding > over_from]
    for organisation in facts.organisations_by_name(over):
        yield Finding(
            "role-dominance-organisation",
            "warning",
            "organisation",
            facts.organisation(organisation),
            facts.snapshot.catalogue.slugs(tally.roles_of[organisation]),
            Fraction(100 * tally.holdings_of[organisation], holdings),
            Fraction(limit),
        )


def sole_carrier_organisation(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """With three or more parties: at least three roles, and over half of the filled, are held by it alone."""
    tally = facts.tally
    filled = tally.filled.bit_count()
    if tally.parties < 3 or tally.party_only.bit_count() < 3:
        return
    carried = {each: held & tally.party_only for each, held in tally.roles_of.items()}
    sole = [each for each, only in carried.items() if only.bit_count() >= 3 and 2 * only.bit_count() > filled]
    for organisation in facts.organisations_by_name(sole):
        yield Finding(
            "sole-carrier-organisation",
            "warning",
            "organisation",
            facts.organisation(organisation),
            facts.snapshot.catalogue.slugs(carried[organisation]),
            carried[organisation].bit_count(),
            Fraction(filled, 2),
        )


def sole_carrier_person(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """More roles than the limit have this person as their only holder."""
    sole, limit = facts.tally.sole, facts.tally.limits.sole_roles
    if sole.bit_count() <= limit:
        return
    over = [member for member in facts.tally.holders if (member.roles & sole).bit_count() > limit]
    for member in by_name(over):
        carried = member.roles & sole
        yield Finding(
            "sole-carrier-person",
            "notice",
            "individual",
            person(member),
            facts.snapshot.catalogue.slugs(carried),
            carried.bit_count(),
            limit,
        )


def cross_network_load(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A person with a role here and elsewhere holds, over all networks, more core roles or roles than the norm."""
    snapshot = facts.snapshot
    norms, core = snapshot.norms, snapshot.catalogue.core
    for member in by_name(each for each in facts.tally.holders if each.person in snapshot.elsewhere):
        elsewhere = snapshot.elsewhere[member.person]
        core_roles = elsewhere.core_roles + (member.roles & core).bit_count()
        roles = elsewhere.roles + member.roles.bit_count()
        value, limit = roles, norms.max_roles_across_networks
        if core_roles > norms.max_core_roles_across_networks:
            value, limit = core_roles, norms.max_core_roles_across_networks
        if elsewhere.roles and value > limit:
            yield Finding(
                "cross-network-load",
                "warning",
                "individual",
                person(member),
                snapshot.catalogue.slugs(member.roles),
                value,
                limit,
                private=True,
            )
