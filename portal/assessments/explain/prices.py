"""What a decision says of rates and fees as lines: per leningdeel, what moves along, what repays free, the fees."""

from collections.abc import Iterator

from portal.assessments.explain.telling import Json, Telling

Section = tuple[str, list[str]]


def prices(decision: Json, tell: Telling) -> Iterator[Section]:
    """One section; nothing in it when no rule spoke of a price."""
    found, pricing = decision["figures"], decision.get("pricing") or {}
    lines = [*_rates(pricing, tell), *_moved(found, tell), *_repayment(found, tell), *_fees(pricing, tell)]
    yield tell.words("heading", "prices"), lines


def _rates(pricing: Json, tell: Telling) -> Iterator[str]:
    for part in pricing.get("leningdelen", ()):
        name = tell.subject({"kind": "leningdeel", "id": part["leningdeel_id"]})
        value = f"{tell.percent(part['rate'])}, {tell.words('price-basis', part['basis'])}"
        yield tell.line(name or part["leningdeel_id"], value, part.get("rule_ids", ()))


def _moved(found: Json, tell: Telling) -> Iterator[str]:
    for part in found.get("verhuisregeling") or ():
        rate, until = part.get("rate"), part.get("until_on")
        value = ", ".join(
            [tell.euro(part["amount"])]
            + ([tell.percent(rate)] if rate else [])
            + ([tell.text("until", day=tell.day(until))] if until else [])
        )
        yield tell.line(tell.text("moved", part=part["existing_leningdeel_id"]), value, part.get("rule_ids", ()))


def _repayment(found: Json, tell: Telling) -> Iterator[str]:
    repaid = found.get("fee_free_repayment")
    if repaid:
        yield tell.line(tell.text("repaid-free"), tell.euro(repaid["free_amount"]), repaid.get("rule_ids", ()))
        yield tell.line(tell.text("repaid-charged"), tell.euro(repaid["charged_amount"]))


def _fees(pricing: Json, tell: Telling) -> Iterator[str]:
    for fee in pricing.get("fees", ()):
        amount = tell.euro(fee["amount"]) if fee.get("amount") else tell.text("amount-later")
        yield tell.line(tell.words("fee", fee["kind"]), amount, fee["rule_ids"])
