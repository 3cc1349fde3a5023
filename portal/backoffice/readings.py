"""What we read by ourselves in a file of a register, beside the picture of it: the clerk compares the two."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from brondata.datasets import Dienstverband, Leeftijd, Pensioenoverzicht, Pensioenperiode
from brondata.files import FileReading
from portal.evidence.filed import reading_of
from portal.evidence.models import FiledData, Upload
from portal.formats.dates import long_date, short_date
from portal.formats.numbers import euro


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the judge page shows: lines to compare, or why there are none."""

    reading: FileReading | None
    rows: tuple[tuple[str, str], ...] = ()
    why_not: str = ""


def reading_on_page(upload: Upload) -> Read | None:
    """The reading of a file; None for a file that nobody but a person reads."""
    row = FiledData.objects.filter(upload=upload).first()
    if row is None:
        return None
    reading = reading_of(upload)
    if reading is not None:
        return Read(reading=reading, rows=tuple(_rows(reading)))
    if row.outcome == FiledData.Outcome.OTHER_PERSON:
        return Read(
            reading=None, why_not="De naam of geboortedatum op dit bestand is een andere dan die van de aanvrager."
        )
    return Read(
        reading=None,
        why_not=f"Dit bestand konden wij niet zelf lezen ({row.place}). Lees het op de afbeelding hiernaast.",
    )


def _rows(reading: FileReading) -> Iterator[tuple[str, str]]:
    yield "Van wie", f"{reading.holder.naam}, geboren {long_date(reading.holder.geboortedatum)}"
    yield "Datum op het bestand", long_date(reading.as_of)
    if reading.verzekeringsbericht is not None:
        for job in reading.verzekeringsbericht.dienstverbanden:
            yield job.werkgever, _job(job)
    if reading.pensioenoverzicht is not None:
        yield from _overview(reading.pensioenoverzicht)


def _job(job: Dienstverband) -> str:
    first, last = job.perioden[0].van, max(period.tot for period in job.perioden)
    total = sum((period.sv_loon for period in job.perioden), Decimal(0))
    lines = "1 regel" if len(job.perioden) == 1 else f"{len(job.perioden)} regels"
    form = job.contractvorm or "contractvorm niet vermeld"
    car = "; auto van de zaak" if any(period.waarde_privegebruik_auto is not None for period in job.perioden) else ""
    return f"{form}; {lines}, {short_date(first)} tot en met {short_date(last)}, samen {euro(total)} sv-loon{car}"


def _overview(overview: Pensioenoverzicht) -> Iterator[tuple[str, str]]:
    if not overview.volledig:
        yield "Niet volledig", ", ".join(overview.ontbrekende_uitvoerders) or "het overzicht zegt niet waarom"
    for block in overview.perioden:
        yield f"Vanaf {_age(block.van)}", _block(block)


def _block(block: Pensioenperiode) -> str:
    reached = [one.te_bereiken for one in block.pensioenen if one.te_bereiken is not None]
    parts = [f"pensioen {euro(sum(reached, Decimal(0)))} per jaar"] if reached else []
    if block.aow is not None:
        alone, together = block.aow.te_bereiken_alleenstaand, block.aow.te_bereiken_samenwonend
        parts += [f"AOW alleen {euro(alone)}"] if alone is not None else []
        parts += [f"AOW samen {euro(together)}"] if together is not None else []
    return ", ".join(parts) or "geen bedragen"


def _age(age: Leeftijd) -> str:
    return f"{age.jaren} jaar" + (f" en {age.maanden} maanden" if age.maanden else "")
