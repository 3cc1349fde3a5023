"""gids 1 and 8.2: the documents that are asked for, and when they are good."""

import pytest

from tests.underwriting.builders import (
    Json,
    at_phase,
    changed,
    decided,
    movers,
    self_employed,
    starter,
    verdict,
    verdicts,
    without,
)

INCOME = "applicants[0].incomes[0]"


def supply(document: Json, *types: str, **facts: object) -> Json:
    """The same with documents of these types, dated on the day of the application."""
    place = len(document.get("documents") or [])
    document = changed(document, "documents", list(document.get("documents") or []))
    for number, name in enumerate(types):
        entry = {"id": f"d-new-{number}", "type": name, "dated": "2026-02-26", "review": "goedgekeurd", **facts}
        document = changed(document, f"documents[{place + number}]", entry)
    return document


def earning(**income: object) -> Json:
    """The starter with one other income and no brondata."""
    document = changed(starter(), INCOME, {"id": "i1", **income})
    return without(document, "brondata")


def wage(**facts: object) -> Json:
    stated = {"contract": "onbepaalde-tijd", "method": "salarisstrook-werkgeversverklaring", **facts}
    return earning(kind="loondienst", **stated)


def one_of(document: Json, rule: str, *alternatives: str) -> bool:
    """Each of the alternatives is enough, and none is too little."""
    enough = [verdict(supply(document, name), rule) for name in alternatives]
    return verdict(document, rule) == "missing" and enough == ["pass"] * len(alternatives)


@pytest.mark.parametrize(("rule", "name"), [("G8.2-04", "salarisstrook"), ("G8.2-05", "werkgeversverklaring")])
@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("ibl", False),
        ("salarisstrook-werkgeversverklaring", True),
        ("driejaarsgemiddelde", True),
        ("arbeidsmarktscan", True),
        ("perspectiefverklaring", False),
    ],
)
def test_a_wage_on_paper(method: str, needed: bool, rule: str, name: str) -> None:
    document = wage(method=method)
    assert verdict(document, rule) == ("missing" if needed else "not-applicable")
    if needed:
        assert verdict(supply(document, name), rule) == "pass"
        assert verdict(supply(document, name, subject_id="i2"), rule) == "missing"


@pytest.mark.parametrize(
    ("dated", "found"), [("2025-11-25", "missing"), ("2025-11-26", "pass"), ("2026-03-20", "pass"), (None, "missing")]
)
def test_a_payslip_is_three_months_old_at_the_application(dated: str | None, found: str) -> None:
    document = supply(wage(), "salarisstrook")
    document = changed(document, "documents[3].dated", dated) if dated else without(document, "documents[3].dated")
    assert (verdict(document, "G8.2-04"), verdicts(decided(document), "G8.2-39")[-1]) == (found, found)


def test_a_newer_document_makes_up_for_an_old_one() -> None:
    document = supply(wage(), "salarisstrook", "salarisstrook")
    document = changed(document, "documents[3].dated", "2025-06-01")
    assert verdicts(decided(document), "G8.2-39") == ["pass", "pass"]
    refused = changed(document, "documents[4].review", "afgekeurd")
    assert verdicts(decided(refused), "G8.2-39") == ["pass", "missing"]


def test_a_deed_does_not_age() -> None:
    old = changed(starter(), "documents[0].dated", "2020-01-01")
    assert (verdict(old, "G8.2-19"), verdict(old, "G8.2-39")) == ("pass", "pass")


@pytest.mark.parametrize(
    ("kind", "rule", "name"),
    [
        ("bonus", "G8.2-06", "bonusspecificatie"),
        ("levensloop", "G8.2-07", "bewijs-levensloop"),
        ("ebb", "G8.2-08", "budgetspecificatie"),
        ("ikb", "G8.2-08", "budgetspecificatie"),
        ("tsf", "G8.2-08", "budgetspecificatie"),
    ],
)
def test_parts_of_a_wage(kind: str, rule: str, name: str) -> None:
    component = {"kind": kind, "annual_amount": "1000.00"}
    assert one_of(wage(components=[component]), rule, name)
    assert verdict(wage(components=[{"kind": "vakantietoeslag"}]), rule) == "not-applicable"
    assert verdict(wage(components=[component], method="ibl"), rule) == "not-applicable"


