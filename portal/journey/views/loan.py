"""The loan in leningdelen, with what it costs while it is being filled in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.assessments.policy import energy_share, rentevastperioden
from portal.assessments.quote import quote_for, saved_parts
from portal.assessments.why import whys
from portal.dossiers import services
from portal.dossiers.drafts import drop_draft
from portal.dossiers.models import Wish
from portal.dossiers.states import State
from portal.journey.chart import chart_of
from portal.journey.forms.loan import MAX_PARTS, BaseLeningdelen, LoanForm, leningdelen, rows_of
from portal.journey.keeping import OVERTAKEN, draft_rows, keeping
from portal.journey.pages import INVALID, applicant_page, go_to, one_at_a_time, page, posted, wants_fragment
from portal.journey.subjects import RETURNS, returns_to

Plain = list[dict[str, Any]]


@applicant_page(State.INTAKE, first_only=True)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def loan(request: Any) -> HttpResponse:
    """The loan in leningdelen with live costs; the same address answers htmx with the costs only."""
    applicant, wish = request.applicant, request.applicant.dossier.wish
    if wish.market_value is None or wish.price is None:
        messages.info(request, gettext("Vul eerst de woning in. Dan kunnen we rekenen."))
        return go_to(request, "journey:homes")
    data = posted(request)
    changing = data is not None and ("add_part" in data or "remove_part" in data)
    saved = saved_rows(wish)
    kept = keeping(request, "loan", {"nhg": wish.nhg, "parts": saved})
    nhg: Any = wish.nhg
    if data is None:
        draft, at = draft_rows(applicant, "loan")
        if draft and (rows := rows_of(draft)):
            saved, nhg, kept.restored_at = rows, draft.get("nhg", nhg), at
    form = LoanForm(None if changing else data, initial={"nhg": data.get("nhg") if data else nhg})
    parts = leningdelen(
        data,
        saved=saved,
        periods=rentevastperioden(clock.today()),
        market_value=wish.market_value,
        energy_share=energy_share(clock.today()),
    )
    preview = data is not None and ("preview" in data or (wants_fragment(request) and "save" not in data))
    valid = data is not None and not changing and all((form.is_valid(), parts.is_valid()))
    behind = valid and not preview and kept.overtaken(request)
    if valid and not preview and not behind:
        services.save_loan(
            dossier=applicant.dossier, by=request.user, nhg=form.cleaned_data["nhg"], parts=asked_parts(parts)
        )
        drop_draft(applicant, "loan")
        return go_to(request, RETURNS.get(returns_to(request), "journey:home"))
    quote = None
    asked: Plain = []
    if valid:
        asked = asked_parts(parts)
        quote = quote_for(applicant, nhg=form.cleaned_data["nhg"], parts=asked)
    elif data is None and kept.restored_at is None:
        asked = saved_parts(wish)
        quote = quote_for(applicant, nhg=bool(wish.nhg), parts=asked)
    wrong = behind or (data is not None and not (changing or valid))
    context = {
        "form": form,
        "parts": parts,
        "errors": [{"text": OVERTAKEN}] if behind else errors_of(parts) if wrong else [],
        "keeping": kept,
        "show_errors": wrong,
        "quote": quote,
        "whys": whys(quote.figures, clock.today()) if quote else [],
        "chart": chart_of([part["amount"] for part in asked], quote.years) if quote else None,
        "swapped": wants_fragment(request),
        "returns_to": returns_to(request),
        "can_add": parts.total_form_count() < MAX_PARTS,
    }
    status = INVALID if wrong and not wants_fragment(request) else 200
    return page(request, "loan", context, fragment="loan_costs", status=status)


def saved_rows(wish: Wish) -> Plain:
    """The saved leningdelen as the form shows them."""
    return [
        {
            "purpose": part["purpose"],
            "amount": part["amount"],
            "aflosvorm": part["aflosvorm"],
            "term_years": part["term_months"] // 12,
            "rentevastperiode_years": part["rentevastperiode_years"],
        }
        for part in saved_parts(wish)
    ]


def asked_parts(formset: BaseLeningdelen) -> Plain:
    """The parts that were filled in, as the services and the engine want them."""
    return [
        {
            "purpose": row["purpose"],
            "amount": row["amount"],
            "aflosvorm": row["aflosvorm"],
            "term_months": row["term_years"] * 12,
            "rentevastperiode_years": row["rentevastperiode_years"],
        }
        for row in (form.cleaned_data for form in formset.parts())
    ]


def errors_of(formset: BaseLeningdelen) -> list[dict[str, str]]:
    """Everything that is wrong with the parts, for the one summary on top of the page."""
    found = [{"text": text} for text in formset.non_form_errors()]
    for number, form in enumerate(formset.forms, start=1):
        for field in form:
            found += [
                {
                    "text": gettext("%(text)s (%(label)s, leningdeel %(number)s)")
                    % {"text": text, "label": field.label, "number": number},
                    "href": f"#{field.id_for_label}",
                }
                for text in field.errors
            ]
    return found
