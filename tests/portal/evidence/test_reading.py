"""Reading a delivery: whose it is, told once, quarantined when not theirs, again after a repair."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from brondata.datasets import Brondata as Bundle
from brondata.provider import (
    RawDelivery,
)
from portal.dossiers.models import Applicant
from portal.dossiers.services import save_answers, submit
from portal.evidence import ockto, reading
from portal.evidence.models import Brondata, Delivery, OcktoSession
from portal.jobs.models import Job
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications
from tests.portal.conftest import AtOnce
from tests.portal.evidence.conftest import FakeProvider, poll, read

pytestmark = pytest.mark.django_db
Status = OcktoSession.Status


def test_what_was_shared_is_read_confirmed_anew_and_told_by_mail_once(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    Applicant.objects.filter(pk=sanne.pk).update(figures_confirmed_at=timezone.now())
    provider.share(session.session_id, "sanne")
    read(poll(session))
    read(session)
    assert session.status == Status.READ
    sanne.refresh_from_db()
    assert sanne.figures_confirmed_at is None
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.persoon is not None
    assert bundle.persoon.geslachtsnaam == "Vermeer"
    (mail,) = Mail.objects.filter(template="brondata_received")
    assert read_content(mail)["text"].startswith("Dag Sanne,")
    assert Brondata.objects.count() == 1


def test_neither_the_bytes_nor_the_reading_holds_a_bsn_and_both_are_sealed(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    read(poll(session))
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert "999990202" not in json.dumps(bundle.to_json())
    for sealed in (session.delivery.body, sanne.brondata.get().bundle):
        assert b"Noordzee" not in bytes(sealed)


def test_data_of_somebody_else_is_quarantined_and_never_shown(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "thomas")
    read(poll(session))
    assert session.status == Status.MISMATCH
    assert reading.latest_bundle(sanne) is None
    assert not Brondata.objects.exists()
    assert not Mail.objects.filter(template="brondata_received").exists()
    read(session)
    assert not Brondata.objects.exists()


def test_a_mismatch_hides_nothing_that_was_right_before(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    read(poll(session))
    again = ockto.invite(applicant=sanne)
    provider.share(again.session_id, "thomas")
    read(poll(again))
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.persoon is not None
    assert bundle.persoon.geslachtsnaam == "Vermeer"


def test_without_the_brp_nobody_knows_whose_data_it_is(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    provider.bodies[session.session_id] = applications.document_of(
        "sanne", session_id=session.session_id, without=("MIJNOVERHEID_BRP",)
    )
    assert read(poll(session)).status == Status.MISMATCH


@pytest.mark.parametrize("body", [b"<html>Er ging iets mis</html>", b"", b'{"odmVersion": "v4_3"}'])
def test_an_answer_that_cannot_be_read_is_kept_and_the_applicant_may_try_again(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant, body: bytes
) -> None:
    provider.share(session.session_id, "sanne")
    provider.bodies[session.session_id] = body
    read(poll(session))
    assert session.status == Status.UNREADABLE
    assert Delivery.objects.count() == 1
    assert reading.latest_bundle(sanne) is None
    assert ockto.invite(applicant=sanne).is_open


def test_the_newest_delivery_counts(provider: FakeProvider, session: OcktoSession, sanne: Applicant) -> None:
    for one in (session, None):
        current = one or ockto.invite(applicant=sanne)
        provider.share(current.session_id, "sanne")
        read(poll(current))
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.session_id == current.session_id


def test_data_that_arrives_after_the_application_was_sent_changes_nothing(provider: FakeProvider) -> None:
    dossier = applications.single()
    sanne = dossier.applicants.get()
    confirmed, before = sanne.figures_confirmed_at, reading.latest_bundle(sanne)
    session = ockto.invite(applicant=sanne)
    provider.share(session.session_id, "sanne")
    poll(session)
    submit(dossier=applications.fresh(dossier), by=sanne.user)
    assert read(session).status == Status.LATE
    assert Job.objects.filter(kind="ockto.shred").exists()
    sanne.refresh_from_db()
    assert sanne.figures_confirmed_at == confirmed
    assert reading.latest_bundle(sanne) == before


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_runs_twice_at_once_reads_once(
    provider: FakeProvider, session: OcktoSession, at_once: AtOnce
) -> None:
    provider.share(session.session_id, "sanne")
    delivery = poll(session).delivery
    outcomes = at_once(lambda: reading.read_delivery(str(delivery.pk)), 4)
    assert outcomes == [None] * 4
    assert Brondata.objects.count() == 1
    assert Mail.objects.filter(template="brondata_received").count() == 1


def test_partners_each_have_their_own_session_and_see_only_their_own_data(provider: FakeProvider) -> None:
    robin = applications.applicant("robin")
    sam = applications.applicant("sam", dossier=robin.dossier)
    for one, key in ((robin, "robin"), (sam, "sam")):
        session = ockto.invite(applicant=one)
        provider.share(session.session_id, key)
        read(poll(session))
    names = []
    for one in (robin, sam):
        bundle = reading.latest_bundle(one)
        assert bundle is not None
        assert bundle.persoon is not None
        names.append(bundle.persoon.geslachtsnaam)
    assert names == ["Bakker", "Wit"]
    swapped = ockto.invite(applicant=sam)
    provider.share(swapped.session_id, "robin")
    assert read(poll(swapped)).status == Status.MISMATCH


# Quarantine


def test_what_belongs_to_somebody_else_loses_its_key_within_a_day_and_the_desk_is_told_without_a_name(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    provider.share(session.session_id, "thomas")
    read(poll(session))
    event = sanne.dossier.events.get(name="ockto_mismatch")
    assert event.detail["reasons"] == ["birth-date", "surname", "initials", "given-names"]
    shred = Job.objects.get(kind="ockto.shred")
    assert timedelta() < shred.not_before - timezone.now() < timedelta(days=1)
    applications.run_jobs("ockto.alarm")
    (mail,) = mailoutbox
    assert mail.to == [settings.EVIDENCE_DESK_EMAIL]
    assert sanne.dossier.number in mail.subject
    for secret in ("Vermeer", "Dijkstra", "Thomas", "1998"):
        assert secret not in mail.subject + str(mail.body)
    Job.objects.filter(pk=shred.pk).update(not_before=timezone.now())
    applications.run_jobs("ockto.shred")
    delivery = Delivery.objects.select_related("key").get()
    assert delivery.key is not None
    assert delivery.key.shredded_at is not None
    assert bytes(delivery.body) == b""
    sanne.user.key.refresh_from_db()
    assert sanne.user.key.shredded_at is None, "only this delivery is gone"


def test_the_delivery_of_another_session_is_quarantined_too(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    provider.bodies[session.session_id] = applications.document_of("thomas", session_id="NEO-2026-000001-1-aaaa")
    assert read(poll(session)).status == Status.DUPLICATE
    assert Job.objects.filter(kind="ockto.shred").exists()
    assert reading.latest_bundle(sanne) is None


def test_the_same_bytes_twice_are_a_duplicate_and_leave_the_first_as_it_was(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    read(poll(session))
    first = reading.latest_bundle(sanne)
    again = ockto.invite(applicant=sanne)
    provider.share(again.session_id, "sanne")
    provider.bodies[again.session_id] = provider.bodies[session.session_id]
    assert read(poll(again)).status == Status.DUPLICATE
    assert reading.latest_bundle(sanne) == first


# Again, after a repair


@pytest.fixture
def unreadable(provider: FakeProvider, session: OcktoSession, monkeypatch: pytest.MonkeyPatch) -> OcktoSession:
    """A good delivery that met a reader with a mistake."""

    def broken(delivery: RawDelivery) -> Bundle:
        raise KeyError("a source that we forgot")

    provider.share(session.session_id, "sanne")
    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_bytes", broken)
        read(poll(session))
    return session


def test_a_mistake_of_our_reader_loses_nothing_and_parks_nothing(unreadable: OcktoSession) -> None:
    assert unreadable.status == Status.UNREADABLE
    assert not Job.objects.filter(kind="ockto.shred").exists()
    assert Job.objects.filter(kind="ockto.alarm").count() == 1


def test_after_the_repair_the_same_bytes_are_read(unreadable: OcktoSession, sanne: Applicant, capsys: Any) -> None:
    call_command("reread_deliveries", "--dry-run")
    assert "1 unreadable" in capsys.readouterr().out
    call_command("reread_deliveries")
    assert "read 1" in capsys.readouterr().out
    unreadable.refresh_from_db()
    assert unreadable.status == Status.READ
    assert reading.latest_bundle(sanne) is not None
    assert Mail.objects.filter(template="brondata_received").count() == 1
    call_command("reread_deliveries")
    assert Brondata.objects.count() == 1


def test_what_still_cannot_be_read_stays_as_it_was_and_nobody_is_told_again(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    provider.bodies[session.session_id] = b"<html>"
    read(poll(session))
    events = sanne.dossier.events.count()
    call_command("reread_deliveries")
    session.refresh_from_db()
    assert session.status == Status.UNREADABLE
    assert sanne.dossier.events.count() == events


def test_after_the_repair_somebody_else_is_still_somebody_else(unreadable: OcktoSession, sanne: Applicant) -> None:
    save_answers(instance=sanne, dossier=sanne.dossier, by=sanne.user, answers={"surname": "Vermaar"})
    call_command("reread_deliveries")
    unreadable.refresh_from_db()
    assert unreadable.status == Status.MISMATCH


def test_an_older_delivery_is_not_read_over_a_newer_invitation(unreadable: OcktoSession, sanne: Applicant) -> None:
    ockto.invite(applicant=sanne)
    call_command("reread_deliveries")
    unreadable.refresh_from_db()
    assert unreadable.status == Status.UNREADABLE
