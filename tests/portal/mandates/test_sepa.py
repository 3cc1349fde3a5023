"""The SEPA mandate: account, creditor identifier, reference and the text that the scheme demands."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as stdnum_iban

from portal.mandates import sepa
from portal.mandates.sepa import (
    Creditor,
    IbanError,
    IbanProblem,
    Mandate,
    MandateIncomplete,
    SeveralAccounts,
    check_iban,
    is_creditor_identifier,
    mandate_reference,
    one_account,
    written_iban,
)

# NL13TEST and NL62TEST pass the check digits and belong to a bank that does not exist.
OWN, OTHER = "NL13TEST0123456789", "NL62TEST0987654321"
CREDITOR = Creditor("Neo Hypotheken", "NL51ZZZ405365330000", "Voorbeeldplein", "1", "3811 XX", "Amersfoort")
MANDATE = Mandate(
    reference="NEO-2026-000123-01",
    creditor=CREDITOR,
    debtor_names=("F.M. de Boer", "D. van der Dijk"),
    iban=OWN,
    contract="Maandtermijn hypotheek NEO-2026-000123",
    signed_on=date(2026, 11, 23),
    signed_at="Amersfoort",
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (OWN, OWN),
        ("nl13 test 0123 4567 89", OWN),
        ("NL13-TEST-0123-4567-89", OWN),
        ("BE68 5390 0754 7034", "BE68539007547034"),  # the example of the Belgian registry entry
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),  # idem, Germany
        ("GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"),  # idem, outside the EEA but in SEPA
        ("CH93 0076 2011 6238 5295 7", "CH9300762011623852957"),
    ],
)
def test_a_sepa_account_is_accepted_however_it_is_spaced(typed: str, number: str) -> None:
    assert check_iban(typed) == number


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("NL14TEST0123456789", IbanProblem.CHECK_DIGITS),
        ("NL13TEST0123456798", IbanProblem.CHECK_DIGITS),
        ("", IbanProblem.MALFORMED),
        ("123456789", IbanProblem.MALFORMED),
        ("NL13 TEST 0123 4567 8é", IbanProblem.MALFORMED),
        ("BR18 0036 0305 0000 1000 9795 493C 1", IbanProblem.NOT_SEPA),  # registry example of Brazil
        ("TR33 0006 1005 1978 6457 8413 26", IbanProblem.NOT_SEPA),  # registry example of Turkey
    ],
)
def test_another_account_is_refused_with_its_problem(typed: str, problem: IbanProblem) -> None:
    with pytest.raises(IbanError) as refused:
        check_iban(typed)
    assert refused.value.problem is problem


def test_a_number_of_the_wrong_length_is_malformed_even_with_right_check_digits() -> None:
    short = "NL" + stdnum_iban.calc_check_digits("NL00TEST012345678") + "TEST012345678"
    with pytest.raises(IbanError) as refused:
        check_iban(short)
    assert refused.value.problem is IbanProblem.MALFORMED


@given(position=st.integers(0, 17), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(position: int, digit: str) -> None:
    changed = OWN[:position] + digit + OWN[position + 1 :]
    if changed == OWN:
        assert check_iban(changed) == OWN
    else:
        with pytest.raises(IbanError):
            check_iban(changed)


def test_all_borrowers_pay_from_one_account() -> None:
    assert one_account([OWN, "nl13 test 0123 4567 89"]) == OWN
    with pytest.raises(SeveralAccounts):
        one_account([OWN, OTHER])
    with pytest.raises(SeveralAccounts):
        one_account([])


def test_an_account_is_written_in_groups_of_four() -> None:
    assert written_iban(OWN) == "NL13 TEST 0123 4567 89"


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        # Vectors: the NVB's explanation of the identifier (wiki.xmldation.com) and a public validator (HylianShield).
        ("NL51ZZZ405365330000", True),
        ("NL51AAA405365330000", True),  # the business code does not enter the check
        ("NL00ZZZ405365330000", False),
        ("NL51AB405365330000", False),
        ("NL69ZZZ123456780000", True),
        ("NL15ZZZ405365330000", False),
        ("NL51ZZZ40536533000", False),
        ("NL51ZZZ4053653300000", False),
        ("nl51zzz405365330000", False),
        ("NL51 ZZZ 405365330000", False),
        ("BE51ZZZ405365330000", False),
        ("NL51ZZZ40536533000A", False),
        ("", False),
    ],
)
def test_creditor_identifier(value: str, valid: bool) -> None:
    assert is_creditor_identifier(value) is valid


def test_references_are_unique_per_mandate_and_fit() -> None:
    made = [mandate_reference("neo-2026-000123", n) for n in range(1, 12)]
    assert made[0] == "NEO-2026-000123-01"
    assert made[-1] == "NEO-2026-000123-11"
    assert len(set(made)) == 11
    assert all(len(reference) <= 35 for reference in made)


@pytest.mark.parametrize(("dossier", "sequence"), [("N" * 33, 1), ("NEO 1", 1), ("", 1), ("NÉO", 1), ("NEO", 0)])
def test_an_impossible_reference_is_refused(dossier: str, sequence: int) -> None:
    with pytest.raises(ValueError, match="not a mandate reference"):
        mandate_reference(dossier, sequence)


def test_the_longest_reference_fits() -> None:
    assert len(mandate_reference("N" * 32, 99)) == sepa.REFERENCE_MAX_LENGTH


def test_the_mandate_shows_every_mandatory_field_of_the_scheme() -> None:
    """EPC392-08: reference, creditor, its address and identifier, debtor, account, type, place and date."""
    shown = dict(MANDATE.rows())
    assert list(shown.values()) == [
        "Neo Hypotheken",
        "Voorbeeldplein 1",
        "3811 XX Amersfoort",
        "NL",
        "NL51ZZZ405365330000",
        "NEO-2026-000123-01",
        "Maandtermijn hypotheek NEO-2026-000123",
        "Doorlopend",
        "F.M. de Boer en D. van der Dijk",
        "NL13 TEST 0123 4567 89",
        "Amersfoort",
        "23-11-2026",
    ]


def test_the_mandate_says_what_the_scheme_demands() -> None:
    consent, refund = MANDATE.authorisation
    assert consent.count("Neo Hypotheken") == 2
    assert "incasso-opdrachten te sturen naar uw bank" in consent
    assert "binnen 8 weken na afschrijving" in refund
    assert "Vraag uw bank naar de voorwaarden." in refund
    assert sepa.TITLE == "Doorlopende machtiging SEPA"


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"contract": " "}, "contract"),
        ({"signed_at": ""}, "signed_at"),
        ({"debtor_names": ()}, "debtor_names"),
        ({"debtor_names": ("F.M. de Boer", "")}, "debtor_names"),
        ({"creditor": replace(CREDITOR, name="")}, "name"),
        ({"creditor": replace(CREDITOR, city="")}, "city"),
        ({"iban": "GB29NWBK60161331926819"}, "bic"),
    ],
)
def test_a_mandate_without_a_mandatory_field_can_not_exist(change: dict[str, object], missing: str) -> None:
    with pytest.raises(MandateIncomplete, match=missing):
        replace(MANDATE, **change)


def test_an_account_outside_the_eea_needs_its_bic_on_the_form() -> None:
    british = replace(MANDATE, iban="GB29NWBK60161331926819", bic="NWBKGB2L")
    assert ("BIC", "NWBKGB2L") in british.rows()
    assert "BIC" not in dict(MANDATE.rows())
    assert [sepa.needs_bic(account) for account in (OWN, british.iban, "NO9386011117947")] == [False, True, False]


@pytest.mark.parametrize("change", [{"iban": "NL14TEST0123456789"}, {"iban": "nl13test0123456789"}])
def test_a_mandate_has_a_checked_account(change: dict[str, str]) -> None:
    with pytest.raises(IbanError):
        replace(MANDATE, **change)


def test_a_mandate_has_a_checked_reference_and_creditor() -> None:
    with pytest.raises(ValueError, match="reference"):
        replace(MANDATE, reference="N" * 36)
    with pytest.raises(ValueError, match="creditor identifier"):
        replace(CREDITOR, identifier="NL00ZZZ405365330000")
