"""gids 8.1: what the renteaanbod asks for beside brondata; the cases of each rule are in `underwriting/cases`."""

from tests.underwriting.builders import at_phase, changed, decided, starter, without


def test_the_renteaanbod_asks_for_what_no_source_tells() -> None:
    document = without(at_phase(starter(), "renteaanbod"), "documents")
    document = without(document, "own_funds")
    document = changed(document, "lening.own_contribution", "20000.00")
    lacking = {entry.type for entry in decided(document).required_documents if entry.status == "ontbreekt"}
    assert {"koopakte", "taxatierapport-desktop"} <= lacking
    assert not lacking & {"identiteitsbewijs", "salarisstrook", "werkgeversverklaring", "jaaropgave", "duo-bericht"}


def test_what_lacks_is_named() -> None:
    document = changed(starter(), "applicants[0].incomes[0].method", "salarisstrook-werkgeversverklaring")
    (finding,) = [entry for entry in decided(without(document, "brondata[2]")).findings if entry.rule_id == "G8.2-01"]
    assert finding.missing == ("document:salarisstrook", "document:werkgeversverklaring")
