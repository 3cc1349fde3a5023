"""Every bad day has its own error, so that a caller knows whether to try again."""

from pathlib import Path

import httpx
import pytest

from brondata.datasets import CollectionStatus, Source
from brondata.ockto import client as adapter
from brondata.ockto.client import OcktoClient
from brondata.ockto.mapping import read_delivery
from brondata.provider import (
    ForeignDelivery,
    ProviderRefused,
    ProviderUnavailable,
    SessionStatus,
    SourceStatus,
    UnreadableDelivery,
)
from brondata.simulator import hand, personas
from brondata.simulator.faults import Malformed
from brondata.simulator.odm import BRONNEN
from tests.brondata.builders import TODAY
from tests.brondata.conftest import Simulator, free_port, running


@pytest.mark.parametrize("function", ["startSession", "getStatus", "getResult", "revokeSession"])
def test_a_function_that_is_down_means_try_later(anywhere: Simulator, function: str) -> None:
    session = anywhere.shared()
    calls = {
        "startSession": anywhere.invite,
        "getStatus": lambda: anywhere.client.state(session.session_id),
        "getResult": lambda: anywhere.client.fetch(session.session_id),
        "revokeSession": lambda: anywhere.client.revoke(session.session_id),
    }
    anywhere.fault(unavailable=[function])
    with pytest.raises(ProviderUnavailable):
        calls[function]()
    anywhere.fault()
    calls[function]()


def test_a_slow_answer_means_try_later(server: Simulator) -> None:
    session = server.invite()
    server.fault(slow_ms=1500)
    with httpx.Client(base_url=server.http.base_url, timeout=0.3) as impatient:
        client = OcktoClient(impatient, username="neo", password="demo", provider_code="NEO")
        with pytest.raises(ProviderUnavailable, match="ReadTimeout"):
            client.state(session.session_id)


def test_nobody_at_home_means_try_later() -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{free_port()}", timeout=2) as http:
        client = OcktoClient(http, username="neo", password="demo", provider_code="NEO")
        with pytest.raises(ProviderUnavailable, match="ConnectError"):
            client.state("any")


@pytest.mark.parametrize("kind", [kind.value for kind in Malformed if kind is not Malformed.NO])
def test_a_broken_result_is_kept_but_not_read(anywhere: Simulator, kind: str) -> None:
    session = anywhere.shared()
    anywhere.fault(malformed_result=kind)
    delivery = anywhere.client.fetch(session.session_id)
    assert bool(delivery.body) is (kind != "empty")
    with pytest.raises(UnreadableDelivery):
        read_delivery(delivery)


def test_an_expired_invitation_cannot_be_opened(anywhere: Simulator) -> None:
    anywhere.fault(expired_invitations=True)
    session = anywhere.invite()
    assert anywhere.client.state(session.session_id).status is SessionStatus.EXPIRED
    page = anywhere.http.get(session.link)
    assert page.status_code == 410
    assert "verlopen" in page.text
    with pytest.raises(ProviderRefused, match="EXPIRED"):
        anywhere.client.fetch(session.session_id)


def test_the_switch_refuses_a_second_fetch_even_of_kept_data(anywhere: Simulator) -> None:
    session = anywhere.shared(keep=True)
    anywhere.fault(second_fetch_refused=True)
    anywhere.client.fetch(session.session_id)
    with pytest.raises(ProviderRefused, match="ALREADY_FETCHED"):
        anywhere.client.fetch(session.session_id)


def test_the_wrong_person_really_is_somebody_else(anywhere: Simulator) -> None:
    session = anywhere.shared("sanne")
    anywhere.fault(wrong_person=True)
    bundle = read_delivery(anywhere.client.fetch(session.session_id))
    assert bundle.persoon is not None
    assert bundle.persoon.geboortedatum.volledig() != personas.person("sanne", TODAY).birth_date


