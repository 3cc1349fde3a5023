"""Burdens of other debts, euros per month (gids 5.1, 5.3, 5.4, 5.6)."""

from decimal import Decimal

from underwriting import annuity
from underwriting.facts import Facts
from underwriting.facts.obligations import (
    AlimentatiePayable,
    Krediet,
    LeningDerden,
    Obligation,
    OtherProperty,
    Studielening,
)
from underwriting.facts.registers import BkrRegistration
from underwriting.figure_words import BurdenKind
from underwriting.figures import Burden, Subject
from underwriting.norms import Norms
from underwriting.workings import principal

ZERO = Decimal(0)
"""Instalments that say nothing of what will be due: an annuity takes their place (gids 5.4)."""


def work_out(facts: Facts, norms: Norms, weighted: Decimal | None) -> tuple[Burden, ...]:
    """Every burden that is taken off the allowed burden. `weighted` is the weighted toetsrente, percent."""
    debts = [_of(obligation, facts, norms, weighted) for obligation in facts.obligations or ()]
    homes = [other_home_burden(home) for home in facts.other_properties or ()]
    return tuple(burden for burden in [*debts, *homes] if burden is not None)


def counted(found: tuple[Burden, ...], obligation_id: str) -> Decimal:
    """What a debt counts for per month; nothing as long as the toetsrente is not known."""
    return next((burden.monthly for burden in found if burden.subject.id == obligation_id), ZERO)


def counts(obligation: Krediet | LeningDerden, facts: Facts) -> bool:
    """Whether the debt weighs: not when it is repaid from own funds before the binding offer (gids 5.3).

    Until the offer the promise is enough; at the offer it must have been done, on that day at the latest.
    """
    if repaid_before_application(obligation, facts):
        return False
    repaid, origin = obligation.repaid_on, obligation.repaid_from
    aanbod = facts.aanbod.hypotheekaanbod if facts.aanbod else None
    offered_on = aanbod.issued_on if aanbod else facts.evaluation.as_of
    if repaid is not None and repaid <= offered_on:
        return origin != "eigen-middelen"
    offering = facts.evaluation.phase in ("hypotheekaanbod", "passeren", "beheer")
    return offering or obligation.to_be_repaid_before_offer is not True


def repaid_before_application(obligation: Krediet | LeningDerden, facts: Facts) -> bool:
    """A debt that was gone before the application burdens nobody, whatever paid it; BKR shows it for years."""
    return obligation.repaid_on is not None and obligation.repaid_on < facts.application.application_date


def registration_of(credit: Krediet, facts: Facts) -> BkrRegistration | None:
    """The BKR registration of a credit."""
    for applicant in facts.applicants:
        check = applicant.registers.bkr if applicant.registers else None
        for registration in (check.registrations or ()) if check else ():
            if registration.id == credit.bkr_registration_id:
                return registration
    return None


def amortises(credit: Krediet, facts: Facts, norms: Norms) -> bool:
    """Only a registration as AK lets the actual burden count (gids 5.1)."""
    registration = registration_of(credit, facts)
    return registration is not None and registration.credit_type in norms.bkr.amortising


def credit_base(debt: Krediet | LeningDerden) -> Decimal | None:
    """What the percentage is taken of: the limit, else the original principal."""
    limit = debt.limit if isinstance(debt, Krediet) else None
    return limit if limit is not None else debt.original_principal


def business_credit_in_ikv(credit: Krediet, facts: Facts) -> bool:
    """Whether a complete Inkomensverklaring already took the business credit into account (gids 5.1)."""
    for applicant in facts.applicants:
        if applicant.id not in credit.applicant_ids:
            continue
        for income in applicant.incomes or ():
            ikv = income.ikv if income.kind == "onderneming" else None
            if ikv and ikv.complete is True and ikv.business_credit_included is True:
                return True
    return False


def fiscal_home_loan(loan: LeningDerden) -> bool:
    """A private loan for a home or a residual debt that met the fiscal demands when it was concluded (gids 5.3)."""
    return loan.purpose in ("eigen-woning", "restschuld") and loan.fiscally_compliant is True


def gifted(loan: LeningDerden) -> bool:
    """Whether the burden of a private loan is given as a gift and stays out (gids 5.3)."""
    gift = loan.gift
    return (
        gift is not None
        and fiscal_home_loan(loan)
        and gift.frequency in ("maandelijks", "jaarlijks")
        and gift.whole_term is True
        and gift.agreement_final is True
        and gift.mortgage_security_on_onderpand is False
        and gift.claimable == "alleen-faillissement-of-surseance"
    )


