"""A check gives what the register holds, or one of two errors; never a clear that is not one."""

import hashlib
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from decimal import Decimal

import httpx
import pytest

from portal.assessments.registers.client import MAX_ANSWER_BYTES, HttpRegisterGateway
from portal.assessments.registers.details import BkrRegistration, InsolvencyCase, OwnedProperty, VisReport
from portal.assessments.registers.port import (
    Outcome,
    Person,
    RegisterKind,
    RegisterRefused,
    RegisterUnavailable,
)

People = dict[str, Person]
Key = Callable[[str], str]
Break = Callable[[str, str], None]


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_who_is_in_no_register_is_clear(
    gateway: HttpRegisterGateway, people: People, key: Key, kind: RegisterKind
) -> None:
    answer = gateway.check(kind, people["unknown"], key=key("a"))
    assert (answer.kind, answer.outcome, answer.hit, answer.details) == (kind, Outcome.CLEAR, False, ())


def test_the_answer_keeps_its_bytes_and_the_business_date(
    gateway: HttpRegisterGateway, people: People, key: Key
) -> None:
    answer = gateway.check(RegisterKind.SFH, people["unknown"], key=key("a"))
    assert hashlib.sha256(answer.raw).hexdigest() == answer.sha256
    assert json.loads(answer.raw)["question"] == answer.question == key("a")
    assert answer.checked_at.date().isoformat() == "2026-11-23"


def test_bkr_gives_the_credit_with_its_burden(gateway: HttpRegisterGateway, people: People, key: Key) -> None:
    (registration,) = gateway.check(RegisterKind.BKR, people["ak"], key=key("a")).details
    assert isinstance(registration, BkrRegistration)
    assert (registration.credit_type, registration.amount) == ("AK", Decimal("9000.00"))
    assert registration.monthly_burden == Decimal("178.50")
    assert registration.codes == ()


def test_bkr_gives_an_arrears_code_with_its_date(gateway: HttpRegisterGateway, people: People, key: Key) -> None:
    (registration,) = gateway.check(RegisterKind.BKR, people["arrears"], key=key("a")).details
    assert isinstance(registration, BkrRegistration)
    assert [(code.code, str(code.on)) for code in registration.codes] == [("A", "2026-07-06")]
    assert registration.fully_repaid_on is None


def test_several_people_who_fit_is_neither_clear_nor_a_hit(
    gateway: HttpRegisterGateway, people: People, key: Key
) -> None:
    answer = gateway.check(RegisterKind.BKR, people["owner"], key=key("a"))
    assert (answer.outcome, answer.hit, answer.details) == (Outcome.NOT_UNIQUE, False, ())


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (RegisterKind.SFH, "fraud"),
        (RegisterKind.VIS, "fraud"),
        (RegisterKind.PEP, "signals"),
        (RegisterKind.SANCTIONS, "signals"),
        (RegisterKind.INSOLVENCY, "insolvent"),
        (RegisterKind.KADASTER, "owner"),
    ],
)
def test_each_register_knows_its_own_people(
    gateway: HttpRegisterGateway, people: People, key: Key, kind: RegisterKind, who: str
) -> None:
    assert gateway.check(kind, people[who], key=key("a")).hit


def test_details_are_typed(gateway: HttpRegisterGateway, people: People, key: Key) -> None:
    (report,) = gateway.check(RegisterKind.VIS, people["fraud"], key=key("vis")).details
    assert isinstance(report, VisReport)
    assert report.reason == "stolen"
    (case,) = gateway.check(RegisterKind.INSOLVENCY, people["insolvent"], key=key("ins")).details
    assert isinstance(case, InsolvencyCase)
    assert case.kind == "wsnp"
    first, second = gateway.check(RegisterKind.KADASTER, people["owner"], key=key("kad")).details
    assert isinstance(first, OwnedProperty)
    assert isinstance(second, OwnedProperty)
    assert first.inschrijvingen[0].amount == Decimal("240000.00")


