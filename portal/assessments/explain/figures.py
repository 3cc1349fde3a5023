"""The figures of a decision as lines: toetsinkomen, toetsrente, the cell of the table, burdens, maxima, payments."""

from collections.abc import Iterator

from portal.assessments.explain.telling import Json, Telling

Section = tuple[str, list[str]]
BINDS = {"G2.6-01": "on_income", "G2.4-01": "on_value", "G2.3-09": "on_product"}


def figures(decision: Json, tell: Telling) -> Iterator[Section]:
    """Every group of figures that was worked out."""
    found: Json = decision["figures"]
    for heading, lines in (
        ("income", _income(found, tell)),
        ("rate", _rates(found, tell)),
        ("test", _test(found, tell)),
        ("burdens", _burdens(found, tell)),
        ("value", _value(found, tell)),
        ("maximum", _maximum(found, tell)),
        ("monthly", _monthly(found, tell)),
        ("cost", _cost(decision.get("payments") or {}, tell)),
        ("own-funds", _own_funds(found, tell)),
    ):
        yield tell.words("heading", heading), list(lines)


def _income(found: Json, tell: Telling) -> Iterator[str]:
    income = found.get("toetsinkomen") or {}
    for person in income.get("applicants", ()):
        name = tell.names.get(person["applicant_id"], person["applicant_id"])
        yield tell.line(name, tell.text("per-year", amount=tell.euro(person["amount"])))
        for part in person.get("components", ()):
            how = tell.text("of-which", method=tell.words("method", part["method"]))
            value = tell.euro(part["counted"])
            if part.get("stated") not in (None, part["counted"]):
                value = f"{value} ({tell.text('stated', amount=tell.euro(part['stated']))})"
            yield tell.line(f"  {how}", value, part.get("rule_ids", ()))
        for part in person.get("deductions") or ():
            yield tell.line(f"  {tell.text('alimony')}", tell.euro(part["amount"]), part.get("rule_ids", ()))
    if income.get("joint"):
        yield tell.line(tell.text("joint"), tell.text("per-year", amount=tell.euro(income["joint"])))


def _rates(found: Json, tell: Telling) -> Iterator[str]:
    rate = found.get("toetsrente") or {}
    for part in rate.get("leningdelen", ()):
        value = f"{tell.percent(part['rate'])}, {tell.words('rate-basis', part['basis'])}"
        yield tell.line(_part(part, tell), value, part.get("rule_ids", ()))
    if rate.get("weighted"):
        yield tell.line(tell.text("weighted"), tell.percent(rate["weighted"]))


def _test(found: Json, tell: Telling) -> Iterator[str]:
    """The test from each day on which income or burden changes, with the cell that was used."""
    for moment in found.get("toetsmomenten") or ():
        when = tell.text("from", day=tell.day(moment["from_on"]), reason=tell.words("moment", moment["reason"]))
        yield tell.line(when, f"toetsinkomen {tell.euro(moment.get('toetsinkomen'))}", moment.get("rule_ids", ()))
        if used := moment.get("financieringslastpercentage"):
            yield f"    {_cell(used, tell)}"
        for name, key in (
            ("allowed", "allowed_annual"),
            ("deducted", "deducted_annual"),
            ("available", "available_annual"),
            ("mortgage", "mortgage_burden_annual"),
            ("moment-maximum", "maximum_loan"),
        ):
            if moment.get(key):
                yield tell.line(f"  {tell.text(name)}", tell.euro(moment[key]))
    for part in found.get("left_out_of_income_test") or ():
        name = f"{tell.text('left-out')}, {tell.words('left-out', part['kind']).lower()}"
        yield tell.line(name, tell.euro(part["amount"]), part.get("rule_ids", ()))


def _cell(used: Json, tell: Telling) -> str:
    """The percentage, and the table, row and column it stands in."""
    percentage = tell.share(used["percentage"])
    parts = [
        tell.text("percentage", percentage=percentage, set=used["table_set"], table=tell.words("table", used["table"]))
    ]
    if cell := used.get("cell"):
        for name, low, high, write in (
            ("row", cell["income_from"], cell.get("income_to"), tell.euro),
            ("column", cell["rate_from"], cell.get("rate_to"), tell.percent),
        ):
            key, bounds = (name, {"to": write(high)}) if high else (f"{name}-last", {})
            parts.append(tell.text(key, **{"from": write(low), **bounds}))
    return ", ".join(parts)


