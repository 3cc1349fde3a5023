"""No page weighs more than 100 kB on a first visit, everything compressed as a browser gets it."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.portal.journey.world import OPEN_TO_ALL, PAGES, World

pytestmark = pytest.mark.django_db
LIMIT = 100_000
GZIP = {"Accept-Encoding": "gzip"}
LINKED = re.compile(r"""(?:href|src)="/static/([^"]+)"|url\(["']?([^"')]+)""")
# A font is a compressed file already.
PACKED = (".woff2", ".png", ".jpg")


def file_of(name: str) -> Path:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found)


def weight_of(name: str) -> int:
    content = file_of(name).read_bytes()
    return len(content) if name.endswith(PACKED) else len(gzip.compress(content))


def files_of(page: str) -> set[str]:
    """Every file that the page and its style sheets can make a browser fetch, whether this page uses it or not."""
    names = {match[0] for match in LINKED.findall(page) if match[0]}
    for sheet in [name for name in names if name.endswith(".css")]:
        for _, inside in LINKED.findall(file_of(sheet).read_text()):
            if inside and not inside.startswith("data:"):
                names.add(str((Path("/") / Path(sheet).parent / inside).resolve()).lstrip("/"))
    return names


def assert_light(where: str, answer: HttpResponse) -> None:
    assert answer["Content-Encoding"] == "gzip", where
    page = gzip.decompress(answer.content).decode()
    weights = {name: weight_of(name) for name in files_of(page)}
    assert any(name.endswith(".css") for name in weights), where
    total = len(answer.content) + sum(weights.values())
    assert total <= LIMIT, (where, total, weights)


def test_every_page_of_an_applicant_is_light(world: World) -> None:
    browser = Client()  # one that reads no page: it is compressed
    browser.cookies = world.client.cookies
    for name, states in PAGES.items():
        world.put(sorted(states)[0])
        answer = browser.get(world.url(name), headers=GZIP)
        if answer["Content-Type"].startswith("text/html"):
            assert_light(name, answer)


def test_every_page_of_a_visitor_is_light(client: Client) -> None:
    for address in [reverse(f"journey:{name}") for name in OPEN_TO_ALL] + [reverse("identity:enter")]:
        assert_light(address, client.get(address, headers=GZIP))
