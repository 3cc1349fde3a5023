"""Every document that a decision can ask for has words a reader understands, with their source."""

import re

import pytest

from portal.evidence.document_types import DocumentType, document_type, document_types

# `document_type` of contracts/facts.schema.json of the project, unchanged.
CONTRACT = [
    "identiteitsbewijs",
    "verblijfsdocument",
    "bewijs-verblijf-nederland",
    "salarisstrook",
    "salarisstrook-december",
    "werkgeversverklaring",
    "jaaropgave",
    "uwv-verzekeringsbericht",
    "arbeidsmarktscan",
    "verklaring-toekomstige-salarisverhoging",
    "cao",
    "onderbouwing-bestendigheid",
    "bonusspecificatie",
    "bewijs-levensloop",
    "budgetspecificatie",
    "inkomensverklaring-ondernemer",
    "positieve-beoordelingsverklaring",
    "aangifte-inkomstenbelasting",
    "pensioenoverzicht",
    "pensioen-jaaropgave",
    "pensioenbericht-individueel",
    "lijfrentebericht",
    "toekenningsbesluit",
    "verklaring-uitkerende-instantie",
    "maandspecificatie-uitkering",
    "jaaropgave-uitkering",
    "echtscheidingsconvenant",
    "beschikking-echtscheiding",
    "akte-van-verdeling",
    "afschrift-burgerlijke-stand",
    "notariele-akte-alimentatie",
    "koopakte",
    "koop-aannemingsovereenkomst",
    "waarborgcertificaat",
    "taxatierapport",
    "taxatierapport-desktop",
    "taxatierapport-bestek",
    "bouwkundig-rapport",
    "verbouwingsspecificatie",
    "begroting-eigen-beheer",
    "omgevingsvergunning-aanvraag",
    "omgevingsvergunning",
    "aanneemovereenkomst",
    "energielabel",
    "energieprestatiegarantie",
    "erfpachtovereenkomst",
    "opstalovereenkomst",
    "vve-stukken",
    "mjop",
    "polis-opstalverzekering",
    "woz-beschikking",
    "akte-van-gunning",
    "offerte-svn",
    "verkoopovereenkomst",
    "verkoopopdracht",
    "saldo-opgave",
    "hypotheekcontract",
    "hypotheekofferte-bestaand",
    "huurtoestemming",
    "opgave-afkoopwaarde",
    "financieringsopzet",
    "bankafschrift",
    "vooraf-ingevulde-aangifte",
    "aflossingsbewijs",
    "bkr-uittreksel",
    "buitenlands-kredietregister",
    "duo-bericht",
    "leningovereenkomst-derden",
    "schenkingsovereenkomst",
    "ontruimingsverklaring",
    "toestemming-notaris",
    "sepa-machtiging",
    "hypotheekaanbod-getekend",
    "hypotheekakte",
    "nota-bouwdepot",
    "abc-onderbouwing",
    "brondata-samenvatting-leverancier",
    "brondata-samenvatting-geldverstrekker",
    "bewijs-ideal",
    "overig",
]

TYPES = document_types()


def words(entry: DocumentType) -> str:
    return " ".join((entry.name, entry.text, *entry.shows, *entry.hide, entry.age_text))


def test_the_types_are_exactly_those_of_the_contract() -> None:
    assert {entry.code for entry in TYPES} == set(CONTRACT)


def test_an_unknown_code_is_an_error_and_no_empty_page() -> None:
    with pytest.raises(KeyError):
        document_type("rijbewijs")


@pytest.mark.parametrize("entry", TYPES, ids=lambda entry: entry.code)
def test_each_type_says_what_it_is_what_it_shows_and_why(entry: DocumentType) -> None:
    assert len(entry.text) > 40
    assert entry.shows
    assert re.match(r"(gids \d|NHG)", entry.source)
    assert (entry.months is None) == (entry.at == "")
    assert entry.age_text or entry.months is None


@pytest.mark.parametrize("entry", TYPES, ids=lambda entry: entry.code)
def test_the_words_are_plain_and_informal(entry: DocumentType) -> None:
    assert not re.search(r"\b(u|uw|middels|dient|gelieve|conform|desgewenst)\b", words(entry), re.IGNORECASE)
    longest = max(len(sentence.split()) for sentence in re.split(r"[.?!:]\s", entry.text))
    assert longest <= 20, entry.text


@pytest.mark.parametrize(
    ("code", "age"),
    [
        ("salarisstrook", "Niet ouder dan 3 maanden op de dag van je aanvraag."),
        ("werkgeversverklaring", "Niet ouder dan 3 maanden op de dag van je aanvraag."),
        ("uwv-verzekeringsbericht", "Niet ouder dan 3 maanden op de dag dat we het hypotheekaanbod maken."),
        ("taxatierapport", "Niet ouder dan 6 maanden op de dag dat we het hypotheekaanbod maken."),
        ("inkomensverklaring-ondernemer", "Niet ouder dan 6 maanden op de dag dat we het hypotheekaanbod maken."),
        ("koopakte", ""),
    ],
)
def test_the_ages_are_those_of_the_guide(code: str, age: str) -> None:
    assert document_type(code).age_text == age


@pytest.mark.parametrize("code", ["identiteitsbewijs", "salarisstrook", "uwv-verzekeringsbericht", "jaaropgave"])
def test_a_document_that_shows_a_bsn_asks_to_make_it_black(code: str) -> None:
    assert document_type(code).hides_bsn
    assert "je burgerservicenummer (BSN)" in document_type(code).hide
