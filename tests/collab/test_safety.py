"""What a browser is told not to do, and that no page needs it to."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.collab.test_access import TABLE, world  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db

PAGES = [
    name for name, row in TABLE.items() if 200 in {row.get.coordinator, row.get.stranger, row.get.steward}
]


class Inline(HTMLParser):
    """Collects what the content security policy would block, and addresses on other hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(tag)
        loads = given.get("src") or (given.get("href") if tag in {"link", "use", "image"} else None)
        if loads and "//" in loads:
            self.found.append(f"{tag} {loads}")

    handle_startendtag = handle_starttag


def inline_parts(content: str) -> list[str]:
    parser = Inline()
    parser.feed(content)
    return parser.found


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_inline_script_or_style_and_asks_no_other_host(world, name):  # noqa: F811
    address = reverse(name, args=TABLE[name].args(world))

    answers = [client.get(address) for client in world.clients.values()]

    pages = [each for each in answers if each.headers.get("Content-Type", "").startswith("text/html")]
    assert {200} <= {each.status_code for each in answers}
    assert [inline_parts(each.content.decode()) for each in pages if each.content] == [
        [] for each in pages if each.content
    ]
    for each in answers:
        policy = each.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert each.headers["X-Frame-Options"] == "DENY"
        assert each.headers["X-Content-Type-Options"] == "nosniff"
        assert each.headers["Referrer-Policy"] == "same-origin"


def test_inline_parts_are_noticed():
    page = '<p style="color:red" onclick="x()"></p><script>1</script><style></style><img src="https://a.example/b"/>'

    assert inline_parts(page) == ["p style", "p onclick", "script", "style", "img https://a.example/b"]


@pytest.mark.parametrize("name", PAGES)
def test_odd_question_changes_no_status(world, name):  # noqa: F811
    address = reverse(name, args=TABLE[name].args(world))
    client = world.clients["administrator"]
    usual = client.get(address).status_code

    odd = [{"q": "\x00'\"<%"}, {"page": "-1"}, {"page": "one"}, {"page": "9" * 30}]
    answers = [client.get(address, query).status_code for query in odd]

    assert answers == [usual] * len(odd)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.forged])
def test_number_beyond_the_databases_is_not_there(world, name):  # noqa: F811
    row = TABLE[name]
    args = row.args(world)
    args[min(1, len(args) - 1)] = 10**30  # after the network's own address, if there is one
    method = "post" if row.get.administrator == 405 else "get"

    response = getattr(world.clients["administrator"], method)(reverse(name, args=args))

    assert response.status_code == 404
