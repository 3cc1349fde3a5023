"""The bench runs and tells; how long things take is for people to judge, never for a test."""

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.measures import MEASURES
from tests.bench.table import compared
from tests.underwriting.varied import varied
from underwriting.facts import Facts


@pytest.mark.django_db  # the plain view's handler looks after a connection that another test may have left open
def test_it_prints_every_measure_and_saves_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--documents", "2", "--rounds", "1", "--folder", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[0] == "measure"
    assert [line.split("  ")[0] for line in lines[1:-1]] == list(MEASURES)
    (saved,) = tmp_path.glob("*.json")
    figures = json.loads(saved.read_text("utf-8"))
    assert all(figure > 0 for row in figures.values() for figure in row.values())

    again = ["--documents", "2", "--rounds", "1", "--folder", str(tmp_path), "--only", "ibl"]
    assert main([*again, "--base", str(saved)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "x base" in lines[0]
    assert len(lines) == 3


def test_an_earlier_run_shows_what_became_of_each_ratio() -> None:
    row = {"views": 3.0, "floors": 9.0, "per_second": 100.0, "milliseconds": 10.0}
    table = compared({"slower": row, "new": row}, {"slower": {**row, "views": 2.0}})
    assert [line.split()[-3] for line in table.splitlines()[1:]] == ["1.50", "new"]


def test_the_documents_of_the_bench_are_valid_differ_and_stay_the_same() -> None:
    documents = list(varied(60))
    assert len({Facts.from_json(document).sha256() for document in documents}) == 60
    assert {document["evaluation"]["phase"] for document in documents} > {"aanvraag", "hypotheekaanbod"}
    assert list(varied(3)) == documents[:3]
    assert list(varied(1, seed=2)) != documents[:1]
