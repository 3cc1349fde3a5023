"""«Mijn privacy»: see, download, correct, take back, object, and stop and erase (AVG art. 15 to 22)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.dossiers.transitions import StaleDossier
from portal.evidence.reads import reads_of
from portal.identity.access import confirm_fresh
from portal.identity.errors import CodeError
from portal.journey.forms.privacy import DownloadForm, EraseForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, posted
from portal.privacy import erasing, services
from portal.privacy.export import sections
from portal.privacy.models import PrivacyRequest

ERASED = "erased_receipt"
"""In the session of who is not known any more: the number to show once."""


@applicant_page()
@require_http_methods(["GET", "POST"])
def my_privacy(request: Any) -> HttpResponse:
    """What we hold, who looked, and what can be done about it; asking for the download is on it."""
    form = DownloadForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            confirm_fresh(user=request.user, code=form.cleaned_data["code"], bind="privacy:download")
            services.ask_download(user=request.user)
            messages.success(request, gettext("We zetten je gegevens klaar. Je krijgt een mail als het zover is."))
            return go_to(request, "journey:my_privacy")
        except CodeError as error:
            form.add_error("code", str(error))
    context = {
        "form": form,
        "sections": sections(request.user),
        "reads": reads_of(request.applicant.dossier),
        "requests": request.user.privacy_requests.order_by("-asked_at"),
        "today": clock.today(),
        "kept": erasing.is_kept(request.user),
    }
    return page(request, "my_privacy", context, status=INVALID if request.method == "POST" else 200)


@applicant_page()
@require_safe
def download(request: Any, request_id: Any) -> HttpResponse:
    """The ZIP of one request, as long as its days last."""
    row = PrivacyRequest.objects.select_related("file__key").filter(pk=request_id, user=request.user).first()
    content = services.fetch(row) if row else None
    if row is None or content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/zip")
    name = f"neo-gegevens-{row.receipt}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@applicant_page()
@require_http_methods(["GET", "POST"])
def erase_me(request: Any) -> HttpResponse:
    """Stop and erase: what goes, what stays and why; then a fresh code."""
    kept = erasing.is_kept(request.user)
    form = EraseForm(posted(request))
    if request.method == "POST" and not kept and form.is_valid():
        try:
            confirm_fresh(user=request.user, code=form.cleaned_data["code"], bind="privacy:erase")
            row = erasing.erase(user=request.user)
        except CodeError as error:
            form.add_error("code", str(error))
        except (erasing.Kept, StaleDossier):
            messages.info(request, gettext("Je aanvraag is net veranderd. Kijk of dit nog kan."))
            return go_to(request, "journey:erase")
        else:
            logout(request)
            request.session[ERASED] = row.receipt
            return go_to(request, "journey:erased")
    together = request.applicant.dossier.applicants.count() > 1
    context = {"form": form, "kept": kept, "together": together}
    return page(request, "erase", context, status=INVALID if request.method == "POST" else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The receipt, for who was just erased; for anybody else that there is nothing here."""
    return render(request, "journey/erased.html", {"receipt": request.session.get(ERASED, "")})
