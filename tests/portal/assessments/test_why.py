"""Every figure that a page works out says where it comes from, by which rule and since when."""

from datetime import date

import pytest

from portal.assessments.why import CONDITIONS, COSTS, DATES, OFFER, PAYMENTS, SOURCES, whys
from underwriting.norms import norms_on

EVERYTHING = {*PAYMENTS, *COSTS, *OFFER, *DATES, *CONDITIONS}


def test_each_explanation_stands_on_a_page_and_each_page_has_its_explanations() -> None:
    assert set(SOURCES) == EVERYTHING


@pytest.mark.parametrize("key", SOURCES)
def test_each_figure_has_words_and_a_rule_or_the_day_its_numbers_hold_from(key: str) -> None:
    (one,) = whys([key], date(2026, 11, 23))
    assert one.label
    assert str(one.text).endswith(".")
    assert one.rule or one.since


def test_the_day_is_that_of_the_norms_in_force() -> None:
    for day in (date(2026, 5, 1), date(2026, 11, 23)):
        (rate,) = whys(["rate"], day)
        assert rate.since == norms_on(day).rates.valid_from
    assert whys(["rate"], date(2026, 5, 1)) != whys(["rate"], date(2026, 11, 23))


def test_a_figure_without_an_explanation_is_an_error() -> None:
    with pytest.raises(KeyError):
        whys(["geluk"], date(2026, 11, 23))
