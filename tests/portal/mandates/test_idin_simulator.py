"""The simulated bank: its pages, its faults, its keys, and its life as a process."""

import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from brondata.simulator import personas
from brondata.simulator.clock import clock_on
from portal.demo.idin.clock import now
from portal.demo.idin.faults import Fault
from portal.demo.idin.keys import ROLES, load_keys, make_keys
from portal.demo.idin.transactions import EXPIRES_AFTER, Person, Transactions, open_transaction
from portal.mandates.idin.port import Status
from tests.portal.mandates.idin_scheme import FENNA, RETURN_URL, Scheme, Simulator

SIMULATOR = [sys.executable, "-m", "portal.demo.idin"]


def test_the_bank_knows_the_same_people_as_the_brondata_simulator(scheme: Scheme) -> None:
    started = scheme.start()
    page = httpx.get(started.redirect_url).text
    everyone = personas.people(clock_on(None)().date())
    assert len(everyone) > 1
    for person in everyone:
        assert f'value="{person.key}"' in page
        assert person.birth_date.strftime("%d-%m-%Y") in page
    chosen = everyone[-1]
    scheme.choose(started, "akkoord", {"persoon": chosen.key})
    identified = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code).person
    assert identified is not None
    assert identified.initials == chosen.initials
    assert (identified.legal_surname.prefix, identified.legal_surname.name) == (chosen.prefix, chosen.surname)
    assert identified.date_of_birth == chosen.birth_date


def test_the_page_asks_again_and_keeps_what_was_typed(scheme: Scheme) -> None:
    started = scheme.start()
    typed = {**FENNA, "achternaam": "<b>Boer</b>", "voorletters": "", "geboortedatum": "31-02-1991"}
    answer = httpx.post(started.redirect_url, data=typed)
    assert answer.status_code == 422
    assert answer.text.count("Vul dit in.") == 1
    assert "Vul een datum in" in answer.text
    assert "&lt;b&gt;Boer&lt;/b&gt;" in answer.text
    nobody = httpx.post(started.redirect_url, data={"persoon": "nobody"})
    assert (nobody.status_code, "Kies wie je bent." in nobody.text) == (422, True)


@pytest.mark.parametrize("typed", ["1991-04-17", "17-04-1991", "17/4/1991", "17.04.1991"])
def test_a_birth_date_may_be_written_the_dutch_way(scheme: Scheme, typed: str) -> None:
    started = scheme.start()
    httpx.post(started.redirect_url, data={**FENNA, "geboortedatum": typed})
    assert "17-04-1991" in httpx.get(f"{started.redirect_url}/gegevens").text


def test_the_person_sees_what_will_be_shared_before_agreeing(scheme: Scheme) -> None:
    started = scheme.start()
    early = httpx.get(f"{started.redirect_url}/gegevens")
    assert (early.status_code, early.headers["location"]) == (303, httpx.URL(started.redirect_url).path)
    assert httpx.post(f"{started.redirect_url}/keuze", data={"keuze": "akkoord"}).status_code == 400
    httpx.post(started.redirect_url, data=FENNA)
    page = httpx.get(f"{started.redirect_url}/gegevens").text
    for shared in ("F.M.", "de Boer", "17-04-1991", "3811AB", "Neo Hypotheken", "Polderbank"):
        assert shared in page


def test_every_page_is_closed_to_scripts_and_may_only_send_people_to_the_shop(scheme: Scheme) -> None:
    started = scheme.start()
    for address in (started.redirect_url, scheme.simulator.url, f"{scheme.simulator.url}/faults"):
        answer = httpx.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'; style-src 'self'" in policy
        assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", answer.text)
        assert ("http://localhost:8000" in policy) is (address == started.redirect_url)


def test_a_second_click_keeps_the_first_outcome(scheme: Scheme) -> None:
    started = scheme.start()
    first = scheme.choose(started, "annuleren")
    second = httpx.post(f"{started.redirect_url}/keuze", data={"keuze": "verlopen"})
    assert second.headers["location"] == first
    result = scheme.client.status(started.transaction_id, entrance_code=scheme.entrance_code)
    assert result.status is Status.CANCELLED
    for address in (started.redirect_url, f"{started.redirect_url}/gegevens"):
        ended = httpx.get(address)
        assert (ended.status_code, "niets meer te doen" in ended.text) == (410, True)
    assert httpx.post(started.redirect_url, data=FENNA).status_code == 410


