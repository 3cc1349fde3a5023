"""Identification, mandate and the notary's instruction; the dossier moves on when all is there."""

import uuid
from email.utils import make_msgid
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from portal import clock
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import collection_account
from portal.dossiers.states import Context, Event, State
from portal.dossiers.transitions import advance, note, touch
from portal.evidence.ockto import latest_bundle
from portal.mandates import sepa
from portal.mandates.idin.client import IdinClient, IdinSettings
from portal.mandates.idin.port import (
    IdentificationProvider,
    IdentifiedPerson,
    Status,
    Surname,
    new_entrance_code,
    same_entrance_code,
)
from portal.mandates.matching import KnownPerson, compare
from portal.mandates.models import Identification, Mandate, NotaryInstruction
from portal.notifications.mails import MailName
from portal.offers import process
from portal.offers.compose import lender
from portal.offers.documents import NotarisopdrachtDocument, SepaMandateDocument
from portal.offers.keys import keys_from_settings
from portal.offers.parts import Address, Notary, SignatureEvidence
from portal.offers.pdf import render_pdf
from portal.offers.queries import file_of, hypotheekaanbod_document, hypotheekaanbod_of
from portal.offers.sealing import seal_pdf
from portal.vault import services as vault

RESPONSE_PLACE = "mandates.Identification.response"
IBAN_PLACE = "mandates.Mandate.iban"
PDF = "application/pdf"
SIGNING_PLACE = "Portaal Neo Hypotheken"
OUTCOMES = {
    Status.CANCELLED: Identification.State.CANCELLED,
    Status.EXPIRED: Identification.State.EXPIRED,
    Status.FAILURE: Identification.State.FAILED,
}


class UnknownIdentification(Exception):
    """The return from the bank does not belong to this applicant."""


class AlreadyMandated(Exception):
    """There is a mandate; a second one is never made."""


@lru_cache(maxsize=1)
def identification_provider() -> IdentificationProvider:
    """iDIN of this profile: in the demo only address and keys differ."""
    return IdinClient(
        IdinSettings.from_files(
            acquirer_url=settings.IDIN_ACQUIRER_URL,
            merchant_id=settings.IDIN_MERCHANT_ID,
            sub_id=0,
            merchant_key=Path(settings.IDIN_MERCHANT_KEY),
            merchant_certificate=Path(settings.IDIN_MERCHANT_CERT),
            acquirer_certificate=Path(settings.IDIN_ACQUIRER_CERT),
        )
    )


def banks() -> list[tuple[str, str]]:
    """Banks to choose from: id and name."""
    return [(one.id, one.name) for one in identification_provider().issuers()]


def start_identification(*, applicant: Applicant, issuer_id: str, return_url: str) -> str:
    """Begin at one bank; returns the address to send the person to.

    Raises:
        IdentificationUnavailable, IdentificationRefused: nothing was started.
    """
    code = new_entrance_code()
    started = identification_provider().start(issuer_id=issuer_id, entrance_code=code, return_url=return_url)
    Identification.objects.create(
        applicant=applicant,
        issuer_id=issuer_id,
        entrance_code=code,
        transaction_id=started.transaction_id,
        started_at=clock.now(),
    )
    return started.redirect_url


def finish_identification(*, applicant: Applicant, transaction_id: str, entrance_code: str) -> Identification:
    """Ask the bank how it ended, once; compare the person with ours. Opening the return twice is harmless.

    Raises:
        UnknownIdentification: not this applicant's transaction, or another entrance code.
        IdentificationUnavailable, IdentificationRefused: not known yet; try again later.
    """
    row = Identification.objects.filter(applicant=applicant, transaction_id=transaction_id).first()
    if row is None or not same_entrance_code(entrance_code, row.entrance_code):
        raise UnknownIdentification(transaction_id)
    if row.state != Identification.State.STARTED:
        return row
    result = identification_provider().status(transaction_id, entrance_code=row.entrance_code)
    if not result.status.is_final:
        return row
    reasons: list[str] = []
    state = OUTCOMES.get(result.status, Identification.State.FAILED)
    if result.status is Status.SUCCESS and result.person is not None:
        reasons = _doubts(result.person, applicant)
        state = Identification.State.MISMATCH if reasons else Identification.State.MATCHED
    with transaction.atomic():
        touch(applicant.dossier)
        changed = Identification.objects.filter(pk=row.pk, state=Identification.State.STARTED).update(
            state=state,
            reasons=reasons,
            response=vault.seal(applicant.user.key, place=RESPONSE_PLACE, row=row.id, value=result.evidence),
            response_sha256=result.evidence_sha256,
            finished_at=clock.now(),
        )
        if changed:
            detail = {"position": applicant.position, "state": state}
            note(applicant.dossier, "identified", actor=applicant.user, detail=detail)
            _move_on(applicant.dossier)
    row.refresh_from_db()
    return row


