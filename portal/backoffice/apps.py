"""The back office, and the site that takes the place of Django's own admin."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class BackofficeConfig(AppConfig):
    """The models' admin pages and the back office's templates."""

    name = "portal.backoffice"
    default = True


class BackofficeAdminConfig(admin_apps.AdminConfig):
    """Django admin with the back office's site."""

    default = False
    default_site = "portal.backoffice.site.BackofficeSite"
