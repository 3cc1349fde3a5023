"""gids 2.5, 2.6, 5.7, 5.8: the toetsrente, the financieringslast and the amounts that stay outside."""

from decimal import Decimal

import pytest

from tests.underwriting.builders import (
    Json,
    changed,
    decided,
    movers,
    self_employed,
    starter,
    verdict,
    verdicts,
    without,
)
from underwriting import annuity
from underwriting.norms import norms_on

LOAN = "lening.leningdelen[0].amount"
YEARS = "lening.leningdelen[0].rentevastperiode_years"
MONTHS = "lening.leningdelen[0].term_months"
RATE = "lening.leningdelen[0].rate"
INCOME = "applicants[0].incomes[0].ibl.toetsinkomen"


def toetsrente(document: Json) -> tuple[str, str]:
    part = decided(document).to_json()["figures"]["toetsrente"]["leningdelen"][0]
    return part["rate"], part["basis"]


def on_income(document: Json) -> Decimal:
    maximum = decided(document).figures.maximum_loan
    assert maximum is not None
    assert maximum.on_income is not None
    return maximum.on_income


@pytest.mark.parametrize(
    ("years", "months", "rate", "tested"),
    [
        (5, 360, "3.900", ("5.000", "afm-toetsrente")),
        (5, 360, "5.000", ("5.000", "afm-toetsrente")),
        (5, 360, "5.001", ("5.001", "renteaanbod")),
        (10, 360, "3.900", ("3.900", "renteaanbod")),
        (5, 61, "3.900", ("5.000", "afm-toetsrente")),
        (5, 60, "3.900", ("3.900", "renteaanbod")),
        (5, 59, "3.900", ("3.900", "renteaanbod")),
    ],
)
def test_the_toetsrente_of_a_leningdeel(years: int, months: int, rate: str, tested: tuple[str, str]) -> None:
    document = changed(changed(changed(starter(), YEARS, years), MONTHS, months), RATE, rate)
    assert toetsrente(document) == tested


@pytest.mark.parametrize(
    ("years", "months", "spoken"),
    [(5, 360, "G2.6-08"), (5, 60, "G2.6-09"), (10, 360, "G2.6-10")],
)
def test_exactly_the_rule_of_the_toetsrente_speaks(years: int, months: int, spoken: str) -> None:
    decision = decided(changed(changed(starter(), YEARS, years), MONTHS, months))
    for rule in ("G2.6-08", "G2.6-09", "G2.6-10"):
        assert verdicts(decision, rule) == (["pass"] if rule == spoken else ["not-applicable"])


def test_the_stamped_afm_rate_is_used_so_that_a_decision_can_be_replayed() -> None:
    document = changed(changed(starter(), YEARS, 5), "reference.afm_toetsrente", "5.250")
    assert toetsrente(document) == ("5.250", "afm-toetsrente")
    assert toetsrente(without(document, "reference")) == ("5.000", "afm-toetsrente")


def test_the_weighted_toetsrente_counts_amount_and_term_and_rounds_half_up() -> None:
    """(240,000 x 360 x 3.950 + 200,000 x 180 x 5.000) / (240,000 x 360 + 200,000 x 180) = 4.25882..."""
    document = changed(movers(), "lening.leningdelen[1].term_months", 180)
    assert decided(document).to_json()["figures"]["toetsrente"]["weighted"] == "4.259"
    assert verdict(document, "G2.6-12") == "pass"
    assert verdict(starter(), "G2.6-12") == "not-applicable"


def test_the_maximum_is_income_times_percentage_over_the_annuity_plus_what_stays_outside() -> None:
    """60,000 at 3.9 percent: 22.6 percent (Stcrt. 2025, 36471); single 17,000 and label C 5,000 on top."""
    carried = annuity.principal(Decimal(60_000) * Decimal("0.226") / 12, Decimal("3.9"), 360)
    assert on_income(starter()) == carried + 22_000


def test_the_loan_passes_up_to_the_maximum_and_not_a_cent_further() -> None:
    highest = on_income(starter()).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    assert verdict(changed(starter(), LOAN, str(highest)), "G2.6-01") == "pass"
    assert verdict(changed(starter(), LOAN, str(highest + Decimal("0.01"))), "G2.6-01") == "fail"
    assert verdict(changed(starter(), LOAN, str(highest)), "G2.6-02") == "pass"
    assert verdict(changed(starter(), LOAN, str(highest + Decimal("0.10"))), "G2.6-02") == "fail"


