"""The SEPA mandate: one account, in the name of a borrower, signed with a fresh code (gids 2.10, 7.6)."""

import uuid

from django.conf import settings
from django.db import IntegrityError, transaction

from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.services import collection_account, tell
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.formats.language import in_dutch
from portal.mandates import sepa
from portal.mandates.models import Mandate
from portal.mandates.queries import identified, mandate_of
from portal.mandates.services.progress import move_on
from portal.notifications.mails import MailName
from portal.offers.compose import lender
from portal.offers.documents import SepaMandateDocument
from portal.offers.keys import keys_from_settings
from portal.offers.parts import SignatureEvidence
from portal.offers.pdf import render_pdf
from portal.offers.queries import hypotheekaanbod_document, hypotheekaanbod_of
from portal.offers.sealing import seal_pdf
from portal.vault import services as vault

IBAN_PLACE = "mandates.Mandate.iban"
PDF = "application/pdf"
SIGNING_PLACE = "Portaal Neo Hypotheken"


class NotIdentified(Exception):
    """A mandate is signed by somebody whom their bank identified (gids 7.6)."""


class AlreadyMandated(Exception):
    """There is a mandate; a second one is never made."""


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
        NotIdentified: who signs was not identified by their bank, as the evidence says.
        AlreadyMandated: there is one.
        sepa.IbanError: not an account that can be debited.
    """
    dossier = applicant.dossier
    if identified(applicant) is None:
        raise NotIdentified(dossier.number)
    number = sepa.check_iban(iban)
    if sepa.needs_bic(number):  # we ask nobody for a BIC
        raise sepa.IbanError(sepa.IbanProblem.NOT_SEPA)
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
        if dossier.state != State.SEALED or mandate_of(dossier) is not None:
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
        for one in dossier.applicants.select_related("user"):
            tell(one, MailName.MANDATE_GIVEN, once=str(row.id))
        move_on(dossier)
    return row


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


@in_dutch()
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
