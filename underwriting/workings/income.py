"""The toetsinkomen (gids 4): what each income counts for, and from when it changes."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant, IncomeDecline
from underwriting.facts.incomes import Income as IncomeFact
from underwriting.facts.incomes import Pensioen
from underwriting.figure_words import MomentReason, RuleIds
from underwriting.figures import ApplicantIncome, IncomeComponent, Toetsinkomen
from underwriting.norms import Norms
from underwriting.periods import add_days, add_months
from underwriting.workings import pension_dates, principal, streams, wages
from underwriting.workings.pension_dates import PensionDates
from underwriting.workings.stream import Stream

ZERO = Decimal(0)
RULES: dict[MomentReason, RuleIds] = {
    "pensioen": ("G2.6-01", "G4.4-01"),
    "aow": ("G2.6-01", "G4.4-01"),
    "einde-alimentatie": ("G2.6-01", "G4.6-01"),
    "einde-uitkering": ("G2.6-01", "G4.5-01"),
    "inkomensdaling": ("G2.6-01", "G4.7-02"),
    "overig": ("G2.6-01", "G4.7-01"),
}
"""The rules behind a test at a later moment, the weightiest reason first where several fall on one day."""


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
    """What chapter 4 worked out. `missing` holds the paths of the facts without which some moment is not known."""

    toetsinkomen: Toetsinkomen
    moments: tuple[IncomeMoment, ...]
    missing: tuple[str, ...] = ()
    undecided: bool = False
    """Whether the test holds only when AOW and pension start on the later of two near dates (G4.4-06)."""

    @property
    def joint(self) -> Decimal | None:
        """The joint toetsinkomen at the start; None when a fact is lacking."""
        return self.toetsinkomen.joint

    def of(self, applicant_id: str) -> Decimal | None:
        """The toetsinkomen of one applicant at the start."""
        return next(
            (entry.amount for entry in self.toetsinkomen.applicants if entry.applicant_id == applicant_id), None
        )

    def component(self, income_id: str) -> IncomeComponent | None:
        """What one income came to."""
        entries = (component for applicant in self.toetsinkomen.applicants for component in applicant.components)
        return next((component for component in entries if component.income_id == income_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Earner:
    """One applicant with all incomes as streams."""

    applicant: Applicant
    streams: tuple[Stream, ...]
    dates: PensionDates | None
    missing: tuple[str, ...]

    def on(self, day: date) -> Decimal:
        """The income on a day, no higher than a foreseen fall leaves."""
        amount = sum((stream.on(day) for stream in self.streams), ZERO)
        fallen = [fall for fall in self.applicant.income_declines or () if fall.from_on <= day]
        return min(amount, max(fallen, key=_since).annual_income_after) if fallen else amount


def work_out(facts: Facts, norms: Norms, *, later: bool = False) -> Income:
    """The toetsinkomen of every applicant, before alimony payable (gids 5.5 takes that off).

    `later` lets AOW and pension that lie less than a year apart both start on the later date.
    """
    earners = tuple(_earner(index, facts, norms, later=later) for index in range(len(facts.applicants)))
    start = facts.evaluation.as_of
    known = not any(_unstated(earner, start) for earner in earners)
    lacking_now = [stream for earner in earners for stream in earner.streams if stream.missing and stream.runs(start)]
    joint = sum((earner.on(start) for earner in earners), ZERO) if known and not lacking_now else None
    return Income(
        toetsinkomen=Toetsinkomen(applicants=tuple(_applicant(earner, start) for earner in earners), joint=joint),
        moments=_moments(earners, facts, norms, later=later),
        missing=tuple(dict.fromkeys(path for earner in earners for path in earner.missing)),
    )


def lacks_role(applicant: Applicant) -> bool:
    """Whether an earner is known not to be borrower, owner and occupant alike (G4-10)."""
    return False in (applicant.is_borrower, applicant.is_owner, applicant.is_occupant)


def two_earners(facts: Facts) -> bool:
    """Whether more than one applicant has an income."""
    return sum(1 for applicant in facts.applicants if applicant.incomes) > 1


def loan_ends(facts: Facts) -> date | None:
    """The day on which the last leningdeel ends; None while a term is not known."""
    terms = [part.term_months for part in principal.leningdelen(facts)]
    known = [term for term in terms if term is not None]
    return add_months(facts.evaluation.as_of, max(known)) if known and len(known) == len(terms) else None


def looked_at(applicant: Applicant, facts: Facts, norms: Norms, *, later: bool = False) -> PensionDates | None:
    """The pension dates of an applicant whose pension starts near enough and within the term of the loan (G4.4-01)."""
    dates = pension_dates.of(applicant, norms, later=later)
    end = loan_ends(facts)
    if dates is None or dates.first > pension_dates.horizon(facts, norms):
        return None
    return dates if end is None or dates.first < end else None


def pension_bears(applicant: Applicant, pension: Pensioen, facts: Facts, norms: Norms) -> bool:
    """Whether a pension is part of the test: it runs, or the applicant's pension is looked at (G4.4-01)."""
    if not _needed(applicant):
        return False
    return looked_at(applicant, facts, norms) is not None or not _pension_to_come(pension, facts.evaluation.as_of)


