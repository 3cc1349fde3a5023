"""After signing: identification with iDIN, the SEPA mandate, the notary, and the signed set."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.dossiers.models import Wish
from portal.dossiers.services import choose_notary_and_account, collection_account
from portal.dossiers.states import State
from portal.identity.access import confirm_fresh
from portal.identity.errors import CodeError
from portal.journey.document_rows import spared_documents
from portal.journey.forms.signing import BankForm, MandateForm, NotaryForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, posted, wants_fragment
from portal.mandates import sepa, services
from portal.mandates.idin.port import IdentificationRefused, IdentificationUnavailable
from portal.mandates.models import Identification
from portal.offers.queries import hypotheekaanbod_document, hypotheekaanbod_of

NOT_KNOWN = gettext_lazy("We weten nog niet of het gelukt is. Wacht een paar minuten en begin dan zo nodig opnieuw.")
MANDATED_BEFORE = gettext_lazy("De machtiging is al gegeven. Er is niets veranderd.")
AWAY = gettext_lazy(
    "iDIN is nu niet bereikbaar. Er is niets verloren gegaan. Probeer het over een paar minuten opnieuw."
)


@applicant_page(State.SEALED)
@require_http_methods(["GET", "POST"])
def identify(request: Any) -> HttpResponse:
    """Choose a bank and leave for it; or see that it worked."""
    applicant = request.applicant
    done = services.identified(applicant)
    last = applicant.identifications.last()
    banks: list[tuple[str, str]] = []
    if done is None:
        try:
            banks = services.banks()
        except (IdentificationUnavailable, IdentificationRefused):
            messages.error(request, AWAY)
    form = BankForm(posted(request) if banks else None, banks=banks)
    if request.method == "POST" and done is None and form.is_valid():
        try:
            url = services.start_identification(
                applicant=applicant,
                issuer_id=form.cleaned_data["bank"],
                return_url=request.build_absolute_uri(reverse("journey:identify_return")),
            )
            return go_to(request, url)
        except (IdentificationUnavailable, IdentificationRefused):
            messages.error(request, AWAY)
    context = {"form": form, "done": done, "last": last, "banks": banks}
    failed = request.method == "POST" and done is None
    return page(request, "identify", context, status=INVALID if failed else 200)


@applicant_page()
@require_safe
def identify_return(request: Any) -> HttpResponse:
    """Back from the bank: ask once what happened. Opening it twice asks nothing new.

    iDIN prescribes a GET here; the entrance code, known to this applicant only, stands in for the
    key of a form.
    """
    transaction_id, entrance_code = request.GET.get("trxid", ""), request.GET.get("ec", "")
    try:
        if not (transaction_id.isalnum() and entrance_code.isalnum()):
            raise services.UnknownIdentification(transaction_id)
        row = services.finish_identification(
            applicant=request.applicant, transaction_id=transaction_id, entrance_code=entrance_code
        )
    except services.UnknownIdentification:
        messages.error(request, gettext("Deze identificatie hoort niet bij jouw aanvraag. Begin opnieuw."))
        return go_to(request, "journey:identify")
    except (IdentificationUnavailable, IdentificationRefused):
        messages.error(request, NOT_KNOWN)
        return go_to(request, "journey:identify")
    if row.state == Identification.State.MATCHED:
        messages.success(request, gettext("Gelukt. Je bent geïdentificeerd."))
        return go_to(request, "journey:home" if services.mandate_of(request.applicant.dossier) else "journey:mandate")
    if row.state == Identification.State.STARTED:
        messages.info(request, NOT_KNOWN)
    return go_to(request, "journey:identify")


@applicant_page(State.SEALED)
@require_http_methods(["GET", "POST"])
def mandate(request: Any) -> HttpResponse:
    """The direct-debit mandate, signed with a fresh code."""
    applicant, dossier = request.applicant, request.applicant.dossier
    if services.identified(applicant) is None:
        messages.info(request, gettext("Identificeer je eerst. Daarna kun je de machtiging geven."))
        return go_to(request, "journey:identify")
    existing = services.mandate_of(dossier)
    if existing is not None and request.method == "POST":
        messages.info(request, MANDATED_BEFORE)
        return go_to(request, "journey:mandate")
    if existing is not None:
        return page(request, "mandate_done", {"mandate": existing, "waiting_for": services.waiting_for(dossier)})
    draft = services.draft_mandate(applicant)
    form = MandateForm(posted(request), initial={"iban": sepa.written_iban(draft.iban)})
    if request.method == "POST" and form.is_valid():
        bind = f"mandate:{dossier.id}:{form.cleaned_data['iban']}"
        try:
            confirm_fresh(user=request.user, code=form.cleaned_data["code"], bind=bind)
            services.sign_mandate(applicant=applicant, iban=form.cleaned_data["iban"])
            return go_to(request, "journey:mandate" if services.waiting_for(dossier) else "journey:done")
        except CodeError as error:
            form.add_error("code", str(error))
        except services.AlreadyMandated:
            messages.info(request, MANDATED_BEFORE)
            return go_to(request, "journey:mandate")
    context = {"form": form, "text": draft.authorisation, "rows": services.mandate_rows(draft)}
    return page(request, "mandate", context, status=INVALID if request.method == "POST" else 200)


@applicant_page(State.COLLECTING)
@require_http_methods(["GET", "POST"])
def notary(request: Any) -> HttpResponse:
    """Which notary passes the deed, and which account is debited."""
    wish: Wish = request.applicant.dossier.wish
    account = collection_account(wish.dossier)
    mine = account is not None and account["holder"] == request.applicant.position
    initial = {"iban": sepa.written_iban(account["iban"])} if account and mine else None
    form = NotaryForm(posted(request), instance=wish, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose_notary_and_account(dossier=wish.dossier, by=request.user, **form.cleaned_data)
        return go_to(request, "journey:home")
    return page(request, "notary", {"form": form}, status=INVALID if request.method == "POST" else 200)


@applicant_page(State.MANDATED, State.COMPLETED)
@require_safe
def done(request: Any) -> HttpResponse:
    """Ready: what now, and the signed set to keep."""
    dossier = request.applicant.dossier
    context: dict[str, Any] = {"instruction": services.instruction_of(dossier)}
    if not wants_fragment(request):
        row = hypotheekaanbod_of(dossier)
        context |= {
            "files": services.signed_set(dossier),
            "offer": row,
            "fee": hypotheekaanbod_document(row).cancellation.fee if row else None,
            "spared": len(spared_documents(request.applicant)),
        }
    return page(request, "done", context, fragment="done_status", polling=context["instruction"] is None)
