"""gids 1 and 8.2: how documents are asked for; the cases of each rule are in `underwriting/cases`."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, without

INCOME = "applicants[0].incomes[0]"


def earning(**income: object) -> Json:
    """The starter with one other income and no brondata."""
    document = changed(starter(), INCOME, {"id": "i1", **income})
    return without(document, "brondata")


def benefit(**facts: object) -> Json:
    return earning(kind="uitkering", **{"scheme": "iva", "status": "lopend", "annual_amount": "30000.00", **facts})


@pytest.mark.parametrize(("method", "first"), [("driejaarsgemiddelde", "jaaropgave"), ("arbeidsmarktscan",) * 2])
def test_of_alternatives_the_one_in_use_comes_first(method: str, first: str) -> None:
    found = decided(earning(kind="loondienst", contract="oproep", method=method)).required_documents
    group = [entry.type for entry in found if entry.alternative_group == "flexibel-i1"]
    assert group[0] == first
    assert len(group) == 3


def test_each_document_of_a_benefit_is_asked_once() -> None:
    found = [entry for entry in decided(benefit()).required_documents if entry.subject_id == "i1"]
    assert sorted(entry.type for entry in found) == [
        "maandspecificatie-uitkering",
        "toekenningsbesluit",
        "verklaring-uitkerende-instantie",
    ]
    specification = next(entry for entry in found if entry.type == "maandspecificatie-uitkering")
    assert {"G1-37", "G8.2-16"} <= set(specification.rule_ids)


def test_a_running_divorce_waits_for_its_end() -> None:
    running = at_phase(changed(starter(), "applicants[0].divorces", [{"status": "lopend"}]), "aanvraag")
    (finding,) = [entry for entry in decided(running).findings if entry.rule_id == "G8.2-26"]
    assert (finding.outcome.value, finding.missing) == ("missing", ("applicants[0].divorces[0].finalised_on",))


@pytest.mark.parametrize("name", ["finalised_on", "division_deed_exists"])
def test_what_is_not_known_of_a_divorce_is_named(name: str) -> None:
    divorce = {"status": "afgerond", "finalised_on": "2020-01-01", "division_deed_exists": False}
    document = without(changed(starter(), "applicants[0].divorces", [divorce]), f"applicants[0].divorces[0].{name}")
    findings = [entry for entry in decided(document).findings if entry.rule_id == "G8.2-27"]
    assert any(f"applicants[0].divorces[0].{name}" in entry.missing for entry in findings)