def test_a_flexible_wage() -> None:
    document = wage(contract="uitzend", method="driejaarsgemiddelde")
    assert one_of(document, "G8.2-09", "jaaropgave", "salarisstrook-december", "arbeidsmarktscan")
    assert verdict(wage(contract="uitzend", method="ibl"), "G8.2-09") == "not-applicable"
    for contract in ("onbepaalde-tijd", "bepaalde-tijd-met-intentieverklaring"):
        assert verdict(wage(contract=contract), "G8.2-09") == "not-applicable"


@pytest.mark.parametrize(("method", "first"), [("driejaarsgemiddelde", "jaaropgave"), ("arbeidsmarktscan",) * 2])
def test_of_alternatives_the_one_in_use_comes_first(method: str, first: str) -> None:
    found = decided(wage(contract="oproep", method=method)).required_documents
    group = [entry.type for entry in found if entry.alternative_group == "flexibel-i1"]
    assert group[0] == first
    assert len(group) == 3


def test_a_coming_raise() -> None:
    raised = {"starts_on": "2026-06-01", "annual_increase": "1000.00"}
    assert one_of(wage(future_raise=raised), "G8.2-10", "verklaring-toekomstige-salarisverhoging")
    assert one_of(wage(future_raise={**raised, "basis": "definitieve-cao"}), "G8.2-10", "cao")
    assert verdict(wage(), "G8.2-10") == "not-applicable"


def test_a_business_besides_a_job() -> None:
    business = {"id": "i2", "kind": "onderneming", "form": "eenmanszaak", "counted": False}
    both = changed(wage(), "applicants[0].incomes[1]", business)
    assert one_of(both, "G8.2-11", "aangifte-inkomstenbelasting")
    assert verdict(at_phase(self_employed(), "dossier"), "G8.2-11") == "not-applicable"


def test_a_collective_pension() -> None:
    document = earning(kind="pensioen", scheme="collectief", annual_amount="20000.00")
    assert one_of(document, "G8.2-12", "pensioenoverzicht", "pensioen-jaaropgave")
    assert verdict(earning(kind="pensioen", scheme="aow"), "G8.2-12") == "not-applicable"


@pytest.mark.parametrize(
    ("scheme", "rule", "name"),
    [("individueel", "G8.2-13", "pensioenbericht-individueel"), ("lijfrente", "G8.2-14", "lijfrentebericht")],
)
def test_an_individual_pension_with_all_that_it_must_say(scheme: str, rule: str, name: str) -> None:
    policy = {"value": "50000.00", "premium_ends_on": "2030-01-01", "gross_historic_return": "4.0"}
    stated = {"annual_amount": "6000.00", "starts_on": "2030-01-01", "policy": policy}
    document = earning(kind="pensioen", scheme=scheme, **stated)
    assert one_of(document, rule, name)
    for fact in ("annual_amount", "starts_on", "policy.value", "policy.premium_ends_on", "policy"):
        assert verdict(supply(without(document, f"{INCOME}.{fact}"), name), rule) == "missing"
    assert verdict(starter(), rule) == "not-applicable"


def test_a_lijfrente_that_does_not_count_needs_no_message() -> None:
    document = earning(kind="pensioen", scheme="lijfrente", meets_nhg_lijfrente_conditions=False)
    assert verdict(document, "G8.2-14") == "not-applicable"


def benefit(**facts: object) -> Json:
    return earning(kind="uitkering", **{"scheme": "iva", "status": "lopend", "annual_amount": "30000.00", **facts})


def test_a_running_benefit() -> None:
    document = benefit()
    assert one_of(document, "G8.2-15", "toekenningsbesluit", "verklaring-uitkerende-instantie")
    assert one_of(document, "G8.2-16", "maandspecificatie-uitkering")
    assert verdicts(decided(document), "G1-37") == ["missing", "missing"]
    assert verdicts(decided(supply(document, "toekenningsbesluit")), "G1-37") == ["pass", "missing"]
    whole = supply(document, "toekenningsbesluit", "maandspecificatie-uitkering")
    assert verdicts(decided(whole), "G1-37") == ["pass", "pass"]
    assert verdict(document, "G8.2-17") == "not-applicable"


