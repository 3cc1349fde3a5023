"""«Klopt niet» on a figure of a register."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.disputes.services import AlreadyOpen, open_dispute
from portal.dossiers.states import State
from portal.evidence.reading import latest_bundle
from portal.journey.figures import figures_by_code
from portal.journey.forms.dispute import DisputeForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, posted

KEPT = gettext_lazy("We hebben het genoteerd. Stuur straks bij je documenten een bewijs. Je kunt gewoon verder.")
TWICE = gettext_lazy("Dit had je al gemeld. Een medewerker kijkt ernaar.")


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def dispute(request: Any, code: str) -> HttpResponse:
    """Tell what a figure should be, and why."""
    bundle = latest_bundle(request.applicant)
    figure = figures_by_code(bundle).get(code) if bundle else None
    if figure is None:
        raise Http404(code)
    form = DisputeForm(posted(request), figure=figure)
    if request.method == "POST" and form.is_valid():
        try:
            open_dispute(applicant=request.applicant, figure=figure, **form.cleaned_data)
            messages.success(request, KEPT)
        except AlreadyOpen:
            messages.info(request, TWICE)
        except LookupError:  # consent ended between the look above and the write
            return go_to(request, "journey:home")
        return go_to(request, "journey:figures")
    status = INVALID if request.method == "POST" else 200
    return page(request, "dispute", {"form": form, "figure": figure, "code": code}, status=status)
