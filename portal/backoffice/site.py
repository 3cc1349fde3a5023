"""The admin site of the back office: staff only, after password and code. Its index is the work queue."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from portal import clock
from portal.assessments import norms_watch
from portal.backoffice import queries, wording
from portal.correspondence.services import open_looks, unanswered
from portal.dossiers.states import TERMINAL, State
from portal.identity.sessions import staff_ready
from portal.notifications.delivery import undelivered
from portal.offers.change_requests import for_the_desk


class BackofficeSite(AdminSite):
    """Log-in goes through identity: password and a code; without a fresh code there is no permission."""

    site_header = "Neo Hypotheken"
    site_title = "Neo back office"
    index_title = "Werkvoorraad"
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and staff_ready(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        target = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('identity:staff_enter')}?{urlencode({'next': target})}")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The work queue: what needs a person, by deadline and then by age."""
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "sees_dossiers": request.user.has_perm("dossiers.view_dossier"),  # type: ignore[union-attr]
            **(extra_context or {}),
        }
        if context["sees_dossiers"]:
            context |= self._work()
        if request.user.has_perm("assessments.view_acceptanceswitch"):  # type: ignore[union-attr]
            context |= self._norms()
        request.current_app = self.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "backoffice/index.html", context)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Apps are our concern, not the desk's: to the work queue."""
        return redirect("admin:index")

    def _norms(self) -> dict[str, Any]:
        """The norms that are about to end, for who keeps them and for who needs them."""
        today = clock.today()
        ending = norms_watch.ending_soon(today)
        return {
            "today": today,
            "norms_ending": [{"name": norms_watch.words(one.section), "ends_on": one.ends_on} for one in ending],
        }

    def _work(self) -> dict[str, Any]:
        counts = queries.state_counts()
        review = list(queries.review_queue()[: queries.QUEUE_LENGTH])
        early = list(queries.early_documents()[: queries.QUEUE_LENGTH])
        return {
            "today": clock.today(),
            "now": clock.now(),
            "review": review,
            "review_count": counts.get(State.IN_REVIEW.value, 0),
            "early": early,
            "alarms": list(queries.brondata_alarms()[: queries.QUEUE_LENGTH]),
            "late": [{"dossier": one, "words": wording.STATES[State(one.state)]} for one in queries.late_dossiers()],
            "ageing": queries.ageing_dossiers(),
            "disputes": list(queries.disputes_to_decide()[: queries.QUEUE_LENGTH]),
            "unknown": list(queries.unknown_invitations()[: queries.QUEUE_LENGTH]),
            "human_looks": list(open_looks()[: queries.QUEUE_LENGTH]),
            "changes": list(for_the_desk()[: queries.QUEUE_LENGTH]),
            "unanswered": list(unanswered()[: queries.QUEUE_LENGTH]),
            "undelivered": undelivered().count(),
            "parked": queries.parked_jobs().count(),
            "states": [
                {"code": state.value, "words": words, "number": counts.get(state.value, 0)}
                for state, words in wording.STATES.items()
                if state not in TERMINAL or counts.get(state.value)
            ],
        }
