"""What each register can hold about a person, one frozen type per register.

The same types check an answer at the door and travel inward. Amounts are euros. A field that a
register leaves out is None, never a guess. Code meanings: BKR, CKI rules 2021 and later.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Amount = Annotated[
    Decimal,
    Field(ge=0, max_digits=14, decimal_places=2),
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str, when_used="json"),
]

CreditCode = Literal["A", "H", "AH", "SR", "1", "2", "3", "4", "5"]
"""Arrears, recovery and special codes. An unknown one is refused: leaving it out would hide it."""


class Detail(BaseModel):
    """One entry of a register. An unknown field is refused, so that none is silently lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BkrCode(Detail):
    """One code on a registration; `on` is the date the register gives for it."""

    code: CreditCode
    on: date | None = None


class BkrRegistration(Detail):
    """One contract in the CKI of BKR (gids 5.1 and 5.2)."""

    reference: Reference
    """The register's own name of the contract; joint borrowers see the same one."""
    credit_type: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """AK, RK, RO, ZK, ZO, OA, HY, HO, RH, RN, SH, SK and older ones, as the register writes it."""
    amount: Amount | None = None
    """Original principal or limit; some types are registered without it (ZK, HY, SH)."""
    monthly_burden: Amount | None = None
    """Contractual interest and repayment per month, when the register knows it."""
    started_on: date | None = None
    expected_end_on: date | None = None
    fully_repaid_on: date | None = None
    """Absent while the credit runs."""
    codes: tuple[BkrCode, ...] = ()


class SfhRegistration(Detail):
    """A registration in the fraud register. The institution is whom to call (gids 9.1)."""

    institution: Text
    registered_on: date


class VisReport(Detail):
    """What is reported about an identity document."""

    reason: Literal["lost", "stolen", "invalid"]
    reported_on: date | None = None


class PepMatch(Detail):
    """A politically exposed person who may be the applicant; a person judges whether it is."""

    name: Text
    function: Text
    country: Country
    until: date | None = None
    """End of the function; absent while it lasts."""


class SanctionsMatch(Detail):
    """An entry of a sanctions list that may be the applicant; a person judges whether it is."""

    name: Text
    list: Literal["EU", "NL"]
    reference: Reference
    programme: Text


class InsolvencyCase(Detail):
    """A case in the central insolvency register."""

    reference: Reference
    """Publicatiekenmerk, such as 16.ams.21.100.F.0010.1.00."""
    kind: Literal["faillissement", "surseance", "wsnp"]
    started_on: date
    ended_on: date | None = None
    """Absent while the case runs. Removed cases are not in the register any more."""


class Inschrijving(Detail):
    """An entry in the land register against a property (gids 3.4)."""

    kind: Literal["hypotheek", "beslag", "overig"]
    amount: Amount | None = None
    creditor: Text | None = None
    registered_on: date | None = None


class OwnedProperty(Detail):
    """A property registered to the person."""

    designation: Text
    """Kadastrale aanduiding: municipality, section, number."""
    address: Text
    share: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$")] = "1/1"
    inschrijvingen: tuple[Inschrijving, ...] = ()
