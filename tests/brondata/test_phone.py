"""The phone page without JavaScript, and what it does with doubles, detours and other phones."""

from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from brondata.datasets import Source
from brondata.provider import SessionStatus
from brondata.simulator import hand, personas
from brondata.simulator.app import create_app
from brondata.simulator.faults import Faults
from tests.brondata.builders import TODAY
from tests.brondata.conftest import MovingClock, Simulator


class Inline(HTMLParser):
    """Collects what a strict content policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and not names.get("src")):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        self.found += [value for name, value in attrs if name in ("src", "href", "action") and "//" in (value or "")]


@pytest.fixture
def slow(tmp_path: Path) -> Simulator:
    """A simulator in which a source takes a second of the test's clock."""
    clock = MovingClock()
    app = create_app(tmp_path / "state", clock=clock, seconds_per_source=1)
    return Simulator(
        http=httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test"), clock=clock
    )


def other_phone(simulator: Simulator) -> httpx.Client:
    """The same server, without the cookies of the first phone."""
    return httpx.Client(transport=simulator.http._transport, base_url="http://ockto.test")


def test_reading_the_link_does_not_use_it_up(simulator: Simulator) -> None:
    session = simulator.invite()
    for _ in range(3):
        page = other_phone(simulator).get(session.link)
        assert page.status_code == 200
        assert "Neo Hypotheken" in page.text
        assert "Sanne, deel je gegevens" in page.text
    assert simulator.client.state(session.session_id).status is SessionStatus.INVITED


def test_a_second_phone_is_refused_with_a_clear_page(simulator: Simulator) -> None:
    session = simulator.invite()
    path = hand.open_app(simulator.http, session.link)
    second = other_phone(simulator)
    for response in (second.get(path), second.post(f"{path}/openen"), second.get(f"{path}/wie")):
        assert response.status_code == 410
        assert "Deze uitnodiging is al gebruikt" in response.text
    assert simulator.http.get(path, follow_redirects=True).status_code == 200


def test_the_whole_app_by_hand(slow: Simulator) -> None:
    session = slow.invite()
    http = slow.http
    path = hand.open_app(http, session.link)
    assert slow.client.state(session.session_id).status is SessionStatus.OPENED
    assert "DigiD" in http.get(f"{path}/wie").text
    http.post(f"{path}/wie", data={"persona": "sanne"})
    assert slow.client.state(session.session_id).status is SessionStatus.COLLECTING
    for seconds in range(len(Source)):
        page = http.get(f"{path}/ophalen").text
        assert f"{seconds} van {len(Source)} bronnen" in page
        assert '<noscript><meta http-equiv="refresh"' in page
        assert http.get(f"{path}/controleren").headers["Location"] == f"{path}/ophalen"
        slow.clock.pass_by(seconds=1)
    page = http.get(f"{path}/ophalen").text
    assert f"{len(Source)} van {len(Source)} bronnen" in page
    assert "http-equiv" not in page
    assert f'href="{path}/controleren"' in page
    review = http.get(f"{path}/controleren").text
    assert "Sanne Elisabeth Vermeer" in review
    assert "€ 4.012,35" in review
    assert "€ 38.000" in review
    refused = http.post(f"{path}/versturen")
    assert refused.status_code == 422
    assert "Geef je toestemming" in refused.text
    assert slow.client.state(session.session_id).status is SessionStatus.COLLECTING
    assert http.post(f"{path}/versturen", data={"toestemming": "ja"}).headers["Location"] == f"{path}/klaar"
    assert "Je gegevens zijn verstuurd" in http.get(f"{path}/klaar").text
    assert slow.client.state(session.session_id).status is SessionStatus.SHARED


