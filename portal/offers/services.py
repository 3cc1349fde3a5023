"""Issue the renteaanbod and the hypotheekaanbod, take signatures, seal. Each job may run twice."""

import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from pyhanko.sign.timestamps import TimestampRequestError

from portal import clock
from portal.assessments.models import Assessment
from portal.assessments.services import decision_of, facts_of
from portal.assessments.terms import offer_dates
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import Context, Event, IllegalTransition, State, possible_events
from portal.dossiers.transitions import StaleDossier, advance, note, touch
from portal.evidence.services import complete_evidence, sync_requests
from portal.formats.language import in_dutch
from portal.identity.models import User
from portal.jobs.registry import TryLater
from portal.notifications.mails import MailName
from portal.offers import compose, process
from portal.offers.compose_brondata import brondata_summary
from portal.offers.documents import OndertekenbewijsDocument
from portal.offers.judged import Judged
from portal.offers.keys import keys_from_settings
from portal.offers.models import Hypotheekaanbod, Renteaanbod, Signature
from portal.offers.parts import SignatureEvidence
from portal.offers.pdf import render_pdf
from portal.offers.queries import (
    HYPOTHEEKAANBOD_PLACE,
    RENTEAANBOD_PLACE,
    RUNNING,
    current_renteaanbod,
    hypotheekaanbod_document,
    hypotheekaanbod_of,
)
from portal.offers.sealing import seal_pdf
from portal.vault import services as vault

PDF = "application/pdf"
TSA_RETRY_SECONDS = 60
INTENT = "Ik heb het hypotheekaanbod en het informatieblad gelezen en ga akkoord."


class OfferLapsed(Exception):
    """The term of the offer is over."""


class OtherDocument(Exception):
    """What was shown is not the document of this offer."""


def issue_renteaanbod(dossier_id: str, assessment_id: str) -> None:
    """Job: write, render and issue the renteaanbod of one assessment."""
    judged = _judged(dossier_id, assessment_id)
    dossier = judged.dossier
    if dossier.state != State.SUBMITTED:
        return
    issued_on = clock.today()
    document = compose.renteaanbod(judged, issued_on=issued_on)
    pdf = render_pdf(document)
    when = offer_dates(issued_on)
    with transaction.atomic():
        touch(dossier)
        if dossier.state != State.SUBMITTED:
            return
        Renteaanbod.objects.filter(dossier=dossier, replaced_at__isnull=True).update(replaced_at=clock.now())
        row = Renteaanbod(
            id=uuid.uuid4(),
            dossier=dossier,
            assessment=judged.assessment,
            file=vault.store_file(judged.assessment.key, content=pdf, content_type=PDF),
            issued_on=issued_on,
            lapses_on=when.lapses_on,
            complete_by=when.complete_by,
            valid_until=when.valid_until,
        )
        row.document = vault.seal_json(
            judged.assessment.key, place=RENTEAANBOD_PLACE, row=row.id, value=document.to_json()
        )
        row.save(force_insert=True)
        sync_requests(dossier=dossier, required=judged.decision["required_documents"])
        context = Context(decision_is_current=True, outcome=judged.assessment.outcome)
        advance(dossier, Event.ISSUE_RENTEAANBOD, actor=None, context=context)
        process.tell(dossier, MailName.RENTEAANBOD_READY, once=str(row.id), until=when.lapses_on)


def use_renteaanbod(*, dossier: Dossier, by: User) -> None:
    """The applicants go on with the offer: it no longer lapses after three weeks (gids 7.2).

    Raises:
        OfferLapsed: the three weeks are over.
    """
    with transaction.atomic():
        touch(dossier)
        row = current_renteaanbod(dossier)
        if row is not None and row.used_at is not None:
            return
        if row is None or clock.today() > row.lapses_on:
            raise OfferLapsed(dossier.number)
        used = Renteaanbod.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=clock.now())
        if used:
            note(dossier, "renteaanbod_used", actor=by)


