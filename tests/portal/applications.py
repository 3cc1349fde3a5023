"""Applications as the personas fill them in, made through the services, with brondata of their own.

The people are those of the Ockto simulator; the offer papers here are small PDFs, because what is
printed on them has tests of its own.
"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from brondata.ockto.door import without_bsn
from brondata.simulator import odm, personas
from portal import clock
from portal.assessments.models import AcceptanceSwitch, Assessment
from portal.assessments.registers import services as register_services
from portal.assessments.registers.port import Outcome, Person, RegisterAnswer, RegisterKind
from portal.assessments.registers.wire import read_answer, subject_of
from portal.assessments.services import assess, decision_of, facts_of
from portal.assessments.terms import offer_dates
from portal.dossiers import services as dossiers
from portal.dossiers.knowledge_tests import record_test
from portal.dossiers.models import Applicant, Dossier, KnowledgeSitting, Wish
from portal.dossiers.states import State
from portal.evidence import ockto
from portal.evidence.consents import record_consent
from portal.evidence.models import Delivery, DocumentRequest, OcktoSession, Upload
from portal.evidence.polling import BODY_PLACE
from portal.evidence.reading import read_delivery
from portal.evidence.services import open_requests, sync_requests
from portal.evidence.uploads import judge_upload
from portal.identity.models import User
from portal.identity.services import create_staff, get_or_create_consumer
from portal.jobs import services as jobs
from portal.journey.knowledge import knowledge_test
from portal.offers import compose
from portal.offers.judged import Judged
from portal.offers.models import Hypotheekaanbod, Renteaanbod
from portal.offers.queries import HYPOTHEEKAANBOD_PLACE, RENTEAANBOD_PLACE
from portal.vault import services as vault
from tests.portal.builders import TOLD_BY_PERSON, TOLD_OF_HOME

PASSWORD = "een heel lang wachtwoord"
PDF = "application/pdf"


def small_pdf(text: str = "aanbod") -> bytes:
    """An honest PDF of one page, quickly made; another text gives other bytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.docinfo["/Title"] = text
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def clerk(name: str = "Bo de Wit") -> User:
    """A member of staff."""
    return create_staff(email=f"{uuid.uuid4().hex[:8]}@neo.example", name=name, password=PASSWORD)


def open_the_door() -> None:
    """The lender accepts new customers."""
    AcceptanceSwitch.objects.create(
        valid_from=date(2026, 1, 1), accepts_new_customers=True, reason="test", decided_at=clock.now()
    )


def applicant(key: str, *, dossier: Dossier | None = None) -> Applicant:
    """A persona who began, or joined `dossier`, with all their own answers given."""
    person = personas.person(key, clock.today())
    email = f"{key}@consument.example"
    if dossier is None:
        one = dossiers.start_dossier(user=get_or_create_consumer(email=email))
    else:
        first = dossier.applicants.get(position=1)
        one = dossiers.invite_partner(dossier=dossier, by=first.user, email=email)
        dossiers.accept_invitation(applicant=one)
    answers = {
        "initials": person.initials,
        "given_names": person.first_names,
        "surname_prefix": person.prefix,
        "surname": person.surname,
        "birth_date": person.birth_date,
        "phone": "0612345678",
        "civil_status": Applicant.CivilStatus.ONGEHUWD,
        "dutch": True,
        "tax_only_in_nl": True,
        "works_for_n26": False,
        "divorce_pending": False,
        "wage_by_bank": True,
        "wage_garnished": False,
        "wage_ceded": False,
        "job_ending": False,
        "alimony_monthly": Decimal(0),
        "private_loan_outstanding": Decimal(0),
        "private_loan_monthly": Decimal(0),
        "route": Applicant.Route.OCKTO,
    }
    dossiers.save_answers(instance=one, dossier=one.dossier, by=one.user, answers=answers, told=TOLD_BY_PERSON)
    passed_test(one)
    return one


