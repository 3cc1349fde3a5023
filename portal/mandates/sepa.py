"""The SEPA Core mandate: its account, its numbers and its text. Pure.

Source: EPC392-08 v5.0 (mandate requirements) and the banks' explanation of the creditor identifier
(wiki.xmldation.com). gids 2.10: one SEPA account, in the name of the customer(s); gids 7.6: signed
together with an iDIN identification.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum import iban as stdnum_iban
from stdnum.eu import at_02
from stdnum.exceptions import InvalidChecksum, ValidationError

REFERENCE_MAX_LENGTH = 35
REFUND_WEEKS = 8
REFUND_MONTHS_UNAUTHORISED = 13
PRE_NOTIFICATION_DAYS = 14
LAPSES_AFTER_MONTHS_UNUSED = 36
SEQUENCE_TYPE = "RCUR"
TITLE = "Doorlopende machtiging SEPA"

EEA = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS"}
    | {"IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"}
)
"""Countries whose accounts need no BIC (EU 260/2012)."""
SEPA_COUNTRIES = EEA | {"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"}
"""Countries of the SEPA schemes by IBAN prefix (EPC409-09, list of 2025)."""

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_CREDITOR_NL = re.compile(r"NL[0-9]{2}[A-Z0-9]{3}[0-9]{12}")
_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9-]*")


class IbanProblem(StrEnum):
    """What is wrong with an account number; the page words it."""

    MALFORMED = "malformed"
    CHECK_DIGITS = "check-digits"
    NOT_SEPA = "not-sepa"


class IbanError(ValueError):
    """An account number that can't carry a mandate."""

    def __init__(self, problem: IbanProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class SeveralAccounts(ValueError):
    """Collection from more than one account is not possible (gids 2.10)."""


class MandateIncomplete(ValueError):
    """A mandatory field of EPC392-08 is empty; the message names it."""


def check_iban(typed: str) -> str:
    """The account number without spaces, if it is a SEPA account with the right check digits.

    Raises IbanError.
    """
    if not _IBAN.fullmatch(stdnum_iban.compact(typed)):
        raise IbanError(IbanProblem.MALFORMED)
    try:
        # Not the checks per country: some look the bank up in a list that ages with the library.
        number = str(stdnum_iban.validate(typed, check_country=False))
    except InvalidChecksum as error:
        raise IbanError(IbanProblem.CHECK_DIGITS) from error
    except ValidationError as error:
        raise IbanError(IbanProblem.MALFORMED) from error
    if number[:2] not in SEPA_COUNTRIES:
        raise IbanError(IbanProblem.NOT_SEPA)
    return number


def needs_bic(number: str) -> bool:
    """Whether a mandate on this account must also name the bank's BIC: outside the EEA."""
    return number[:2] not in EEA


def one_account(typed: Iterable[str]) -> str:
    """The single account of all borrowers. Raises IbanError or SeveralAccounts (gids 2.10)."""
    accounts = {check_iban(each) for each in typed}
    if len(accounts) != 1:
        raise SeveralAccounts(f"{len(accounts)} accounts")
    return accounts.pop()


def written_iban(number: str) -> str:
    """In groups of four, as people read it."""
    return str(stdnum_iban.format(number))


def is_creditor_identifier(value: str) -> bool:
    """Whether this is a Dutch creditor identifier (incassant-ID) with the right check digits.

    NL, two check digits, a business code of three that does not enter the check, KvK number, four digits.
    """
    return bool(_CREDITOR_NL.fullmatch(value)) and bool(at_02.is_valid(value))


def mandate_reference(dossier_reference: str, sequence: int) -> str:
    """The reference (kenmerk) of the `sequence`th mandate of a dossier: NEO-2026-000123 gives
    NEO-2026-000123-01. Unique because the dossier's is. Raises ValueError when it would not fit."""
    reference = f"{dossier_reference.upper()}-{sequence:02d}"
    if sequence < 1 or len(reference) > REFERENCE_MAX_LENGTH or not _REFERENCE.fullmatch(reference):
        raise ValueError(f"not a mandate reference: {reference}")
    return reference


@dataclass(frozen=True)
class Creditor:
    """Who collects. The address is structured: unstructured ones are refused since November 2026."""

    name: str
    identifier: str
    street: str
    house_number: str
    postal_code: str
    city: str
    country: str = "NL"

    def __post_init__(self) -> None:
        if not is_creditor_identifier(self.identifier):
            raise ValueError(f"not a creditor identifier: {self.identifier}")


@dataclass(frozen=True)
class Mandate:
    """One mandate with everything that EPC392-08 demands. Raises MandateIncomplete, IbanError, ValueError."""

    reference: str
    creditor: Creditor
    debtor_names: tuple[str, ...]
    iban: str
    contract: str
    """What is paid for, such as the number of the mortgage."""
    signed_on: date
    signed_at: str
    """The place of signing; for a digital signature the portal's name."""
    bic: str = ""
    """Only for an account outside the EEA."""

    def __post_init__(self) -> None:
        if len(self.reference) > REFERENCE_MAX_LENGTH or not _REFERENCE.fullmatch(self.reference):
            raise ValueError(f"not a mandate reference: {self.reference}")
        if check_iban(self.iban) != self.iban:
            raise IbanError(IbanProblem.MALFORMED)
        empty = [name for name in ("contract", "signed_at") if not getattr(self, name).strip()]
        empty += [name for name in vars(self.creditor) if not getattr(self.creditor, name).strip()]
        if not self.debtor_names or not all(name.strip() for name in self.debtor_names):
            empty.append("debtor_names")
        if needs_bic(self.iban) and not self.bic:
            empty.append("bic")
        if empty:
            raise MandateIncomplete(", ".join(empty))

    @property
    def authorisation(self) -> tuple[str, ...]:
        """The wording that the scheme prescribes, with the creditor's name in it. It says «u»: the words
        of the rulebook are not ours to change."""
        name = self.creditor.name
        consent = (
            f"Door ondertekening van dit formulier geeft u toestemming aan {name} om doorlopend "
            "incasso-opdrachten te sturen naar uw bank om een bedrag van uw rekening af te schrijven, en aan "
            f"uw bank om doorlopend een bedrag van uw rekening af te schrijven overeenkomstig de opdracht van {name}."
        )
        refund = (
            "Als u het niet eens bent met deze afschrijving kunt u deze laten terugboeken. Neem hiervoor "
            f"binnen {REFUND_WEEKS} weken na afschrijving contact op met uw bank. "
            "Vraag uw bank naar de voorwaarden."
        )
        return consent, refund

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and value of every field, in the order of the form (Dutch), for the page and the PDF."""
        creditor = self.creditor
        rows = [
            ("Naam incassant", creditor.name),
            ("Adres incassant", f"{creditor.street} {creditor.house_number}"),
            ("Postcode en plaats", f"{creditor.postal_code} {creditor.city}"),
            ("Land", creditor.country),
            ("Incassant-ID", creditor.identifier),
            ("Kenmerk machtiging", self.reference),
            ("Reden betaling", self.contract),
            ("Soort betaling", "Doorlopend"),
            ("Naam rekeninghouder", " en ".join(self.debtor_names)),
            ("IBAN", written_iban(self.iban)),
            ("Plaats", self.signed_at),
            ("Datum", self.signed_on.strftime("%d-%m-%Y")),
        ]
        if self.bic:
            rows.insert(-2, ("BIC", self.bic))
        return tuple(rows)
