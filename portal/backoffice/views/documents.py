"""Judging a document: the pages of the disarmed copy on one side, the verdict on the other."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from portal.backoffice import looks
from portal.backoffice.forms import ApproveForm, RejectForm
from portal.backoffice.queries import JUDGED_IN, next_to_judge
from portal.backoffice.readings import reading_on_page
from portal.backoffice.services import approve_upload, reject_upload
from portal.backoffice.views.pages import page
from portal.backoffice.wording import NOT_IN_MAIL, state_name
from portal.dossiers.models import Dossier
from portal.evidence.document_types import document_type
from portal.evidence.models import Upload
from portal.evidence.rendering import NotDrawable, page_png
from portal.evidence.uploads import AlreadyJudged, disarmed_bytes, figures_of
from portal.formats.dates import date_and_time, long_date
from portal.formats.numbers import euro
from portal.identity.models import User
from portal.notifications.render import MailRefused

PAGE_WIDTH = 1000
PICTURE_CSP = "default-src 'none'; sandbox"


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One uploaded document: look, then approve or refuse; the next one follows."""
    looks.require(request, "evidence.view_upload")
    upload = _upload(pk)
    dossier = upload.request.dossier
    if not looks.has_reason(request, dossier):
        return looks.ask_reason(request, dossier)
    kind = document_type(upload.request.document_type)
    looks.look(request, dossier, f"document: {kind.name} ({upload.id.hex[:8]})")
    filed = reading_on_page(upload)
    dated = {"dated": filed.reading.as_of} if filed and filed.reading else None
    approve = ApproveForm(_posted(request, "approve"), document_type=kind.code, prefix="a", initial=dated)
    reject = RejectForm(_posted(request, "reject"), prefix="r")
    bound = next((form for form in (approve, reject) if form.is_bound), None)
    may_judge = cast(User, request.user).has_perm("evidence.change_upload") and dossier.state in JUDGED_IN
    if bound is not None:
        looks.require(request, "evidence.change_upload")
        if not may_judge:
            messages.warning(request, f"Je kunt nu niet beoordelen: het dossier is {state_name(dossier.state)}.")
            return redirect("admin:dossiers_dossier_change", dossier.pk)
        if bound.is_valid() and (done := _judge(request, upload, bound)):
            return done
    context = {
        "upload": upload,
        "kind": kind,
        "whose": str(upload.request.applicant) if upload.request.applicant else "",
        "approve": approve,
        "reject": reject,
        "may_judge": may_judge and upload.state == Upload.State.READY,
        "pages": range(1, (upload.pages or 0) + 1),
        "told": _told(dossier, kind.code),
        "read": _read(upload),
        "filed": filed,
    }
    title = f"{kind.name} beoordelen"
    return page(request, "backoffice/judge.html", title, dossier, context, form=bound)


@require_GET
def picture(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One page of the disarmed copy as a picture. Only after the document itself was opened."""
    looks.require(request, "evidence.view_upload")
    upload = _upload(pk)
    if not looks.has_reason(request, upload.request.dossier) or not 1 <= number <= (upload.pages or 0):
        raise Http404(str(pk))
    try:
        content = page_png(disarmed_bytes(upload), number, PAGE_WIDTH)
    except (NotDrawable, LookupError):
        raise Http404(str(pk)) from None
    response = HttpResponse(content, content_type="image/png")
    response["Content-Security-Policy"] = PICTURE_CSP
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _judge(request: HttpRequest, upload: Upload, form: ApproveForm | RejectForm) -> HttpResponse | None:
    """Keep the verdict and go to the next document; None when the form has to be shown again."""
    user, dossier = cast(User, request.user), upload.request.dossier
    try:
        if isinstance(form, ApproveForm):
            approve_upload(upload=upload, by=user, dated=form.cleaned_data["dated"], figures=form.figures)
            said = "akkoord"
        else:
            reject_upload(upload=upload, by=user, reason=form.text)
            said = "afgekeurd"
    except AlreadyJudged:
        upload.refresh_from_db()
        messages.info(request, f"{upload.filename}: {_verdict(upload)}")
        return redirect("admin:dossiers_dossier_change", dossier.pk)
    except MailRefused:
        form.add_error("line", NOT_IN_MAIL)
        return None
    messages.success(request, f"{document_type(upload.request.document_type).name}: {said}.")
    following = next_to_judge(dossier)
    if following:
        return redirect("admin:document_judge", following.pk)
    return redirect("admin:dossiers_dossier_change", dossier.pk)


def _upload(pk: UUID) -> Upload:
    rows = Upload.objects.select_related(
        "request__dossier__key", "request__dossier__wish", "request__applicant__user", "judged_by"
    )
    return get_object_or_404(rows.exclude(state=Upload.State.REMOVED), pk=pk)


def _posted(request: HttpRequest, verdict: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("verdict") == verdict else None


def _verdict(upload: Upload) -> str:
    """Who judged it, when and how."""
    if upload.judged_at is None:
        return "is nog niet klaar om te beoordelen."
    said = "akkoord" if upload.state == Upload.State.APPROVED else "afgekeurd"
    return f"was al {said}, door {upload.judged_by} op {date_and_time(upload.judged_at)}."


def _told(dossier: Dossier, code: str) -> list[tuple[str, str]]:
    """What the application says about the same things."""
    wish = dossier.wish
    home = ("Woning", wish.address)
    match code:
        case "koopakte":
            signed = long_date(wish.agreement_signed_on)
            return [home, ("Koopsom", euro(wish.price)), ("Getekend op", signed)]
        case "taxatierapport" | "taxatierapport-desktop":
            return [home, ("Marktwaarde", euro(wish.market_value)), ("Koopsom", euro(wish.price))]
    return []


def _read(upload: Upload) -> list[tuple[str, str]]:
    """What was read on a judged document."""
    labels = ApproveForm(document_type=upload.request.document_type).fields
    rows = [("Datum op het document", long_date(upload.dated))] if upload.dated else []
    for name, value in figures_of(upload).items():
        label = str(labels[name].label) if name in labels else name
        rows.append((label, _plain(name, value)))
    return rows


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if name.endswith("_on"):
        return long_date(value)
    return euro(value) if name in ("market_value", "price", "movables", "amount") else str(value)