def passed_test(one: Applicant) -> None:
    """A perfect knowledge test, made at once."""
    exam = knowledge_test()
    name, questions = next(iter(exam.sets.items()))
    shown = [{"number": number, "id": one.id, "given": one.right} for number, one in enumerate(questions, start=1)]
    sitting = KnowledgeSitting.objects.create(
        user=one.user, version=exam.version, question_set=name, shown=shown, began_at=clock.now()
    )
    record_test(applicant=one, sitting=sitting, correct=exam.total, passed=True)


def invited(one: Applicant, *, status: str = OcktoSession.Status.INVITED, session_id: str = "") -> OcktoSession:
    """An Ockto session in a certain state, without a supplier."""
    session = OcktoSession(applicant=one, session_id=session_id or f"s-{uuid.uuid4().hex[:8]}", status=status)
    session.link = vault.seal(one.user.key, place=ockto.LINK_PLACE, row=session.id, value=b"https://ockto.test/app/x")
    session.created_at = session.changed_at = timezone.now()
    session.expires_at = session.created_at + timedelta(hours=1)
    session.save(force_insert=True)
    return session


def document_of(
    key: str, *, session_id: str, without: tuple[str, ...] = (), only: tuple[str, ...] = odm.STANDARD_BRONNEN
) -> bytes:
    """The bytes that Ockto sends for a persona, less any BSN.

    `without` names sources that failed, `only` those that were asked for.
    """
    # The supplier's clock shows Amsterdam: just after midnight it is another date than in UTC.
    now = timezone.localtime(clock.now())
    collected = {bron: None if bron in without else now for bron in only}
    content = odm.dump(odm.document(personas.spec(key), session_id=session_id, collected=collected))
    return without_bsn(content)


def delivered(one: Applicant, body: bytes, *, session: OcktoSession | None = None) -> Delivery:
    """The bytes of a session that was fetched and not read yet."""
    session = session or invited(one)
    OcktoSession.objects.filter(pk=session.pk).update(status=OcktoSession.Status.FETCHED)
    row = Delivery(
        session=session,
        key=vault.create_key(under=(one.user.key,)),
        provider="ockto",
        schema_version=odm.VERSION,
        content_type="application/json",
        sha256=vault.sha256(body),
        received_at=clock.now(),
    )
    row.body = vault.seal(row.data_key, place=BODY_PLACE, row=row.id, value=body)
    row.save(force_insert=True)
    record_consent(session)
    return row


def give_brondata(one: Applicant, key: str, *, without: tuple[str, ...] = ()) -> None:
    """The persona shared their data and confirmed the figures."""
    session = invited(one)
    row = delivered(one, document_of(key, session_id=session.session_id, without=without), session=session)
    read_delivery(str(row.id))
    session.refresh_from_db()
    assert session.status == OcktoSession.Status.READ
    one.refresh_from_db()
    dossiers.confirm_figures(applicant=one)


def describe_wish(dossier: Dossier, *, parts: tuple[dict[str, Any], ...] = (), **answers: Any) -> None:
    """The home and the loan, as in the demo: a house of 325,000 euros and a loan of 290,000."""
    by = dossier.applicants.get(position=1).user
    together = dossier.applicants.count() > 1
    filled: dict[str, Any] = {
        "together": together,
        "relation": Wish.Relation.COHABITING if together else Wish.Relation.ALONE,
        "owns_home": False,
        "postcode": "3811LP",
        "house_number": 17,
        "street": "Grachtstraat",
        "city": "Amersfoort",
        "home_type": Wish.HomeType.WOONHUIS,
        "energy_label": "B",
        "leasehold": False,
        "self_occupied": True,
        "peculiarities": [],
        "price": Decimal("325000.00"),
        "market_value": Decimal("325000.00"),
        "agreement_signed_on": date(2026, 11, 16),
        "transfer_on": date(2027, 2, 1),
    }
    dossiers.save_answers(
        instance=dossier.wish, dossier=dossier, by=by, answers={**filled, **answers}, told=TOLD_OF_HOME
    )
    dossiers.save_loan(dossier=dossier, by=by, nhg=True, parts=parts or (leningdeel(),))


