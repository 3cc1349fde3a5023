"""Jobs: what failed and waits for a person, with a new try."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from portal.backoffice.admin.filters import Admin, Lookups
from portal.backoffice.admin.readonly import ReadOnlyAdmin
from portal.backoffice.views.pages import retry_job
from portal.backoffice.wording import JOBS, job_name
from portal.formats.dates import date_and_time
from portal.jobs.models import Job, JobState
from portal.jobs.services import retry


class JobStateFilter(admin.SimpleListFilter):
    """By state; without a choice the ones that need a person."""

    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return [("alle", "Alle"), *((state.value, state.label) for state in JobState if state != JobState.PARKED)]

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            if choice["query_string"] == changelist.get_query_string(remove=[self.parameter_name]):
                choice["display"] = JobState.PARKED.label
            yield choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        if self.value() == "alle":
            return queryset
        return queryset.filter(state=self.value() or JobState.PARKED)


class KindFilter(admin.SimpleListFilter):
    """By what the job does."""

    title = "taak"
    parameter_name = "taak"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return list(JOBS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """The queue of record, parked jobs first."""

    page_name = "Taken van het systeem"
    list_display = ("name", "stand", "attempts_made", "what_went_wrong", "made", "ended")
    list_display_links = None
    list_filter = (JobStateFilter, KindFilter)
    ordering = ("-created_at",)
    actions = ("try_again",)
    fields = ("name", "stand", "attempts_made", "what_went_wrong", "made", "ended")

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether this member of staff may give a job new tries."""
        return request.user.has_perm("jobs.change_job")  # type: ignore[union-attr]

    @admin.action(description="Opnieuw proberen", permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        parked = list(queryset.filter(state=JobState.PARKED))
        for job in parked:
            retry(job)
        if parked:
            messages.success(
                request, f"{len(parked)} {'taak begint' if len(parked) == 1 else 'taken beginnen'} opnieuw."
            )
        else:
            messages.info(request, "Deze taken lopen al of zijn klaar.")

    @admin.display(description="Taak", ordering="kind")
    def name(self, row: Job) -> str:
        return job_name(row.kind)

    @admin.display(description="Stand", ordering="state")
    def stand(self, row: Job) -> str:
        return str(JobState(row.state).label)

    @admin.display(description="Pogingen", ordering="attempts")
    def attempts_made(self, row: Job) -> int:
        return row.attempts

    @admin.display(description="Wat ging er mis")
    def what_went_wrong(self, row: Job) -> str:
        return row.error

    @admin.display(description="Gemaakt", ordering="created_at")
    def made(self, row: Job) -> str:
        return date_and_time(row.created_at)

    @admin.display(description="Klaar of gestopt", ordering="finished_at")
    def ended(self, row: Job) -> str:
        return date_and_time(row.finished_at) if row.finished_at else ""

    def get_urls(self) -> list[URLPattern]:
        again = path("<uuid:pk>/opnieuw/", self.admin_site.admin_view(retry_job), name="job_retry")
        return [again, *super().get_urls()]
