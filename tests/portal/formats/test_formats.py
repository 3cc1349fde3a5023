"""Amounts, rates, dates and terms look as Dutch readers expect, and never as something they are not."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from portal.formats import dates, numbers
from portal.formats.lists import listed
from portal.formats.templatetags import neo_format

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("470000.00"), f"€{NBSP}470.000,00"),
        ("1234.5", f"€{NBSP}1.234,50"),
        (0, f"€{NBSP}0,00"),
        (Decimal("-12.005"), f"€{NBSP}\u221212,01"),
        (Decimal("-0.001"), f"€{NBSP}0,00"),
        (None, "\u2013"),
        ("", "\u2013"),
    ],
)
def test_an_amount_has_a_dot_per_thousand_and_a_decimal_comma(amount, text):
    assert numbers.euro(amount) == text


def test_whole_euros_are_rounded_half_up():
    assert neo_format.euro0(Decimal("1234.50")) == f"€{NBSP}1.235"
    assert neo_format.euro0(Decimal("1234.49")) == f"€{NBSP}1.234"


def test_cents_that_are_not_there_are_not_shown():
    assert neo_format.register.filters["bedrag"](Decimal("380000.00")) == f"€{NBSP}380.000"
    assert numbers.short_euro("2011.24") == f"€{NBSP}2.011,24"
    assert numbers.short_euro(None) == "\u2013"


@pytest.mark.parametrize("wrong", [1.1, True, object()])
def test_an_inexact_amount_is_refused(wrong):
    with pytest.raises(TypeError):
        numbers.euro(wrong)


@pytest.mark.parametrize("wrong", ["veel", "NaN", "Infinity"])
def test_text_that_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match="is not a"):
        numbers.euro(wrong)


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Decimal("3.850"), "3,85%"),
        ("3.875", "3,875%"),
        ("5.000", "5,00%"),
        ("80", "80,00%"),
        (Decimal("1E+2"), "100,00%"),
        (Decimal("87.812345"), "87,812%"),
        (None, "\u2013"),
    ],
)
def test_a_rate_keeps_the_decimals_it_was_agreed_with(rate, text):
    assert numbers.percent(rate) == text


def test_a_percentage_can_be_shown_without_decimals():
    assert numbers.percent("80.0", 0) == "80%"


def test_a_file_size_is_never_nothing():
    assert numbers.file_size(12) == f"1{NBSP}kB"
    assert numbers.file_size(640_400) == f"640{NBSP}kB"
    assert numbers.file_size(1_249_000) == f"1,2{NBSP}MB"


def test_an_account_number_is_shown_in_groups_of_four():
    assert numbers.iban("nl91 ABNA0417164300") == NBSP.join(["NL91", "ABNA", "0417", "1643", "00"])


def test_a_postcode_is_written_as_on_an_envelope_and_what_is_none_stays():
    assert numbers.postcode("3811ep") == numbers.postcode("3811 EP") == f"3811{NBSP}EP"
    assert numbers.postcode("B-1000") == "B-1000"


def test_a_date_is_written_out():
    assert dates.long_date(date(2026, 11, 20)) == f"20{NBSP}november 2026"
    assert dates.short_date("2026-03-01") == f"1{NBSP}mrt{NBSP}2026"
    assert dates.weekday_date(date(2026, 11, 20)) == f"vrijdag 20{NBSP}november 2026"
    assert dates.long_date(None) == dates.short_date("") == "\u2013"


def test_a_moment_is_shown_in_amsterdam_time():
    winter = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)
    summer = datetime(2026, 7, 1, 9, 2, tzinfo=UTC)
    assert dates.date_and_time(winter) == f"21{NBSP}november 2026 om 0.05{NBSP}uur"
    assert dates.clock_time(summer) == f"11.02{NBSP}uur"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        dates.long_date(datetime(2026, 11, 20, 10))  # noqa: DTZ001  a naive moment is the point


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (360, f"30{NBSP}jaar"),
        (126, f"10{NBSP}jaar en 6{NBSP}maanden"),
        (13, f"1{NBSP}jaar en 1{NBSP}maand"),
        (8, f"8{NBSP}maanden"),
        (0, f"0{NBSP}maanden"),
    ],
)
def test_a_term_is_said_in_years_and_months(months, text):
    assert dates.term(months) == text


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="negative"):
        dates.term(-1)


@pytest.mark.parametrize(
    ("until", "text"),
    [
        ("2026-11-19", "voorbij"),
        ("2026-11-20", "vandaag"),
        ("2026-11-21", "morgen"),
        ("2026-11-25", f"nog 5{NBSP}dagen"),
    ],
)
def test_a_deadline_says_how_far_it_is(until, text):
    assert neo_format.dagen_over(until, date(2026, 11, 20)) == text


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        (timedelta(0), "minder dan een minuut"),
        (timedelta(seconds=60), "minder dan een minuut"),
        (timedelta(seconds=61), f"2{NBSP}minuten"),
        (timedelta(minutes=59), f"59{NBSP}minuten"),
        (timedelta(minutes=59, seconds=1), f"1{NBSP}uur"),
        (timedelta(hours=23), f"23{NBSP}uur"),
        (timedelta(hours=23, minutes=1), f"1{NBSP}dag"),
        (timedelta(hours=25), f"2{NBSP}dagen"),
    ],
)
def test_how_long_something_takes_is_rounded_up(taken: timedelta, text: str) -> None:
    assert dates.span(taken) == text


def test_words_are_joined_as_in_a_sentence():
    assert listed(["loonstrook", "paspoort", "koopakte"]) == "loonstrook, paspoort en koopakte"
    assert listed(["paspoort"]) == "paspoort"
    assert listed([]) == ""


def test_a_machine_reads_the_day_in_amsterdam():
    assert neo_format.iso(datetime(2026, 11, 20, 23, 5, tzinfo=UTC)) == "2026-11-21"