def test_each_document_of_a_benefit_is_asked_once() -> None:
    found = [entry for entry in decided(benefit()).required_documents if entry.subject_id == "i1"]
    assert sorted(entry.type for entry in found) == [
        "maandspecificatie-uitkering",
        "toekenningsbesluit",
        "verklaring-uitkerende-instantie",
    ]
    specification = next(entry for entry in found if entry.type == "maandspecificatie-uitkering")
    assert {"G1-37", "G8.2-16"} <= set(specification.rule_ids)


def test_an_ended_benefit() -> None:
    document = benefit(scheme="ww", status="beeindigd", replaces_wage=True)
    assert one_of(document, "G8.2-17", "jaaropgave-uitkering")
    assert one_of(document, "G1-37", "jaaropgave-uitkering")
    assert verdict(benefit(scheme="ww", status="beeindigd", replaces_wage=False), "G8.2-17") == "not-applicable"


def test_a_benefit_that_does_not_count_needs_no_document() -> None:
    assert verdict(benefit(scheme="ww"), "G1-37") == "not-applicable"
    assert verdict(without(benefit(), f"{INCOME}.status"), "G1-37") == "missing"


@pytest.mark.parametrize(
    ("recorded_in", "name"),
    [
        ("echtscheidingsconvenant", "echtscheidingsconvenant"),
        ("vonnis", "beschikking-echtscheiding"),
        ("beschikking", "beschikking-echtscheiding"),
        ("notariele-akte", "notariele-akte-alimentatie"),
    ],
)
def test_alimony_by_what_it_is_laid_down_in(recorded_in: str, name: str) -> None:
    assert one_of(earning(kind="partneralimentatie", recorded_in=recorded_in), "G8.2-18", name)


def test_alimony_that_is_not_laid_down() -> None:
    assert verdict(earning(kind="partneralimentatie", recorded_in="geen"), "G8.2-18") == "not-applicable"
    assert verdict(earning(kind="partneralimentatie"), "G8.2-18") == "missing"


@pytest.mark.parametrize(
    ("valid_until", "found"),
    [("2026-03-29", "missing"), ("2026-03-30", "pass"), ("2026-03-31", "pass"), (None, "missing")],
)
def test_a_copy_of_an_identity_document_is_valid(valid_until: str | None, found: str) -> None:
    extra = {"valid_until": valid_until} if valid_until else {}
    document = supply(without(starter(), "brondata"), "identiteitsbewijs", **extra)
    assert verdict(document, "G8.2-02") == found
    if valid_until:
        stated = changed(document, "applicants[0].identity.valid_until", "2020-01-01")
        assert verdict(stated, "G8.2-02") == found
        stated = changed(
            without(document, "documents[3].valid_until"), "applicants[0].identity.valid_until", valid_until
        )
        assert verdict(stated, "G8.2-02") == found


def test_who_is_not_dutch_shows_residence() -> None:
    document = changed(without(starter(), "brondata"), "applicants[0].nationalities", ["BE"])
    assert one_of(document, "G8.2-03", "bewijs-verblijf-nederland")
    assert verdict(changed(document, "applicants[0].nationalities", ["BE", "NL"]), "G8.2-03") == "not-applicable"
    assert verdict(without(starter(), "applicants[0].nationalities"), "G8.2-03") == "missing"
    by_brp = changed(starter(), "applicants[0].nationalities", ["BE"])
    by_brp = changed(by_brp, "brondata[0].replaces", ["identiteitsbewijs", "bewijs-verblijf-nederland"])
    assert verdict(by_brp, "G8.2-03") == "pass"


def test_the_koopakte_is_signed_by_all() -> None:
    assert verdict(starter(), "G8.2-19") == "pass"
    assert verdict(without(starter(), "documents[0]"), "G8.2-19") == "missing"
    assert verdict(changed(starter(), "documents[0].signed_by_all_parties", False), "G8.2-19") == "missing"
    unread = without(starter(), "documents[0].signed_by_all_parties")
    assert verdict(unread, "G8.2-19") == "pass"
    assert verdict(without(unread, "onderpand.purchase.signed_by_all"), "G8.2-19") == "missing"
    assert verdict(changed(starter(), "application.purposes", ["verbouwing"]), "G8.2-19") == "not-applicable"


def new_home(kind: str) -> Json:
    document = changed(starter(), "onderpand.construction", "nieuwbouw")
    return changed(document, "onderpand.nieuwbouw", {"kind": kind})