def test_silence_looks_like_nobody_opened_the_app(anywhere: Simulator) -> None:
    session = anywhere.shared()
    anywhere.fault(silence=True)
    state = anywhere.client.state(session.session_id)
    assert state.status is SessionStatus.INVITED
    assert {line.status for line in state.sources} == {SourceStatus.WAITING}


def test_a_source_that_is_down_leaves_the_others_whole(anywhere: Simulator) -> None:
    anywhere.fault(sources_down=["UWV", "DUO"])
    session = anywhere.shared("sam")
    lines = {line.source: line for line in anywhere.client.state(session.session_id).sources}
    assert lines[Source.UWV].status is SourceStatus.FAILED
    assert lines[Source.UWV].reason == "BRON_NIET_BEREIKBAAR"
    bundle = read_delivery(anywhere.client.fetch(session.session_id))
    assert bundle.verzekeringsbericht is None
    assert bundle.studieschulden is None
    assert bundle.belastingdienst is not None
    failed = {line.source for line in bundle.collections if line.status is CollectionStatus.FAILED}
    assert failed == {Source.UWV, Source.DUO}


@pytest.mark.parametrize("function", ["getStatus", "getResult", "revokeSession"])
def test_an_answer_that_breaks_off_means_try_later(server: Simulator, function: str) -> None:
    session = server.shared()
    calls = {
        "getStatus": lambda: server.client.state(session.session_id),
        "getResult": lambda: server.client.fetch(session.session_id),
        "revokeSession": lambda: server.client.revoke(session.session_id),
    }
    server.fault(cut=[function])
    with pytest.raises(ProviderUnavailable):
        calls[function]()
    server.fault()
    calls[function]()  # what broke off was not given: a result can still be fetched


def test_an_invitation_whose_answer_broke_off_is_the_same_the_next_time(server: Simulator) -> None:
    server.fault(cut=["startSession"])
    with pytest.raises(ProviderUnavailable):
        server.invite("broken-start")
    server.fault()
    assert server.client.state("broken-start").status is SessionStatus.INVITED
    assert server.invite("broken-start").session_id == "broken-start"


def test_an_answer_in_small_pieces_arrives_whole(anywhere: Simulator) -> None:
    session = anywhere.shared("sam")
    anywhere.fault(drip_ms=2)
    assert read_delivery(anywhere.client.fetch(session.session_id)).persoon is not None
    anywhere.fault()
    with pytest.raises(ProviderRefused, match="ALREADY_FETCHED"):
        anywhere.client.fetch(session.session_id)


def test_a_result_that_drips_longer_than_we_wait_is_not_used_up(server: Simulator) -> None:
    session = server.shared()
    server.fault(drip_ms=400)
    with httpx.Client(base_url=server.http.base_url, timeout=0.2) as impatient:
        client = OcktoClient(impatient, username="neo", password="demo", provider_code="NEO")
        with pytest.raises(ProviderUnavailable):
            client.fetch(session.session_id)
    server.fault()
    assert server.client.fetch(session.session_id).body


def test_everything_can_be_down_at_once(anywhere: Simulator) -> None:
    session = anywhere.shared()
    anywhere.fault(unavailable=["all"])
    for call in (anywhere.client.state, anywhere.client.fetch, anywhere.client.revoke):
        with pytest.raises(ProviderUnavailable):
            call(session.session_id)
    with pytest.raises(ProviderUnavailable):
        anywhere.invite()
    assert anywhere.http.get(session.link).status_code == 503


def test_a_source_that_is_missing_from_the_result_leaves_the_others_whole(anywhere: Simulator) -> None:
    session = anywhere.shared("sam")
    anywhere.fault(sources_missing=["DUO"])
    bundle = read_delivery(anywhere.client.fetch(session.session_id))
    assert Source.DUO not in {line.source for line in bundle.collections}
    assert bundle.studieschulden is None
    assert bundle.verzekeringsbericht is not None


