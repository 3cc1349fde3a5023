"""The desk reads Dutch: every state, event and job has words, and no word is about something gone."""

from datetime import date
from decimal import Decimal

import pytest

from portal.assessments.registers.details import BkrCode, BkrRegistration, Inschrijving, VisReport
from portal.assessments.registers.port import DETAIL_OF
from portal.backoffice import wording
from portal.backoffice.findings import article_name, changes, subject_name, value_text
from portal.backoffice.forms import FIGURES
from portal.backoffice.reasons import reasons
from portal.backoffice.register_words import FIELDS, register_entries
from portal.backoffice.templatetags.backoffice import third_person
from portal.dossiers.states import Event, State
from portal.evidence.document_types import document_types
from portal.jobs.registry import HANDLERS
from portal.notifications.render import AMOUNT
from tests.portal.builders import decision


def test_every_state_event_and_job_has_a_name() -> None:
    assert set(wording.STATES) == set(State)
    assert {event.value for event in Event} <= set(wording.EVENTS)
    assert set(wording.JOBS) == set(HANDLERS)


def test_every_type_with_figures_is_a_type_we_ask_for() -> None:
    assert set(FIGURES) <= {one.code for one in document_types()}


def test_no_reason_holds_an_amount_that_a_mail_would_refuse() -> None:
    assert not [one.code for one in reasons().values() if AMOUNT.search(one.text)]
    assert [one.code for one in reasons().values() if not one.text] == ["anders"]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("245000.00", "eur", "€\u00a0245.000,00"),
        ("3.850", "rate", "3,85%"),
        ("2026-11-20", "date", "20\u00a0nov\u00a02026"),
        (True, "boolean", "ja"),
        (None, "eur", "onbekend"),
        (30, "years", "30 jaar"),
        (["goed", "redelijk"], "code", "goed, redelijk"),
        (0, "count", "0"),
    ],
)
def test_compared_values_read_as_dutch(value: object, unit: str, text: str) -> None:
    assert value_text(value, unit) == text


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (None, ""),
        ({"kind": "applicant", "id": "p2"}, "S. Bos"),
        ({"kind": "income", "id": "p2-loon1"}, "Inkomen S. Bos"),
        ({"kind": "leningdeel", "id": "l1"}, "Leningdeel 1"),
        ({"kind": "brondata", "id": "b-p1-mijnuwv"}, "Brondata S. Bakker"),
        ({"kind": "valuation", "id": "v1"}, "Taxatie 1"),
        ({"kind": "onderpand", "id": "onderpand"}, "Onderpand"),
    ],
)
def test_the_subject_of_a_finding_is_named(subject: dict[str, str] | None, name: str) -> None:
    assert subject_name(subject, {"p1": "S. Bakker", "p2": "S. Bos"}) == name


def test_articles_are_cited_as_people_cite_them() -> None:
    assert (article_name("4.1"), article_name("NHG A6.11")) == ("gids 4.1", "NHG A6.11")


def test_changes_are_what_needs_attention_now_or_did_before() -> None:
    def finding(rule_id: str, outcome: str) -> dict[str, str]:
        return {"rule_id": rule_id, "article": "4", "effect": "reject", "outcome": outcome}

    before = decision(
        finding("G4-11", "missing"), finding("G3.1-04", "pass"), finding("G3.1-01", "fail"), finding("G6.1-01", "refer")
    )
    after = decision(
        finding("G4-11", "pass"), finding("G3.1-02", "pass"), finding("G6.1-02", "fail"), finding("G6.1-01", "refer")
    )
    found = [(one.line.rule_id, one.was, one.now) for one in changes(before, after, names={})]
    assert found == [
        ("G4-11", "Gegevens ontbreken", "Voldaan"),
        ("G6.1-02", "Niet aan de orde", "Niet voldaan"),
        ("G3.1-01", "Niet voldaan", "Niet aan de orde"),
    ]


def test_every_field_that_a_register_can_hold_has_a_name() -> None:
    fields = {name for kind in [*DETAIL_OF.values(), BkrCode, Inschrijving] for name in kind.model_fields}
    assert fields == set(FIELDS)


def test_a_register_entry_reads_as_one_line_without_what_is_not_there() -> None:
    credit = BkrRegistration(
        reference="A1", credit_type="AK", amount=Decimal(5000), codes=(BkrCode(code="A", on=date(2025, 3, 1)),)
    )
    assert register_entries([credit, VisReport(reason="stolen")]) == [
        "kenmerk A1; soort AK; bedrag €\u00a05.000,00; codes code A op 1\u00a0mrt\u00a02025",
        "reden gestolen",
    ]


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("je naam en rekeningnummer", "de naam en rekeningnummer"),
        ("Je naam", "De naam"),
        ("Niet ouder dan 3 maanden op de dag van je aanvraag.", "Niet ouder dan 3 maanden op de dag van de aanvraag."),
        ("het jaar van de jeugd", "het jaar van de jeugd"),
    ],
)
def test_words_for_the_applicant_become_words_for_the_desk(text: str, desk: str) -> None:
    assert third_person(text) == desk
