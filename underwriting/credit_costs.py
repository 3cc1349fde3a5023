"""The one-off costs of the credit, and which of them the JKP counts.

2014/17/EU art. 4 lid 13 with 2008/48/EC art. 3 g (BW 7:57 lid 1 g, 7:118): every cost that the consumer must pay for
the credit and that the lender knows, the valuation with it; notarial costs and the transfer of the home without.
"""

from collections.abc import Iterator
from decimal import Decimal

from underwriting import annuity
from underwriting.facts import Facts
from underwriting.facts.lening import LoanCosts
from underwriting.norms import Norms
from underwriting.payment_figures import CostKind, CreditCost
from underwriting.workings import principal, value
from underwriting.workings.loan import ltv_percent

ZERO = Decimal(0)
WITHOUT_DEED = "onderhandse-verhoging"
"""An increase within the registration: no deed is passed (gids 10)."""


def work_out(facts: Facts, norms: Norms) -> tuple[CreditCost, ...]:
    """Every cost above nothing, as stated in the facts and else by the norms, euros."""
    stated = (facts.lening.costs if facts.lening else None) or LoanCosts()
    amounts: Iterator[tuple[CostKind, Decimal | None, Decimal]] = iter(
        (
            ("borgtochtprovisie", stated.nhg_premium, borgtochtprovisie(facts, norms)),
            ("taxatie", stated.valuation, valuation(facts, norms)),
            ("advies", stated.advice, ZERO),
            ("overig", stated.other, ZERO),
            ("notaris", stated.notary, deed(facts, norms)),
        )
    )
    return tuple(
        CreditCost(
            kind=kind,
            amount=annuity.cents(estimate if fact is None else fact),
            # The premium is a percentage that NHG lays down: no estimate.
            estimated=fact is None and kind != "borgtochtprovisie",
            in_jkp=kind != "notaris",
        )
        for kind, fact, estimate in amounts
        if (estimate if fact is None else fact) > 0
    )


def borgtochtprovisie(facts: Facts, norms: Norms) -> Decimal:
    """The NHG premium over what is lent anew with NHG (NHG 2026)."""
    if not facts.application.nhg:
        return ZERO
    lent = sum(
        (part.amount for part in principal.leningdelen(facts) if not part.existing and part.nhg is not False), ZERO
    )
    return lent * norms.nhg.borgtochtprovisie_percent / 100


def valuation(facts: Facts, norms: Norms) -> Decimal:
    """What a valuation costs: a desktop one where it is enough (gids 6.5)."""
    found = value.work_out(facts, norms) if facts.onderpand else None
    if found is not None and found.valuation is not None and found.valuation.kind == "desktop":
        ltv = ltv_percent(principal.total(facts), found)
        if ltv is not None and ltv <= norms.ch06.desktop_max_ltv_percent:
            return norms.costs.valuation_desktop
    return norms.costs.valuation_standard


def deed(facts: Facts, norms: Norms) -> Decimal:
    """What the notary asks for the mortgage deed; the transfer is a cost of buying, not of the credit."""
    return ZERO if facts.application.request_type == WITHOUT_DEED else norms.costs.notary_mortgage
