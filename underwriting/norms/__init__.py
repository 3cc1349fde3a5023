"""The numbers in force on a day: `norms_on(peildatum)`. A day without norms is an error, never last year's numbers."""

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import get_type_hints

from underwriting import GUIDE_EDITION
from underwriting.facts.evidence import Reference
from underwriting.norms.bkr import Bkr
from underwriting.norms.ibl import Ibl
from underwriting.norms.loading import SectionFile, fingerprint, read_section, section_files
from underwriting.norms.policy import Acceptance, Calendar, Ch02, Ch03, Ch04, Ch05, Ch06, Ch07, Ch08, Ch09, Ch10
from underwriting.norms.public import Afm, Aow, Costs, Duo, Fiscal, JkpNorms, Nhg, RateSheet, Trhk
from underwriting.norms.tables import RateTable


class NoNormsInForce(LookupError):
    """Some section has no numbers for this day: it ended, starts later, or does not exist."""

    def __init__(self, day: date, section: str, why: str = "does not exist") -> None:
        super().__init__(f"no norms in force on {day.isoformat()}: {section} {why}")
        self.day = day
        self.section = section


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """Every section in force on one day. A section is named as its files: `ch02` is read from `data/*/ch02.toml`."""

    on: date
    sha256: str
    acceptance: Acceptance
    ch02: Ch02
    ch03: Ch03
    ch04: Ch04
    ch05: Ch05
    ch06: Ch06
    ch07: Ch07
    ch08: Ch08
    ch09: Ch09
    ch10: Ch10
    calendar: Calendar
    trhk: Trhk
    afm: Afm
    nhg: Nhg
    bkr: Bkr
    duo: Duo
    ibl: Ibl
    aow: Aow
    fiscal: Fiscal
    rates: RateSheet
    costs: Costs
    jkp: JkpNorms
    earlier_rates: tuple[RateSheet, ...] = ()
    """Sheets that were in force before: gids 10 goes back to the day on which a rate was set."""

    def rates_set_on(self, day: date) -> RateTable | None:
        """The sheet of an earlier day; None when it is not among the norms."""
        sheets = (self.rates, *self.earlier_rates)
        return next((sheet.rates for sheet in sheets if sheet.valid_from <= day <= sheet.valid_to), None)

    @property
    def version(self) -> str:
        """Year and quarter, as the contract's `parameter_set`; `sha256` tells two versions of one quarter apart."""
        return f"{self.on.year}-q{(self.on.month + 2) // 3}"

    def reference(self, *, accepts_new_customers: bool | None = None) -> Reference:
        """The values to stamp in `facts.reference`. `accepts_new_customers` overrules the guide's stop."""
        accepts = self.acceptance.accepts_new_customers if accepts_new_customers is None else accepts_new_customers
        return Reference(
            parameter_set=self.version,
            afm_toetsrente=self.afm.toetsrente,
            nhg_kostengrens=self.nhg.cost_limit,
            nhg_kostengrens_met_ebv=self.nhg.cost_limit_with_energy,
            financieringslast_tables=self.trhk.set,
            rate_table=self.rates.sheet,
            accepts_new_customers=accepts,
            guide_edition=GUIDE_EDITION,
        )


def section_names() -> tuple[str, ...]:
    """The sections that every day must have."""
    return tuple(field.name for field in fields(Norms) if field.name not in ("on", "sha256", "earlier_rates"))


@lru_cache(maxsize=64)
def norms_on(day: date) -> Norms:
    """The norms in force on a day. Raises NoNormsInForce."""
    files = {name: _file_on(name, day) for name in section_names()}
    types = get_type_hints(Norms)
    sections = {name: read_section(types[name], file) for name, file in files.items()}
    earlier = tuple(file for file in section_files() if file.section == "rates" and file.valid_to < day)
    return Norms(
        on=day,
        sha256=fingerprint((*files.values(), *earlier)),
        earlier_rates=tuple(read_section(RateSheet, file) for file in earlier),
        **sections,
    )


def ibl_on(day: date) -> Ibl:
    """The rules of the IBL in force on a day, alone: they reach further back than the policy. Raises NoNormsInForce."""
    return _ibl(_file_on("ibl", day))


@lru_cache(maxsize=8)
def _ibl(file: SectionFile) -> Ibl:
    return read_section(Ibl, file)


def _file_on(section: str, day: date) -> SectionFile:
    files = [file for file in section_files() if file.section == section]
    for file in files:
        if file.covers(day):
            return file
    if not files:
        raise NoNormsInForce(day, section)
    if day < files[0].valid_from:
        raise NoNormsInForce(day, section, f"starts on {files[0].valid_from.isoformat()}")
    raise NoNormsInForce(day, section, f"ended on {files[-1].valid_to.isoformat()}")


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of a section for which there are numbers."""

    section: str
    ends_on: date


def endings() -> tuple[Ending, ...]:
    """Until when each section has numbers; its periods adjoin, so that the last file tells."""
    last = {file.section: file.valid_to for file in section_files()}
    return tuple(Ending(section, last[section]) for section in section_names())
