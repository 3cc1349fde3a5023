"""The base of every list in the back office."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[type-arg]
    """Rows are looked at. Nobody adds, edits or deletes them here, whatever their permissions."""

    list_per_page = 50
    show_full_result_count = False
    change_list_template = "backoffice/change_list.html"
    page_name = ""
    """What the page is called, in Dutch."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Django lets `change_*` imply a view; here each is a right of its own.
        return request.user.has_perm(f"{self.opts.app_label}.view_{self.opts.model_name}")  # type: ignore[union-attr]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"title": self.page_name, "page_name": self.page_name, **(extra_context or {})}
        return super().changelist_view(request, context)
