"""The steps of the IBL on the page of a dossier."""

from typing import Any

import pytest
from django.test import Client

from portal.backoffice.ibl_steps import explained
from portal.dossiers.states import State
from tests.portal import builders
from tests.portal.backoffice.conftest import open_dossier, page_of

STEPS = [
    {"name": "GPI", "section": "6.3", "text": "Gemiddeld.", "value": "3333.333333", "unit": "euro"},
    {"name": "EIP", "section": "6.4", "text": "Afgetopt.", "value": "5000.00", "unit": "euro", "was": "9000.00"},
    {"name": "PT", "section": "5.2", "text": "Uren.", "value": "91.768750000000", "unit": "procent"},
    {"name": "Uren", "section": "5.3", "text": "Te veel.", "value": "200.50", "unit": "uur", "employer": "Werkgever 1"},
    {"name": "Jaar", "section": "3.6", "text": "Genoeg.", "from_on": "2025-11-01", "to_on": "2026-10-31"},
]


def facts(**income: Any) -> dict[str, Any]:
    return {"applicants": [{"id": "a1", "incomes": [{"id": "a1-i1", **income}]}]}


def test_every_kind_of_figure_is_written_as_a_clerk_reads_it() -> None:
    (found,) = explained(facts(ibl={"toetsinkomen": "43200.00", "steps": STEPS}), names={"a1": "Anna"})
    values = [step.value.replace("\xa0", " ") for step in found.steps]
    assert (found.whose, found.outcome.replace("\xa0", " ")) == ("Anna", "€ 43.200,00")
    assert values == ["€ 3.333,33", "€ 9.000,00 wordt € 5.000,00", "91,769%", "200,50 uur", ""]
    assert found.steps[4].period.replace("\xa0", " ") == "1 nov 2025 t/m 31 okt 2026"


def test_a_refusal_is_shown_in_place_of_steps() -> None:
    (found,) = explained(facts(ibl_refusal="2038 (3.2.3): Geen uren."), names={})
    assert (found.outcome, found.steps) == ("2038 (3.2.3): Geen uren.", ())


@pytest.mark.parametrize("income", [{}, {"ibl": {"toetsinkomen": "1.00"}}])
def test_an_income_without_steps_shows_nothing(income: dict[str, Any]) -> None:
    assert list(explained(facts(**income), names={})) == []


def test_the_page_of_a_dossier_has_the_steps_to_open(desk: Client) -> None:
    dossier = builders.dossier_in(State.IN_REVIEW)
    builders.assessed(dossier, facts=facts(ibl={"toetsinkomen": "43200.00", "steps": STEPS}))
    open_dossier(desk, dossier)
    page = desk.get(page_of(dossier)).content.decode()
    assert "in 5 stappen</summary>" in page
    assert "€\xa09.000,00 wordt €\xa05.000,00" in page