def hand_in(*, dossier: Dossier, by: User) -> None:
    """Everything asked for was sent: the applicants go on with their offer, and the underwriting starts.

    Raises:
        OfferLapsed: the offer was not used in time.
        GuardRefused: something is still open; IllegalTransition: not this step.
    """
    with transaction.atomic():
        if current_renteaanbod(dossier) is not None:  # a clerk may ask for documents before there is one
            use_renteaanbod(dossier=dossier, by=by)
        complete_evidence(dossier=dossier, by=by)


def issue_hypotheekaanbod(dossier_id: str, assessment_id: str) -> None:
    """Job: render offer and ESIS once; these bytes are what is shown, signed and sealed."""
    judged = _judged(dossier_id, assessment_id)
    dossier = judged.dossier
    base = current_renteaanbod(dossier)
    if dossier.state != State.APPROVED or base is None:
        return
    now = clock.now()
    document = compose.hypotheekaanbod(judged, issued_on=clock.today(), renteaanbod_on=base.issued_on)
    pdf, esis = render_pdf(document), render_pdf(compose.esis(document, judged))
    summary = render_pdf(brondata_summary(document, judged)) if document.brondata != "geen" else None
    with transaction.atomic():
        touch(dossier)
        if dossier.state != State.APPROVED:
            return
        stored = vault.store_file(judged.assessment.key, content=pdf, content_type=PDF)
        row = Hypotheekaanbod(
            id=uuid.uuid4(),
            dossier=dossier,
            renteaanbod=base,
            assessment=judged.assessment,
            file=stored,
            esis=vault.store_file(judged.assessment.key, content=esis, content_type=PDF),
            brondata=vault.store_file(judged.assessment.key, content=summary, content_type=PDF) if summary else None,
            document_sha256=stored.sha256,
            issued_at=now,
            sign_by=document.deadlines.sign_by,
            valid_until=document.deadlines.valid_until,
        )
        row.document = vault.seal_json(
            judged.assessment.key, place=HYPOTHEEKAANBOD_PLACE, row=row.id, value=document.to_json()
        )
        row.save(force_insert=True)
        context = Context(decision_is_current=True, renteaanbod_valid=process.is_valid(base))
        advance(dossier, Event.ISSUE_HYPOTHEEKAANBOD, actor=None, context=context)
        process.tell(dossier, MailName.OFFER_READY, once=str(row.id), until=row.sign_by)


def sign_hypotheekaanbod(*, applicant: Applicant, shown_sha256: str) -> Signature:
    """Record one borrower's signature; the last one moves the dossier on. Twice signs once.

    The caller has checked a fresh code that was bound to `shown_sha256`.

    Raises:
        OtherDocument: the page showed something else than the stored bytes.
        OfferLapsed: after the last day.
        IllegalTransition: the dossier is not open for signing (withdrawn, lapsed).
    """
    dossier = applicant.dossier
    with transaction.atomic():
        touch(dossier)
        row = hypotheekaanbod_of(dossier)
        if row is None or row.document_sha256 != shown_sha256:
            raise OtherDocument(dossier.number)
        earlier = row.signatures.filter(applicant=applicant).first()
        if earlier is not None:
            return earlier
        if Event.SIGN_ALL not in possible_events(State(dossier.state)):
            raise IllegalTransition(f"nothing to sign in a dossier that is {dossier.state}")
        if clock.today() > row.sign_by:
            raise OfferLapsed(dossier.number)
        try:
            with transaction.atomic():
                signature = Signature.objects.create(
                    aanbod=row,
                    applicant=applicant,
                    document_sha256=shown_sha256,
                    statement=INTENT,
                    signed_at=clock.now(),
                )
        except IntegrityError:
            return row.signatures.get(applicant=applicant)
        note(dossier, "offer_signed", actor=applicant.user, detail={"position": applicant.position})
        people = list(dossier.applicants.select_related("user"))
        hashes = set(row.signatures.values_list("document_sha256", flat=True))
        if row.signatures.count() == len(people):
            advance(
                dossier,
                Event.SIGN_ALL,
                actor=applicant.user,
                context=Context(all_signed=True, one_document_signed=hashes == {row.document_sha256}),
                jobs=(("hypotheekaanbod.seal", str(row.id), {"aanbod_id": str(row.id)}),),
            )
        else:
            for other in people:
                if other.pk != applicant.pk:
                    process.tell_one(
                        other,
                        MailName.PARTNER_SIGNED,
                        once=str(signature.id),
                        partner=applicant.first_name,
                        until=row.sign_by,
                    )
    return signature


