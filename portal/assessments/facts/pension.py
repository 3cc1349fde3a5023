"""AOW and pension, from Mijnpensioenoverzicht or as typed, for who gets them within the term looked at (gids 4.4).

Whose pension lies further away is tested on present income only, so their pensions stay out of the facts.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from brondata.datasets import Leeftijd, Pensioenoverzicht, Pensioenperiode, Source
from portal import clock
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, day, known, money
from portal.dossiers.models import Applicant
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
        return list(_typed(person, today)) if overview is None else []
    if min(_on(born, block.van) for block in overview.perioden) > _horizon(applied_on, today):
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


def pension_is_near(applicant: Applicant) -> bool:
    """Whether the AOW of somebody starts within the term that is looked at (gids 4.4)."""
    today = clock.today()
    if applicant.birth_date is None:
        return False
    starts = norms_on(today).aow.ages.aow_on(applicant.birth_date)
    return starts <= _horizon(applicant.dossier.submitted_on or today, today)


def _horizon(applied_on: date, today: date) -> date:
    norms = norms_on(today).ch04
    return add_months(applied_on, norms.pension_horizon_years * 12 + norms.pension_horizon_months)


def _typed(person: Person, today: date) -> Iterator[Json]:
    """AOW and pension as somebody typed them; without evidence until documents prove them. AOW starts by law."""
    typed, born = person.declared or {}, person.applicant.birth_date
    if born is not None and Decimal(typed.get("aow_annual") or 0) > 0:
        starts = norms_on(today).aow.ages.aow_on(born)
        yield {
            "id": f"{person.id}-p1",
            "kind": "pensioen",
            "scheme": "aow",
            "provider": SVB,
            "annual_amount": typed["aow_annual"],
            "starts_on": starts.isoformat(),
        }
    if Decimal(typed.get("pension_annual") or 0) > 0:
        yield known(
            {
                "id": f"{person.id}-p2",
                "kind": "pensioen",
                "scheme": "collectief",
                "provider": typed.get("pension_provider"),
                "annual_amount": typed["pension_annual"],
                "starts_on": typed.get("pension_starts_on"),
            }
        )


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
