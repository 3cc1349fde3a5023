"""Mails as a list: to whom, about what, sent or not. Their content stays sealed."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.timesince import timesince

from portal.backoffice.admin.filters import Admin, Lookups
from portal.backoffice.admin.readonly import ReadOnlyAdmin
from portal.backoffice.views.pages import mail_again
from portal.formats.dates import date_and_time
from portal.notifications.delivery import send_again, undelivered
from portal.notifications.mails import MailName
from portal.notifications.models import Mail


class SentFilter(admin.SimpleListFilter):
    """Sent, still on its way, or refused."""

    title = "verstuurd"
    parameter_name = "verstuurd"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return [("ja", "Verstuurd"), ("nee", "Nog niet verstuurd"), ("mislukt", "Niet aangekomen")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mail]) -> QuerySet[Mail]:
        if self.value() == "mislukt":
            return queryset.filter(pk__in=undelivered().values("pk"))
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
    actions = ("try_again",)
    fields = ("about", "to", "subject_line", "written", "sent")

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether this member of staff may have a mail sent again."""
        return request.user.has_perm("jobs.change_job")  # type: ignore[union-attr]

    @admin.action(description="Opnieuw", permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        waiting = list(queryset.filter(sent_at__isnull=True))
        for mail in waiting:
            send_again(mail)
        if waiting:
            messages.success(request, f"{len(waiting)} {'mail gaat' if len(waiting) == 1 else 'mails gaan'} opnieuw.")
        else:
            messages.info(request, "Deze mails zijn al verstuurd.")

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
        if row.undelivered_at:
            age = timesince(row.undelivered_at)
            return f"niet aangekomen, al {age}: {row.get_trouble_display()} ({row.answer})"
        return date_and_time(row.sent_at) if row.sent_at else "nog niet"

    def get_urls(self) -> list[URLPattern]:
        again = path("<uuid:pk>/opnieuw/", self.admin_site.admin_view(mail_again), name="mail_again")
        return [again, *super().get_urls()]