def leningdeel(amount: str = "190000.00", **changes: Any) -> dict[str, Any]:
    """An annuity over thirty years, its rate fixed for ten."""
    part = {
        "purpose": "aankoop",
        "amount": Decimal(amount),
        "aflosvorm": "annuitair",
        "term_months": 360,
        "rentevastperiode_years": 10,
    }
    return {**part, **changes}


def single(key: str = "sanne", **answers: Any) -> Dossier:
    """Sanne alone, everything filled in and confirmed, not sent."""
    one = applicant(key)
    give_brondata(one, key)
    describe_wish(one.dossier, **answers)
    return fresh(one.dossier)


def couple(first: str = "robin", second: str = "sam", **answers: Any) -> Dossier:
    """Robin and Sam, everything filled in and confirmed, not sent."""
    one = applicant(first)
    two = applicant(second, dossier=one.dossier)
    give_brondata(one, first)
    give_brondata(two, second)
    describe_wish(one.dossier, parts=(leningdeel("280000.00"),), **answers)
    return fresh(one.dossier)


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as a request or a job would read it now."""
    return Dossier.objects.select_related("key", "wish").get(pk=dossier.pk)


def put(dossier: Dossier, state: State) -> Dossier:
    """Set a dossier in a state, for tests of what comes after; the roads there have their own tests."""
    Dossier.objects.filter(pk=dossier.pk).update(state=state.value, state_since=clock.now())
    return fresh(dossier)


def assessed(dossier: Dossier, phase: str = "renteaanbod", **context: Any) -> Assessment:
    """What the engine says of it now."""
    return assess(dossier=dossier, phase=phase, terms=context.pop("terms", None), **context)


def judged(row: Assessment) -> Judged:
    """What the papers are put together from."""
    return Judged(dossier=fresh(row.dossier), assessment=row, decision=decision_of(row), facts=facts_of(row))


def with_renteaanbod(dossier: Dossier, *, issued_on: date | None = None, used: bool = True) -> Renteaanbod:
    """A running renteaanbod with its real content and a small file; the dossier collects documents."""
    issued_on = issued_on or clock.today()
    row = assessed(put(dossier, State.SUBMITTED))
    dossier = put(dossier, State.COLLECTING)
    document, when = compose.renteaanbod(judged(row), issued_on=issued_on), offer_dates(issued_on)
    made = Renteaanbod(
        id=uuid.uuid4(),
        dossier=dossier,
        assessment=row,
        file=vault.store_file(row.key, content=small_pdf("renteaanbod"), content_type=PDF),
        issued_on=issued_on,
        lapses_on=when.lapses_on,
        complete_by=when.complete_by,
        valid_until=when.valid_until,
        used_at=clock.now() if used else None,
    )
    made.document = vault.seal_json(row.key, place=RENTEAANBOD_PLACE, row=made.id, value=document.to_json())
    made.save(force_insert=True)
    return made


def with_hypotheekaanbod(dossier: Dossier, *, issued_on: date | None = None) -> Hypotheekaanbod:
    """A binding offer with its real content and small files; the dossier waits for signatures."""
    base = with_renteaanbod(dossier, issued_on=issued_on)
    issued_on = issued_on or clock.today()
    content = small_pdf("hypotheekaanbod")
    document = compose.hypotheekaanbod(judged(base.assessment), issued_on=issued_on, renteaanbod_on=base.issued_on)
    dossier = put(dossier, State.OFFERED)
    key = base.assessment.key
    stored = vault.store_file(key, content=content, content_type=PDF)
    made = Hypotheekaanbod(
        id=uuid.uuid4(),
        dossier=dossier,
        renteaanbod=base,
        assessment=base.assessment,
        file=stored,
        esis=vault.store_file(key, content=small_pdf("esis"), content_type=PDF),
        document_sha256=stored.sha256,
        issued_at=clock.now(),
        sign_by=document.deadlines.sign_by,
        valid_until=document.deadlines.valid_until,
    )
    made.document = vault.seal_json(key, place=HYPOTHEEKAANBOD_PLACE, row=made.id, value=document.to_json())
    made.save(force_insert=True)
    return made


def asked(dossier: Dossier, kind: str = "koopakte", *, of: Applicant | None = None) -> DocumentRequest:
    """A document that is asked for."""
    return DocumentRequest.objects.create(dossier=dossier, applicant=of, document_type=kind, opened_at=clock.now())


def sent(request: DocumentRequest, *, state: str = Upload.State.READY) -> Upload:
    """A file for a request that the gate let through."""
    key = request.dossier.key
    return Upload.objects.create(
        request=request,
        uploaded_by=request.dossier.applicants.get(position=1).user,
        filename="document.pdf",
        original=vault.store_file(key, content=small_pdf(), content_type="application/octet-stream"),
        disarmed=vault.store_file(key, content=small_pdf(), content_type=PDF),
        state=state,
        uploaded_at=clock.now(),
    )


def run_jobs(*kinds: str) -> int:
    """Do what a worker would do, until nothing of these kinds (or nothing at all) waits; how many ran."""
    done = 0
    while True:
        rows = [row for row in jobs.Job.objects.filter(pk__in=jobs.due()) if not kinds or row.kind in kinds]
        if not rows:
            return done
        for row in rows:
            jobs.run(row.pk)
            done += 1


@dataclass
class FakeRegisters:
    """Registers that know nobody, unless the test says otherwise per kind and surname (or for everybody)."""

    says: dict[RegisterKind, Outcome | Exception] = field(default_factory=dict)
    details: dict[RegisterKind, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[RegisterKind, str, str]] = field(default_factory=list)

    def check(self, kind: RegisterKind, person: Person, *, key: str) -> RegisterAnswer:
        self.asked.append((kind, person.surname, key))
        said = self.says.get(kind, Outcome.CLEAR)
        if isinstance(said, Exception):
            raise said
        subject = subject_of(kind, person)
        answer = {
            "question": key,
            "register": kind.value,
            "answered_at": clock.now().isoformat(),
            "register_version": "2026-11-23",
            "subject": subject,
            "outcome": said.value,
            "details": self.details.get(kind, []),
        }
        return read_answer(json.dumps(answer).encode(), kind=kind, question=key, subject=subject)


def clear_registers(dossier: Dossier, monkeypatch: pytest.MonkeyPatch, gateway: FakeRegisters | None = None) -> None:
    """Everybody was checked, in a dossier that was just sent."""
    registers = gateway or FakeRegisters()
    monkeypatch.setattr(register_services, "gateway", lambda: registers)
    for one in dossier.applicants.all():
        register_services.check_applicant(str(one.pk))


DOCUMENTS: dict[str, dict[str, Any]] = {
    "koopakte": {"price": Decimal("325000.00"), "movables": Decimal("0.00"), "signed_by_all": True},
    "taxatierapport-desktop": {
        "market_value": Decimal("325000.00"),
        "valued_on": date(2026, 11, 20),
        "free_of_rent_and_use": True,
        "structural_state": "goed",
    },
    "bankafschrift": {"amount": Decimal("160000.00")},
}
"""What a clerk reads on each document of these applications."""


def with_documents(dossier: Dossier, by: User) -> None:
    """Everything that is asked was sent and judged right."""
    for request in open_requests(dossier):
        upload = sent(request)
        figures = DOCUMENTS[request.document_type]
        judge_upload(upload=upload, by=by, approved=True, dated=date(2026, 11, 20), figures=figures)


def choose_notary(dossier: Dossier) -> None:
    """The notary, and the account of the first applicant."""
    dossiers.choose_notary_and_account(
        dossier=dossier,
        by=dossier.applicants.get(position=1).user,
        notary_name="De Groot",
        notary_email="groot@notaris.example",
        iban="NL91ABNA0417164300",
    )


def in_review(dossier: Dossier, monkeypatch: pytest.MonkeyPatch, by: User) -> Dossier:
    """Sent, offered a rate, documents judged: a clerk has to decide."""
    dossier = put(dossier, State.SUBMITTED)
    clear_registers(dossier, monkeypatch)
    base = with_renteaanbod(dossier)
    sync_requests(dossier=base.dossier, required=decision_of(base.assessment)["required_documents"])
    choose_notary(fresh(dossier))
    with_documents(fresh(dossier), by)
    return put(dossier, State.IN_REVIEW)
