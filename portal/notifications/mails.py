"""Which mails there are, and what each needs to be written.

One pair of templates per mail in templates/mail/: `<name>.txt` and `<name>.html`.
"""

from collections.abc import Mapping

from django.db import models


class MailName(models.TextChoices):
    """Every mail the portal sends to a consumer or a member of staff."""

    LOGIN_LINK = "login_link", "link om verder te gaan"
    PARTNER_INVITATION = "partner_invitation", "uitnodiging voor de partner"
    TOTP_CHANGED = "totp_changed", "app voor codes gewijzigd"
    RECOVERY_USED = "recovery_used", "herstelcode gebruikt"
    TOO_MANY_CODES = "too_many_codes", "te vaak een verkeerde code"
    OCKTO_LINK = "ockto_link", "link naar Ockto"
    BRONDATA_RECEIVED = "brondata_received", "brondata ontvangen"
    SOURCE_WORKS = "source_works", "bron werkt weer"
    RENTEAANBOD_READY = "renteaanbod_ready", "rente-aanbod staat klaar"
    DOCUMENT_REFUSED = "document_refused", "document niet goedgekeurd"
    DOCUMENTS_ASKED = "documents_asked", "meer documenten nodig"
    OFFER_READY = "offer_ready", "hypotheekaanbod staat klaar"
    PARTNER_SIGNED = "partner_signed", "partner heeft getekend"
    SIGNED_SET_READY = "signed_set_ready", "getekende stukken staan klaar"
    NOTARY_INSTRUCTED = "notary_instructed", "notaris heeft de opdracht"
    APPLICATION_SENT = "application_sent", "aanvraag ontvangen"
    MANDATE_GIVEN = "mandate_given", "machtiging gegeven"
    RETURNED = "returned", "aanvraag terug om aan te passen"
    DECLINED = "declined", "aanvraag afgewezen"
    DATA_AGEING = "data_ageing", "gegevens worden te oud"
    CONSENT_WITHDRAWN = "consent_withdrawn", "toestemming voor brondata ingetrokken"
    PARTNER_BRONDATA_ENDED = "partner_brondata_ended", "brondata van de partner weg"
    DATA_READ = "data_read", "gegevens bekeken"
    BRONDATA_ENDS = "brondata_ends", "brondata verloopt bijna"
    BRONDATA_EXPIRED = "brondata_expired", "brondata verlopen"
    DOWNLOAD_READY = "download_ready", "download van gegevens staat klaar"
    DATA_REMOVED = "data_removed", "gegevens gewist"
    INVITATION_DECLINED = "invitation_declined", "uitnodiging afgeslagen"
    PARTNER_LEFT = "partner_left", "partner is gestopt"
    PARTNER_WANTS_CHANGE = "partner_wants_change", "partner wil iets wijzigen"
    PARTNER_REFUSED = "partner_refused", "partner tekent niet"
    MESSAGE = "message", "er staat een bericht"
    DEADLINE_REMINDER = "deadline_reminder", "herinnering aan een datum"


# What the caller gives. Every mail may also use `first_name` (else the user's) and `url` (else the
# start page of the application); `until` is a date in words and may be left out.
NEEDS: Mapping[str, frozenset[str]] = {
    MailName.LOGIN_LINK: frozenset({"url", "valid_for"}),
    MailName.PARTNER_INVITATION: frozenset({"url", "valid_for"}),  # and may use `inviter`, `again`
    MailName.OCKTO_LINK: frozenset({"link"}),
    MailName.SOURCE_WORKS: frozenset({"source", "certain", "url"}),
    MailName.PARTNER_SIGNED: frozenset({"partner"}),
    MailName.CONSENT_WITHDRAWN: frozenset({"running"}),
    MailName.BRONDATA_EXPIRED: frozenset({"running"}),
    MailName.PARTNER_BRONDATA_ENDED: frozenset({"partner"}),
    MailName.DATA_READ: frozenset({"reads"}),
    MailName.BRONDATA_ENDS: frozenset({"until"}),
    MailName.DOWNLOAD_READY: frozenset({"until"}),
    MailName.DATA_REMOVED: frozenset({"receipt"}),
    MailName.PARTNER_LEFT: frozenset({"partner"}),
    MailName.PARTNER_WANTS_CHANGE: frozenset({"partner"}),
    MailName.PARTNER_REFUSED: frozenset({"partner"}),
    MailName.MESSAGE: frozenset({"url"}),
    MailName.DEADLINE_REMINDER: frozenset({"what", "until"}),
    MailName.DATA_AGEING: frozenset({"what", "until"}),
}

# The HTML of these mails shows this value as a QR code (`cid:qr`), for who reads it on a computer.
QR_OF: Mapping[str, str] = {MailName.OCKTO_LINK: "link"}
