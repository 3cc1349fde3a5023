"""Partneralimentatie payable comes off the toetsinkomen of whoever pays it (gids 5.5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.obligations import AlimentatiePayable
from underwriting.figures import ApplicantIncome, IncomeDeduction
from underwriting.workings.income import Income, IncomeMoment

ZERO = Decimal(0)


def deduct(income: Income, facts: Facts) -> Income:
    """The income with alimony taken off, at every moment up to the day the duty ends; never below zero."""
    duties = [duty for duty in facts.obligations or () if isinstance(duty, AlimentatiePayable)]
    if not duties:
        return income
    applicants = tuple(_applicant(entry, duties, facts.evaluation.as_of) for entry in income.toetsinkomen.applicants)
    joint = income.joint
    if joint is not None:
        joint = sum((entry.amount for entry in applicants), ZERO)
    return replace(
        income,
        toetsinkomen=replace(income.toetsinkomen, applicants=applicants, joint=joint),
        moments=tuple(_moment(moment, duties) for moment in income.moments),
    )


def payable(duties: list[AlimentatiePayable], applicant_id: str, on: date) -> Decimal:
    """What an applicant pays per year on a day. The first applicant named pays: a duty rests on one person."""
    return sum(
        (
            duty.annual_amount or ZERO
            for duty in duties
            if duty.applicant_ids[:1] == (applicant_id,) and (duty.ends_on is None or duty.ends_on >= on)
        ),
        ZERO,
    )


def _applicant(entry: ApplicantIncome, duties: list[AlimentatiePayable], on: date) -> ApplicantIncome:
    deductions = tuple(
        IncomeDeduction(obligation_id=duty.id, amount=duty.annual_amount or ZERO, rule_ids=("G5.5-01",))
        for duty in duties
        if payable([duty], entry.applicant_id, on) > 0
    )
    if not deductions:
        return entry
    taken = sum((deduction.amount for deduction in deductions), ZERO)
    return replace(entry, amount=max(entry.amount - taken, ZERO), deductions=deductions)


def _moment(moment: IncomeMoment, duties: list[AlimentatiePayable]) -> IncomeMoment:
    incomes = tuple(
        (name, max(amount - payable(duties, name, moment.from_on), ZERO)) for name, amount in moment.incomes
    )
    return replace(moment, incomes=incomes)
