"""Deliveries of before consents had rows: each gets one, and what was read from it is sealed anew with its key."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

BUNDLE_PLACE = "evidence.Brondata.bundle"
VERSION, KEEP_DAYS = "2026-11", 90


def give_consents(apps, schema_editor):
    from portal.vault import services as vault
    from portal.vault.models import DataKey

    Delivery = apps.get_model("evidence", "Delivery")
    Consent = apps.get_model("evidence", "Consent")
    Brondata = apps.get_model("evidence", "Brondata")
    for delivery in Delivery.objects.select_related("session__applicant__user"):
        applicant = delivery.session.applicant
        person = DataKey.objects.get(pk=applicant.user.key_id)
        old = DataKey.objects.get(pk=delivery.key_id) if delivery.key_id else person
        if not vault.can_open(old):
            continue
        key = vault.create_key(under=[person])
        Consent.objects.create(
            applicant=applicant,
            session=delivery.session,
            key_id=key.pk,
            given_at=delivery.received_at,
            text_version=VERSION,
            keep_until=timezone.localtime(delivery.received_at).date() + timedelta(days=KEEP_DAYS),
        )
        for row in Brondata.objects.filter(delivery=delivery):
            value = vault.unseal(old, place=BUNDLE_PLACE, row=row.id, sealed=row.bundle)
            sealed = vault.seal(key, place=BUNDLE_PLACE, row=row.id, value=value)
            Brondata.objects.filter(pk=row.pk).update(bundle=sealed)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0005_consent"), ("identity", "0001_initial")]

    operations = [migrations.RunPython(give_consents, migrations.RunPython.noop)]
