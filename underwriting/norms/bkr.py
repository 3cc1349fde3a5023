"""Contract types and special codes of BKR, and what the guide does with each (gids 5.1, 5.2, 11; NHG C.3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from underwriting.norms.policy import Section
from underwriting.norms.tables import Rows


class UnknownTreatment(ValueError):
    """A row of the table says something that no rule does."""


@dataclass(frozen=True, slots=True)
class BkrTable:
    """The codes by treatment, in the order of the file."""

    TREATMENTS: ClassVar[frozenset[tuple[str, str]]] = frozenset(
        {
            ("type", "recovery-accepted"),
            ("type", "refused"),
            ("type", "without-arrears"),
            ("special", "arrears"),
            ("special", "recovery"),
            ("special", "refused-under-nhg"),
            ("special", "debt-help"),
            ("special", "silent"),
        }
    )

    by_treatment: Mapping[str, tuple[str, ...]]
    amortising: tuple[str, ...]
    consumer_credit: tuple[str, ...]
    business_credit: tuple[str, ...]

    @classmethod
    def from_rows(cls, rows: Rows) -> "BkrTable":
        for row in rows:
            if (row["group"], row["treatment"]) not in cls.TREATMENTS:
                raise UnknownTreatment(f"BKR code {row['code']}: {row['group']}, {row['treatment']}")
        return cls(
            by_treatment={
                treatment: tuple(row["code"] for row in rows if row["treatment"] == treatment)
                for _, treatment in cls.TREATMENTS
            },
            amortising=tuple(row["code"] for row in rows if row["amortising"] == "yes"),
            consumer_credit=tuple(row["code"] for row in rows if row["burden"] == "consumer"),
            business_credit=tuple(row["code"] for row in rows if row["burden"] == "business"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bkr(Section):
    """Credit registrations: after how many years recovery counts, and the codes."""

    recovery_years: int
    codes: BkrTable

    @property
    def recovery_accepted(self) -> tuple[str, ...]:
        """Contract types on which recovered or repaid arrears are accepted after `recovery_years`."""
        return self.codes.by_treatment["recovery-accepted"]

    @property
    def refused(self) -> tuple[str, ...]:
        """Contract types that are refused, whatever became of them."""
        return self.codes.by_treatment["refused"]

    @property
    def amortising(self) -> tuple[str, ...]:
        """Contract types that show that a credit amortises (gids 5.1)."""
        return self.codes.amortising

    @property
    def consumer_credit(self) -> tuple[str, ...]:
        """Contract types of consumer credit, which weighs on income for as long as it runs (gids 5.1)."""
        return self.codes.consumer_credit

    @property
    def business_credit(self) -> tuple[str, ...]:
        """Contract types of business credit, which weighs on income for as long as it runs (gids 5.1)."""
        return self.codes.business_credit

    @property
    def arrears(self) -> tuple[str, ...]:
        """Special codes for arrears."""
        return self.codes.by_treatment["arrears"]

    @property
    def recovery(self) -> tuple[str, ...]:
        """Special codes for arrears made good."""
        return self.codes.by_treatment["recovery"]

    @property
    def refused_under_nhg(self) -> tuple[str, ...]:
        """Special codes the guide does not name: NHG refuses them, else a person decides."""
        return self.codes.by_treatment["refused-under-nhg"]

    @property
    def debt_help(self) -> tuple[str, ...]:
        """Codes of before 2022 for what SH and SK are today (gids 11)."""
        return self.codes.by_treatment["debt-help"]

    def without_arrears(self, credit_type: str) -> bool:
        """Whether a contract type is one of the others: accepted only without any arrears, ever."""
        return credit_type not in self.recovery_accepted and credit_type not in self.refused
