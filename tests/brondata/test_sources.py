"""The registers beyond a wage and a debt: history, doubt, cars, bank and iDIN, each in its own words."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from brondata.datasets import (
    STANDARD_SOURCES,
    Brondata,
    BrpDatum,
    BrpGroep,
    BrpPersoon,
    Categorie,
    Gebruik,
    Onderzoek,
    RedenOntbinding,
    SoortArbeid,
    SoortInkomen,
    SoortRekening,
    SoortVerbintenis,
    Source,
    Verblijfstitel,
)
from brondata.ockto.mapping import read_delivery
from brondata.ockto.wire import VERSIONS
from brondata.provider import UnreadableDelivery
from brondata.simulator import odm
from tests.brondata.builders import body, delivery, edited

EARLIER = Path(__file__).parent / "data" / "levering-v4_3.json"
# `brondata[].source` of the facts contract (contracts/facts.schema.json, $defs/brondata), less the lender's own.
CONTRACT = {
    *("mijnoverheid-brp", "mijnoverheid-kadaster", "mijnoverheid-woz", "mijnuwv", "mijnpensioenoverzicht"),
    *("duo", "belastingdienst", "rdw", "psd2-bank", "idin"),
}


def read(content: bytes, **changes: str) -> Brondata:
    """What the adapter makes of these bytes."""
    return read_delivery(delivery(content, **changes))


def person(path: str, value: object, key: str = "sanne") -> BrpPersoon:
    """The BRP section with one field changed."""
    found = read(edited(key, f"persoon.{path}", value)).persoon
    assert found is not None
    return found


def test_the_values_are_those_of_the_contract_and_one_of_ours() -> None:
    assert {source.value for source in Source} - CONTRACT == {"mijnoverheid-mgi"}
    assert {source.value for source in Source} >= CONTRACT


def test_what_everybody_is_asked_is_what_the_guide_lists() -> None:
    assert set(Source) - set(STANDARD_SOURCES) == {Source.MGI, Source.RDW, Source.BANK, Source.IDIN}
    assert len(odm.STANDARD_BRONNEN) == len(STANDARD_SOURCES)


# --- versions ----------------------------------------------------------------------------------


def test_a_delivery_of_the_earlier_version_is_still_read() -> None:
    bundle = read(EARLIER.read_bytes(), schema_version="v4_3")
    assert {line.source for line in bundle.collections} == set(STANDARD_SOURCES)
    assert bundle.studieschulden is not None
    assert bundle.studieschulden.schulden[0].huidig_saldo == Decimal("17912.36")
    assert bundle.persoon is not None
    assert not bundle.persoon.in_onderzoek


def test_the_earlier_version_told_its_doubt_in_one_word() -> None:
    document = json.loads(EARLIER.read_bytes())
    document["persoon"] |= {"inOnderzoek": True, "verblijfstitel": "Onbepaalde tijd"}
    found = read(json.dumps(document).encode(), schema_version="v4_3").persoon
    assert found is not None
    assert found.onderzoeken == (Onderzoek(groep=BrpGroep.ONBEKEND),)
    assert found.twijfel_over(BrpGroep.NAAM)
    assert found.verblijfstitel == Verblijfstitel(omschrijving="Onbepaalde tijd")


@pytest.mark.parametrize(
    ("version", "change"),
    [
        ("v4_3", {"voertuigen": [], "bronnen": [{"bron": "RDW", "status": "OPGEHAALD"}]}),
        ("v4_3", {"persoon": {"inOnderzoek": [{"groep": "NAAM"}]}}),
        ("v4_4", {"persoon": {"inOnderzoek": True}}),
        ("v9_9", {}),
    ],
)
def test_a_delivery_that_is_not_of_its_declared_version_is_unreadable(version: str, change: dict) -> None:
    document = json.loads(EARLIER.read_bytes()) | {"odmVersion": version}
    for name, value in change.items():
        if name == "bronnen":
            document[name] += [document[name][0] | line for line in value]
        elif name == "persoon":
            document[name] |= value
        else:
            document[name] = value
    with pytest.raises(UnreadableDelivery):
        read(json.dumps(document).encode(), schema_version=version)


def test_a_later_version_keeps_every_source_of_the_earlier() -> None:
    assert VERSIONS["v4_3"] < VERSIONS["v4_4"]


# --- BRP ---------------------------------------------------------------------------------------


def test_a_past_marriage_says_when_and_why_it_ended() -> None:
    past = {
        "voornamen": "Kim",
        "geslachtsnaam": "Smit",
        "geboortedatum": "1990-00-00",
        "soortVerbintenis": "H",
        "sinds": "2014-06-01",
        "ontbondenOp": "2021-03-00",
        "redenOntbinding": "S",
    }
    (ex,) = person("exPartners", [past]).ex_partners
    assert ex.soort_verbintenis is SoortVerbintenis.HUWELIJK
    assert ex.ontbonden_op == BrpDatum(jaar=2021, maand=3)
    assert ex.reden_ontbinding is RedenOntbinding.ECHTSCHEIDING
    assert ex.geboortedatum == BrpDatum(jaar=1990)


@pytest.mark.parametrize(("field", "value"), [("soortVerbintenis", "X"), ("redenOntbinding", "Q")])
def test_a_partner_in_unknown_words_is_unreadable(field: str, value: str) -> None:
    with pytest.raises(UnreadableDelivery, match="unknown"):
        person("exPartners", [{"voornamen": "Kim", "geslachtsnaam": "Smit", field: value}])


def test_doubt_is_told_per_group_of_fields() -> None:
    found = person("inOnderzoek", [{"groep": "VERBLIJFPLAATS", "sinds": "2026-02-01"}])
    assert found.in_onderzoek
    assert found.twijfel_over(BrpGroep.VERBLIJFPLAATS)
    assert not found.twijfel_over(BrpGroep.NAAM)


def test_doubt_about_a_group_that_we_do_not_know_is_doubt_about_all() -> None:
    assert person("inOnderzoek", [{"groep": "GEZAG"}]).twijfel_over(BrpGroep.NAAM)


def test_several_nationalities_stay_several() -> None:
    assert person("nationaliteiten", ["0064", "0072"]).nationaliteiten == ("0064", "0072")


def test_a_residence_title_has_a_begin_and_an_end() -> None:
    titel = person(
        "verblijfstitel", {"omschrijving": "Kennismigrant", "code": "21", "einde": "2029-05-00"}
    ).verblijfstitel
    assert titel is not None
    assert titel.einde == BrpDatum(jaar=2029, maand=5)
    assert titel.ingang is None


# --- income ------------------------------------------------------------------------------------


def test_a_return_tells_who_paid_what() -> None:
    tax = read(body("sanne")).belastingdienst
    assert tax is not None
    newest = tax.aangiften[0]
    assert newest.peildatum == date(2025, 1, 1)
    assert {row.soort for row in newest.inkomsten} == {SoortArbeid.TEGENWOORDIG}
    assert sum(row.bedrag or 0 for row in newest.inkomsten) == newest.loon_tegenwoordige_arbeid


def test_a_year_without_registered_income_is_not_zero() -> None:
    sent = edited("sanne", "geregistreerdeInkomens.0", {"jaar": 2025, "soort": "VERZAMELINKOMEN", "bedrag": None})
    incomes = read(sent).geregistreerd_inkomen
    assert incomes is not None
    assert incomes.inkomens[0].bedrag is None
    assert incomes.inkomens[0].soort is SoortInkomen.VERZAMELINKOMEN
    assert [one.jaar for one in incomes.inkomens] == [2025, 2024, 2023]


def test_a_loss_is_below_zero() -> None:
    incomes = read(edited("sanne", "geregistreerdeInkomens.0.bedrag", -1200.5)).geregistreerd_inkomen
    assert incomes is not None
    assert incomes.inkomens[0].bedrag == Decimal("-1200.5")


# --- RDW, bank, iDIN ---------------------------------------------------------------------------


def test_no_car_is_something_else_than_no_answer() -> None:
    found = read(edited("sanne", "voertuigen", [])).voertuigen
    assert found is not None
    assert found.voertuigen == ()
    assert read(body("sanne", failed=("RDW",))).voertuigen is None


def test_a_leased_car_says_whose_it_is() -> None:
    car = {"kenteken": "TE001S", "voertuigsoort": "Personenauto", "merk": "VOORBEELD", "gebruik": "PRIVATE_LEASE"}
    found = read(edited("sanne", "voertuigen", [car])).voertuigen
    assert found is not None
    assert found.voertuigen[0].gebruik is Gebruik.PRIVATE_LEASE
    assert found.voertuigen[0].catalogusprijs is None


def test_bank_transactions_come_in_order_with_their_category_and_sign() -> None:
    found = read(body("sam")).banktransacties
    assert found is not None
    first = found.rekeningen[0]
    assert first.soort is SoortRekening.BETAALREKENING
    assert [one.geboekt_op for one in first.transacties] == sorted(one.geboekt_op for one in first.transacties)
    assert all(found.van <= one.geboekt_op <= found.tot for one in first.transacties)
    by_category = {one.categorie: one.bedrag for one in first.transacties}
    assert by_category[Categorie.LOON] > 0 > by_category[Categorie.STUDIESCHULD]


def test_a_new_category_of_the_supplier_is_no_fault() -> None:
    path = "banktransacties.accounts.0.transactions.booked.0.category"
    found = read(edited("sam", path, "PETS")).banktransacties
    assert found is not None
    assert found.rekeningen[0].transacties[0].categorie is Categorie.OVERIG


def test_a_booked_balance_goes_before_an_expected_one() -> None:
    def of(kind: str, amount: str) -> dict[str, object]:
        return {"balanceType": kind, "balanceAmount": {"currency": "EUR", "amount": amount}}

    balances = [of("expected", "1.00"), of("closingBooked", "2.00"), of("interimBooked", "3.00")]
    found = read(edited("sam", "banktransacties.accounts.0.balances", balances)).banktransacties
    assert found is not None
    assert found.rekeningen[0].saldo is not None
    assert found.rekeningen[0].saldo.bedrag == Decimal("2.00")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("accounts.0.currency", "USD"),
        ("accounts.0.iban", "12"),
        ("accounts.0.transactions.booked.0.transactionAmount.amount", "veel"),
        ("dateFrom", "2030-01-01"),
    ],
)
def test_transactions_that_cannot_be_are_unreadable(path: str, value: str) -> None:
    with pytest.raises(UnreadableDelivery):
        read(edited("sam", f"banktransacties.{path}", value))


def test_no_bsn_comes_in_with_the_texts_of_a_bank() -> None:
    stored = json.dumps(read(body("sam")).to_json())
    assert "VOORLOPIGE TERUGGAAF *********" in stored
    assert "STUDIESCHULD BSN *********" in stored


def test_idin_says_who_somebody_is_at_the_bank() -> None:
    bundle = read(body("sam"))
    assert bundle.idin is not None
    assert bundle.persoon is not None
    assert bundle.idin.geboortedatum == bundle.persoon.geboortedatum.volledig()
    assert (bundle.idin.voorvoegsel, bundle.idin.geslachtsnaam) == ("de", "Wit")
    assert bundle.idin.geslacht == "V"


def test_half_an_address_at_the_bank_is_none() -> None:
    found = read(edited("sam", "idin.postalcode", None)).idin
    assert found is not None
    assert found.adres is None


def test_a_date_of_birth_that_a_bank_does_not_know_is_no_identification() -> None:
    with pytest.raises(UnreadableDelivery, match="date of birth"):
        read(edited("sam", "idin.dateofbirth", "19950000"))


def test_figures_say_of_which_day_they_are() -> None:
    bundle = read(body("ria"))
    assert bundle.verzekeringsbericht is not None
    assert bundle.verzekeringsbericht.peildatum == bundle.verzekeringsbericht.datum
    assert bundle.pensioenoverzicht is not None
    assert bundle.pensioenoverzicht.peildatum == date(2026, 11, 23)
    assert bundle.eigendommen is not None
    assert bundle.eigendommen.peildatum == date(2026, 11, 23)
    assert bundle.woz is not None
    assert bundle.woz.peildatum is None  # each value has its own
