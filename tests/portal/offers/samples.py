"""Documents with real sums, made without the engine: a couple with two leningdelen and a bridging loan.

The schedules are computed here month by month in cents, so that what the PDFs print adds up.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.offers.brondata_document import (
    BrondataDocument,
    ChecklistItem,
    ChecklistPart,
    ReplacedDocument,
    SourceLine,
    UsedSource,
)
from portal.offers.documents import (
    EsisDocument,
    HypotheekaanbodDeadlines,
    HypotheekaanbodDocument,
    Instalment,
    NotarisopdrachtDocument,
    OndertekenbewijsDocument,
    RenteaanbodDeadlines,
    RenteaanbodDocument,
    SepaMandateDocument,
)
from portal.offers.lening import Bouwdepot, Cost, Jkp, Lening, Leningdeel, Overbrugging, ScheduleYear
from portal.offers.parts import (
    Address,
    Assumption,
    Borrower,
    CancellationTerms,
    EarlyRepayment,
    Lender,
    MissingDocument,
    Notary,
    Onderpand,
    Receipt,
    SignatureEvidence,
)

CENT = Decimal("0.01")
D = Decimal
ISSUED = date(2026, 11, 23)

LENDER = Lender(
    legal_name="N26 Hypotheken B.V.",
    trade_name="Neo Hypotheken",
    address=Address(street="Voorbeeldplein", house_number="1", postcode="3811 AA", city="Amersfoort"),
    phone="033 - 45 09 726",
    email="hypotheek@neohypotheken.example",
    website="www.neohypotheken.nl",
    kvk_number="40536533",
)
OLD_HOME = Address(street="Dorpsstraat", house_number="4", postcode="3821 BB", city="Amersfoort")
NEW_HOME = Address(street="Parkweg", house_number="88-A", postcode="3818 CC", city="Amersfoort")
MAAIKE = Borrower(full_name="Maaike de Vries", birth_date=date(1986, 3, 2), address=OLD_HOME, email="m@example.nl")
KAREL = Borrower(full_name="Karel Bakker", birth_date=date(1988, 11, 23), address=OLD_HOME, email="k@example.nl")
ONDERPAND = Onderpand(
    address=NEW_HOME,
    kind="Woonhuis, bestaande bouw",
    marktwaarde=D("560000.00"),
    value_basis="taxatierapport van 25 oktober 2026",
    koopsom=D("550000.00"),
    energielabel="A",
)
RECEIPT = Receipt(
    decision_id="b-1002-3",
    decided_at=datetime(2026, 11, 23, 9, 12, tzinfo=UTC),
    guide_edition="2026",
    norms_version="2026-01-01",
    facts_sha256="626bae91afafb3a6fbceed514c72aced65a58d501d20478408c546238afcaffa",
)


def months(hoofdsom: Decimal, aflosvorm: str, rate: Decimal, looptijd: int) -> list[tuple[Decimal, Decimal]]:
    """(interest, repayment) of each month, rounded to cents; the last month repays what is left."""
    monthly_rate = rate / 1200
    growth = (1 + monthly_rate) ** looptijd
    annuity = (hoofdsom * monthly_rate * growth / (growth - 1)).quantize(CENT, ROUND_HALF_UP)
    balance, rows = hoofdsom, []
    for month in range(1, looptijd + 1):
        interest = (balance * monthly_rate).quantize(CENT, ROUND_HALF_UP)
        repayment = {
            "annuitair": annuity - interest,
            "lineair": (hoofdsom / looptijd).quantize(CENT, ROUND_HALF_UP),
            "aflossingsvrij": D("0.00"),
        }[aflosvorm]
        if month == looptijd and aflosvorm != "aflossingsvrij":
            repayment = balance
        balance -= repayment
        rows.append((interest, repayment))
    return rows


def leningdeel(number: int, hoofdsom: str, aflosvorm: Any, rate: str, years: int, fixed: int) -> Leningdeel:
    """A leningdeel with its yearly schedule."""
    rows = months(D(hoofdsom), aflosvorm, D(rate), years * 12)
    balance, schedule = D(hoofdsom), []
    for year in range(years):
        part = rows[year * 12 : year * 12 + 12]
        interest, repayment = (sum((row[i] for row in part), D("0.00")) for i in (0, 1))
        balance -= repayment
        schedule.append(ScheduleYear(year=year + 1, interest=interest, repayment=repayment, balance=balance))
    return Leningdeel(
        number=number,
        hoofdsom=D(hoofdsom),
        aflosvorm=aflosvorm,
        looptijd_months=years * 12,
        rentevastperiode_years=fixed,
        rate=D(rate),
        maandlast=rows[0][0] + rows[0][1],
        nhg=False,
        schedule=tuple(schedule),
    )


LENING = Lening.of(
    (
        leningdeel(1, "240000.00", "annuitair", "3.870", 30, 20),
        leningdeel(2, "120000.00", "lineair", "3.725", 25, 10),
        leningdeel(3, "80000.00", "aflossingsvrij", "4.010", 30, 20),
    ),
    inschrijving=D("570000.00"),
    nhg=False,
    risicoklasse="70-80",
    overbrugging=Overbrugging(
        amount=D("130000.00"), looptijd_months=24, rate=D("4.200"), maandlast=D("455.00"), old_home=OLD_HOME
    ),
    bouwdepot=Bouwdepot(amount=D("25000.00"), months=18, compensation_rate=D("3.856")),
)
COSTS = (
    Cost(label="Notariskosten voor de hypotheekakte", amount=D("895.00"), in_jkp=True, note="schatting"),
    Cost(label="Taxatie van de woning", amount=D("745.00"), in_jkp=True),
    Cost(label="Advies en bemiddeling", amount=D("0.00"), in_jkp=True, note="je regelt je hypotheek zelf"),
    Cost(label="Opstalverzekering, per jaar", amount=None, in_jkp=False, note="hangt af van je verzekeraar"),
)
COUNTED = D("1640.00")
"""What COSTS holds that the JKP counts."""
JKP = Jkp(percent=D("4.0"), illustrative=D("4.1"), total_payable=LENING.paid_total + COUNTED)
CANCELLATION = CancellationTerms(
    fee=D("500.00"),
    exemptions=("ontbinding-door-verkoper", "overlijden", "relatie-beeindigd", "arbeidsongeschikt-of-werkloos"),
    verhuisregeling_exempt=True,
)
EARLY = EarlyRepayment(
    own_funds_percent=100,
    other_percent=25,
    free_cases=("verkoop-woning", "einde-rentevastperiode", "overlijden", "onderpand-verloren"),
)
HEAD: dict[str, Any] = {
    "lender": LENDER,
    "borrowers": (MAAIKE, KAREL),
    "issued_on": ISSUED,
    "specimen": True,
}

RENTEAANBOD = RenteaanbodDocument(
    **HEAD,
    reference="NEO-2026-001002-R1",
    onderpand=ONDERPAND,
    lening=LENING,
    jkp=JKP,
    assumptions=(
        Assumption(label="Toetsinkomen Maaike", value="€ 62.000,00 per jaar", source="UWV, 20 november 2026"),
        Assumption(label="Toetsinkomen Karel", value="€ 48.000,00 per jaar", source="UWV, 20 november 2026"),
        Assumption(label="Studieschuld Karel", value="€ 19.000,00", source="DUO, 20 november 2026"),
        Assumption(label="Marktwaarde van de woning", value="€ 560.000,00", source="Je eigen opgave"),
        Assumption(label="Energielabel", value="A", source="Je eigen opgave"),
        Assumption(label="Je gaat zelf in de woning wonen", value="Ja", source="Je eigen opgave"),
    ),
    missing_documents=(
        MissingDocument(
            title="Koopovereenkomst",
            reason="Hieruit blijkt de koopsom, en dat alle partijen hebben getekend.",
            borrower="",
        ),
        MissingDocument(
            title="Taxatierapport",
            reason="Hieruit blijkt de marktwaarde. Het rapport mag niet ouder zijn dan zes maanden.",
            borrower="",
        ),
        MissingDocument(
            title="Saldo-opgave van je huidige hypotheek",
            reason="We rekenen hiermee uit hoe groot je overbrugging mag zijn.",
            borrower="Maaike de Vries",
        ),
    ),
    deadlines=RenteaanbodDeadlines(
        accept_by=date(2026, 12, 14),
        documents_by=date(2027, 1, 7),
        offer_by=date(2027, 1, 9),
        rate_until=date(2027, 1, 23),
    ),
    costs=COSTS,
    receipt=RECEIPT,
)
HYPOTHEEKAANBOD = HypotheekaanbodDocument(
    **{**HEAD, "issued_on": date(2026, 12, 18)},
    reference="NEO-2026-001002-H1",
    renteaanbod_reference=RENTEAANBOD.reference,
    renteaanbod_issued_on=ISSUED,
    onderpand=ONDERPAND,
    lening=LENING,
    jkp=JKP,
    deadlines=HypotheekaanbodDeadlines(
        reflect_until=date(2027, 1, 1), sign_by=date(2027, 1, 23), valid_until=date(2027, 5, 23)
    ),
    reflection_days=14,
    costs=COSTS,
    cancellation=CANCELLATION,
    early_repayment=EARLY,
    collection_workdays_before=2,
    receipt=RECEIPT,
    brondata="gedeeltelijk",
)


def first_year(lening: Lening) -> tuple[Instalment, ...]:
    """The first twelve instalments over all leningdelen."""
    columns = [months(d.hoofdsom, d.aflosvorm, d.rate, d.looptijd_months) for d in lening.leningdelen]
    balance, rows = lening.hoofdsom, []
    for month in range(12):
        interest = sum((column[month][0] for column in columns), D("0.00"))
        repayment = sum((column[month][1] for column in columns), D("0.00"))
        balance -= repayment
        rows.append(Instalment(number=month + 1, interest=interest, repayment=repayment, balance=balance))
    return tuple(rows)


ESIS = EsisDocument(
    **{**HEAD, "issued_on": date(2026, 12, 18)},
    reference="NEO-2026-001002-E1",
    onderpand=ONDERPAND,
    lening=LENING,
    jkp=JKP,
    valid_until=date(2027, 1, 23),
    first_year=first_year(LENING),
    costs=COSTS,
    early_repayment=EARLY,
    reflection_days=14,
    cancellation=CANCELLATION,
    receipt=RECEIPT,
)
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
EVIDENCE = tuple(
    SignatureEvidence(
        full_name=person.full_name,
        document_title="Hypotheekaanbod NEO-2026-001002-H1",
        document_sha256=SHA,
        intent="Ik heb het hypotheekaanbod gelezen en ik ga ermee akkoord.",
        signed_at=datetime(2027, 1, 4, 19, 31 + index, tzinfo=UTC),
        identification="E-maillink en eenmalige code uit de authenticator-app, gebonden aan dit document",
        evidence_id=f"hnd-00041{index}",
    )
    for index, person in enumerate((MAAIKE, KAREL))
)
BEWIJS = OndertekenbewijsDocument(
    **{**HEAD, "issued_on": date(2027, 1, 4)},
    reference="NEO-2026-001002-B1",
    subject_title="Hypotheekaanbod",
    subject_reference=HYPOTHEEKAANBOD.reference,
    subject_sha256=SHA,
    signatures=EVIDENCE,
)
MANDATE = SepaMandateDocument(
    **{**HEAD, "issued_on": date(2027, 1, 4), "borrowers": (MAAIKE,)},
    reference="NEO-2026-001002-M1",
    mandate_reference="NEO-2026-001002-M1",
    creditor_name="N26 Hypotheken B.V.",
    creditor_address=LENDER.address,
    creditor_identifier="NL51ZZZ405365330000",
    debtor_name="M. de Vries",
    debtor_iban="NL91ABNA0417164300",
    payment_type="doorlopend",
    description="Maandlast hypotheek NEO-2026-001002",
    signing_place="Amersfoort",
    signed_on=date(2027, 1, 4),
    signature=None,
    prenotification_days=14,
    refund_weeks=8,
    collection_workdays_before=2,
)
OPDRACHT = NotarisopdrachtDocument(
    **{**HEAD, "issued_on": date(2027, 1, 5)},
    reference="NEO-2026-001002-N1",
    notary=Notary(
        office="Notariskantoor De Eik",
        address=Address(street="Utrechtseweg", house_number="12", postcode="3811 NB", city="Amersfoort"),
        email="notaris@enotaris.example",
        phone="033 - 123 45 67",
    ),
    hypotheekaanbod_reference=HYPOTHEEKAANBOD.reference,
    hypotheekaanbod_sha256=SHA,
    signed_on=date(2027, 1, 4),
    valid_until=date(2027, 5, 23),
    planned_on=date(2027, 3, 1),
    onderpand=ONDERPAND,
    lening=LENING,
    payout=D("545000.00"),
    conditions=("Laat uiterlijk bij het passeren de definitieve omgevingsvergunning overleggen.",),
)
SIMPLE_LENING = Lening.of(
    (leningdeel(1, "310000.00", "annuitair", "3.870", 30, 20),),
    inschrijving=D("310000.00"),
    nhg=True,
    risicoklasse="nhg",
)
SINGLE = replace(
    HYPOTHEEKAANBOD,
    borrowers=(MAAIKE,),
    lening=SIMPLE_LENING,
    jkp=replace(JKP, total_payable=SIMPLE_LENING.paid_total + COUNTED),
    specimen=False,
)
BRONDATA = BrondataDocument(
    **{**HEAD, "issued_on": date(2026, 12, 18)},
    reference="NEO-2026-001002",
    mark="gedeeltelijk",
    nhg=False,
    sources=(
        UsedSource(
            borrower=MAAIKE.full_name,
            register="UWV: werk en loon",
            supplier="Ockto",
            method="api",
            straight_from_source=True,
            collected_at=datetime(2026, 11, 20, 18, 35, 40, tzinfo=UTC),
            usable_until=date(2027, 2, 20),
            lines=(
                SourceLine("Datum van het bericht", "20 nov 2026"),
                SourceLine("Voorbeeld Werkgever B.V.", "Publiekrechtelijke aanstelling voor onbepaalde tijd"),
            ),
        ),
        UsedSource(
            borrower=KAREL.full_name,
            register="Mijnpensioenoverzicht",
            supplier="de aanvrager zelf, als bestand",
            method="file",
            straight_from_source=False,
            collected_at=datetime(2026, 11, 19, 23, 0, tzinfo=UTC),
            usable_until=None,
            lines=(SourceLine("Volledig", "ja"),),
        ),
        UsedSource(
            borrower=KAREL.full_name,
            register="MijnOverheid: Kadaster",
            supplier="Ockto",
            method="onbekend",
            straight_from_source=True,
            collected_at=datetime(2026, 11, 20, 18, 31, 2, tzinfo=UTC),
            usable_until=None,
            lines=(),
        ),
    ),
    replaced=(ReplacedDocument("Werkgeversverklaring", MAAIKE.full_name, "UWV: werk en loon"),),
    checklist=(
        ChecklistPart(
            "a",
            "De leningnemers",
            (
                ChecklistItem("Achternaam", "De Vries, Bakker", "MijnOverheid: persoonsgegevens"),
                ChecklistItem("Verblijfstitel", "", ""),
            ),
        ),
        ChecklistPart("i", "Meegefinancierde restschuld", ()),
    ),
    receipt=RECEIPT,
)

ALL = (RENTEAANBOD, HYPOTHEEKAANBOD, ESIS, BRONDATA, MANDATE, OPDRACHT, BEWIJS)
