"""Everything we hold about one person, and of what they share with their partner: as sections, PDF and JSON.

Never in it: what is the partner's alone, what fraud registers said (gids 3.4, 9), a BSN.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from portal.assessments.explain import names
from portal.assessments.explain.sheet import Reader, sheet
from portal.assessments.explain.telling import Telling
from portal.assessments.registers.services import answers_of
from portal.assessments.services import decision_of, facts_of
from portal.correspondence.services import read_by
from portal.disputes.services import claim_of, disputes_of, verdict_of
from portal.dossiers.event_words import EVENTS
from portal.dossiers.models import Applicant, DossierEvent
from portal.dossiers.services import collection_account, declared_income
from portal.evidence.document_types import document_type
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.reading import latest_bundle
from portal.evidence.reads import reads_of
from portal.evidence.services import facts_id
from portal.formats import dates, numbers
from portal.formats.language import Language, active
from portal.identity.models import User
from portal.notifications.models import Mail
from portal.offers.models import Hypotheekaanbod, Renteaanbod
from portal.offers.pdf import TEMPLATES, fetch_own
from portal.privacy.answers import answers, in_words
from portal.privacy.held import HELD, Section
from portal.vault.services import VaultError, read_file

TOLD_REGISTER = "bkr"
"""The one register whose answer its person may read here; of fraud registers nobody reads whether there was a hit."""


def sections(user: User) -> list[Section]:
    """All of it, in the language that is active."""
    found = {key: Section(key=key, held=held) for key, held in HELD.items()}
    found["account"].rows += answers(user)
    for applicant in user.applicants.select_related("dossier__wish", "dossier__key", "user__key"):
        for key, rows in _of_applicant(applicant):
            found[key].rows += rows
    mails = Mail.objects.filter(user=user).order_by("created_at")
    found["messages"].rows += [
        (gettext("Mail"), f"{dates.date_and_time(one.created_at)}: {one.subject}") for one in mails
    ]
    return list(found.values())


def package(user: User, *, made_at: datetime) -> bytes:
    """A ZIP with `gegevens.json`, `gegevens.pdf` and the files that this person sent."""
    with translation.override(user.language):
        parts = sections(user)
        pdf = _pdf(user, parts, made_at)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gegevens.json", _json(user, parts, made_at))
        archive.writestr("gegevens.pdf", pdf)
        for name, content in _files(user):
            archive.writestr(name, content)
    return buffer.getvalue()


def _of_applicant(one: Applicant) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    dossier = one.dossier
    yield "person", [*answers(one), *_flat(declared_income(one) or {})]
    account = collection_account(dossier) if dossier.wish.collection_account else None
    own = account is not None and account["holder"] == one.position
    yield (
        "wish",
        [
            (gettext("Dossier"), dossier.number),
            *answers(dossier.wish),
            *_flat(dossier.wish.home_sources),
            *([("IBAN", numbers.iban(account["iban"]))] if account and own else []),
            *(row for part in dossier.wish.leningdelen.all() for row in answers(part)),
        ],
    )
    yield (
        "test",
        [
            (
                dates.date_and_time(sitting.taken_at),
                gettext("%(correct)s van %(total)s goed") % {"correct": sitting.correct, "total": sitting.total},
            )
            for sitting in one.tests.all()
        ],
    )
    yield "brondata", list(_brondata(one))
    yield "registers", [(answer.kind.value, text) for answer, text in _registers(one)]
    yield "documents", [_document(row) for row in _requests(one)]
    yield "decisions", list(_decision(one))
    yield "offers", list(_offers(one))
    yield (
        "messages",
        [(dates.date_and_time(line.at), line.text) for line in read_by(one)],
    )
    yield (
        "log",
        [
            *((dates.date_and_time(row.at), str(EVENTS[row.name])) for row in _events(one)),
            *((dates.date_and_time(read.at), f"{read.what}: {read.reason}") for read in reads_of(dossier)),
        ],
    )


def _events(one: Applicant) -> QuerySet[DossierEvent]:
    """What happened, but for what the partner did."""
    others = one.dossier.applicants.exclude(pk=one.pk).values("user")
    return one.dossier.events.filter(name__in=EVENTS).exclude(actor__in=others)


def _flat(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Every leaf of nested data, by the path to it; empty ones left out."""
    if isinstance(value, dict):
        return [row for key, inner in value.items() for row in _flat(inner, f"{path}.{key}".lstrip("."))]
    if isinstance(value, list | tuple):
        return [row for at, inner in enumerate(value, 1) for row in _flat(inner, f"{path} {at}")]
    return [] if value in (None, "") else [(path, in_words(value))]


