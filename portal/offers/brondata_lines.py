"""What each register said, in a few lines: what the decision used, never an account number or a document number."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from brondata.datasets import Brondata, BrpDatum, Source
from portal.formats.dates import short_date
from portal.formats.numbers import euro, percent
from portal.offers.brondata_document import SourceLine

DUTCH = "0001"


def lines_of(bundle: Brondata, source: Source) -> tuple[SourceLine, ...]:
    """The lines of one register; none for a register that has no such words here."""
    teller = _TELLERS.get(source)
    return tuple(SourceLine(label, value) for label, value in teller(bundle)) if teller else ()


def _brp(bundle: Brondata) -> Iterator[tuple[str, str]]:
    if (person := bundle.persoon) is None:
        return
    yield "Naam", " ".join(filter(None, (person.voornamen, person.voorvoegsel, person.geslachtsnaam)))
    yield "Geboren", _brp_date(person.geboortedatum)
    yield "Nationaliteit", "Nederlandse" if DUTCH in person.nationaliteiten else ", ".join(person.nationaliteiten)
    yield "Burgerlijke staat", person.burgerlijke_staat.value.replace("-", " ")
    if person.adres is not None and person.adres.sinds is not None:
        yield "Op dit adres sinds", short_date(person.adres.sinds)


def _uwv(bundle: Brondata) -> Iterator[tuple[str, str]]:
    if (message := bundle.verzekeringsbericht) is None:
        return
    yield "Datum van het bericht", short_date(message.datum)
    for job in message.dienstverbanden:
        if job.perioden:
            span = f"{short_date(job.perioden[0].van)} tot en met {short_date(job.perioden[-1].tot)}"
            yield job.werkgever, f"{job.contractvorm or 'contractvorm niet vermeld'}; loon over {span}"


def _tax(bundle: Brondata) -> Iterator[tuple[str, str]]:
    if (tax := bundle.belastingdienst) is None:
        return
    for year in tax.aangiften:
        balances = [one.saldo_1_januari for one in year.bankrekeningen if one.saldo_1_januari is not None]
        if balances:
            yield f"Saldo op 1 januari {year.jaar}", euro(sum(balances, Decimal(0)))
        if year.loon_tegenwoordige_arbeid is not None:
            yield f"Loon {year.jaar}", euro(year.loon_tegenwoordige_arbeid)


def _pension(bundle: Brondata) -> Iterator[tuple[str, str]]:
    if (overview := bundle.pensioenoverzicht) is None:
        return
    yield "Volledig", "ja" if overview.volledig else "nee"
    for block in overview.perioden:
        reached = [one.te_bereiken for one in block.pensioenen if one.te_bereiken is not None]
        since = f"{block.van.jaren} jaar" + (f" en {block.van.maanden} maanden" if block.van.maanden else "")
        with_aow = ", met AOW" if block.aow else ""
        yield f"Vanaf {since}", f"{euro(sum(reached, Decimal(0)))} pensioen per jaar{with_aow}"


def _duo(bundle: Brondata) -> Iterator[tuple[str, str]]:
    if (debts := bundle.studieschulden) is None:
        return
    if not debts.schulden:
        yield "Studieschuld", "geen"
    for debt in debts.schulden:
        yield (
            f"Studieschuld {debt.regeling.value}",
            (
                f"oorspronkelijk {euro(debt.oorspronkelijke_schuld)}, nu {euro(debt.huidig_saldo)}, "
                f"rente {percent(debt.rentepercentage)}"
            ),
        )


def _kadaster(bundle: Brondata) -> Iterator[tuple[str, str]]:
    if bundle.eigendommen is not None:
        yield "Woningen op naam", str(len(bundle.eigendommen.eigendommen))


def _woz(bundle: Brondata) -> Iterator[tuple[str, str]]:
    for one in bundle.woz.waarden if bundle.woz else ():
        yield f"WOZ-waarde op {short_date(one.waardepeildatum)}", euro(one.waarde)


def _brp_date(born: BrpDatum) -> str:
    whole = born.volledig()
    return short_date(whole) if whole else f"{born.jaar} (dag of maand onbekend)"


_TELLERS: Mapping[Source, Callable[[Brondata], Iterator[tuple[str, str]]]] = {
    Source.BRP: _brp,
    Source.UWV: _uwv,
    Source.BELASTINGDIENST: _tax,
    Source.PENSIOEN: _pension,
    Source.DUO: _duo,
    Source.KADASTER: _kadaster,
    Source.WOZ: _woz,
}
