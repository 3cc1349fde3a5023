"""What we hold about people: every kind of data with its source, its ground and how long it stays (AVG art. 13 to 15).

A test compares this with the models: a table or a column that is not here fails it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

APPLICATION = gettext_lazy("Nodig voor je aanvraag (AVG artikel 6 lid 1 b)")
LAW = gettext_lazy("Moet van de wet (AVG artikel 6 lid 1 c)")
CONSENT = gettext_lazy("Met jouw toestemming (AVG artikel 6 lid 1 a)")
UNTIL_ERASED = gettext_lazy("Tot je het laat wissen. Krijg je een hypotheek: tot vijf jaar na het einde ervan.")
YOU = gettext_lazy("Van jou")
US = gettext_lazy("Door ons gemaakt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One kind of data. `tables` are the models that hold it."""

    title: str
    origin: str
    ground: str
    kept: str
    tables: tuple[str, ...]


HELD: Mapping[str, Held] = {
    "account": Held(
        title=gettext_lazy("Je account"),
        origin=YOU,
        ground=APPLICATION,
        kept=UNTIL_ERASED,
        tables=(
            "identity.User",
            "identity.TotpDevice",
            "identity.UsedTotpCode",
            "identity.RecoveryCode",
            "identity.LoginLink",
            "identity.LinkRequest",
        ),
    ),
    "person": Held(
        title=gettext_lazy("Wie je bent en je situatie"),
        origin=YOU,
        ground=APPLICATION,
        kept=UNTIL_ERASED,
        tables=("dossiers.Applicant", "dossiers.Draft"),
    ),
    "wish": Held(
        title=gettext_lazy("De woning en de lening"),
        origin=YOU,
        ground=APPLICATION,
        kept=UNTIL_ERASED,
        tables=("dossiers.Dossier", "dossiers.Wish", "dossiers.Leningdeel"),
    ),
    "test": Held(
        title=gettext_lazy("Je kennistoets"),
        origin=YOU,
        ground=gettext_lazy("Moet van de wet (Wft artikel 4:24)"),
        kept=UNTIL_ERASED,
        tables=("dossiers.KnowledgeTest", "dossiers.KnowledgeSitting"),
    ),
    "brondata": Held(
        title=gettext_lazy("Gegevens uit registers"),
        origin=gettext_lazy("Via Ockto, van MijnOverheid, UWV, Belastingdienst, Mijnpensioenoverzicht en DUO"),
        ground=CONSENT,
        kept=gettext_lazy("Tot de dag die je bij je toestemming las, of tot je die intrekt"),
        tables=(
            "evidence.OcktoSession",
            "evidence.Consent",
            "evidence.Delivery",
            "evidence.Brondata",
            "evidence.SourceWatch",
            "disputes.Dispute",
        ),
    ),
    "registers": Held(
        title=gettext_lazy("Wat BKR en andere registers zeiden"),
        origin=gettext_lazy("Van BKR en van registers waarmee we fraude voorkomen"),
        ground=LAW,
        kept=UNTIL_ERASED,
        tables=("assessments.RegisterAnswer",),
    ),
    "documents": Held(
        title=gettext_lazy("Je documenten"),
        origin=YOU,
        ground=APPLICATION,
        kept=UNTIL_ERASED,
        tables=("evidence.DocumentRequest", "evidence.Upload", "evidence.FiledData"),
    ),
    "decisions": Held(
        title=gettext_lazy("Hoe we rekenden en besloten"),
        origin=US,
        ground=APPLICATION,
        kept=UNTIL_ERASED,
        tables=("assessments.Assessment",),
    ),
    "offers": Held(
        title=gettext_lazy("Je aanbiedingen, handtekeningen en machtiging"),
        origin=US,
        ground=gettext_lazy("Nodig voor de overeenkomst (AVG artikel 6 lid 1 b)"),
        kept=gettext_lazy("Tot vijf jaar na het einde van je hypotheek (Wwft artikel 33)"),
        tables=(
            "offers.Renteaanbod",
            "offers.ChangeRequest",
            "offers.Hypotheekaanbod",
            "offers.Signature",
            "mandates.Identification",
            "mandates.Mandate",
            "mandates.NotaryInstruction",
        ),
    ),
    "messages": Held(
        title=gettext_lazy("Berichten en mails"),
        origin=gettext_lazy("Van jou en van ons"),
        ground=APPLICATION,
        kept=UNTIL_ERASED,
        tables=(
            "correspondence.Message",
            "correspondence.LastRead",
            "correspondence.HumanLook",
            "notifications.Mail",
        ),
    ),
    "log": Held(
        title=gettext_lazy("Wat er gebeurde en wie er keek"),
        origin=US,
        ground=gettext_lazy("Om te kunnen laten zien dat we het goed deden (AVG artikel 5 lid 2)"),
        kept=gettext_lazy("Zonder je naam blijft dit ook na het wissen staan"),
        tables=("dossiers.DossierEvent", "dossiers.AccessRecord", "privacy.PrivacyRequest"),
    ),
}

