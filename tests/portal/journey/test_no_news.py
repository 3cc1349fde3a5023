"""Asking for news costs next to nothing, is right without a cache, and tells nothing to anybody else."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.dossiers.models import Applicant
from portal.evidence.models import OcktoSession
from portal.identity.sessions import SEEN_AT, TOTP_AT
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of

pytestmark = pytest.mark.django_db
PAGE = reverse("journey:ockto")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def session() -> OcktoSession:
    """An invitation that nobody opened yet."""
    return applications.invited(applications.applicant("sanne"))


@pytest.fixture
def client(session: OcktoSession, enter: Enter) -> Client:
    """Sanne's browser."""
    return enter(session.applicant)


def note(client: Client) -> str:
    """What the page sends along when it asks for news."""
    values = tree_of(client.get(PAGE)).xpath("//*[@id='ockto-status']/@hx-vals")[0]
    found = re.search(r'"gezien":"([^"]+)"', values)
    assert found is not None
    return found[1]


def ask(client: Client, seen: str) -> Any:
    return client.get(PAGE, {"gezien": seen}, headers=HTMX)


@pytest.mark.parametrize("status", ["invited", "opened", "collecting", "consent", "shared", "fetching", "fetched"])
def test_nothing_new_takes_two_rows_and_none_of_the_dossier(client: Client, session: OcktoSession, status: str) -> None:
    OcktoSession.objects.update(status=status)
    seen = note(client)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = ask(client, seen)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (204, b"", "no-store")
    tables = [re.search(r'FROM "(\w+)"', one["sql"]) for one in queries]
    assert [one[1] for one in tables if one] == ["django_session", "evidence_ocktosession"]


def test_news_is_told_and_the_note_of_before_is_worth_nothing_any_more(client: Client, session: OcktoSession) -> None:
    seen = note(client)
    OcktoSession.objects.update(status="opened")
    answer = ask(client, seen)
    assert answer.status_code == 200
    assert tree_of(answer).get("id") == "ockto-status"
    OcktoSession.objects.update(sources=[{"source": "mijnuwv", "status": "collecting", "reason": "", "at": ""}])
    assert ask(client, note(client)).status_code == 204
    for status, code in (("read", 286), ("expired", 286), ("replaced", 286)):
        OcktoSession.objects.update(status=status)
        assert ask(client, seen).status_code == code


def test_it_is_right_while_the_cache_is_down(
    client: Client, session: OcktoSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise ConnectionError("the cache is away")

    for name in ("get", "set", "add", "incr", "get_many", "set_many"):
        monkeypatch.setattr(type(cache._connections["default"]), name, down)  # type: ignore[attr-defined]
    seen = note(client)
    assert ask(client, seen).status_code == 204
    OcktoSession.objects.update(status="opened")
    assert ask(client, seen).status_code == 200


def test_the_note_of_somebody_else_or_of_another_moment_is_no_key(
    client: Client, session: OcktoSession, enter: Enter
) -> None:
    seen = note(client)
    partner = applications.applicant("robin")
    assert ask(enter(partner), seen).status_code == 286, "the page itself answers: no invitation of theirs is open"
    assert ask(Client(), seen).headers["HX-Redirect"].startswith("/toegang/")
    for wrong in ("", "x", seen[:-1], seen + "a", seen.replace(":", ".")):
        assert ask(client, wrong).status_code == 200, wrong
    browser = client.session
    browser[SEEN_AT] = browser[TOTP_AT] = int(time.time() - timedelta(hours=3).total_seconds())
    browser.save()
    assert ask(client, seen).headers["HX-Redirect"].startswith("/toegang/")


def test_who_logged_out_hears_nothing(client: Client, session: OcktoSession) -> None:
    seen = note(client)
    client.logout()
    assert ask(client, seen).headers["HX-Redirect"].startswith("/toegang/")


def test_without_htmx_the_page_itself_answers(client: Client, session: OcktoSession) -> None:
    assert client.get(PAGE, {"gezien": note(client)}).content.startswith(b"<!doctype html>")


def test_an_applicant_of_another_person_has_another_note(client: Client, session: OcktoSession, enter: Enter) -> None:
    other = applications.applicant("thomas")
    applications.invited(other)
    assert isinstance(other, Applicant)
    assert note(enter(other)) != note(client)
