"""The toetsinkomen (gids 4): what each income counts for, and from when it changes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Income as IncomeFact
from underwriting.facts.incomes import Loondienst, Onderneming
from underwriting.figure_words import IncomeMethod, MomentReason, RuleIds
from underwriting.figures import ApplicantIncome, IncomeComponent, Toetsinkomen
from underwriting.norms import Norms

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeMoment:
    """The toetsinkomen per applicant from one day on, euros per year. The first moment is the day of the decision.

    `burden_method` is "werkelijke-last" only where gids 4.4 lets the actual burden be tested.
    """

    from_on: date
    reason: MomentReason
    incomes: tuple[tuple[str, Decimal], ...]
    burden_method: Literal["annuiteit", "werkelijke-last"] = "annuiteit"
    rule_ids: RuleIds = ()

    @property
    def joint(self) -> Decimal:
        """All applicants together; every income counts in full."""
        return sum((amount for _, amount in self.incomes), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What chapter 4 worked out. `missing` holds the paths of the facts without which there is no toetsinkomen."""

    toetsinkomen: Toetsinkomen
    moments: tuple[IncomeMoment, ...]
    missing: tuple[str, ...] = ()

    @property
    def joint(self) -> Decimal | None:
        """The joint toetsinkomen at the start; None when a fact is lacking."""
        return self.toetsinkomen.joint

    def of(self, applicant_id: str) -> Decimal | None:
        """The toetsinkomen of one applicant at the start."""
        return next(
            (entry.amount for entry in self.toetsinkomen.applicants if entry.applicant_id == applicant_id), None
        )


def work_out(facts: Facts, norms: Norms) -> Income:
    """The toetsinkomen of every applicant, before alimony payable (gids 5.5 takes that off)."""
    lacking: list[str] = []
    applicants = tuple(
        _applicant(f"applicants[{index}]", applicant, lacking) for index, applicant in enumerate(facts.applicants)
    )
    joint = None if lacking else sum((entry.amount for entry in applicants), ZERO)
    start = IncomeMoment(
        from_on=facts.evaluation.as_of,
        reason="aanvang",
        incomes=tuple((entry.applicant_id, entry.amount) for entry in applicants),
    )
    return Income(
        toetsinkomen=Toetsinkomen(applicants=applicants, joint=joint), moments=(start,), missing=tuple(lacking)
    )


def _applicant(path: str, applicant: Applicant, lacking: list[str]) -> ApplicantIncome:
    if applicant.incomes is None and applicant.income_needed is not False:
        lacking.append(f"{path}.incomes")
    components = []
    for index, income in enumerate(applicant.incomes or ()):
        component = _component(income)
        if component is None:
            lacking.append(f"{path}.incomes[{index}]")
        else:
            components.append(component)
    counted = sum((component.counted for component in components), ZERO)
    return ApplicantIncome(applicant_id=applicant.id, amount=counted, components=tuple(components))


def _component(income: IncomeFact) -> IncomeComponent | None:
    """One income as stated; None when the facts hold no amount for it."""
    if isinstance(income, Loondienst):
        if income.method == "ibl" and income.ibl is not None:
            return _counted(income.id, "ibl", income.ibl.toetsinkomen, "G4.1.1-01")
        return None
    if isinstance(income, Onderneming):
        if income.ikv is None or income.ikv.toetsinkomen is None:
            return None
        return _counted(income.id, "ikv", income.ikv.toetsinkomen, "G4.2-02")
    return None


def _counted(income_id: str, method: IncomeMethod, amount: Decimal, rule_id: str) -> IncomeComponent:
    return IncomeComponent(income_id=income_id, method=method, stated=amount, counted=amount, rule_ids=(rule_id,))
