"""The iDIN adapter against the simulator, two processes and the real messages between them."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from lxml import etree

from portal.demo.idin.clock import now
from portal.demo.idin.keys import new_pair
from portal.mandates.idin import messages, xmlsec
from portal.mandates.idin.client import DIRECTORY_FRESH, DIRECTORY_USABLE, IdinClient, IdinSettings
from portal.mandates.idin.port import (
    IdentificationRefused,
    IdentificationUnavailable,
    Issuer,
    Status,
    Surname,
    new_entrance_code,
    same_entrance_code,
)
from tests.portal.mandates.idin_scheme import BANK, FENNA, RETURN_URL, Recorder, Scheme

DATA = Path(__file__).parent / "data" / "idin"
SCHEMA = etree.XMLSchema(etree.parse(DATA / "all.xsd"))


def test_a_person_is_identified_and_every_message_follows_the_schema(scheme: Scheme) -> None:
    assert Issuer(BANK, "Polderbank", "Nederland") in scheme.client.issuers()
    started = scheme.start()
    back = urlsplit(scheme.choose(started, "akkoord"))
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)

    assert f"{back.scheme}://{back.netloc}{back.path}" == RETURN_URL
    assert parse_qs(back.query) == {"trxid": [started.transaction_id], "ec": [scheme.entrance_code]}
    assert (result.status, result.issuer_id) == (Status.SUCCESS, BANK)
    person = result.person
    assert person is not None
    assert (person.initials, person.legal_surname) == ("F.M.", Surname("Boer", "de"))
    assert (person.date_of_birth, person.date_of_birth_as_sent) == (date(1991, 4, 17), "19910417")
    assert person.address.postal_code == "3811AB"
    assert person.level_of_assurance == "nl:bvn:bankid:1.0:loa3"
    assert not person.subject_is_transient
    kinds = []
    for question, answer in scheme.wire.said:
        for message in (question, answer):
            root = etree.fromstring(message)
            SCHEMA.assertValid(root)
            kinds.append(etree.QName(root).localname)
    assert kinds == [
        "DirectoryReq",
        "DirectoryRes",
        "AcquirerTrxReq",
        "AcquirerTrxRes",
        "AcquirerStatusReq",
        "AcquirerStatusRes",
    ]


def test_the_evidence_is_the_answer_as_received_and_still_verifies_later(
    scheme: Scheme, idin_settings: IdinSettings
) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)

    assert result.evidence == scheme.wire.said[-1][1]
    assert result.evidence_sha256 == hashlib.sha256(result.evidence).hexdigest()
    signed = xmlsec.verify(
        xmlsec.parse(result.evidence),
        certificate=idin_settings.acquirer_certificates[0],
        at=result.answered_at + timedelta(days=1000),
    )
    assert signed.findtext(f".//{{{messages.IDX}}}transactionID") == started.transaction_id


def test_nothing_about_the_person_travels_in_the_clear(scheme: Scheme) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)

    assert result.person is not None
    for secret in ("Boer", "F.M.", "19910417", "3811AB", result.person.subject_id):
        assert secret.encode() not in result.evidence
    assert "Boer" not in repr(result)


@pytest.mark.parametrize(("choice", "status"), [("annuleren", Status.CANCELLED), ("verlopen", Status.EXPIRED)])
def test_an_identification_that_did_not_happen_says_how_it_ended(scheme: Scheme, choice: str, status: Status) -> None:
    started = scheme.start()
    scheme.choose(started, choice)
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert (result.status, result.person) == (status, None)
    assert result.status.is_final
    SCHEMA.assertValid(etree.fromstring(result.evidence))


@pytest.mark.parametrize(("fault", "status"), [("failure", Status.FAILURE), ("cancelled", Status.CANCELLED)])
def test_the_bank_may_end_it_whatever_the_person_chose(scheme: Scheme, fault: str, status: Status) -> None:
    started = scheme.start()
    scheme.simulator.plan(fault)
    scheme.choose(started, "akkoord")
    assert scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code).status is status


@pytest.mark.parametrize(("fault", "status"), [("pending", Status.PENDING), ("open", Status.OPEN)])
def test_an_answer_that_is_not_final_becomes_success_when_asked_again(
    scheme: Scheme, fault: str, status: Status
) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    scheme.simulator.plan(fault)
    first = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    second = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert (first.status, first.status.is_final) == (status, False)
    assert second.status is Status.SUCCESS


def test_before_the_person_chose_it_is_open(scheme: Scheme) -> None:
    started = scheme.start()
    assert scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code).status is Status.OPEN


def test_other_people_at_the_bank_are_reported_as_themselves(scheme: Scheme) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    scheme.simulator.plan("other-person")
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert result.person is not None
    assert result.person.legal_surname == Surname("Onbekend")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("wrong-signature", "untrusted"),
        ("tampered", "untrusted"),
        ("other-transaction", "transaction"),
        ("other-request", "request"),
    ],
)
def test_an_answer_that_can_not_be_trusted_is_refused(scheme: Scheme, fault: str, code: str) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    scheme.simulator.plan(fault)
    with pytest.raises(IdentificationRefused) as refused:
        scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert refused.value.code == code
    assert scheme.simulator.planned() == {}


def _replace_once(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(answer: bytes) -> bytes:
        assert old in answer
        return answer.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_replace_once(b">Success<", b">Expired<"), id="status"),
        pytest.param(_replace_once(b"POLDNL2U", b"DEMONL2A"), id="bank"),
        pytest.param(lambda answer: re.sub(rb"(CipherValue>)(.)", rb"\1B", answer, count=3), id="cipher text"),
        pytest.param(lambda answer: re.sub(rb"<(ds:)?Signature.*</(ds:)?Signature>", b"", answer), id="no signature"),
        pytest.param(_replace_once(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>'), id="document type"),
        pytest.param(lambda answer: answer[:-20], id="cut off"),
        pytest.param(lambda _: b"<html>Login</html>", id="html"),
        pytest.param(lambda answer: answer + b" " * xmlsec.MAX_BYTES, id="too large"),
    ],
)
def test_a_changed_answer_is_refused(scheme: Scheme, change: Callable[[bytes], bytes]) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    scheme.wire.change = change
    with pytest.raises(IdentificationRefused) as refused:
        scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert refused.value.code == "untrusted"


def test_the_answer_to_another_identification_can_not_be_replayed(scheme: Scheme) -> None:
    theirs = scheme.start()
    scheme.choose(theirs, "akkoord")
    scheme.client.status(theirs.transaction_id, entrance_code=scheme.entrance_code)
    recorded = scheme.wire.said[-1][1]
    mine, my_code = _start_with_new_code(scheme)
    scheme.wire.change = lambda _: recorded
    with pytest.raises(IdentificationRefused) as refused:
        scheme.client.status(mine, entrance_code=my_code)
    assert refused.value.code == "transaction"


def test_somebody_elses_transaction_does_not_count_in_my_session(scheme: Scheme) -> None:
    theirs = scheme.start()
    scheme.choose(theirs, "akkoord")
    with pytest.raises(IdentificationRefused) as refused:
        scheme.client.status(theirs.transaction_id, entrance_code=new_entrance_code())
    assert refused.value.code == "request"


def _start_with_new_code(scheme: Scheme) -> tuple[str, str]:
    code = new_entrance_code()
    started = scheme.client.start(issuer_id=BANK, entrance_code=code, return_url=RETURN_URL)
    return started.transaction_id, code


def test_an_old_answer_is_refused(scheme: Scheme, idin_settings: IdinSettings) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    later = IdinClient(idin_settings, now=lambda: now() + timedelta(minutes=20))
    with pytest.raises(IdentificationRefused) as refused:
        later.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert refused.value.code == "stale"


def test_an_identity_for_another_merchant_is_refused(scheme: Scheme, idin_settings: IdinSettings) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    other = IdinClient(replace(idin_settings, audience="NL00ZZZ12345678"))
    with pytest.raises(IdentificationRefused) as refused:
        other.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert refused.value.code == "audience"


def test_an_identity_for_another_key_can_not_be_opened(scheme: Scheme, idin_settings: IdinSettings) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord")
    answer = scheme.wire
    scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    recorded = answer.said[-1][1]
    stranger = new_pair("another merchant")
    theirs = replace(idin_settings, merchant_key=stranger.key, merchant_certificate=stranger.certificate)
    wire = Recorder(change=lambda _: recorded)
    with pytest.raises(IdentificationRefused) as refused:
        IdinClient(theirs, transport=wire).status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert refused.value.code == "untrusted"


def test_the_acquirer_refuses_a_question_that_another_signed(idin_settings: IdinSettings) -> None:
    stranger = new_pair("another merchant")
    theirs = replace(idin_settings, merchant_key=stranger.key, merchant_certificate=stranger.certificate)
    wire = Recorder()
    with pytest.raises(IdentificationRefused) as refused:
        IdinClient(theirs, transport=wire).issuers()
    assert refused.value.code == "SE2700"
    SCHEMA.assertValid(etree.fromstring(wire.said[0][1]))


def test_an_unknown_bank_or_transaction_is_refused_with_the_schemes_own_code(scheme: Scheme) -> None:
    with pytest.raises(IdentificationRefused) as refused:
        scheme.client.start(issuer_id="NOBKNL2A", entrance_code=new_entrance_code(), return_url=RETURN_URL)
    assert refused.value.code == "AP1200"
    assert refused.value.consumer_message
    with pytest.raises(IdentificationRefused) as refused:
        scheme.client.status("0020" + "0" * 12, entrance_code=new_entrance_code())
    assert refused.value.code == "AP2600"


def test_a_scheme_that_says_not_now_is_unavailable(scheme: Scheme) -> None:
    scheme.simulator.plan("error")
    with pytest.raises(IdentificationUnavailable, match="SO1000"):
        scheme.start()


def test_a_failing_start_is_not_repeated(scheme: Scheme) -> None:
    scheme.simulator.plan("unavailable")
    with pytest.raises(IdentificationUnavailable, match="503"):
        scheme.start()
    assert len(scheme.wire.said) == 1


def test_a_failing_question_is_asked_once_more(scheme: Scheme) -> None:
    started = scheme.start()
    scheme.simulator.plan("unavailable")
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert result.status is Status.OPEN
    assert len(scheme.wire.said) == 3


def test_a_scheme_that_stays_silent_is_unavailable(scheme: Scheme, idin_settings: IdinSettings) -> None:
    scheme.simulator.plan("unavailable", times=2)
    with pytest.raises(IdentificationUnavailable):
        scheme.client.issuers()
    nobody = IdinClient(replace(idin_settings, acquirer_url="http://127.0.0.1:9"))
    with pytest.raises(IdentificationUnavailable):
        nobody.start(issuer_id=BANK, entrance_code=scheme.entrance_code, return_url=RETURN_URL)


def test_the_directory_is_asked_once_a_day_and_serves_a_week_when_the_scheme_is_silent(
    scheme: Scheme, idin_settings: IdinSettings
) -> None:
    real, passed = now(), timedelta()
    wire = Recorder()

    def moved() -> datetime:
        return real + passed

    client = IdinClient(idin_settings, transport=wire, now=moved)
    banks = client.issuers()
    assert client.issuers() == banks
    assert len(wire.said) == 1
    passed = DIRECTORY_FRESH
    scheme.simulator.plan("unavailable", times=2)
    assert client.issuers() == banks
    assert len(wire.said) == 3
    passed = DIRECTORY_USABLE
    scheme.simulator.plan("unavailable", times=2)
    with pytest.raises(IdentificationUnavailable):
        client.issuers()


def test_a_new_acquirer_certificate_can_take_over_from_the_old(idin_settings: IdinSettings) -> None:
    old = new_pair("the certificate of last year").certificate
    both = replace(idin_settings, acquirer_certificates=(old, *idin_settings.acquirer_certificates))
    assert IdinClient(both).issuers()
    with pytest.raises(IdentificationRefused):
        IdinClient(replace(idin_settings, acquirer_certificates=(old,))).issuers()
    with pytest.raises(ValueError, match="trusted"):
        IdinClient(replace(idin_settings, acquirer_certificates=()))


def test_people_are_not_sent_to_an_address_that_is_not_a_banks(scheme: Scheme, idin_settings: IdinSettings) -> None:
    """The simulator is reached over http; a client of an https acquirer must not follow it there."""

    def at_home(request: httpx.Request) -> httpx.Response:
        return httpx.post(scheme.simulator.url, content=request.read())

    secure = IdinClient(
        replace(idin_settings, acquirer_url="https://acquirer.example/idx"), transport=httpx.MockTransport(at_home)
    )
    with pytest.raises(IdentificationRefused) as refused:
        secure.start(issuer_id=BANK, entrance_code=scheme.entrance_code, return_url=RETURN_URL)
    assert refused.value.code == "redirect"


def test_entrance_codes_fit_the_scheme_and_are_compared_whole() -> None:
    code = new_entrance_code()
    assert re.fullmatch(r"[A-Za-z0-9]{40}", code)
    assert code != new_entrance_code()
    assert same_entrance_code(code, code)
    assert not same_entrance_code(code[:-1], code)
    assert not same_entrance_code("é", code)


def test_the_partner_name_comes_along(scheme: Scheme) -> None:
    started = scheme.start()
    scheme.choose(started, "akkoord", {**FENNA, "achternaam_partner": "Visser"})
    person = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code).person
    assert person is not None
    assert (person.partner_surname, person.legal_surname) == (Surname("Visser"), Surname("Boer", "de"))
