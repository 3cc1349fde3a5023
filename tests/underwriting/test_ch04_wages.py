"""gids 4 and 4.1: the parts of a wage, the contract, and what every wage must meet."""

from decimal import Decimal

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, movers, starter, verdict, verdicts, without
from tests.underwriting.wages import HOLIDAY, INCOMES, SALARY, counted, earning, joint, on_payslip, wage

BONUS = {"kind": "bonus", "annual_amount": "3000.00"}
COUNTED_IN_FULL = {
    "onregelmatigheidstoeslag": {"structural": True},
    "dertiende-maand": {"fixed": True},
    "eindejaarsuitkering": {"fixed": True},
    "ebb": {"fixed": True, "cash_only": True},
    "ikb": {"fixed": True, "cash_only": True, "unconditional": True, "earmarked": False},
    "tsf": {"fixed": True, "cash_only": True},
    "levensloop": {},
}


def extra(component: Json, **facts: object) -> Decimal:
    """What a component adds to the salary."""
    found = joint(on_payslip(component, **facts))
    assert found is not None
    return found - 54_000


@pytest.mark.parametrize("kind", COUNTED_IN_FULL)
def test_an_accepted_part_counts_in_full(kind: str) -> None:
    assert extra({"kind": kind, "annual_amount": "1200.00", **COUNTED_IN_FULL[kind]}) == 1200


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("onkostenvergoeding", {}),
        ("overig", {"fixed": True, "structural": True}),
        ("onregelmatigheidstoeslag", {"structural": False}),
        ("dertiende-maand", {"fixed": False}),
        ("eindejaarsuitkering", {"fixed": False}),
        ("ebb", {"fixed": True, "cash_only": False}),
        ("tsf", {"fixed": False, "cash_only": True}),
        ("ikb", {"fixed": True, "cash_only": True, "unconditional": False, "earmarked": False}),
        ("ikb", {"fixed": True, "cash_only": True, "unconditional": True, "earmarked": True}),
    ],
)
def test_a_part_that_fails_its_condition_counts_for_nothing(kind: str, facts: Json) -> None:
    assert extra({"kind": kind, "annual_amount": "1200.00", **facts}) == 0


def test_the_three_conditions_of_an_ikb_are_for_nhg_only() -> None:
    ikb = {"kind": "ikb", "annual_amount": "1200.00", "fixed": True, "cash_only": True, "unconditional": False}
    document = on_payslip({**ikb, "earmarked": True})
    assert verdict(document, "G4-06") == "pass"
    without_nhg = changed(document, "application.nhg", False)
    assert joint(without_nhg) == 55_200
    assert verdict(without_nhg, "G4-06") == "not-applicable"


@pytest.mark.parametrize(
    ("facts", "added", "said"),
    [
        ({"fixed": True, "personal": True}, "3000.00", "pass"),
        ({"fixed": True, "personal": False, "structural": False}, "0.00", "pass"),
        ({"fixed": False, "structural": True, "last_12_months_amount": "2000.00"}, "2000.00", "pass"),
        ({"fixed": False, "structural": True, "last_12_months_amount": "4000.00"}, "4000.00", "pass"),
        ({"fixed": False, "structural": False}, "0.00", "pass"),
        ({"fixed": False, "structural": True}, "3000.00", "missing"),
        ({"fixed": False}, "3000.00", "missing"),
        ({}, "3000.00", "missing"),
    ],
)
def test_a_bonus_is_fixed_and_personal_or_the_average_of_a_year(facts: Json, added: str, said: str) -> None:
    """What is not known is counted, and missing: nothing is approved on it."""
    bonus = {**BONUS, **facts}
    assert extra(bonus) == Decimal(added)
    assert verdict(on_payslip(bonus), "G4-05") == said


def test_only_what_is_variable_must_be_structural() -> None:
    assert verdict(on_payslip(), "G4.1-05") == "not-applicable"
    assert verdict(on_payslip({**BONUS, "fixed": True, "personal": True}), "G4.1-05") == "not-applicable"
    assert verdict(on_payslip({**BONUS, "structural": False}), "G4.1-05") == "pass"
    assert verdict(on_payslip(BONUS), "G4.1-05") == "missing"


