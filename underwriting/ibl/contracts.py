"""From the blocks of the message to contracts: what is left out, and which blocks are one contract (5.5, app. 6, 7)."""

from collections.abc import Iterable
from dataclasses import replace

from underwriting.ibl.conversion import is_four_weekly
from underwriting.ibl.message import Contract, Verzekeringsbericht, WageItem
from underwriting.ibl.series import ONE_DAY, is_benefit, ordered
from underwriting.ibl.trail import Trail
from underwriting.norms.ibl import Ibl


def contracts_of(message: Verzekeringsbericht, norms: Ibl, trail: Trail) -> tuple[Contract, ...]:
    """The contracts with wage that may count, each with its payment term; in an order of their own."""
    found = []
    for stated in sorted(message.contracts, key=_sorting):
        contract = replace(stated, payment_term=stated.payment_term or message.payment_term)
        form = norms.contract_forms.find(contract.contract_form)
        if form is None and not is_benefit(contract, norms):
            words = "zonder bekende contractvorm" if contract.contract_form else "zonder contractvorm"
            trail.add("Contract", "appendix 6", f"Telt niet mee: {words}.", employer=contract.employer)
            continue
        items = tuple(item for item in contract.items if norms.line_min_days <= item.days <= norms.line_max_days)
        if len(items) < len(contract.items):
            dropped = len(contract.items) - len(items)
            text = f"Regels van korter dan {norms.line_min_days} of langer dan {norms.line_max_days} dagen: niet mee."
            trail.add("Loonregels", "appendix 7", text, dropped, "perioden", employer=contract.employer)
            trail.rests_on(norms.readings.line_length)
        if items:
            found.append(replace(contract, items=_summed(items)))
    return _merged(found, norms, trail)


def _merged(contracts: Iterable[Contract], norms: Ibl, trail: Trail) -> tuple[Contract, ...]:
    """Blocks of one employer, number and payment term that follow each other are one contract (newest form)."""
    result: list[Contract] = []
    for contract in contracts:
        for index, earlier in enumerate(result):
            if _follows(earlier, contract, norms):
                result[index] = replace(contract, items=(*ordered(earlier), *ordered(contract)))
                text = (
                    f"Sluit aan op een eerder contract tot en met {ordered(earlier)[-1].ends_on:%d-%m-%Y}: samen een."
                )
                trail.add("Samenvoegen", "5.5", text, employer=contract.employer)
                break
        else:
            result.append(contract)
    return tuple(result)


def _follows(earlier: Contract, later: Contract, norms: Ibl) -> bool:
    last, first = ordered(earlier)[-1], ordered(later)[0]
    same = (earlier.employer, earlier.loonheffingennummer) == (later.employer, later.loonheffingennummer)
    weekly = is_four_weekly(last, earlier.payment_term, norms), is_four_weekly(first, later.payment_term, norms)
    return same and weekly[0] is weekly[1] and last.ends_on < first.starts_on <= last.ends_on + 2 * ONE_DAY


def _summed(items: tuple[WageItem, ...]) -> tuple[WageItem, ...]:
    """One line per period: lines with the same dates are added up."""
    by_dates: dict[tuple[object, object], WageItem] = {}
    for item in items:
        other = by_dates.get((item.starts_on, item.ends_on))
        by_dates[item.starts_on, item.ends_on] = item if other is None else _added(other, item)
    return tuple(by_dates.values())


def _added(one: WageItem, other: WageItem) -> WageItem:
    return replace(
        one,
        hours=one.hours + other.hours,
        sv_loon=one.sv_loon + other.sv_loon,
        private_use=one.private_use + other.private_use,
        own_contribution=one.own_contribution + other.own_contribution,
    )


def _sorting(contract: Contract) -> tuple[object, ...]:
    """Oldest first; the rest only serves to make the order of the message irrelevant."""
    items = ordered(contract)
    lines = tuple(
        (item.starts_on, item.ends_on, item.hours, item.sv_loon, item.private_use, item.own_contribution)
        for item in items
    )
    names = (contract.employer, contract.loonheffingennummer, contract.contract_form or "", contract.payment_term or "")
    return (lines, *names)
