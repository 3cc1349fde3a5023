"""A mail that does not arrive is seen: by who it was for, and by the desk."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.dossiers.models import Dossier
from portal.identity.limits import Limit
from portal.jobs import services as jobs
from portal.jobs.models import Job, JobState
from portal.journey.views import start
from portal.notifications import delivery, services
from portal.notifications.mails import MailName
from portal.notifications.models import Mail, Trouble
from tests.portal import applications
from tests.portal.backoffice.conftest import clerk, desk, open_dossier, page_of  # noqa: F401 - fixtures
from tests.portal.journey.conftest import enter  # noqa: F401 - a fixture
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
HOME, AGAIN = reverse("journey:home"), reverse("journey:mail_again")
GONE = "550 5.1.1 no such user"


@pytest.fixture
def dossier() -> Dossier:
    return applications.single()


@pytest.fixture
def robin(dossier):
    return dossier.applicants.get().user


def send(user, template=MailName.RENTEAANBOD_READY, times=1, **context) -> Mail:
    with transaction.atomic():
        mail = services.queue_mail(user=user, template=template, context=context)
    return run(mail, times)


def run(mail, times=1) -> Mail:
    for _ in range(times):
        Job.objects.filter(key=str(mail.pk)).update(not_before=timezone.now())
        jobs.run(job_of(mail).pk)
    mail.refresh_from_db()
    return mail


def job_of(mail) -> Job:
    return Job.objects.get(kind="mail.send", key=str(mail.pk))


@pytest.mark.parametrize(
    ("where", "said", "trouble"),
    [("to_recipient", GONE, Trouble.ADDRESS), ("to_content", "554 5.7.1 spam", Trouble.REFUSED)],
)
def test_a_mail_refused_for_good_is_known_at_the_first_answer(post_office, robin, where, said, trouble):
    setattr(post_office, where, said)
    mail = send(robin)
    assert (mail.trouble, mail.answer, mail.sent_at) == (trouble, said, None)
    since = mail.undelivered_at
    assert run(mail, 5).undelivered_at == since
    assert job_of(mail).state == JobState.PARKED


def test_later_is_no_news_until_it_lasts(post_office, robin):
    post_office.to_recipient = "452 4.2.2 mailbox full"
    mail = send(robin, times=8)
    assert mail.undelivered_at is None
    Mail.objects.update(created_at=timezone.now() - delivery.DELAYED_AFTER - timedelta(minutes=1))
    mail = run(mail)
    assert (mail.trouble, mail.answer) == (Trouble.DELAYED, "452 4.2.2 mailbox full")
    assert job_of(mail).state == JobState.WAITING


def test_a_mail_that_is_sent_after_all_is_trouble_no_more(post_office, robin):
    post_office.to_recipient = GONE
    mail = send(robin, times=5)
    post_office.to_recipient = ""
    delivery.send_again(mail)
    mail = run(mail)
    assert mail.sent_at
    assert (mail.undelivered_at, mail.trouble, mail.answer) == (None, "", "")
    assert len(post_office.taken) == 1
    delivery.send_again(mail)
    run(mail)
    assert len(post_office.taken) == 1


def test_the_applicant_reads_it_at_home_until_a_mail_arrives(post_office, robin, dossier, enter):  # noqa: F811
    client = enter(dossier.applicants.get())
    post_office.to_recipient = GONE
    mail = send(robin, times=5)
    page = words_of(client.get(HOME))
    assert f"We konden je niet mailen op {robin.email}" in page
    assert mail.subject in page
    assert "Kijk of het adres klopt" in page
    assert client.post(AGAIN)["Location"] == HOME
    assert job_of(mail).state == JobState.WAITING
    assert "We konden je niet mailen" in words_of(client.get(HOME))
    post_office.to_recipient = ""
    send(robin, MailName.TOTP_CHANGED)
    assert "We konden je niet mailen" not in words_of(client.get(HOME))
    assert mail in delivery.undelivered(), "the desk still sees the one that was missed"


def test_a_fault_of_ours_does_not_blame_the_address(post_office, robin, dossier, enter):  # noqa: F811
    post_office.to_content = "554 5.7.1 spam"
    send(robin)
    page = words_of(enter(dossier.applicants.get()).get(HOME))
    assert "ligt waarschijnlijk niet aan jou" in page
    assert "Kijk of het adres klopt" not in page


def test_who_invited_hears_that_the_invitation_did_not_arrive(post_office, enter):  # noqa: F811
    dossier = applications.couple()
    first, partner = dossier.applicants.order_by("position")
    post_office.to_recipient = GONE
    send(partner.user, MailName.PARTNER_INVITATION, url="https://portaal.example/", valid_for="7 dagen")
    client = enter(first)
    assert "uitnodiging kwam niet aan" not in words_of(client.get(HOME)), "who joined needs no invitation"
    dossier.applicants.filter(pk=partner.pk).update(accepted_at=None)
    page = words_of(client.get(HOME))
    assert f"We konden je partner niet mailen op {partner.user.email}" in page
    assert "We konden je niet mailen" not in page


def test_a_newer_link_replaces_one_that_did_not_arrive_and_a_newer_decision_does_not(post_office, robin):
    link = {"url": "https://portaal.example/", "valid_for": "60 minuten"}
    post_office.to_recipient = GONE
    send(robin, MailName.LOGIN_LINK, **link)
    decision = send(robin, MailName.DECLINED)
    post_office.to_recipient = ""
    send(robin, MailName.LOGIN_LINK, **link)
    send(robin, MailName.DECLINED)
    assert list(delivery.undelivered()) == [decision]


def test_the_desk_sees_it_in_the_dossier_in_a_list_and_sends_it_again(post_office, robin, dossier, desk):  # noqa: F811
    post_office.to_recipient = GONE
    mail = send(robin, times=5)
    listed = reverse("admin:notifications_mail_changelist")
    assert desk.get(reverse("admin:index")).context["undelivered"] == 1
    rows = desk.get(f"{listed}?verstuurd=mislukt")
    assert list(rows.context["cl"].result_list) == [mail]
    assert GONE in rows.content.decode()
    open_dossier(desk, dossier)
    page = desk.get(page_of(dossier)).content.decode()
    assert "Mails die niet aankwamen" in page
    assert GONE in page
    desk.post(reverse("admin:mail_again", args=[mail.pk]), {"next": page_of(dossier)})
    assert (job_of(mail).state, job_of(mail).attempts) == (JobState.WAITING, 0)
    run(mail, 5)
    desk.post(listed, {"action": "try_again", "_selected_action": [str(mail.pk)]})
    assert job_of(mail).state == JobState.WAITING


def test_without_the_right_nobody_sends_a_mail_again(post_office, robin, client, enter, dossier):  # noqa: F811
    post_office.to_recipient = GONE
    mail = send(robin, times=5)
    enter(dossier.applicants.get()).post(reverse("admin:mail_again", args=[mail.pk]))
    assert job_of(mail).state == JobState.PARKED


def test_the_button_tries_a_few_times_an_hour(post_office, robin, dossier, enter, monkeypatch):  # noqa: F811
    monkeypatch.setattr(start, "MAILS_AGAIN", Limit("mails-again", 1, timedelta(hours=1)))
    client = enter(dossier.applicants.get())
    post_office.to_recipient = GONE
    send(robin, times=5)
    client.post(AGAIN)
    assert "We proberen het opnieuw." in words_of(client.get(HOME))
    client.post(AGAIN)
    assert "We proberen het opnieuw." not in words_of(client.get(HOME))
