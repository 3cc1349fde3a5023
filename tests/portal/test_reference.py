"""Who meets an error can tell us which one: the code on the page is the code in the log."""

import logging
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.identity.language import OF_THIS_VISIT
from portal.journey.views import about
from portal.reference import ALPHABET, HEADER, ReferenceFilter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
CODE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


class Lines(logging.Handler):
    """The log as the console would write it."""

    def __init__(self) -> None:
        super().__init__()
        self.addFilter(ReferenceFilter())
        self.found: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append((record.reference, record.getMessage()))  # type: ignore[attr-defined]


@pytest.fixture
def lines() -> Any:
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.found
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Client:
    def breaks(*args: Any, **kwargs: Any) -> HttpResponse:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(about, "render", breaks)
    return Client(raise_request_exception=False)


def code_on(response: Any) -> str:
    (found,) = CODE.findall(words_of(response))
    assert found == response[HEADER]
    return str(found)


def test_an_error_of_ours_shows_a_code_that_stands_in_the_log(broken: Client, lines: list[tuple[str, str]]) -> None:
    response = broken.get(reverse("journey:contact"))
    assert response.status_code == 500
    code = code_on(response)
    assert (code, "Internal Server Error: /contact/") in lines


def test_an_error_of_ours_says_what_is_safe_and_when_to_try_again_and_never_oops(broken: Client) -> None:
    words = words_of(broken.get(reverse("journey:contact")))
    assert "Alles wat je eerder opsloeg, is bewaard." in words
    assert "Probeer het over een paar minuten opnieuw." in words
    assert not re.search("oeps|sorry|oops", words, re.IGNORECASE)


def test_an_error_of_ours_is_told_in_the_language_of_the_reader(broken: Client) -> None:
    broken.post(reverse("identity:language"), {"language": "en", "next": "/"})
    assert broken.session[OF_THIS_VISIT] == "en"
    response = broken.get(reverse("journey:contact"))
    assert tree_of(response).get("lang") == "en"
    assert "Call or email us about this? Then give this code:" in words_of(response)
    code_on(response)


def test_a_page_that_is_not_there_shows_a_code_and_says_that_nothing_is_lost(
    client: Client, lines: list[tuple[str, str]]
) -> None:
    response = client.get("/nergens/")
    assert response.status_code == 404
    assert "Met je aanvraag is niets aan de hand." in words_of(response)
    assert (code_on(response), "Not Found: /nergens/") in lines


def test_what_cannot_be_read_or_comes_without_its_key_shows_a_code(client: Client) -> None:
    unreadable = client.post(reverse("identity:enter"), {f"field{n}": "x" for n in range(1500)})
    assert unreadable.status_code == 400
    code_on(unreadable)
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(reverse("identity:enter"), {"email": "sam@voorbeeld.nl"})
    assert refused.status_code == 403
    code_on(refused)


def test_each_request_has_its_own_code_and_nobody_chooses_it(client: Client) -> None:
    codes = {client.get("/nergens/", headers={HEADER: "AAAA-AAAA"})[HEADER] for _ in range(3)}
    assert len(codes) == 3
    assert all(CODE.fullmatch(code) for code in codes)


def test_a_line_outside_a_request_says_so_and_the_console_writes_the_code(settings: Any) -> None:
    record = logging.makeLogRecord({"msg": "x"})
    assert ReferenceFilter().filter(record)
    assert record.reference == "-"  # type: ignore[attr-defined]
    assert "{reference}" in settings.LOGGING["formatters"]["line"]["format"]
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["reference"]