def test_facts_of_budgets_are_missing_until_one_refuses_them() -> None:
    budget = {"kind": "ebb", "annual_amount": "1200.00"}
    assert verdict(on_payslip({**budget, "fixed": True}), "G4-07") == "missing"
    assert verdict(on_payslip({**budget, "fixed": False}), "G4-07") == "pass"
    assert verdict(on_payslip({**budget, "kind": "ikb"}), "G4-06") == "missing"


def test_a_wage_without_parts_or_amounts_has_no_toetsinkomen() -> None:
    for document in (earning(wage(components=None)), on_payslip({"kind": "dertiende-maand", "fixed": True})):
        assert joint(document) is None
        assert verdict(document, "G4-04") == "missing"
        assert verdict(document, "G4-11") == "missing"
        assert decided(document).outcome == "incomplete"


def test_variable_parts_are_proven_by_payslip_and_statement() -> None:
    structural = {**BONUS, "structural": True, "last_12_months_amount": "3000.00"}
    document = on_payslip(structural)
    assert verdict(document, "G4.1-06") == "pass"
    bare = changed(document, "documents", starter()["documents"])
    bare = changed(bare, "brondata", [])
    assert verdict(bare, "G4.1-06") == "missing"
    assert verdict(on_payslip(), "G4.1-06") == "not-applicable"


def test_overtime_without_a_word_on_how_it_lasts_is_for_a_person() -> None:
    overtime = {"kind": "overwerk", "annual_amount": "2000.00", "structural": True, "last_12_months_amount": "2000.00"}
    document = on_payslip(overtime)
    assert verdict(document, "G4.1-07") == "refer"
    proof = {"id": "d-duur", "type": "onderbouwing-bestendigheid", "applicant_id": "p1", "review": "goedgekeurd"}
    assert verdict(changed(document, "documents", [*document["documents"], proof]), "G4.1-07") == "pass"
    assert verdict(on_payslip({**overtime, "structural": False, "fixed": False}), "G4.1-07") == "not-applicable"


@pytest.mark.parametrize(
    ("hours", "structural", "expected"),
    [
        ("39.9", False, "54000.00"),
        ("40.0", False, "54000.00"),
        ("50.0", False, "43200.00"),
        ("50.0", True, "53200.00"),
        ("50.0", None, "54000.00"),
    ],
)
def test_hours_above_forty_are_overtime(hours: str, structural: bool | None, expected: str) -> None:
    """50 hours: a fifth of salary and holiday pay is overtime; last year they came to 46,000 and 4,000."""
    stated = {} if structural is None else {"structural": structural}
    received = {"last_12_months_amount": "46000.00"} if structural else {}
    same = {"last_12_months_amount": "4000.00"} if structural else {}
    components = [{**SALARY, **stated, **received}, {**HOLIDAY, **stated, **same}]
    document = earning(wage(hours_per_week=hours, components=components))
    assert counted(document) == (expected, "werkgeversverklaring")
    assert verdict(document, "G4.1-14") == ("missing" if structural is None else "pass")


def test_two_jobs_share_the_forty_hours() -> None:
    part = [{**SALARY, "annual_amount": "20000.00", "structural": False}]
    document = earning(
        wage(hours_per_week="24.0", components=part), wage(id="i2", hours_per_week="32.0", components=part)
    )
    assert (counted(document), counted(document, "i2")) == (
        ("20000.00", "werkgeversverklaring"),
        ("10000.00", "werkgeversverklaring"),
    )
    assert verdicts(decided(document), "G4.1-07") == ["refer"]
    assert verdict(earning(wage(hours_per_week=None)), "G4.1-14") == "missing"


@pytest.mark.parametrize("category", ["verhuur", "vermogen", "pgb", "pensioencompensatie", "werkgeversvergoeding"])
def test_income_that_is_not_regular_is_left_out(category: str) -> None:
    other = {"id": "i2", "kind": "overig", "category": category, "annual_amount": "9000.00"}
    document = earning(wage(), other)
    assert joint(document) == 54_000
    assert counted(document, "i2") == ("0.00", "niet-meegeteld")
    assert verdict(document, "G4-08") == "pass"


