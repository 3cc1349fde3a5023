"""The list of dossiers, and the addresses of everything that happens on a dossier's page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html

from portal import clock
from portal.backoffice.admin.filters import DeadlineFilter, NhgFilter, StateFilter, WaitsForFilter
from portal.backoffice.admin.readonly import ReadOnlyAdmin
from portal.backoffice.queries import with_columns
from portal.backoffice.views import acts, changes, disputes, documents, messages, pages
from portal.backoffice.wording import STATES
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.formats.dates import days_left, short_date
from portal.formats.numbers import NO_VALUE, euro


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    """Dossiers as a list, and one page for each."""

    page_name = "Dossiers"
    list_display = ("number_shown", "people", "stand", "asked", "with_nhg", "until", "age", "papers")
    list_filter = (WaitsForFilter, StateFilter, DeadlineFilter, NhgFilter)
    search_fields = ("number", "applicants__surname")
    search_help_text = "Zoek op dossiernummer of achternaam."
    ordering = ("-created_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dossier]:
        return with_columns(super().get_queryset(request))

    @admin.display(description="Dossier", ordering="number")
    def number_shown(self, row: Dossier) -> str:
        return row.number

    @admin.display(description="Aanvragers")
    def people(self, row: Dossier) -> str:
        return " en ".join(one.full_name or f"aanvrager {one.position}" for one in row.applicants.all())

    @admin.display(description="Stand en wie iets doet", ordering="state")
    def stand(self, row: Dossier) -> str:
        words = STATES[State(row.state)]
        who = f"{words.waits_for} {words.what}" if words.what else ""
        return format_html('{}<br><span class="bo-quiet">{}</span>', words.name, who)

    @admin.display(description="Bedrag", ordering="amount")
    def asked(self, row: Any) -> str:
        return euro(row.amount, 0)

    @admin.display(description="NHG", ordering="wish__nhg")
    def with_nhg(self, row: Dossier) -> str:
        return {True: "ja", False: "nee"}.get(row.wish.nhg, NO_VALUE)

    @admin.display(description="Uiterste datum", ordering="deadline")
    def until(self, row: Any) -> str:
        if row.deadline is None:
            return NO_VALUE
        left = days_left(row.deadline, clock.today())
        return format_html('{}<br><span class="bo-quiet">{}</span>', short_date(row.deadline), left)

    @admin.display(description="In deze stand", ordering="state_since")
    def age(self, row: Dossier) -> str:
        days = (clock.now() - row.state_since).days
        return "vandaag" if days < 1 else f"{days} {'dag' if days == 1 else 'dagen'}"

    @admin.display(description="Te beoordelen", ordering="to_judge")
    def papers(self, row: Any) -> str:
        return str(row.to_judge) if row.to_judge else NO_VALUE

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<uuid:pk>/openen/", wrap(pages.open_dossier), name="dossier_open"),
            path("<uuid:pk>/besluit/<slug:code>/", wrap(acts.act), name="dossier_act"),
            path("<uuid:pk>/documenten-vragen/", wrap(acts.ask), name="dossier_ask"),
            path("<uuid:pk>/checklist/", wrap(pages.show_checklist), name="dossier_checklist"),
            path("<uuid:pk>/berichten/", wrap(messages.messages), name="dossier_messages"),
            path("mens/<uuid:pk>/", wrap(messages.answer), name="human_look"),
            path("wijziging/<uuid:pk>/", wrap(changes.change), name="change_request"),
            path("klopt-niet/<uuid:pk>/", wrap(disputes.decide), name="dispute"),
            path("document/<uuid:pk>/", wrap(documents.judge), name="document_judge"),
            path("document/<uuid:pk>/pagina/<int:number>/", wrap(documents.picture), name="document_picture"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return pages.show_dossier(request, object_id)
