"""The component page; included only where the settings say ``STIJL_PAGE``."""

from django.urls import path

from portal.stijl.views import stijl

app_name = "stijl"
urlpatterns = [path("", stijl, name="stijl")]
