"""From bytes to datasets: exact amounts, nothing made up, and no BSN anywhere."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brondata.datasets import (
    Brondata,
    BrpDatum,
    BurgerlijkeStaat,
    Collection,
    CollectionStatus,
    Method,
    Source,
    Studieschulden,
    Terugbetaalfase,
    Terugbetaalregeling,
)
from brondata.ockto.mapping import read_delivery
from brondata.provider import RawDelivery, UnreadableDelivery
from brondata.simulator import personas
from tests.brondata.builders import NOW, body, delivery, edited


def read(content: bytes) -> Brondata:
    """What the adapter makes of these bytes."""
    return read_delivery(delivery(content))


@pytest.mark.parametrize("key", personas.keys())
def test_a_bsn_is_nowhere_in_what_we_keep(key: str) -> None:
    bsn = personas.spec(key).persoon.burgerservicenummer
    sent = body(key)
    assert bsn.encode() in sent
    kept = delivery(sent)
    assert bsn.encode() not in kept.body
    assert bsn not in json.dumps(read_delivery(kept).to_json())


def test_a_bsn_is_dropped_even_from_a_delivery_that_did_not_pass_the_door() -> None:
    bsn = personas.spec("sanne").persoon.burgerservicenummer
    sent = edited("sanne", "verzekeringsbericht.dienstverbanden.0.werkgever", f"Eenmanszaak {bsn}")
    unclean = RawDelivery(
        provider="ockto", schema_version="v4_4", session_id="s-1", content_type="application/json", body=sent
    )
    assert bsn not in json.dumps(read_delivery(unclean).to_json())


@pytest.mark.parametrize("key", personas.keys())
def test_a_bundle_survives_being_stored(key: str) -> None:
    bundle = read(body(key))
    stored = json.dumps(bundle.to_json())
    assert Brondata.from_json(json.loads(stored)) == bundle


def test_a_stored_bundle_holds_amounts_as_text() -> None:
    assert '"sv_loon": "4012.35"' in json.dumps(read(body("sanne")).to_json())


@pytest.mark.parametrize("spoiled", [{}, {"provider": "ockto"}, {"collections": 4}])
def test_something_else_than_a_stored_bundle_is_refused(spoiled: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored Brondata bundle"):
        Brondata.from_json(json.loads(json.dumps(spoiled)))


def test_a_refused_bundle_does_not_quote_what_was_in_it() -> None:
    stored = read(body("sanne")).to_json()
    stored["belastingdienst"] = {"aangiften": "38000.00 op de rekening"}
    with pytest.raises(ValueError, match="belastingdienst") as error:
        Brondata.from_json(stored)
    assert "38000" not in str(error.value)


@given(cents=st.integers(min_value=0, max_value=999_999_999_99))
def test_every_amount_arrives_to_the_cent(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    sent = re.sub(rb'"svLoon": [0-9.]+', b'"svLoon": ' + str(amount).encode(), body("sanne"))
    bericht = read(sent).verzekeringsbericht
    assert bericht is not None
    lonen = [periode.sv_loon for contract in bericht.dienstverbanden for periode in contract.perioden]
    assert [str(loon) for loon in lonen] == [str(amount)] * 36


def test_an_amount_of_seventeen_digits_is_not_rounded_by_a_float() -> None:
    sent = body("sanne").replace(b'"saldo1Januari": 31759.85', b'"saldo1Januari": 9007199254.97')
    belastingdienst = read(sent).belastingdienst
    assert belastingdienst is not None
    assert belastingdienst.aangiften[0].bankrekeningen[1].saldo_1_januari == Decimal("9007199254.97")


def test_null_is_not_zero() -> None:
    sent = edited("sanne", "belastingaangiften.0.bankrekeningen.0.saldo1Januari", None)
    belastingdienst = read(sent).belastingdienst
    assert belastingdienst is not None
    assert belastingdienst.aangiften[0].bankrekeningen[0].saldo_1_januari is None


def test_zero_is_not_null() -> None:
    sent = edited("sanne", "belastingaangiften.0.bankrekeningen.0.saldo1Januari", 0)
    belastingdienst = read(sent).belastingdienst
    assert belastingdienst is not None
    assert belastingdienst.aangiften[0].bankrekeningen[0].saldo_1_januari == Decimal(0)


def test_no_debt_is_something_else_than_no_answer() -> None:
    assert read(body("sanne")).studieschulden == Studieschulden(
        collected_at=NOW, source=Source.DUO, method=Method.API, peildatum=NOW.date(), schulden=()
    )
    assert read(body("sanne", failed=("DUO",))).studieschulden is None


def test_an_absent_contract_form_stays_unknown() -> None:
    for absent in (None, ""):
        bericht = read(
            edited("sanne", "verzekeringsbericht.dienstverbanden.0.contractvorm", absent)
        ).verzekeringsbericht
        assert bericht is not None
        assert bericht.dienstverbanden[0].contractvorm is None


def test_wage_periods_run_from_old_to_new() -> None:
    bericht = read(body("sanne")).verzekeringsbericht
    assert bericht is not None
    perioden = bericht.dienstverbanden[0].perioden
    assert perioden[0].van == date(2023, 11, 1)
    assert perioden[-1].tot == date(2026, 10, 31)
    assert list(perioden) == sorted(perioden, key=lambda periode: periode.van)


def test_a_negative_correction_is_kept() -> None:
    sent = edited("sanne", "verzekeringsbericht.dienstverbanden.0.perioden.0.svLoon", -120.5)
    bericht = read(sent).verzekeringsbericht
    assert bericht is not None
    assert bericht.dienstverbanden[0].perioden[-1].sv_loon == Decimal("-120.5")


def test_a_lease_car_comes_with_its_two_amounts() -> None:
    document = json.loads(body("sanne"))
    document["verzekeringsbericht"]["dienstverbanden"][0]["perioden"][0] |= {
        "waardePrivegebruikAuto": 310,
        "eigenBijdrageAuto": 75.25,
    }
    bericht = read(json.dumps(document).encode()).verzekeringsbericht
    assert bericht is not None
    newest = bericht.dienstverbanden[0].perioden[-1]
    assert (newest.waarde_privegebruik_auto, newest.eigen_bijdrage_auto) == (Decimal(310), Decimal("75.25"))


@pytest.mark.parametrize(
    ("text", "expected", "whole"),
    [
        ("1991-04-17", BrpDatum(jaar=1991, maand=4, dag=17), date(1991, 4, 17)),
        ("1991-04-00", BrpDatum(jaar=1991, maand=4), None),
        ("1991-00-00", BrpDatum(jaar=1991), None),
        ("1991-00-17", BrpDatum(jaar=1991), None),
        ("0000-00-00", BrpDatum(), None),
    ],
)
def test_an_incomplete_date_of_birth_stays_incomplete(text: str, expected: BrpDatum, whole: date | None) -> None:
    persoon = read(edited("sanne", "persoon.geboortedatum", text)).persoon
    assert persoon is not None
    assert persoon.geboortedatum == expected
    assert persoon.geboortedatum.volledig() == whole


@pytest.mark.parametrize("wrong", ["1991-02-30", "1991-13-01", "17-04-1991", "0000-04-17"])
def test_a_date_of_birth_that_does_not_exist_is_unreadable(wrong: str) -> None:
    with pytest.raises(UnreadableDelivery):
        read(edited("sanne", "persoon.geboortedatum", wrong))


def test_a_partner_is_read() -> None:
    partner = {"voornamen": "Kim", "geslachtsnaam": "Smit", "geboortedatum": "1990-01-00", "sinds": "2019-06-01"}
    persoon = read(edited("ria", "persoon.partner", partner)).persoon
    assert persoon is not None
    assert persoon.partner is not None
    assert persoon.partner.geboortedatum == BrpDatum(jaar=1990, maand=1)
    assert persoon.partner.sinds == date(2019, 6, 1)


def test_a_home_comes_with_its_mortgage_and_its_woz_value() -> None:
    bundle = read(body("ria"))
    assert bundle.persoon is not None
    assert bundle.persoon.burgerlijke_staat is BurgerlijkeStaat.VERWEDUWD
    assert bundle.eigendommen is not None
    assert bundle.woz is not None
    (eigendom,) = bundle.eigendommen.eigendommen
    assert eigendom.adres == bundle.persoon.adres
    assert eigendom.hypotheken[0].bedrag_zekerheidsstelling == Decimal("180000.00")
    assert bundle.woz.waarden[0].waarde == Decimal("412000.00")
    assert bundle.woz.waarden[0].waardepeildatum == date(2025, 1, 1)
    assert bundle.belastingdienst is not None
    eigen_woning = bundle.belastingdienst.aangiften[0].eigen_woning
    assert eigen_woning is not None
    assert eigen_woning.eigenwoningschuld == Decimal("96500.00")


def test_a_student_debt_says_its_scheme_its_phase_and_both_amounts() -> None:
    studieschulden = read(body("thomas")).studieschulden
    assert studieschulden is not None
    (schuld,) = studieschulden.schulden
    assert schuld.regeling is Terugbetaalregeling.SF35
    assert schuld.fase is Terugbetaalfase.AFLOSFASE
    assert schuld.wettelijk_maandbedrag == Decimal("205.83")
    assert schuld.maandbedrag_na_draagkracht == Decimal("148.20")


def test_every_product_says_when_and_where_it_was_collected() -> None:
    bundle = read(body("ria"))
    products = {
        Source.BRP: bundle.persoon,
        Source.KADASTER: bundle.eigendommen,
        Source.WOZ: bundle.woz,
        Source.UWV: bundle.verzekeringsbericht,
        Source.BELASTINGDIENST: bundle.belastingdienst,
        Source.PENSIOEN: bundle.pensioenoverzicht,
        Source.DUO: bundle.studieschulden,
        Source.MGI: bundle.geregistreerd_inkomen,
        Source.RDW: bundle.voertuigen,
        Source.BANK: bundle.banktransacties,
        Source.IDIN: bundle.idin,
    }
    assert set(products) == set(Source)
    for source, product in products.items():
        assert product is not None
        assert product.source is source
        assert product.collected_at == NOW
        assert product.method is Method.API
        line = bundle.collected(source)
        assert line is not None
        assert line.method is Method.API


def test_a_moment_needs_a_time_zone() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        Collection(source=Source.BRP, status=CollectionStatus.COLLECTED, at=naive)
    with pytest.raises(ValueError, match="time zone"):
        Studieschulden(collected_at=naive, source=Source.DUO, schulden=())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("persoon", None),  # its source says collected
        ("persoon.burgerlijkeStaat", "LAT"),
        ("persoon.adres.postcode", "0123AB"),
        ("studieschulden.0.regeling", "SF99"),
        ("studieschulden.0.fase", "VAKANTIE"),
        ("studieschulden.0.rentepercentage", 257),
        ("verzekeringsbericht.dienstverbanden.0.loonheffingennummer", "12"),
        ("verzekeringsbericht.dienstverbanden.0.perioden.0.totEnMet", "2020-01-01"),
        ("verzekeringsbericht.dienstverbanden.0.perioden.0.svLoon", 12.345),
        ("verzekeringsbericht.dienstverbanden.0.perioden.0.svLoon", True),
        ("verzekeringsbericht.dienstverbanden.0.perioden.0.svLoon", None),
        ("pensioen", {"Pensioenaanspraken": {}}),
        ("bronnen.0.opgehaaldOp", "2026-11-23T19:42:11"),
        ("bronnen.0.bron", "FACEBOOK"),
        ("bronnen.1.bron", "MIJNOVERHEID_BRP"),
        ("bronnen.0.status", "MISLUKT"),  # while its section is there
        ("odmVersion", "v1"),
        ("sessionId", "another"),
    ],
)
def test_what_does_not_fit_is_unreadable(path: str, value: object) -> None:
    with pytest.raises(UnreadableDelivery):
        read(edited("sam", path, value))


def test_a_source_that_is_listed_twice_is_unreadable() -> None:
    document = json.loads(body("sanne"))
    document["bronnen"].append(document["bronnen"][0])
    with pytest.raises(UnreadableDelivery, match="twice"):
        read(json.dumps(document).encode())


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "1E+999999999"])
def test_a_number_that_is_no_amount_is_unreadable(number: str) -> None:
    with pytest.raises(UnreadableDelivery):
        read(body("sanne").replace(b"31759.85", number.encode()))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b"[]", b"{}"])
def test_bytes_that_are_no_result_are_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        read(content)


def test_an_error_names_the_place_and_not_the_value() -> None:
    with pytest.raises(UnreadableDelivery, match=r"persoon\.geslachtsnaam") as error:
        read(edited("sanne", "persoon.geslachtsnaam", 31759))
    assert "31759" not in str(error.value)


def test_unknown_fields_are_left_behind() -> None:
    bundle = read(edited("sanne", "persoon.bijnaam", "Sannie"))
    assert "Sannie" not in json.dumps(bundle.to_json())
