"""`underwrite --explain`: a decision for a human, in Dutch and English; what is hopeful first, every figure quoted."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.assessments.explain import explain
from portal.assessments.explain.helping import help_lines, room_lines
from portal.assessments.explain.telling import Telling
from portal.assessments.management.commands.underwrite import _writable, decided
from portal.assessments.words import Language
from tests.underwriting import builders
from underwriting.cases import FOLDER, base

BASES = sorted(path.stem for path in (FOLDER / "base").glob("*.json"))


def explained(name: str, language: Language = "nl", *, nameless: bool = False) -> str:
    document = json.loads((FOLDER / "base" / f"{name}.json").read_bytes())
    for applicant in document["applicants"] if nameless else ():
        applicant.pop("name", None)
    decision = decided(document, payments=True)
    return explain(decision.to_json(), document, decision.receipt.to_json(), language)


def sections(text: str) -> dict[str, list[str]]:
    """The lines under each heading; the first block has none."""
    blocks = [block.split("\n") for block in text.split("\n\n")]
    return {"": blocks[0], **{block[0]: block[1:] for block in blocks[1:]}}


def test_a_decision_in_dutch_says_what_why_and_how_much() -> None:
    found = sections(explained("self-employed"))
    assert found[""][:3] == [
        "PAST NIET BINNEN DE REGELS",
        "Dit is een voorstel. Alleen een mens wijst een aanvraag af.",
        "Aanvraag a-1003, peildatum 10 maart 2026, fase: aanvraag.",
    ]
    wrong = found["Wat niet past"]
    place = wrong.index("  - Het toetsinkomen is minstens het minimum. [gids 4 (G4-11)]")
    assert wrong[place + 1] == "      Toetsinkomen samen: € 28.500,00; dat moet minstens € 30.000,00 zijn"
    assert "  R. Smit: € 28.500,00 per jaar" in found["Toetsinkomen"]
    assert "  Gewogen: 4,05%" in found["Toetsrente"]
    assert (
        "    20,9% uit trhk-2026, tabel voor de AOW, box 1, rij inkomen vanaf € 0,00 en onder € 30.000,00, "
        "kolom rente 4,001% tot en met 4,50%"
    ) in found["Inkomenstoets"]
    assert "  Het laagste maximum, door het inkomen: € 47.967,73 [gids 2.6 (G2.6-01)]" in found["Maximale lening"]
    assert "  Risicoklasse: 70 tot en met 80 %" in found["Waarde en risico"]
    assert "  Alle leningdelen: € 1.476,67" in found["Bruto maandlast in het begin"]
    assert "  Taxatie geldig: 2 september 2026 [gids 6.2 (G6.2-04)]" in found["Termijnen (tot en met deze dag)"]
    assert "  Peildatum: 10 maart 2026" in found["Ontvangstbewijs"]


def test_a_decision_in_english_says_the_same() -> None:
    found = sections(explained("self-employed", "en"))
    assert found[""][0] == "DOES NOT FIT THE RULES"
    assert "      Joint toetsinkomen: €28,500.00; it must be at least €30,000.00" in found["What does not fit"]
    assert "  R. Smit: €28,500.00 a year" in found["Toetsinkomen"]
    assert "  The lowest maximum, set by the income: €47,967.73 [guide 2.6 (G2.6-01)]" in found["Maximum loan"]
    assert "  Reference date: 10 March 2026" in found["Receipt"]


def test_what_is_hopeful_comes_first_and_every_figure_after_the_why() -> None:
    headings = list(sections(explained("movers")))
    assert headings == [
        "", "Wat in orde is", "Wat nog ontbreekt", "Toetsinkomen", "Toetsrente", "Inkomenstoets", "Lasten per maand",
        "Waarde en risico", "Maximale lening", "Bruto maandlast in het begin", "Kosten van het krediet", "Eigen geld",
        "Rente en kosten van de regels", "Documenten die nog nodig zijn", "Termijnen (tot en met deze dag)",
        "Ontvangstbewijs",
    ]  # fmt: skip
    headings = list(sections(explained("self-employed")))
    assert headings.index("Wat in orde is") < headings.index("Wat niet past") < headings.index("Toetsinkomen")


def test_documents_still_needed_are_named_with_whose_and_why() -> None:
    lines = sections(explained("movers"))["Documenten die nog nodig zijn"]
    assert [line.partition(" [")[0] for line in lines] == [
        "  Bankafschrift: ontbreekt",
        "  Hypotheekcontract van je andere huis: ontbreekt",
    ]


@pytest.mark.parametrize("name", BASES)
def test_both_languages_tell_the_same_and_nothing_is_left_as_a_key(name: str) -> None:
    dutch, english = explained(name, nameless=True), explained(name, "en", nameless=True)
    assert len(dutch.split("\n")) == len(english.split("\n"))
    rules = re.compile(r"\((?:G|A)[0-9][^)]*\)")
    assert rules.findall(dutch) == rules.findall(english)
    assert not re.search(r"[{}_]|None|True|False", dutch + english)
    assert not re.search(r"\b(de|het|een|niet|voor|geen)\b", english)


@pytest.mark.parametrize("phase", ["aanvraag", "dossier", "hypotheekaanbod"])
def test_an_application_of_which_little_is_known_is_explained_too(phase: str) -> None:
    document = builders.starter()
    for path in ("applicants[0].incomes", "onderpand.valuations", "own_funds", "aanbod", "household"):
        document = builders.without(document, path)
    document = builders.at_phase(document, phase, "2026-03-30")
    decision = decided(document, payments=True)
    for language in ("nl", "en"):
        text = explain(decision.to_json(), document, decision.receipt.to_json(), language)
        assert text.startswith(("ER ONTBREKEN", "PAST NIET", "DATA ARE", "DOES NOT"))


def test_a_finding_that_the_applicant_may_not_see_says_so() -> None:
    document = builders.starter()
    decision = decided(builders.starter()).to_json()
    finding = {
        "rule_id": "G9.1-02", "article": "9.1", "outcome": "fail", "effect": "reject", "message_key": "rule.sfh.fail",
        "subject": {"kind": "applicant", "id": "p1"}, "confidential": True, "curable": True,
    }  # fmt: skip
    text = explain({**decision, "findings": [finding]}, document, decided(builders.starter()).receipt.to_json(), "nl")
    lines = sections(text)["Wat niet past"]
    assert lines[0].endswith("De aanvrager staat niet bij SFH. [gids 9.1 (G9.1-02)]")
    assert lines[1:] == [
        "      dit kan binnen deze aanvraag nog worden hersteld",
        "      vertrouwelijk: niet aan de aanvrager tonen",
    ]


def test_of_alternatives_one_is_enough_and_one_that_is_there_settles_them() -> None:
    def document(type_: str, status: str) -> dict[str, Any]:
        return {
            "type": type_,
            "rule_ids": ["G8.2-18"],
            "status": status,
            "alternative_group": "a",
            "replaceable_by_brondata": [],
        }

    decision, receipt = decided(builders.starter()).to_json(), decided(builders.starter()).receipt.to_json()
    both = [document("echtscheidingsconvenant", "ontbreekt"), document("beschikking-echtscheiding", "verouderd")]
    told = sections(explain({**decision, "required_documents": both}, builders.starter(), receipt, "en"))
    assert told["Documents still needed"] == [
        "  Divorce covenant: missing; one of these is enough [guide 8.2 (G8.2-18)]",
        "  Court decision on the divorce: too old; one of these is enough [guide 8.2 (G8.2-18)]",
    ]
    both[1]["status"] = "aanwezig"
    told = sections(explain({**decision, "required_documents": both}, builders.starter(), receipt, "en"))
    assert "Documents still needed" not in told


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        ("1234.50", "eur", "€ 1.234,50", "€1,234.50"),
        ("-1234.50", "eur", "€ −1.234,50", "−€1,234.50"),
        ("3.850", "rate", "3,85%", "3.85%"),
        ("3.875", "rate", "3,875%", "3.875%"),
        ("80.0", "percent", "80,0%", "80.0%"),
        ("2026-03-30", "date", "30 maart 2026", "30 March 2026"),
        (30, "years", "30 jaar", "30 years"),
        (1, "months", "1 maand", "1 month"),
        (True, "boolean", "ja", "yes"),
        (None, "eur", "onbekend", "unknown"),
        (["goed", "slecht"], "code", "goed, slecht", "good, bad"),
        (2, "count", "2", "2"),
    ],
)
def test_values_are_written_as_the_reader_writes_them(value: object, unit: str, dutch: str, english: str) -> None:
    assert Telling("nl", {}).value(value, unit) == dutch
    assert Telling("en", {}).value(value, unit) == english


def test_the_command_tells_it_in_dutch_unless_asked_otherwise() -> None:
    path = str(FOLDER / "base" / "starter.json")
    texts = []
    for options in ([], ["--language", "nl"], ["--language", "en"]):
        out = io.StringIO()
        call_command("underwrite", path, "--explain", *options, stdout=out)
        texts.append(out.getvalue())
    assert texts[0] == texts[1]
    assert texts[0].startswith("PAST BINNEN DE REGELS\n")
    assert "  Er past nog meer lening bij: € 25.000,00 [" in sections(texts[0])["De ruimte die overblijft"][0]
    assert texts[2].startswith("FITS THE RULES\n")


def test_the_command_tells_what_would_help_before_what_does_not_fit() -> None:
    out = io.StringIO()
    call_command("underwrite", str(FOLDER / "base" / "self-employed.json"), "--explain", "--language", "en", stdout=out)
    found = sections(out.getvalue())
    assert found["What would help"][:2] == [
        "  - Apply again on 16 September 2026.",
        "      cures: guide 5.2 (G5.2-02)",
    ]
    assert list(found).index("What would help") < list(found).index("What does not fit")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "--explain"], "give it a file"),
        (["facts.json", "--explain", "--receipt"], "Choose one"),
        (["facts.json", "--language", "en"], "language of --explain"),
        (["facts.json", "--explain", "--language", "fr"], "invalid choice"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("underwrite", *arguments)


def test_a_bad_document_is_one_sentence_here_too(tmp_path: Path) -> None:
    source = tmp_path / "facts.json"
    source.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="schema_version: is required"):
        call_command("underwrite", str(source), "--explain")


def test_a_terminal_without_a_euro_sign_reads_eur() -> None:
    assert _writable("€ 1,00 en €2 – ja", "ascii") == "EUR 1,00 en EUR 2 ? ja"
    assert _writable("€ 1,00 –", "utf-8") == "€ 1,00 –"


# What would help, and the room that is left: quoted from the decision's own keys.

REMAINS = {
    "outcome": "incomplete",
    "gross_monthly": "966.92",
    "documents": [{"type": "taxatierapport"}],
    "fails": ["G4-11"],
}


def remedy(kind: str, *changes: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"kind": kind, "changes": list(changes), "cures": ["G2.6-01"], "cures_all": True, "remains": REMAINS, **keys}


@pytest.mark.parametrize(
    ("one", "dutch", "english"),
    [
        (
            remedy("lower-loan", amount="5000.00", subject_ids=["l1", "l2"]),
            "Leen € 5.000,00 minder (leningdeel 1, leningdeel 2). Wie koopt, brengt dat zelf in.",
            "Borrow €5,000.00 less (leningdeel 1, leningdeel 2). A buyer brings that amount.",
        ),
        (
            remedy("higher-loan", amount="1.00", subject_ids=["l1"]),
            "Leen € 1,00 meer (leningdeel 1).",
            "Borrow €1.00 more (leningdeel 1).",
        ),
        (
            remedy("rentevastperiode", years=10, subject_ids=["l1"]),
            "Zet de rente 10 jaar vast (leningdeel 1).",
            "Fix the rate for 10 years (leningdeel 1).",
        ),
        (
            remedy("looptijd", months=360, subject_ids=["l1"]),
            "Kies een looptijd van 360 maanden (leningdeel 1).",
            "Choose a term of 360 months (leningdeel 1).",
        ),
        (
            remedy("aflosvorm", {"path": "lening.leningdelen[0].aflosvorm", "value": "lineair"}, subject_ids=["l1"]),
            "Kies een andere aflosvorm: lineair (leningdeel 1).",
            "Choose another repayment form: linear (leningdeel 1).",
        ),
        (
            remedy("aflosvorm", amount="2.00", subject_ids=["l2", "l1"]),
            "Los € 2,00 annuïtair af in plaats van aflossingsvrij (leningdeel 2, leningdeel 1).",
            "Repay €2.00 as an annuity instead of interest-only (leningdeel 2, leningdeel 1).",
        ),
        (
            remedy("nhg", {"path": "application.nhg", "value": True}),
            "Vraag de lening met NHG aan.",
            "Apply for the loan with NHG.",
        ),
        (
            remedy("nhg", {"path": "application.nhg", "value": False}),
            "Vraag de lening zonder NHG aan.",
            "Apply for the loan without NHG.",
        ),
        (
            remedy("repay-debts", amount="900.50", subject_ids=["o1"]),
            "Los € 900,50 aan schulden af met eigen geld (verplichting 1).",
            "Repay €900.50 of debts from own funds (obligation 1).",
        ),
        (
            remedy("lower-overbrugging", amount="3.00"),
            "Neem € 3,00 minder overbrugging.",
            "Take €3.00 less bridging loan.",
        ),
        (
            remedy("higher-inschrijving", amount="4.00"),
            "Maak de inschrijving € 4,00 hoger.",
            "Make the registration €4.00 higher.",
        ),
        (
            remedy("wait-until", on="2026-09-16"),
            "Vraag opnieuw aan op 16 september 2026.",
            "Apply again on 16 September 2026.",
        ),
        (
            remedy("add-documents"),
            "Stuur de documenten die nog ontbreken.",
            "Send the documents that are still missing.",
        ),
        (
            remedy("add-documents", amount="17220.00"),
            "Stuur de documenten die nog ontbreken en toon € 17.220,00 eigen geld aan.",
            "Send the documents that are still missing and show €17,220.00 of own funds.",
        ),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_a_change_that_helps_is_an_advice_in_one_sentence(one: dict[str, Any], dutch: str, english: str) -> None:
    sentences: dict[Language, str] = {"nl": dutch, "en": english}
    for language, sentence in sentences.items():
        lines = list(help_lines({"remedies": {"remedies": [one], "complete": True}}, Telling(language, {})))
        assert lines[0] == f"  - {sentence}"


def test_of_a_change_is_told_what_it_cures_and_what_remains() -> None:
    found = {
        "remedies": [remedy("nhg", {"path": "application.nhg", "value": True}, cures_all=False)],
        "complete": False,
    }
    assert list(help_lines({"remedies": {**found, "decisions": 400}}, Telling("en", {})))[1:] == [
        "      cures: guide 2.6 (G2.6-01)",
        "      afterwards: data are missing, gross monthly payment €966.92",
        "      needed: Valuation report",
        "      does not fit yet: guide 4 (G4-11)",
        "  There may be more: the search stopped after 400 decisions.",
    ]
    assert list(help_lines({}, Telling("en", {}))) == []


def test_the_room_is_told_with_what_stops_it() -> None:
    room = {
        "amount": "25000.00",
        "on_income": "81575.00",
        "bounded_by": ["G2.4-01"],
        "remains": {"outcome": "approved"},
    }
    assert list(room_lines({"room": room}, Telling("nl", {}))) == [
        "  Er past nog meer lening bij: € 25.000,00 [gids 2.4 (G2.4-01)]",
        "    op het inkomen alleen: € 81.575,00",
        "      daarna: past binnen de regels",
    ]
    assert list(room_lines({}, Telling("nl", {}))) == []


def test_a_request_about_a_running_loan_tells_what_it_costs() -> None:
    document = builders.changed(
        base("running-loan"),
        "existing_loan_request.aflossing",
        {"amount": "100000.00", "on": "2026-07-01", "source": "andere-financiering"},
    )
    decision = decided(document)
    told = {
        language: sections(explain(decision.to_json(), document, decision.receipt.to_json(), language))
        for language in ("nl", "en")
    }
    assert told["nl"]["Rente en kosten van de regels"] == [
        "  Leningdeel 1: 3,60%, rentetabel van de oorspronkelijke datum [gids 10.4 (G10.4-01)]",
        "  Leningdeel 2: 3,90%, rentetabel van de oorspronkelijke datum [gids 10.4 (G10.4-01)]",
        "  Aflossing zonder vergoeding: € 80.000,00 [gids 2.12 (G2.12-03)]",
        "  Aflossing met vergoeding: € 20.000,00",
        "  Vergoeding voor vervroegd aflossen: het bedrag volgt uit een aparte berekening [gids 2.12 (G2.12-03)]",
    ]
    assert told["en"]["Rates and fees by the rules"][3] == "  Repayment with a fee: €20,000.00"


def test_a_rate_that_moves_along_is_told_with_its_end() -> None:
    document = base("moving")
    decision = decided(document)
    lines = sections(explain(decision.to_json(), document, decision.receipt.to_json(), "nl"))
    assert any(
        line.startswith("  Rente van deel r1 gaat mee: € 150.000,00, 3,65%, tot en met 28 februari 2036")
        for line in lines["Rente en kosten van de regels"]
    )
