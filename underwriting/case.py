"""One application under judgement: the facts, the norms, and the figures that the rules compare.

`decide()` works the figures out chapter by chapter and hands them over here; a rule only reads.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.facts.evidence import Brondata
from underwriting.facts.incomes import Income as StatedIncome
from underwriting.facts.lening import Lening
from underwriting.facts.onderpand import Onderpand
from underwriting.facts.words import Phase
from underwriting.figures import (
    BouwdepotFigures,
    Burden,
    LeftOut,
    OverbruggingFigures,
    OwnFundsFigures,
    Subject,
    Toetsrente,
)
from underwriting.norms import Norms
from underwriting.workings.capacity import Capacity
from underwriting.workings.double_burden import TwoHomes
from underwriting.workings.income import Income
from underwriting.workings.loan import Loan


@dataclass(frozen=True, kw_only=True)
class Case:
    """Facts, norms and figures of one application for a (larger) loan, or of a request about a running one.

    It has no slots: what a hundred rules look through (`subjects.py`) is put together once and kept.
    """

    facts: Facts
    norms: Norms
    income: Income
    loan: Loan
    toetsrente: Toetsrente | None
    left_out: tuple[LeftOut, ...]
    burdens: tuple[Burden, ...]
    capacity: Capacity
    overbrugging: OverbruggingFigures | None
    two_homes: TwoHomes
    own_funds: OwnFundsFigures
    bouwdepot: BouwdepotFigures | None = None

    @property
    def as_of(self) -> date:
        """The day for which the decision is taken."""
        return self.facts.evaluation.as_of

    @cached_property
    def phase(self) -> Phase:
        return self.facts.evaluation.phase

    @property
    def applied_on(self) -> date:
        return self.facts.application.application_date

    @property
    def offer_on(self) -> date:
        """The day of the binding offer; before it exists, the day of the decision, as if it were issued then."""
        aanbod = self.facts.aanbod
        issued = aanbod.hypotheekaanbod if aanbod else None
        return issued.issued_on if issued else self.as_of

    @property
    def renteaanbod_on(self) -> date | None:
        """The day of the renteaanbod, if there is one."""
        aanbod = self.facts.aanbod
        return aanbod.renteaanbod.issued_on if aanbod and aanbod.renteaanbod else None

    @cached_property
    def lening(self) -> Lening:
        """The loan asked for; without any leningdeel where a request about a running loan holds none."""
        assert self.facts.lening is not None
        return self.facts.lening

    @cached_property
    def onderpand(self) -> Onderpand:
        """The onderpand; one of which nothing is known where a request about a running loan holds none."""
        assert self.facts.onderpand is not None
        return self.facts.onderpand

    @cached_property
    def applicants(self) -> tuple[tuple[str, Applicant], ...]:
        """Every applicant with the path of its facts, as findings name it: `applicants[0]`."""
        return tuple((f"applicants[{index}]", applicant) for index, applicant in enumerate(self.facts.applicants))

    @cached_property
    def applicant_subjects(self) -> tuple[tuple[str, Applicant, Subject], ...]:
        return tuple((path, applicant, Subject("applicant", applicant.id)) for path, applicant in self.applicants)

    @cached_property
    def income_subjects(self) -> tuple[tuple[str, Applicant, StatedIncome, Subject], ...]:
        return tuple(
            (f"{path}.incomes[{index}]", applicant, income, Subject("income", income.id))
            for path, applicant in self.applicants
            for index, income in enumerate(applicant.incomes or ())
        )

    @cached_property
    def brondata_subjects(self) -> tuple[tuple[str, Brondata, Subject], ...]:
        return tuple(
            (f"brondata[{index}]", entry, Subject("brondata", entry.id))
            for index, entry in enumerate(self.facts.brondata or ())
        )

    def valuation_path(self, valuation_id: str) -> str:
        """Where a valuation stands in the facts."""
        names = [valuation.id for valuation in self.onderpand.valuations or ()]
        return f"onderpand.valuations[{names.index(valuation_id)}]"

    def home_path(self, property_id: str) -> str:
        """Where another home stands in the facts."""
        names = [home.id for home in self.facts.other_properties or ()]
        return f"other_properties[{names.index(property_id)}]"
