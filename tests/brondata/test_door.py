"""At the door a BSN is masked, and nothing else changes."""

import pytest

from brondata.ockto.door import without_bsn


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b'{"burgerservicenummer": "999990202"}', b'{"burgerservicenummer": "*********"}'),
        (b'{"burgerservicenummer":999990202}', b'{"burgerservicenummer":"*********"}'),
        (b'{"BSN" : "999990202", "a": 1}', b'{"BSN" : "*********", "a": 1}'),
        (b'{"bsn": "99990202"}', b'{"bsn": "*********"}'),
        (b'{"burgerservicenummer": null}', b'{"burgerservicenummer": null}'),
    ],
)
def test_a_bsn_under_its_own_name_is_masked(sent: bytes, kept: bytes) -> None:
    assert without_bsn(sent) == kept


def test_the_same_number_elsewhere_is_masked_too() -> None:
    sent = b'{"bsn": "999990202", "polis": "P-999990202", "tekst": "nr 999990202."}'
    assert b"999990202" not in without_bsn(sent)


def test_a_longer_number_that_contains_it_stays() -> None:
    sent = b'{"iban": "NL13TEST0999990202", "loonheffingennummer": "801234561L01"}'
    assert without_bsn(b'{"bsn": "999990202"}' + sent).endswith(sent)


def test_a_broken_delivery_is_cleaned_too() -> None:
    assert without_bsn(b'{"persoon": {"burgerservicenummer": "999990202", "voorn') == (
        b'{"persoon": {"burgerservicenummer": "*********", "voorn'
    )


def test_two_people_are_both_masked() -> None:
    sent = b'[{"bsn": "999990202"}, {"partner": {"bsn": "999990305"}}, "999990305", "999990202"]'
    assert b"99999" not in without_bsn(sent)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b'{"t": "{\\"bsn\\": \\"999990202\\"}"}', b'{"t": "{\\"bsn\\": \\"*********\\"}"}'),  # JSON in a text
        (b'{"t": "{\\"bsn\\": 999990202}"}', b'{"t": "{\\"bsn\\": *********}"}'),
        (b'{"t": "BSN: 999.990.202, ref 1"}', b'{"t": "BSN: *********, ref 1"}'),
        (b'{"t": "burgerservicenummer 999 990 202"}', b'{"t": "burgerservicenummer *********"}'),
        (b'{"bsn": "\\u0039\\u00399990202"}', b'{"bsn": "*********"}'),  # escaped digits
        (b"{'bsn': 999990202}", b"{'bsn': *********}"),
    ],
)
def test_a_bsn_within_a_text_is_masked(sent: bytes, kept: bytes) -> None:
    assert without_bsn(sent) == kept


@pytest.mark.parametrize("field", ["remittanceInformationUnstructured", "description", "creditorName", "endToEndId"])
def test_in_the_texts_of_a_bank_every_number_that_could_be_one_is_masked(field: str) -> None:
    sent = b'{"%s": "TOESLAG 999990202 nov, kenmerk 123456789"}' % field.encode()
    assert without_bsn(sent) == b'{"%s": "TOESLAG ********* nov, kenmerk 123456789"}' % field.encode()


def test_a_payment_reference_may_hold_a_known_bsn() -> None:
    sent = b'{"bsn": "999990202", "remittanceInformationUnstructured": "kenmerk 4999990202500"}'
    assert b"999990202" not in without_bsn(sent)


def test_cleaning_twice_is_cleaning_once() -> None:
    once = without_bsn(b'{"bsn": 999990202, "description": "BSN 999990202", "a": "999990202"}')
    assert without_bsn(once) == once