def test_a_namesake_born_on_another_day_is_clear(gateway: HttpRegisterGateway, people: People, key: Key) -> None:
    namesake = replace(people["arrears"], birth_date=people["ak"].birth_date)
    assert gateway.check(RegisterKind.BKR, namesake, key=key("a")).outcome is Outcome.CLEAR


def test_vis_is_asked_about_the_document_and_not_the_person(
    gateway: HttpRegisterGateway, people: People, key: Key
) -> None:
    answer = gateway.check(RegisterKind.VIS, people["fraud"], key=key("a"))
    assert set(json.loads(answer.raw)["subject"]) == {"kind", "number", "country"}


def test_vis_without_a_document_is_refused_before_anything_is_sent(people: People, key: Key) -> None:
    nowhere = HttpRegisterGateway(base_url="http://127.0.0.1:9", token="x")
    with pytest.raises(RegisterRefused) as refusal:
        nowhere.check(RegisterKind.VIS, replace(people["ak"], document=None), key=key("a"))
    assert refusal.value.code == "document-needed"


def test_the_same_key_gives_the_same_answer_after_the_register_changed(
    simulator: str, gateway: HttpRegisterGateway, people: People, key: Key
) -> None:
    stranger = replace(people["unknown"], surname="Veranderd")
    first = gateway.check(RegisterKind.SFH, stranger, key=key("a"))
    added = {"initials": "X.", "surname": "Veranderd", "birth_date": "1995-05-05", "document_kind": "paspoort"}
    place = httpx.post(f"{simulator}/people", data=added).headers["Location"]
    entry = {"institution": "Voorbeeldbank", "registered_on": "2026-01-02"}
    assert httpx.post(f"{simulator}{place}/sfh/new", data=entry).status_code == 303
    assert gateway.check(RegisterKind.SFH, stranger, key=key("a")) == first
    assert gateway.check(RegisterKind.SFH, stranger, key=key("b")).hit


def test_many_at_once_with_one_key_get_one_answer(gateway: HttpRegisterGateway, people: People, key: Key) -> None:
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(gateway.check, RegisterKind.PEP, people["unknown"], key=key("a")) for _ in range(6)]
    assert len({call.result().sha256 for call in asked}) == 1


def test_a_key_of_another_question_is_refused(gateway: HttpRegisterGateway, people: People, key: Key) -> None:
    gateway.check(RegisterKind.SFH, people["unknown"], key=key("a"))
    with pytest.raises(RegisterRefused) as refusal:
        gateway.check(RegisterKind.SFH, people["ak"], key=key("a"))
    assert refusal.value.code == "key-conflict"


def test_a_wrong_token_is_refused(simulator: str, people: People, key: Key) -> None:
    stranger = HttpRegisterGateway(base_url=simulator, token="wrong")
    with pytest.raises(RegisterRefused) as refusal:
        stranger.check(RegisterKind.SFH, people["unknown"], key=key("a"))
    assert refusal.value.code == "unauthorised"


def test_a_503_is_unavailable_and_the_same_key_works_later(
    break_register: Break, gateway: HttpRegisterGateway, people: People, key: Key
) -> None:
    break_register("bkr", "unavailable")
    with pytest.raises(RegisterUnavailable) as failure:
        gateway.check(RegisterKind.BKR, people["arrears"], key=key("a"))
    assert failure.value.retry_after == 5
    assert gateway.check(RegisterKind.BKR, people["arrears"], key=key("a")).hit


def test_a_slow_register_is_unavailable(simulator: str, break_register: Break, people: People, key: Key) -> None:
    hasty = HttpRegisterGateway(base_url=simulator, token="a-token-of-this-test", timeout=0.5)
    break_register("pep", "slow")
    with pytest.raises(RegisterUnavailable):
        hasty.check(RegisterKind.PEP, people["signals"], key=key("a"))


