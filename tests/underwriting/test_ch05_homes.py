"""gids 2.6, 5.6: sums of other homes and other burdens; what the rules say stands in underwriting/cases/ch05_*.toml."""

from decimal import Decimal

from tests.underwriting.builders import changed, decided, movers, self_employed, verdict, without

HOME = "other_properties[0]"


def test_parts_count_as_annuities_and_a_lower_burden_when_proven() -> None:
    part = {"outstanding": "220000.00", "rate": "2.000", "remaining_months": 240, "aflosvorm": "aflossingsvrij"}
    document = changed(without(movers(), "lening.overbrugging"), f"{HOME}.mortgage.parts", [part])
    assert decided(document).to_json()["figures"]["double_burden"]["monthly"] == "1112.94"
    proven = changed(document, f"{HOME}.mortgage.parts[0].actual_monthly", "366.67")
    assert decided(proven).to_json()["figures"]["double_burden"]["monthly"] == "366.67"
    declared = without(proven, f"{HOME}.mortgage.evidence")
    assert decided(declared).to_json()["figures"]["double_burden"]["monthly"] == "1112.94"


def test_burdens_come_off_the_allowed_burden() -> None:
    moment = decided(self_employed()).to_json()["figures"]["toetsmomenten"][0]
    assert moment["deducted_annual"] == "3480.00"
    assert Decimal(moment["allowed_annual"]) - Decimal(moment["available_annual"]) == Decimal("3480.00")
    assert verdict(self_employed(), "G2.6-04") == "pass"