def _brondata(one: Applicant) -> Iterator[tuple[str, str]]:
    for consent in one.consents.order_by("given_at"):
        yield gettext("Toestemming gegeven"), dates.date_and_time(consent.given_at)
        if consent.ended_at:
            yield gettext("Onleesbaar gemaakt"), dates.date_and_time(consent.ended_at)
    bundle = latest_bundle(one)
    if bundle is not None:
        yield from _flat({name: part for name, part in asdict(bundle).items() if name != "collections"})
    for row in disputes_of(one):
        claim = claim_of(row)
        yield gettext("Klopt niet: %(name)s") % claim, f"{claim['value']} → {claim['should_be']}. {claim['why']}"
        if verdict := verdict_of(row):
            yield gettext("Ons antwoord"), verdict["motivation"]


def _registers(one: Applicant) -> Iterator[tuple[Any, str]]:
    for answer in answers_of(one):
        if answer.kind.value == TOLD_REGISTER:
            lines = [f"{path}: {text}" for path, text in _flat(answer.details)]
            yield answer, "; ".join([dates.date_and_time(answer.checked_at), *lines])


def _requests(one: Applicant) -> list[DocumentRequest]:
    rows = DocumentRequest.objects.filter(dossier=one.dossier).filter(Q(applicant=one) | Q(applicant__isnull=True))
    return list(rows)


def _document(row: DocumentRequest) -> tuple[str, str]:
    sent = [
        f"{one.filename} ({one.get_state_display()}, {dates.date_and_time(one.uploaded_at)})"
        for one in row.uploads.all()
    ]
    return document_type(row.document_type).name, "; ".join([str(row.get_state_display()), *sent])


def _decision(one: Applicant) -> Iterator[tuple[str, str]]:
    for row in one.dossier.assessments.filter(removed_at__isnull=True).select_related("key", "dossier__key"):
        try:
            facts, decision = facts_of(row), decision_of(row)
        except VaultError:
            continue
        people = names(facts)
        tell = Telling("nl" if active() is Language.DUTCH else "en", people)
        yield gettext("Beoordeeld op"), dates.date_and_time(row.decided_at)
        for line in sheet(decision, tell, Reader(me=facts_id(one), names=people)):
            if not line.private:
                yield line.verdict_name, "; ".join([line.text, *line.details, line.article])


def _offers(one: Applicant) -> Iterator[tuple[str, str]]:
    for offer in Renteaanbod.objects.filter(dossier=one.dossier):
        yield gettext("Rente-aanbod"), dates.long_date(offer.issued_on)
    binding = Hypotheekaanbod.objects.filter(dossier=one.dossier).first()
    if binding is not None:
        yield gettext("Hypotheekaanbod"), dates.date_and_time(binding.issued_at)
        for signature in binding.signatures.filter(applicant=one):
            yield gettext("Getekend op"), dates.date_and_time(signature.signed_at)
    for row in apps.get_model("mandates.Identification").objects.filter(applicant=one):
        yield gettext("Geïdentificeerd met iDIN"), dates.date_and_time(row.started_at)
    for row in apps.get_model("mandates.Mandate").objects.filter(dossier=one.dossier):
        yield gettext("Machtiging"), f"{row.reference}, {row.iban_masked}, {dates.date_and_time(row.signed_at)}"


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    """The disarmed copies of what this person sent; an original may hold something that runs."""
    rows = Upload.objects.filter(uploaded_by=user, disarmed__isnull=False).exclude(state=Upload.State.REMOVED)
    for number, row in enumerate(rows.select_related("disarmed__key", "request"), start=1):
        try:
            yield f"documenten/{number:02d}-{row.request.document_type}.pdf", read_file(row.disarmed)
        except VaultError:
            continue


def _json(user: User, parts: list[Section], made_at: datetime) -> str:
    document = {
        "made_at": made_at.isoformat(timespec="seconds"),
        "email": user.email,
        "sections": [
            {
                "key": part.key,
                "title": str(part.held.title),
                "origin": str(part.held.origin),
                "ground": str(part.held.ground),
                "kept": str(part.held.kept),
                "rows": [{"name": name, "value": value} for name, value in part.rows],
            }
            for part in parts
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _pdf(user: User, parts: list[Section], made_at: datetime) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    html = render_to_string("privacy/export.html", {"parts": parts, "person": user, "made_at": made_at})
    css = CSS(string=(TEMPLATES / "pdf.css").read_text("utf-8"), font_config=fonts, url_fetcher=fetch_own)
    pdf = HTML(string=html, url_fetcher=fetch_own).write_pdf(
        pdf_variant="pdf/ua-1", stylesheets=[css], font_config=fonts
    )
    return bytes(pdf)
