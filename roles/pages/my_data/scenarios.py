"""What I tried out, and what others let me look at."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from networks.models import Person, User
from roles.models import Scenario, ScenarioShare
from roles.pages.my_data.section import Section, section

COVERS = ("roles.scenario.owner", "roles.scenarioshare.person")


def scenario_sections(user: User, person: Person | None) -> Iterator[Section]:
    """The scenarios that somebody made, and how many of others they see. Steps name colleagues: counted."""
    scenarios = Scenario.objects.filter(owner=user).select_related("network").order_by("made_at", "pk")
    counted = scenarios.annotate(steps=Count("moves", distinct=True), sharing=Count("shares", distinct=True))
    yield section(
        "scenarios",
        _("Scenarios that I made"),
        _("Nobody, except those with whom you share a scenario."),
        [
            ("network", _("Network")),
            ("name", _("Name")),
            ("note", _("What it is about")),
            ("steps", _("Steps")),
            ("shared_with", _("Shared with how many")),
            ("made", _("Made")),
            ("changed", _("Changed")),
        ],
        [
            (each.network.name, each.name, each.note, each.steps, each.sharing, each.made_at, each.changed_at)
            for each in counted
        ],
    )
    if person is None:
        return
    shares = ScenarioShare.objects.filter(person=person).values_list("scenario__network__name")
    yield section(
        "scenario_shares",
        _("Scenarios of others that I may look at"),
        _("Whoever made them."),
        [("network", _("Network")), ("times", _("How many"))],
        shares.annotate(Count("pk")).order_by("scenario__network__name"),
    )
