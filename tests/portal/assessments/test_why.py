"""Every figure that a page works out says where it comes from, by which rule and since when."""

from dataclasses import replace
from datetime import date

import pytest

from portal.assessments import why
from portal.assessments.why import SOURCES, whys
from underwriting.norms import norms_on


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


def test_the_words_name_the_numbers_of_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    norms = norms_on(date(2026, 11, 23))
    other = replace(norms, ch07=replace(norms.ch07, unused_days=22, documents_months=3, hypotheekaanbod_months=7))
    said = {one: whys([one], date(2026, 11, 23))[0].text for one in ("lapses_on", "complete_by", "pass_by")}
    monkeypatch.setattr(why, "norms_on", lambda day: other)
    now = {one: whys([one], date(2026, 11, 23))[0].text for one in said}
    assert (said["lapses_on"], now["lapses_on"]) == ("21 dagen na het rente-aanbod.", "22 dagen na het rente-aanbod.")
    assert "3\xa0maanden" in now["complete_by"]
    assert "7\xa0maanden" in now["pass_by"]


def test_a_figure_without_an_explanation_is_an_error() -> None:
    with pytest.raises(KeyError):
        whys(["geluk"], date(2026, 11, 23))
