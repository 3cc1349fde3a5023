"""What the documents say, put together from the decision, the facts and the dossier. Nothing is recalculated."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from portal.assessments import terms
from portal.dossiers.models import Applicant, Wish
from portal.evidence.document_types import document_type
from portal.evidence.reading import latest_bundle
from portal.evidence.services import still_missing
from portal.formats import dates
from portal.formats.language import in_dutch
from portal.formats.numbers import euro
from portal.offers.compose_brondata import brondata_mark
from portal.offers.compose_lening import costs_of, first_year, jkp_of, lening_of
from portal.offers.documents import (
    EsisDocument,
    HypotheekaanbodDeadlines,
    HypotheekaanbodDocument,
    RenteaanbodDeadlines,
    RenteaanbodDocument,
)
from portal.offers.judged import Judged
from portal.offers.parts import (
    Address,
    Assumption,
    Borrower,
    CancellationTerms,
    EarlyRepayment,
    Lender,
    MissingDocument,
    Onderpand,
    Receipt,
)

VALUE_BASIS = {
    "standaard": "taxatierapport",
    "desktop": "desktoptaxatie",
    None: "opgave van de koper",
}
CENT = Decimal("0.01")
CANCELLATION_EXEMPTIONS = (
    "ontbinding-door-verkoper",
    "overlijden",
    "relatie-beeindigd",
    "arbeidsongeschikt-of-werkloos",
)
FREE_CASES = ("verkoop-woning", "einde-rentevastperiode", "overlijden", "onderpand-verloren")


def lender() -> Lender:
    """Who offers, from settings: the demo's address is invented and its documents are specimens."""
    return Lender.from_json(settings.LENDER)


@in_dutch()
def renteaanbod(judged: Judged, *, issued_on: date) -> RenteaanbodDocument:
    """The rate offer (gids 7.1): rate, validity, assumptions, documents to come and why."""
    when = terms.offer_dates(issued_on)
    lening = lening_of(judged)
    return RenteaanbodDocument(
        reference=judged.dossier.number,
        issued_on=issued_on,
        lender=lender(),
        borrowers=_borrowers(judged),
        specimen=settings.ALLOW_SIMULATORS,
        onderpand=_onderpand(judged),
        lening=lening,
        jkp=jkp_of(judged),
        assumptions=_assumptions(judged),
        missing_documents=_missing(judged),
        deadlines=RenteaanbodDeadlines(
            accept_by=when.lapses_on,
            documents_by=when.complete_by,
            offer_by=when.offer_by,
            rate_until=when.valid_until,
        ),
        costs=costs_of(judged),
        receipt=_receipt(judged),
    )


@in_dutch()
def hypotheekaanbod(judged: Judged, *, issued_on: date, renteaanbod_on: date) -> HypotheekaanbodDocument:
    """The binding offer; the bedenktijd never ends before 14 days (gids 7.2, BW 7:120)."""
    when = terms.offer_dates(renteaanbod_on)
    reflect_until = _after(issued_on, when.reflection_days)
    sign_by = max(when.valid_until, reflect_until)
    lening = lening_of(judged)
    return HypotheekaanbodDocument(
        reference=judged.dossier.number,
        issued_on=issued_on,
        lender=lender(),
        borrowers=_borrowers(judged),
        specimen=settings.ALLOW_SIMULATORS,
        renteaanbod_reference=judged.dossier.number,
        renteaanbod_issued_on=renteaanbod_on,
        onderpand=_onderpand(judged),
        lening=lening,
        jkp=jkp_of(judged),
        deadlines=HypotheekaanbodDeadlines(
            reflect_until=reflect_until,
            sign_by=sign_by,
            valid_until=max(when.hypotheekaanbod_valid_until, sign_by),
        ),
        reflection_days=when.reflection_days,
        costs=costs_of(judged),
        cancellation=_cancellation(issued_on),
        early_repayment=_early_repayment(),
        collection_workdays_before=2,
        receipt=_receipt(judged),
        brondata=brondata_mark(judged),
    )


@in_dutch()
def esis(offer: HypotheekaanbodDocument, judged: Judged) -> EsisDocument:
    """The European information sheet that goes with the binding offer on this decision (2014/17/EU annex II)."""
    return EsisDocument(
        reference=offer.reference,
        issued_on=offer.issued_on,
        lender=offer.lender,
        borrowers=offer.borrowers,
        specimen=offer.specimen,
        onderpand=offer.onderpand,
        lening=offer.lening,
        jkp=offer.jkp,
        valid_until=offer.deadlines.sign_by,
        first_year=first_year(judged),
        costs=offer.costs,
        early_repayment=offer.early_repayment,
        reflection_days=offer.reflection_days,
        cancellation=offer.cancellation,
        receipt=offer.receipt,
    )