def instalment(loan: Studielening, norms: Norms) -> Decimal | None:
    """The monthly instalment that counts, before the gross-up; None when a fact is lacking."""
    if loan.instalment_status in norms.ch05.annuity_statuses:
        if loan.outstanding is None or loan.rate is None or loan.remaining_months is None:
            return None
        return annuity.payment(loan.outstanding, loan.rate, max(1, loan.remaining_months))
    return loan.monthly_instalment if loan.instalment_status == "regulier" else None


def gross_up(facts: Facts, norms: Norms, weighted: Decimal) -> Decimal:
    """The factor on a student loan: 1 when the whole mortgage is in box 3, else by the weighted toetsrente."""
    if all(part.box == 3 for part in principal.leningdelen(facts)):
        return Decimal(1)
    return norms.trhk.student_loan_factors.factor(weighted)


def other_home_burden(home: OtherProperty) -> Burden | None:
    """A home that is not for sale weighs its gross mortgage burden during the whole term (gids 5.6)."""
    if home.status != "niet-te-koop" or home.mortgage is None or home.mortgage.gross_monthly is None:
        return None
    return Burden(
        kind="andere-woning",
        subject=Subject("property", home.id),
        monthly=home.mortgage.gross_monthly,
        method="bruto-hypotheeklast",
        rule_ids=("G5.6-03",),
    )


def _of(obligation: Obligation, facts: Facts, norms: Norms, weighted: Decimal | None) -> Burden | None:
    if isinstance(obligation, AlimentatiePayable):
        return None
    if isinstance(obligation, Studielening):
        return _student_loan(obligation, facts, norms, weighted)
    if not counts(obligation, facts):
        return None
    return _credit(obligation, facts, norms) if isinstance(obligation, Krediet) else _private_loan(obligation, norms)


def _credit(credit: Krediet, facts: Facts, norms: Norms) -> Burden | None:
    subject = Subject("obligation", credit.id)
    kind: BurdenKind = "zakelijk-krediet" if credit.credit_kind == "zakelijk-krediet" else "krediet"
    if kind == "zakelijk-krediet":
        if business_credit_in_ikv(credit, facts) or credit.actual_monthly is None:
            return None
        return Burden(
            kind=kind, subject=subject, monthly=credit.actual_monthly, method="werkelijke-last", rule_ids=("G5.1-07",)
        )
    if amortises(credit, facts, norms) and credit.actual_monthly is not None:
        return Burden(
            kind=kind, subject=subject, monthly=credit.actual_monthly, method="werkelijke-last", rule_ids=("G5.1-06",)
        )
    base = credit_base(credit)
    if base is None:
        return None
    return _higher(kind, subject, base, credit.actual_monthly, norms, "G5.1-04")


def _private_loan(loan: LeningDerden, norms: Norms) -> Burden | None:
    subject = Subject("obligation", loan.id)
    if gifted(loan):
        return Burden(
            kind="lening-derden",
            subject=subject,
            monthly=ZERO,
            method="schenking-buiten-beschouwing",
            rule_ids=("G5.3-06",),
        )
    if fiscal_home_loan(loan):
        if loan.original_principal is None or loan.rate is None or loan.original_term_months is None:
            return None
        level = annuity.payment(loan.original_principal, loan.rate, loan.original_term_months)
        actual = loan.actual_monthly or ZERO
        return Burden(
            kind="lening-derden",
            subject=subject,
            monthly=max(level, actual),
            method="annuiteit" if level >= actual else "werkelijke-last",
            rule_ids=("G5.3-05",),
        )
    base = credit_base(loan)
    return None if base is None else _higher("lening-derden", subject, base, loan.actual_monthly, norms, "G5.3-04")


def _higher(
    kind: BurdenKind, subject: Subject, base: Decimal, actual: Decimal | None, norms: Norms, rule_id: str
) -> Burden:
    """The higher of the percentage and the actual burden."""
    by_percentage = annuity.cents(base * norms.ch05.credit_percent_per_month / 100)
    if actual is not None and actual > by_percentage:
        return Burden(kind=kind, subject=subject, monthly=actual, method="werkelijke-last", rule_ids=(rule_id,))
    return Burden(kind=kind, subject=subject, monthly=by_percentage, method="twee-procent", rule_ids=(rule_id,))


def _student_loan(loan: Studielening, facts: Facts, norms: Norms, weighted: Decimal | None) -> Burden | None:
    amount = instalment(loan, norms)
    if amount is None or weighted is None:
        return None
    factor = gross_up(facts, norms, weighted)
    by_annuity = loan.instalment_status in norms.ch05.annuity_statuses
    return Burden(
        kind="studielening",
        subject=Subject("obligation", loan.id),
        monthly=annuity.cents(amount * factor),
        method="annuiteit" if by_annuity else "werkelijke-last",
        gross_up_factor=factor,
        rule_ids=("G5.4-03" if by_annuity else "G5.4-02", "G5.4-04"),
    )