def test_half_a_result_says_which_half_it_is(anywhere: Simulator) -> None:
    session = anywhere.shared()
    anywhere.fault(partial_result=True)
    lines = anywhere.client.state(session.session_id).sources
    assert {line.status for line in lines} == {SourceStatus.COLLECTED}
    bundle = read_delivery(anywhere.client.fetch(session.session_id))
    failed = {line.source for line in bundle.collections if line.status is CollectionStatus.FAILED}
    assert len(failed) == len(Source) - len(Source) // 2
    assert bundle.persoon is not None


def test_the_same_delivery_again_is_the_same_bytes(anywhere: Simulator) -> None:
    session = anywhere.shared()
    anywhere.fault(duplicate_result="again")
    first = anywhere.client.fetch(session.session_id)
    assert anywhere.client.fetch(session.session_id).sha256 == first.sha256


def test_the_delivery_of_another_session_is_told_apart(anywhere: Simulator) -> None:
    anywhere.shared("henk")
    session = anywhere.shared("sanne")
    anywhere.fault(duplicate_result="other_session")
    with pytest.raises(ForeignDelivery):
        read_delivery(anywhere.client.fetch(session.session_id))


def test_switches_of_one_session_leave_the_others_alone(anywhere: Simulator) -> None:
    bad, good = anywhere.shared(), anywhere.shared()
    anywhere.fault(session=bad.session_id, unavailable=["getStatus"], malformed_result="empty")
    with pytest.raises(ProviderUnavailable):
        anywhere.client.state(bad.session_id)
    assert anywhere.client.state(good.session_id).status is SessionStatus.SHARED
    assert anywhere.client.fetch(bad.session_id).body == b""
    assert anywhere.client.fetch(good.session_id).body
    anywhere.http.delete("/api/faults", params={"session": bad.session_id}).raise_for_status()
    assert anywhere.client.state(bad.session_id).status is SessionStatus.SHARED


def test_switches_of_one_session_hold_instead_of_those_for_everybody(simulator: Simulator) -> None:
    session = simulator.shared()
    simulator.fault(unavailable=["getStatus"])
    simulator.fault(session=session.session_id)
    assert simulator.client.state(session.session_id).status is SessionStatus.SHARED
    listed = simulator.http.get("/faults").text
    assert session.session_id in listed


def test_one_invitation_can_be_made_too_old(anywhere: Simulator) -> None:
    session = anywhere.invite()
    anywhere.fault(session=session.session_id, expired_invitations=True)
    assert anywhere.client.state(session.session_id).status is SessionStatus.EXPIRED
    assert anywhere.http.get(session.link).status_code == 410


def test_a_source_can_be_down_for_one_session(simulator: Simulator) -> None:
    session = simulator.invite()
    simulator.fault(session=session.session_id, sources_down=["UWV"])
    hand.share(simulator.http, session.link, "sanne")
    failed = {line.source for line in simulator.client.state(session.session_id).sources if line.reason}
    assert failed == {Source.UWV}


def test_the_page_sets_the_switches_of_one_session(simulator: Simulator) -> None:
    session = simulator.invite()
    answer = simulator.http.post(
        "/faults", params={"session": session.session_id}, data={"cut": ["getResult"], "callback": "none"}
    )
    assert answer.status_code == 303
    own = simulator.http.get("/api/faults", params={"session": session.session_id}).json()
    assert (own["cut"], own["callback"]) == (["getResult"], "none")
    assert simulator.http.get("/api/faults").json()["cut"] == []
    assert session.session_id in simulator.http.get("/faults", params={"session": session.session_id}).text


def test_with_every_source_down_nothing_can_be_sent(simulator: Simulator) -> None:
    simulator.fault(sources_down=list(BRONNEN))
    session = simulator.invite()
    path = hand.open_app(simulator.http, session.link)
    simulator.http.post(f"{path}/wie", data={"persona": "sanne"})
    page = simulator.http.post(f"{path}/versturen", data={"toestemming": "ja"})
    assert page.status_code == 410
    assert simulator.client.state(session.session_id).status is SessionStatus.COLLECTING


