"""No page shows a figure that does not open to where it comes from."""

from typing import Any

import pytest

from portal.dossiers.states import State
from portal.formats.language import Language
from portal.identity.language import OF_THIS_VISIT
from tests.portal.journey.answers import loan, part
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.world import World

pytestmark = pytest.mark.django_db
PAGES = {"loan": State.INTAKE, "renteaanbod": State.COLLECTING, "aanbod": State.OFFERED}
FIGURES = (
    "//*[@class='neo-figure-card__label']",
    "//*[@class='neo-figure-card']//dt",
    "//dl[@class='neo-plain-list']//dt",
    "//*[@class='neo-dates__label']",
    "//th[text()='Rente' or text()='Rate' or text()='Interest rate']",
)
BY_THEMSELVES = {
    # what was typed, or the sum of what stands above it
    "Koopsom", "Energie besparen", "Advies", "Af: de lening", "Zelf te betalen", "Purchase price", "Save energy",
    "Advice", "Less: the loan", "To pay yourself",
    # the same figure as the one that is explained, with and without NHG
    "Per maand met NHG", "Per maand zonder NHG", "Per month with NHG", "Per month without NHG",
}  # fmt: skip


IN_SENTENCES = {
    Language.DUTCH: {"Teken uiterlijk", "Naar de notaris uiterlijk", "De laagste rente", "Annuleren na tekenen"},
    Language.ENGLISH: {"Sign by", "To the notary by", "The lowest rate", "Cancelling after signing"},
}
"""What the page of the hypotheekaanbod says in whole sentences."""


def explained(response: Any) -> set[str]:
    return {words(one) for one in tree_of(response).xpath("//dl[@class='neo-whys']//dt")}


def figures(response: Any) -> set[str]:
    page = tree_of(response)
    return {words(one) for path in FIGURES for one in page.xpath(path)}


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_every_figure_opens_to_its_source_and_its_rule(world: World, name: str, language: Language) -> None:
    session = world.client.session
    session[OF_THIS_VISIT] = language.value
    session.save()
    world.put(PAGES[name])
    page = world.client.get(world.url(name))
    assert len(figures(page)) > 3
    assert figures(page) - explained(page) - BY_THEMSELVES == set()
    assert explained(page) - figures(page) == (IN_SENTENCES[language] if name == "aanbod" else set())
    assert "gids 7.2" in words_of(page).lower() or name == "loan"


def test_what_a_typed_loan_costs_is_explained_in_the_same_round_trip(world: World) -> None:
    world.put(State.INTAKE)
    typed = loan(part())
    del typed["save"]
    page = world.client.post(world.url("loan"), typed, headers={"HX-Request": "true"})
    assert {"Je maandbedrag", "Rente", "Risicoklasse"} <= explained(page)
