"""A wage as a stream, by each of the ways in which gids 4.1 to 4.3 work it out."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Loondienst
from underwriting.norms import Norms
from underwriting.workings import wages
from underwriting.workings.stream import Stream, component, unknown

ZERO = Decimal(0)


def of_wage(path: str, applicant: Applicant, wage: Loondienst, facts: Facts, norms: Norms) -> Stream:
    """A wage by the way that applies to it."""
    refusals = wages.refusals(wage)
    if refusals:
        return Stream(component=component(wage.id, "niet-meegeteld", _stated(wage), ZERO, *refusals))
    way = wages.route(wage, facts.evaluation.as_of, norms)
    if way == "ibl":
        if wage.ibl is None:
            return unknown(wage.id, "ibl", f"{path}.ibl.toetsinkomen")
        return Stream(component=component(wage.id, "ibl", wage.ibl.toetsinkomen, wage.ibl.toetsinkomen, "G4.1.1-01"))
    if way == "payslip":
        return _payslip(path, applicant, wage, facts, norms)
    if way == "average":
        return _average(path, wage, facts, norms)
    if way == "scan":
        return _scan(path, wage, norms)
    lacks = wages.lacks_for_permanent(path, wage, facts.evaluation.as_of, norms) if wage.method else (f"{path}.method",)
    return unknown(wage.id, "niet-meegeteld", *lacks)


def _stated(wage: Loondienst) -> Decimal | None:
    if wage.ibl is not None:
        return wage.ibl.toetsinkomen
    if wage.components:
        return sum((part.annual_amount or ZERO for part in wage.components), ZERO)
    return wage.current_annual_income


def _payslip(path: str, applicant: Applicant, wage: Loondienst, facts: Facts, norms: Norms) -> Stream:
    if not wage.components:
        return unknown(wage.id, "werkgeversverklaring", f"{path}.components")
    lacks = tuple(
        f"{path}.components[{index}].annual_amount"
        for index, part in enumerate(wage.components)
        if part.annual_amount is None and part.kind in norms.ch04.wage_parts.accepted
    )
    if lacks:
        return unknown(wage.id, "werkgeversverklaring", *lacks)
    counted = wages.payslip_income(applicant, wage, facts, norms)
    rules = ["G4.1-19", "G4-04"]
    if wages.raise_counted(wage, facts, norms):
        rules.append("G4.1-08")
    return Stream(component=component(wage.id, "werkgeversverklaring", _stated(wage), counted, *rules))


def _average(path: str, wage: Loondienst, facts: Facts, norms: Norms) -> Stream:
    years = wages.three_years(wage, facts, norms)
    if years is None:
        return unknown(wage.id, "driejaarsgemiddelde", f"{path}.history")
    if wages.current_income_replaces(wage, years, norms):
        if wage.current_annual_income is None:
            return unknown(wage.id, "driejaarsgemiddelde", f"{path}.current_annual_income")
        current = wage.current_annual_income
        return Stream(component=component(wage.id, "driejaarsgemiddelde", current, current, "G4.1.2-04"))
    return Stream(
        component=component(wage.id, "driejaarsgemiddelde", years.average, max(years.counted, ZERO), "G4.1.2-03")
    )


def _scan(path: str, wage: Loondienst, norms: Norms) -> Stream:
    if wages.scan_refused(wage, norms):
        rule = "G4.3-03" if wage.contract in norms.ch04.scan_refused_contracts else "G4.3-02"
        return Stream(component=component(wage.id, "niet-meegeteld", wage.current_annual_income, ZERO, rule))
    scan = wage.arbeidsmarktscan
    earning = scan.verdiencapaciteit if scan else None
    if wage.current_annual_income is None or earning is None:
        lacks = {
            f"{path}.current_annual_income": wage.current_annual_income,
            f"{path}.arbeidsmarktscan.verdiencapaciteit": earning,
        }
        return unknown(wage.id, "arbeidsmarktscan", *(name for name, value in lacks.items() if value is None))
    counted = min(wage.current_annual_income, earning)
    return Stream(
        component=component(wage.id, "arbeidsmarktscan", wage.current_annual_income, counted, "G4.3-01", "G4.3-06")
    )