def _burdens(found: Json, tell: Telling) -> Iterator[str]:
    for burden in found.get("burdens") or ():
        about = tell.subject(burden.get("subject"))
        name = tell.words("burden", burden["kind"])
        amount = tell.text("per-month", amount=tell.euro(burden["monthly"]))
        yield tell.line(f"{name} ({about})" if about else name, amount, burden.get("rule_ids", ()))
    if (double := found.get("double_burden")) and double.get("total"):
        amount = tell.text("months-of", months=double["months"], monthly=tell.euro(double.get("monthly")))
        value = f"{tell.euro(double['total'])} ({amount})"
        yield tell.line(tell.text("double"), value, double.get("rule_ids", ()))


def _value(found: Json, tell: Telling) -> Iterator[str]:
    if basis := found.get("value_basis"):
        yield tell.line(tell.words("value-basis", basis["kind"]), tell.euro(basis["amount"]), basis.get("rule_ids", ()))
    if found.get("ltv"):
        yield tell.line(tell.text("ltv"), tell.share(found["ltv"]))
    if found.get("risicoklasse"):
        yield tell.line(tell.text("risk"), tell.words("risk", found["risicoklasse"]))


def _maximum(found: Json, tell: Telling) -> Iterator[str]:
    most = found.get("maximum_loan") or {}
    for key in ("requested", "on_income", "on_value", "on_product"):
        if most.get(key):
            yield tell.line(tell.text(key), tell.euro(most[key]))
    if most.get("binding"):
        rule_id = most["binding_rule_id"]
        what = tell.words("binds", BINDS.get(rule_id, rule_id))
        yield tell.line(tell.text("binding", what=what), tell.euro(most["binding"]), [rule_id])
    if most.get("excess"):
        yield tell.line(tell.text("excess"), tell.euro(most["excess"]))
    if bridge := found.get("overbrugging"):
        for name, key in (("bridge-requested", "requested"), ("bridge-maximum", "maximum")):
            if bridge.get(key):
                yield tell.line(tell.text(name), tell.euro(bridge[key]), bridge.get("rule_ids", ()))


def _monthly(found: Json, tell: Telling) -> Iterator[str]:
    for part in found.get("leningdelen") or ():
        if part.get("gross_monthly_first"):
            halves = {key: tell.euro(part.get(f"{key}_first")) for key in ("interest", "repayment")}
            value = f"{tell.euro(part['gross_monthly_first'])}, {tell.text('interest-repayment', **halves)}"
            yield tell.line(_part(part, tell), value)
    if found.get("gross_monthly_total"):
        yield tell.line(tell.text("total"), tell.euro(found["gross_monthly_total"]))


def _cost(payments: Json, tell: Telling) -> Iterator[str]:
    if not payments:
        return
    yield tell.line(tell.text("jkp"), tell.share(payments["jkp"]["percent"]))
    if payments["jkp"].get("illustrative"):
        yield tell.line(tell.text("jkp-illustrative"), tell.share(payments["jkp"]["illustrative"]))
    for name in ("interest_total", "total_cost", "total_payable"):
        yield tell.line(tell.text(name), tell.euro(payments[name]))


def _own_funds(found: Json, tell: Telling) -> Iterator[str]:
    own = found.get("own_funds") or {}
    if not own.get("items") and not own.get("shown"):
        return
    for key in ("required", "shown", "shortfall"):
        if own.get(key) is not None:
            yield tell.line(tell.text(key), tell.euro(own[key]))
    for item in own.get("items") or ():
        what = tell.words("own-funds", item["kind"]).lower()
        yield tell.line(f"  {tell.text('for', what=what)}", tell.euro(item["amount"]), item.get("rule_ids", ()))


def _part(part: Json, tell: Telling) -> str:
    return tell.text("part", id=part["leningdeel_id"].lstrip("l") or part["leningdeel_id"])
