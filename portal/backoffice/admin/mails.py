"""Mails as a list: to whom, about what, sent or not. Their content stays sealed."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst

from portal.backoffice.admin.filters import Admin, Lookups
from portal.backoffice.admin.readonly import ReadOnlyAdmin
from portal.formats.dates import date_and_time
from portal.notifications.mails import MailName
from portal.notifications.models import Mail


class SentFilter(admin.SimpleListFilter):
    """Sent, or still on its way."""

    title = "verstuurd"
    parameter_name = "verstuurd"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return [("ja", "Verstuurd"), ("nee", "Nog niet verstuurd")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mail]) -> QuerySet[Mail]:
        if self.value() in ("ja", "nee"):
            return queryset.filter(sent_at__isnull=self.value() == "nee")
        return queryset


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Every mail the portal wrote."""

    page_name = "Mails"
    list_display = ("about", "to", "subject_line", "written", "sent")
    list_display_links = None
    list_filter = (SentFilter,)
    list_select_related = ("user",)
    search_fields = ("user__email", "subject")
    search_help_text = "Zoek op e-mailadres of onderwerp."
    ordering = ("-created_at",)
    fields = ("about", "to", "subject_line", "written", "sent")

    def get_readonly_fields(self, request: HttpRequest, obj: Mail | None = None) -> tuple[str, ...]:
        return self.fields

    @admin.display(description="Soort", ordering="template")
    def about(self, row: Mail) -> str:
        return capfirst(MailName(row.template).label)

    @admin.display(description="Aan", ordering="user__email")
    def to(self, row: Mail) -> str:
        return row.user.email

    @admin.display(description="Onderwerp")
    def subject_line(self, row: Mail) -> str:
        return row.subject

    @admin.display(description="Geschreven", ordering="created_at")
    def written(self, row: Mail) -> str:
        return date_and_time(row.created_at)

    @admin.display(description="Verstuurd", ordering="sent_at")
    def sent(self, row: Mail) -> str:
        return date_and_time(row.sent_at) if row.sent_at else "nog niet"
