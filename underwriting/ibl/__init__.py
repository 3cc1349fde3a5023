"""Inkomensbepaling Loondienst 8.1.1: from the UWV verzekeringsbericht to the toetsinkomen (gids 4.1.1).

The Rekenregels themselves were not readable; the steps follow two implementations that cite them by paragraph. Where
those differ the norms hold a reading, and every outcome names the readings it rests on.
"""

from datetime import date
from decimal import Decimal

from underwriting.annuity import cents
from underwriting.ibl.choice import Chosen, calculate
from underwriting.ibl.contracts import contracts_of
from underwriting.ibl.conversion import employment
from underwriting.ibl.eligibility import refusals
from underwriting.ibl.message import (
    Calculation,
    Contract,
    Counted,
    IblError,
    IblOutcome,
    Refusal,
    Step,
    Verzekeringsbericht,
    WageItem,
)
from underwriting.ibl.series import ZERO, Employment, is_benefit
from underwriting.ibl.trail import Trail
from underwriting.norms.ibl import Ibl

__all__ = [
    "Calculation",
    "Contract",
    "Counted",
    "IblError",
    "IblOutcome",
    "Refusal",
    "Step",
    "Verzekeringsbericht",
    "WageItem",
    "determine",
]


def determine(message: Verzekeringsbericht, rules: Ibl, *, on: date) -> IblOutcome:
    """The toetsinkomen by the message, or the refusals that stand in its way. Never raises about a message.

    `rules` are those in force `on` the day on which the message is judged.
    """
    trail = Trail()
    jobs = tuple(employment(contract, rules) for contract in contracts_of(message, rules, trail))
    refused = refusals(message, jobs, rules, trail, on=on)
    chosen = Chosen() if refused or not jobs else calculate(jobs, rules, trail)
    if not refused and not chosen.calculations:
        refused = (_nothing_counts(trail),)
    if refused:
        return _outcome(message, rules, trail, refused=refused)
    _warn_of_hours(jobs, rules, trail)
    earned = sum((entry.income for entry in chosen.calculations), ZERO)
    trail.add("Som", "3.8", "Alle berekeningen samen.", earned)
    pension = _pension(message, chosen, rules, trail, earned)
    trail.add("Toetsinkomen", "3.9", "Som van de berekeningen en de eigen pensioenbijdrage.", earned + pension)
    return _outcome(message, rules, trail, chosen=chosen, pension=pension)


def _nothing_counts(trail: Trail) -> Refusal:
    """No contract led to a calculation; the last step says what became of the last one."""
    last = trail.steps[-1] if trail.steps else None
    text = last.text if last else "Het bericht heeft geen loon."
    return Refusal(code=IblError.NO_CONTRACT_QUALIFIES, section=last.section if last else "3.1", text=text)


def _outcome(
    message: Verzekeringsbericht,
    rules: Ibl,
    trail: Trail,
    *,
    chosen: Chosen | None = None,
    pension: Decimal = ZERO,
    refused: tuple[Refusal, ...] = (),
) -> IblOutcome:
    calculations = tuple(chosen.calculations) if chosen else ()
    earned = sum((entry.income for entry in calculations), ZERO)
    return IblOutcome(
        version=rules.version,
        uwv_message_on=message.dated_on,
        toetsinkomen=cents(earned + pension) if calculations else None,
        calculations=calculations,
        pension=pension,
        refusals=refused,
        steps=tuple(trail.steps),
        warnings=tuple(trail.warnings),
        readings=tuple(f"{reading.text} Waarom: {reading.why}." for reading in trail.readings),
    )


def _pension(message: Verzekeringsbericht, chosen: Chosen, rules: Ibl, trail: Trail, earned: Decimal) -> Decimal:
    """3.9: the employee's own contribution over a year, once; not when every contract is on call (appendix 2)."""
    if not message.pension_contribution:
        return ZERO
    if all(_on_call(contract.contract_form, rules) for contract in chosen.running):
        text = "Alleen oproepcontracten: de eigen pensioenbijdrage telt niet mee."
        trail.add("Pensioen", "appendix 2", text, ZERO)
        return ZERO
    term = rules.four_weekly if message.payment_term == "four_weekly" else rules.monthly
    amount = message.pension_contribution * term.per_year
    trail.rests_on(rules.readings.pension)
    trail.add("Pensioen", "3.9", f"Eigen bijdrage per periode, {term.per_year} keer.", amount)
    if amount > earned * rules.pension_warning_percent / 100:
        warning = f"De eigen pensioenbijdrage is meer dan {rules.pension_warning_percent} procent van het inkomen."
        trail.warnings.append(warning)
    return amount


def _on_call(contract_form: str | None, rules: Ibl) -> bool:
    return (rules.contract_forms.find(contract_form) or ("no", False))[1]


def _warn_of_hours(jobs: tuple[Employment, ...], rules: Ibl, trail: Trail) -> None:
    for job in jobs:
        most = max((period.hours for period in job.stated[: job.term.per_year]), default=ZERO)
        if most > job.term.warning_hours and not is_benefit(job.contract, rules):
            text = f"{job.contract.employer}: in minstens een periode meer dan {job.term.warning_hours} uur."
            trail.warnings.append(text)
