"""The figures to check: every value with the register it came from and when it was collected."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from brondata.datasets import Brondata, BrpPersoon, Source
from portal.assessments.income import toetsinkomen_of
from portal.dossiers.models import Applicant
from portal.dossiers.services import declared_income
from portal.evidence.reading import latest_bundle
from portal.formats.dates import long_date
from portal.formats.numbers import euro, number, postcode

Rows = Iterator[dict[str, Any]]
TYPED_MONEY = {"salary", "holiday_pay", "study_debt", "study_debt_monthly"}


def groups_for(applicant: Applicant) -> list[dict[str, Any]]:
    """Groups for `_summary_list.html`; empty while there is nothing to check."""
    bundle = latest_bundle(applicant)
    if bundle is not None:
        groups = [
            ("Wie je bent", list(_person(bundle.persoon))),
            ("Werk en inkomen", list(_work(bundle))),
            ("Studieschuld", list(_study(bundle))),
            ("Spaargeld", list(_savings(bundle))),
            ("Pensioen", list(_pension(bundle))),
            ("Woningen op jouw naam", list(_homes(bundle))),
        ]
        return [{"title": title, "rows": rows} for title, rows in groups if rows]
    typed = declared_income(applicant)
    if typed is None:
        return []
    return [{"title": "Werk en inkomen", "rows": list(_typed(typed)), "change_href": reverse("journey:income")}]


def _row(key: str, value: str, source: Source, collected_at: Any) -> dict[str, Any]:
    return {"key": key, "value": value, "source": source.label.split(":")[0], "collected_at": collected_at}


def _person(brp: BrpPersoon | None) -> Rows:
    if brp is None:
        return
    at = brp.collected_at
    names = (brp.voornamen, brp.voorvoegsel, brp.geslachtsnaam)
    yield _row("Naam", " ".join(name for name in names if name), brp.source, at)
    born = brp.geboortedatum
    if born.maand and born.dag:
        yield _row("Geboortedatum", long_date(date(born.jaar, born.maand, born.dag)), brp.source, at)
    yield _row(
        "Burgerlijke staat",
        brp.burgerlijke_staat.value.replace("_", " ").replace("-", " ").capitalize(),
        brp.source,
        at,
    )
    if brp.adres is not None:
        home = brp.adres
        number = f"{home.huisnummer}{home.huisletter or ''}{home.toevoeging or ''}"
        yield _row("Adres", f"{home.straat} {number}, {postcode(home.postcode)} {home.woonplaats}", brp.source, at)


def _work(bundle: Brondata) -> Rows:
    message = bundle.verzekeringsbericht
    if message is None:
        return
    for job in message.dienstverbanden:
        if not job.perioden:
            continue
        last = job.perioden[-1]
        value = f"{euro(last.sv_loon)} in de laatste periode (tot {long_date(last.tot)})"
        yield _row(job.werkgever, value, message.source, message.collected_at)
        if job.contractvorm:
            yield _row("Contract", job.contractvorm.capitalize(), message.source, message.collected_at)
    income = toetsinkomen_of(message)
    if income is not None:
        yield _row("Toetsinkomen per jaar (IBL)", euro(income), message.source, message.collected_at)


def _study(bundle: Brondata) -> Rows:
    studie = bundle.studieschulden
    if studie is None:
        return
    if not studie.schulden:
        yield _row("Studieschuld", "Geen", studie.source, studie.collected_at)
    for debt in studie.schulden:
        yield _row(f"Schuld ({debt.regeling.value})", euro(debt.huidig_saldo), studie.source, studie.collected_at)
        if debt.wettelijk_maandbedrag is not None:
            yield _row("Per maand", euro(debt.wettelijk_maandbedrag), studie.source, studie.collected_at)


def _savings(bundle: Brondata) -> Rows:
    tax = bundle.belastingdienst
    latest = max(tax.aangiften, key=lambda one: one.jaar, default=None) if tax else None
    if tax is None or latest is None:
        return
    for account in latest.bankrekeningen:
        if account.saldo_1_januari is not None:
            value = f"{euro(account.saldo_1_januari)} (stand op 1 januari {latest.jaar})"
            yield _row(f"Rekening •••• {account.iban[-4:]}", value, tax.source, tax.collected_at)


def _pension(bundle: Brondata) -> Rows:
    overview = bundle.pensioenoverzicht
    if overview is None or not overview.perioden:
        return
    last = overview.perioden[-1]
    total = sum((one.te_bereiken for one in last.pensioenen if one.te_bereiken is not None), Decimal(0))
    if total:
        age = f"vanaf {last.van.jaren} jaar"
        yield _row(
            f"Te bereiken pensioen {age}", f"{euro(total)} bruto per jaar", overview.source, overview.collected_at
        )


def _homes(bundle: Brondata) -> Rows:
    owned = bundle.eigendommen
    if owned is None:
        return
    if not owned.eigendommen:
        yield _row("Koopwoning", "Geen woning op jouw naam", owned.source, owned.collected_at)
    for home in owned.eigendommen:
        where = f"{home.adres.straat} {home.adres.huisnummer}" if home.adres else home.kadastrale_aanduiding
        yield _row("Koopwoning", f"{where} ({home.soort_recht}, {home.aandeel})", owned.source, owned.collected_at)


def _typed(income: dict[str, Any]) -> Rows:
    labels = {
        "employer": "Werkgever",
        "contract": "Contract",
        "starts_on": "In dienst sinds",
        "hours_per_week": "Uren per week",
        "salary": "Bruto jaarsalaris",
        "holiday_pay": "Vakantiegeld",
        "study_debt": "Studieschuld",
        "study_debt_monthly": "Studieschuld per maand",
        "lives_here_since": "Ingeschreven in Nederland sinds",
        "document_number": "Nummer van je identiteitsbewijs",
    }
    for name, label in labels.items():
        value = income[name]
        if name in TYPED_MONEY:
            value = euro(Decimal(value))
        elif name == "hours_per_week":
            value = number(Decimal(value), 1).removesuffix(",0")
        elif name in ("starts_on", "lives_here_since"):
            value = long_date(date.fromisoformat(value))
        yield {"key": label, "value": value, "typed": True}
