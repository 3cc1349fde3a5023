"""The download: everything of one's own, nothing of the partner's, sealed, and gone after its days."""

import io
import json
import uuid
import zipfile
from datetime import timedelta

import pytest

from portal import clock
from portal.correspondence import services as correspondence
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence.models import Upload
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.privacy import services
from portal.privacy.export import sections
from portal.privacy.models import PrivacyRequest
from portal.vault.services import VaultError, read_file
from tests.portal import applications

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> tuple[Applicant, Applicant]:
    dossier = applications.couple()
    applications.assessed(dossier)
    first, second = dossier.applicants.get(position=1), dossier.applicants.get(position=2)
    for one in (first, second):
        request = applications.asked(dossier, "salarisstrook", of=one)
        Upload.objects.filter(pk=applications.sent(request).pk).update(uploaded_by=one.user)
        correspondence.write(applicant=one, text=f"geheim van {one.first_name}", shared=False, once=uuid.uuid4())
    return first, second


def made(one: Applicant) -> PrivacyRequest:
    row = services.ask_download(user=one.user)
    applications.run_jobs("privacy.export")
    row.refresh_from_db()
    return row


def opened(row: PrivacyRequest) -> dict[str, bytes]:
    content = services.fetch(row)
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(files: dict[str, bytes], key: str) -> list[dict[str, str]]:
    found = next(part for part in json.loads(files["gegevens.json"])["sections"] if part["key"] == key)
    return found["rows"]


def test_it_holds_what_one_told_sent_and_was_told(people: tuple[Applicant, Applicant]) -> None:
    me, _ = people
    files = opened(made(me))
    assert {"gegevens.json", "gegevens.pdf"} <= files.keys()
    assert [name for name in files if name.startswith("documenten/")] == ["documenten/01-salarisstrook.pdf"]
    assert files["gegevens.pdf"].startswith(b"%PDF")
    assert {"name": "Achternaam", "value": me.surname} in rows(files, "person")
    assert {"name": "Postcode", "value": "3811\xa0LP"} in rows(files, "wish")
    assert any(row["value"] == "geheim van Robin" for row in rows(files, "messages"))
    assert any("UWV" in row["value"] or "verzekeringsbericht" in row["name"] for row in rows(files, "brondata"))
    assert len(rows(files, "decisions")) > 50


def test_nothing_of_the_partner_alone_is_in_it(people: tuple[Applicant, Applicant]) -> None:
    me, partner = people
    files = opened(made(me))
    text = files["gegevens.json"].decode()
    for secret in (
        partner.surname,
        partner.user.email,
        f"geheim van {partner.first_name}",
        partner.birth_date.isoformat(),
    ):
        assert secret not in text, secret
    # Amounts above a thousand euros of the partner's registers: not one of them stands anywhere in mine.
    mine = {value for part in sections(me.user) for _, value in part.rows}
    theirs = {value for _, value in rows_of(partner, "brondata") if value.startswith("€") and len(value) > 8}
    assert theirs - {value for _, value in rows_of(me, "brondata")}
    assert (theirs - {value for _, value in rows_of(me, "brondata")}) & mine == set()


def rows_of(one: Applicant, key: str) -> list[tuple[str, str]]:
    return next(part.rows for part in sections(one.user) if part.key == key)


def test_a_mail_tells_that_it_is_there_and_holds_nothing_of_it(people: tuple[Applicant, Applicant]) -> None:
    me, partner = people
    made(me)
    assert Mail.objects.filter(template=MailName.DOWNLOAD_READY, user=me.user).count() == 1
    assert not Mail.objects.filter(template=MailName.DOWNLOAD_READY, user=partner.user).exists()


def test_asking_twice_at_a_time_is_asking_once_and_later_is_asking_again(people: tuple[Applicant, Applicant]) -> None:
    me, _ = people
    assert services.ask_download(user=me.user) == services.ask_download(user=me.user)
    applications.run_jobs("privacy.export")
    assert services.ask_download(user=me.user).done_at is None
    assert PrivacyRequest.objects.count() == 2


def test_the_job_twice_makes_one_file(people: tuple[Applicant, Applicant]) -> None:
    row = made(people[0])
    services.make_download(str(row.pk))
    assert PrivacyRequest.objects.get(pk=row.pk).file_id == row.file_id


@pytest.mark.parametrize(("days", "there"), [(0, True), (1, False)])
def test_it_can_be_fetched_up_to_its_last_day_and_is_destroyed_after(
    people: tuple[Applicant, Applicant], settings, monkeypatch: pytest.MonkeyPatch, days: int, there: bool
) -> None:
    row = made(people[0])
    stored, today = row.file, clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=settings.DOWNLOAD_DAYS + days))
    assert (services.fetch(row) is not None) is there
    assert services.drop_downloads() == (0 if there else 1)
    if there:
        assert read_file(stored)
    else:
        with pytest.raises(VaultError):
            read_file(stored)
        assert PrivacyRequest.objects.get(pk=row.pk).receipt == row.receipt


@pytest.mark.parametrize("state", State)
def test_it_can_be_made_in_every_state(state: State) -> None:
    dossier = applications.put(applications.single(), state)
    assert opened(made(dossier.applicants.get()))["gegevens.pdf"]
