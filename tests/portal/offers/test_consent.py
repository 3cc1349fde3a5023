"""Taking consent back, and what ends by itself: nothing readable is left, and the dossier goes on by documents."""

import io
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import BinaryField

from brondata.provider import ProviderRefused, ProviderUnavailable
from portal import clock
from portal.assessments.models import Assessment
from portal.assessments.replay import Replayed, replay
from portal.assessments.services import assess, facts_of
from portal.dossiers import services as dossiers
from portal.dossiers.models import Applicant, Dossier, Wish
from portal.dossiers.states import State
from portal.evidence import consents, providers
from portal.evidence.models import Consent, Delivery, OcktoSession
from portal.evidence.reading import latest_bundle
from portal.jobs.models import Job
from portal.jobs.registry import TryLater
from portal.notifications.models import Mail
from portal.offers import retention
from portal.offers.consent import UsedForOffer, withdraw_consent
from portal.offers.models import Renteaanbod
from portal.vault import services as vault
from portal.vault.models import DataKey, StoredFile
from tests.portal import applications

pytestmark = pytest.mark.django_db
RUNNING = (State.SUBMITTED, State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED)
OVER = (State.DECLINED, State.WITHDRAWN, State.EXPIRED)


TYPED = {
    "employer": "Bakkerij Smit",
    "contract": "onbepaalde-tijd",
    "starts_on": "2020-01-01",
    "hours_per_week": "36",
    "salary": "52000.00",
    "holiday_pay": "4160.00",
    "study_debt": "0.00",
    "study_debt_monthly": "0.00",
    "lives_here_since": "1990-01-01",
    "document_kind": "paspoort",
    "document_number": "NX1234567",
}


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    applications.open_the_door()


@pytest.fixture
def dossier(db: None) -> Dossier:
    return applications.single()


@pytest.fixture
def sanne(dossier: Dossier) -> Applicant:
    return dossier.applicants.select_related("dossier", "user__key").get()


def again(one: Applicant) -> Applicant:
    return Applicant.objects.select_related("dossier__wish", "dossier__key", "user__key").get(pk=one.pk)


def withdraw(one: Applicant) -> bool:
    one = again(one)
    return withdraw_consent(applicant=one, by=one.user)


# What somebody with a copy of the database, the files and the master keys can read


def everything_that_opens() -> Iterator[bytes]:
    """Each sealed value and file under each key that still opens, wherever it was copied to."""
    keys = [key for key in DataKey.objects.all() if vault.can_open(key)]
    for model in apps.get_models():
        columns = [field.name for field in model._meta.concrete_fields if isinstance(field, BinaryField)]
        if not columns or model is DataKey:
            continue
        for row in model.objects.all():
            for column in columns:
                place = f"{model._meta.app_label}.{model.__name__}.{column}"
                # What a wish seals is bound to its dossier, which has a number nobody can guess.
                bound = row.dossier_id if isinstance(row, Wish) else row.pk
                yield from opened(keys, place, bound, bytes(getattr(row, column) or b""))
    for stored in StoredFile.objects.select_related("key"):
        if vault.can_open(stored.key):
            yield vault.read_file(stored)


def opened(keys: list[DataKey], place: str, row: Any, sealed: bytes) -> Iterator[bytes]:
    for key in keys if sealed else ():
        try:
            yield vault.unseal(key, place=place, row=row, sealed=sealed)
        except vault.VaultError:
            continue


