"""Opening a dossier: first the reason, then the page; and a new try for a job that failed."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.backoffice import looks
from portal.backoffice.checklist import checklist_context
from portal.backoffice.dossier_page import context_for
from portal.backoffice.forms import LookForm
from portal.backoffice.wording import job_name, state_name
from portal.dossiers.access import DOSSIER_LOOK, LOOK_REASONS
from portal.dossiers.models import Dossier
from portal.identity.models import User
from portal.jobs.models import Job, JobState
from portal.jobs.services import retry
from portal.notifications.delivery import send_again
from portal.notifications.models import Mail

INVALID = 422


@require_http_methods(["GET", "POST"])
def open_dossier(request: HttpRequest, pk: Any) -> HttpResponse:
    """Ask why, before anything of a person is shown."""
    looks.require(request, "dossiers.view_dossier")
    dossier = get_object_or_404(Dossier, pk=pk)
    form = LookForm(request.POST or None)
    target = _target(request, dossier)
    if request.method == "POST" and form.is_valid():
        looks.give_reason(request, dossier, form.cleaned_data["reason"])
        return redirect(target)
    context = {"dossier": dossier, "form": form, "reasons": LOOK_REASONS, "next": target}
    return page(request, "backoffice/open.html", f"Dossier {dossier.number} openen", dossier, context, form=form)


@require_GET
@looks.dossier_view()
def show_dossier(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """One dossier, one page."""
    looks.look(request, dossier, DOSSIER_LOOK)
    assert isinstance(request.user, User)
    context = context_for(dossier, viewer=request.user)
    title = f"{dossier.number}: {state_name(dossier.state)}"
    return page(request, "backoffice/dossier.html", title, dossier, context)


@require_GET
@looks.dossier_view()
def show_checklist(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """NHG's checklist brondata, filled in by the last decision."""
    row = dossier.assessments.select_related("dossier__key").order_by("-decided_at").first()
    if row is None:
        raise Http404(dossier.number)
    looks.look(request, dossier, "checklist brondata")
    title = f"{dossier.number}: checklist brondata"
    return page(request, "backoffice/checklist.html", title, dossier, checklist_context(dossier, row))


@require_POST
def retry_job(request: HttpRequest, pk: Any) -> HttpResponse:
    """Five new tries for a parked job, from the dossier page."""
    looks.require(request, "jobs.change_job")
    job = get_object_or_404(Job, pk=pk)
    if job.state == JobState.PARKED:
        retry(job)
        messages.success(request, f"{job_name(job.kind)}: we proberen het opnieuw.")
    else:
        messages.info(request, f"{job_name(job.kind)}: loopt al of is klaar.")
    back = request.POST.get("next", "")
    return redirect(back if _is_ours(back) else reverse("admin:jobs_job_changelist"))


@require_POST
def mail_again(request: HttpRequest, pk: Any) -> HttpResponse:
    """Send a mail that did not arrive once more, from the dossier page."""
    looks.require(request, "jobs.change_job")
    mail = get_object_or_404(Mail, pk=pk)
    if mail.sent_at:
        messages.info(request, "Deze mail is al verstuurd.")
    else:
        send_again(mail)
        messages.success(request, "We versturen de mail opnieuw.")
    back = request.POST.get("next", "")
    return redirect(back if _is_ours(back) else reverse("admin:notifications_mail_changelist"))


def page(
    request: HttpRequest,
    template: str,
    title: str,
    dossier: Dossier,
    context: dict[str, Any],
    *,
    form: Any = None,
    status: int | None = None,
) -> HttpResponse:
    """A page of the admin site about one dossier; 422 when its form has errors."""
    failed = form is not None and form.is_bound and not form.is_valid()
    whole = {
        **admin.site.each_context(request),
        "title": f"Fout: {title}" if failed else title,
        "heading": title,
        "dossier": dossier,
        "has_view_permission": True,
        **context,
    }
    return render(request, template, whole, status=status or (INVALID if failed else 200))


def _target(request: HttpRequest, dossier: Dossier) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if _is_ours(wanted) else reverse("admin:dossiers_dossier_change", args=[dossier.pk])


def _is_ours(path: str) -> bool:
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
