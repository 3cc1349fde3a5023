"""Stop and erase (AVG art. 17): what can go goes at once, by destroying keys and emptying columns.

Not possible once a loan was agreed: the contract, and the law on money laundering, keep its file (AVG art. 17 lid 3,
Wwft art. 33). What happened and who looked stays, without a name. Of a couple the partner's own data stays theirs; the
application ends for both.
"""

import uuid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import translation

from portal import clock
from portal.assessments.services import remove_unreadable
from portal.dossiers import services as dossiers
from portal.dossiers.drafts import drop_drafts
from portal.dossiers.models import Applicant, Dossier, KnowledgeSitting, Wish
from portal.dossiers.states import TERMINAL, State
from portal.dossiers.transitions import note, touch
from portal.evidence.consents import close_sessions, end_consent, standing_consents
from portal.evidence.models import Consent, Upload
from portal.identity.models import LinkRequest, User
from portal.jobs.services import publish
from portal.notifications.mails import MailName
from portal.notifications.render import render
from portal.notifications.services import hand_over, message_id
from portal.offers.consent import SIGNED
from portal.privacy.models import PrivacyRequest
from portal.privacy.services import drop_download, open_request
from portal.vault import services as vault

ADDRESS_PLACE = "privacy.PrivacyRequest.address"
GONE_DOMAIN = "gewist.invalid"
EMPTY_PERSON = {
    "initials": "",
    "given_names": "",
    "surname_prefix": "",
    "surname": "",
    "birth_date": None,
    "phone": "",
    "civil_status": "",
    "dutch": None,
    "tax_only_in_nl": None,
    "works_for_n26": None,
    "divorce_pending": None,
    "wage_by_bank": None,
    "wage_garnished": None,
    "wage_ceded": None,
    "job_ending": None,
    "alimony_monthly": None,
    "private_loan_outstanding": None,
    "private_loan_monthly": None,
    "declared_income": b"",
    "told": b"",
}
EMPTY_WISH = {
    "postcode": "",
    "house_number": None,
    "addition": "",
    "street": "",
    "city": "",
    "peculiarities": None,
    "price": None,
    "market_value": None,
    "told": b"",
    "collection_account": b"",
    "home_sources": {},
    "notary_name": "",
    "notary_email": "",
}


class Kept(Exception):
    """A loan was agreed: the law keeps its file, and nothing is erased."""


def is_kept(user: User) -> bool:
    """Whether a loan of this person was agreed."""
    return user.applicants.filter(dossier__state__in=[state.value for state in SIGNED]).exists()


def erase(*, user: User) -> PrivacyRequest:
    """Stop what runs and erase this person; twice is once. The receipt goes to the address that was theirs.

    Raises:
        Kept: a loan was agreed.
        StaleDossier: somebody is at work in it; try again.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).select_related("key").get(pk=user.pk)
        if done := user.privacy_requests.filter(kind=PrivacyRequest.Kind.ERASE, done_at__isnull=False).first():
            return done
        row = open_request(user=user, kind=PrivacyRequest.Kind.ERASE)
        for applicant in user.applicants.select_related("dossier__wish", "dossier__key", "user__key"):
            touch(applicant.dossier)
            if State(applicant.dossier.state) in SIGNED:
                raise Kept(applicant.dossier.number)
            _leave(applicant)
        _keep_address(row)
        _forget(user)
        row.done_at = clock.now()
        row.save(update_fields=["done_at", "key", "address"])
        publish("privacy.receipt", key=str(row.pk), payload={"request_id": str(row.pk)})
    return row


def send_receipt(request_id: str) -> None:
    """Job `privacy.receipt`: one mail to the address that was theirs, after which we don't know it any more.

    Raises:
        TryLater: the mail server is away.
    """
    row = PrivacyRequest.objects.select_related("key", "user").get(pk=request_id)
    if not row.address or row.key is None:
        return
    address = vault.unseal(row.key, place=ADDRESS_PLACE, row=row.id, sealed=row.address).decode()
    with translation.override(row.user.language):
        rendered = render(MailName.DATA_REMOVED, {"first_name": "", "receipt": row.receipt, "url": settings.BASE_URL})
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        to=[address],
        headers={"Message-ID": message_id(str(row.pk)), "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(rendered.html, "text/html")
    hand_over(message)
    with transaction.atomic():
        vault.shred_key(row.key)
        PrivacyRequest.objects.filter(pk=row.pk).update(address=b"")


def _leave(applicant: Applicant) -> None:
    dossier = applicant.dossier
    if State(dossier.state) not in TERMINAL:
        dossiers.withdraw(dossier=dossier, by=applicant.user)
    close_sessions(applicant, by=applicant.user)
    for consent in standing_consents(applicant).select_related("key", "session__delivery"):
        end_consent(consent, end=Consent.End.WITHDRAWN, by=applicant.user)
    drop_drafts([applicant])
    for upload in Upload.objects.filter(request__dossier=dossier, uploaded_by=applicant.user):
        for stored in filter(None, (upload.original, upload.disarmed)):
            # Bytes don't come back when the transaction is undone, so they go after it.
            transaction.on_commit(lambda stored=stored: vault.destroy_file(stored))
        Upload.objects.filter(pk=upload.pk).update(
            filename="gewist", notices=[], figures=b"", state=Upload.State.REMOVED
        )
    Applicant.objects.filter(pk=applicant.pk).update(**EMPTY_PERSON)
    # What was decided about a couple names both, and by documents no key of the leaver's own is above it.
    for assessment in dossier.assessments.filter(removed_at__isnull=True).select_related("key"):
        vault.shred_key(assessment.key)
    if not _others(dossier, applicant):
        Wish.objects.filter(dossier=dossier).update(**EMPTY_WISH)
        vault.shred_key(dossier.key)
    note(dossier, "person_erased", actor=applicant.user, detail={"position": applicant.position})


def _others(dossier: Dossier, applicant: Applicant) -> bool:
    """Whether a partner is left whose data this dossier holds too."""
    return dossier.applicants.exclude(pk=applicant.pk).filter(user__is_active=True, accepted_at__isnull=False).exists()


def _keep_address(row: PrivacyRequest) -> None:
    """Where the receipt goes, until it is sent."""
    row.key = vault.create_key()
    row.address = vault.seal(row.key, place=ADDRESS_PLACE, row=row.id, value=row.user.email.encode())


def _forget(user: User) -> None:
    """The account: no address, no way in, and a key that opens nothing."""
    user.privacy_requests.filter(kind=PrivacyRequest.Kind.DOWNLOAD, done_at__isnull=True).update(done_at=clock.now())
    for row in user.privacy_requests.select_related("file"):
        transaction.on_commit(lambda row=row: drop_download(row))
    LinkRequest.objects.filter(email=user.email).delete()
    vault.shred_key(user.key)
    for dossier in Dossier.objects.filter(applicants__user=user):
        remove_unreadable(dossier)
    if hasattr(user, "totp"):
        user.totp.delete()
    KnowledgeSitting.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    user.links.all().delete()
    user.email, user.name, user.is_active = f"{uuid.uuid4().hex}@{GONE_DOMAIN}", "", False
    user.session_epoch += 1
    user.save(update_fields=["email", "name", "is_active", "session_epoch"])