def _after(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


def _borrowers(judged: Judged) -> tuple[Borrower, ...]:
    return tuple(
        Borrower(
            full_name=one.full_name,
            birth_date=_required(one.birth_date),
            address=_registered_address(one) or _address(judged),
            email=one.user.email,
        )
        for one in judged.applicants
    )


def _registered_address(applicant: Applicant) -> Address | None:
    """Where the borrower lives now, by the BRP; None without brondata."""
    bundle = latest_bundle(applicant)
    home = bundle.persoon.adres if bundle and bundle.persoon else None
    if home is None:
        return None
    bare = home.postcode.replace(" ", "")
    return Address(
        street=home.straat,
        house_number=f"{home.huisnummer}{home.huisletter or ''}{home.toevoeging or ''}",
        postcode=f"{bare[:4]} {bare[4:]}",
        city=home.woonplaats,
    )


def _address(judged: Judged) -> Address:
    wish = judged.dossier.wish
    return Address(
        street=wish.street,
        house_number=f"{wish.house_number}{wish.addition}",
        postcode=f"{wish.postcode[:4]} {wish.postcode[4:]}",
        city=wish.city,
    )


def _onderpand(judged: Judged) -> Onderpand:
    wish, figures = judged.dossier.wish, judged.decision["figures"]
    valuations = judged.facts["onderpand"].get("valuations", [])
    chosen = next((one for one in valuations if one.get("valued_on")), None)
    return Onderpand(
        address=_address(judged),
        kind=wish.get_home_type_display(),
        marktwaarde=Decimal(figures["value_basis"]["amount"]),
        value_basis=VALUE_BASIS[chosen["kind"] if chosen else None],
        koopsom=wish.price,
        energielabel=wish.energy_label,
    )


def _assumptions(judged: Judged) -> tuple[Assumption, ...]:
    figures = judged.decision["figures"]
    rows = []
    income = figures.get("toetsinkomen", {})
    for one, applicant in zip(income.get("applicants", []), judged.applicants, strict=False):
        source = (
            gettext_noop("UWV, met IBL berekend")
            if applicant.route == Applicant.Route.OCKTO
            else gettext_noop("door jou ingevuld")
        )
        rows.append(Assumption(label=f"Toetsinkomen {applicant.first_name}", value=_euro(one["amount"]), source=source))
    wish = judged.dossier.wish
    rows += [
        Assumption(label=gettext_noop("Koopsom"), value=_euro(wish.price), source=gettext_noop("door jou ingevuld")),
        Assumption(
            label=gettext_noop("Marktwaarde"),
            value=_euro(figures["value_basis"]["amount"]),
            source=gettext_noop("door jou ingevuld"),
        ),
        Assumption(
            label=gettext_noop("Energielabel"),
            value=wish.energy_label,
            source="EP-Online" if _from_register(wish) else gettext_noop("door jou ingevuld"),
        ),
        Assumption(
            label=gettext_noop("Sleuteldatum"),
            value=dates.long_date(wish.transfer_on),
            source=gettext_noop("door jou ingevuld"),
        ),
    ]
    for burden in figures.get("burdens", []):
        if burden["kind"] == "studielening":
            rows.append(
                Assumption(label=gettext_noop("Studieschuld per maand"), value=_euro(burden["monthly"]), source="DUO")
            )
    return tuple(rows)


def _from_register(wish: Wish) -> bool:
    """Whether the label is the one that EP-Online gave."""
    return bool(wish.energy_label) and wish.home_sources.get("label", {}).get("name") == wish.energy_label


def _missing(judged: Judged) -> tuple[MissingDocument, ...]:
    names = {f"p{one.position}": one.first_name for one in judged.applicants}
    rows = []
    for document in still_missing(judged.decision["required_documents"]):
        kind = document_type(document["type"])
        rows.append(
            MissingDocument(title=kind.name, reason=kind.text, borrower=names.get(document.get("applicant_id", ""), ""))
        )
    return tuple(rows)


def _receipt(judged: Judged) -> Receipt:
    row = judged.assessment
    return Receipt(
        decision_id=judged.decision["decision_id"],
        decided_at=datetime.fromisoformat(judged.decision["decided_at"]),
        guide_edition=row.guide_version,
        norms_version=row.norms_version,
        facts_sha256=row.facts_sha256,
    )


def _cancellation(day: date) -> CancellationTerms:
    return CancellationTerms(
        fee=terms.cancellation_fee(day).quantize(CENT),
        exemptions=CANCELLATION_EXEMPTIONS,  # type: ignore[arg-type]
        verhuisregeling_exempt=True,
    )


def _early_repayment() -> EarlyRepayment:
    return EarlyRepayment(own_funds_percent=100, other_percent=25, free_cases=FREE_CASES)  # type: ignore[arg-type]


def _required(value: date | None) -> date:
    assert value is not None, "a submitted applicant has a birth date"
    return value


def _euro(amount: Any) -> str:
    return euro(Decimal(amount))