def test_the_return_address_keeps_its_own_question(scheme: Scheme) -> None:
    started = scheme.start(return_url=f"{RETURN_URL}?wie=1")
    assert scheme.choose(started, "annuleren").startswith(f"{RETURN_URL}?wie=1&trxid={started.transaction_id}&ec=")


def test_an_address_can_not_be_guessed(scheme: Scheme) -> None:
    started = scheme.start()
    for address in (started.redirect_url[:-1] + "_", f"{scheme.simulator.url}/bank/{started.transaction_id}"):
        answer = httpx.get(address)
        assert (answer.status_code, "Deze pagina is er niet" in answer.text) == (404, True)
    assert httpx.get(f"{scheme.simulator.url}/bank/..%2f..%2fetc").status_code == 404


def test_faults_are_planned_counted_and_cleared(simulator: Simulator) -> None:
    simulator.plan("unavailable", times=3)
    assert simulator.planned() == {"unavailable": 3}
    assert httpx.post(simulator.url, content=b"").status_code == 503
    assert simulator.planned() == {"unavailable": 2}
    page = httpx.post(f"{simulator.url}/faults", data={"fault": "pending", "times": "1"}, follow_redirects=True).text
    assert "Gebeurt nog 2 keer." in page
    assert all(fault.explanation in page for fault in Fault)
    httpx.post(f"{simulator.url}/faults/clear", data={})
    assert simulator.planned() == {}


@pytest.mark.parametrize("sent", [{"fault": "nonsense"}, {"fault": "pending", "times": "-1"}, {"times": "x"}])
def test_an_impossible_fault_is_refused(simulator: Simulator, sent: dict[str, str]) -> None:
    assert httpx.post(f"{simulator.url}/faults", data=sent).status_code == 400
    assert simulator.planned() == {}


def test_a_question_that_is_no_xml_gets_a_signed_error(simulator: Simulator) -> None:
    answer = httpx.post(simulator.url, content=b"hello")
    assert answer.status_code == 200
    assert "<errorCode>IX1100</errorCode>" in answer.text
    assert "SignatureValue" in answer.text


def test_transactions_survive_a_restart_and_expire_by_themselves(tmp_path: Path) -> None:
    opened = open_transaction(
        acquirer_id="0020",
        issuer_id="POLDNL2U",
        merchant_id="0020000387",
        request_id="NEO-1",
        entrance_code="code",
        return_url=RETURN_URL,
        now=now(),
    )
    before = Transactions(tmp_path)
    before.add(opened)
    before.choose(opened, Person(initials="F.", legal_last_name="Boer"))
    found = Transactions(tmp_path).find(opened.id)
    assert found is not None
    assert (found.person, found.token) == (Person(initials="F.", legal_last_name="Boer"), opened.token)
    assert found.status_at(now()) == "Open"
    assert found.status_at(now() + EXPIRES_AFTER) == "Expired"
    assert before.finish(found, "Success").status_at(now() + timedelta(days=1)) == "Success"
    assert Transactions(tmp_path).find("../../etc/passwd") is None


def test_keys_are_made_once_whoever_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make_keys, [folder] * 4))
    first = load_keys(folder)
    make_keys(folder)
    assert load_keys(folder).merchant == first.merchant
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        f"{role}.{kind}.pem" for role in ROLES for kind in ("key", "cert")
    )
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.glob("*.key.pem"))
    assert [file.name for file in tmp_path.iterdir()] == ["keys"]


def test_a_folder_with_half_the_keys_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "merchant.key.pem").write_text("mine")
    with pytest.raises(ValueError, match="only a part"):
        make_keys(tmp_path / "keys")
    assert (tmp_path / "keys" / "merchant.key.pem").read_text() == "mine"


def test_the_command_makes_keys_and_stops(tmp_path: Path) -> None:
    subprocess.run([*SIMULATOR, "--make-keys", str(tmp_path / "keys")], check=True, timeout=60)
    certificate = x509.load_pem_x509_certificate((tmp_path / "keys" / "merchant.cert.pem").read_bytes())
    assert certificate.not_valid_after_utc > now() + timedelta(days=3000)


def test_a_taken_port_is_one_sentence(tmp_path: Path, idin_keys: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [*SIMULATOR, "--port", port, "--keys", str(idin_keys), "--state", str(tmp_path)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr == f"iDIN simulator: port {port} is taken.\n"
