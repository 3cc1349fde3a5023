"""gids 5.1, 5.2 and 11: the credit registers and their codes."""

from datetime import date

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.registers import BkrCode, BkrRegistration, ForeignCreditRegister
from underwriting.figures import Subject
from underwriting.norms import Norms
from underwriting.periods import add_years
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    before,
    check,
    compare,
    is_,
    missing,
    none_of,
    passed,
    refer_unless,
    referred,
)
from underwriting.subjects import applicants, registrations

chapter = Chapter("5.2")


@chapter.rule("G5.1-01")
def every_applicant_is_checked(case: Case) -> Findings:
    """gids 5.1: BKR is asked about every applicant."""
    for path, applicant, subject in applicants(case):
        check_at_bkr = applicant.registers.bkr if applicant.registers else None
        if check_at_bkr is None:
            yield missing(f"{path}.registers.bkr", subject=subject)
        elif check_at_bkr.registrations is None:
            yield missing(f"{path}.registers.bkr.registrations", subject=subject)
        else:
            yield passed(is_("checked_at_bkr", True), subject=subject)


@chapter.rule("G5.1-02")
def foreign_register_through_bkr(case: Case) -> Findings:
    """gids 5.1: without Dutch nationality also the register of that country, where BKR exchanges with it."""
    for path, applicant, subject in applicants(case):
        if applicant.nationalities is None:
            yield missing(f"{path}.nationalities", subject=subject)
            continue
        if "NL" in applicant.nationalities:
            continue
        register = applicant.registers.foreign_credit_register if applicant.registers else None
        exchanges = _exchanges(case, register)
        place = f"{path}.registers.foreign_credit_register"
        if register is None or exchanges is None:
            yield missing(f"{place}.exchange_with_bkr", subject=subject)
        elif register.country not in applicant.nationalities:
            yield missing(f"{place}.country", subject=subject)
        elif exchanges and register.checked_on is None:
            yield missing(f"{place}.checked_on", subject=subject)
        elif exchanges and register.clean is None:
            yield missing(f"{place}.clean", subject=subject)
        elif exchanges:
            yield refer_unless(is_("clean", register.clean is True), subject=subject)


@chapter.rule("G5.1-03")
def foreign_register_extract(case: Case) -> Findings:
    """gids 5.1: where BKR does not exchange but the country has a register, an extract; not clean, a person decides."""
    for path, applicant, subject in applicants(case):
        register = applicant.registers.foreign_credit_register if applicant.registers else None
        if register is None or _exchanges(case, register) is not False or "NL" in (applicant.nationalities or ()):
            continue
        place = f"{path}.registers.foreign_credit_register"
        if register.register_exists is None:
            yield missing(f"{place}.register_exists", subject=subject)
            continue
        if register.register_exists:
            extract = documents.ask(case, "buitenlands-kredietregister", applicant_id=applicant.id)
            yield extract
            if extract.status not in documents.SATISFIED:
                yield missing("document:buitenlands-kredietregister", subject=subject)
            elif register.clean is None:
                yield missing(f"{place}.clean", subject=subject)
            else:
                yield refer_unless(is_("clean", register.clean), subject=subject)


@chapter.rule("G5.2-01")
def no_arrears_without_recovery(case: Case) -> Findings:
    """gids 5.2: no arrears code that was not recovered; the exception is a credit repaid over a year ago (G5.2-03)."""
    for path, applicant, subject in applicants(case):
        check_at_bkr = applicant.registers.bkr if applicant.registers else None
        if check_at_bkr is None or check_at_bkr.registrations is None:
            yield missing(f"{path}.registers.bkr.registrations", subject=subject)
            continue
        unread = [
            f"{path}.registers.bkr.registrations[{index}].codes"
            for index, registration in enumerate(check_at_bkr.registrations)
            if registration.codes is None
        ]
        open_arrears = [
            registration
            for registration in check_at_bkr.registrations
            if has_open_arrears(registration, case.norms) and not _repaid_long_ago(registration, case)
        ]
        compared = compare("active_a_codes", len(open_arrears), "eq", 0, "count", satisfied=not open_arrears)
        if open_arrears:
            yield check(compared, subject=subject)
        elif unread:
            yield missing(*unread, subject=subject, compared=[compared])
        else:
            yield _special_codes(check_at_bkr.registrations, case) or check(compared, subject=subject)


@chapter.rule("G5.2-02")
def recovered_over_a_year_ago(case: Case) -> Findings:
    """gids 5.2: recovered arrears on RK, AK, RO, ZK and ZO only when recovered more than a year before."""
    bound = add_years(case.applied_on, -case.norms.bkr.recovery_years)
    for path, registration, subject in registrations(case):
        if not _of_five_types(registration, case):
            continue
        if registration.codes is None:
            yield missing(f"{path}.codes", subject=subject)
        for index, code in enumerate(registration.codes or ()):
            if code.code not in case.norms.bkr.recovery:
                continue
            if code.on is None:
                yield missing(f"{path}.codes[{index}].on", subject=subject)
            else:
                yield check(before("recovered_on", code.on, bound), subject=subject)


