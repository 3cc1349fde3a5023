"""The figures to check: every value with the register it came from and when it was collected."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from brondata.datasets import Brondata, BrpPersoon, Dataset, Method
from portal.assessments.income import toetsinkomen_of
from portal.disputes.services import WAGES, Figure
from portal.dossiers.models import Applicant
from portal.dossiers.services import declared_income
from portal.formats.dates import long_date
from portal.formats.numbers import euro, number, postcode
from portal.journey.forms.brondata import IDENTITY, PENSION, STUDY_DEBT, WORK
from portal.journey.gaps import parts_to_type
from portal.journey.register_words import in_words

Rows = Iterator[dict[str, Any]]
METHODS = {
    Method.API: gettext_lazy("Rechtstreeks uit het register"),
    Method.FILE: gettext_lazy("Uit een bestand van het register zelf"),
    Method.SCRAPING: gettext_lazy("Overgenomen van de website van het register, nadat jij daar inlogde"),
}
TYPED_MONEY = {"salary", "holiday_pay", "aow_annual", "pension_annual", "study_debt", "study_debt_monthly"}


def groups_for(applicant: Applicant, bundle: Brondata | None) -> list[dict[str, Any]]:
    """Groups for `_summary_list.html`; empty while there is nothing to check. What no register gave was typed."""
    groups = _collected(bundle) if bundle is not None else []
    typed = declared_income(applicant)
    if typed is None:
        return groups
    change = reverse("journey:income")
    parts = parts_to_type(applicant, bundle)
    if bundle is None or applicant.route == Applicant.Route.DOCUMENTS:
        return [
            {"title": gettext("Werk en inkomen"), "rows": list(_typed(typed, parts)), "change_href": change},
            *groups,
        ]
    titles = {
        WORK: gettext("Werk en inkomen"),
        PENSION: gettext("Pensioen"),
        STUDY_DEBT: gettext("Studieschuld"),
        IDENTITY: gettext("Identiteitsbewijs"),
    }
    filled = [(titles[part], list(_typed(typed, (part,)))) for part in parts]
    return [{"title": title, "rows": rows, "change_href": change} for title, rows in filled if rows] + groups


def figures_by_code(bundle: Brondata) -> dict[str, Figure]:
    """Every figure of a register that the page shows, by the code in its address."""
    return {row["figure"].code: row["figure"] for group in _collected(bundle) for row in group["rows"]}


def _collected(bundle: Brondata) -> list[dict[str, Any]]:
    groups = [
        (gettext("Wie je bent"), list(_person(bundle.persoon))),
        (gettext("Werk en inkomen"), list(_work(bundle))),
        (gettext("Studieschuld"), list(_study(bundle))),
        (gettext("Spaargeld"), list(_savings(bundle))),
        (gettext("Pensioen"), list(_pension(bundle))),
        (gettext("Woningen op jouw naam"), list(_homes(bundle))),
    ]
    found = [{"title": title, "rows": rows} for title, rows in groups if rows]
    for group in found:
        for row in group["rows"]:  # type: ignore[attr-defined]
            source = row.pop("dataset").source
            line = bundle.collected(source)
            row["figure"] = Figure(name=row["key"], value=row["value"], source=source, place=row.pop("place"))
            row["origin"]["dispute_href"] = reverse("journey:dispute", args=[row["figure"].code])
            row["origin"]["method"] = METHODS.get(line.method, "") if line and line.method else ""
    return found


def _row(key: str, value: str, dataset: Dataset, place: str = "") -> dict[str, Any]:
    """A figure with where it comes from: register, moment, and the day that it says something about.

    `place` is where it stands in the datasets, for a clerk who corrects it by a document.
    """
    about = getattr(dataset, "peildatum", None) or getattr(dataset, "datum", None)
    origin = {"register": dataset.source.label, "at": dataset.collected_at, "about": about}
    return {
        "key": key,
        "value": value,
        "source": dataset.source.label.split(":")[0],
        "collected_at": dataset.collected_at,
        "origin": origin,
        "dataset": dataset,
        "place": place,
    }


def _person(brp: BrpPersoon | None) -> Rows:
    if brp is None:
        return
    names = (brp.voornamen, brp.voorvoegsel, brp.geslachtsnaam)
    yield _row(gettext("Naam"), " ".join(name for name in names if name), brp)
    born = brp.geboortedatum
    if born.maand and born.dag:
        yield _row(gettext("Geboortedatum"), long_date(date(born.jaar, born.maand, born.dag)), brp)
    yield _row(
        gettext("Burgerlijke staat"),
        in_words(brp.burgerlijke_staat.value),
        brp,
    )
    if brp.adres is not None:
        home = brp.adres
        number = f"{home.huisnummer}{home.huisletter or ''}{home.toevoeging or ''}"
        yield _row(gettext("Adres"), f"{home.straat} {number}, {postcode(home.postcode)} {home.woonplaats}", brp)


def _work(bundle: Brondata) -> Rows:
    message = bundle.verzekeringsbericht
    if message is None:
        return
    for job in message.dienstverbanden:
        if not job.perioden:
            continue
        last = job.perioden[-1]
        value = gettext("%(sv_loon)s in de laatste periode (tot %(tot)s)") % {
            "sv_loon": euro(last.sv_loon),
            "tot": long_date(last.tot),
        }
        yield _row(job.werkgever, value, message, WAGES)
        if job.contractvorm:
            yield _row(gettext("Contract"), in_words(job.contractvorm), message, WAGES)
    income = toetsinkomen_of(message)
    if income is not None:
        yield _row(gettext("Toetsinkomen per jaar (IBL)"), euro(income), message)


def _study(bundle: Brondata) -> Rows:
    studie = bundle.studieschulden
    if studie is None:
        return
    if not studie.schulden:
        yield _row(gettext("Studieschuld"), gettext("Geen"), studie)
    for at, debt in enumerate(studie.schulden):
        here = f"studieschulden.schulden.{at}"
        yield _row(
            gettext("Schuld (%(value)s)") % {"value": debt.regeling.value},
            euro(debt.huidig_saldo),
            studie,
            f"{here}.huidig_saldo",
        )
        if debt.wettelijk_maandbedrag is not None:
            yield _row(gettext("Per maand"), euro(debt.wettelijk_maandbedrag), studie, f"{here}.wettelijk_maandbedrag")


def _savings(bundle: Brondata) -> Rows:
    tax = bundle.belastingdienst
    latest = max(tax.aangiften, key=lambda one: one.jaar, default=None) if tax else None
    if tax is None or latest is None:
        return
    year = tax.aangiften.index(latest)
    for at, account in enumerate(latest.bankrekeningen):
        if account.saldo_1_januari is not None:
            value = gettext("%(saldo_1_januari)s (stand op 1 januari %(jaar)s)") % {
                "saldo_1_januari": euro(account.saldo_1_januari),
                "jaar": latest.jaar,
            }
            place = f"belastingdienst.aangiften.{year}.bankrekeningen.{at}.saldo_1_januari"
            yield _row(gettext("Rekening •••• %(iban_4)s") % {"iban_4": account.iban[-4:]}, value, tax, place)


def _pension(bundle: Brondata) -> Rows:
    overview = bundle.pensioenoverzicht
    if overview is None or not overview.perioden:
        return
    last = overview.perioden[-1]
    total = sum((one.te_bereiken for one in last.pensioenen if one.te_bereiken is not None), Decimal(0))
    if total:
        key = gettext("Te bereiken pensioen vanaf %(age)s jaar") % {"age": last.van.jaren}
        yield _row(key, gettext("%(total)s bruto per jaar") % {"total": euro(total)}, overview)


def _homes(bundle: Brondata) -> Rows:
    owned = bundle.eigendommen
    if owned is None:
        return
    if not owned.eigendommen:
        yield _row(gettext("Koopwoning"), gettext("Geen woning op jouw naam"), owned)
    for home in owned.eigendommen:
        where = f"{home.adres.straat} {home.adres.huisnummer}" if home.adres else home.kadastrale_aanduiding
        yield _row(gettext("Koopwoning"), f"{where} ({home.soort_recht}, {home.aandeel})", owned)


def _typed(income: dict[str, Any], parts: tuple[tuple[str, ...], ...]) -> Rows:
    labels = {
        "employer": gettext("Werkgever"),
        "contract": gettext("Contract"),
        "starts_on": gettext("In dienst sinds"),
        "hours_per_week": gettext("Uren per week"),
        "salary": gettext("Bruto jaarsalaris"),
        "holiday_pay": gettext("Vakantiegeld"),
        "aow_annual": gettext("AOW per jaar"),
        "pension_annual": gettext("Pensioen per jaar"),
        "pension_provider": gettext("Pensioen van"),
        "pension_starts_on": gettext("Pensioen vanaf"),
        "study_debt": gettext("Studieschuld"),
        "study_debt_monthly": gettext("Studieschuld per maand"),
        "lives_here_since": gettext("Ingeschreven in Nederland sinds"),
        "document_number": gettext("Nummer van je identiteitsbewijs"),
    }
    asked = {name for part in parts for name in part}
    for name, label in labels.items():
        if name not in asked or income.get(name) in (None, ""):
            continue
        value = income[name]
        if name in TYPED_MONEY:
            value = euro(Decimal(value))
        elif name == "hours_per_week":
            value = number(Decimal(value), 1).removesuffix(",0")
        elif name in ("starts_on", "lives_here_since", "pension_starts_on"):
            value = long_date(date.fromisoformat(value))
        yield {"key": label, "value": value, "typed": True}
