"""The words and notations of the figures, as the contract has them."""

from decimal import Decimal
from typing import Annotated, Literal

from underwriting.jsonform import Decimals

RuleIds = tuple[str, ...]
SixDecimals = Annotated[Decimal, Decimals(6, 6, 4)]
Factor = Annotated[Decimal, Decimals(2, 2, 1)]
IncomeMethod = Literal[
    "ibl", "werkgeversverklaring", "driejaarsgemiddelde", "arbeidsmarktscan", "ikv",
    "pensioen", "ibp", "uitkering", "partneralimentatie", "niet-meegeteld",
]  # fmt: skip
MomentReason = Literal["aanvang", "pensioen", "aow", "einde-alimentatie", "inkomensdaling", "einde-uitkering", "overig"]
BurdenKind = Literal[
    "krediet", "zakelijk-krediet", "lening-derden", "studielening",
    "andere-woning", "erfpachtcanon", "retributie", "overig",
]  # fmt: skip
BurdenMethod = Literal[
    "twee-procent", "werkelijke-last", "annuiteit", "bruto-hypotheeklast",
    "canon", "retributie", "schenking-buiten-beschouwing",
]  # fmt: skip
SubjectKind = Literal[
    "applicant", "income", "obligation", "property", "onderpand", "valuation", "leningdeel",
    "overbrugging", "document", "brondata", "registration", "heir", "own-fund",
]  # fmt: skip
