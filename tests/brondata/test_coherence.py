"""One person is one person: whatever two registers both say about somebody, they say the same, on any day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from brondata.datasets import (
    Brondata,
    BrpPersoon,
    Categorie,
    Gebruik,
    IbAangifte,
    RedenOntbinding,
    SoortArbeid,
    SoortInkomen,
    Terugbetaalregeling,
    Transactie,
)
from brondata.ockto.mapping import read_delivery
from brondata.simulator import personas
from brondata.simulator.personas.spec import PersonaSpec
from portal.demo.registers.store import Entry, seeded_people
from tests.brondata.builders import AMSTERDAM, TODAY, body, delivery

DAYS = (TODAY, date(2026, 2, 14), date(2027, 5, 31))
EVERYBODY = personas.keys()
ONE_EURO = Decimal(1)


def read(key: str, today: date = TODAY) -> Brondata:
    """What is delivered for a persona on a day."""
    return read_delivery(delivery(body(key, at=datetime(today.year, today.month, today.day, 12, tzinfo=AMSTERDAM))))


def person(key: str) -> BrpPersoon:
    """The BRP of a persona."""
    found = read(key).persoon
    assert found is not None
    return found


def newest_return(bundle: Brondata) -> IbAangifte:
    """The tax return of last year."""
    assert bundle.belastingdienst is not None
    return bundle.belastingdienst.aangiften[0]


def bookings(bundle: Brondata) -> tuple[Transactie, ...]:
    """What went in and out of the first account."""
    assert bundle.banktransacties is not None
    return bundle.banktransacties.rekeningen[0].transacties


@pytest.fixture(params=EVERYBODY)
def key(request: pytest.FixtureRequest) -> str:
    """Each of the twenty."""
    found: str = request.param
    return found


@pytest.fixture
def spec(key: str) -> PersonaSpec:
    """What the file says."""
    return personas.spec(key)


@pytest.fixture
def bundle(key: str) -> Brondata:
    """What the registers deliver today."""
    return read(key)


# --- who it is ---------------------------------------------------------------------------------


def test_there_are_twenty_and_no_two_are_alike() -> None:
    specs = [personas.spec(key) for key in EVERYBODY]
    assert len(specs) == 20
    assert len({one.persoon.burgerservicenummer for one in specs}) == 20
    assert len({one.persoon.reisdocument.nummer for one in specs}) == 20
    assert [one.volgorde for one in specs] == list(range(1, 21))
    own = [account.iban for one in specs for account in one.bankrekeningen if not account.gezamenlijk]
    assert len(own) == len(set(own))
    homes = [home.wozobjectnummer for one in specs for home in one.woningen]
    assert len(homes) == len(set(homes))


def test_brp_idin_and_the_bank_know_the_same_person(key: str, bundle: Brondata) -> None:
    brp, idin, bank = bundle.persoon, bundle.idin, bundle.banktransacties
    assert brp is not None
    assert idin is not None
    assert bank is not None
    typed = personas.person(key, TODAY)
    assert (idin.voorletters, idin.voorvoegsel, idin.geslachtsnaam) == (
        brp.voorletters,
        brp.voorvoegsel,
        brp.geslachtsnaam,
    )
    assert idin.geboortedatum == typed.birth_date
    assert idin.geslacht == brp.geslacht
    assert brp.geboortedatum.volledig() in (typed.birth_date, None)
    assert {account.tenaamstelling for account in bank.rekeningen} == {brp.naam}
    assert idin.adres is not None
    assert brp.adres is not None
    assert (idin.adres.straat, idin.adres.huisnummer, idin.adres.postcode) == (
        brp.adres.straat,
        brp.adres.huisnummer,
        brp.adres.postcode,
    )


def test_the_pension_overview_lives_as_the_brp_says(spec: PersonaSpec) -> None:
    together = spec.persoon.partner is not None or spec.sleutel in ("robin", "sam")
    assert (spec.leefsituatie == "Samenwonend") is together


def test_civil_status_and_partners_agree(bundle: Brondata) -> None:
    brp = bundle.persoon
    assert brp is not None
    status = brp.burgerlijke_staat.value
    assert (status in ("gehuwd", "geregistreerd-partnerschap")) is (brp.partner is not None)
    for ex in brp.ex_partners:
        assert ex.sinds is not None
        assert ex.ontbonden_op is not None
        ended = ex.ontbonden_op.volledig()
        assert ended is not None
        assert ex.sinds < ended < TODAY
        widowed = ex.reden_ontbinding is RedenOntbinding.OVERLIJDEN
        assert status == ("verweduwd" if widowed else "gescheiden")


def test_somebody_from_abroad_came_before_the_address_and_works_since() -> None:
    came = 0
    for key in EVERYBODY:
        bundle = read(key)
        assert bundle.persoon is not None
        assert bundle.persoon.adres is not None
        arrival = bundle.persoon.vestiging_in_nederland
        if arrival is None:
            continue
        came += 1
        whole = arrival.volledig()
        assert whole is not None
        assert bundle.persoon.adres.sinds is not None
        assert whole <= bundle.persoon.adres.sinds
        assert bundle.verzekeringsbericht is not None
        assert whole <= bundle.verzekeringsbericht.dienstverbanden[0].perioden[0].van + timedelta(days=31)
    assert came >= 3


# --- income ------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", DAYS)
def test_uwv_and_the_returns_agree_to_the_cent(key: str, today: date) -> None:
    spec, bundle = personas.spec(key), read(key, today)
    assert bundle.verzekeringsbericht is not None
    assert bundle.belastingdienst is not None
    for age, aangifte in enumerate(bundle.belastingdienst.aangiften):
        sv = sum(
            (
                periode.sv_loon
                for contract in bundle.verzekeringsbericht.dienstverbanden
                for periode in contract.perioden
                if periode.tot.year == aangifte.jaar
            ),
            Decimal(0),
        )
        beside = sum((pay.per_jaar for pay in spec.overig_loon if age < pay.jaren), Decimal(0))
        beside += spec.pensioeninkomen_per_jaar or 0
        told = (aangifte.loon_tegenwoordige_arbeid or 0) + (aangifte.loon_vroegere_arbeid or 0)
        assert told == sv + beside
        assert sum(row.bedrag or 0 for row in aangifte.inkomsten) == told
        assert sum(row.ingehouden_loonheffing or 0 for row in aangifte.inkomsten) == aangifte.ingehouden_loonheffing


def test_every_employer_of_the_return_is_one_of_the_uwv(spec: PersonaSpec, bundle: Brondata) -> None:
    assert bundle.verzekeringsbericht is not None
    known = {contract.werkgever for contract in bundle.verzekeringsbericht.dienstverbanden}
    beside = {pay.naam for pay in spec.overig_loon} | {"AOW en pensioen"}
    assert {row.naam for row in newest_return(bundle).inkomsten} <= known | beside


@pytest.mark.parametrize("today", DAYS)
def test_registered_income_is_wage_and_profit_less_interest(key: str, today: date) -> None:
    spec, bundle = personas.spec(key), read(key, today)
    assert bundle.geregistreerd_inkomen is not None
    assert bundle.belastingdienst is not None
    pairs = zip(bundle.geregistreerd_inkomen.inkomens, bundle.belastingdienst.aangiften, strict=True)
    for age, (registered, aangifte) in enumerate(pairs):
        assert registered.jaar == aangifte.jaar
        wage = (aangifte.loon_tegenwoordige_arbeid or 0) + (aangifte.loon_vroegere_arbeid or 0)
        profit = spec.onderneming.winst[age] if spec.onderneming else Decimal(0)
        home = aangifte.eigen_woning
        interest = (home.betaalde_hypotheekrente if home else None) or Decimal(0)
        assert (registered.bedrag or 0) == wage + profit - interest
        assert (registered.soort is SoortInkomen.VERZAMELINKOMEN) is bool(profit or interest)


def test_what_the_bank_paid_in_is_the_wage_less_its_tax(spec: PersonaSpec, bundle: Brondata) -> None:
    assert bundle.verzekeringsbericht is not None
    paid = {(one.tegenpartij, one.bedrag) for one in bookings(bundle)}
    for contract in bundle.verzekeringsbericht.dienstverbanden:
        last = contract.perioden[-1]
        if last.tot < TODAY - timedelta(days=60):
            continue
        in_cash = last.sv_loon - (last.waarde_privegebruik_auto or 0)
        net = (in_cash * (100 - spec.loonheffing_procent) / 100).quantize(Decimal("0.01"))
        assert any(name == contract.werkgever and abs(amount - net) <= ONE_EURO for name, amount in paid)


def test_wage_periods_of_a_contract_never_overlap(bundle: Brondata) -> None:
    assert bundle.verzekeringsbericht is not None
    for contract in bundle.verzekeringsbericht.dienstverbanden:
        for before, after in pairwise(contract.perioden):
            assert before.tot < after.van
        assert contract.perioden[-1].tot < TODAY


# --- homes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", DAYS)
def test_kadaster_woz_and_the_return_know_the_same_homes(key: str, today: date) -> None:
    bundle = read(key, today)
    assert bundle.eigendommen is not None
    assert bundle.woz is not None
    assert bundle.persoon is not None
    owned = {one.adres for one in bundle.eigendommen.eigendommen}
    assert {one.adres for one in bundle.woz.waarden} == owned
    assert bundle.belastingdienst is not None
    for aangifte in bundle.belastingdienst.aangiften:
        own = aangifte.eigen_woning
        taxed = [own] if own else []
        taxed += aangifte.overige_woningen
        assert len(taxed) == len(owned)
        if own:
            assert bundle.persoon.adres in owned
        values = {(one.wozobjectnummer, one.waardepeildatum.year): one.waarde for one in bundle.woz.waarden}
        for home in taxed:
            # The value of 1 January before the tax year (Wet IB 2001 art. 3.112; Wet WOZ art. 18).
            assert home.woz_waarde == values[(home.wozobjectnummer or "", aangifte.jaar - 1)]


def test_who_owes_on_a_home_has_it_registered(bundle: Brondata) -> None:
    own = newest_return(bundle).eigen_woning
    assert bundle.eigendommen is not None
    secured = {
        one.adres: sum(loan.bedrag_zekerheidsstelling for loan in one.hypotheken)
        for one in bundle.eigendommen.eigendommen
    }
    assert bundle.persoon is not None
    if own and own.eigenwoningschuld:
        assert own.eigenwoningschuld <= secured[bundle.persoon.adres]
        assert any(one.categorie is Categorie.HYPOTHEEK for one in bookings(bundle))


def test_who_has_no_home_pays_rent_or_lives_with_who_does(bundle: Brondata, key: str) -> None:
    rents = any(one.categorie is Categorie.HUUR for one in bookings(bundle))
    assert bundle.eigendommen is not None
    assert not (rents and bundle.eigendommen.eigendommen)


# --- debts, duties, cars -----------------------------------------------------------------------


def test_duo_and_the_bank_agree_on_what_is_paid(bundle: Brondata) -> None:
    assert bundle.studieschulden is not None
    paid = {-one.bedrag for one in bookings(bundle) if one.categorie is Categorie.STUDIESCHULD}
    owed = bundle.studieschulden.schulden
    due = {schuld.maandbedrag_na_draagkracht or schuld.wettelijk_maandbedrag for schuld in owed}
    assert paid == due
    for schuld in owed:
        assert schuld.huidig_saldo <= (schuld.hoofdsom_na_extra_aflossing or schuld.oorspronkelijke_schuld)
        longest = {Terugbetaalregeling.SF15: 180, Terugbetaalregeling.SF35: 420}[schuld.regeling]
        assert (schuld.resterende_looptijd_maanden or 0) <= longest


def test_the_divorced_pay_and_receive_the_same() -> None:
    petra, marco = read("petra"), read("marco")
    received = {one.bedrag for one in bookings(petra) if one.categorie is Categorie.ALIMENTATIE}
    paid = {-one.bedrag for one in bookings(marco) if one.categorie is Categorie.ALIMENTATIE}
    assert received == paid == {Decimal("900.00")}
    hers, his = person("petra").ex_partners[0], person("marco").ex_partners[0]
    assert (hers.sinds, hers.ontbonden_op, hers.reden_ontbinding) == (his.sinds, his.ontbonden_op, his.reden_ontbinding)
    assert hers.geslachtsnaam == person("marco").geslachtsnaam
    assert hers.geboortedatum == person("marco").geboortedatum
    assert his.geslachtsnaam == person("petra").geslachtsnaam
    assert his.geboortedatum == person("petra").geboortedatum
    assert {one.tegenrekening for one in bookings(petra) if one.categorie is Categorie.ALIMENTATIE} == {
        personas.spec("marco").bankrekeningen[0].iban
    }


def test_a_company_car_is_at_the_rdw_and_in_the_wage() -> None:
    for key in EVERYBODY:
        bundle = read(key)
        assert bundle.voertuigen is not None
        assert bundle.verzekeringsbericht is not None
        company = any(car.gebruik is Gebruik.ZAKELIJKE_LEASE for car in bundle.voertuigen.voertuigen)
        in_wage = any(
            contract.perioden[-1].waarde_privegebruik_auto for contract in bundle.verzekeringsbericht.dienstverbanden
        )
        assert company is in_wage, key
        private = any(car.gebruik is Gebruik.PRIVATE_LEASE for car in bundle.voertuigen.voertuigen)
        assert private is any(one.categorie is Categorie.LEASE for one in bookings(bundle)), key


def test_a_benefit_is_pay_for_the_past(spec: PersonaSpec, bundle: Brondata) -> None:
    rows = newest_return(bundle).inkomsten
    for contract in spec.dienstverbanden:
        if contract.loonheffingennummer.startswith("810220350"):  # the UWV's own number (IBL rules, appendix)
            assert [row.soort for row in rows if row.naam == contract.werkgever] == [SoortArbeid.VROEGER]


def test_no_balance_was_ever_below_zero_and_an_unknown_one_stays_unknown(bundle: Brondata) -> None:
    assert bundle.belastingdienst is not None
    assert bundle.banktransacties is not None
    for aangifte in bundle.belastingdienst.aangiften:
        for account in aangifte.bankrekeningen:
            assert account.saldo_1_januari is None or account.saldo_1_januari >= 0
    known = {account.iban: account.saldo_1_januari for account in bundle.belastingdienst.aangiften[0].bankrekeningen}
    for shown in bundle.banktransacties.rekeningen:
        assert (shown.saldo is None) is (known[shown.iban] is None)


# --- the registers simulator of the demo ---------------------------------------------------------


def entries() -> Iterator[tuple[Entry, PersonaSpec]]:
    """The personas in the registers simulator."""
    for entry in seeded_people(TODAY):
        if entry.persona:
            yield entry, personas.spec(entry.persona)


def test_bkr_and_the_return_know_the_same_credits() -> None:
    for entry, spec in entries():
        bkr = {one["reference"]: one for one in entry.details.get("bkr", [])}
        debts = {debt.bkr: debt for debt in spec.schulden}
        assert set(bkr) == set(debts), entry.id
        for reference, debt in debts.items():
            assert debt.saldo <= Decimal(bkr[reference]["amount"])
            assert f"{debt.maandlast:.2f}" == bkr[reference]["monthly_burden"]
            assert any(-one.bedrag == debt.maandlast for one in bookings(read(spec.sleutel)))


def test_both_kadasters_know_the_same_homes() -> None:
    for entry, spec in entries():
        told = [
            (one["designation"], one["address"], one["share"], [deed["amount"] for deed in one["inschrijvingen"]])
            for one in entry.details.get("kadaster", [])
        ]
        expected = []
        for home in spec.woningen:
            where = spec.adres_van(home)
            address = f"{where.straat} {where.huisnummer}, {where.postcode[:4]} {where.postcode[4:]} {where.woonplaats}"
            amounts = [f"{home.hypotheek.bedrag:.2f}"] if home.hypotheek else []
            expected.append((home.kadastrale_aanduiding, address, home.aandeel, amounts))
        assert told == expected, entry.id
