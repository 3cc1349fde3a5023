"""What the port promises, kept by the adapter against the simulator: in process and over a real socket."""

from datetime import timedelta

import httpx
import pytest

from brondata.datasets import Source
from brondata.ockto.client import OcktoClient
from brondata.ockto.mapping import read_delivery
from brondata.provider import BrondataProvider, ProviderRefused, SessionStatus, SourceStatus
from brondata.simulator import hand, personas
from tests.brondata.builders import TODAY
from tests.brondata.conftest import Simulator


def test_the_adapter_is_a_provider(simulator: Simulator) -> None:
    provider: BrondataProvider = simulator.client
    assert provider.name == "ockto"


def test_an_invitation_waits_to_be_opened(anywhere: Simulator) -> None:
    session = anywhere.invite("waiting")
    assert session.session_id == "waiting"
    assert session.qr_payload == session.link
    state = anywhere.client.state("waiting")
    assert state.status is SessionStatus.INVITED
    assert not state.status.final
    assert [line.source for line in state.sources] == list(Source)
    assert {line.status for line in state.sources} == {SourceStatus.WAITING}
    assert state.expires_at - state.at > timedelta(days=6)


def test_only_the_sources_that_were_asked_are_collected(anywhere: Simulator) -> None:
    session = anywhere.invite(sources=(Source.DUO, Source.BRP))
    hand.share(anywhere.http, session.link, "sam")
    bundle = read_delivery(anywhere.client.fetch(session.session_id))
    assert {line.source for line in bundle.collections} == {Source.BRP, Source.DUO}
    assert bundle.studieschulden is not None
    assert bundle.verzekeringsbericht is None


@pytest.mark.parametrize("key", personas.keys())
def test_every_persona_comes_through_whole(anywhere: Simulator, key: str) -> None:
    session = anywhere.shared(key)
    state = anywhere.client.state(session.session_id)
    assert state.status is SessionStatus.SHARED
    assert {line.status for line in state.sources} == {SourceStatus.COLLECTED}
    bundle = read_delivery(anywhere.client.fetch(session.session_id))
    person = personas.person(key, TODAY)
    assert bundle.persoon is not None
    assert bundle.persoon.geslachtsnaam == person.surname
    born = bundle.persoon.geboortedatum
    assert born.jaar == person.birth_date.year
    assert (born.volledig() == person.birth_date) is (key != "fatima")  # the BRP does not know her month
    assert {line.source for line in bundle.collections} == set(Source)
    assert all(bundle.collected(source) for source in Source)


@pytest.mark.parametrize("key", personas.keys())
def test_a_bsn_does_not_come_past_the_door(anywhere: Simulator, key: str) -> None:
    session = anywhere.shared(key)
    bsn = personas.spec(key).persoon.burgerservicenummer.encode()
    credentials = {"auth": ("neo", "demo"), "headers": {"X-Provider-Code": "NEO"}}
    kept = anywhere.client.fetch(anywhere.shared(key).session_id)
    sent = anywhere.http.get("/v1/getResult", params={"sessionId": session.session_id}, **credentials)
    assert bsn in sent.content
    assert bsn not in kept.body


def test_the_same_start_gives_the_same_invitation(anywhere: Simulator) -> None:
    first = anywhere.invite("again")
    assert anywhere.invite("again") == first


def test_a_reference_in_use_is_not_given_away(anywhere: Simulator) -> None:
    first = anywhere.invite("taken")
    hand.open_app(anywhere.http, first.link)
    with pytest.raises(ProviderRefused) as no:
        anywhere.invite("taken")
    assert no.value.code == "SESSION_EXISTS"


def test_a_start_with_other_sources_is_another_start(simulator: Simulator) -> None:
    simulator.invite("narrow", sources=(Source.UWV,))
    with pytest.raises(ProviderRefused, match="SESSION_EXISTS"):
        simulator.invite("narrow")


