"""The decision table: who may decide what at a network's table today."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Mandate
from tests.factories import (
    AuthorityFactory,
    CoordinatorFactory,
    DecisionTopicFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    StewardshipFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DECIDES, CONSULTS, REFERS = "decides", "consults", "refers"


@pytest.fixture
def observer(client):
    observer = ObserverFactory()
    client.force_login(observer.person.user)
    client.cookies["django_language"] = "en"
    return observer


def topics(network, *names: str) -> list:
    return [DecisionTopicFactory(network=network, name=name) for name in names]


def speaker(network, name: str, organisation: str, levels: dict, engagement=None, **mandate):
    """A member with a mandate that is valid today, and what it says of topics."""
    engagement = engagement or EngagementFactory(network=network, organisation__name=organisation)
    membership = MembershipFactory(network=network, engagement=engagement, person__name=name)
    values = {"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY + timedelta(days=9)} | mandate
    made = MandateFactory(membership=membership, **values)
    for topic, level in levels.items():
        AuthorityFactory(mandate=made, topic=topic, level=level)
    return membership


def get(client, network, **query):
    return client.get(reverse("mandate_table", args=[network.slug]), query)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def rows(response) -> list[list[str]]:
    """The table's rows: the topic, who decides, and what each member may do, as a screen reader says it."""
    table = response.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    return [
        [
            words(re.sub(r'<b aria-hidden="true">.</b>', "", cell))
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in table.split("</tr>")[:-1]
    ]


def headings(response) -> list[str]:
    head = response.content.decode().split("<thead>")[1].split("</thead>")[0]
    return [words(cell) for cell in re.findall(r"<th.*?</th>", head)][2:]


def test_table_has_topics_down_and_members_across_with_what_each_may_do(client, observer):
    network = observer.network
    money, people, press = topics(network, "Money", "People", "Press")
    anna = speaker(network, "Anna", "De Brug", {money: DECIDES, people: CONSULTS})
    speaker(network, "Bert", "De Zon", {money: DECIDES, people: REFERS, press: DECIDES})
    speaker(network, "Carl", "De Brug", {money: DECIDES}, engagement=anna.engagement)

    response = get(client, network)

    assert headings(response) == ["Anna De Brug", "Carl De Brug", "Bert De Zon"]
    assert rows(response) == [
        ["Money", "2 organisations Anna, Carl, Bert", "decides", "decides", "decides"],
        ["People", "nobody decides", "consults first", "nothing said", "refers back"],
        ["Press", "only De Zon Bert", "nothing said", "nothing said", "decides"],
    ]
    assert response.context["lead"] == (
        "Today this table can decide on 2 of the 3 topics; on “People” nobody may."
    )
    assert response.context["single"] == "On “Press” only De Zon may decide."


def test_table_counts_only_valid_granted_mandates_of_members_of_today(client, observer):
    network, yesterday, tomorrow = observer.network, TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    (money,) = topics(network, "Money")
    levels = {money: DECIDES}
    speaker(network, "Asked", "A", levels, granted_on=None)
    speaker(network, "Declined", "B", levels, granted_on=None, declined_on=TODAY)
    speaker(network, "Withdrawn", "C", levels, withdrawn_on=TODAY)
    speaker(network, "Expired", "D", levels, ends_on=yesterday)
    speaker(network, "Coming", "E", levels, starts_on=tomorrow, granted_on=TODAY)
    gone = speaker(network, "Gone", "F", levels)
    gone.left_on = TODAY
    gone.save()
    speaker(network, "Last day", "G", levels, ends_on=TODAY)
    speaker(network, "First day", "H", levels, starts_on=TODAY)
    elsewhere = NetworkFactory()
    speaker(elsewhere, "Elsewhere", "I", dict.fromkeys(topics(elsewhere, "Money"), DECIDES))

    response = get(client, network)

    assert headings(response) == ["Last day G", "First day H"]
    assert [cell[0] for cell in rows(response)] == ["Money"]
    missing = words(str(response.context["missing"]))
    assert all(name in missing for name in ("Asked", "Declined", "Withdrawn", "Expired", "Coming"))
    assert not any(name in response.content.decode() for name in ("Gone", "Elsewhere"))


def test_members_in_their_own_name_stand_beside_the_table_and_count_for_nobody(client, observer):
    network = observer.network
    (money,) = topics(network, "Money")
    speaker(network, "Anna", "De Brug", {money: CONSULTS})
    MembershipFactory(network=network, engagement=None, person__name="Rosa")

    response = get(client, network)

    assert headings(response) == ["Anna De Brug"]
    assert rows(response) == [["Money", "nobody decides", "consults first"]]
    assert "Rosa" in words(str(response.context["own_name"]))
    assert "Rosa" not in str(response.context["missing"])


@pytest.mark.parametrize(
    ("build", "lead"),
    [
        (lambda network: None, "Nobody takes part here today, so nothing can be decided."),
        (
            lambda network: MembershipFactory(network=network, engagement=None),
            "Everybody here speaks in their own name, and needs no mandate to decide.",
        ),
        (
            lambda network: MembershipFactory(network=network),
            "It has not been said yet what this network decides about.",
        ),
        (
            lambda network: [topics(network, "Money"), MembershipFactory(network=network)],
            "Nobody has a valid mandate today, so nobody can decide for their organisation.",
        ),
        (
            lambda network: speaker(network, "Anna", "A", dict.fromkeys(topics(network, "Money"), REFERS)),
            "Today nobody may decide on any topic; everybody has to ask their organisation first.",
        ),
        (
            lambda network: speaker(network, "Anna", "A", dict.fromkeys(topics(network, "Money"), DECIDES)),
            "Today this table can decide on the one topic that there is.",
        ),
        (
            lambda network: speaker(network, "Anna", "A", dict.fromkeys(topics(network, "1", "2"), DECIDES)),
            "Today this table can decide on all 2 topics.",
        ),
        (
            lambda network: speaker(network, "Anna", "A", {topics(network, *"12345")[0]: DECIDES}),
            "Today this table can decide on 1 of the 5 topics; on the others nobody may.",
        ),
    ],
)
def test_one_sentence_says_what_can_be_decided_today(client, observer, build, lead):
    build(observer.network)

    response = get(client, observer.network)

    assert response.context["lead"] == lead
    assert lead in response.content.decode()


def test_sentence_on_single_organisations_names_a_few_topics_and_counts_many(client, observer):
    network = observer.network
    names = topics(network, "1", "2", "3", "4")
    anna = speaker(network, "Anna", "A", dict.fromkeys(names, DECIDES))
    many = get(client, network).context["single"]
    bert = speaker(network, "Bert", "B", dict.fromkeys(names[:2], DECIDES))
    few = get(client, network).context["single"]
    Mandate.objects.filter(membership__in=[anna, bert]).delete()

    assert many == "On 4 topics only one organisation may decide."
    assert few == "On “3” and “4” only one organisation may decide."
    assert get(client, network).context["single"] == ""


def test_second_column_counts_everybody_whatever_members_are_shown(client, observer):
    network = observer.network
    (money,) = topics(network, "Money")
    for number in range(30):
        speaker(network, f"Member {number:02d}", f"Organisation {number:02d}", {money: DECIDES})

    first, second = get(client, network), get(client, network, page="2")
    one = get(
        client,
        network,
        organisation=network.engagements.get(organisation__name__endswith="07").organisation.slug,
    )

    who = "30 organisations Member 00, Member 01, Member 02 and 27 others"
    assert [row[1] for response in (first, second, one) for row in rows(response)] == [who] * 3
    assert [len(headings(response)) for response in (first, second, one)] == [24, 6, 1]
    assert headings(one) == ["Member 07 Organisation 07"]
    assert "Members 25 to 30 of 30" in second.content.decode()


def test_topics_are_searched_without_case_or_accents(client, observer):
    network = observer.network
    found = topics(network, "Crèche", "Money")
    speaker(network, "Anna", "A", dict.fromkeys(found, DECIDES))

    assert [row[0] for row in rows(get(client, network, q="CRECHE"))] == ["Crèche"]
    nothing = get(client, network, q="<u>").content.decode()
    assert "Nothing matches what you are looking for." in nothing
    assert 'value="&lt;u&gt;"' in nothing


def test_filter_is_there_from_eleven_topics_or_members_on(client, observer):
    network = observer.network
    anna = speaker(network, "Anna", "A", dict.fromkeys(topics(network, *"0123456789"), DECIDES))
    few = get(client, network).context["filters"]
    topics(network, "One more")

    assert (few, get(client, network).context["filters"]) == (False, True)
    assert anna.person.name in get(client, network).content.decode()


def test_names_are_escaped_everywhere(client, observer):
    network = observer.network
    (topic,) = topics(network, "<i>Money</i>")
    speaker(network, "<i>Anna</i>", "<i>A</i>", {topic: DECIDES})
    MembershipFactory(network=network, person__name="<i>Bert</i>", engagement__organisation__name="<i>B</i>")
    MembershipFactory(network=network, person__name="<i>Rosa</i>", engagement=None)

    content = get(client, network).content.decode()

    assert not re.search(r"<i>(Money|Anna|A|Bert|B|Rosa)<", content)
    assert all(f"&lt;i&gt;{name}" in content for name in ("Money", "Anna", "A", "Bert", "B", "Rosa"))


def test_list_says_the_same_for_each_topic_on_a_phone(client, observer):
    network = observer.network
    money, people = topics(network, "Money", "People")
    speaker(network, "Anna", "A", {money: DECIDES, people: CONSULTS})
    speaker(network, "Bert", "B", {money: CONSULTS})

    items = str(get(client, network).context["items"]).split("</li>")

    assert [words(item) for item in items] == [
        "Money only A Anna decides Anna consults first Bert",
        "People nobody decides consults first Anna",
        "",
    ]


def steps(response) -> list[str]:
    return re.findall(r'href="([^"]*/mandates/[^"]+)"', str(response.context["missing"]))


def test_each_reader_is_offered_what_they_can_do_about_a_missing_mandate(client):
    network = NetworkFactory(slug="north")
    coordinator, me = CoordinatorFactory(network=network), MemberWithAccountFactory(network=network)
    request = MandateFactory(membership=MembershipFactory(network=network), granted_on=None)
    steward = StewardshipFactory(organisation=me.organisation)
    answering = StewardshipFactory(organisation=request.membership.organisation)
    observer = ObserverFactory(network=network)
    waits = f"/networks/north/mandates/{request.pk}/"
    asks = [f"/networks/north/mandates/ask/?member={each.pk}" for each in (coordinator, me)]
    grants = f"/networks/north/mandates/new/?member={me.pk}"

    def offered(person) -> set[str]:
        client.force_login(person.user)
        return set(steps(get(client, network)))

    assert offered(coordinator.person) == {waits, *asks}
    assert offered(me.person) == {waits, asks[1]}
    assert offered(steward.person) == {waits, grants}
    assert offered(answering.person) == {waits}
    assert offered(observer.person) == {waits}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("reader", ["member", "observer"])
def test_table_takes_the_same_queries_whatever_there_is(client, count, reader, django_assert_num_queries):
    network = NetworkFactory()
    person = {"member": MemberWithAccountFactory, "observer": ObserverFactory}[reader](network=network).person
    client.force_login(person.user)
    for number in range(count):
        (topic,) = topics(network, f"Topic {number}")
        speaker(network, f"Member {number}", f"Organisation {number}", {topic: DECIDES})
        MandateFactory(membership=MembershipFactory(network=network), granted_on=None)
        MembershipFactory(network=network)
        MembershipFactory(network=network, engagement=None)
        StewardshipFactory(person=person)

    with django_assert_num_queries(7 if reader == "member" else 8):
        response = get(client, network)

    assert len(headings(response)) == len(rows(response)) == count


def test_page_leads_whoever_may_read_them_to_the_changes_of_mandates(client, observer):
    network = observer.network
    seat = MembershipFactory(network=network)
    readers = {
        "coordinator": CoordinatorFactory(network=network).person,
        "member": MemberWithAccountFactory(network=network).person,
        "steward": StewardshipFactory(organisation=seat.organisation).person,
        "observer": observer.person,
    }
    changes = f"{reverse('change_list', args=[network.slug])}?kind=mandates"

    led = {}
    for name, person in readers.items():
        client.force_login(person.user)
        html = client.get(reverse("mandate_table", args=[network.slug])).content.decode()
        led[name] = (f'href="{changes}"' in html, client.get(changes).status_code)

    assert led == {
        "coordinator": (True, 200),
        "member": (True, 200),
        "steward": (True, 200),
        "observer": (False, 403),
    }