def test_an_unknown_switch_is_refused(simulator: Simulator) -> None:
    assert simulator.http.put("/api/faults", json={"sources_up": []}).status_code == 400
    assert simulator.http.put("/api/faults", json={"slow_ms": -1}).status_code == 400


def test_state_and_switches_survive_a_restart(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port=port) as address, httpx.Client(base_url=address) as http:
        before = Simulator(http=http)
        session = before.shared("robin", keep=True)
        before.fault(sources_down=["UWV"])
    with running(tmp_path, port=port) as address, httpx.Client(base_url=address) as http:
        after = Simulator(http=http)
        assert after.client.state(session.session_id).status is SessionStatus.SHARED
        assert read_delivery(after.client.fetch(session.session_id)).persoon is not None
        assert http.get("/api/faults").json()["sources_down"] == ["UWV"]


# --- answers that the simulator never gives, from a transport of our own ----------------------


def answering(status: int, content: bytes, **headers: str) -> OcktoClient:
    """The adapter against a server that gives this one answer."""
    transport = httpx.MockTransport(lambda _request: httpx.Response(status, content=content, headers=headers))
    http = httpx.Client(transport=transport, base_url="https://ockto.test")
    return OcktoClient(http, username="neo", password="demo", provider_code="NEO")


@pytest.mark.parametrize("status", [429, 500, 502, 504])
def test_trouble_at_their_side_means_try_later(status: int) -> None:
    with pytest.raises(ProviderUnavailable, match=str(status)):
        answering(status, b"").fetch("s")


@pytest.mark.parametrize(("status", "content"), [(302, b""), (403, b"<html>"), (400, b"{}"), (418, b"[1]")])
def test_a_refusal_without_a_code_is_still_a_refusal(status: int, content: bytes) -> None:
    with pytest.raises(ProviderRefused) as no:
        answering(status, content).fetch("s")
    assert no.value.code == f"HTTP_{status}"


@pytest.mark.parametrize("content", [b"<html>", b"{}", b"[]", b"", b'{"sessionId": 4}'])
def test_an_answer_outside_the_protocol_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        answering(200, content).state("s")


def test_an_answer_about_another_session_is_unreadable(simulator: Simulator) -> None:
    session = simulator.invite()
    answer = simulator.http.get(
        "/v1/getStatus",
        params={"sessionId": session.session_id},
        auth=("neo", "demo"),
        headers={"X-Provider-Code": "NEO"},
    )
    with pytest.raises(UnreadableDelivery, match="another session"):
        answering(200, answer.content).state("somebody-else")


def test_a_link_that_is_no_web_address_is_unreadable() -> None:
    answer = b'{"sessionId": "s", "link": "javascript:alert(1)", "qrCode": "x", "geldigTot": "2026-11-30T12:00:00Z"}'
    with pytest.raises(UnreadableDelivery):
        answering(200, answer).start(reference="s", applicant_hint="", sources=[Source.BRP], consent_code="001")


def test_a_moment_without_a_time_zone_is_unreadable() -> None:
    answer = b'{"sessionId": "s", "link": "https://o.test/a", "qrCode": "x", "geldigTot": "2026-11-30T12:00:00"}'
    with pytest.raises(UnreadableDelivery):
        answering(200, answer).start(reference="s", applicant_hint="", sources=[Source.BRP], consent_code="001")


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(adapter.MANNERS, "getResult", adapter.Manner(tries=1, seconds=5, most=1000))
    with pytest.raises(UnreadableDelivery, match="1000 bytes"):
        answering(200, b"x" * 1001).fetch("s")
    assert answering(200, b"x" * 1000).fetch("s").body == b"x" * 1000


def test_an_error_never_quotes_the_session_or_the_password(server: Simulator) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{free_port()}") as http:
        client = OcktoClient(http, username="neo", password="geheim-woord", provider_code="NEO")
        with pytest.raises(ProviderUnavailable) as gone:
            client.state("secret-session-id")
    assert "secret-session-id" not in str(gone.value)
    assert "geheim-woord" not in str(gone.value)
