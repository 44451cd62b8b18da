"""Proposing moves: what an address fills in, what a preview promises, and what is refused at its field."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.analysis.rounding import one_decimal
from roles.models import RoleAssignment, RoleStance, RoleSwap
from roles.services.swaps import answer_swap, carry_out_swap, withdraw_swap
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    RoleSwapFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEW = "/networks/north/swaps/new/"


@pytest.fixture
def network():
    return NetworkFactory(slug="north", name="North")


@pytest.fixture
def people(network):
    seats = {
        name: MemberWithAccountFactory(network=network, person__name=name) for name in ("Ann", "Bo", "Cas")
    }
    seats["Cora"] = CoordinatorFactory(network=network, person__name="Cora")
    hold(seats["Ann"], "initiator", "leader", "driver")
    hold(seats["Cas"], "adviser")
    return seats


@pytest.fixture
def ann(client, people):
    sign_in(client, people["Ann"])
    return people["Ann"]


def hold(seat, *slugs):
    for slug in slugs:
        RoleAssignmentFactory(membership=seat, role=role(slug))


def sign_in(client, seat):
    client.force_login(seat.person.user)
    client.cookies["django_language"] = "en"


def sent(*moves, **plan):
    """What a browser sends: rows of role, giver and receiver, and a plan."""
    data = {"rows": str(len(moves))}
    for number, (slug, giver, receiver) in enumerate(moves):
        keys = [each.pk if each else "" for each in (giver, receiver)]
        data |= dict(
            zip(
                (f"move-{number}-{name}" for name in ("role", "giver", "receiver")),
                (slug, *keys),
                strict=True,
            )
        )
    plan = {"reason": "Room for others.", "planned_on": TODAY, "by_itself": "no", "look_back": "3"} | plan
    return data | {f"plan-{name}": str(value) for name, value in plan.items()}


def row_of(response, number=0):
    form = response.context["draft"].rows[number]
    return tuple(form[name].value() or "" for name in ("role", "giver", "receiver"))


def errors_of(response):
    draft = response.context["draft"]
    return [{name: list(found) for name, found in form.errors.items()} for form in draft.rows]


# Where it begins.


def test_beginning_offers_what_the_reader_can_do_and_coordinators_the_same_for_others(client, people):
    offered = {}
    for name in ("Ann", "Bo", "Cora"):
        sign_in(client, people[name])
        page = client.get(NEW).context
        kinds = [parse_qs(urlsplit(each.url).query)["kind"][0] for each in page["choices"]]
        offered[name] = kinds, len(page["for_others"])

    assert offered == {
        "Ann": (["hand-over", "take-over", "share", "exchange", "step-back", "fill"], 0),
        "Bo": (["take-over", "share", "fill"], 0),  # holds nothing
        "Cora": (["take-over", "share", "fill"], 5),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=hand-over&role=driver", [("driver", "Ann", "")]),
        ("kind=hand-over&role=driver&receiver={Bo}", [("driver", "Ann", "Bo")]),
        ("kind=take-over&role=adviser", [("adviser", "Cas", "Ann")]),
        ("kind=share&role=adviser", [("adviser", "", "Ann")]),
        ("kind=fill&role=critic&receiver={Bo}", [("critic", "", "Bo")]),
        ("kind=step-back&role=leader", [("leader", "Ann", "")]),
        ("kind=exchange&role=driver&receiver={Cas}", [("driver", "Ann", "Cas"), ("", "Cas", "Ann")]),
        ("kind=hand-over&role=adviser&giver={Cas}&receiver={Bo}", [("adviser", "Cas", "Bo")]),
        ("kind=fill&for=others", [("", "", "")]),
        ("kind=nonsense&role=nonsense", [("", "", "")]),
    ],
)
def test_address_fills_the_form_in(client, people, ann, query, expected):
    keys = {name: seat.pk for name, seat in people.items()}

    response = client.get(f"{NEW}?{query.format(**keys)}")

    names = {str(seat.pk): name for name, seat in people.items()} | {"": ""}
    rows = [row_of(response, number) for number in range(len(response.context["draft"].rows))]
    assert [(slug, names[giver], names[receiver]) for slug, giver, receiver in rows] == expected


def test_address_with_somebody_of_another_network_fills_nobody_in_and_says_so(client, people, ann):
    stranger = MembershipFactory(person__name="Stranger")

    response = client.get(f"{NEW}?kind=hand-over&role=driver&receiver={stranger.pk}")

    assert row_of(response) == ("driver", str(ann.pk), "")
    assert "Somebody in this link does not take part here any more." in response.content.decode()
    assert "Stranger" not in response.content.decode()


# The preview and what comes of it.


def report(client):
    return client.get(reverse("report_json", args=["north"])).json()


def codes(findings):
    return sorted((each["code"], each["subject"]["id"]) for each in findings)


def test_preview_promises_exactly_the_report_that_comes(client, people, ann):
    sign_in(client, people["Cora"])
    before = report(client)
    data = sent(("driver", ann, people["Bo"]), ("adviser", people["Cas"], ann))

    preview = client.post(NEW, data)
    untouched = RoleSwap.objects.count()
    done = client.post(NEW, data | {"send": "yes"}, follow=True)
    swap = RoleSwap.objects.get()
    for name in ("Ann", "Bo", "Cas"):
        answer_swap(swap=swap, person=people[name].person, consents=True)
    carry_out_swap(swap=swap, person=people["Cora"].person)
    after = report(client)

    shown = preview.context["preview"]
    assert [line.sentence for line in shown["lines"]] == [
        "Ann hands the role of driver over to Bo",
        "Cas hands the role of adviser over to Ann",
    ]
    assert (untouched, shown["asked"]) == (0, "Ann, Bo and Cas")
    assert [str(each) for each in done.context["messages"]] == [
        "Your proposal is on its way to Ann, Bo and Cas."
    ]
    gains = shown["effect"]
    said_gone = {each.title for each in gains.gone}
    titles = (
        {each["text"]["title"] for each in before["findings"]},
        {each["text"]["title"] for each in after["findings"]},
    )
    assert {each.title for each in gains.come} == titles[1] - titles[0] - {
        now.title for _was, now in gains.changed
    }
    assert said_gone == titles[0] - titles[1] - {was.title for was, _now in gains.changed}
    assert said_gone | {was.title for was, _now in gains.changed}
    scores = {each.perspective: each.after for each in shown["effect"].scores}
    written = {
        each: "–"
        if score is None
        else f"{float(one_decimal(score)) if not isinstance(score, float) else score:g}"
        for each, score in after["perspectives"].items()
    }
    assert scores == written


def test_member_is_not_told_through_a_preview_what_others_avoid(client, people, ann):
    for name in ("Bo", "Cas"):
        RoleStanceFactory(person=people[name].person, role=role("driver"), stance="avoids")
    data = sent(("driver", ann, people["Bo"]))
    shown = client.post(NEW, data).context["preview"]["effect"]
    RoleStance.objects.all().delete()

    same = client.post(NEW, data).context["preview"]["effect"]

    assert shown == same


def test_rows_come_and_go_and_what_was_typed_stays(client, people, ann):
    data = sent(("driver", ann, people["Bo"]), reason="", planned_on="soon")

    more = client.post(NEW, data | {"more": "yes"})
    less = client.post(
        NEW, sent(("driver", ann, None), ("leader", ann, people["Bo"]), reason="Mine.") | {"remove": "0"}
    )

    assert [row_of(more, number) for number in (0, 1)] == [
        ("driver", str(ann.pk), str(people["Bo"].pk)),
        ("", "", ""),
    ]
    assert more.context["draft"].plan_form["planned_on"].value() == "soon"
    assert not any(errors_of(more))
    assert [row_of(less)] == [("leader", str(ann.pk), str(people["Bo"].pk))]
    assert less.context["draft"].plan_form["reason"].value() == "Mine."
    assert RoleSwap.objects.count() == 0


def test_blank_rows_are_left_out_and_ten_are_the_most(client, people, ann):
    rows = [("driver", ann, people["Bo"]), ("", None, None)]

    client.post(NEW, sent(*rows) | {"send": "yes"})
    full = client.post(NEW, sent(*[("", None, None)] * 10) | {"more": "yes"})
    forged = client.post(NEW, sent(*rows) | {"rows": "99999999999", "more": "yes"})

    (swap,) = RoleSwap.objects.all()
    assert list(swap.moves.values_list("role__slug", "giver", "receiver")) == [
        ("driver", ann.pk, people["Bo"].pk)
    ]
    assert (len(full.context["draft"].rows), full.context["may_add"]) == (10, False)
    assert len(forged.context["draft"].rows) == 2


# What is refused, and where.


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(client, network, people, ann):
    bo, cas = people["Bo"], people["Cas"]
    later = MembershipFactory(
        network=network, person__name="Lea", joined_on=TODAY + timedelta(days=30), engagement=None
    )
    leaving = MembershipFactory(network=network, person__name="Gus", left_on=TODAY + timedelta(days=3))
    said = {
        "nothing": errors_of(client.post(NEW, sent(("", None, None)))),
        "nobody": errors_of(client.post(NEW, sent(("driver", None, None)))),
        "twice": errors_of(client.post(NEW, sent(("driver", ann, ann)))),
        "not theirs": errors_of(client.post(NEW, sent(("driver", bo, cas)))),
        "nobody's": errors_of(client.post(NEW, sent(("critic", bo, cas)))),
        "already": errors_of(client.post(NEW, sent(("driver", None, ann)))),
        "later": errors_of(client.post(NEW, sent(("driver", ann, later)))),
        "leaving": errors_of(
            client.post(NEW, sent(("driver", ann, leaving), planned_on=TODAY + timedelta(days=9)))
        ),
        "received twice": errors_of(client.post(NEW, sent(("driver", ann, bo), ("driver", None, bo)))),
        "second row": errors_of(client.post(NEW, sent(("driver", ann, bo), ("driver", ann, cas)))),
    }

    joins = (TODAY + timedelta(days=30)).strftime("%-d %B %Y")
    goes = (TODAY + timedelta(days=3)).strftime("%-d %B %Y")
    assert said == {
        "nothing": [{"role": ["Choose the role that moves."]}],
        "nobody": [{"receiver": ["Say who lays the role down, who takes it on, or both."]}],
        "twice": [{"receiver": ["This is the same person twice. Choose somebody else."]}],
        "not theirs": [{"giver": ["Bo is not driver; that is Ann."]}],
        "nobody's": [{"giver": ["Bo is not critic, and nobody else is. Choose nobody here."]}],
        "already": [{"receiver": ["Ann is driver already. Choose somebody else."]}],
        "later": [
            {
                "receiver": [
                    f"Lea takes part from {joins} on. Choose that day or a later one, or somebody else."
                ]
            }
        ],
        "leaving": [
            {"receiver": [f"Gus leaves this network on {goes}. Choose an earlier day, or somebody else."]}
        ],
        "received twice": [{}, {"receiver": ["Bo takes this role on already, in a move above."]}],
        "second row": [{}, {"giver": ["Ann lays this role down already, in a move above."]}],
    }
    assert RoleSwap.objects.count() == 0


def test_plan_is_refused_at_its_fields(client, people, ann):
    move = ("driver", ann, people["Bo"])

    past = client.post(NEW, sent(move, planned_on=TODAY - timedelta(days=1), reason=" ") | {"send": "yes"})
    far = client.post(NEW, sent(move, planned_on="9999-12-31"))
    odd = client.post(NEW, sent(move, planned_on="tomorrow", look_back="2", by_itself="perhaps"))

    assert past.context["draft"].plan_form.errors == {
        "reason": ["Say in a sentence why. The others will want to know."],
        "planned_on": ["This day is over. Choose today or a later day."],
    }
    assert "That is far ahead." in far.context["draft"].plan_form.errors["planned_on"][0]
    assert set(odd.context["draft"].plan_form.errors) == {"planned_on", "look_back", "by_itself"}
    assert RoleSwap.objects.count() == 0


def test_forged_members_roles_and_proposals_are_refused(client, network, people, ann):
    stranger = MembershipFactory(person__name="Stranger")
    former = MembershipFactory(network=network, left_on=TODAY - timedelta(days=1))
    foreign = RoleSwapFactory()

    answers = [
        errors_of(client.post(NEW, sent(row) | {"send": "yes"}))
        for row in (
            ("driver", ann, stranger),
            ("driver", stranger, ann),
            ("driver", ann, former),
            ("king", ann, people["Bo"]),
        )
    ]
    strange = [client.get(f"{NEW}?instead_of={key}").status_code for key in (foreign.pk, "x", "9" * 30)]

    nobody = ["Choose one of the members of this network."]
    assert answers == [
        [{"receiver": nobody}],
        [{"giver": nobody}],
        [{"receiver": nobody}],
        [{"role": ["Choose one of the roles in this list."]}],
    ]
    assert strange == [404, 404, 404]
    assert RoleSwap.objects.filter(network=network).count() == 0


def test_what_is_proposed_twice_stands_once(client, people, ann):
    data = sent(("driver", ann, people["Bo"])) | {"send": "yes"}
    client.post(NEW, data)

    again = client.post(NEW, data)

    (swap,) = RoleSwap.objects.all()
    assert again.context["refused"] == [
        "This has been proposed already, and is still open. Answer that proposal."
    ]
    assert reverse("swap_detail", args=["north", swap.pk]) in again.content.decode()
    assert "Room for others." in again.content.decode()


# Something else instead.


def test_another_proposal_takes_the_place_of_the_first(client, people, ann):
    client.post(NEW, sent(("driver", ann, people["Bo"])) | {"send": "yes"})
    first = RoleSwap.objects.get()
    sign_in(client, people["Bo"])
    opened = client.get(f"{NEW}?instead_of={first.pk}")
    url = f"{NEW}?instead_of={first.pk}"

    client.post(url, sent(("driver", ann, people["Cas"])) | {"send": "yes", "replaces": "yes"})
    late = client.post(
        url, sent(("driver", ann, people["Cora"]), reason="Too late.") | {"send": "yes", "replaces": "yes"}
    )

    first.refresh_from_db()
    second = RoleSwap.objects.get(replaces=first)
    assert row_of(opened) == ("driver", str(ann.pk), str(people["Bo"].pk))
    assert opened.context["draft"].plan_form["reason"].value() is None  # it is not Bo's own
    assert 'name="replaces"' in opened.content.decode()
    assert (first.state, second.moves.get().receiver) == ("replaced", people["Cas"])
    assert late.context["refused"] == ["Somebody has proposed something else instead. Answer that one."]
    assert "Too late." in late.content.decode()
    assert RoleSwap.objects.count() == 2


def test_withdrawn_proposal_is_proposed_anew_with_its_own_reason(client, people, ann):
    client.post(NEW, sent(("driver", ann, people["Bo"]), reason="Mine.") | {"send": "yes"})
    first = RoleSwap.objects.get()
    withdraw_swap(swap=first, person=ann.person)

    opened = client.get(f"{NEW}?instead_of={first.pk}")
    client.post(f"{NEW}?instead_of={first.pk}", sent(("driver", ann, people["Bo"])) | {"send": "yes"})

    assert opened.context["draft"].plan_form["reason"].value() == "Mine."
    assert 'name="replaces"' not in opened.content.decode()
    assert list(RoleSwap.objects.order_by("pk").values_list("state", "replaces")) == [
        ("withdrawn", None),
        ("proposed", None),
    ]


# Handing over from a finding.


def test_finding_of_cumulation_leads_to_a_proposal_with_the_best_candidate(client, network, people):
    sign_in(client, people["Cora"])
    dashboard = client.get(reverse("dashboard", args=["north"]))
    (card,) = [each for each in dashboard.context["findings"] if each.code == "core-cumulation-person"]

    candidates = client.get(card.url)
    best = candidates.context["rows"][0]
    opened = client.get(best.propose_url)
    sent_on = client.post(
        best.propose_url, sent(("driver", people["Ann"], people["Bo"])) | {"send": "yes"}, follow=True
    )

    assert card.button == "Hand on a role"
    assert best.propose_url in candidates.content.decode().replace("&amp;", "&")
    assert row_of(opened) == ("driver", str(people["Ann"].pk), str(best.candidate.membership))
    swap = RoleSwap.objects.get()
    assert sent_on.redirect_chain == [(reverse("swap_detail", args=["north", swap.pk]), 302)]


def test_empty_role_is_proposed_to_a_candidate_first(client, network, people):
    sign_in(client, people["Cora"])
    candidates = client.get(reverse("role_candidates", args=["north", "critic"]))
    row = candidates.context["rows"][0]

    opened = client.get(row.propose_url)

    text = candidates.content.decode().replace("&amp;", "&")
    assert text.index(row.propose_url) < text.index(row.give_url)
    assert row_of(opened) == ("critic", "", str(row.candidate.membership))
    assert opened.context["opening"].question == "Which roles move, and between whom?"


def test_whom_a_finding_is_about_hands_a_role_over_themselves(client, people, ann):
    page = client.get(reverse("dashboard", args=["north"]))
    (card,) = [each for each in page.context["findings"] if each.code == "core-cumulation-person"]

    opened = client.get(card.url)

    assert card.button == "Hand on a role"
    assert row_of(opened) == ("driver", str(ann.pk), "")
    assert opened.context["opening"].question == "Which role do you hand over, and to whom?"


def test_finding_about_an_organisation_leads_to_whoever_of_it_carries_most(client, network, people):
    partner = EngagementFactory(network=network, organisation__slug="de-zon")
    light = MembershipFactory(network=network, engagement=partner)
    heavy = MembershipFactory(network=network, engagement=partner)
    hold(light, "diplomat")
    hold(heavy, "diplomat", "mood-maker", "spokesperson")
    sign_in(client, people["Cora"])
    page = reverse("role_candidates", args=["north", "diplomat"])

    led, unknown = client.get(f"{page}?of=de-zon"), client.get(f"{page}?of=nobody")

    assert led.url == f"{page}?from={heavy.person_id}"
    assert unknown.status_code == 200


def test_member_and_role_pages_lead_to_proposals_of_ones_own(client, people, ann):
    own = client.get(reverse("member_detail", args=["north", ann.pk])).content.decode()
    other = client.get(reverse("member_detail", args=["north", people["Cas"].pk])).content.decode()
    pages = {
        slug: client.get(reverse("network_role", args=["north", slug])).content.decode()
        for slug in ("driver", "adviser", "critic")
    }

    assert own.count(">Hand over<span") == 3
    assert "Hand over<span" not in other
    assert "kind=hand-over&amp;role=driver" in pages["driver"]
    assert "kind=take-over&amp;role=adviser" in pages["adviser"]
    assert "kind=share&amp;role=adviser" in pages["adviser"]
    assert "kind=fill&amp;role=critic" in pages["critic"]


def test_administrator_without_a_seat_proposes_between_others(client, people):
    client.force_login(AdministratorFactory())
    client.cookies["django_language"] = "en"

    begun = client.get(NEW)
    client.post(NEW, sent(("driver", people["Ann"], people["Bo"])) | {"send": "yes"})

    assert (begun.context["choices"], len(begun.context["for_others"])) == ([], 5)
    assert list(RoleSwap.objects.values_list("proposed_by", "state")) == [(None, "proposed")]


@pytest.mark.parametrize("count", [1, 4])
def test_preview_asks_as_many_questions_for_one_move_as_for_many(
    client, network, people, ann, count, django_assert_num_queries
):
    slugs = ["diplomat", "critic", "supporter", "innovator"][:count]
    rows = [(slug, None, MembershipFactory(network=network)) for slug in slugs]

    with django_assert_num_queries(12):
        response = client.post(NEW, sent(*rows))

    assert len(response.context["preview"]["lines"]) == count


def test_move_that_nobody_holds_any_more_when_it_is_sent_is_refused_with_everything_typed(
    client, people, ann
):
    data = sent(("driver", ann, people["Bo"]), reason="Room for Bo.")
    client.post(NEW, data)
    RoleAssignment.objects.filter(role__slug="driver").update(ended_on=TODAY)

    response = client.post(NEW, data | {"send": "yes"})

    assert errors_of(response) == [{"giver": ["Ann is not driver, and nobody else is. Choose nobody here."]}]
    assert "Room for Bo." in response.content.decode()
