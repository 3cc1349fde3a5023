"""gids 4.2: what the tables of cases/ch04_business.toml can't say: on which side of 5 percent a share is."""

import pytest

from tests.underwriting.builders import changed, decided, self_employed
from tests.underwriting.wages import INCOMES


@pytest.mark.parametrize(("share", "holds"), [("4.999999", False), ("5.0", True), ("5.000001", True)])
def test_a_share_of_five_percent_makes_a_dga(share: str, holds: bool) -> None:
    document = changed(self_employed(), f"{INCOMES}[0].form", "bv")
    found = decided(changed(document, f"{INCOMES}[0].share_interest", share)).findings
    compared = next(entry.compared for entry in found if entry.rule_id == "G4.2-04")
    assert compared[0].satisfied is holds
