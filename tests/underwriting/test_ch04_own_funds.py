"""gids 4.8: what the tables of cases/ch04_own_funds.toml can't say: which paths are named, and what is not asked."""

from tests.underwriting.builders import Json, changed, decided, starter, verdict, verdicts

OWN = "lening.own_contribution"
RULES = ("G4.8-01", "G4.8-02", "G4.8-03", "G4.8-04", "G4.8-05", "G4.8-06", "G4.8-07", "G4.8-08")


def fund(amount: str, proof: str = "bankafschrift") -> Json:
    return {
        "id": f"e-{proof}",
        "kind": "spaargeld",
        "amount": amount,
        "proof": proof,
        "statement_on": "2026-03-01",
    }


def funded(own: str, *funds: Json) -> Json:
    """The starter with this own contribution and these own funds."""
    return changed(changed(starter(), OWN, own), "own_funds.items", list(funds))


def test_both_the_funds_and_the_statement_that_lack_are_named() -> None:
    found = next(one for one in decided(funded("28000.00")).findings if one.rule_id == "G4.8-06")
    assert found.missing == ("own_funds.items", "document:bankafschrift")
    some = next(one for one in decided(funded("28000.00", fund("1000.00"))).findings if one.rule_id == "G4.8-06")
    assert some.missing == ("document:bankafschrift",)


def test_a_small_contribution_is_an_item_only_when_all_is_above_25000() -> None:
    for credit, kinds in (
        ("1000.00", ["aflossing-krediet"]),
        ("1000.01", ["eigen-inbreng", "aflossing-krediet"]),
    ):
        figure = decided(changed(funded("24000.00"), "own_funds.mandatory_credit_repayment", credit)).figures.own_funds
        assert figure is not None
        assert [item.kind for item in figure.items or ()] == kinds


def test_via_beside_enough_statements_is_not_looked_at() -> None:
    document = funded("28000.00", fund("5000.00", "via"), fund("28000.00"))
    assert verdict(document, "G4.8-07") == "not-applicable"
    assert verdict(document, "G4.8-08") == "pass"


def test_nothing_to_show_asks_nothing() -> None:
    document = funded("24999.99")
    assert [verdicts(decided(document), rule) for rule in RULES] == [["not-applicable"]] * len(RULES)
    assert "bankafschrift" not in [entry.type for entry in decided(document).required_documents]
