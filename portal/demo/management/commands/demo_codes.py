"""Print the back-office accounts of the demo with the code of this moment."""

from typing import Any

import pyotp
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.people import STAFF


class Command(BaseCommand):
    """`manage.py demo_codes`"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ALLOW_SIMULATORS:
            raise CommandError("demo_codes belongs to the demo; this profile allows no simulators.")
        for account in STAFF:
            code = pyotp.TOTP(account.totp_secret).now()
            self.stdout.write(f"{account.email}  wachtwoord {account.password}  code {code}")
