"""The tables of `data/ibl_cases`: every row gives the calculations and the toetsinkomen, or the code, that it says."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.underwriting.builders import DATA
from tests.underwriting.ibl_messages import determined, message

FOLDER = DATA / "ibl_cases"
WHOLE = ("statement_date", "as_of", "pension", "payment_term")


def rows() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["table"]:
            for number, row in enumerate(table["cases"], 1):
                yield pytest.param(table, row, id=f"{path.stem}: {table['about'][:60]} [{number}]")


@pytest.mark.parametrize(("table", "row"), list(rows()))
def test_a_row_comes_out_as_it_says(table: dict[str, Any], row: list[str]) -> None:
    contracts, whole = deepcopy(table["contracts"]), {key: table[key] for key in WHOLE if key in table}
    *values, calculations, expected = row
    for column, value in zip(table["vary"], values, strict=True):
        index, _, key = column.partition(".")
        if key:
            contracts[int(index)][key] = value
        else:
            whole[column] = value
    found = determined(message(*contracts, **whole))
    assert "+".join(one.kind for one in found.calculations) == calculations, found.steps
    assert (str(found.toetsinkomen) if calculations else found.errors[0].value) == expected