def test_the_form_of_repayment_does_not_change_the_burden() -> None:
    moments = []
    for form in ("annuitair", "lineair", "aflossingsvrij"):
        document = changed(starter(), "lening.leningdelen[0].aflosvorm", form)
        moments.append(decided(document).to_json()["figures"]["toetsmomenten"])
    assert moments[0] == moments[1] == moments[2]


def test_a_shorter_term_makes_the_burden_heavier_and_the_maximum_lower() -> None:
    assert on_income(changed(starter(), MONTHS, 240)) < on_income(starter())


@pytest.mark.parametrize(("income", "percentage"), [("60999.99", "22.6"), ("61000.00", "22.6"), ("30999.99", "20.1")])
def test_the_row_is_the_highest_that_the_income_reaches(income: str, percentage: str) -> None:
    norms = norms_on(decided(starter()).receipt.peildatum)
    moment = decided(changed(starter(), INCOME, income)).to_json()["figures"]["toetsmomenten"][0]
    used = moment["financieringslastpercentage"]
    assert used["percentage"] == percentage
    assert norms.trhk.below_aow_deductible.percentage(Decimal(income), Decimal("3.9")) == Decimal(percentage)
    assert Decimal(used["cell"]["income_from"]) <= Decimal(income) < Decimal(used["cell"]["income_to"])


def with_aow(document: Json, who: int = 0) -> Json:
    """The same with an AOW of nothing, so that only the age bears on the test."""
    incomes = document["applicants"][who]["incomes"]
    aow = {"id": "i8", "kind": "pensioen", "scheme": "aow", "annual_amount": "0.00"}
    return changed(document, f"applicants[{who}].incomes", [*incomes, aow])


def test_the_aow_tables_hold_from_the_first_day_of_aow() -> None:
    for aow_on, table in (("2026-03-30", "aow-deductible"), ("2026-03-31", "below-aow-deductible")):
        document = with_aow(changed(starter(), "applicants[0].aow_on", aow_on))
        moment = decided(document).to_json()["figures"]["toetsmomenten"][0]
        assert moment["financieringslastpercentage"]["table"] == table


def test_on_both_sides_of_the_aow_age_the_higher_income_picks_the_table() -> None:
    for who, table in ((0, "aow-deductible"), (1, "below-aow-deductible")):
        document = with_aow(changed(movers(), f"applicants[{who}].aow_on", "2026-01-01"), who)
        moment = decided(document).to_json()["figures"]["toetsmomenten"][0]
        assert moment["financieringslastpercentage"]["table"] == table


@pytest.mark.parametrize(("box", "deductible"), [(3, True), (1, False)])
def test_a_loan_without_deduction_is_tested_in_the_other_table(box: int, deductible: bool) -> None:
    document = changed(starter(), "lening.leningdelen[0].box", box)
    document = changed(document, "lening.leningdelen[0].interest_deductible", deductible)
    moment = decided(document).to_json()["figures"]["toetsmomenten"][0]
    assert moment["financieringslastpercentage"]["table"] == "below-aow-nondeductible"
    assert on_income(document) < on_income(starter())


def test_a_box_3_part_weighs_more_beside_box_1() -> None:
    """The part counts times box 1 percentage / box 3 percentage (reading of G2.6-05)."""
    document = changed(movers(), "lening.leningdelen[1].interest_deductible", False)
    norms = norms_on(decided(movers()).receipt.peildatum)
    rate, income = Decimal("4.427"), Decimal(110_000)
    ratio = norms.trhk.below_aow_deductible.percentage(income, rate) / norms.trhk.below_aow_nondeductible.percentage(
        income, rate
    )
    burdens = [
        Decimal(amount) * annuity.annuity_factor(Decimal(part), 360) * 12
        for amount, part in ((240_000, "3.95"), (200_000, "5.0"))
    ]
    expected = (burdens[0] + burdens[1] * ratio) * 430_000 / 440_000
    moment = decided(document).to_json()["figures"]["toetsmomenten"][0]
    assert moment["mortgage_burden_annual"] == str(annuity.cents(expected))


