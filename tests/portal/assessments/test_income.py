"""The door from the UWV message to the IBL."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from brondata.datasets import Dienstverband, Loonperiode, Source, UwvVerzekeringsbericht
from portal.assessments.income import ibl_of, toetsinkomen_of
from underwriting import jsonread
from underwriting.facts.incomes import IblResult
from underwriting.periods import add_days, add_months

TODAY = date(2026, 11, 23)
FIXED = "schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst"
FLEXIBLE = "schriftelijke arbeidsovereenkomst voor bepaalde tijd, geen oproepovereenkomst"


def message(*jobs: Dienstverband) -> UwvVerzekeringsbericht:
    return UwvVerzekeringsbericht(
        collected_at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC), source=Source.UWV, datum=TODAY, dienstverbanden=jobs
    )


def job(months: int, *, form: str | None = FIXED, wage: str = "3000.00", car: str | None = None) -> Dienstverband:
    """So many months up to October 2026 at 160 hours."""
    starts = [add_months(date(2026, 10, 1), -ago) for ago in range(months - 1, -1, -1)]
    return Dienstverband(
        werkgever="Voorbeeld B.V.",
        loonheffingennummer="801234567L01",
        contractvorm=form,
        perioden=tuple(
            Loonperiode(
                van=start,
                tot=add_days(add_months(start, 1), -1),
                uren=160,
                sv_loon=Decimal(wage),
                waarde_privegebruik_auto=Decimal(car) if car else None,
            )
            for start in starts
        ),
    )


@pytest.mark.parametrize(("months", "form", "kind"), [(36, FIXED, "A"), (23, FIXED, "D"), (36, FLEXIBLE, "C")])
def test_a_level_wage_is_twelve_times_itself(months: int, form: str, kind: str) -> None:
    found = ibl_of(message(job(months, form=form)), today=TODAY)
    assert (found.toetsinkomen, found.contract_kind, found.version) == (Decimal("36000.00"), kind, "8.1.1")


def test_hours_wage_and_car_reach_the_sum() -> None:
    found = ibl_of(message(job(36, car="250.00")), today=TODAY)
    assert found.toetsinkomen == Decimal("33000.00")


@pytest.mark.parametrize(
    ("jobs", "refusal"),
    [
        ((), "2038 (3.1): Het bericht heeft geen loon."),
        ((job(36, form=None),), "2038 (appendix 6): Telt niet mee: zonder contractvorm."),
        ((job(2),), "2038 (3.2.3): Niet in elk van de laatste 3 perioden staan uren."),
    ],
)
def test_what_the_ibl_does_not_cover_has_a_reason(jobs: tuple[Dienstverband, ...], refusal: str) -> None:
    found = ibl_of(message(*jobs), today=TODAY)
    assert (found.toetsinkomen, found.refusal) == (None, refusal)


def test_every_step_can_be_kept_in_the_facts() -> None:
    long = replace(job(36, car="250.00"), werkgever="W" * 300)
    found = ibl_of(message(long, job(12, form=FLEXIBLE)), today=TODAY)
    assert found.refusal == ""
    kept = jsonread.read(IblResult, {"toetsinkomen": "1.00", "steps": found.steps}).steps
    assert kept is not None
    assert [step.name for step in kept][-1] == "Lezing"
    assert {"I3", "I9", "Z", "Toetsinkomen"} <= {step.name for step in kept}


def test_a_page_gets_the_amount_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_TODAY", TODAY.isoformat())
    assert toetsinkomen_of(message(job(36))) == Decimal("36000.00")
    assert toetsinkomen_of(message()) is None
