"""The simulator's pages: what is typed there is what the registers answer."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from brondata.simulator import personas
from portal.assessments.registers.client import HttpRegisterGateway
from portal.assessments.registers.details import BkrRegistration, OwnedProperty
from portal.assessments.registers.port import Outcome, Person, RegisterKind
from portal.demo.registers.store import Store, seeded_people

TODAY = date(2026, 11, 23)
Key = Callable[[str], str]


def as_asked(key: str) -> Person:
    """A persona of the Ockto simulator as the portal asks about it."""
    who = personas.person(key, TODAY)
    return Person(
        who.initials, who.first_names, who.surname, who.prefix, who.birth_date, who.postcode, who.house_number
    )


def add(simulator: str, surname: str) -> str:
    """A new person on the page; gives the address of their page."""
    form = {"initials": "Q.", "surname": surname, "birth_date": "1991-01-01", "document_kind": "paspoort"}
    return simulator + httpx.post(f"{simulator}/people", data=form).headers["Location"]


def question_about(surname: str) -> Person:
    return Person("Q.", "", surname, "", date(1991, 1, 1), "1234AB", 1)


def test_every_persona_of_ockto_stands_on_the_page(simulator: str) -> None:
    page = httpx.get(simulator).text
    assert all(person.surname in page for person in personas.people(TODAY))


@pytest.mark.parametrize("key", ["sanne", "robin", "sam", "thomas"])
def test_the_standard_personas_are_clear(gateway: HttpRegisterGateway, key: str) -> None:
    asked = [kind for kind in RegisterKind if kind is not RegisterKind.VIS]
    outcomes = {gateway.check(kind, as_asked(key), key=f"page:{key}:{kind}").outcome for kind in asked}
    assert outcomes == {Outcome.CLEAR}


def test_a_persona_with_a_house_is_found_by_name_and_birth_date(gateway: HttpRegisterGateway, key: Key) -> None:
    (owned,) = gateway.check(RegisterKind.KADASTER, as_asked("ria"), key=key("a")).details
    assert isinstance(owned, OwnedProperty)
    persona = personas.spec("ria").woning
    assert persona is not None
    assert owned.designation == persona.kadastrale_aanduiding


def test_a_persona_keeps_its_age_when_the_years_pass(tmp_path: Path) -> None:
    Store(tmp_path, today=lambda: TODAY)
    later = Store(tmp_path, today=lambda: date(2031, 11, 23)).read().person("ria")
    assert later is not None
    assert later.birth_date == personas.person("ria", date(2031, 11, 23)).birth_date


def test_a_registration_typed_in_dutch_is_what_bkr_answers(
    simulator: str, gateway: HttpRegisterGateway, key: Key
) -> None:
    form = {
        "reference": "CKI-9",
        "credit_type": "RK",
        "amount": "€ 12.500,50",
        "monthly_burden": "250",
        "started_on": "2025-01-31",
        "codes": "a 05-02-2026\r\nH 1-3-2026\r\n2",
    }
    assert httpx.post(f"{add(simulator, 'Typman')}/bkr/new", data=form).status_code == 303
    (registration,) = gateway.check(RegisterKind.BKR, question_about("Typman"), key=key("a")).details
    assert isinstance(registration, BkrRegistration)
    assert (str(registration.amount), str(registration.monthly_burden)) == ("12500.50", "250.00")
    codes = [(code.code, code.on and code.on.isoformat()) for code in registration.codes]
    assert codes == [("A", "2026-02-05"), ("H", "2026-03-01"), ("2", None)]


def test_a_wrong_date_is_said_beside_the_field_and_nothing_typed_is_lost(simulator: str) -> None:
    form = {"reference": "CKI-9", "credit_type": "AK", "codes": "A 31-02-2026"}
    answer = httpx.post(f"{add(simulator, 'Foutman')}/bkr/new", data=form)
    assert answer.status_code == 422
    assert "Dit is geen datum" in answer.text
    assert "A 31-02-2026" in answer.text
    assert 'value="CKI-9"' in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {"credit_type": "AK"},
        {"reference": "C", "credit_type": "AK", "amount": "veel"},
        {"reference": "C", "credit_type": "AK", "amount": "-5"},
        {"reference": "C", "credit_type": "AK", "codes": "Z 01-01-2026"},
        {"reference": "a b", "credit_type": "AK"},
    ],
)
def test_what_a_register_cannot_hold_is_refused(simulator: str, form: dict[str, str]) -> None:
    page = add(simulator, "Weigerman")
    assert httpx.post(f"{page}/bkr/new", data=form).status_code == 422
    assert "bkr-0" not in httpx.get(page).text


def test_an_entry_can_be_changed_and_removed(simulator: str, gateway: HttpRegisterGateway, key: Key) -> None:
    page, who = add(simulator, "Wisselman"), question_about("Wisselman")
    form = {"designation": "Utrecht A 1", "address": "Straat 1", "share": "1/2"}
    httpx.post(f"{page}/kadaster/new", data=form)
    changed = form | {"inschrijvingen": "hypotheek; 240.000,00; Bank; 01-03-2017\nbeslag"}
    assert httpx.post(f"{page}/kadaster/0", data=changed).status_code == 303
    (owned,) = gateway.check(RegisterKind.KADASTER, who, key=key("a")).details
    assert isinstance(owned, OwnedProperty)
    assert [(entry.kind, entry.creditor) for entry in owned.inschrijvingen] == [("hypotheek", "Bank"), ("beslag", None)]
    assert httpx.post(f"{page}/kadaster/0/remove").status_code == 303
    assert not gateway.check(RegisterKind.KADASTER, who, key=key("b")).hit
    assert httpx.post(f"{page}/kadaster/0/remove").status_code == 404


def test_not_unique_is_a_tick_on_the_page(simulator: str, gateway: HttpRegisterGateway, key: Key) -> None:
    page = add(simulator, "Dubbelman")
    form = {"initials": "Q.", "surname": "Dubbelman", "birth_date": "1991-01-01", "not_unique": "bkr"}
    assert httpx.post(page, data=form | {"document_kind": "paspoort"}).status_code == 303
    answer = gateway.check(RegisterKind.BKR, question_about("Dubbelman"), key=key("a"))
    assert answer.outcome is Outcome.NOT_UNIQUE


def test_a_personas_name_cannot_be_changed_here(simulator: str) -> None:
    before = httpx.get(f"{simulator}/people/thomas").text
    form = {"initials": "X.", "surname": "Anders", "birth_date": "1950-01-01", "document_kind": "paspoort"}
    assert httpx.post(f"{simulator}/people/thomas", data=form).status_code == 303
    assert httpx.get(f"{simulator}/people/thomas").text == before


def test_a_form_from_another_site_is_refused(simulator: str) -> None:
    evil = httpx.post(f"{simulator}/people/sanne/remove", headers={"Origin": "https://elders.example"})
    assert evil.status_code == 403
    assert httpx.get(f"{simulator}/people/sanne").status_code == 200


@pytest.mark.parametrize("path", ["/people/nobody", "/people/sanne/nothing/new", "/elsewhere"])
def test_a_page_that_is_not_there_says_so(simulator: str, path: str) -> None:
    method = httpx.post if path.endswith("new") else httpx.get
    answer = method(simulator + path)
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


@pytest.mark.parametrize("path", ["/", "/people/achterstand", "/faults"])
def test_pages_need_no_script_and_no_inline_style(simulator: str, path: str) -> None:
    answer = httpx.get(simulator + path)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", answer.text)


def test_the_seed_names_only_personas_that_exist() -> None:
    assert {entry.persona for entry in seeded_people(TODAY) if entry.persona} == set(personas.keys())
