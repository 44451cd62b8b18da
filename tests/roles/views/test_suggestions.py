"""What would clear it: the page, proposing its moves, and keeping them as a scenario."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.analysis.suggestions import SuggestedMove
from roles.forms.suggestions import sign_moves
from roles.models import Role, RoleAssignment, RoleStance, RoleSwap, Scenario
from roles.services.assignments import end_role
from roles.views import suggestions as page
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    role,
)
from tests.forms import fields_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def member(network, name, *held, **options):
    seat = MembershipFactory(network=network, person__name=name, **options)
    for slug in held:
        RoleAssignmentFactory(membership=seat, role=role(slug))
    return seat


@pytest.fixture
def coordinator():
    return CoordinatorFactory(person__name="Zoë Maes")


@pytest.fixture
def network(coordinator):
    """Anna leads and drives; Bo would like to lead, and Chris would rather not drive."""
    network = coordinator.network
    member(network, "Anna de Wit", "leader", "driver")
    bo, chris = member(network, "Bo Claes", "critic"), member(network, "Chris Smit")
    RoleAssignmentFactory(membership=coordinator, role=role("initiator"))
    RoleStanceFactory(person=bo.person, role=role("leader"), stance=RoleStance.Stance.PREFERS)
    for slug in ("leader", "driver"):
        RoleStanceFactory(person=chris.person, role=role(slug), stance=RoleStance.Stance.AVOIDS)
    return network


@pytest.fixture
def client(client, coordinator):
    client.force_login(coordinator.person.user)
    client.cookies["django_language"] = "en"
    return client


def address(network, name="suggestions"):
    return reverse(name, args=[network.slug])


def text_of(response):
    return " ".join(response.content.decode().split())


def send(client, network, name, **changes):
    """Send the form of the page with some answers changed."""
    sent = fields_of(client.get(address(network)), "reason")
    return client.post(address(network, name), {**sent, "look_back": "3", **changes}, follow=True)


def test_page_says_what_moves_why_and_what_it_brings(client, network):
    response = client.get(address(network))

    assert response.context["lead"] == "With one move the signal that weighs most would be gone."
    (group,) = response.context["groups"]
    (step,) = group.steps
    assert step.line.sentence == "Anna de Wit hands the role of leader over to Bo Claes"
    assert step.why == "Bo Claes would like this role and carries one role now."
    assert step.clears == response.context["titles"]
    gone = [signal.code for signal in response.context["effect"].gone]
    assert "core-cumulation-person" in gone


def test_what_people_say_of_roles_stays_with_the_coordinators_in_person(client, network):
    client.force_login(AdministratorFactory())

    response = client.get(address(network))

    (group,) = response.context["groups"]
    assert group.steps[0].line.receiver.name == "Chris Smit"  # who carries least, whatever anybody prefers
    assert "would like this role" not in text_of(response)
    assert "so it plays no part here" in text_of(response)


def test_moves_are_proposed_and_the_page_then_says_so(client, network, coordinator):
    response = send(client, network, "suggestions_propose")

    assert response.redirect_chain == [(address(network, "swap_list"), 302)]
    assert [str(each) for each in response.context["messages"]] == [
        "One proposal is made. Everyone whom it touches is asked."
    ]
    swap = RoleSwap.objects.get()
    (move,) = swap.moves.all()
    assert (move.kind, move.role.slug) == ("hand-over", "leader")
    assert (move.giver.person.name, move.receiver.person.name) == ("Anna de Wit", "Bo Claes")
    assert (swap.proposed_by, swap.planned_on) == (coordinator.person, TODAY + timedelta(days=7))
    assert "fewest moves" in swap.reason
    again = client.get(address(network))
    assert [group.proposed for group in again.context["groups"]] == [swap.pk]
    assert "All of this has been proposed." in text_of(again)


def test_administrator_who_sits_elsewhere_proposes_and_consents_for_nobody(client, network):
    elsewhere = MembershipFactory(person__user=AdministratorFactory())
    client.force_login(elsewhere.person.user)

    response = send(client, network, "suggestions_propose")

    assert response.redirect_chain == [(address(network, "swap_list"), 302)]
    swap = RoleSwap.objects.get()
    assert (swap.proposed_by, swap.state) == (elsewhere.person, "proposed")
    assert {*swap.answers.values_list("answer", flat=True)} == {"waiting"}


def test_what_is_wrong_stands_at_its_field_and_nothing_is_proposed(client, network):
    response = send(client, network, "suggestions_propose", reason="", planned_on="2020-01-01", groups=[])

    assert response.context["form"].errors == {
        "reason": ["Say in a sentence why. The others will want to know."],
        "planned_on": ["This day is over. Choose today or a later day."],
        "groups": ["Choose at least one."],
    }
    assert len(response.context["groups"]) == 1
    assert not RoleSwap.objects.exists()


def test_moves_that_were_overtaken_are_not_proposed(client, network):
    sent = fields_of(client.get(address(network)), "reason")
    anna = RoleAssignment.objects.get(role__slug="leader").membership
    end_role(membership=anna, role=role("leader"))

    response = client.post(address(network, "suggestions_propose"), {**sent, "look_back": "3"}, follow=True)

    assert response.redirect_chain == [(address(network), 302)]
    assert "Something has changed meanwhile" in text_of(response)
    assert not RoleSwap.objects.exists()


def test_forged_moves_are_refused(client, network):
    elsewhere = member(NetworkFactory(), "Elsewhere")
    slugs = list(Role.objects.order_by("position").values_list("slug", flat=True))
    bit = 1 << slugs.index("leader")
    anna = RoleAssignment.objects.get(role__slug="leader").membership.person_id
    stranger = sign_moves(network.pk, [SuggestedMove(bit, anna, elsewhere.person_id)])
    of_another = sign_moves(elsewhere.network_id, [SuggestedMove(bit, anna, elsewhere.person_id)])

    for forged in (stranger, of_another, "forged", ""):
        for name in ("suggestions_propose", "suggestions_try"):
            response = client.post(address(network, name), {"moves": forged}, follow=True)
            assert response.redirect_chain == [(address(network), 302)]

    assert (RoleSwap.objects.count(), Scenario.objects.count()) == (0, 0)


def test_moves_are_kept_as_a_scenario_of_ones_own(client, network, coordinator):
    response = send(client, network, "suggestions_try")

    scenario = Scenario.objects.get()
    assert response.redirect_chain[0] == (scenario.get_absolute_url(), 302)
    (move,) = scenario.moves.all()
    assert scenario.owner == coordinator.person.user
    assert scenario.name.startswith("Suggestion of")
    assert (move.role.slug, move.receiver.person.name) == ("leader", "Bo Claes")


def test_page_says_who_lacks_a_mandate_when_nothing_else_is_in_the_way(client, coordinator):
    network = coordinator.network
    coordinator.delete()
    member(network, "Anna", "leader", "driver")
    member(network, "Bo", "initiator")
    chris = member(network, "Chris")
    for seat in network.memberships.exclude(pk=chris.pk):
        MandateFactory(membership=seat)
    client.force_login(AdministratorFactory())

    response = client.get(address(network))

    assert response.context["lead"] == "There are no moves that clear this signal and keep to every rule."
    (way,) = response.context["hindrances"]
    assert way.sentences == [
        "There is nobody with a mandate for the role of leader who has room for it. "
        "It would work once Chris has one."
    ]
    assert way.links == [("mandate", reverse("mandate_person", args=[network.slug, chris.person_id]))]


def test_page_says_when_nothing_has_to_move(client, coordinator):
    unmapped = client.get(address(coordinator.network))
    for name, slug in (("A", "initiator"), ("B", "leader"), ("C", "driver")):
        member(coordinator.network, name, slug)

    mapped = client.get(address(coordinator.network))

    assert unmapped.context["lead"] == "Nobody holds a role yet, so there is nothing to move."
    assert (
        mapped.context["lead"] == "Nothing has to move: nobody carries too much, and the cockpit is filled."
    )


def test_large_network_answers_at_once_and_fetches_the_outcome(client, network, monkeypatch):
    monkeypatch.setattr(page, "AT_ONCE", 3)

    at_once = client.get(address(network))
    fetched = client.get(address(network), headers={"hx-request": "true"})
    waited = client.get(address(network), {"now": "yes"})

    assert "Looking for the fewest moves among 4 members" in text_of(at_once)
    assert "groups" not in at_once.context
    assert "<html" not in text_of(fetched)
    lead = "With one move the signal that weighs most would be gone."
    assert (fetched.context["lead"], waited.context["lead"]) == (lead, lead)


def test_dashboard_and_report_lead_to_it_only_when_there_is_something_to_clear(client, network):
    pages = [address(network, "dashboard"), address(network, "report")]
    before = ["See what would clear it" in text_of(client.get(each)) for each in pages]
    past = text_of(client.get(pages[1], {"date": str(TODAY - timedelta(days=1))}))
    anna = RoleAssignment.objects.get(role__slug="leader").membership
    end_role(membership=anna, role=role("leader"))
    RoleAssignmentFactory(membership=member(network, "Dee"), role=role("leader"))

    after = ["See what would clear it" in text_of(client.get(each)) for each in pages]

    assert (before, after) == ([True, True], [False, False])
    assert "See what would clear it" not in past


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_constant(client, coordinator, count, django_assert_num_queries):
    network = coordinator.network
    for number in range(count):
        member(network, f"Busy {number}", "initiator", "leader")
        member(network, f"Free {number}")
    client.get(address(network))

    with django_assert_num_queries(11):
        response = client.get(address(network))

    assert sum(len(group.steps) for group in response.context["groups"]) >= count