NOT_ABOUT_PEOPLE = frozenset(
    {
        "vault.DataKey",
        "vault.StoredFile",
        "jobs.Job",
        "evidence.SourceTally",
        "assessments.AcceptanceSwitch",
        "assessments.Batch",
        "assessments.BatchChunk",
    }
)
"""Tables of keys, work and counts: what they point at is in `HELD`, or is about nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as its person reads it."""

    name: str
    words: str


def _columns(**words: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, words=text) for name, text in words.items())


ANSWERS: Mapping[str, tuple[Column, ...]] = {
    "identity.User": _columns(
        email=gettext_lazy("E-mailadres"),
        language=gettext_lazy("Taal"),
        created_at=gettext_lazy("Account gemaakt"),
        email_confirmed_at=gettext_lazy("E-mailadres bevestigd"),
        last_login=gettext_lazy("Laatst ingelogd"),
    ),
    "dossiers.Applicant": _columns(
        given_names=gettext_lazy("Voornamen"),
        initials=gettext_lazy("Voorletters"),
        surname_prefix=gettext_lazy("Tussenvoegsel"),
        surname=gettext_lazy("Achternaam"),
        birth_date=gettext_lazy("Geboortedatum"),
        phone=gettext_lazy("Telefoonnummer"),
        civil_status=gettext_lazy("Burgerlijke staat"),
        dutch=gettext_lazy("Nederlandse nationaliteit"),
        tax_only_in_nl=gettext_lazy("Alleen belasting in Nederland"),
        works_for_n26=gettext_lazy("Werkt bij N26"),
        divorce_pending=gettext_lazy("Bezig met scheiden"),
        wage_by_bank=gettext_lazy("Loon op de bankrekening"),
        wage_garnished=gettext_lazy("Loonbeslag"),
        wage_ceded=gettext_lazy("Looncessie"),
        job_ending=gettext_lazy("Werk stopt binnenkort"),
        alimony_monthly=gettext_lazy("Partneralimentatie per maand"),
        private_loan_outstanding=gettext_lazy("Geleend bij familie, vrienden of werkgever"),
        private_loan_monthly=gettext_lazy("Daarvoor per maand"),
        route=gettext_lazy("Hoe je je gegevens deelt"),
        accepted_at=gettext_lazy("Doet mee sinds"),
        test_passed_at=gettext_lazy("Kennistoets gehaald"),
        figures_confirmed_at=gettext_lazy("Gegevens gecontroleerd"),
    ),
    "dossiers.Wish": _columns(
        together=gettext_lazy("Samen met een partner"),
        relation=gettext_lazy("Jullie relatie"),
        owns_home=gettext_lazy("Heeft nu een koopwoning"),
        postcode=gettext_lazy("Postcode"),
        house_number=gettext_lazy("Huisnummer"),
        addition=gettext_lazy("Toevoeging"),
        street=gettext_lazy("Straat"),
        city=gettext_lazy("Plaats"),
        home_type=gettext_lazy("Soort woning"),
        energy_label=gettext_lazy("Energielabel"),
        leasehold=gettext_lazy("Erfpacht"),
        self_occupied=gettext_lazy("Gaat er zelf wonen"),
        peculiarities=gettext_lazy("Bijzonderheden"),
        price=gettext_lazy("Koopsom"),
        market_value=gettext_lazy("Marktwaarde"),
        agreement_signed_on=gettext_lazy("Koopovereenkomst getekend op"),
        transfer_on=gettext_lazy("Sleutel op"),
        nhg=gettext_lazy("NHG"),
        notary_name=gettext_lazy("Notaris"),
        notary_email=gettext_lazy("E-mailadres van de notaris"),
    ),
    "dossiers.Leningdeel": _columns(
        position=gettext_lazy("Leningdeel"),
        purpose=gettext_lazy("Waar het voor is"),
        amount=gettext_lazy("Bedrag"),
        aflosvorm=gettext_lazy("Aflosvorm"),
        term_months=gettext_lazy("Looptijd in maanden"),
        rentevastperiode_years=gettext_lazy("Rente vast, in jaren"),
    ),
}
"""The columns that hold an answer in plain sight; what is sealed is opened by `export`."""