def test_other_work_counts_and_anything_else_does_not() -> None:
    work = {"id": "i2", "kind": "overig", "category": "andere-arbeidsrelatie", "annual_amount": "9000.00"}
    assert joint(earning(wage(), work)) == 63_000
    assert joint(earning(wage(), {**work, "category": "overig"})) == 54_000
    assert joint(earning(wage(), {**work, "currency": "USD"})) == 54_000
    assert joint(earning(wage(), {key: value for key, value in work.items() if key != "annual_amount"})) is None


@pytest.mark.parametrize(("currency", "expected"), [("EUR", 54_000), ("CHF", 0)])
def test_foreign_currency_counts_for_nothing(currency: str, expected: int) -> None:
    document = earning(wage(currency=currency))
    assert joint(document) == expected
    assert verdict(document, "G4-09") == "pass"
    assert verdict(earning(wage()), "G4-09") == "not-applicable"


@pytest.mark.parametrize(
    ("fact", "refusing", "rule"),
    [("paid_by_bank", False, "G4.1-15"), ("loonbeslag", True, "G4.1-16"), ("looncessie", True, "G4.1-16")],
)
def test_cash_attachment_and_assignment_take_the_wage_out(fact: str, refusing: bool, rule: str) -> None:
    document = earning(wage(**{fact: refusing}))
    assert (joint(document), verdict(document, rule)) == (0, "pass")
    unknown = earning(wage(**{fact: None}))
    assert (joint(unknown), verdict(unknown, rule)) == (54_000, "missing")
    by_ibl = changed(starter(), f"{INCOMES}[0].{fact}", refusing)
    assert (joint(by_ibl), verdict(by_ibl, "G4-11")) == (0, "fail")


def test_a_perspectiefverklaring_rejects() -> None:
    document = earning(wage(method="perspectiefverklaring"))
    assert verdict(document, "G4.1-17") == "fail"
    assert joint(document) == 0
    assert verdict(earning(wage(method=None)), "G4.1-18") == "missing"


@pytest.mark.parametrize(("amount", "said"), [("29999.99", "fail"), ("30000.00", "pass"), ("30000.01", "pass")])
def test_together_at_least_30000(amount: str, said: str) -> None:
    assert verdict(changed(starter(), f"{INCOMES}[0].ibl.toetsinkomen", amount), "G4-11") == said


@pytest.mark.parametrize("role", ["is_borrower", "is_owner", "is_occupant"])
def test_of_two_earners_each_has_every_role(role: str) -> None:
    assert joint(movers()) == 110_000
    document = changed(movers(), f"applicants[1].{role}", False)
    assert joint(document) == 62_000
    assert verdicts(decided(document), "G4-10") == ["pass", "pass"]
    assert verdicts(decided(without(movers(), f"applicants[1].{role}")), "G4-10") == ["pass", "missing"]
    assert verdict(starter(), "G4-10") == "not-applicable"


@pytest.mark.parametrize(
    ("facts", "permanent"),
    [
        ({}, True),
        ({"proeftijd_ends_on": "2026-03-29"}, True),
        ({"proeftijd_ends_on": "2026-03-30"}, False),
        ({"intends_termination": True}, False),
        ({"proeftijd_ends_on": None, "starts_on": "2026-01-30"}, True),
        ({"proeftijd_ends_on": None, "starts_on": "2026-01-31"}, None),
        ({"intends_termination": None}, None),
    ],
)
def test_permanent_is_without_end_and_after_probation(facts: Json, permanent: bool | None) -> None:
    """Without a date the probation is over after two months, the longest there is (BW 7:652)."""
    history = [{"year": year, "income": "30000.00", "ww_or_bijstand": "0.00"} for year in (2025, 2024, 2023)]
    for contract, rule in (("onbepaalde-tijd", "G4.1-01"), ("bepaalde-tijd-met-intentieverklaring", "G4.1-02")):
        document = earning(wage(contract=contract, history=history, **facts))
        assert verdict(document, rule) == ("missing" if permanent is None else "pass")
        expected = {True: 54_000, False: 30_000, None: None}[permanent]
        assert joint(document) == expected


def test_an_unknown_contract_is_missing_on_paper_but_not_for_the_ibl() -> None:
    assert verdict(earning(wage(contract=None)), "G4.1-01") == "missing"
    assert verdict(without(starter(), f"{INCOMES}[0].contract"), "G4.1-01") == "not-applicable"