def test_a_double_click_is_one_click(simulator: Simulator) -> None:
    session = simulator.invite()
    path = hand.open_app(simulator.http, session.link)
    assert simulator.http.post(f"{path}/openen").status_code == 303
    for step, data in (("wie", {"persona": "sanne"}), ("versturen", {"toestemming": "ja"})):
        answers = [simulator.http.post(f"{path}/{step}", data=data) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_a_second_choice_of_person_changes_nothing(simulator: Simulator) -> None:
    session = simulator.invite()
    path = hand.open_app(simulator.http, session.link)
    simulator.http.post(f"{path}/wie", data={"persona": "sanne"})
    simulator.http.post(f"{path}/wie", data={"persona": "henk"})
    assert "Vermeer" in simulator.http.get(f"{path}/controleren").text


def test_choosing_nobody_asks_again(simulator: Simulator) -> None:
    path = hand.open_app(simulator.http, simulator.invite().link)
    for data in ({}, {"persona": "nobody"}):
        page = simulator.http.post(f"{path}/wie", data=data)
        assert page.status_code == 422
        assert "Kies eerst een testpersoon" in page.text


def test_the_back_button_leads_to_where_one_is(simulator: Simulator) -> None:
    session = simulator.shared()
    path = httpx.URL(session.link).path
    for page in ("", "/wie", "/ophalen", "/controleren"):
        assert simulator.http.get(f"{path}{page}").headers["Location"] == f"{path}/klaar"


def test_stopping_after_sending_is_too_late(simulator: Simulator) -> None:
    session = simulator.shared()
    assert simulator.http.post(f"{httpx.URL(session.link).path}/afbreken").status_code == 410
    assert simulator.client.state(session.session_id).status is SessionStatus.SHARED


def test_an_app_left_alone_closes_and_says_so(simulator: Simulator) -> None:
    session = simulator.invite()
    path = hand.open_app(simulator.http, session.link)
    simulator.clock.pass_by(minutes=15)
    page = simulator.http.get(f"{path}/wie")
    assert page.status_code == 410
    assert "Deze sessie is gesloten" in page.text
    state = simulator.client.state(session.session_id)
    assert (state.status, state.reason) == (SessionStatus.CLOSED, "APP_GESLOTEN")


def test_watching_the_collection_keeps_the_app_awake(slow: Simulator) -> None:
    session = slow.invite()
    path = hand.open_app(slow.http, session.link)
    slow.http.post(f"{path}/wie", data={"persona": "sanne"})
    for _ in range(3):
        slow.clock.pass_by(minutes=10)
        slow.http.get(f"{path}/ophalen")
    assert slow.client.state(session.session_id).status is SessionStatus.COLLECTING


def test_a_failed_source_can_be_tried_again_on_the_phone(slow: Simulator) -> None:
    slow.fault(sources_down=["UWV"])
    session = slow.invite()
    path = hand.open_app(slow.http, session.link)
    slow.http.post(f"{path}/wie", data={"persona": "sanne"})
    slow.clock.pass_by(seconds=len(Source))
    page = slow.http.get(f"{path}/ophalen").text
    assert f"{len(Source) - 1} van {len(Source)} bronnen" in page
    assert "Ga verder zonder UWV" in page
    slow.fault()
    slow.http.post(f"{path}/opnieuw", data={"bron": "UWV"})
    slow.clock.pass_by(seconds=1)
    assert f"{len(Source)} van {len(Source)} bronnen" in slow.http.get(f"{path}/ophalen").text


def test_the_app_itself_can_be_down(simulator: Simulator) -> None:
    session = simulator.invite()
    simulator.fault(unavailable=["app"])
    page = simulator.http.get(session.link)
    assert page.status_code == 503
    assert "Ockto is nu niet bereikbaar" in page.text


def test_an_unknown_link_gets_a_page_and_no_trace(simulator: Simulator) -> None:
    page = simulator.http.get("/app/made-up")
    assert page.status_code == 404
    assert "Deze pagina bestaat niet" in page.text


def test_the_start_page_lists_the_invitation_and_everybody(simulator: Simulator) -> None:
    session = simulator.invite()
    page = simulator.http.get("/").text
    assert httpx.URL(session.link).path in page
    for person in personas.people(TODAY):
        assert person.full_name in page
    listed = simulator.http.get("/api/personas").json()
    assert [(entry["key"], entry["birth_date"]) for entry in listed] == [
        (person.key, person.birth_date.isoformat()) for person in personas.people(TODAY)
    ]


def test_the_switches_page_sets_exactly_what_is_ticked(simulator: Simulator) -> None:
    form = {"sources_down": ["UWV"], "unavailable": ["getStatus"], "malformed_result": "truncated", "slow_ms": "5"}
    assert simulator.http.post("/faults", data=form | {"silence": "ja"}).status_code == 303
    faults = simulator.http.get("/api/faults").json()
    assert {name: value for name, value in faults.items() if value != Faults().model_dump(mode="json")[name]} == {
        "sources_down": ["UWV"],
        "unavailable": ["getStatus"],
        "slow_ms": 5,
        "malformed_result": "truncated",
        "silence": True,
    }
    assert "Er staat een storing aan" in simulator.http.get("/").text
    assert simulator.http.post("/faults", data={"slow_ms": "veel"}).status_code == 422
    assert simulator.http.get("/api/faults").json() == faults
    assert simulator.http.post("/faults", data={"reset": "ja"}).status_code == 303
    assert simulator.http.get("/api/faults").json()["silence"] is False


def test_every_page_keeps_to_a_strict_policy(slow: Simulator) -> None:
    session = slow.invite()
    pages = [slow.http.get("/"), slow.http.get("/faults"), slow.http.get(session.link), slow.http.get("/app/none")]
    path = hand.open_app(slow.http, session.link)
    pages.append(slow.http.get(f"{path}/wie"))
    slow.http.post(f"{path}/wie", data={"persona": "ria"})
    pages.append(slow.http.get(f"{path}/ophalen"))
    slow.clock.pass_by(seconds=len(Source))
    pages += [slow.http.get(f"{path}/ophalen"), slow.http.get(f"{path}/controleren")]
    slow.http.post(f"{path}/versturen", data={"toestemming": "ja", "bewaren": "ja"})
    pages.append(slow.http.get(f"{path}/klaar"))
    for page in pages:
        inline = Inline()
        inline.feed(page.text)
        assert inline.found == []
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-store"
        assert "999990603" not in page.text


def test_the_public_address_is_what_the_link_carries(tmp_path: Path) -> None:
    app = create_app(tmp_path, clock=MovingClock(), public_url="https://telefoon.example/")
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test") as http:
        assert Simulator(http=http).invite().link.startswith("https://telefoon.example/app/")
