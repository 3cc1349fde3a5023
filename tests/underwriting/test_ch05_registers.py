"""gids 11: the old code of a schuldregeling; the rules of 5.1 and 5.2 have their cases in underwriting/cases."""

from tests.underwriting.builders import Json, changed, starter, verdict

REGISTRATIONS = "applicants[0].registers.bkr.registrations"


def registered(credit_type: str, codes: list[Json], **more: str) -> Json:
    """The starter, who applied on 26 February 2026, with one registration."""
    return changed(starter(), REGISTRATIONS, [{"id": "k1", "credit_type": credit_type, "codes": codes, **more}])


def test_a_schuldregeling_is_refused_by_its_old_code() -> None:
    assert verdict(registered("overig", [{"code": "SR"}]), "G11-08") == "fail"
    assert verdict(registered("SH", [], credit_type_code="SR"), "G11-08") == "fail"
    assert verdict(starter(), "G11-08") == "not-applicable"
