"""When work ends and pension begins (gids 4.4)."""

from dataclasses import dataclass
from datetime import date

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Pensioen
from underwriting.norms import Norms
from underwriting.periods import add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class PensionDates:
    """The dates of one applicant: as they are known, and `settled` where they lie less than a year apart (G4.4-06)."""

    aow: date
    pension: date
    latest: date
    """The last date within a year of the first."""
    settled: date
    """The one date that stands for all that lie less than a year after the first."""
    stopped_working: bool | None

    @property
    def first(self) -> date:
        """The earlier of AOW and pension."""
        return min(self.aow, self.pension)

    @property
    def equalised(self) -> bool:
        """Whether dates differ and are set equal."""
        return self.latest > self.first

    @property
    def apart(self) -> bool:
        """Whether AOW and pension start at different times after the dates were settled."""
        return self.settle(self.aow) != self.settle(self.pension)

    def work_ends(self, on: date) -> date | None:
        """First day without wages, seen from a day; None for who works on while AOW and pension both run.

        The pension ends work, or the AOW when it comes first and work has stopped. Who has one of the two already
        works until the other, unless work has stopped.
        """
        aow, pension = self.settle(self.aow), self.settle(self.pension)
        first, last = min(aow, pension), max(aow, pension)
        if first <= on:
            if self.stopped_working:
                return first
            return last if last > on else None
        return aow if self.stopped_working and aow < pension else pension

    def settle(self, day: date) -> date:
        """The day on which something starts that is due on `day`."""
        return self.settled if self.first <= day <= self.latest else day


def of(applicant: Applicant, norms: Norms, *, later: bool = False) -> PensionDates | None:
    """The dates of an applicant (ruling 6); None when nothing tells them.

    `later` settles on the last date of the year instead of the first: the guide does not say which one moves.
    """
    aow = aow_on(applicant, norms)
    pension = applicant.pension_on or aow
    if pension is None:
        return None
    aow = aow or pension
    first = min(aow, pension)
    year_on = add_months(first, norms.ch04.aow_pension_equal_within_months)
    starts = [income.starts_on for income in pensions(applicant) if income.starts_on]
    latest = max((day for day in (aow, pension, *starts) if first <= day < year_on), default=first)
    return PensionDates(
        aow=aow,
        pension=pension,
        latest=latest,
        settled=latest if later else first,
        stopped_working=applicant.stopped_working,
    )


def horizon(facts: Facts, norms: Norms) -> date:
    """The last day on which a pension starts that is looked at: 10 years and 3 months after the application."""
    months = norms.ch04.pension_horizon_years * 12 + norms.ch04.pension_horizon_months
    return add_months(facts.application.application_date, months)


def aow_on(applicant: Applicant, norms: Norms) -> date | None:
    """First day of AOW: as stated, else from the date of birth (ruling 6)."""
    if applicant.aow_on is not None or applicant.birth_date is None:
        return applicant.aow_on
    return norms.aow.ages.aow_on(applicant.birth_date)


def pensions(applicant: Applicant) -> tuple[Pensioen, ...]:
    """AOW, pensions and lijfrenten of an applicant."""
    return tuple(income for income in applicant.incomes or () if isinstance(income, Pensioen))