def test_the_papers_of_a_new_home() -> None:
    assert verdict(new_home("projectbouw"), "G8.2-19") == "not-applicable"
    assert one_of(new_home("projectbouw"), "G8.2-20", "koop-aannemingsovereenkomst")
    assert one_of(new_home("eigen-beheer"), "G8.2-20", "aanneemovereenkomst")
    assert one_of(new_home("projectbouw"), "G8.2-21", "waarborgcertificaat")
    assert one_of(new_home("kavelbouw"), "G8.2-23", "begroting-eigen-beheer")
    assert verdict(new_home("projectbouw"), "G8.2-23") == "not-applicable"
    for rule in ("G8.2-20", "G8.2-21", "G8.2-23", "G8.2-24"):
        assert verdict(starter(), rule) == "not-applicable"


def test_a_valuation_on_plans() -> None:
    document = new_home("eigen-beheer")
    assert verdict(document, "G8.2-24") == "missing"
    document = supply(document, "taxatierapport-bestek")
    assert verdict(document, "G8.2-24") == "missing"
    assert verdict(changed(document, "onderpand.valuations[0].kind", "bestek-en-tekeningen"), "G8.2-24") == "pass"


def divorced(nhg: bool = True, **facts: object) -> Json:
    """The starter after a divorce; the application is of 26 February 2026."""
    stated = {"status": "afgerond", "finalised_on": "2020-01-01", "division_deed_exists": False, **facts}
    document = changed(starter(), "applicants[0].divorces", [stated])
    return changed(document, "application.nhg", nhg)


def test_a_running_divorce_waits() -> None:
    running = at_phase(changed(starter(), "applicants[0].divorces", [{"status": "lopend"}]), "aanvraag")
    (finding,) = [entry for entry in decided(running).findings if entry.rule_id == "G8.2-26"]
    assert (finding.outcome.value, finding.missing) == ("missing", ("applicants[0].divorces[0].finalised_on",))
    assert verdict(divorced(), "G8.2-26") == "pass"
    assert verdict(running, "G8.2-27") == "deferred"
    assert verdict(starter(), "G8.2-26") == "not-applicable"


def test_the_papers_of_a_divorce() -> None:
    document = divorced()
    assert verdicts(decided(document), "G8.2-27") == ["missing"]
    document = supply(document, "echtscheidingsconvenant", "beschikking-echtscheiding", signed_by_all_parties=True)
    assert verdicts(decided(document), "G8.2-27") == ["pass", "pass"]
    with_deed = changed(document, "applicants[0].divorces[0].division_deed_exists", True)
    assert verdicts(decided(with_deed), "G8.2-27") == ["missing", "pass"]
    unsigned = changed(document, "documents[3].signed_by_all_parties", False)
    assert verdicts(decided(unsigned), "G8.2-27") == ["pass", "missing"]
    unread = without(document, "documents[3].signed_by_all_parties")
    assert verdicts(decided(unread), "G8.2-27") == ["pass", "missing"]


@pytest.mark.parametrize("name", ["finalised_on", "division_deed_exists"])
def test_what_is_not_known_of_a_divorce_is_missing(name: str) -> None:
    document = without(divorced(), f"applicants[0].divorces[0].{name}")
    findings = [entry for entry in decided(document).findings if entry.rule_id == "G8.2-27"]
    assert any(f"applicants[0].divorces[0].{name}" in entry.missing for entry in findings)


@pytest.mark.parametrize(
    ("finalised_on", "nhg", "found"),
    [
        ("2014-02-25", True, ("not-applicable", "not-applicable", "missing", "not-applicable")),
        ("2014-02-26", True, ("missing", "missing", "not-applicable", "not-applicable")),
        ("2014-02-25", False, ("not-applicable", "not-applicable", "not-applicable", "pass")),
        ("2014-02-26", False, ("missing", "not-applicable", "not-applicable", "not-applicable")),
    ],
)
def test_twelve_years_after_a_divorce(finalised_on: str, nhg: bool, found: tuple[str, ...]) -> None:
    decision = decided(divorced(nhg, finalised_on=finalised_on))
    assert tuple(verdicts(decision, f"G8.2-{number}")[0] for number in (27, 28, 29, 30)) == found


