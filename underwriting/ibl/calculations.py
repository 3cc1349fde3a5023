"""The four calculations: A and B for a fixed contract of two years or more, D for a shorter one, C for all the rest."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from underwriting.annuity import cents
from underwriting.ibl.message import Calculation, Counted, Kind
from underwriting.ibl.peaks import (
    Cut,
    average_period,
    average_year,
    cut,
    incidental_cuts,
    incidental_periods,
    recurring_cuts,
)
from underwriting.ibl.rounding import fine
from underwriting.ibl.series import ZERO, Employment, Period, Series
from underwriting.ibl.trail import Trail
from underwriting.ibl.working_hours import part_time
from underwriting.norms.ibl import Ibl

_RECENT = 3
"""Periods 1 to 3 count as they are; older ones times the part-time percentage."""
_OLDER = {1: "I9", 2: "I21", 3: "I33"}
"""What the rules call the wage of the older periods of so many years, in months."""
_BENEFITS = {"": "", "i": ", met uitkeringen", "e": ", zonder uitkeringen"}


class Calculator:
    """Works one calculation out, and writes its steps down under the name of its employer."""

    def __init__(self, job: Employment, section: str, norms: Ibl, trail: Trail, employers: Sequence[str] = ()) -> None:
        self.job, self.term, self.norms, self.trail = job, job.term, norms, trail
        self.section = section
        self.employers = tuple(employers) or (job.contract.employer,)

    def stable(self) -> Calculation:
        """A: the last year."""
        year = self.term.per_year
        self.trail.rests_on(self.norms.readings.enip_in_a)
        percentage = self._part_time()
        wages = self._without_recurring_peaks(self.job.series, scope=year, incidental=frozenset())
        income = self._income("I", wages, year, 1, percentage) - self._car("Z", year, 1)
        return self._finish("A", income, wages, year)

    def not_stable(self) -> Calculation:
        """B: two years on average, at most the last."""
        year, scope = self.term.per_year, self.term.two_years
        percentage = self._part_time()
        wages = self._without_peaks(scope=scope, missing_years_count=False, by_reference=True)
        two = self._income("I2jr", wages, scope, 2, percentage) - self._car("Z2jr", scope, 2)
        one = self._income("Ijr", wages, year, 1, percentage) - self._car("Zjr", year, 1)
        return self._finish("B", self._lower("twee jaar", two, one), wages, scope)

    def short(self) -> Calculation:
        """D: the lowest of four periods, a year long."""
        year, scope, latest = self.term.per_year, self.norms.min_contiguous_periods, self.job.series[:1]
        recent = self.job.series[:scope]
        self.trail.rests_on(self.norms.readings.choice)
        lowest = min(recent, key=lambda period: period.sv_loon)
        income, car = lowest.sv_loon * year, max(self.job.latest.car, ZERO) * year
        self._add("Laagste", f"Laagste SV-loon van periode 1 tot en met {scope}.", lowest.sv_loon, about=(lowest,))
        self._add("I", f"{year} keer het laagste SV-loon.", income)
        self._add("Z", f"Privégebruik auto min eigen bijdrage van periode 1, {year} keer, niet onder nul.", car, latest)
        return self._finish("D", income - car, self.job.series, scope)

    def flexible(self) -> Calculation:
        """C: three years of all other contracts and benefits on average, at most the last year without benefits."""
        year, scope, stated = self.term.per_year, self.term.three_years, self.job.series
        self.trail.rests_on(self.norms.readings.choice)
        self.trail.rests_on(self.norms.readings.eip_b_in_c)
        percentage = self._part_time()
        wages = self._without_peaks(scope=scope, missing_years_count=True, by_reference=False)
        own = tuple(
            replace(period, sv_loon=fine(period.sv_loon * (1 - _benefit_share(before))))
            for period, before in zip(wages, stated, strict=True)
        )
        three = self._income("I3jr", wages, scope, 3, percentage, "i") - self._car("Z3jr", scope, 3)
        one = self._income("Ijr", own, year, 1, percentage, "e") - self._car("Zjr", year, 1)
        return self._finish("C", self._lower("drie jaar", three, one), wages, scope)

    def _part_time(self) -> Decimal:
        return part_time(self.job, self.norms, self.trail, ", ".join(self.employers))

    def _without_peaks(self, *, scope: int, missing_years_count: bool, by_reference: bool) -> Series:
        series, term = self.job.series, self.term
        incidental = incidental_periods(series, term, self.norms, missing_years_count=missing_years_count)
        average = average_period(series, self.norms, scope=scope, incidental=incidental)
        self._add(
            "GPI", "Gemiddeld periode-inkomen, zonder incidentele pieken.", average, series[:scope], section="6.3"
        )
        cuts = incidental_cuts(
            series,
            term,
            self.norms,
            scope=scope,
            average=average,
            incidental=incidental,
            by_reference=by_reference,
        )
        self._tell(cuts, "Incidentele piek boven 150 procent van het GPI, afgetopt.", "6.4")
        return self._without_recurring_peaks(cut(series, cuts), scope=scope, incidental=incidental)

    def _without_recurring_peaks(self, series: Series, *, scope: int, incidental: frozenset[int]) -> Series:
        average = average_year(series, self.term, self.norms)
        text = "Gemiddeld jaarinkomen van gewone perioden, over drie jaar of het laatste jaar: het laagste."
        self._add("GJI", text, average, series[: self.term.three_years], section="6.5")
        cuts = recurring_cuts(series, self.term, scope=scope, average=average, incidental=incidental)
        share = f"{self.term.enip_share_above}/{self.term.enip_share_below}"
        self._tell(cuts, f"Terugkerende piek boven {share} van het GJI, afgetopt.", "6.6")
        return cut(series, cuts)

    def _income(self, name: str, wages: Series, scope: int, years: int, percentage: Decimal, mark: str = "") -> Decimal:
        """I3 + the older periods times the part-time percentage, a year. `mark` is i or e: benefits in, or out."""
        recent = sum((period.sv_loon for period in wages[:_RECENT]), ZERO)
        older = sum((period.sv_loon for period in wages[_RECENT:scope]), ZERO)
        amount = fine((recent + older * percentage / 100) / years)
        which = _BENEFITS[mark]
        first, second = f"I3{mark}", f"{_OLDER[years]}{mark}"
        self._add(first, f"SV-loon van periode 1 tot en met {_RECENT}{which}.", recent, wages[:_RECENT])
        text = f"SV-loon van periode {_RECENT + 1} tot en met {scope}{which}."
        self._add(second, text, older, wages[_RECENT:scope])
        divided = f", gedeeld door {years}" if years > 1 else ""
        self._add(name, f"{first} + {second} maal het parttimepercentage{divided}.", amount)
        return amount

    def _car(self, name: str, scope: int, years: int) -> Decimal:
        total = sum((period.car for period in self.job.series[:scope]), ZERO)
        amount = fine(max(total, ZERO) / years)
        divided = f", gedeeld door {years}" if years > 1 else ""
        text = f"Privégebruik auto min eigen bijdrage van periode 1 tot en met {scope}, niet onder nul{divided}."
        self._add(name, text, amount, self.job.series[:scope])
        return amount

    def _lower(self, period: str, average: Decimal, last: Decimal) -> Decimal:
        text = f"Het gemiddelde over {period} is lager" if average <= last else "Het laatste jaar is lager"
        self._add("Laagste", f"{text}: dat telt.", min(average, last))
        return min(average, last)

    def _finish(self, kind: Kind, income: Decimal, wages: Series, scope: int) -> Calculation:
        counted = cents(max(income, ZERO))
        self._add(kind, "Inkomen uit deze berekening, op centen, niet onder nul.", counted)
        return Calculation(kind=kind, employers=self.employers, income=counted, periods=self._periods(wages, scope))

    def _periods(self, wages: Series, scope: int) -> tuple[Counted, ...]:
        pairs = zip(self.job.series[:scope], wages[:scope], strict=True)
        return tuple(
            Counted(
                number=number,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                hours=period.hours,
                sv_loon=period.sv_loon,
                counted=wage.sv_loon,
                benefit=period.benefit,
                car=period.car,
            )
            for number, (period, wage) in enumerate(pairs, 1)
        )

    def _tell(self, cuts: Sequence[Cut], text: str, section: str) -> None:
        for one in cuts:
            about = (self.job.series[one.index],)
            self._add(one.kind, text, one.now, about, section=section, was=one.was)

    def _add(
        self,
        name: str,
        text: str,
        value: Decimal,
        about: Series = (),
        *,
        section: str | None = None,
        was: Decimal | None = None,
    ) -> None:
        employer = ", ".join(self.employers)
        self.trail.add(name, section or self.section, text, value, employer=employer, about=about, was=was)


def _benefit_share(period: Period) -> Decimal:
    return period.benefit / period.sv_loon if period.sv_loon > 0 else ZERO
