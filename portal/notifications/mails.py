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
    OCKTO_LINK = "ockto_link", "link naar Ockto"
    BRONDATA_RECEIVED = "brondata_received", "brondata ontvangen"
    RENTEAANBOD_READY = "renteaanbod_ready", "rente-aanbod staat klaar"
    DOCUMENT_REFUSED = "document_refused", "document niet goedgekeurd"
    DOCUMENTS_ASKED = "documents_asked", "meer documenten nodig"
    OFFER_READY = "offer_ready", "hypotheekaanbod staat klaar"
    PARTNER_SIGNED = "partner_signed", "partner heeft getekend"
    SIGNED_SET_READY = "signed_set_ready", "getekende stukken staan klaar"
    NOTARY_INSTRUCTED = "notary_instructed", "notaris heeft de opdracht"
    DECLINED = "declined", "aanvraag afgewezen"
    DEADLINE_REMINDER = "deadline_reminder", "herinnering aan een datum"


# `url` is a full address; names are first names; `until` is a date as text ("22 januari 2027").
NEEDS: Mapping[str, frozenset[str]] = {
    MailName.LOGIN_LINK: frozenset({"url", "valid_for"}),
    MailName.PARTNER_INVITATION: frozenset({"url", "valid_for", "inviter"}),
    MailName.TOTP_CHANGED: frozenset(),
    MailName.RECOVERY_USED: frozenset(),
    MailName.OCKTO_LINK: frozenset({"url", "ockto_url"}),
    MailName.BRONDATA_RECEIVED: frozenset({"url"}),
    MailName.RENTEAANBOD_READY: frozenset({"url", "until"}),
    MailName.DOCUMENT_REFUSED: frozenset({"url", "document", "reason"}),
    MailName.DOCUMENTS_ASKED: frozenset({"url", "documents"}),
    MailName.OFFER_READY: frozenset({"url", "until"}),
    MailName.PARTNER_SIGNED: frozenset({"url", "partner", "until"}),
    MailName.SIGNED_SET_READY: frozenset({"url"}),
    MailName.NOTARY_INSTRUCTED: frozenset({"url", "notary"}),
    MailName.DECLINED: frozenset({"url"}),
    MailName.DEADLINE_REMINDER: frozenset({"url", "what", "until"}),
}
