"""The instruction to the notary (gids 7.1)."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from portal import clock
from portal.assessments.services import facts_of
from portal.dossiers.models import Dossier
from portal.dossiers.states import Context, Event, State
from portal.dossiers.transitions import advance, touch
from portal.formats.language import in_dutch
from portal.mandates.conditions import conditions_of
from portal.mandates.models import NotaryInstruction
from portal.notifications.mails import MailName
from portal.notifications.services import hand_over, message_id
from portal.offers import process
from portal.offers.documents import NotarisopdrachtDocument
from portal.offers.parts import Address, Notary
from portal.offers.pdf import render_pdf
from portal.offers.queries import hypotheekaanbod_document, hypotheekaanbod_of
from portal.vault import services as vault

PDF = "application/pdf"


def instruct_notary(dossier_id: str) -> None:
    """Job: write the instruction, send it to the notary, tell the applicants (gids 7.1).

    Sending twice after a crash carries the same Message-ID, so that it is one message.

    Raises:
        TryLater: the mail server is away; the dossier waits.
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
        headers={"Message-ID": message_id(f"notary-{dossier.id}")},
    )
    message.attach(f"notarisopdracht-{dossier.number}.pdf", pdf, PDF)
    message.attach(f"hypotheekaanbod-{dossier.number}.pdf", vault.read_file(offer_row.sealed_file), PDF)
    hand_over(message)
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


@in_dutch()
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
        signed_on=timezone.localtime(row.sealed_at).date(),
        valid_until=row.valid_until,
        planned_on=wish.transfer_on,
        onderpand=offer.onderpand,
        lening=offer.lening,
        payout=offer.lening.hoofdsom,
        conditions=conditions_of(facts_of(row.assessment)),
    )
