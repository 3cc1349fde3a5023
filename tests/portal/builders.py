"""Plain functions that make rows for tests: people, a dossier in a state, documents, decisions, offers."""

import io
import itertools
import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pikepdf

from portal import clock
from portal.assessments.models import Assessment
from portal.assessments.services import DECISION_PLACE, FACTS_PLACE
from portal.dossiers.models import Applicant, Dossier, Leningdeel, Wish
from portal.dossiers.services import start_dossier
from portal.dossiers.states import State
from portal.dossiers.told import seal_told
from portal.evidence.models import DocumentRequest, Upload
from portal.identity.models import User
from portal.identity.services import get_or_create_consumer
from portal.offers.models import Renteaanbod
from portal.vault import services as vault

_numbers = itertools.count(1)
TOLD_BY_PERSON = {"has_neo_mortgage": False, "income_counts": True, "income_kinds": ["loon"]}
TOLD_OF_HOME = {"new_build": False, "resident": "niemand"}
"""What stands sealed of somebody with a job, and of an existing house that nobody else moves into."""


def consumer(email: str = "") -> User:
    """A person with an address of their own."""
    return get_or_create_consumer(email=email or f"mens{next(_numbers)}@consument.example")


def dossier_in(
    state: State = State.IN_REVIEW,
    *,
    surname: str = "Bakker",
    partner: str = "",
    nhg: bool = True,
    price: Decimal = Decimal(245_000),
    amount: Decimal = Decimal(215_000),
    since: timedelta = timedelta(days=2),
    renteaanbod_until: date | None = None,
) -> Dossier:
    """A filled-in dossier that stands in `state`; with `renteaanbod_until` it has a running offer."""
    applicant = start_dossier(user=consumer())
    dossier = applicant.dossier
    _fill_in(applicant, surname)
    if partner:
        second = Applicant.objects.create(dossier=dossier, user=consumer(), position=2, accepted_at=clock.now())
        _fill_in(second, partner)
    Wish.objects.filter(dossier=dossier).update(
        together=bool(partner),
        relation="samenwonend-met-contract" if partner else "alleen",
        owns_home=False,
        postcode="3811EP",
        house_number=21,
        street="Kersenlaan",
        city="Amersfoort",
        home_type="woonhuis",
        energy_label="B",
        leasehold=False,
        self_occupied=True,
        peculiarities=[],
        price=price,
        market_value=price,
        agreement_signed_on=clock.today() - timedelta(days=20),
        transfer_on=clock.today() + timedelta(days=80),
        nhg=nhg,
        told=seal_told(dossier.wish, TOLD_OF_HOME),
    )
    wish = Wish.objects.get(dossier=dossier)
    Leningdeel.objects.create(
        wish=wish, position=1, amount=amount, aflosvorm="annuitair", term_months=360, rentevastperiode_years=20
    )
    Dossier.objects.filter(pk=dossier.pk).update(
        state=state.value, state_since=clock.now() - since, submitted_on=clock.today() - timedelta(days=15)
    )
    found = Dossier.objects.get(pk=dossier.pk)
    if renteaanbod_until is not None:
        renteaanbod_for(found, until=renteaanbod_until)
    return found


def decision(*findings: dict[str, Any], outcome: str = "approved", **parts: Any) -> dict[str, Any]:
    """A decision document as the contract writes it, with the findings a test is about."""
    return {
        "schema_version": "1.0",
        "outcome": outcome,
        "findings": list(findings),
        "not_applicable": [],
        "deferred": [],
        "figures": {},
        "required_documents": [],
        "deadlines": [],
        "pricing": {},
        "notices": [],
        **parts,
    }


def assessed(
    dossier: Dossier,
    document: dict[str, Any] | None = None,
    *,
    phase: str = "dossier",
    facts: dict[str, Any] | None = None,
) -> Assessment:
    """A stored decision about a dossier."""
    document = document or decision()
    row = Assessment(
        id=uuid.uuid4(),
        dossier=dossier,
        key=vault.create_key(under=[dossier.key]),
        phase=phase,
        peildatum=clock.today(),
        outcome=document["outcome"],
        facts_sha256=uuid.uuid4().hex * 2,
        norms_version="test",
        norms_sha256="0" * 64,
        guide_version="test",
        decided_at=clock.now(),
    )
    row.facts = vault.seal_json(row.key, place=FACTS_PLACE, row=row.id, value=facts or {})
    row.decision = vault.seal_json(row.key, place=DECISION_PLACE, row=row.id, value=document)
    row.save(force_insert=True)
    return row


def renteaanbod_for(dossier: Dossier, *, until: date) -> Renteaanbod:
    """A running renteaanbod that was used; `until` is the last day to have the documents judged."""
    judged = assessed(dossier, phase="renteaanbod")
    row = Renteaanbod(
        id=uuid.uuid4(),
        dossier=dossier,
        assessment=judged,
        file=vault.store_file(judged.key, content=pdf(), content_type="application/pdf"),
        issued_on=until - timedelta(days=45),
        lapses_on=until - timedelta(days=24),
        complete_by=until,
        valid_until=until + timedelta(days=15),
        used_at=clock.now(),
    )
    row.document = vault.seal_json(judged.key, place="offers.Renteaanbod.document", row=row.id, value={})
    row.save(force_insert=True)
    return row


def document_for(
    dossier: Dossier,
    document_type: str = "koopakte",
    *,
    state: str = Upload.State.READY,
    applicant: Applicant | None = None,
    filename: str = "document.pdf",
) -> Upload:
    """A file that an applicant sent and the gate let through."""
    request, _ = DocumentRequest.objects.get_or_create(
        dossier=dossier,
        applicant=applicant,
        document_type=document_type,
        subject_id="",
        defaults={"opened_at": clock.now(), "rule_ids": ["G8.2-19"], "state": DocumentRequest.State.RECEIVED},
    )
    stored = vault.store_file(dossier.key, content=pdf(), content_type="application/pdf")
    return Upload.objects.create(
        request=request,
        uploaded_by=dossier.applicants.get(position=1).user,
        filename=filename,
        original=stored,
        disarmed=stored,
        state=state,
        pages=1,
        uploaded_at=clock.now(),
    )


@cache
def pdf() -> bytes:
    """The smallest real PDF: one empty page."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _fill_in(applicant: Applicant, surname: str) -> None:
    Applicant.objects.filter(pk=applicant.pk).update(
        initials="S.",
        given_names="Sanne",
        surname=surname,
        birth_date=date(1996, 5, 4),
        phone="0612345678",
        civil_status="ongehuwd",
        dutch=True,
        tax_only_in_nl=True,
        works_for_n26=False,
        divorce_pending=False,
        wage_by_bank=True,
        wage_garnished=False,
        wage_ceded=False,
        told=seal_told(applicant, TOLD_BY_PERSON),
        job_ending=False,
        alimony_monthly=Decimal(0),
        private_loan_outstanding=Decimal(0),
        private_loan_monthly=Decimal(0),
        figures_confirmed_at=clock.now(),
        test_passed_at=clock.now(),
        route="documenten",
    )
