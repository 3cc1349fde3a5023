"""All addresses of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler400 = "portal.journey.errors.bad_request"
handler500 = "portal.journey.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.journey.urls")),
    path("toegang/", include("portal.identity.urls")),
    path(settings.BACK_OFFICE_PATH, admin.site.urls),
]

if settings.STIJL_PAGE:
    urlpatterns.append(path("stijl/", include("portal.stijl.urls")))