TOLD: Mapping[str, str] = {
    "has_neo_mortgage": gettext_lazy("Heeft al een hypotheek bij Neo"),
    "nationality": gettext_lazy("Nationaliteit"),
    "residence_title": gettext_lazy("Recht om hier te wonen"),
    "tax_country": gettext_lazy("Ook belasting in"),
    "property_regime": gettext_lazy("Afspraken over bezit"),
    "divorced_on": gettext_lazy("Gescheiden op"),
    "division_deed": gettext_lazy("Akte van verdeling"),
    "income_counts": gettext_lazy("Inkomen telt mee"),
    "income_kinds": gettext_lazy("Soorten inkomen"),
    "business_form": gettext_lazy("Rechtsvorm van je bedrijf"),
    "business_started_on": gettext_lazy("Bedrijf begonnen op"),
    "benefit_scheme": gettext_lazy("Uitkering"),
    "benefit_annual": gettext_lazy("Uitkering per jaar"),
    "benefit_starts_on": gettext_lazy("Uitkering sinds"),
    "benefit_ends_on": gettext_lazy("Uitkering tot"),
    "alimony_received_monthly": gettext_lazy("Ontvangen partneralimentatie per maand"),
    "alimony_received_until": gettext_lazy("Ontvangen partneralimentatie tot"),
    "alimony_recorded_in": gettext_lazy("Waar de alimentatie staat"),
    "other_income_kind": gettext_lazy("Ander inkomen"),
    "other_income_annual": gettext_lazy("Ander inkomen per jaar"),
    "private_loan_lender": gettext_lazy("Geleend van"),
    "private_loan_purpose": gettext_lazy("Geleend voor"),
    "private_loan_principal": gettext_lazy("Bedrag toen je leende"),
    "present_home_status": gettext_lazy("Wat er met je huidige woning gebeurt"),
    "present_home_value": gettext_lazy("Waarde van je huidige woning"),
    "present_home_mortgage": gettext_lazy("Hypotheek op je huidige woning"),
    "present_home_monthly": gettext_lazy("Maandlast van je huidige hypotheek"),
    "present_home_let": gettext_lazy("Huidige woning verhuurd"),
    "present_home_owner": gettext_lazy("Van wie je huidige woning is"),
    "sale_price": gettext_lazy("Verkoopprijs"),
    "sale_signed_on": gettext_lazy("Verkoop getekend op"),
    "sale_transfer_on": gettext_lazy("Overdracht van je huidige woning"),
    "sale_final": gettext_lazy("Verkoop staat vast"),
    "new_build": gettext_lazy("Nieuwbouw"),
    "build_kind": gettext_lazy("Hoe er gebouwd wordt"),
    "build_contractor": gettext_lazy("Met een vaste aannemer"),
    "build_certificate": gettext_lazy("Waarborgcertificaat"),
    "build_completion_on": gettext_lazy("Oplevering"),
    "lease_perpetual": gettext_lazy("Erfpacht voor altijd"),
    "lease_ends_on": gettext_lazy("Erfpacht tot"),
    "lease_bought_off": gettext_lazy("Canon afgekocht"),
    "lease_annual": gettext_lazy("Canon per jaar"),
    "lease_ending": gettext_lazy("Erfpacht wordt opgezegd"),
    "vve_status": gettext_lazy("Hoe het met de VvE is"),
    "vve_registered": gettext_lazy("VvE bij de KVK"),
    "vve_plan": gettext_lazy("Onderhoudsplan van de VvE"),
    "resident": gettext_lazy("Wie er nog meer komt wonen"),
}
"""The answers that stand sealed in `told`, as their person reads them."""

ELSEWHERE: Mapping[str, frozenset[str]] = {
    "identity.User": frozenset(
        {"password", "is_superuser", "id", "name", "is_staff", "is_active", "key", "session_epoch"}
    ),
    "dossiers.Applicant": frozenset({"id", "dossier", "user", "position", "declared_income", "told"}),
    "dossiers.Wish": frozenset({"id", "dossier", "collection_account", "home_sources", "told"}),
    "dossiers.Leningdeel": frozenset({"id", "wish"}),
}
"""Columns that are no answer, or are sealed: `export` opens those."""


@dataclass(slots=True, kw_only=True)
class Section:
    """One kind of data with what there is of it, for a page, a PDF and JSON."""

    key: str
    held: Held
    rows: list[tuple[str, str]] = field(default_factory=list)
