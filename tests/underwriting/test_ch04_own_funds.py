"""gids 4.8: own money, when it is shown and how."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, movers, starter, verdict, verdicts, without

OWN = "lening.own_contribution"
RULES = ("G4.8-01", "G4.8-02", "G4.8-03", "G4.8-04", "G4.8-05", "G4.8-06", "G4.8-07", "G4.8-08")


def fund(amount: str, proof: str = "bankafschrift", **facts: object) -> Json:
    return {
        "id": f"e-{proof}",
        "kind": "spaargeld",
        "amount": amount,
        "proof": proof,
        "statement_on": "2026-03-01",
        **facts,
    }


def funded(own: str, *funds: Json) -> Json:
    """The starter with this own contribution and these own funds."""
    return changed(changed(starter(), OWN, own), "own_funds.items", list(funds))


def by_via(own: str, amount: str, balance: str | None) -> Json:
    """Own funds by VIA, and the balance that the brondata show."""
    document = funded(own, fund(amount, "via", evidence=["b-via"]))
    entry = {
        "id": "b-via",
        "applicant_id": "p1",
        "source": "belastingdienst",
        "collected_at": "2026-02-26T19:09:00+01:00",
        "direct_from_source": True,
        "reliable": True,
        "replaces": ["bankafschrift"],
    }
    amounts = {} if balance is None else {"amounts": {"bank_balance": balance}}
    document = changed(document, "brondata", [*document["brondata"], {**entry, **amounts}])
    return changed(document, "documents", [one for one in document["documents"] if one["type"] != "bankafschrift"])


def required(document: Json) -> tuple[str, str]:
    """What must be shown, and what is."""
    figure = decided(document).figures.own_funds
    assert figure is not None
    return f"{figure.required:.2f}", f"{figure.shown:.2f}"


@pytest.mark.parametrize(("own", "shown"), [("24999.99", False), ("25000.00", True), ("25000.01", True)])
def test_a_contribution_from_25000_is_shown(own: str, shown: bool) -> None:
    document = funded(own)
    assert verdict(document, "G4.8-01") == ("missing" if shown else "not-applicable")
    assert required(document)[0] == (own if shown else "0.00")
    assert verdict(funded(own, fund(own)), "G4.8-06") == ("pass" if shown else "not-applicable")


def test_without_a_contribution_nothing_is_known() -> None:
    assert verdict(without(starter(), OWN), "G4.8-01") == "missing"
    assert verdict(at_phase(starter(), "aanvraag"), "G4.8-01") == "deferred"


@pytest.mark.parametrize(("amount", "said"), [("27999.99", "missing"), ("28000.00", "pass"), ("28000.01", "pass")])
def test_the_full_amount_is_shown(amount: str, said: str) -> None:
    document = funded("28000.00", fund(amount))
    assert [verdict(document, rule) for rule in ("G4.8-01", "G4.8-06", "G4.8-08")] == [said] * 3


def test_funds_without_proof_are_not_shown() -> None:
    assert required(funded("28000.00", fund("31000.00", "geen"))) == ("28000.00", "0.00")
    found = next(one for one in decided(funded("28000.00")).findings if one.rule_id == "G4.8-06")
    assert found.missing == ("own_funds.items", "document:bankafschrift")


def test_a_credit_to_be_repaid_is_shown() -> None:
    document = changed(funded("0.00"), "own_funds.mandatory_credit_repayment", "100.00")
    assert verdict(document, "G4.8-02") == "missing"
    assert verdict(changed(document, "own_funds.items", [fund("100.00")]), "G4.8-02") == "pass"
    assert verdict(starter(), "G4.8-02") == "not-applicable"


def test_the_sum_for_a_credit_to_be_repaid_must_be_known() -> None:
    debt = {"id": "o1", "kind": "krediet", "applicant_ids": ["p1"], "to_be_repaid_before_offer": True}
    document = changed(starter(), "obligations", [debt])
    assert verdict(document, "G4.8-02") == "missing"
    assert verdict(changed(document, "obligations[0].repaid_on", "2026-03-01"), "G4.8-02") == "not-applicable"


@pytest.mark.parametrize(
    ("own", "credit", "proven"),
    [
        ("24000.00", "999.99", False),
        ("24000.00", "1000.00", False),
        ("24000.00", "1000.01", True),
        ("25000.00", "1000.00", False),
        ("0.00", "26000.00", False),
    ],
)
def test_a_small_contribution_is_shown_when_all_is_above_25000(own: str, credit: str, proven: bool) -> None:
    """Of 25,000 and more the contribution is shown by itself: G4.8-01."""
    document = changed(funded(own), "own_funds.mandatory_credit_repayment", credit)
    assert verdict(document, "G4.8-05") == ("missing" if proven else "not-applicable")
    figure = decided(document).figures.own_funds
    assert figure is not None
    kinds = [item.kind for item in figure.items or ()]
    assert ("eigen-inbreng" in kinds) is (proven or own == "25000.00")


def test_a_sale_loss_is_shown() -> None:
    document = changed(movers(), "other_properties[0].value.amount", "200000.00")
    assert verdict(document, "G4.8-04") == "missing"
    assert verdict(movers(), "G4.8-04") == "not-applicable"


def test_double_burdens_beyond_the_income_are_shown() -> None:
    heavy = changed(movers(), "applicants[1].incomes[0].ibl.toetsinkomen", "20000.00")
    assert verdict(heavy, "G4.8-03") == "missing"
    two_homes = decided(heavy).figures.double_burden
    assert two_homes is not None
    assert required(heavy)[0] == f"{two_homes.total:.2f}"
    light = changed(movers(), "applicants[1].incomes[0].ibl.toetsinkomen", "190000.00")
    assert verdict(light, "G4.8-03") == "not-applicable"


@pytest.mark.parametrize(
    ("own", "balance", "by_via_data", "by_statement"),
    [
        ("25000.00", "24999.99", "not-applicable", "missing"),
        ("25000.00", "25000.00", "pass", "not-applicable"),
        ("25000.01", "40000.00", "not-applicable", "missing"),
        ("25000.00", None, "not-applicable", "missing"),
    ],
)
def test_via_is_enough_up_to_25000(own: str, balance: str | None, by_via_data: str, by_statement: str) -> None:
    document = by_via(own, own, balance)
    assert (verdict(document, "G4.8-07"), verdict(document, "G4.8-08")) == (by_via_data, by_statement)


def test_via_shows_no_more_than_its_balance_and_nothing_above_25000() -> None:
    assert required(by_via("25000.00", "25000.00", "20000.00")) == ("25000.00", "20000.00")
    assert required(by_via("25000.01", "26000.00", "40000.00")) == ("25000.01", "0.00")


def test_via_beside_enough_statements_is_not_looked_at() -> None:
    document = funded("28000.00", fund("5000.00", "via"), fund("28000.00"))
    assert verdict(document, "G4.8-07") == "not-applicable"
    assert verdict(document, "G4.8-08") == "pass"


def test_a_statement_fills_what_the_via_lacks() -> None:
    document = by_via("25000.00", "25000.00", "20000.00")
    items = [*document["own_funds"]["items"], fund("5000.00")]
    paper = {"id": "d-bank", "type": "bankafschrift", "applicant_id": "p1", "dated": "2026-03-01"}
    both = changed(changed(document, "own_funds.items", items), "documents", [*document["documents"], paper])
    assert verdict(both, "G4.8-08") == "pass"
    assert verdict(both, "G4.8-06") == "pass"


@pytest.mark.parametrize(
    ("statement_on", "said"), [("2025-11-25", "missing"), ("2025-11-26", "pass"), ("2025-11-27", "pass")]
)
def test_a_statement_is_at_most_three_months_old_at_the_application(statement_on: str, said: str) -> None:
    assert verdict(funded("28000.00", fund("28000.00", statement_on=statement_on)), "G4.8-08") == said
    undated = {key: value for key, value in fund("28000.00").items() if key != "statement_on"}
    assert verdict(funded("28000.00", undated), "G4.8-08") == "missing"


@pytest.mark.parametrize(("doubted", "said"), [(True, "refer"), (False, "pass")])
def test_doubt_is_for_a_person(doubted: bool, said: str) -> None:
    assert verdict(changed(starter(), "own_funds.doubt_on_availability_or_origin", doubted), "G4.8-09") == said
    assert verdict(starter(), "G4.8-09") == "not-applicable"


def test_nothing_to_show_asks_nothing() -> None:
    document = funded("24999.99")
    assert [verdicts(decided(document), rule) for rule in RULES] == [["not-applicable"]] * len(RULES)
    assert "bankafschrift" not in [entry.type for entry in decided(document).required_documents]
