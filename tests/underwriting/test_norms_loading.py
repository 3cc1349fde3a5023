"""The dated files: a fault in one is an error when they are read, never a decision on the wrong numbers."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from underwriting.norms import NoNormsInForce, loading, norms_on
from underwriting.norms.bkr import BkrTable, UnknownTreatment
from underwriting.norms.loading import NormsError, SectionFile, fingerprint, section_files

PINNED = {
    # tables of the law as audited on 2026-11-26 against the research files of 2026-11-22 (Stcrt. 2025, 36471;
    # rijksoverheid.nl): every cell equal. A changed cell needs a new regulation, and then a new file with its own date.
    "trhk_below_aow_deductible": "2d1bd72141ae7bdf883f438d0e456280ce66ecf5ccf063aa52291dd939d9d7fa",
    "trhk_aow_deductible": "67ccfac76c98f2f2080c2c3c69d05282fecbcb4ecc9127fa90e3a9002451f912",
    "trhk_below_aow_nondeductible": "ace3a1c0c200c943141171d797aaa5cfa9fce66f57eff85cc0b8444e7c44420e",
    "trhk_aow_nondeductible": "d6117b4ee3d1782875fc03c1a8a00a9c65beeaa04dcaf7e2b129b1699ff53ba0",
    "student_loan_factors": "e74ef012bf8d3efc04d19bd608a5e1fa1cd2e51b07ae3c8c12a3bf82f66fd9d1",
    "energy_labels": "8fa1cf04bbf79014ecec84cd76c6b88cbdb182ab66f5d9e7386698b1edcbfc55",
    "aow_ages": "edfd3578eda50380662eb0d1be592b1acd7395a5d007e014a2154d31cb8b49a5",
}


@pytest.mark.parametrize("table", PINNED)
def test_a_table_of_the_law_is_as_it_was_audited(table: str) -> None:
    lines = (loading.DATA / "2026-01-01" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    assert hashlib.sha256(body.encode()).hexdigest() == PINNED[table]


def written(folder: Path, *periods: tuple[str, str]) -> Path:
    """A data folder with one section over these periods."""
    for first, last in periods:
        (folder / first).mkdir()
        text = f'source = "AFM"\nvalid_from = {first}\nvalid_to = {last}\ntoetsrente = 5.0\n'
        (folder / first / "afm.toml").write_text(text, encoding="utf-8")
    return folder


def test_periods_that_adjoin_load(tmp_path: Path) -> None:
    data = written(tmp_path, ("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31"))
    assert [file.valid_from for file in section_files(data)] == [date(2026, 1, 1), date(2026, 4, 1)]


@pytest.mark.parametrize(
    ("first_ends", "second_starts", "fault"),
    [
        ("2026-03-31", "2026-04-02", "2026-04-02/afm.toml: leaves a gap after 2026-01-01/afm.toml"),
        ("2026-04-01", "2026-04-01", "2026-04-01/afm.toml: overlaps 2026-01-01/afm.toml"),
        ("2026-12-31", "2026-04-01", "2026-04-01/afm.toml: overlaps 2026-01-01/afm.toml"),
    ],
)
def test_a_gap_or_an_overlap_does_not_load(tmp_path: Path, first_ends: str, second_starts: str, fault: str) -> None:
    data = written(tmp_path, ("2026-01-01", first_ends), (second_starts, "2026-12-31"))
    with pytest.raises(NormsError, match=fault):
        section_files(data)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('source = ""\nvalid_from = 2026-01-01\nvalid_to = 2026-12-31\n', "required"),
        ('source = "  "\nvalid_from = 2026-01-01\nvalid_to = 2026-12-31\n', "required"),
        ('source = "x"\nvalid_from = 2026-01-01\n', "required"),
        ('source = "x"\nvalid_to = 2026-12-31\n', "required"),
        ('source = "x"\nvalid_from = "2026-01-01"\nvalid_to = 2026-12-31\n', "required"),
        ('source = "x"\nvalid_from = 2026-01-01T00:00:00Z\nvalid_to = 2026-12-31\n', "required"),
        ('source = "x"\nvalid_from = 2026-01-02\nvalid_to = 2026-12-31\n', "folder"),
        ('source = "x"\nvalid_from = 2026-01-01\nvalid_to = 2025-12-31\n', "before it starts"),
    ],
)
def test_source_and_both_dates_are_required_and_true(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "2026-01-01").mkdir()
    (tmp_path / "2026-01-01" / "afm.toml").write_text(text, encoding="utf-8")
    with pytest.raises(NormsError, match=fault):
        section_files(tmp_path)


def test_a_section_of_one_day_may_start_and_end_on_it(tmp_path: Path) -> None:
    assert section_files(written(tmp_path, ("2026-01-01", "2026-01-01")))[0].covers(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2025, 12, 31), "no norms in force on 2025-12-31: acceptance starts on 2026-01-01"),
        (date(2027, 1, 1), "no norms in force on 2027-01-01: acceptance ended on 2026-12-31"),
    ],
)
def test_the_error_names_the_section_and_the_day_it_ended(day: date, message: str) -> None:
    with pytest.raises(NoNormsInForce) as caught:
        norms_on(day)
    assert str(caught.value) == message
    assert caught.value.section == "acceptance"


def used_on(day: date, data: Path) -> tuple[SectionFile, ...]:
    """What is in force, and the rate sheets of before: gids 10 goes back to the day a rate was set."""
    files = section_files(data)
    return tuple(f for f in files if f.covers(day) or (f.section == "rates" and f.valid_to < day))


def test_the_hash_covers_every_byte_that_was_used(tmp_path: Path) -> None:
    """Change one byte of any file behind the norms of a day, and the hash is another."""
    data = tmp_path / "data"
    shutil.copytree(loading.DATA, data)
    day = date(2026, 11, 26)

    def hashed() -> str:
        section_files.cache_clear()
        return fingerprint(used_on(day, data))

    original = hashed()
    used = {path for file in used_on(day, data) for path in loading.files_behind(file)}
    assert original == norms_on(day).sha256
    assert len(used) > 25
    for path in used:
        kept = path.read_bytes()
        path.write_bytes(kept + b"\n# one more line\n")
        assert hashed() != original, path.name
        path.write_bytes(kept)
    assert hashed() == original


def test_a_section_that_is_not_in_force_is_not_in_the_hash(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(loading.DATA, data)
    unused = data / "2026-01-01" / "afm.toml"
    unused.write_bytes(unused.read_bytes() + b"# of the first quarter\n")
    day = date(2026, 11, 26)
    assert fingerprint(used_on(day, data)) == norms_on(day).sha256


def test_a_bkr_code_with_a_treatment_no_rule_knows_does_not_load() -> None:
    row = {"code": "XX", "group": "type", "name": "Nieuw", "treatment": "perhaps", "amortising": "no", "burden": "no"}
    with pytest.raises(UnknownTreatment, match="XX"):
        BkrTable.from_rows([row])


def test_the_bkr_codes_by_what_the_guide_does_with_them() -> None:
    """gids 5.1, 5.2 and 11; NHG C.3.4 for the codes the guide does not name."""
    bkr = norms_on(date(2026, 3, 30)).bkr
    assert bkr.recovery_accepted == ("RK", "AK", "RO", "ZK", "ZO")
    assert bkr.refused == ("SH", "SK", "RH", "RN", "HY")
    assert (bkr.arrears, bkr.recovery, bkr.debt_help) == (("A",), ("H", "AH"), ("SR",))
    assert bkr.refused_under_nhg == ("1", "2", "3", "4", "5")
    assert bkr.amortising == ("AK",)
    assert (bkr.consumer_credit, bkr.business_credit) == (("RK", "AK", "OA", "VK"), ("ZK",))
    assert [bkr.without_arrears(code) for code in ("OA", "HO", "overig", "RK", "HY")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_the_days_that_are_no_working_days_reach_into_the_next_year() -> None:
    """Algemene termijnenwet art. 3, with 2 January and 15 May 2026 by decree; a term may run past New Year."""
    holidays = norms_on(date(2026, 12, 31)).calendar.holidays
    assert {date(2026, 1, 2), date(2026, 5, 15), date(2026, 12, 25), date(2027, 1, 1)} <= holidays
    assert date(2026, 12, 31) not in holidays
