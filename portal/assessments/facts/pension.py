"""AOW and pension from Mijnpensioenoverzicht, for who gets them within the term that is looked at (gids 4.4).

Whose pension lies further away is tested on present income only, so their pensions stay out of the facts.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from brondata.datasets import Leeftijd, Pensioenoverzicht, Pensioenperiode, Source
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, day, known, money
from underwriting.norms import norms_on
from underwriting.periods import add_months

SVB = "SVB"
Run = tuple[str, str, Decimal | None, Leeftijd, Leeftijd | None]
"""A policy with one amount over blocks in a row: provider, number, gross euros a year, from, until."""


def pensions_of(person: Person, *, applied_on: date, today: date) -> list[Json]:
    """AOW and every pension as an income of its own; none when they begin later than is looked at.

    An overview that is not complete tells lower bounds: its amounts stay out, and are then missing.
    """
    overview = person.bundle.pensioenoverzicht if person.bundle else None
    born = person.applicant.birth_date
    if overview is None or born is None or not overview.perioden:
        return []
    first = min(_on(born, block.van) for block in overview.perioden)
    norms = norms_on(today).ch04
    if first > add_months(applied_on, norms.pension_horizon_years * 12 + norms.pension_horizon_months):
        return []
    proof = [person.sources.proof[Source.PENSIOEN]]
    together = bool(person.applicant.dossier.wish.together)
    found = [*_aow(overview, together=together), *_policies(overview)]
    return [
        known(
            {
                "id": f"{person.id}-p{number}",
                "kind": "pensioen",
                "scheme": scheme,
                "provider": provider,
                "annual_amount": money(amount) if amount is not None and overview.volledig else None,
                "starts_on": day(_on(born, van)),
                "ends_on": day(_before(born, tot)) if tot else None,
                "evidence": proof,
            }
        )
        for number, (scheme, provider, amount, van, tot) in enumerate(found, start=1)
    ]


def _aow(overview: Pensioenoverzicht, *, together: bool) -> Iterator[Run]:
    for block in overview.perioden:
        if (aow := block.aow) is not None:
            amount = aow.te_bereiken_samenwonend if together else aow.te_bereiken_alleenstaand
            yield "aow", SVB, amount, block.van, None
            return


def _policies(overview: Pensioenoverzicht) -> Iterator[Run]:
    """A policy stands in every block; blocks in a row with one amount are one income."""
    runs: dict[tuple[str, str], Run] = {}
    for block in sorted(overview.perioden, key=lambda one: one.van):
        here = {(one.uitvoerder, one.herkenningsnummer): one.te_bereiken for one in block.pensioenen}
        for key in [key for key in runs if key not in here]:
            yield _ended(runs.pop(key), block)
        for key, amount in here.items():
            if key in runs and runs[key][2] != amount:
                yield _ended(runs.pop(key), block)
            runs.setdefault(key, ("collectief", key[0], amount, block.van, None))
    last = max(overview.perioden, key=lambda one: one.van)
    yield from ((*run[:4], last.tot) for run in runs.values())


def _ended(run: Run, block: Pensioenperiode) -> Run:
    return (*run[:4], block.van)


def _on(born: date, age: Leeftijd) -> date:
    return add_months(born, age.jaren * 12 + age.maanden)


def _before(born: date, age: Leeftijd) -> date:
    """The last day before an age is reached."""
    return date.fromordinal(_on(born, age).toordinal() - 1)