def test_half_an_answer_is_refused_and_kept(
    break_register: Break, gateway: HttpRegisterGateway, people: People, key: Key
) -> None:
    break_register("sfh", "malformed")
    with pytest.raises(RegisterRefused) as refusal:
        gateway.check(RegisterKind.SFH, people["fraud"], key=key("a"))
    assert refusal.value.code == "not-understood"
    assert refusal.value.raw.startswith(b'{"question"')
    assert "Voorbeeldbank" not in str(refusal.value)


@pytest.mark.parametrize(("kind", "who"), [(RegisterKind.SFH, "unknown"), (RegisterKind.VIS, "unknown")])
def test_an_answer_about_someone_else_is_refused(
    break_register: Break, gateway: HttpRegisterGateway, people: People, key: Key, kind: RegisterKind, who: str
) -> None:
    break_register(kind.value, "wrong-person")
    with pytest.raises(RegisterRefused) as refusal:
        gateway.check(kind, people[who], key=key("a"))
    assert refusal.value.code == "wrong-person"


def test_no_register_at_all_is_unavailable(people: People, key: Key) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nobody = HttpRegisterGateway(base_url=f"http://127.0.0.1:{port}", token="x")
    with pytest.raises(RegisterUnavailable):
        nobody.check(RegisterKind.SFH, people["unknown"], key=key("a"))


@contextmanager
def answering(response: bytes) -> Iterator[str]:
    """A server that gives one connection these bytes, for what the simulator never sends."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            # The client may hang up halfway, as it should on an answer without end.
            with connection, suppress(OSError):
                connection.sendall(response)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(timeout=10)


def http(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (http("200 OK", b" " * (MAX_ANSWER_BYTES + 1)), "too-large"),
        (http("302 Found", b"", "Location: http://127.0.0.1:9/"), "question-refused"),
        (http("403 Forbidden", b""), "unauthorised"),
        (http("422 Unprocessable", b""), "question-refused"),
        (http("499 Odd", b""), "question-refused"),
        (http("200 OK", b"<html>onderhoud</html>"), "not-understood"),
        (http("200 OK", b'[{"question": "x"}]'), "not-understood"),
    ],
)
def test_an_answer_that_is_no_answer_is_refused(people: People, key: Key, response: bytes, code: str) -> None:
    with answering(response) as url, pytest.raises(RegisterRefused) as refusal:
        HttpRegisterGateway(base_url=url, token="x").check(RegisterKind.SFH, people["unknown"], key=key("a"))
    assert refusal.value.code == code


@pytest.mark.parametrize("response", [http("429 Too Many", b"", "Retry-After: 60"), http("500 Oh", b""), b""])
def test_a_register_in_trouble_is_unavailable(people: People, key: Key, response: bytes) -> None:
    with answering(response) as url, pytest.raises(RegisterUnavailable):
        HttpRegisterGateway(base_url=url, token="x").check(RegisterKind.SFH, people["unknown"], key=key("a"))


@pytest.mark.parametrize("url", ["http://registers.example", "ftp://127.0.0.1", "registers.example"])
def test_names_never_travel_in_the_clear(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        HttpRegisterGateway(base_url=url, token="x")


@pytest.mark.parametrize("unusable", ["", "a b", "x\r\nAuthorization: y", "k" * 129])
def test_a_key_that_does_not_fit_a_header_is_a_mistake_of_ours(
    gateway: HttpRegisterGateway, people: People, unusable: str
) -> None:
    with pytest.raises(ValueError, match="key"):
        gateway.check(RegisterKind.SFH, people["unknown"], key=unusable)


def test_the_log_tells_that_a_question_was_put_but_not_about_whom_or_what_came_out(
    gateway: HttpRegisterGateway, people: People, key: Key, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answers = [gateway.check(RegisterKind.SFH, people[who], key=key(who)) for who in ("fraud", "unknown")]
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("portal")]
    assert len(lines) == 2
    assert all("answered" in line for line in lines)
    told = caplog.text + repr(people["fraud"]) + repr(answers[0])
    assert "Staal" not in told
    assert "1978" not in told
    assert "hit" not in caplog.text