def identified(applicant: Applicant) -> Identification | None:
    """The identification that succeeded, or None."""
    return applicant.identifications.filter(state=Identification.State.MATCHED).first()


def mandate_of(dossier: Dossier) -> Mandate | None:
    """The mandate of a dossier, or None."""
    return Mandate.objects.filter(dossier=dossier).select_related("file__key").first()


def instruction_of(dossier: Dossier) -> NotaryInstruction | None:
    """The notary's instruction, or None while it is on its way."""
    return NotaryInstruction.objects.filter(dossier=dossier).first()


def waiting_for(dossier: Dossier) -> list[str]:
    """The first names of who has not identified yet."""
    people = dossier.applicants.select_related("user__key")
    return [one.first_name for one in people if identified(one) is None]


def draft_mandate(applicant: Applicant) -> sepa.Mandate:
    """The mandate on the account that was chosen before, for the page to show."""
    account = collection_account(applicant.dossier)
    assert account is not None, "evidence is complete only with an account"
    return _mandate(applicant, iban=account["iban"])


def mandate_rows(draft: sepa.Mandate) -> dict[str, str]:
    """What the page shows beside the text: creditor, its number and the reference."""
    return {
        "creditor": draft.creditor.name,
        "identifier": draft.creditor.identifier,
        "reference": draft.reference,
    }


def sign_mandate(*, applicant: Applicant, iban: str) -> Mandate:
    """Keep the mandate that the applicant signed with a fresh code; the document is sealed.

    Raises:
        AlreadyMandated: there is one.
        sepa.IbanError: not an account that can be debited.
    """
    dossier = applicant.dossier
    number = sepa.check_iban(iban)
    draft = _mandate(applicant, iban=number)
    unsigned = render_pdf(_mandate_document(applicant, draft, None))
    evidence = SignatureEvidence(
        full_name=applicant.full_name,
        document_title=SepaMandateDocument.title,
        document_sha256=vault.sha256(unsigned),
        intent=draft.authorisation[0],
        signed_at=clock.now(),
        identification="iDIN en een verse code uit de code-app (TOTP)",
        evidence_id=str(uuid.uuid4()),
    )
    pdf = seal_pdf(
        render_pdf(_mandate_document(applicant, draft, evidence)),
        signer=keys_from_settings(),
        reason="Machtiging voor automatische incasso",
        at=clock.now(),
    )
    with transaction.atomic():
        touch(dossier)
        if dossier.state != State.SEALED or Mandate.objects.filter(dossier=dossier).exists():
            raise AlreadyMandated(dossier.number)
        row = Mandate(
            id=uuid.uuid4(),
            dossier=dossier,
            signed_by=applicant,
            reference=draft.reference,
            iban_masked=f"{number[:4]} •••• •••• {number[-4:]}",
            holder=applicant.full_name,
            file=vault.store_file(dossier.key, content=pdf, content_type=PDF),
            document_sha256=evidence.document_sha256,
            signed_at=evidence.signed_at,
        )
        row.iban = vault.seal(dossier.key, place=IBAN_PLACE, row=row.id, value=number.encode())
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise AlreadyMandated(dossier.number) from error
        note(dossier, "mandate_signed", actor=applicant.user)
        _move_on(dossier)
    return row


def instruct_notary(dossier_id: str) -> None:
    """Job: write the instruction, send it to the notary, tell the applicants (gids 7.1).

    Sending twice after a crash carries the same Message-ID, so that it is one message.
    """
    dossier = Dossier.objects.select_related("key", "wish").get(pk=dossier_id)
    offer_row = hypotheekaanbod_of(dossier)
    if dossier.state != State.MANDATED or offer_row is None or offer_row.sealed_file is None:
        return
    wish = dossier.wish
    pdf = render_pdf(_instruction(dossier))
    message = EmailMessage(
        subject=f"Opdracht tot het passeren van de hypotheekakte {dossier.number}",
        body=(
            f"Geachte notaris,\n\nBijgaand de opdracht voor dossier {dossier.number} en het ondertekende "
            "hypotheekaanbod.\n\nMet vriendelijke groet,\nNeo Hypotheken\n"
        ),
        to=[wish.notary_email],
        headers={"Message-ID": make_msgid(idstring=dossier.id.hex, domain="neohypotheken.example")},
    )
    message.attach(f"notarisopdracht-{dossier.number}.pdf", pdf, PDF)
    message.attach(f"hypotheekaanbod-{dossier.number}.pdf", vault.read_file(offer_row.sealed_file), PDF)
    message.send()
    with transaction.atomic():
        touch(dossier)
        if dossier.state != State.MANDATED:
            return
        NotaryInstruction.objects.create(
            dossier=dossier,
            notary_name=wish.notary_name,
            notary_email=wish.notary_email,
            file=vault.store_file(dossier.key, content=pdf, content_type=PDF),
            sent_at=clock.now(),
        )
        advance(dossier, Event.INSTRUCT_NOTARY, actor=None, context=Context())
        process.tell(dossier, MailName.NOTARY_INSTRUCTED, once=str(dossier.id), notary=wish.notary_name)


