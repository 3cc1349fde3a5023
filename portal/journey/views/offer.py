"""Rente-aanbod, the running assessment, the hypotheekaanbod and signing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.assessments.why import HYPOTHEEKAANBOD, RENTEAANBOD, whys
from portal.dossiers.states import GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier
from portal.evidence.services import open_requests
from portal.identity.access import confirm_fresh
from portal.identity.errors import CodeError
from portal.journey.calendar_file import calendar_of
from portal.journey.decision import SHOWN_IN, decision_context
from portal.journey.forms.signing import SignForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, post_only, posted
from portal.journey.progress import AFTER_OFFER, assessment_context
from portal.journey.timeline import dates_of
from portal.journey.views.documents import pdf_response
from portal.offers import queries, services
from portal.offers.pdf import screen_html
from portal.vault.services import read_file

SIGNED_BEFORE = gettext_lazy("Je hebt dit aanbod al getekend. Er is niets veranderd.")
LATER = (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED, *AFTER_OFFER)


@applicant_page(*LATER)
@require_safe
def calendar(request: Any) -> HttpResponse:
    """The dates that count now, for one's own agenda."""
    dossier = request.applicant.dossier
    dates = dates_of(dossier, State(dossier.state))
    content = calendar_of(dossier.pk, dates, version=dossier.version, stamp=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="neo-hypotheken.ics"'
    return response


@applicant_page(*LATER)
@require_safe
def renteaanbod(request: Any) -> HttpResponse:
    """The rate offer on screen: rate, validity, assumptions, what is still needed and why."""
    row = queries.current_renteaanbod(request.applicant.dossier)
    if row is None:
        raise Http404
    context = {
        "row": row,
        "document": queries.renteaanbod_document(row),
        "open": open_requests(request.applicant.dossier).count(),
        "can_change": State(request.applicant.dossier.state) in queries.RUNNING,
        "can_use": row.used_at is None and clock.today() <= row.lapses_on,
        "whys": whys(RENTEAANBOD, row.issued_on),
    }
    return page(request, "renteaanbod", context)


@post_only
@applicant_page(State.COLLECTING)
def use_renteaanbod(request: Any) -> HttpResponse:
    """Go on with this offer: from now it does not lapse after three weeks (gids 7.2)."""
    try:
        services.use_renteaanbod(dossier=request.applicant.dossier, by=request.user)
    except services.OfferLapsed:
        messages.error(request, gettext("Dit rente-aanbod is verlopen. Vraag een nieuw rente-aanbod aan."))
        return go_to(request, "journey:renteaanbod")
    return go_to(request, "journey:documents")


@applicant_page(*LATER)
@require_safe
def renteaanbod_pdf(request: Any) -> HttpResponse:
    """The rate offer as PDF."""
    row = queries.current_renteaanbod(request.applicant.dossier)
    if row is None:
        raise Http404
    return pdf_response(read_file(row.file), f"rente-aanbod-{request.applicant.dossier.number}")


@applicant_page(State.SUBMITTED, *LATER, State.DECLINED)
@require_safe
def assessment(request: Any) -> HttpResponse:
    """The underwriting, live: what is being done and what it waits for."""
    context = assessment_context(request.applicant)
    return page(request, "assessment", context, fragment="assessment_status", polling=context["polling"])


@applicant_page(*SHOWN_IN)
@require_safe
def decision(request: Any) -> HttpResponse:
    """What was decided and why: the reasons, what helps, and every rule that may be told."""
    return page(request, "decision", decision_context(request.applicant))


@applicant_page(*AFTER_OFFER)
@require_safe
def aanbod(request: Any) -> HttpResponse:
    """Read the hypotheekaanbod; keep a copy; then sign."""
    return page(request, "aanbod", aanbod_context(request))


@applicant_page(*AFTER_OFFER)
@require_safe
def read_aanbod(request: Any) -> HttpResponse:
    """The whole hypotheekaanbod on the screen, from the content that the PDF was made of; its hash is the PDF's."""
    context = aanbod_context(request)
    return page(request, "aanbod_read", context | {"paper": screen_html(context["document"])})


@applicant_page(State.OFFERED)
@require_http_methods(["GET", "POST"])
def sign(request: Any) -> HttpResponse:
    """Sign with a fresh code bound to the hash of the document that was shown."""
    context = aanbod_context(request)
    row = context["row"]
    if context["mine"] is not None:
        if request.method == "POST":
            messages.info(request, SIGNED_BEFORE)
        return go_to(request, "journey:aanbod")
    form = SignForm(posted(request), initial={"document_sha256": row.document_sha256})
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["document_sha256"]
        try:
            if shown != row.document_sha256:  # before the code is used up
                raise services.OtherDocument(shown)
            confirm_fresh(user=request.user, code=form.cleaned_data["code"], bind=f"aanbod:{shown}")
            services.sign_hypotheekaanbod(applicant=request.applicant, shown_sha256=shown)
            return go_to(request, "journey:aanbod")
        except CodeError as error:
            form.add_error("code", str(error))
        except services.OtherDocument:
            form.add_error(None, gettext("Het aanbod is veranderd sinds je het opende. Ga terug en lees het opnieuw."))
        except (services.OfferLapsed, GuardRefused):
            form.add_error(None, gettext("De termijn om te tekenen is voorbij. Neem contact met ons op."))
        except (StaleDossier, IllegalTransition):
            messages.info(request, SIGNED_BEFORE)
            return go_to(request, "journey:aanbod")
    context["form"] = form
    return page(request, "sign", context, status=INVALID if request.method == "POST" else 200)


@applicant_page(*AFTER_OFFER)
@require_safe
def download(request: Any, what: str) -> HttpResponse:
    """One PDF of the set: the offer (sealed once it is), the ESIS, the mandate, the evidence."""
    dossier = request.applicant.dossier
    found = queries.file_of(dossier, what)
    if found is None:
        raise Http404
    stored, name = found
    return pdf_response(read_file(stored), f"{name}-{dossier.number}")


def aanbod_context(request: Any) -> dict[str, Any]:
    """The binding offer and who signed it, refused to, or still has to."""
    applicant = request.applicant
    row = queries.hypotheekaanbod_of(applicant.dossier)
    if row is None:
        raise Http404
    signatures = {one.applicant_id: one for one in row.signatures.all()}
    refused = queries.refused_by(row)
    people = list(applicant.dossier.applicants.all())
    return {
        "row": row,
        "document": queries.hypotheekaanbod_document(row),
        "whys": whys(HYPOTHEEKAANBOD, row.renteaanbod.issued_on),
        "mine": signatures.get(applicant.pk),
        "refused_at": refused.get(applicant.user_id),
        "together": len(people) > 1,
        "can_sign": applicant.dossier.state == State.OFFERED and clock.today() <= row.sign_by,
        "signers": [
            {
                "name": one.full_name,
                "you": one.pk == applicant.pk,
                "signed_at": signatures[one.pk].signed_at if one.pk in signatures else None,
                "declined_at": refused.get(one.user_id),
                "how": gettext("een code uit de app"),
            }
            for one in people
        ],
    }