def as_text(content: bytes) -> str:
    """What a reader finds in it: a PDF's own text streams are unpacked."""
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "replace")
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(content)).save(
        out, stream_decode_level=pikepdf.StreamDecodeLevel.all, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    return out.getvalue().decode("latin-1")


def whole_database() -> str:
    """Every value of every row, as a dump writes it; bytes as hexadecimal."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                said += [value.hex() if isinstance(value, bytes | memoryview) else str(value) for value in row]
    return "\n".join(said)


def figures_of(one: Applicant) -> set[str]:
    """What the registers said in amounts: long enough to be no coincidence."""
    bundle = latest_bundle(one)
    assert bundle is not None
    found: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for item in value.values():
                gather(item)
        elif isinstance(value, list):
            for item in value:
                gather(item)
        elif isinstance(value, str) and value.replace(".", "").isdigit() and "." in value and len(value) >= 6:
            found.add(value)

    gather(bundle.to_json())
    return found


def test_after_withdrawing_no_figure_of_the_delivery_can_be_read_from_a_copy_of_everything(
    dossier: Dossier, sanne: Applicant
) -> None:
    applications.with_renteaanbod(dossier)
    assess(dossier=applications.fresh(dossier), phase="dossier", terms=None)
    figures = figures_of(sanne)
    before = "\n".join(map(as_text, everything_that_opens()))
    seen = {figure for figure in figures if figure in before}
    assert len(seen) > 10, "the search finds them while the keys are there"
    hashes = list(Assessment.objects.values_list("facts_sha256", flat=True))

    assert withdraw(sanne)
    after = "\n".join(map(as_text, everything_that_opens()))
    assert {figure for figure in seen if figure in after} == set()
    dump = whole_database()
    assert {figure for figure in seen if figure in dump} == set()
    assert list(Assessment.objects.values_list("facts_sha256", flat=True)) == hashes, "the receipt stays"


def test_the_keys_are_gone_from_the_database_and_not_only_marked(sanne: Applicant) -> None:
    consent = Consent.objects.select_related("key", "session__delivery__key").get(applicant=sanne)
    wrapped = [bytes(key.wrapped).hex() for key in (consent.key, consent.session.delivery.key)]
    assert all(one in whole_database() for one in wrapped)
    withdraw(sanne)
    assert not [one for one in wrapped if one in whole_database()]


def test_the_rest_of_the_dossier_stays_readable(dossier: Dossier, sanne: Applicant) -> None:
    applications.choose_notary(dossier)
    upload = applications.sent(applications.asked(dossier))
    withdraw(sanne)
    assert vault.read_file(StoredFile.objects.get(pk=upload.original_id))
    assert vault.can_open(again(sanne).dossier.key)
    assert vault.can_open(again(sanne).user.key)


# What follows


@pytest.mark.parametrize("state", RUNNING)
def test_a_running_application_goes_back_to_where_income_is_told(
    dossier: Dossier, sanne: Applicant, state: State
) -> None:
    base = applications.with_renteaanbod(dossier)
    applications.put(dossier, state)
    assert withdraw(sanne)
    one = again(sanne)
    assert (one.dossier.state, one.route, one.figures_confirmed_at) == (
        State.INTAKE,
        Applicant.Route.DOCUMENTS,
        None,
    )
    assert latest_bundle(one) is None
    assert Renteaanbod.objects.get(pk=base.pk).replaced_at is not None, "gids 7.5: the income norm changes"
    (mail,) = Mail.objects.filter(template="consent_withdrawn")
    assert mail.user == one.user
    names = list(one.dossier.events.values_list("name", flat=True))
    assert names[-2:] == ["brondata_ended", "lose_brondata"]


@pytest.mark.parametrize("state", OVER)
def test_of_an_application_that_is_over_only_the_data_goes(dossier: Dossier, sanne: Applicant, state: State) -> None:
    applications.put(dossier, state)
    assert withdraw(sanne)
    assert (again(sanne).dossier.state, latest_bundle(again(sanne))) == (state, None)


def test_a_new_decision_is_taken_without_it_and_asks_for_documents(dossier: Dossier, sanne: Applicant) -> None:
    applications.put(dossier, State.SUBMITTED)
    first = applications.assessed(applications.fresh(dossier))
    withdraw(sanne)
    dossiers.save_declared_income(applicant=again(sanne), income=TYPED)
    second = applications.assessed(applications.put(dossier, State.SUBMITTED))
    assert second.pk != first.pk
    assert facts_of(second)["brondata"] == []
    with pytest.raises(vault.Shredded):
        facts_of(Assessment.objects.get(pk=first.pk))
    missing = {one["type"] for one in applications.judged(second).decision["required_documents"]}
    assert {"salarisstrook", "werkgeversverklaring"} <= missing


def test_replay_counts_it_as_data_that_was_removed(dossier: Dossier, sanne: Applicant) -> None:
    row = applications.assessed(applications.put(dossier, State.SUBMITTED))
    assert replay(Assessment.objects.get(pk=row.pk)).outcome is Replayed.SAME
    withdraw(sanne)
    assert replay(Assessment.objects.get(pk=row.pk)).outcome is Replayed.REMOVED


def test_the_supplier_is_told_and_told_again_while_it_is_away(
    sanne: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers: list[Exception | None] = [ProviderUnavailable("away"), None, ProviderRefused("UNKNOWN_SESSION")]

    class Supplier:
        def revoke(self, session_id: str) -> None:
            asked.append(session_id)
            if (answer := answers.pop(0)) is not None:
                raise answer

    monkeypatch.setattr(providers, "brondata_provider", Supplier)
    withdraw(sanne)
    job = Job.objects.get(kind="ockto.revoke")
    with pytest.raises(TryLater) as later:
        consents.revoke_session(**job.payload)
    assert not later.value.counts
    consents.revoke_session(**job.payload)
    consents.revoke_session(**job.payload)  # a second run of the same job
    assert asked == [OcktoSession.objects.get(applicant=sanne).session_id] * 3


def test_a_supplier_that_does_not_want_to_is_work_for_a_person(
    sanne: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Supplier:
        def revoke(self, session_id: str) -> None:
            raise ProviderRefused("UNAUTHORIZED")

    monkeypatch.setattr(providers, "brondata_provider", Supplier)
    with pytest.raises(ProviderRefused):
        consents.revoke_session(str(OcktoSession.objects.get(applicant=sanne).pk))


def test_an_open_invitation_ends_too(sanne: Applicant) -> None:
    session = applications.invited(sanne)
    withdraw(sanne)
    session.refresh_from_db()
    assert session.status == OcktoSession.Status.CLOSED
    assert Job.objects.filter(kind="ockto.revoke", key=str(session.pk)).exists()


def test_twice_is_once(sanne: Applicant) -> None:
    assert [withdraw(sanne), withdraw(sanne)] == [True, False]
    assert Mail.objects.filter(template="consent_withdrawn").count() == 1


def test_once_a_binding_offer_rests_on_it_it_stays(dossier: Dossier, sanne: Applicant) -> None:
    applications.with_hypotheekaanbod(dossier)
    with pytest.raises(UsedForOffer):
        withdraw(sanne)
    assert latest_bundle(again(sanne)) is not None


def test_it_is_only_taken_back_by_who_gave_it(db: None) -> None:
    couple = applications.couple()
    first, second = couple.applicants.select_related("user__key", "dossier").order_by("position")
    with pytest.raises(PermissionError):
        withdraw_consent(applicant=first, by=second.user)
    assert latest_bundle(first) is not None


def test_of_a_couple_only_ones_own_goes_and_what_was_decided_about_both(db: None) -> None:
    couple = applications.couple()
    row = applications.assessed(applications.put(couple, State.SUBMITTED))
    first, second = couple.applicants.order_by("position")
    withdraw(second)
    assert (latest_bundle(again(first)) is None, latest_bundle(again(second)) is None) == (False, True)
    assert Assessment.objects.get(pk=row.pk).removed_at is not None
    assert again(first).figures_confirmed_at is not None
    (mail,) = Mail.objects.filter(template="partner_brondata_ended")
    assert mail.user == first.user


# Ninety days


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """The portal stands on this day."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: day)


def test_the_last_day_counts_and_the_day_after_it_is_over(
    dossier: Dossier, sanne: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = clock.today()
    on(monkeypatch, given + timedelta(days=90))
    assert (retention.end_overdue(), latest_bundle(again(sanne)) is None) == (0, False)
    on(monkeypatch, given + timedelta(days=91))
    assert (retention.end_overdue(), latest_bundle(again(sanne)) is None) == (1, True)
    consent = Consent.objects.get(applicant=sanne)
    assert (consent.end, vault.can_open(consent.key)) == (Consent.End.TIME, False)
    assert Mail.objects.filter(template="brondata_expired").count() == 1
    assert retention.end_overdue() == 0


def test_a_mail_comes_two_weeks_before_and_once(sanne: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    given, sent = clock.today(), []
    for day in (75, 76, 77, 90, 91):
        on(monkeypatch, given + timedelta(days=day))
        sent.append((day, retention.warn_before_end()))
    assert sent == [(75, 0), (76, 1), (77, 0), (90, 0), (91, 0)]


@pytest.mark.parametrize("state", [State.OFFERED, *OVER, State.SIGNED, State.COMPLETED])
def test_no_mail_where_nothing_is_left_to_do(
    dossier: Dossier, sanne: Applicant, monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    applications.put(dossier, state)
    on(monkeypatch, clock.today() + timedelta(days=80))
    assert retention.warn_before_end() == 0


@pytest.mark.parametrize(
    ("state", "raw", "read"),
    [
        (State.OFFERED, True, True),  # the offer is open for signing: ended once that is over
        (State.SIGNED, False, True),  # NHG A6.1: the file holds what the offer rests on, while the loan runs
        (State.COMPLETED, False, True),
        (State.EXPIRED, False, False),  # offered and not signed in time
        (State.WITHDRAWN, False, False),
    ],
)
def test_what_stays_after_ninety_days_once_there_was_an_offer(
    dossier: Dossier, sanne: Applicant, monkeypatch: pytest.MonkeyPatch, state: State, raw: bool, read: bool
) -> None:
    offer = applications.with_hypotheekaanbod(dossier)
    applications.put(dossier, state)
    on(monkeypatch, clock.today() + timedelta(days=91))
    retention.end_overdue()
    delivery = Delivery.objects.select_related("key").get(session__applicant=sanne)
    assert vault.can_open(delivery.key) is raw
    assert (latest_bundle(again(sanne)) is not None) is read
    assert vault.can_open(StoredFile.objects.get(pk=offer.file_id).key) is read
    assert retention.end_overdue() in (0, 1)
    assert again(sanne).dossier.state == state


def test_a_delivery_that_was_never_used_ends_without_touching_the_dossier(sanne: Applicant, dossier: Dossier) -> None:
    spare = applications.delivered(sanne, random.randbytes(50))
    consent = Consent.objects.get(session=spare.session)
    OcktoSession.objects.filter(pk=spare.session_id).update(status=OcktoSession.Status.UNREADABLE)
    Consent.objects.filter(pk=consent.pk).update(keep_until=clock.today() - timedelta(days=1))
    assert retention.end_overdue() == 1
    assert latest_bundle(again(sanne)) is not None
    assert again(sanne).figures_confirmed_at is not None
