"""What would help: every promise is decided again, a smaller change does not do, and nothing confidential shows."""

import json
import re
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.underwriting import builders
from tests.underwriting.builders import DECIDED_AT, Json, changed, decided
from underwriting.cases import FOLDER
from underwriting.decide import outcome
from underwriting.decision import Decision, Outcome, Verdict
from underwriting.facts import Facts
from underwriting.norms import norms_on
from underwriting.remedies import remedies
from underwriting.remedies.found import Help, Remedy
from underwriting.remedies.search import applied, visible

D = Decimal
PART = "lening.leningdelen[0]"
SECOND = "lening.leningdelen[1]"
INCOME = "applicants[0].incomes[0].ibl.toetsinkomen"
CREDIT = {
    "id": "o1",
    "kind": "krediet",
    "applicant_ids": ["p1"],
    "credit_kind": "doorlopend-krediet",
    "limit": "15000.00",
    "outstanding": "9000.00",
    "actual_monthly": "150.00",
}
REGISTRATION = {
    "id": "r1",
    "credit_type": "RK",
    "codes": [{"code": "A", "on": "2025-02-01"}, {"code": "H", "on": "2025-04-20"}],
}


def help_for(document: Json, **options: int) -> Help:
    facts = Facts.from_json(document)
    return remedies(facts, norms_on(facts.evaluation.as_of), decided_at=DECIDED_AT, **options)


def with_changes(document: Json, changes: dict[str, object]) -> Json:
    for path, value in changes.items():
        document = changed(document, path, value)
    return document


def kinds(found: Help) -> list[str]:
    return [remedy.kind for remedy in found.remedies]


def the(found: Help, kind: str) -> Remedy:
    (only,) = [remedy for remedy in found.remedies if remedy.kind == kind]
    return only


def values(remedy: Remedy) -> dict[str, object]:
    return {change.path: change.value for change in remedy.changes}


def failing(decision: Decision) -> set[str]:
    return {finding.rule_id for finding in visible(decision) if finding.outcome is Verdict.FAIL}


def kept(document: Json, remedy: Remedy) -> Decision:
    """The decision on the changed facts, after checking that it is what the remedy promised."""
    decision = decided(applied(document, remedy.changes))
    assert outcome(visible(decision)) is remedy.remains.outcome
    assert failing(decision) == set(remedy.remains.fails)
    assert decision.figures.gross_monthly_total == remedy.remains.gross_monthly
    asked = {path for finding in visible(decision) for path in finding.missing}
    assert set(remedy.remains.facts) <= asked
    assert {f"document:{one.type}" for one in remedy.remains.documents} <= asked
    return decision


# Each kind, on an application that a person could make

STARTER, MOVERS = builders.starter(), builders.movers()
SHORT_TERM = with_changes(
    STARTER,
    {
        f"{PART}.term_months": 200,
        f"{PART}.rentevastperiode_years": 10,
        INCOME: "45000.00",
        "onderpand.valuations[0].market_value": "260000.00",
        "onderpand.purchase.price_kosten_koper": "250000.00",
    },
)
AFM_RATE = with_changes(MOVERS, {f"{PART}.amount": "270000.00", f"{SECOND}.amount": "230000.00"})
AFM_RATE = changed(AFM_RATE, "lening.inschrijving_amount", "700000.00")
INTEREST_ONLY = with_changes(
    MOVERS, {f"{PART}.amount": "150000.00", f"{SECOND}.amount": "285000.00", INCOME: "90000.00"}
)
ABOVE_NHG = with_changes(
    STARTER,
    {
        "onderpand.purchase.price_kosten_koper": "475000.00",
        "onderpand.valuations[0].market_value": "475000.00",
        "lening.own_contribution": "303000.00",
        "own_funds.items[0].amount": "310000.00",
    },
)
BRIDGED = with_changes(MOVERS, {"lening.overbrugging.amount": "190000.00", "lening.inschrijving_amount": "640000.00"})
IN_DEBT = with_changes(
    STARTER,
    {
        "obligations": [CREDIT],
        INCOME: "48000.00",
        "onderpand.purchase.price_kosten_koper": "200000.00",
        f"{PART}.amount": "185000.00",
    },
)


