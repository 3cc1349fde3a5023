"""Make what the demo needs once: staff, the acceptance switch, signing and iDIN keys. Safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import clock
from portal.assessments.models import AcceptanceSwitch
from portal.backoffice.roles import make_roles
from portal.demo.idin.keys import make_keys
from portal.demo.people import STAFF
from portal.identity.models import User
from portal.identity.services import create_staff, enrol_totp
from portal.offers.demo_authority import make_demo_keys


class Command(BaseCommand):
    """`manage.py seed_demo`"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ALLOW_SIMULATORS:
            raise CommandError("seed_demo belongs to the demo; this profile allows no simulators.")
        make_demo_keys(settings.SIGNING_KEYS)
        if not (settings.IDIN_KEYS / "merchant.key.pem").exists():
            make_keys(settings.IDIN_KEYS)
        make_roles()
        for account in STAFF:
            if User.objects.filter(email=account.email).exists():
                continue
            with transaction.atomic():
                user = create_staff(
                    email=account.email, name=account.name, password=account.password, groups=account.groups
                )
                enrol_totp(user=user, secret=account.totp_secret)
        if not AcceptanceSwitch.objects.exists():
            AcceptanceSwitch.objects.create(
                valid_from=clock.today().replace(month=1, day=1),
                accepts_new_customers=True,
                reason="Demo: nieuwe klanten zijn welkom",
                decided_at=clock.now(),
            )
