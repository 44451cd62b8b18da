"""The demo shows every finding, a healthy network, an empty one and a past one, and can be put back."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from networks.decisions import read_decision_table
from networks.models import (
    BalanceReading,
    Engagement,
    Mandate,
    Membership,
    Network,
    Organisation,
    Person,
    User,
)
from roles.analysis import FINDING_CODES, analyse
from roles.demo.load import ACCOUNTS, PASSWORD, load
from roles.demo.notation import Holding, read_day, read_holding
from roles.demo.plan import DOMAIN
from roles.loading.snapshots import load_snapshots
from roles.models import (
    CompetenceRating,
    NetworkNorms,
    RatingRequest,
    RatingRound,
    RoleAssignment,
    RoleStance,
    RoleSwap,
    SealedRating,
)
from roles.services.rating_rounds import close_round
from roles.services.reminders import send_reminders
from roles.services.swap_obstacles import obstacles_now
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    SwapMoveFactory,
    role,
)

pytestmark = pytest.mark.django_db

MUNICIPALITIES = {
    f"Gemeente {name}"
    for name in (
        "Alphen aan den Rijn", "Hillegom", "Kaag en Braassem", "Katwijk", "Leiden", "Leiderdorp", "Lisse",
        "Nieuwkoop", "Noordwijk", "Noordwijkerhout", "Oegstgeest", "Rijnwoude", "Teylingen", "Voorschoten",
        "Zoeterwoude",
    )
}  # fmt: skip


def reports(day):
    snapshots = load_snapshots(Network.objects.all(), day)
    return {report.network.id: report for report in map(analyse, snapshots)}


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 3, 31), date(2028, 2, 29), date(2027, 1, 1)])
def test_demo_shows_every_finding_on_whatever_day(day):
    load(day)

    found = reports(day)

    assert {finding.code for report in found.values() for finding in report.findings} == set(FINDING_CODES)


def test_demo_shows_a_healthy_network_an_empty_one_and_a_past_one():
    today = timezone.localdate()
    load(today)

    found = reports(today)

    healthy = found["regionaal-bureau-leerplicht"]
    assert (healthy.findings, healthy.counts.people, healthy.counts.roles_filled) == ((), 10, 15)
    assert all(score > 80 for score in healthy.perspectives.values())
    empty, past = (
        Network.objects.get(slug=slug) for slug in ("digitale-dienstverlening", "speelweek-wilgenrode")
    )
    assert (empty.memberships.count(), empty.is_active_on(today)) == (0, True)
    assert (past.memberships.count(), past.is_active_on(today)) == (5, False)
    assert found[empty.slug].findings == found[past.slug].findings == ()


def test_demo_has_holland_rijnland_and_the_collaborations_inside_it():
    load(timezone.localdate())

    region = Network.objects.get(slug="holland-rijnland")

    engaged = set(region.engagements.values_list("organisation__name", flat=True))
    assert engaged == MUNICIPALITIES
    assert set(region.memberships.values_list("engagement__organisation__name", flat=True)) == MUNICIPALITIES
    inside = region.children.filter(ended_on=None, memberships__isnull=False).distinct()
    assert {network.slug: network.engagements.count() >= 4 for network in inside} == {
        "belastingen-innen": True,
        "onderwijs": True,
        "regionaal-bureau-leerplicht": True,
        "shared-services-center": True,
        "sociale-diensten": True,
        "sociale-werkvoorziening": True,
        "vuilverwerking": True,
    }


def test_demo_has_a_house_for_child_and_family():
    today = timezone.localdate()
    load(today)

    house = Network.objects.get(slug="huis-van-het-kind-wilgenrode")

    own_name = house.memberships.active_on(today).filter(engagement=None)
    assert house.engagements.count() == 8
    assert {membership.person.name for membership in own_name} == {
        "Hanne Verlinden",
        "Jef Claessens",
        "Rachida Bouzid",
    }
    readings = BalanceReading.objects.filter(network=house, read_on__gt=today - timedelta(days=366))
    assert readings.values("read_on").distinct().count() >= 4


def test_demo_has_a_mandate_that_waits_for_the_steward_and_one_that_she_declined():
    today = timezone.localdate()
    load(today)

    steward = Person.objects.get(user__email=f"steward@{DOMAIN}")
    hers = Mandate.objects.filter(membership__engagement__organisation__stewardships__person=steward)
    coordinator = Person.objects.get(user__email=f"coordinator@{DOMAIN}")
    assert {mandate.asked_by.name for mandate in hers.asked()} == {coordinator.name, "Tjeerd Hoekstra"}
    assert hers.declined().get().closed_by == steward
    house = Network.objects.get(slug="huis-van-het-kind-wilgenrode")
    lines = read_decision_table(house, today).lines
    assert {len(line.organisations) for line in lines} >= {0, 1, 3}
    assert house.decision_topics.count() == 6


def test_demo_keeps_everything_within_its_time():
    load(timezone.localdate())

    beyond = Q(started_on__lt=F("membership__joined_on")) | Q(ended_on__gt=F("membership__left_on"))
    assert not RoleAssignment.objects.filter(beyond).exists()
    assert not Membership.objects.filter(joined_on__lt=F("network__started_on")).exists()


def test_demo_accounts_open_with_the_printed_password(client, settings, capsys):
    settings.DEBUG = True

    call_command("load_demo")

    printed = capsys.readouterr().out
    assert PASSWORD in printed
    for account in ACCOUNTS:
        assert f"{account}@{DOMAIN}" in printed
        user = User.objects.get(email=f"{account}@{DOMAIN}")
        assert (user.check_password(PASSWORD), user.person.email) == (True, user.email)
    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == [
        f"administrator@{DOMAIN}"
    ]


def test_demo_coordinator_sees_the_flemish_network_and_dutch_ones():
    load(timezone.localdate())
    coordinator, steward, observer, member = (
        User.objects.get(email=f"{name}@{DOMAIN}")
        for name in ("coordinator", "steward", "observer", "member")
    )

    def seen(user):
        return Network.objects.visible_to(user).count()

    assert set(Network.objects.coordinated_by(coordinator).values_list("slug", flat=True)) == {
        "huis-van-het-kind-wilgenrode",
        "onderwijs",
        "regionaal-bureau-leerplicht",
        "shared-services-center",
        "sociale-diensten",
        "speelweek-wilgenrode",
    }
    assert {seen(coordinator), seen(steward), seen(observer), seen(member)} == {7, 8, 2, 1}


def test_demo_member_is_asked_how_she_sees_somebody(client):
    load(timezone.localdate())
    client.force_login(User.objects.get(email=f"member@{DOMAIN}"))

    tasks = client.get(reverse("me")).context["tasks"]

    asked = RatingRound.objects.get()
    assert (asked.person.name, asked.requests.exclude(answered_on=None).count()) == ("Katrien Lemmens", 2)
    assert [task.url for task in tasks if "/ratings/" in task.url] == [
        reverse("rating_answer", args=[asked.network.slug, asked.pk])
    ]
    assert client.get(reverse("rating_answer", args=[asked.network.slug, asked.pk])).status_code == 200


def test_demo_has_a_swap_at_every_point_and_each_account_finds_what_waits_for_it(client):
    load(timezone.localdate())

    swaps = RoleSwap.objects.order_by("proposed_at")
    found = {}
    for account in ("member", "coordinator"):
        client.force_login(User.objects.get(email=f"{account}@{DOMAIN}"))
        context = client.get(reverse("me")).context
        tasks = [*context["tasks"], *context["more_tasks"]]
        found[account] = [(task.button, task.url) for task in tasks if "/swaps/" in task.url]

    old, older, agreed, objected, waiting = swaps
    assert [swap.state for swap in swaps] == ["carried-out"] * 2 + ["agreed", "objected", "proposed"]
    assert [swap.look_backs.count() for swap in (old, older)] == [2, 2]
    assert [obstacles_now(swap, timezone.localdate()) for swap in (agreed, objected, waiting)] == [[], [], []]
    assert found == {
        "member": [("Geef je antwoord", waiting.get_absolute_url())],
        "coordinator": [
            ("Bekijk waarom", objected.get_absolute_url()),
            ("Voer het door", agreed.get_absolute_url()),
        ],
    }


def test_demo_puts_its_ratings_and_its_open_question_back():
    today = timezone.localdate()
    load(today)
    before = ratings()
    RatingRequest.objects.first().delete()
    close_round(rating_round=RatingRound.objects.get(), day=today)
    CompetenceRating.objects.filter(score=5).update(score=1)

    load(today)

    assert ratings() == before
    assert set(CompetenceRating.objects.values_list("rater", flat=True)) == {None}


def ratings():
    """What the demo knows of ratings, without the keys of its rows."""
    kept = CompetenceRating.objects.values_list("person__name", "competence__slug", "rated_on", "score")
    sealed = SealedRating.objects.values_list(
        "request__round__closed_on", "request__rater__name", "competence__slug", "score"
    )
    return sorted(kept), sorted(sealed, key=str), sorted(RatingRequest.objects.values_list("rater__name"))


def snapshot_of_the_database():
    models = (User, Person, Organisation, Network, Membership, RoleAssignment, RoleStance, BalanceReading)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def test_demo_loaded_twice_changes_nothing():
    today = timezone.localdate()
    load(today)
    before = snapshot_of_the_database()

    changes = load(today)

    assert (changes.created, changes.changed, changes.removed) == (0, 0, 0)
    assert snapshot_of_the_database() == before


def test_demo_that_was_changed_is_put_back_and_the_rest_stays():
    today = timezone.localdate()
    load(today)
    before = reports(today)
    house = Network.objects.get(slug="huis-van-het-kind-wilgenrode")
    membership = house.memberships.get(person__name="Katrien Lemmens")
    membership.assignments.filter(role__slug="leader").update(ended_on=today)
    RoleAssignmentFactory(membership=membership, role=role("leader"), started_on=today)
    added = MembershipFactory(
        network=house, person__name="Toegevoegd", engagement__organisation__name="Nieuwe partner"
    )
    SwapMoveFactory(swap__network=house, giver=membership, receiver=added)
    bram = house.memberships.get(person__name="Bram Peeters")
    RoleSwap.objects.filter(Q(moves__giver=bram) | Q(moves__receiver=bram)).delete()
    bram.delete()
    Network.objects.filter(pk=house.pk).update(name="Iets anders", goal="")
    NetworkNorms.objects.create(network=house, max_roles_per_person=1)
    NetworkNorms.objects.filter(network__slug="holland-rijnland").update(max_organisation_share=1)
    Organisation.objects.filter(slug="ocmw-wilgenrode").update(name="Iets anders", name_key="iets anders")
    User.objects.filter(email=f"member@{DOMAIN}").update(password="!", is_staff=True)
    own = MembershipFactory(
        person=PersonFactory(name="Eigen"), engagement__organisation=OrganisationFactory(name="Eigen huis")
    )

    load(today)

    after = reports(today)
    assert after.pop(own.network.slug).counts.people == 1
    assert {slug: told(report) for slug, report in after.items()} == {
        slug: told(report) for slug, report in before.items()
    }
    member = User.objects.get(email=f"member@{DOMAIN}")
    assert (member.check_password(PASSWORD), member.is_staff) == (True, False)
    assert Person.objects.filter(name="Toegevoegd").exists()


def told(report):
    """What a report says, without the keys of people, who may have come back."""
    findings = [(finding.code, finding.subject.name, finding.value) for finding in report.findings]
    return report.network, report.counts, report.perspectives, report.balance, findings


def test_demo_on_the_next_day_keeps_networks_people_and_memberships():
    today = date(2026, 11, 22)
    load(today)
    before = {
        model: set(model.objects.values_list("pk", flat=True)) for model in (Network, Person, Membership)
    }

    load(today + timedelta(days=1))

    assert {model: set(model.objects.values_list("pk", flat=True)) for model in before} == before


def test_demo_refuses_to_run_where_its_known_password_would_be_a_risk(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_demo_can_be_forced(settings, capsys):
    settings.DEBUG = False

    call_command("load_demo", force=True)

    assert User.objects.count() == len(ACCOUNTS)


def test_read_day_takes_months_and_days():
    today = date(2026, 3, 31)

    assert read_day("-1m", today) == date(2026, 2, 28)
    assert read_day("+40d", today) == date(2026, 5, 10)
    with pytest.raises(ValueError, match="'soon' is no day"):
        read_day("soon", today)


def test_read_holding_takes_motives_dates_and_an_unknown_start():
    today = date(2026, 11, 22)

    assert read_holding("leader ON -30m -6m", today) == Holding(
        "leader", "ON", date(2024, 5, 22), date(2026, 5, 22), start_known=True
    )
    assert read_holding("driver ?-3m", today) == Holding(
        "driver", "", date(2026, 8, 22), None, start_known=False
    )
    with pytest.raises(ValueError, match="is no role held"):
        read_holding("driver", today)


def first_choices(client, account, url):
    """What the page about candidates says first to an account of the demo, and who stands on it."""
    client.force_login(User.objects.get(email=f"{account}@{DOMAIN}"))
    context = client.get(url).context
    return context["lead"], [row.candidate for row in context["rows"]]


def test_demo_coordinator_has_somebody_to_choose_from(client):
    load(timezone.localdate())

    lead, found = first_choices(
        client,
        "coordinator",
        reverse("role_candidates", args=["huis-van-het-kind-wilgenrode", "support-builder"]),
    )

    assert lead.startswith("Vier leden zien deze rol zitten; met Yasmina El Amrani valt het signaal")
    assert [each.stance for each in found[:5]] == ["prefers", "willing", "willing", "willing", ""]


def test_demo_steward_has_somebody_to_send(client):
    load(timezone.localdate())
    leiden = Engagement.objects.get(network__slug="sociale-diensten", organisation__slug="gemeente-leiden")

    lead, found = first_choices(
        client, "steward", reverse("seat_candidates", args=["sociale-diensten", leiden.pk])
    )

    assert lead.startswith("Drie collega’s zien een open rol zitten; met Bilal Öztürk valt het signaal")
    assert [(each.person.name, each.preferred.bit_count()) for each in found[:3]] == [
        ("Bilal Öztürk", 2),
        ("Chantal Pinas", 1),
        ("Tjeerd Hoekstra", 0),
    ]


def test_demo_coordinator_has_terms_a_weekly_mail_and_a_calendar_to_look_at(client, mailoutbox):
    load(timezone.localdate())
    client.force_login(User.objects.get(email="coordinator@demo.example"))
    client.cookies["django_language"] = "en"

    terms = client.get("/networks/huis-van-het-kind-wilgenrode/terms/")
    page = client.get("/me/reminders/").content.decode()
    outcome = send_reminders(day=timezone.localdate())

    assert {line.role.slug: line.field.value() for line in terms.context["lines"] if line.field.value()} == {
        "driver": 18,
        "spokesperson": 24,
        "fundraiser": 19,
    }
    assert "the last one left on" in page
    assert "Address made on" in page
    katrien = next(each for each in mailoutbox if each.to == ["katrien.lemmens@demo.example"])
    assert "Je termijn als fondsenwerver in ‘Huis van het Kind Wilgenrode’ loopt tot en met" in katrien.body
    assert outcome.mailed == len(mailoutbox) > 5
