"""The figures of a decision as groups of rows: what, how much, and the articles it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.assessments.words import group
from portal.backoffice.findings import Json, article_of, subject_name
from portal.formats.dates import short_date
from portal.formats.numbers import euro, percent

METHODS = group("method")
BURDENS = group("burden")
LEFT_OUT = group("left-out")
OWN_FUNDS = group("own-funds")
VALUE_BASES = group("value-basis")
TABLES = group("table")
MOMENTS = group("moment")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that belong together."""

    title: str
    rows: tuple[Row, ...]


def groups(decision: Json, *, names: Mapping[str, str]) -> list[Group]:
    """Every figure that was computed, in the order of the guide. `names` gives people their name by facts id."""
    figures: Json = decision["figures"]
    parts = (
        ("Toetsinkomen", _income(figures, names)),
        ("Lasten", _burdens(figures, names)),
        ("Toetsrente", _test_rate(figures)),
        ("Inkomenstoets", _moments(figures)),
        ("Waarde van de woning", _value(figures)),
        ("Maximale lening", _maximum(figures)),
        ("Eigen geld", _own_funds(figures)),
    )
    made = [Group(title, tuple(rows)) for title, rows in parts]
    return [group for group in made if group.rows]


def _income(figures: Json, names: Mapping[str, str]) -> Iterator[Row]:
    income = figures.get("toetsinkomen") or {}
    for person in income.get("applicants", ()):
        yield Row(names.get(person["applicant_id"], person["applicant_id"]), f"{euro(person['amount'])} per jaar")
        for part in person.get("components", ()):
            method = METHODS.get(part["method"], part["method"])
            yield Row(f"waarvan {method}", euro(part["counted"]), _source(part))
        for part in person.get("deductions") or ():
            yield Row("af: partneralimentatie", euro(part["amount"]), _source(part))
    if income.get("joint"):
        yield Row("Samen", f"{euro(income['joint'])} per jaar")


def _burdens(figures: Json, names: Mapping[str, str]) -> Iterator[Row]:
    for burden in figures.get("burdens") or ():
        about = subject_name(burden.get("subject"), names)
        name = f"{BURDENS[burden['kind']]} ({about})" if about else BURDENS[burden["kind"]]
        yield Row(name, f"{euro(burden['monthly'])} per maand", _source(burden))


def _test_rate(figures: Json) -> Iterator[Row]:
    rate = figures.get("toetsrente") or {}
    for part in rate.get("leningdelen", ()):
        basis = "rente van het aanbod" if part["basis"] == "renteaanbod" else "AFM-toetsrente"
        yield Row(
            f"Leningdeel {part['leningdeel_id'].lstrip('l')}", f"{percent(part['rate'])} ({basis})", _source(part)
        )
    if rate.get("weighted"):
        yield Row("Gewogen", percent(rate["weighted"]))


def _moments(figures: Json) -> Iterator[Row]:
    for moment in figures.get("toetsmomenten") or ():
        when = f"Vanaf {short_date(moment['from_on'])} ({MOMENTS[moment['reason']]})"
        yield Row(when, f"toetsinkomen {euro(moment['toetsinkomen'])}", _source(moment))
        used = moment.get("financieringslastpercentage")
        if used:
            yield Row(
                "Financieringslastpercentage",
                percent(used["percentage"]),
                f"tabel {TABLES.get(used['table'], used['table'])}",
            )
        for name, label in (
            ("available_annual", "Ruimte per jaar"),
            ("mortgage_burden_annual", "Last van deze lening per jaar"),
            ("maximum_loan", "Maximale lening op inkomen"),
        ):
            if moment.get(name):
                yield Row(label, euro(moment[name]))
    for part in figures.get("left_out_of_income_test") or ():
        yield Row(f"Buiten de toets: {LEFT_OUT[part['kind']]}", euro(part["amount"]), _source(part))


def _value(figures: Json) -> Iterator[Row]:
    if basis := figures.get("value_basis"):
        yield Row(VALUE_BASES[basis["kind"]], euro(basis["amount"]), _source(basis))
    if figures.get("ltv"):
        yield Row("Lening ten opzichte van de waarde (LTV)", percent(figures["ltv"]))
    if risk := figures.get("risicoklasse"):
        yield Row(
            "Risicoklasse", "NHG" if risk == "nhg" else risk.replace("-", " tot ").replace("tot tot", "tot") + " %"
        )


def _maximum(figures: Json) -> Iterator[Row]:
    most = figures.get("maximum_loan") or {}
    for name, label in (
        ("requested", "Gevraagd"),
        ("on_income", "Maximaal op inkomen"),
        ("on_value", "Maximaal op de waarde"),
        ("on_product", "Maximaal bij dit product"),
        ("binding", "Het laagste maximum"),
        ("excess", "Gevraagd boven het maximum"),
    ):
        if most.get(name):
            source = article_of(most["binding_rule_id"]) if name == "binding" and most.get("binding_rule_id") else ""
            yield Row(label, euro(most[name]), source)
    if figures.get("gross_monthly_total"):
        yield Row("Bruto maandlast in het begin", euro(figures["gross_monthly_total"]))
    if part := figures.get("aflossingsvrij"):
        yield Row("Aflossingsvrij", f"{euro(part['amount'])} van hoogstens {euro(part.get('maximum'))}")


def _own_funds(figures: Json) -> Iterator[Row]:
    own = figures.get("own_funds") or {}
    for name, label in (("required", "Nodig"), ("shown", "Aangetoond"), ("shortfall", "Nog aan te tonen")):
        if own.get(name) is not None:
            yield Row(label, euro(own[name]))
    for item in own.get("items") or ():
        yield Row(f"Nodig voor: {OWN_FUNDS[item['kind']].lower()}", euro(item["amount"]), _source(item))


def _source(part: Mapping[str, Any]) -> str:
    """The articles behind a figure."""
    return ", ".join(dict.fromkeys(article_of(rule_id) for rule_id in part.get("rule_ids") or ()))
