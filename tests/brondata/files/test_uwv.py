"""The UWV printout: read exactly as it is printed, or not at all."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brondata.datasets import Dienstverband, Loonperiode, Method, Source, UwvVerzekeringsbericht
from brondata.files import FileKind, FileReading, Holder, NotRead, read
from tests.brondata.builders import AMSTERDAM
from tests.brondata.files.printouts import pages_of, pdf_of, text_layer, text_of

SAMPLE = (Path(__file__).parents[1] / "data" / "verzekeringsbericht-tekst.txt").read_bytes()
FIXED = "Schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst"
DATED = date(2026, 11, 20)


def month(year: int, number: int, wage: str = "4312.50", hours: int = 160, **car: str) -> Loonperiode:
    """A calendar month of wage."""
    first = date(year, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    extras = {name: Decimal(amount) for name, amount in car.items()}
    return Loonperiode(van=first, tot=last, uren=hours, sv_loon=Decimal(wage), **extras)


def four_weeks(first: date, wage: str = "2944.80") -> Loonperiode:
    """Four weeks of wage."""
    return Loonperiode(van=first, tot=first + timedelta(days=27), uren=152, sv_loon=Decimal(wage))


def job(*periods: Loonperiode, form: str | None = FIXED, name: str = "Voorbeeld Werkgever B.V.") -> Dienstverband:
    """One employer."""
    return Dienstverband(
        werkgever=name,
        loonheffingennummer="123456789L01",
        contractvorm=form,
        verzekerde_wetten=("WW", "WAO/WIA", "ZW"),
        perioden=periods,
    )


def message(*jobs: Dienstverband) -> UwvVerzekeringsbericht:
    """A message of 20 November 2026."""
    return UwvVerzekeringsbericht(
        collected_at=datetime(2026, 11, 20, tzinfo=AMSTERDAM),
        source=Source.UWV,
        datum=DATED,
        versie="VZB-001",
        dienstverbanden=jobs,
    )


def printed(content: bytes) -> FileReading:
    """What is read on a printout."""
    return read(FileKind.UWV_TEXT, content)


MESSAGES = {
    "one job": message(job(*(month(2026, number) for number in range(1, 11)))),
    "two employers at the same time": message(
        job(*(month(2026, number) for number in range(1, 11))),
        job(*(month(2026, number, "812.40", 40) for number in range(6, 9)), name="Café 't Hoekje"),
    ),
    "four-weekly": message(job(*(four_weeks(date(2025, 12, 29) + timedelta(days=28 * n)) for n in range(11)))),
    "corrections": message(
        job(month(2026, 9), month(2026, 10, "-4312.50", -160), month(2026, 10), month(2026, 10, "0.00", 0))
    ),
    "no contract form": message(job(month(2026, 10), form=None)),
    "lease car": message(
        job(month(2026, 9), month(2026, 10, waarde_privegebruik_auto="310.00", eigen_bijdrage_auto="75.00"))
    ),
    "a car without own contribution": message(job(month(2026, 10, waarde_privegebruik_auto="1310.00"))),
    "nothing reported": message(),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_what_is_printed_is_what_is_read(name: str) -> None:
    reading = printed(text_of(pages_of(MESSAGES[name])))
    expected = MESSAGES[name]
    ordered = tuple(
        replace(one, perioden=tuple(sorted(one.perioden, key=lambda period: (period.van, period.tot))))
        for one in expected.dienstverbanden
    )
    assert reading.verzekeringsbericht is not None
    found = reading.verzekeringsbericht
    assert replace(found, dienstverbanden=()) == replace(expected, dienstverbanden=())
    for one, other in zip(found.dienstverbanden, ordered, strict=True):
        assert replace(one, perioden=()) == replace(other, perioden=())
        assert sorted(map(repr, one.perioden)) == sorted(map(repr, other.perioden)), "each line once, corrections too"
    assert reading.holder == Holder(naam="Mevrouw F.M. de Boer", geboortedatum=date(1991, 4, 17))
    assert (reading.method, reading.source, reading.as_of) == (Method.FILE, Source.UWV, DATED)


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("rows", [60, 14], ids=["whole tables", "tables over a page break"])
def test_a_pdf_reads_as_its_text(name: str, rows: int) -> None:
    pages = pages_of(MESSAGES[name], rows_per_page=rows)
    assert printed(text_layer(pdf_of(pages))) == printed(text_of(pages))


@pytest.mark.parametrize("heading_again", [True, False])
def test_a_table_goes_on_over_the_page(heading_again: bool) -> None:
    long = message(job(*(month(2024 + number // 12, number % 12 + 1) for number in range(34))))
    pages = pages_of(long, rows_per_page=20, heading_again=heading_again)
    assert len(pages) == 3
    assert printed(text_of(pages)).verzekeringsbericht == long


def test_the_sample_of_the_project_is_read() -> None:
    found = printed(SAMPLE).verzekeringsbericht
    assert found is not None
    assert [one.werkgever for one in found.dienstverbanden] == ["Voorbeeld Werkgever B.V.", "Voorbeeld Uitzenden B.V."]
    assert found.dienstverbanden[0].perioden[0].eigen_bijdrage_auto == Decimal("75.00")


def test_a_long_contract_form_may_run_over_the_line() -> None:
    wrapped = SAMPLE.replace(b"onbepaalde tijd, geen", b"onbepaalde tijd,\n             geen")
    assert wrapped != SAMPLE
    assert printed(wrapped) == printed(SAMPLE)


def test_a_bsn_on_the_printout_is_not_kept() -> None:
    with_bsn = SAMPLE.replace(b"Datum: 20", b"BSN: 999990111\nDatum: 20")
    assert printed(with_bsn) == printed(SAMPLE)
    assert "999990111" not in str(printed(with_bsn).to_json())


def test_a_reading_survives_being_stored() -> None:
    reading = printed(SAMPLE)
    assert FileReading.from_json(reading.to_json()) == reading
    with pytest.raises(ValueError, match="one dataset"):
        FileReading(holder=reading.holder)


NOT_READ = {
    "a line that we do not know": ("Loongegevens", "Loongegevens\nLet op: dit bericht is aangepast"),
    "a number with a letter in it": ("4.312,50", "4.3I2,50"),
    "an amount without cents": ("€ 4.312,50", "€ 4.312"),
    "an amount with a point for cents": ("€ 4.312,50", "€ 4312.50"),
    "an amount in dollars": ("€ 4.312,50", "$ 4.312,50"),
    "a day that does not exist": ("31-08-2026", "31-09-2026"),
    "a period that ends before it begins": ("01-10-2026 t/m 31-10-2026", "31-10-2026 t/m 01-10-2026"),
    "a period after the message": ("01-10-2026 t/m 31-10-2026", "01-12-2026 t/m 31-12-2026"),
    "a table without lines": ("25-03-2024 t/m 21-04-2024        144             € 2.811,02\n", ""),
    "no name": ("Mevrouw F.M. de Boer\n", ""),
    "no date of birth": ("Geboortedatum: 17-04-1991\n", ""),
    "no date": ("Datum: 20 november 2026\n", ""),
    "a month that does not exist": ("20 november 2026", "20 brumaire 2026"),
    "an employer without a number": ("Loonheffingennummer: 123456789L01\n", ""),
    "a number that is none": ("123456789L01", "12345678L01"),
    "an extra column": ("160             € 4.312,50", "160    160      € 4.312,50"),
    "a line of the car twice": ("€ 310,00", "€ 310,00\n  Waarde privégebruik auto   € 310,00"),
    "a car before any period": ("Sv-loon\n01-10", "Sv-loon\n  Eigen bijdrage auto  € 75,00\n01-10"),
    "a page that is not there": ("1/1", "1/2"),
    "a page out of order": ("1/1", "2/2"),
    "no footer": ("VZB-001                          1/1\n", ""),
    "text after the end": ("1/1", "1/1\nen verder"),
    "another title": ("Printversie verzekeringsbericht", "Printversie loonstrook"),
    "a BSN for an employer": ("Voorbeeld Werkgever B.V.", "999990111"),
    "digits of another script": ("160 ", "١٦٠ "),
    "the heading twice on a page": ("01-09-2026 t/m", "Periode  Aantal uur  Sv-loon\n01-09-2026 t/m"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_anything_unexpected_and_nothing_is_read(name: str) -> None:
    old, new = NOT_READ[name]
    text = SAMPLE.decode()
    assert old in text
    if old == "25-03-2024 t/m 21-04-2024        144             € 2.811,02\n":
        text = text.replace("22-04-2024 t/m 19-05-2024        152             € 2.944,80\n", "")
    with pytest.raises(NotRead):
        printed(text.replace(old, new, 1).encode())


@pytest.mark.parametrize("content", [b"", b"\f", b"\xff\xfe", b"%PDF-1.7", SAMPLE + b"\f" + SAMPLE, SAMPLE[:500]])
def test_what_is_no_printout_is_not_read(content: bytes) -> None:
    with pytest.raises(NotRead):
        printed(content)


def test_where_reading_stopped_is_told_without_a_value_of_the_file() -> None:
    with pytest.raises(NotRead) as stopped:
        printed(SAMPLE.replace(b"4.312,50", b"4.3I2,50"))
    assert stopped.value.place == "page 1, line 11"


@given(st.binary(max_size=400))
@example(b"Printversie verzekeringsbericht\n\f")
def test_whatever_the_bytes_only_not_read_comes_out(content: bytes) -> None:
    with pytest.raises(NotRead):
        printed(content)


LINES = SAMPLE.decode().splitlines()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["drop", "double", "swap", "put"]), st.integers(0, len(LINES) - 1), st.text(max_size=40)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_changed_printout_is_read_by_the_grammar_or_not_at_all(edits: list[tuple[str, int, str]]) -> None:
    lines = list(LINES)
    for what, at, words in edits:
        at = min(at, len(lines) - 1)
        match what:
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
            case _:
                lines[at] = words
    try:
        reading = printed("\n".join(lines).encode("utf-8", "surrogatepass"))
    except NotRead:
        return
    wages = [period.sv_loon for one in reading.verzekeringsbericht.dienstverbanden for period in one.perioden]
    assert wages, "a message that is read has lines"
    assert {str(wage) for wage in wages} <= {"4312.50", "2944.80", "2811.02"}


amounts = st.decimals(min_value="-999999.99", max_value="999999.99", places=2, allow_nan=False)
periods = st.builds(
    lambda first, days, hours, wage, car: Loonperiode(
        van=first, tot=first + timedelta(days=days), uren=hours, sv_loon=wage, waarde_privegebruik_auto=car
    ),
    st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 10, 1)),
    st.integers(0, 40),
    st.integers(-300, 300),
    amounts,
    st.none() | amounts,
)


@given(st.lists(st.lists(periods, min_size=1, max_size=6), max_size=4), st.integers(10, 40))
def test_every_message_that_can_be_printed_is_read_back(jobs: list[list[Loonperiode]], rows: int) -> None:
    made = message(*(job(*sorted(one, key=lambda p: (p.van, p.tot))) for one in jobs))
    found = printed(text_of(pages_of(made, rows_per_page=rows))).verzekeringsbericht
    assert found is not None
    assert [sorted(map(repr, one.perioden)) for one in found.dienstverbanden] == [
        sorted(map(repr, one.perioden)) for one in made.dienstverbanden
    ]