def test_nothing_can_be_fetched_before_it_is_sent(anywhere: Simulator) -> None:
    session = anywhere.invite()
    hand.open_app(anywhere.http, session.link)
    with pytest.raises(ProviderRefused) as no:
        anywhere.client.fetch(session.session_id)
    assert no.value.code == "NOT_SHARED"


def test_a_second_fetch_is_refused(anywhere: Simulator) -> None:
    session = anywhere.shared()
    anywhere.client.fetch(session.session_id)
    with pytest.raises(ProviderRefused) as no:
        anywhere.client.fetch(session.session_id)
    assert no.value.code == "ALREADY_FETCHED"


def test_with_consent_to_keep_a_second_fetch_gives_the_same_bytes(anywhere: Simulator) -> None:
    session = anywhere.shared(keep=True)
    first = anywhere.client.fetch(session.session_id)
    assert anywhere.client.fetch(session.session_id).sha256 == first.sha256


def test_kept_data_are_gone_after_ninety_days(simulator: Simulator) -> None:
    session = simulator.shared(keep=True)
    simulator.clock.pass_by(days=89, hours=23)
    simulator.client.fetch(session.session_id)
    simulator.clock.pass_by(hours=1)
    with pytest.raises(ProviderRefused, match="CLOSED"):
        simulator.client.fetch(session.session_id)
    assert simulator.client.state(session.session_id).reason == "BEWAARTERMIJN_VOORBIJ"


def test_what_is_withdrawn_in_the_app_cannot_be_fetched(anywhere: Simulator) -> None:
    session = anywhere.shared(keep=True)
    assert anywhere.http.post(f"{httpx.URL(session.link).path}/intrekken").status_code == 303
    state = anywhere.client.state(session.session_id)
    assert (state.status, state.reason) == (SessionStatus.CLOSED, "TOESTEMMING_INGETROKKEN")
    with pytest.raises(ProviderRefused, match="CLOSED"):
        anywhere.client.fetch(session.session_id)


def test_a_declined_session_says_so(anywhere: Simulator) -> None:
    session = anywhere.invite()
    hand.decline(anywhere.http, session.link)
    state = anywhere.client.state(session.session_id)
    assert state.status is SessionStatus.DECLINED
    assert state.status.final
    with pytest.raises(ProviderRefused, match="DECLINED"):
        anywhere.client.fetch(session.session_id)


def test_revoking_twice_is_revoking_once(anywhere: Simulator) -> None:
    session = anywhere.shared()
    anywhere.client.revoke(session.session_id)
    anywhere.client.revoke(session.session_id)
    assert anywhere.client.state(session.session_id).status is SessionStatus.CLOSED
    with pytest.raises(ProviderRefused, match="CLOSED"):
        anywhere.client.fetch(session.session_id)


@pytest.mark.parametrize("wrong", [{"username": "x"}, {"password": "x"}, {"provider_code": "x"}])
def test_wrong_credentials_are_refused(anywhere: Simulator, wrong: dict[str, str]) -> None:
    right = {"username": "neo", "password": "demo", "provider_code": "NEO"}
    client = OcktoClient(anywhere.http, **(right | wrong))
    with pytest.raises(ProviderRefused) as no:
        client.state("waiting")
    assert no.value.code == "BAD_CREDENTIALS"


def test_an_unknown_session_is_refused(anywhere: Simulator) -> None:
    for call in (anywhere.client.state, anywhere.client.fetch, anywhere.client.revoke):
        with pytest.raises(ProviderRefused) as no:
            call("never-started")
        assert no.value.code == "UNKNOWN_SESSION"


def test_a_bad_consent_code_is_refused(anywhere: Simulator) -> None:
    with pytest.raises(ProviderRefused) as no:
        anywhere.client.start(reference="bad", applicant_hint="", sources=[Source.BRP], consent_code="yes")
    assert no.value.code == "BAD_REQUEST"


def test_no_source_at_all_is_refused(anywhere: Simulator) -> None:
    with pytest.raises(ProviderRefused, match="BAD_REQUEST"):
        anywhere.client.start(reference="none", applicant_hint="", sources=[], consent_code="001")