def test_financed_renteverlies_is_box_3() -> None:
    document = changed(movers(), "lening.leningdelen[1].purpose", "renteverlies")
    assert on_income(document) < on_income(movers())


def test_whether_interest_is_deductible_must_be_known() -> None:
    assert verdict(without(starter(), "lening.leningdelen[0].interest_deductible"), "G2.6-05") == "missing"


@pytest.mark.parametrize("path", [RATE, YEARS, MONTHS, "applicants[0].incomes"])
def test_without_a_rate_period_term_or_income_there_is_no_income_test(path: str) -> None:
    decision = decided(without(starter(), path))
    for rule in ("G2.6-01", "G2.6-02"):
        assert verdicts(decision, rule) == ["missing"]
    assert decision.outcome.value == "incomplete"
    assert path in {entry for finding in decision.findings for entry in finding.missing}


@pytest.mark.parametrize(("phase", "found"), [("dossier", "deferred"), ("hypotheekaanbod", "pass")])
def test_the_test_is_done_again_at_the_offer_for_a_short_period(phase: str, found: str) -> None:
    document = changed(changed(starter(), YEARS, 5), "evaluation.phase", phase)
    assert verdict(document, "G2.6-11") == found
    assert verdict(starter(), "G2.6-11") == "not-applicable"


def test_the_purchase_amount_by_label_is_for_a_purchase_only() -> None:
    document = changed(self_employed(), "application.purposes", ["oversluiting"])
    assert verdict(document, "G2.5-02") == "not-applicable"
    assert decided(document).figures.left_out_of_income_test == ()


@pytest.mark.parametrize(
    ("label", "cost", "amount"),
    [("C", "14999.99", "14999.99"), ("C", "20000.00", "15000.00"), ("A+++", "9000.00", None)],
)
def test_measures_stay_outside_up_to_the_label_and_their_cost(label: str, cost: str, amount: str | None) -> None:
    document = changed(self_employed(), "onderpand.energy_label", label)
    document = changed(document, "onderpand.works", {"energy_saving_cost": cost, "financed": True})
    kinds = {entry.kind: entry.amount for entry in decided(document).figures.left_out_of_income_test or ()}
    assert kinds.get("energiebesparende-voorzieningen") == (Decimal(amount) if amount else None)
    assert verdict(document, "G2.5-03") == "pass"


@pytest.mark.parametrize("label", ["onbekend", "niet-mogelijk"])
def test_without_a_label_measures_stay_outside_up_to_10000(label: str) -> None:
    document = changed(self_employed(), "onderpand.energy_label", label)
    document = changed(document, "onderpand.works", {"energy_saving_cost": "12000.00", "financed": True})
    kinds = {entry.kind: entry.amount for entry in decided(document).figures.left_out_of_income_test or ()}
    assert kinds == {"energiebesparende-voorzieningen": Decimal(10_000)}
    assert (verdict(document, "G2.5-04"), verdict(document, "G2.5-03")) == ("pass", "not-applicable")


def test_the_rate_comes_from_the_sheet_until_a_renteaanbod_fixes_it() -> None:
    asked = without(movers(), "aanbod")
    asked = changed(asked, "evaluation.phase", "renteaanbod")
    prices = decided(asked).pricing.leningdelen
    sheet = norms_on(decided(asked).receipt.peildatum).rates
    assert [(entry.rate, entry.basis) for entry in prices] == [
        (sheet.rates.rate(20, "70-80"), "rentetabel"),
        (sheet.rates.rate(5, "70-80"), "rentetabel"),
    ]
    assert [(str(entry.rate), entry.basis) for entry in decided(movers()).pricing.leningdelen] == [
        ("3.950", "renteaanbod"),
        ("3.400", "renteaanbod"),
    ]


@pytest.mark.parametrize(
    ("loan", "klasse"),
    [
        ("180000.00", "tot-60"), ("180000.01", "60-70"), ("210000.00", "60-70"), ("210000.01", "70-80"),
        ("240000.00", "70-80"), ("240000.01", "80-90"), ("270000.00", "80-90"), ("270000.01", "90-100"),
        ("318000.00", "90-100"),
    ],
)  # fmt: skip
def test_the_risicoklasse_at_every_bound(loan: str, klasse: str) -> None:
    assert decided(changed(self_employed(), LOAN, loan)).figures.risicoklasse == klasse