def signed_set(dossier: Dossier) -> list[tuple[str, str]]:
    """What the applicants can keep: name of the download and its title."""
    titles = {
        "hypotheekaanbod": "Hypotheekaanbod, ondertekend",
        "esis": "Informatieblad (ESIS)",
        "ondertekenbewijs": "Bewijs van ondertekening",
        "machtiging": "SEPA-machtiging",
    }
    return [(what, title) for what, title in titles.items() if file_of(dossier, what)]


def _move_on(dossier: Dossier) -> None:
    """Advance when everybody is identified, the mandate is there and a notary is chosen."""
    dossier.refresh_from_db(fields=["state", "version"])
    if dossier.state != State.SEALED:
        return
    has_mandate = Mandate.objects.filter(dossier=dossier).exists()
    if waiting_for(dossier) or not has_mandate:
        return
    advance(
        dossier,
        Event.MANDATE,
        actor=None,
        context=Context(all_identified=True, mandate_signed=True),
        jobs=(("notary.instruct", str(dossier.id), {"dossier_id": str(dossier.id)}),),
    )


def _doubts(person: IdentifiedPerson, applicant: Applicant) -> list[str]:
    bundle = latest_bundle(applicant)
    brp = bundle.persoon if bundle else None
    partner = brp.partner if brp else None
    known = KnownPerson(
        given_names=brp.voornamen if brp else applicant.given_names,
        surname=Surname(
            brp.geslachtsnaam if brp else applicant.surname,
            (brp.voorvoegsel or "") if brp else applicant.surname_prefix,
        ),
        birth_date=applicant.birth_date,
        partner_surname=Surname(partner.geslachtsnaam, partner.voorvoegsel or "") if partner else Surname(),
        gender=(brp.geslacht or "") if brp else "",
    )
    return [doubt.explanation for doubt in compare(person, known).doubts]


def _mandate(applicant: Applicant, *, iban: str) -> sepa.Mandate:
    house = lender()
    return sepa.Mandate(
        reference=sepa.mandate_reference(applicant.dossier.number, 1),
        creditor=sepa.Creditor(
            name=house.trade_name,
            identifier=settings.CREDITOR_IDENTIFIER,
            street=house.address.street,
            house_number=house.address.house_number,
            postal_code=house.address.postcode,
            city=house.address.city,
        ),
        debtor_names=(applicant.full_name,),
        iban=iban,
        contract=f"Hypotheek {applicant.dossier.number}",
        signed_on=clock.today(),
        signed_at=SIGNING_PLACE,
    )


def _mandate_document(
    applicant: Applicant, draft: sepa.Mandate, signature: SignatureEvidence | None
) -> SepaMandateDocument:
    offer_row = hypotheekaanbod_of(applicant.dossier)
    assert offer_row is not None, "a mandate follows a signed offer"
    offer = hypotheekaanbod_document(offer_row)
    return SepaMandateDocument(
        reference=applicant.dossier.number,
        issued_on=clock.today(),
        lender=offer.lender,
        borrowers=offer.borrowers,
        specimen=settings.ALLOW_SIMULATORS,
        mandate_reference=draft.reference,
        creditor_name=draft.creditor.name,
        creditor_address=offer.lender.address,
        creditor_identifier=draft.creditor.identifier,
        debtor_name=applicant.full_name,
        debtor_iban=draft.iban,
        payment_type="doorlopend",
        description=draft.contract,
        signing_place=SIGNING_PLACE,
        signed_on=draft.signed_on,
        signature=signature,
        prenotification_days=sepa.PRE_NOTIFICATION_DAYS,
        refund_weeks=sepa.REFUND_WEEKS,
        collection_workdays_before=offer.collection_workdays_before,
    )


def _instruction(dossier: Dossier) -> NotarisopdrachtDocument:
    row = hypotheekaanbod_of(dossier)
    assert row is not None, "an instruction follows a signed offer"
    assert row.sealed_file is not None, "a sealed offer has its file"
    assert row.sealed_at is not None, "a sealed offer has its moment"
    offer, wish = hypotheekaanbod_document(row), dossier.wish
    return NotarisopdrachtDocument(
        reference=dossier.number,
        issued_on=clock.today(),
        lender=offer.lender,
        borrowers=offer.borrowers,
        specimen=settings.ALLOW_SIMULATORS,
        notary=Notary(
            office=wish.notary_name,
            address=Address(street="", house_number="", postcode="", city=""),
            email=wish.notary_email,
            phone="",
        ),
        hypotheekaanbod_reference=offer.reference,
        hypotheekaanbod_sha256=row.sealed_file.sha256,
        signed_on=row.sealed_at.date(),
        valid_until=row.valid_until,
        planned_on=wish.transfer_on,
        onderpand=offer.onderpand,
        lening=offer.lening,
        payout=offer.lening.hoofdsom,
    )
