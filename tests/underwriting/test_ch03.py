"""gids 3: the applicant, nationality, registers and Kadaster."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, movers, starter, verdict, verdicts, without

PERSON = "applicants[0]"
REGISTERS = f"{PERSON}.registers"
RESIDENT = "household.resident_non_owner"


@pytest.mark.parametrize(
    ("born", "said"), [("2008-02-25", "pass"), ("2008-02-26", "pass"), ("2008-02-27", "fail"), ("1926-01-01", "pass")]
)
def test_an_applicant_is_18_at_the_application(born: str, said: str) -> None:
    document = changed(starter(), f"{PERSON}.birth_date", born)
    assert verdict(document, "G3.1-01") == said


def test_capacity_and_age_must_be_known() -> None:
    assert verdict(changed(starter(), f"{PERSON}.legal_capacity", False), "G3.1-01") == "fail"
    assert verdict(without(starter(), f"{PERSON}.legal_capacity"), "G3.1-01") == "missing"
    unknown = without(starter(), f"{PERSON}.birth_date")
    assert verdict(unknown, "G3.1-01") == "missing"
    assert verdict(changed(unknown, f"{PERSON}.legal_capacity", False), "G3.1-01") == "fail"


@pytest.mark.parametrize(
    ("fact", "rule"), [("is_owner", "G3.1-02"), ("is_occupant", "G3.1-02"), ("is_borrower", "G3.1-03")]
)
def test_every_applicant_owns_occupies_and_borrows(fact: str, rule: str) -> None:
    assert verdict(starter(), rule) == "pass"
    assert verdict(changed(starter(), f"{PERSON}.{fact}", False), rule) == "fail"
    assert verdict(without(starter(), f"{PERSON}.{fact}"), rule) == "missing"


def test_who_does_not_own_is_not_asked_to_be_liable() -> None:
    assert verdict(changed(starter(), f"{PERSON}.is_owner", False), "G3.1-03") == "not-applicable"


def test_at_most_two_people_apply() -> None:
    third = {**movers()["applicants"][1], "id": "p3", "incomes": [], "registers": {}}
    assert verdict(starter(), "G3.1-04") == "pass"
    assert verdict(movers(), "G3.1-04") == "pass"
    assert verdict(changed(movers(), "applicants[2]", third), "G3.1-04") == "fail"


def resident(**facts: object) -> Json:
    """The starter with a partner who lives in and does not own."""
    stated = {"relation": "samenwonend-zonder-contract", **facts}
    return changed(starter(), RESIDENT, {key: value for key, value in stated.items() if value is not None})


@pytest.mark.parametrize(
    ("relation", "excluded", "said"),
    [
        ("samenwonend-zonder-contract", None, "pass"),
        ("samenwonend-met-contract", None, "fail"),
        ("overig", True, "fail"),
        ("gehuwd", True, "pass"),
        ("gehuwd", False, "fail"),
        ("gehuwd", None, "missing"),
        ("geregistreerd-partnerschap", True, "pass"),
        ("geregistreerd-partnerschap", False, "fail"),
    ],
)
def test_a_partner_may_live_in_without_owning_in_three_cases(relation: str, excluded: bool | None, said: str) -> None:
    assert verdict(resident(relation=relation, koude_uitsluiting=excluded), "G3.1-06") == said


@pytest.mark.parametrize(
    ("regime", "said"),
    [("voorwaarden-koude-uitsluiting", "pass"), ("voorwaarden-overig", "fail"), ("gemeenschap", "fail")],
)
def test_the_regime_of_the_applicant_tells_as_well(regime: str, said: str) -> None:
    document = changed(resident(relation="gehuwd"), f"{PERSON}.property_regime", regime)
    assert verdict(document, "G3.1-06") == said


def test_without_a_resident_none_of_that_bears() -> None:
    rules = ("G3.1-06", "G3.1-07", "G3.1-08", "G3.1-09", "G3.1-11")
    assert [verdict(starter(), rule) for rule in rules] == ["not-applicable"] * 5


def test_beside_a_resident_there_is_one_owner() -> None:
    assert verdict(resident(), "G3.1-07") == "pass"
    assert verdict(changed(resident(), f"{PERSON}.is_owner", False), "G3.1-07") == "fail"
    assert verdict(without(resident(), f"{PERSON}.is_owner"), "G3.1-07") == "missing"
    two = changed(movers(), RESIDENT, {"relation": "samenwonend-zonder-contract"})
    assert verdict(two, "G3.1-07") == "fail"


def test_beside_a_resident_the_own_income_bears_the_loan() -> None:
    most = decided(resident()).figures.maximum_loan
    assert most is not None
    assert most.on_income is not None
    bound = int(most.on_income)
    for amount, said in ((bound, "pass"), (bound + 1, "fail")):
        document = changed(resident(), "lening.leningdelen[0].amount", f"{amount}.00")
        assert verdict(document, "G3.1-08") == said
    assert verdict(without(resident(), f"{PERSON}.incomes"), "G3.1-08") == "missing"


def test_beside_a_resident_an_ontruimingsverklaring_is_asked() -> None:
    assert verdict(resident(), "G3.1-09") == "missing"
    paper = {"id": "d-ontruim", "type": "ontruimingsverklaring", "dated": "2026-03-01"}
    document = changed(resident(), "documents", [*starter()["documents"], paper])
    assert verdict(document, "G3.1-09") == "pass"
    assert verdict(at_phase(resident(), "aanvraag"), "G3.1-09") == "deferred"


def test_a_legal_separation_closes_that_road() -> None:
    married = resident(relation="gehuwd", koude_uitsluiting=True)
    assert verdict(married, "G3.1-11") == "missing"
    assert verdict(changed(married, f"{RESIDENT}.scheiding_van_tafel_en_bed", False), "G3.1-11") == "pass"
    assert verdict(changed(married, f"{RESIDENT}.scheiding_van_tafel_en_bed", True), "G3.1-11") == "fail"
    separated = changed(resident(), f"{PERSON}.civil_status", "scheiding-van-tafel-en-bed")
    assert verdict(separated, "G3.1-11") == "fail"
    assert verdict(resident(), "G3.1-11") == "pass"
    assert verdict(without(resident(), f"{PERSON}.civil_status"), "G3.1-11") == "missing"


@pytest.mark.parametrize(("works", "said"), [(False, "pass"), (True, "fail")])
def test_nobody_of_n26_borrows(works: bool, said: str) -> None:
    assert verdict(changed(starter(), f"{PERSON}.employee_of_n26", works), "G3.1-12") == said
    assert verdict(without(starter(), f"{PERSON}.employee_of_n26"), "G3.1-12") == "missing"
    assert verdict(changed(starter(), f"{PERSON}.is_borrower", False), "G3.1-12") == "not-applicable"


@pytest.mark.parametrize("nationality", ["NL", "HR", "BG", "SE", "CH", "IS", "NO", "LI"])
def test_these_nationalities_are_accepted(nationality: str) -> None:
    document = changed(starter(), f"{PERSON}.nationalities", ["US", nationality])
    assert verdict(document, "G3.2-01") == "pass"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("onbepaalde-tijd", "pass"),
        ("eu-langdurig-ingezetene", "pass"),
        ("duurzaam-verblijf-unieburger", "pass"),
        ("niet-tijdelijk-vb-3-5", "pass"),
        ("tijdelijk", "fail"),
        ("geen", "fail"),
    ],
)
def test_any_other_nationality_needs_a_title_that_lasts(title: str, said: str) -> None:
    for nationality in ("GB", "US"):
        document = changed(starter(), f"{PERSON}.nationalities", [nationality])
        assert verdict(document, "G3.2-01") == "missing"
        assert verdict(changed(document, f"{PERSON}.residence_title", title), "G3.2-01") == said
    assert verdict(without(starter(), f"{PERSON}.nationalities"), "G3.2-01") == "missing"


def test_an_income_that_is_not_needed_asks_no_nationality_and_does_not_count() -> None:
    document = changed(movers(), "applicants[1].nationalities", ["US"])
    assert verdicts(decided(document), "G3.2-01") == ["pass", "missing"]
    spared = changed(document, "applicants[1].income_needed", False)
    assert verdicts(decided(spared), "G3.2-01") == ["pass"]
    income = decided(spared).figures.toetsinkomen
    assert income is not None
    assert income.joint == 62_000


@pytest.mark.parametrize(("countries", "said"), [([], "pass"), (["NL"], "pass"), (["DE"], "fail")])
def test_no_income_tax_is_due_elsewhere(countries: list[str], said: str) -> None:
    assert verdict(changed(starter(), f"{PERSON}.tax.foreign_countries", countries), "G3.2-04") == said
    assert verdict(without(starter(), f"{PERSON}.tax"), "G3.2-04") == "missing"


@pytest.mark.parametrize(
    ("register", "rule"),
    [("insolvency", "G3.3-04"), ("sanctions", "G3.3-05"), ("pep", "G3.3-06"), ("vis", "G3.3-07")],
)
def test_a_hit_is_for_a_person_and_confidential(register: str, rule: str) -> None:
    def finding(document: Json) -> tuple[str, bool]:
        found = next(entry for entry in decided(document).findings if entry.rule_id == rule)
        return found.outcome.value, found.confidential

    assert finding(starter()) == ("pass", False)
    assert finding(changed(starter(), f"{REGISTERS}.{register}.hit", True)) == ("refer", True)
    assert finding(without(starter(), f"{REGISTERS}.{register}.hit")) == ("missing", False)
    assert finding(without(starter(), f"{REGISTERS}.{register}")) == ("missing", False)
    assert finding(without(starter(), REGISTERS)) == ("missing", False)


def test_a_hit_alone_refers_the_application() -> None:
    assert decided(changed(starter(), f"{REGISTERS}.pep.hit", True)).outcome == "refer"


@pytest.mark.parametrize(("outcomes", "said"), [(["akkoord"], "pass"), (["akkoord", "signaal"], "refer")])
def test_a_signal_of_another_check_is_for_a_person(outcomes: list[str], said: str) -> None:
    checks = [{"name": f"toets {number}", "outcome": outcome} for number, outcome in enumerate(outcomes)]
    assert verdict(changed(starter(), f"{REGISTERS}.other_checks", checks), "G3.3-08") == said
    assert verdict(starter(), "G3.3-08") == "not-applicable"


@pytest.mark.parametrize(("owned", "said"), [(0, "pass"), (1, "refer")])
def test_the_kadaster_shows_the_homes_that_were_stated(owned: int, said: str) -> None:
    assert verdict(changed(starter(), f"{REGISTERS}.kadaster.properties_owned", owned), "G3.4-01") == said


def test_a_home_counts_for_its_owners_and_the_onderpand_once_it_is_owned() -> None:
    assert verdicts(decided(movers()), "G3.4-01") == ["pass", "pass"]
    of_one = changed(movers(), "other_properties[0].owner_ids", ["p1"])
    assert verdicts(decided(of_one), "G3.4-01") == ["pass", "refer"]
    refinanced = changed(starter(), "application.purposes", ["oversluiting"])
    assert verdict(refinanced, "G3.4-01") == "refer"
    assert verdict(changed(refinanced, f"{REGISTERS}.kadaster.properties_owned", 1), "G3.4-01") == "pass"


def test_the_kadaster_must_be_asked() -> None:
    assert verdict(without(starter(), f"{REGISTERS}.kadaster"), "G3.4-01") == "missing"
    assert verdict(without(starter(), f"{REGISTERS}.kadaster.properties_owned"), "G3.4-01") == "missing"
    assert verdict(without(starter(), "application.purposes"), "G3.4-01") == "missing"
    increase = changed(starter(), "application.request_type", "onderhandse-verhoging")
    assert verdict(changed(increase, "application.purposes", ["verbouwing"]), "G3.4-01") == "not-applicable"


def test_what_is_registered_on_a_bridged_home_is_looked_at() -> None:
    assert verdicts(decided(movers()), "G3.4-02") == ["pass", "pass"]
    reviewed = f"{REGISTERS}.kadaster.inschrijvingen_reviewed"
    assert verdicts(decided(changed(movers(), reviewed, False)), "G3.4-02") == ["refer", "pass"]
    assert verdicts(decided(without(movers(), reviewed)), "G3.4-02") == ["missing", "pass"]
    assert verdict(starter(), "G3.4-02") == "not-applicable"


@pytest.mark.parametrize(
    ("checked_on", "said"), [("2026-03-29", "pass"), ("2026-03-30", "pass"), ("2026-03-31", "missing")]
)
def test_the_kadaster_is_asked_before_the_offer(checked_on: str, said: str) -> None:
    document = changed(starter(), f"{REGISTERS}.kadaster.checked_on", checked_on)
    assert verdict(document, "G3.4-03") == said
    assert verdict(without(starter(), f"{REGISTERS}.kadaster"), "G3.4-03") == "missing"
    assert verdict(at_phase(document, "dossier"), "G3.4-03") == "deferred"