@pytest.mark.parametrize(
    ("name", "document", "kind", "shown"),
    [
        ("income is short", changed(STARTER, INCOME, "36000.00"), "lower-loan", "amount"),
        ("term is short", SHORT_TERM, "looptijd", "months"),
        ("tested at the AFM rate", AFM_RATE, "rentevastperiode", "years"),
        ("too much interest-only", INTEREST_ONLY, "aflosvorm", "amount"),
        ("price above the NHG limit", ABOVE_NHG, "nhg", None),
        ("a credit weighs", IN_DEBT, "repay-debts", "amount"),
        ("less than the product lends", changed(STARTER, f"{PART}.amount", "70000.00"), "higher-loan", "amount"),
        ("too much bridging", BRIDGED, "lower-overbrugging", "amount"),
        (
            "registered too low",
            changed(MOVERS, "lening.inschrijving_amount", "569000.00"),
            "higher-inschrijving",
            "amount",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_change_is_found_and_does_what_it_promises(
    name: str, document: Json, kind: str, shown: str | None
) -> None:
    assert failing(decided(document)), name
    remedy = the(help_for(document), kind)
    after = kept(document, remedy)
    assert not failing(after) & set(remedy.cures)
    assert remedy.cures_all
    assert not failing(after)
    assert shown is None or getattr(remedy, shown) is not None


@pytest.mark.parametrize(
    ("document", "kind", "steps"),
    [
        (BRIDGED, "lower-overbrugging", {"lening.overbrugging.amount": 1}),
        (
            changed(MOVERS, "lening.inschrijving_amount", "569000.00"),
            "higher-inschrijving",
            {"lening.inschrijving_amount": -1},
        ),
        (changed(STARTER, f"{PART}.amount", "70000.00"), "higher-loan", {f"{PART}.amount": -1}),
        (INTEREST_ONLY, "aflosvorm", {f"{PART}.amount": -1, f"{SECOND}.amount": 1}),
        (changed(STARTER, INCOME, "36000.00"), "lower-loan", {f"{PART}.amount": 1}),
    ],
)
def test_a_euro_less_of_the_change_does_not_do(document: Json, kind: str, steps: dict[str, int]) -> None:
    remedy = the(help_for(document), kind)
    almost = applied(document, remedy.changes)
    for path, step in steps.items():
        almost = changed(almost, path, f"{D(str(values(remedy)[path])) + step:.2f}")
    assert failing(decided(almost)) & set(remedy.cures)


def test_the_loan_comes_down_to_the_maximum_on_income_and_the_buyer_brings_the_rest() -> None:
    document = changed(STARTER, INCOME, "36000.00")
    maximum = decided(document).figures.maximum_loan
    assert maximum is not None
    assert maximum.on_income is not None
    remedy = the(help_for(document), "lower-loan")
    assert remedy.amount == (D(180_000) - maximum.on_income).to_integral_value(rounding=ROUND_CEILING)
    assert values(remedy)["lening.own_contribution"] == f"{28_000 + remedy.amount:.2f}"


def test_the_loan_comes_down_in_the_part_where_least_is_enough() -> None:
    """The part at the AFM rate weighs more per euro than the other."""
    remedy = the(help_for(AFM_RATE), "lower-loan")
    assert remedy.subject_ids == ("l2",)
    kept(AFM_RATE, remedy)


def test_another_period_has_the_rate_of_the_sheet() -> None:
    remedy = next(one for one in help_for(AFM_RATE).remedies if one.kind == "rentevastperiode")
    klasse = decided(AFM_RATE).figures.risicoklasse
    assert klasse is not None
    rate = norms_on(date(2026, 4, 10)).rates.rates.rate(remedy.years or 0, klasse)
    assert values(remedy)[f"{SECOND}.rate"] == f"{rate:.3f}"
    assert remedy.years == 10, "the cheapest that is tested at its own rate"


def test_what_is_repaid_is_owed_and_must_be_shown() -> None:
    remedy = the(help_for(IN_DEBT), "repay-debts")
    assert (remedy.amount, remedy.subject_ids) == (D("9000.00"), ("o1",))
    assert values(remedy)["own_funds.mandatory_credit_repayment"] == "9000.00"
    assert {one.type for one in remedy.remains.documents} >= {"aflossingsbewijs"}


def test_of_two_credits_the_cheapest_that_is_enough_and_else_both() -> None:
    small = {**CREDIT, "id": "o2", "limit": "1000.00", "outstanding": "500.00", "actual_monthly": "20.00"}
    both = changed(IN_DEBT, "obligations", [CREDIT, small])
    assert the(help_for(both), "repay-debts").subject_ids in {("o1",), ("o1", "o2")}
    heavier = changed(changed(both, "obligations[1]", {**CREDIT, "id": "o2"}), INCOME, "46000.00")
    assert the(help_for(heavier), "repay-debts").subject_ids == ("o1", "o2")


def test_nothing_is_repaid_twice() -> None:
    promised = changed(IN_DEBT, "obligations[0].to_be_repaid_before_offer", True)
    assert "repay-debts" not in kinds(help_for(promised))


# The calendar


def waiting(**facts: object) -> Json:
    document = builders.at_phase(STARTER, "aanvraag", "2026-03-30")
    document = changed(document, "application.application_date", "2026-03-30")
    return with_changes(document, {path.replace("__", "."): value for path, value in facts.items()})


BKR = "applicants[0].registers.bkr.registrations"


@pytest.mark.parametrize(
    ("path", "value", "day"),
    [
        (BKR, [REGISTRATION], date(2026, 4, 21)),
        (BKR, [{**REGISTRATION, "codes": [{"code": "A"}], "fully_repaid_on": "2025-06-30"}], date(2026, 7, 1)),
        ("applicants[0].birth_date", "2008-05-14", date(2026, 5, 14)),
        ("applicants[0].nl_residence.registered_since", "2025-05-31", date(2026, 5, 31)),
    ],
    ids=["recovered", "repaid", "of age", "registered"],
)
def test_waiting_cures_what_the_calendar_cures_and_a_day_less_does_not(path: str, value: object, day: date) -> None:
    document = with_changes(waiting(), {path: value})
    if "nl_residence" in path:
        document = changed(document, "applicants[0].nationalities", ["DE"])
    assert failing(decided(document))
    remedy = the(help_for(document), "wait-until")
    assert remedy.on == day
    kept(document, remedy)
    eve = (day - timedelta(days=1)).isoformat()
    earlier = with_changes(document, {"evaluation.as_of": eve, "application.application_date": eve})
    assert failing(decided(earlier)) & set(remedy.cures)


def test_after_the_probation_an_income_without_history_counts() -> None:
    wage = "applicants[0].incomes[0]"
    salary = {"kind": "bruto-jaarsalaris", "annual_amount": "60000.00", "fixed": True, "structural": True}
    document = with_changes(
        waiting(),
        {
            f"{wage}.method": "salarisstrook-werkgeversverklaring",
            f"{wage}.components": [{**salary, "personal": False}],
            f"{wage}.current_annual_income": "60000.00",
            f"{wage}.family_employer": False,
            f"{wage}.hours_per_week": "36.0",
            f"{wage}.starts_on": "2026-04-01",
            f"{wage}.proeftijd_ends_on": "2026-05-31",
        },
    )
    remedy = the(help_for(document), "wait-until")
    assert remedy.on == date(2026, 6, 1)
    assert "G2.6-01" in remedy.cures
    kept(document, remedy)


def test_nobody_waits_for_a_day_without_norms() -> None:
    recovered = {**REGISTRATION, "codes": [{"code": "A", "on": "2025-12-01"}, {"code": "H", "on": "2026-01-10"}]}
    found = help_for(with_changes(waiting(), {BKR: [recovered]}))
    assert (kinds(found), found.complete) == ([], True)


def test_what_no_change_cures_has_no_remedy() -> None:
    registration = {"id": "r1", "credit_type": "SK", "codes": []}
    assert help_for(with_changes(waiting(), {BKR: [registration]})).remedies == ()


# Several failures


def test_where_no_change_cures_all_each_failure_has_its_own() -> None:
    document = with_changes(waiting(), {BKR: [REGISTRATION], INCOME: "36000.00"})
    found = help_for(document)
    assert {remedy.cures_all for remedy in found.remedies} == {False}
    cured = {remedy.kind: set(remedy.cures) for remedy in found.remedies}
    assert cured["wait-until"] == {"G5.2-02"}
    assert "G2.6-01" in cured["lower-loan"]
    for remedy in found.remedies:
        after = kept(document, remedy)
        assert failing(after) == failing(decided(document)) - set(remedy.cures)


def test_what_can_be_put_right_is_told_beside_what_rejects() -> None:
    document = with_changes(MOVERS, {f"{PART}.amount": "400000.00"})
    found = help_for(document)
    loan, registration = the(found, "lower-loan"), the(found, "higher-inschrijving")
    assert (loan.cures_all, loan.remains.fails) == (True, ("G2.11-02",))
    assert (registration.cures, registration.cures_all) == (("G2.11-02",), False)


# Lacking, referred, passed


def test_papers_that_are_lacking_are_named_and_with_them_it_passes() -> None:
    remedy = the(help_for(MOVERS), "add-documents")
    added = [
        change.value["type"] for change in remedy.changes if isinstance(change.value, dict) and "type" in change.value
    ]
    assert added == ["bankafschrift", "hypotheekcontract"]
    assert remedy.cures_all
    after = kept(MOVERS, remedy)
    assert after.outcome.value == "approved"


def test_the_own_money_on_the_statement_is_just_enough() -> None:
    remedy = the(help_for(MOVERS), "add-documents")
    figure = decided(MOVERS).figures.own_funds
    assert figure is not None
    assert remedy.amount == figure.shortfall == D("17220.00")
    less = [
        {"path": change.path, "value": {**change.value, "amount": "17219.00"}}
        for change in remedy.changes
        if isinstance(change.value, dict) and change.path.startswith("own_funds")
    ]
    document = applied(MOVERS, remedy.changes)
    for change in less:
        document = changed(document, str(change["path"]), change["value"])
    assert decided(document).outcome.value == "incomplete"


def test_a_referral_is_cured_without_a_person_where_a_change_can() -> None:
    """Between the two NHG limits a person decides; without NHG nobody has to."""
    works = {"energy_saving_cost": "5000.00", "financed": True}
    document = with_changes(ABOVE_NHG, {"onderpand.works": works, "lening.bouwdepot": {"amount": "5000.00"}})
    before = decided(document)
    assert before.outcome is Outcome.REFER
    remedy = the(help_for(document), "nhg")
    assert (remedy.cures, remedy.cures_all) == (("G2.3-10",), True)
    kept(document, remedy)


def test_who_passes_needs_no_remedy_and_costs_one_decision() -> None:
    assert help_for(STARTER) == Help(remedies=(), decisions=1, complete=True)


def test_a_refused_request_about_a_running_loan_changes_no_loan() -> None:
    document = json.loads((FOLDER / "base" / "running-loan-conversion.json").read_text(encoding="utf-8"))
    refused = changed(document, "application.nhg", not document["application"].get("nhg"))
    found = help_for(refused)
    assert found.complete
    assert not {remedy.kind for remedy in found.remedies} - {"repay-debts", "wait-until", "add-documents"}


# Nothing confidential shows

HITS = {
    "SFH": {"applicants[0].registers.sfh.registered": True},
    "VIS": {"applicants[0].registers.vis.hit": True},
    "PEP": {"applicants[0].registers.pep.hit": True},
    "sanctions": {"applicants[0].registers.sanctions.hit": True},
    "insolvency": {"applicants[0].registers.insolvency.hit": True},
    "distrust": {"fraud": {"distrust": True}},
    "signal": {"fraud": {"signals": [{"kind": "documentfraude", "status": "vermoeden"}]}},
}


@pytest.mark.parametrize("hit", HITS)
@pytest.mark.parametrize(
    "document",
    [STARTER, changed(STARTER, INCOME, "36000.00"), MOVERS, with_changes(waiting(), {BKR: [REGISTRATION]})],
    ids=["passes", "fails", "lacks", "waits"],
)
def test_a_hit_that_is_confidential_changes_nothing_in_what_would_help(hit: str, document: Json) -> None:
    with_hit = with_changes(document, HITS[hit])
    assert any(finding.confidential for finding in decided(with_hit).findings)
    assert help_for(with_hit).to_json() == help_for(document).to_json()


# Changes that people can make

BEYOND_PEOPLE = re.compile(r"applicants\[|fraud|dossier|existing_loan|household|onderpand|brondata")


@pytest.mark.parametrize(
    "document",
    [
        SHORT_TERM,
        AFM_RATE,
        INTEREST_ONLY,
        ABOVE_NHG,
        IN_DEBT,
        MOVERS,
        builders.self_employed(),
        with_changes(waiting(), {BKR: [REGISTRATION], INCOME: "36000.00"}),
    ],
)
def test_no_remedy_touches_income_person_home_or_register_and_the_search_stays_short(document: Json) -> None:
    found = help_for(document)
    assert found.complete
    assert found.decisions < 200
    for remedy in found.remedies:
        assert not [change.path for change in remedy.changes if BEYOND_PEOPLE.match(change.path)]


def test_the_search_stops_at_its_limit_and_says_so() -> None:
    full = help_for(AFM_RATE)
    assert full.complete
    short = help_for(AFM_RATE, limit=10)
    assert (short.complete, short.decisions) == (False, 10)
    assert len(short.remedies) < len(full.remedies)
    for remedy in short.remedies:
        kept(AFM_RATE, remedy)


# Whatever is asked


@settings(max_examples=15, deadline=None)
@given(
    loan=st.integers(min_value=76_000, max_value=320_000),
    income=st.integers(min_value=30_000, max_value=70_000),
    months=st.sampled_from([120, 240, 360]),
    credit=st.booleans(),
)
def test_every_promise_holds_and_a_euro_or_a_month_less_does_not(
    loan: int, income: int, months: int, credit: bool
) -> None:
    document = with_changes(
        STARTER, {f"{PART}.amount": f"{loan}.00", INCOME: f"{income}.00", f"{PART}.term_months": months}
    )
    document = changed(document, f"{PART}.rentevastperiode_years", 10)
    document = changed(document, "obligations", [CREDIT] if credit else [])
    found = help_for(document)
    assert found.complete
    decision = decided(document)
    before = failing(decision)
    # A loan at the maximum helps, unless the product lends no loan that small (gids 2.3).
    most = decision.figures.maximum_loan
    assert most is not None
    assert most.binding is not None
    assert found.remedies or not before or most.binding < 75_000
    for remedy in found.remedies:
        after = kept(document, remedy)
        cured = set(remedy.cures)
        if remedy.kind == "lower-loan" and remedy.amount is not None:
            assert not failing(after) & cured
            less = changed(document, f"{PART}.amount", f"{loan - int(remedy.amount) + 1}.00")
            assert failing(decided(less)) & cured
        if remedy.kind == "looptijd" and remedy.months is not None:
            shorter = changed(document, f"{PART}.term_months", remedy.months - 1)
            assert failing(decided(shorter)) & cured