def test_long_ago_the_extract_and_the_tax_return_are_enough() -> None:
    document = supply(divorced(finalised_on="2010-01-01"), "afschrift-burgerlijke-stand")
    assert verdict(document, "G8.2-29") == "missing"
    document = supply(divorced(finalised_on="2010-01-01"), "afschrift-burgerlijke-stand", "aangifte-inkomstenbelasting")
    assert verdict(document, "G8.2-29") == "pass"
    assert verdict(supply(divorced(), "afschrift-burgerlijke-stand"), "G8.2-28") == "pass"


def repaid(**facts: object) -> Json:
    debt = {"id": "o1", "kind": "krediet", "applicant_ids": ["p1"], "credit_kind": "creditcard", "limit": "1000.00"}
    return changed(starter(), "obligations", [{**debt, "repaid_on": "2026-03-01", **facts}])


def test_a_repayment_is_shown_by_proof_or_by_bkr() -> None:
    assert one_of(repaid(), "G8.2-31", "aflossingsbewijs", "bkr-uittreksel")
    registration = {"id": "k1", "credit_type": "RK", "codes": [], "fully_repaid_on": "2026-03-01"}
    registered = changed(repaid(bkr_registration_id="k1"), "applicants[0].registers.bkr.registrations", [registration])
    assert verdict(registered, "G8.2-31") == "pass"
    open_still = without(registered, "applicants[0].registers.bkr.registrations[0].fully_repaid_on")
    assert verdict(open_still, "G8.2-31") == "missing"
    assert verdict(without(repaid(), "obligations[0].repaid_on"), "G8.2-31") == "not-applicable"


def test_a_student_debt_that_was_lowered() -> None:
    debt = {"id": "o1", "kind": "studielening", "applicant_ids": ["p1"], "principal_after_extra_repayment": "9000.00"}
    document = changed(starter(), "obligations", [debt])
    assert verdict(document, "G8.2-32") == "pass"
    assert one_of(without(document, "brondata"), "G8.2-32", "duo-bericht")
    assert verdict(without(document, "obligations[0].principal_after_extra_repayment"), "G8.2-32") == "not-applicable"


def refinanced(**facts: object) -> Json:
    document = changed(starter(), "application.purposes", ["oversluiting"])
    return changed(document, "lening.bestaande_lening", {"outstanding": "150000.00", **facts})


def test_the_papers_of_a_refinancing() -> None:
    assert one_of(refinanced(), "G8.2-33", "saldo-opgave")
    works = changed(refinanced(), "onderpand.works", {"planned": True})
    assert one_of(works, "G8.2-34", "financieringsopzet")
    assert verdict(changed(works, "onderpand.works.planned", False), "G8.2-34") == "not-applicable"
    assert verdict(changed(works, "onderpand.works", {}), "G8.2-34") == "missing"
    assert one_of(refinanced(nhg=True), "G8.2-35", "hypotheekofferte-bestaand")
    assert verdict(refinanced(nhg=False), "G8.2-35") == "not-applicable"
    assert verdict(refinanced(), "G8.2-35") == "missing"
    for rule in ("G8.2-33", "G8.2-34", "G8.2-35"):
        assert verdict(starter(), rule) == "not-applicable"


def test_the_papers_of_a_bridging_loan() -> None:
    assert verdict(movers(), "G8.2-36") == "pass"
    assert verdict(without(movers(), "documents[2]"), "G8.2-36") == "missing"
    sold = changed(movers(), "other_properties[0].status", "verkocht")
    sold = changed(sold, "other_properties[0].sale", {"agreement_signed_on": "2026-03-20", "price": "400000.00"})
    assert one_of(sold, "G8.2-36", "verkoopovereenkomst")
    assert verdict(starter(), "G8.2-36") == "not-applicable"


@pytest.mark.parametrize(("accepted", "found"), [(True, "pass"), (False, "missing"), (None, "missing")])
def test_a_digital_signature_is_accepted(accepted: bool | None, found: str) -> None:
    document = changed(starter(), "documents[0].digitally_signed", True)
    if accepted is not None:
        document = changed(document, "documents[0].signature_accepted", accepted)
    assert verdict(document, "G8.2-40") == found
    assert verdict(starter(), "G8.2-40") == "not-applicable"