@chapter.rule("G5.2-03")
def arrears_on_credit_repaid_over_a_year_ago(case: Case) -> Findings:
    """gids 5.2: arrears that were not recovered are accepted when the credit was repaid more than a year before."""
    for _, registration, subject in registrations(case):
        if has_open_arrears(registration, case.norms) and _repaid_long_ago(registration, case):
            assert registration.fully_repaid_on is not None
            yield passed(before("fully_repaid_on", registration.fully_repaid_on, _a_year_before(case)), subject=subject)


@chapter.rule("G5.2-04")
def no_schuldhulpverlening(case: Case) -> Findings:
    """gids 5.2: SH is refused, whatever became of it."""
    yield from _refused_type(case, "SH")


@chapter.rule("G5.2-05")
def no_saneringskrediet(case: Case) -> Findings:
    """gids 5.2: SK is refused, whatever became of it."""
    yield from _refused_type(case, "SK")


@chapter.rule("G5.2-06")
def no_restschuld(case: Case) -> Findings:
    """gids 5.2: RH is refused, whatever became of it."""
    yield from _refused_type(case, "RH")


@chapter.rule("G5.2-07")
def no_restschuld_with_nhg(case: Case) -> Findings:
    """gids 5.2: RN is refused, whatever became of it."""
    yield from _refused_type(case, "RN")


@chapter.rule("G5.2-08")
def no_mortgage_arrears(case: Case) -> Findings:
    """gids 5.2: HY is refused, whatever became of it."""
    yield from _refused_type(case, "HY")


@chapter.rule("G5.2-09")
def other_types_without_arrears(case: Case) -> Findings:
    """gids 5.2: every other credit only without any arrears, also when recovered or repaid."""
    for path, registration, subject in registrations(case):
        if not case.norms.bkr.without_arrears(registration.credit_type):
            continue
        if registration.codes is None:
            yield missing(f"{path}.codes", subject=subject)
        else:
            count = len(registration.codes)
            yield check(compare("codes", count, "eq", 0, "count", satisfied=count == 0), subject=subject)


@chapter.rule("G11-08")
def no_schuldregeling(case: Case) -> Findings:
    """gids 11: a code SR is refused, also when repaid or recovered."""
    for path, registration, subject in registrations(case):
        codes = {code.code for code in registration.codes or ()} | {registration.credit_type_code or ""}
        found = sorted(codes & set(case.norms.bkr.debt_help))
        for code in found:
            yield check(none_of("code", code, case.norms.bkr.debt_help), subject=subject)
        if registration.codes is None and not found:
            yield missing(f"{path}.codes", subject=subject)
        elif not found:
            yield check(subject=subject)


def has_open_arrears(registration: BkrRegistration, norms: Norms) -> bool:
    """An A that no H followed. Without dates the order in which the codes stand decides."""
    arrears, recovered = False, False
    for code in _in_order(registration.codes or (), norms):
        if code.code in norms.bkr.arrears:
            arrears, recovered = True, False
        elif code.code in norms.bkr.recovery:
            recovered = True
    return arrears and not recovered


def _in_order(codes: tuple[BkrCode, ...], norms: Norms) -> list[BkrCode]:
    dates: list[date] = [code.on for code in codes if code.on is not None]
    if len(dates) < len(codes):
        return list(codes)
    return sorted(codes, key=lambda code: (code.on or date.min, code.code not in norms.bkr.arrears))


def _special_codes(found: tuple[BkrRegistration, ...], case: Case) -> Answer | None:
    """A special code on a credit of the five types: the guide is silent, NHG refuses it, else a person decides."""
    refused = case.norms.bkr.refused_under_nhg
    for registration in found:
        codes = sorted({code.code for code in registration.codes or ()} & set(refused))
        if codes and _of_five_types(registration, case):
            subject = Subject("registration", registration.id)
            compared = none_of("code", codes[0], refused)
            return (check if case.facts.application.nhg else referred)(compared, subject=subject)
    return None


def _refused_type(case: Case, credit_type: str) -> Findings:
    """Every registration is of another type, or is refused."""
    refused = [name for name in case.norms.bkr.refused if name == credit_type]
    for _, registration, subject in registrations(case):
        if refused:
            yield check(none_of("credit_type", registration.credit_type, refused), subject=subject)


def _exchanges(case: Case, register: ForeignCreditRegister | None) -> bool | None:
    """Whether BKR exchanges with the country: as stated, else by the list that was stamped on the facts."""
    if register is None:
        return None
    listed = case.facts.reference.bkr_exchange_countries if case.facts.reference else None
    if register.exchange_with_bkr is None and listed is not None:
        return register.country in listed
    return register.exchange_with_bkr


def _of_five_types(registration: BkrRegistration, case: Case) -> bool:
    return registration.credit_type in case.norms.bkr.recovery_accepted


def _repaid_long_ago(registration: BkrRegistration, case: Case) -> bool:
    repaid = registration.fully_repaid_on
    return _of_five_types(registration, case) and repaid is not None and repaid < _a_year_before(case)


def _a_year_before(case: Case) -> date:
    return add_years(case.applied_on, -case.norms.bkr.recovery_years)