def lacks_pension(path: str, applicant: Applicant) -> tuple[str, ...]:
    """The path under which AOW or pension is not stated although it is near; an IBP covers both."""
    stated = any(
        pension.scheme == "aow" or pension.ibp_toetsinkomen is not None for pension in pension_dates.pensions(applicant)
    )
    return () if stated else (f"{path}.incomes",)


def actual_burden_period(facts: Facts, norms: Norms, *, later: bool = False) -> tuple[date, date] | None:
    """From when until when the actual burden may be tested between two AOW dates; the last day is not included.

    The oldest reaches AOW within 10 years of the offer (G4.4-08); 120 months at most (G4.4-10).
    """
    found = [pension_dates.of(applicant, norms, later=later) for applicant in facts.applicants]
    dates = [entry for entry in found if entry is not None]
    if len(dates) != 2:
        return None
    first, last = sorted(entry.settle(entry.aow) for entry in dates)
    reached_by = add_months(wages.offer_on(facts), norms.ch04.aow_gap_horizon_years * 12)
    if first == last or first > reached_by:
        return None
    return first, min(last, add_months(first, norms.ch04.aow_gap_max_months))


def _since(fall: IncomeDecline) -> date:
    return fall.from_on


def _needed(applicant: Applicant) -> bool:
    return applicant.income_needed is not False


def _earner(index: int, facts: Facts, norms: Norms, *, later: bool) -> _Earner:
    applicant, path = facts.applicants[index], f"applicants[{index}]"
    dates = looked_at(applicant, facts, norms, later=later)
    found = [
        streams.of(f"{path}.incomes[{number}]", applicant, income, dates, facts, norms)
        for number, income in enumerate(applicant.incomes or ())
        if dates is not None or not _pension_to_come(income, facts.evaluation.as_of)
    ]
    if two_earners(facts) and lacks_role(applicant):
        found = [stream.refused("G4-10") for stream in found]
    elif not _needed(applicant):
        found = [stream.refused("G3.2-01") for stream in found]
    missing = [name for stream in found for name in stream.missing]
    if _needed(applicant) and applicant.incomes is None:
        missing.append(f"{path}.incomes")
    elif dates is not None and _needed(applicant):
        missing += lacks_pension(path, applicant)
    return _Earner(applicant=applicant, streams=tuple(found), dates=dates, missing=tuple(missing))


def _unstated(earner: _Earner, on: date) -> bool:
    """Whether an income that must be there on a day is not stated: any income, or the AOW or pension that began."""
    if not _needed(earner.applicant):
        return False
    begun = earner.dates is not None and earner.dates.first <= on
    return earner.applicant.incomes is None or (begun and bool(lacks_pension("", earner.applicant)))


def _pension_to_come(income: IncomeFact, on: date) -> bool:
    """A pension that does not run yet: not looked at when it is far away."""
    return isinstance(income, Pensioen) and (income.starts_on is None or income.starts_on > on)


def _applicant(earner: _Earner, start: date) -> ApplicantIncome:
    components = tuple(
        stream.component if stream.runs(start) else replace(stream.component, counted=ZERO)
        for stream in earner.streams
        if not stream.missing
    )
    return ApplicantIncome(applicant_id=earner.applicant.id, amount=earner.on(start), components=components)


def _moments(earners: tuple[_Earner, ...], facts: Facts, norms: Norms, *, later: bool) -> tuple[IncomeMoment, ...]:
    """The start, and every later day within the term of the loan on which an income or the table changes."""
    period = actual_burden_period(facts, norms, later=later)
    changes = _changes(earners)
    if period and any(entry.dates is not None for entry in earners):
        for day in period:
            changes.setdefault(day, "overig")
    end = loan_ends(facts)
    start = facts.evaluation.as_of
    days = sorted(day for day in changes if start < day and (end is None or day < end))
    reasons: list[tuple[date, MomentReason]] = [(start, "aanvang"), *((day, changes[day]) for day in days)]
    moments = []
    for day, reason in reasons:
        actual = bool(period and period[0] <= day < period[1])
        rules = RULES.get(reason, ())
        moments.append(
            IncomeMoment(
                from_on=day,
                reason=reason,
                incomes=tuple((entry.applicant.id, entry.on(day)) for entry in earners),
                burden_method="werkelijke-last" if actual else "annuiteit",
                rule_ids=(*(rules or ("G2.6-01", "G2.6-02")), "G4.4-07") if actual else rules,
            )
        )
    return tuple(moments)


def _changes(earners: tuple[_Earner, ...]) -> dict[date, MomentReason]:
    found: list[tuple[date, MomentReason]] = []
    for earner in earners:
        for stream in earner.streams:
            if stream.starts_on is not None:
                found.append((stream.starts_on, stream.start_reason))
            if stream.ends_on is not None:
                found.append((add_days(stream.ends_on, 1), stream.end_reason))
        if earner.dates is not None:
            found.append((earner.dates.settle(earner.dates.aow), "aow"))
        found += [(fall.from_on, "inkomensdaling") for fall in earner.applicant.income_declines or ()]
    weight = list(RULES)
    changes: dict[date, MomentReason] = {}
    for day, reason in found:
        if day not in changes or weight.index(reason) < weight.index(changes[day]):
            changes[day] = reason
    return changes