def test_flexible_work_must_be_shown_to_last() -> None:
    flexible = wage(contract="uitzend")
    assert verdict(earning(flexible), "G4.1-03") == "pass"
    assert verdict(earning(flexible), "G4.1-04") == "missing"
    assert verdict(changed(starter(), f"{INCOMES}[0].contract", "uitzend"), "G4.1-04") == "pass"
    assert verdict(earning(wage()), "G4.1-03") == "not-applicable"


def rise(**facts: object) -> Json:
    stated = {
        "starts_on": "2026-09-30",
        "annual_increase": "2000.00",
        "unconditional": True,
        "basis": "definitieve-cao",
        **facts,
    }
    return {key: value for key, value in stated.items() if value is not None}


@pytest.mark.parametrize(
    ("facts", "expected", "rule", "said"),
    [
        ({}, 56_000, "G4.1-08", "pass"),
        ({"future_raise": rise(starts_on="2026-09-29")}, 56_000, "G4.1-08", "pass"),
        ({"future_raise": rise(starts_on="2026-10-01")}, 54_000, "G4.1-08", "pass"),
        ({"future_raise": rise(starts_on=None)}, 56_000, "G4.1-08", "missing"),
        ({"future_raise": rise(annual_increase=None)}, 54_000, "G4.1-08", "missing"),
        ({"future_raise": rise(unconditional=False)}, 54_000, "G4.1-10", "pass"),
        ({"future_raise": rise(unconditional=None)}, 56_000, "G4.1-10", "missing"),
        ({"future_raise": rise(basis=None)}, 56_000, "G4.1-10", "missing"),
        ({"family_employer": True}, 54_000, "G4.1-11", "pass"),
        ({"family_employer": None}, 56_000, "G4.1-11", "missing"),
        ({}, 56_000, "G4.1-09", "pass"),
    ],
)
def test_a_future_rise_counts_when_every_condition_holds(facts: Json, expected: int, rule: str, said: str) -> None:
    """Within six months of 30 March 2026, the day of the decision: no offer is out yet."""
    document = earning(wage(**{"future_raise": rise(), "family_employer": False, **facts}))
    assert (joint(document), verdict(document, rule)) == (expected, said)


def test_the_six_months_of_a_rise_run_from_the_offer() -> None:
    document = earning(wage(future_raise=rise(), family_employer=False))
    issued = changed(document, "aanbod.hypotheekaanbod", {"issued_on": "2026-03-29"})
    assert joint(issued) == 54_000


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "pass"),
        ({"ends_on": "2026-04-29"}, "fail"),
        ({"ends_on": "2026-04-30"}, "pass"),
        ({"ends_on": "2026-05-01"}, "pass"),
        ({"contract": "bepaalde-tijd-zonder-intentieverklaring"}, "missing"),
        ({"intends_termination": True}, "missing"),
        ({"intends_termination": None}, "missing"),
        ({"contract": None}, "missing"),
    ],
)
def test_the_contract_runs_a_month_after_the_offer(facts: Json, said: str) -> None:
    history = [{"year": year, "income": "30000.00", "ww_or_bijstand": "0.00"} for year in (2025, 2024, 2023)]
    assert verdict(earning(wage(history=history, **facts)), "G4.1-12") == said


def test_a_wage_that_does_not_count_may_end_and_the_rule_waits_for_the_offer() -> None:
    gone = wage(id="i2", ends_on="2026-04-01", paid_by_bank=False)
    assert verdicts(decided(earning(wage(), gone)), "G4.1-12") == ["pass"]
    assert verdict(at_phase(earning(wage()), "dossier"), "G4.1-12") == "deferred"


def test_the_30_percent_ruling_changes_nothing() -> None:
    document = earning(wage(thirty_percent_ruling=True))
    assert (joint(document), verdict(document, "G4.1-13")) == (54_000, "pass")


def test_a_payslip_and_a_statement_are_enough_for_permanent_work() -> None:
    assert verdict(earning(wage()), "G4.1-19") == "pass"
    bare = changed(changed(starter(), "brondata", []), INCOMES, [wage()])
    found = next(entry for entry in decided(bare).findings if entry.rule_id == "G4.1-19")
    assert found.missing == ("document:salarisstrook", "document:werkgeversverklaring")
    assert verdict(starter(), "G4.1-19") == "not-applicable"
