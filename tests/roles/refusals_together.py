"""What the database refuses of mapping rounds and of the value that roles need; asked in test_constraints.py."""

from datetime import date

from roles.models import RoleValue
from tests import factories as make
from tests.refusals import Refusal, again

DAY, EVE = date(2026, 3, 2), date(2026, 3, 1)


def mapping_round(**values):
    return make.MappingRoundFactory.build(
        **{"network": make.NetworkFactory(), "asked_by": make.PersonFactory()} | values
    )


def second_round():
    return mapping_round(network=make.MappingRoundFactory().network)


def second_part():
    return make.MappingPartFactory.build(
        round=make.MappingRoundFactory(),
        person=make.PersonFactory(),
        token_hash=make.MappingPartFactory(token_hash="a" * 64).token_hash,
    )


def count(**values):
    opened = make.MappingRoundFactory()
    values = {"round": opened, "role": make.role("driver"), "person": make.PersonFactory()} | values
    return make.MappingCountFactory.build(**values)


def role_value(**values):
    return RoleValue(**{"role": make.role("critic"), "kind": "vision"} | values)


REFUSALS = [
    Refusal("one_open_mapping_round", second_round, "A mapping round is open in this network already."),
    Refusal(
        "mapping_round_closes_after_it_opens",
        lambda: mapping_round(opened_on=DAY, closes_on=EVE),
        "A round cannot close before it opens.",
    ),
    Refusal(
        "mapping_way_is_known",
        lambda: mapping_round(way="lots"),
        "Value 'lots' is not a valid choice.",
    ),
    Refusal(
        "one_mapping_part_each",
        lambda: again(make.MappingPartFactory, "round", "person"),
        "Part in a mapping round with this Round and Person already exists.",
    ),
    Refusal("mapping_links_differ", second_part, "Constraint “mapping_links_differ” is violated."),
    Refusal(
        "one_mapping_mark_each",
        lambda: again(make.MappingMarkFactory, "part", "role", "person"),
        "Mapping mark with this Part, Role and Person already exists.",
    ),
    Refusal(
        "one_mapping_mark_of_nobody",
        lambda: again(make.MappingMarkFactory, "part", "role", "person", person=None),
        "Constraint “one_mapping_mark_of_nobody” is violated.",
    ),
    Refusal(
        "one_mapping_count_each",
        lambda: again(make.MappingCountFactory, "round", "role", "person"),
        "Result of a mapping round with this Round, Role and Person already exists.",
    ),
    Refusal(
        "one_mapping_count_of_nobody",
        lambda: again(make.MappingCountFactory, "round", "role", "person", person=None),
        "Constraint “one_mapping_count_of_nobody” is violated.",
    ),
    Refusal(
        "mapping_count_is_of_somebody",
        lambda: count(seen_by=0),
        "Constraint “mapping_count_is_of_somebody” is violated.",
    ),
    Refusal(
        "one_value_each_role",
        lambda: role_value(kind="knowledge"),
        "This role has this kind of value already.",
    ),
    Refusal("role_value_is_known", lambda: role_value(kind="luck"), "Value 'luck' is not a valid choice."),
]
