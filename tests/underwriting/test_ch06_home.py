"""gids 11: homes that chapter 11 refuses; the rules of chapter 6 have their cases in underwriting/cases/ch06_*.toml."""

import pytest

from tests.underwriting.builders import changed, starter, verdict, without


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("woonhuis", "pass"),
        ("woon-winkelpand", "pass"),
        ("woonwagen", "fail"),
        ("woonboot", "fail"),
        ("winkelpand", "fail"),
        ("tiny-house", "fail"),
        ("flexwoning", "fail"),
    ],
)
def test_types_that_are_an_exception_to_nhg(kind: str, found: str) -> None:
    assert verdict(changed(starter(), "onderpand.type", kind), "G11-12") == found
    assert verdict(without(starter(), "onderpand.type"), "G11-12") == "missing"


@pytest.mark.parametrize(("agricultural", "found"), [(False, "pass"), (True, "fail")])
def test_a_farmhouse_with_agricultural_designation_is_one_too(agricultural: bool, found: str) -> None:
    farm = changed(starter(), "onderpand.type", "boerderij")
    assert verdict(changed(farm, "onderpand.agricultural_zoning", agricultural), "G11-12") == found
