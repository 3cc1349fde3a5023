"""Stop and erase: nothing readable is left but what the law keeps, and the partner keeps what is theirs."""

import uuid

import pytest
from django.core import mail

from portal.assessments.services import facts_of
from portal.correspondence import services as correspondence
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.states import State
from portal.evidence.consents import has_brondata
from portal.evidence.models import Upload
from portal.identity.models import User
from portal.offers.consent import SIGNED
from portal.privacy import erasing, services
from portal.privacy.erasing import Kept
from portal.privacy.export import sections
from portal.privacy.models import PrivacyRequest
from portal.vault.services import VaultError, can_open, read_file
from tests.portal import applications

pytestmark = pytest.mark.django_db(transaction=True)


def everything(one: Applicant) -> str:
    return " ".join(f"{name} {value}" for part in sections(one.user) for name, value in part.rows)


def sent_by(one: Applicant) -> Upload:
    upload = applications.sent(applications.asked(one.dossier, "salarisstrook", of=one))
    Upload.objects.filter(pk=upload.pk).update(uploaded_by=one.user)
    upload.refresh_from_db()
    return upload


def test_of_somebody_alone_nothing_that_tells_who_it_was_is_left() -> None:
    dossier = applications.single()
    applications.assessed(dossier)
    one = dossier.applicants.get()
    upload = sent_by(one)
    correspondence.write(applicant=one, text="mijn geheim", shared=False, once=uuid.uuid4())
    known = [one.surname, one.given_names, one.phone, one.user.email, "Grachtstraat", "3811\xa0LP", "mijn geheim"]
    assert all(text in everything(one) for text in known[:1] + known[3:])
    erasing.erase(user=one.user)
    one = Applicant.objects.get(pk=one.pk)
    left = everything(one)
    assert [text for text in known if text and text in left] == []
    assert not can_open(one.user.key)
    assert not can_open(one.dossier.key)
    assert not has_brondata(one)
    assert one.dossier.state == State.WITHDRAWN
    with pytest.raises(VaultError):
        read_file(upload.original)
    assert not User.objects.get(pk=one.user_id).is_active


def test_the_receipt_goes_to_the_address_that_was_theirs_and_then_nobody_knows_it() -> None:
    one = applications.single().applicants.get()
    address = one.user.email
    row = erasing.erase(user=one.user)
    applications.run_jobs("privacy.receipt")
    sent = [message for message in mail.outbox if row.receipt in message.body]
    assert [message.to for message in sent] == [[address]]
    row.refresh_from_db()
    assert row.address == b""
    assert row.key is not None
    assert not can_open(row.key)
    erasing.send_receipt(str(row.pk))
    assert len([message for message in mail.outbox if row.receipt in message.body]) == 1


def test_the_partner_keeps_what_is_theirs_and_what_is_shared() -> None:
    dossier = applications.couple()
    applications.assessed(dossier)
    me, partner = dossier.applicants.get(position=1), dossier.applicants.get(position=2)
    theirs = sent_by(partner)
    correspondence.write(applicant=partner, text="van de partner", shared=False, once=uuid.uuid4())
    erasing.erase(user=me.user)
    partner = Applicant.objects.select_related("user__key", "dossier__key").get(pk=partner.pk)
    left = everything(partner)
    assert "van de partner" in left
    assert "Grachtstraat" in left
    assert partner.surname in left
    assert read_file(theirs.original)
    assert has_brondata(partner)
    assert partner.dossier.state == State.WITHDRAWN
    erasing.erase(user=partner.user)
    assert Wish.objects.get(dossier=dossier).street == ""


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_outcome(state: State) -> None:
    one = applications.put(applications.single(), state).applicants.get()
    if state in SIGNED:
        with pytest.raises(Kept):
            erasing.erase(user=one.user)
        one.refresh_from_db()
        assert one.surname
        assert not PrivacyRequest.objects.exists()
        return
    erasing.erase(user=one.user)
    one.refresh_from_db()
    one.dossier.refresh_from_db()
    assert one.surname == ""
    ended = state in (State.DECLINED, State.WITHDRAWN, State.EXPIRED)
    assert one.dossier.state == (state if ended else State.WITHDRAWN)


def test_twice_is_once_and_one_mail() -> None:
    user = applications.single().applicants.get().user
    row = erasing.erase(user=user)
    assert erasing.erase(user=user) == row, "a window that was open still knows the old address"
    assert erasing.erase(user=User.objects.get(pk=user.pk)) == row
    applications.run_jobs("privacy.receipt")
    assert PrivacyRequest.objects.count() == 1
    assert len([message for message in mail.outbox if "PV-" in message.body]) == 1


def test_what_fails_halfway_took_nothing_away(monkeypatch: pytest.MonkeyPatch) -> None:
    one = applications.single().applicants.get()
    upload = sent_by(one)

    def fails(user: User) -> None:
        raise RuntimeError

    monkeypatch.setattr(erasing, "_forget", fails)
    with pytest.raises(RuntimeError):
        erasing.erase(user=one.user)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY
    assert read_file(upload.original)
    assert Applicant.objects.get(pk=one.pk).surname == one.surname


def test_a_decision_about_a_couple_by_documents_is_unreadable_once_one_is_erased() -> None:
    first = applications.applicant("robin")
    applications.applicant("sam", dossier=first.dossier)
    applications.describe_wish(first.dossier)
    Applicant.objects.filter(dossier=first.dossier).update(route=Applicant.Route.DOCUMENTS)
    row = applications.assessed(applications.fresh(first.dossier))
    assert first.birth_date.isoformat() in str(facts_of(row))
    erasing.erase(user=first.user)
    row.refresh_from_db()
    assert row.removed_at is not None
    with pytest.raises(VaultError):
        facts_of(row)


def test_a_download_that_was_asked_is_not_left_open() -> None:
    one = applications.single().applicants.get()
    asked = services.ask_download(user=one.user)
    erasing.erase(user=one.user)
    applications.run_jobs("privacy.export")
    asked.refresh_from_db()
    assert asked.done_at is not None
    assert asked.file is None
