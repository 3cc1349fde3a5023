"""The admin site of the back office: staff only, after password and code."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.identity.access import staff_ready


class BackofficeSite(AdminSite):
    """Log-in goes through identity: password and a code; without a fresh code there is no permission."""

    site_header = "Neo Hypotheken back office"
    site_title = "Neo back office"
    index_title = "Werkvoorraad"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and staff_ready(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        target = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('identity:staff_enter')}?{urlencode({'next': target})}")