def seal_hypotheekaanbod(aanbod_id: str) -> None:
    """Job: seal the very bytes that were signed (PAdES) and write the evidence beside them.

    Raises:
        TryLater: the timestamp authority is away; the dossier stays signed until it is back.
    """
    row = Hypotheekaanbod.objects.select_related("dossier", "assessment__key", "file__key").get(pk=aanbod_id)
    dossier = row.dossier
    if dossier.state != State.SIGNED:
        return
    content, evidence = vault.read_file(row.file), render_pdf(_evidence(row))
    keys, now = keys_from_settings(), clock.now()
    try:
        sealed = seal_pdf(content, signer=keys, reason="Ondertekend hypotheekaanbod", at=now)
        evidence = seal_pdf(evidence, signer=keys, reason="Bewijs van ondertekening", at=now)
    except TimestampRequestError as error:
        raise TryLater("timestamp authority away", seconds=TSA_RETRY_SECONDS, counts=False) from error
    with transaction.atomic():
        touch(dossier)
        if dossier.state != State.SIGNED:
            return
        row.sealed_file = vault.store_file(row.assessment.key, content=sealed, content_type=PDF)
        row.evidence_file = vault.store_file(row.assessment.key, content=evidence, content_type=PDF)
        row.sealed_at = now
        row.save(update_fields=["sealed_file", "evidence_file", "sealed_at"])
        advance(dossier, Event.SEAL, actor=None, context=Context())
        process.tell(dossier, MailName.SIGNED_SET_READY, once=str(row.id))


def lapse_overdue() -> int:
    """Close dossiers whose renteaanbod was not used, or ran out, or whose offer was not signed."""
    today = clock.today()
    closed = 0
    rows = Renteaanbod.objects.filter(replaced_at__isnull=True, dossier__state__in=(*RUNNING, State.OFFERED))
    for row in rows.select_related("dossier"):
        state = State(row.dossier.state)
        unused = row.used_at is None and state is State.COLLECTING and today > row.lapses_on
        over = state in RUNNING and today > row.valid_until
        offer = hypotheekaanbod_of(row.dossier) if state is State.OFFERED else None
        unsigned = offer is not None and today > offer.sign_by
        if unused or over or unsigned:
            try:
                advance(row.dossier, Event.LAPSE, actor=None, context=Context(deadline_passed=True))
            except StaleDossier:  # somebody is at work in it: look again at the next round
                continue
            closed += 1
    return closed


def _judged(dossier_id: str, assessment_id: str) -> Judged:
    row = Assessment.objects.select_related("key", "dossier__key", "dossier__wish").get(
        pk=assessment_id, dossier_id=dossier_id
    )
    return Judged(dossier=row.dossier, assessment=row, decision=decision_of(row), facts=facts_of(row))


@in_dutch()
def _evidence(row: Hypotheekaanbod) -> OndertekenbewijsDocument:
    offer = hypotheekaanbod_document(row)
    return OndertekenbewijsDocument(
        reference=row.dossier.number,
        issued_on=clock.today(),
        lender=offer.lender,
        borrowers=offer.borrowers,
        specimen=settings.ALLOW_SIMULATORS,
        subject_title=offer.title,
        subject_reference=offer.reference,
        subject_sha256=row.document_sha256,
        signatures=tuple(
            SignatureEvidence(
                full_name=one.applicant.full_name,
                document_title=offer.title,
                document_sha256=one.document_sha256,
                intent=one.statement,
                signed_at=one.signed_at,
                identification="E-mailadres, code-app (TOTP) en een verse code bij het ondertekenen",
                evidence_id=str(one.id),
            )
            for one in row.signatures.select_related("applicant")
        ),
    )
