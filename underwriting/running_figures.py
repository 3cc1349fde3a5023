"""The figures of a loan that runs already: what moves along, and what may be repaid without a fee (gids 2.12, 10.2)."""

from dataclasses import dataclass
from datetime import date

from underwriting.figure_words import RuleIds
from underwriting.jsonform import Id, Money, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRate:
    """The rate that moves along from one part of the old loan."""

    existing_leningdeel_id: Id
    amount: Money
    rate: Rate | None = None
    until_on: date | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFreeRepayment:
    """An early repayment: the part without a fee, and the part on which one is due."""

    free_amount: Money
    charged_amount: Money
    rule_ids: RuleIds = ()
