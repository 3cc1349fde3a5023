"""Sending documents: the list, one request with its files, and handing in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.dossiers.states import GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier
from portal.evidence import services, uploads
from portal.evidence.document_types import document_type
from portal.evidence.models import DocumentRequest, Upload
from portal.journey.document_rows import document_rows, spared_documents
from portal.journey.pages import INVALID, applicant_page, go_to, page, post_only, wants_fragment
from portal.offers import services as offers


@applicant_page(State.COLLECTING, State.ASSESSING, State.IN_REVIEW)
@require_safe
def documents(request: Any) -> HttpResponse:
    """What we need, from whom and why; polls while files are being checked."""
    dossier = request.applicant.dossier
    rows = document_rows(request.applicant)
    # A part that is asked for again and again does not show what was spared, and need not open the decision.
    saved = [] if wants_fragment(request) else spared_documents(request.applicant)
    context = {
        "documents": rows,
        "spared": saved,
        "all": len(rows) + len(saved),
        "can_complete": services.can_complete(dossier),
        "collecting": dossier.state == State.COLLECTING,
        "checking": Upload.objects.filter(request__dossier=dossier, state=Upload.State.RECEIVED).exists(),
    }
    return page(request, "documents", context, fragment="document_status", polling=context["checking"])


@applicant_page(State.INTAKE, State.COLLECTING)
@require_http_methods(["GET", "POST"])
def document(request: Any, request_id: Any) -> HttpResponse:
    """One document: why, what must be on it, and the files sent for it."""
    asked = _mine(request, request_id)
    errors: list[str] = []
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if not files:
            errors.append(gettext("Kies een bestand."))
        for sent in files:
            try:
                # One byte over the limit is enough to refuse it; the rest stays on disk.
                content = sent.read(settings.UPLOAD_MAX_BYTES + 1)
                uploads.add_upload(request=asked, by=request.user, filename=sent.name, content=content)
            except uploads.UploadRefused as refused:
                errors.append(f"{sent.name}: {refused}")
        if not errors:
            return go_to(request, "journey:document", asked.id)
    files_sent = asked.uploads.exclude(state=Upload.State.REMOVED)
    context = {
        "asked": asked,
        "type": document_type(asked.document_type),
        "files": files_sent,
        "errors": [{"text": text, "href": "#id_files"} for text in errors],
        "checking": files_sent.filter(state=Upload.State.RECEIVED).exists(),
        "early": asked.dossier.state == State.INTAKE,
    }
    status = INVALID if errors else 200
    return page(request, "document", context, fragment="document_files", polling=context["checking"], status=status)


@post_only
@applicant_page(State.INTAKE, State.COLLECTING)
def remove(request: Any, upload_id: Any) -> HttpResponse:
    """Take a file back."""
    upload = Upload.objects.select_related("request__dossier").filter(pk=upload_id).first()
    if upload is None:
        raise Http404
    _mine(request, upload.request_id)
    try:
        uploads.remove_upload(upload=upload, by=request.user)
    except uploads.UploadRefused as refused:
        messages.error(request, str(refused))
    return go_to(request, "journey:document", upload.request_id)


@applicant_page(State.INTAKE, State.COLLECTING, State.ASSESSING, State.IN_REVIEW)
@require_safe
def view_file(request: Any, upload_id: Any) -> HttpResponse:
    """The disarmed copy of one's own file, as an attachment with its own strict policy."""
    upload = Upload.objects.select_related("request__dossier").filter(pk=upload_id).first()
    if upload is None or upload.disarmed_id is None:
        raise Http404
    _mine(request, upload.request_id)
    return pdf_response(uploads.disarmed_bytes(upload), upload.filename)


@post_only
@applicant_page(State.COLLECTING)
def complete(request: Any) -> HttpResponse:
    """Hand in: the underwriting starts."""
    try:
        offers.hand_in(dossier=request.applicant.dossier, by=request.user)
    except offers.OfferLapsed:
        messages.error(request, gettext("Je rente-aanbod is verlopen. Vraag een nieuw rente-aanbod aan."))
        return go_to(request, "journey:renteaanbod")
    except GuardRefused:
        messages.error(request, gettext("Nog niet alles is binnen. Bij Mijn aanvraag zie je wat er mist."))
        return go_to(request, "journey:documents")
    except (IllegalTransition, StaleDossier):
        messages.info(request, gettext("Je documenten zijn al ingeleverd."))
    return go_to(request, "journey:assessment")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to save or read, that may run or fetch nothing."""
    response = HttpResponse(content, content_type="application/pdf")
    stem = name.rsplit(".", 1)[0]
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{stem}.pdf") or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _mine(request: Any, request_id: Any) -> DocumentRequest:
    """The request, when it is this applicant's or of the dossier as a whole; else there is nothing."""
    asked = (
        DocumentRequest.objects.select_related("dossier__key")
        .filter(pk=request_id, dossier=request.applicant.dossier)
        .first()
    )
    if asked is None or asked.applicant_id not in (None, request.applicant.pk):
        raise Http404
    return asked
