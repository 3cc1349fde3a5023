"""Policy that people decide: from which day new customers are accepted. Rows are added, never changed."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal import clock
from portal.assessments.models import AcceptanceSwitch
from portal.backoffice.admin.readonly import ReadOnlyAdmin
from portal.backoffice.forms import SwitchForm
from portal.formats.dates import date_and_time, long_date


@admin.register(AcceptanceSwitch)
class AcceptanceSwitchAdmin(ReadOnlyAdmin):
    """Dated decisions on accepting new customers (gids, inleiding)."""

    page_name = "Nieuwe klanten aannemen"
    list_display = ("since", "accepts", "why", "decided")
    list_display_links = None
    add_form_template = "backoffice/add_form.html"
    form = SwitchForm
    ordering = ("-valid_from", "-decided_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("assessments.add_acceptanceswitch")  # type: ignore[union-attr]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Besluit toevoegen", "page_name": self.page_name, **(extra_context or {})}
        return super().add_view(request, form_url, context)

    def save_model(self, request: HttpRequest, obj: AcceptanceSwitch, form: Any, change: bool) -> None:
        obj.decided_at = clock.now()
        obj.save(force_insert=True)

    def response_add(self, request: HttpRequest, obj: AcceptanceSwitch, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, f"Het besluit geldt vanaf {long_date(obj.valid_from)}.")
        return redirect("admin:assessments_acceptanceswitch_changelist")

    @admin.display(description="Vanaf", ordering="valid_from")
    def since(self, row: AcceptanceSwitch) -> str:
        return long_date(row.valid_from)

    @admin.display(description="Nieuwe klanten")
    def accepts(self, row: AcceptanceSwitch) -> str:
        return "ja" if row.accepts_new_customers else "nee"

    @admin.display(description="Reden")
    def why(self, row: AcceptanceSwitch) -> str:
        return row.reason

    @admin.display(description="Besloten", ordering="decided_at")
    def decided(self, row: AcceptanceSwitch) -> str:
        return date_and_time(row.decided_at)
