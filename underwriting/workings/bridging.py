"""How much of the surplus of the present home can be bridged (gids 2.11)."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.obligations import OtherProperty, SavingsPolicy
from underwriting.figures import OverbruggingFigures
from underwriting.norms import Norms

ZERO = Decimal(0)


def work_out(facts: Facts, norms: Norms) -> OverbruggingFigures | None:
    """The bridging loan and its maximum; None when none is asked. Amounts are absent as long as a fact is."""
    asked = facts.lening.overbrugging if facts.lening else None
    if asked is None:
        return None
    home = bridged_home(facts)
    if home is None:
        return OverbruggingFigures(requested=asked.amount, rule_ids=("G2.11-04", "G2.11-06"))
    sold = is_sold(home)
    base = _base(home)
    balance = home.mortgage.outstanding if home.mortgage else None
    policies = policy_value(home, norms)
    surplus = None
    if base is not None and balance is not None:
        surplus = base * norms.ch02.overbrugging_percent / 100 - balance
    return OverbruggingFigures(
        property_id=home.id,
        basis="verkoopprijs" if sold else "marktwaarde",
        basis_amount=base,
        surplus=surplus,
        policy_value_counted=policies,
        maximum=None if surplus is None else max(surplus + policies, ZERO),
        requested=asked.amount,
        rule_ids=("G2.11-04" if sold else "G2.11-06", "G2.11-11", *_policy_rules(home)),
    )


def bridged_home(facts: Facts) -> OtherProperty | None:
    """The home whose surplus is bridged: the one named, or the only present home."""
    asked = facts.lening.overbrugging if facts.lening else None
    homes = facts.other_properties or ()
    if asked is None:
        return None
    if asked.property_id is not None:
        return next((home for home in homes if home.id == asked.property_id), None)
    present = [home for home in homes if home.role == "huidige-woning"]
    return present[0] if len(present) == 1 else None


def is_sold(home: OtherProperty) -> bool:
    """Sold from the day the agreement is signed, whether or not it can still be dissolved (gids 2.11)."""
    return home.status == "verkocht" or (home.sale is not None and home.sale.agreement_signed_on is not None)


def policy_value(home: OtherProperty, norms: Norms) -> Decimal:
    """What counts of the surrender values of pledged policies."""
    return sum((_counted(policy, norms) for policy in home.policies or ()), ZERO)


def policy_percentage(policy: SavingsPolicy, norms: Norms) -> Decimal:
    """100 percent of a SEW; of every other policy what a KEW counts for."""
    return norms.ch02.overbrugging_sew_percent if policy.kind == "sew" else norms.ch02.overbrugging_kew_bew_percent


def ltv_of_old_home(facts: Facts) -> Decimal | None:
    """Bridging loan and present mortgage against the value of the home for sale, percent (G2.11-07)."""
    home = bridged_home(facts)
    asked = facts.lening.overbrugging if facts.lening else None
    if home is None or asked is None or home.value is None or home.mortgage is None:
        return None
    if home.mortgage.outstanding is None or home.value.amount <= 0:
        return None
    return (asked.amount + home.mortgage.outstanding) / home.value.amount * 100


def _base(home: OtherProperty) -> Decimal | None:
    if is_sold(home):
        return home.sale.price if home.sale else None
    return home.value.amount if home.value else None


def _counted(policy: SavingsPolicy, norms: Norms) -> Decimal:
    if policy.pledged_to_lender is not True or policy.surrender_value is None:
        return ZERO
    return policy.surrender_value * policy_percentage(policy, norms) / 100


def _policy_rules(home: OtherProperty) -> tuple[str, ...]:
    rules = {"G2.11-13" if policy.kind == "sew" else "G2.11-14" for policy in home.policies or ()}
    return tuple(sorted(rules))
