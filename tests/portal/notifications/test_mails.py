"""A mail is written with the change it tells about, sent once, and holds nothing private."""

import base64
import re
import smtplib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.db import transaction
from django.template import Context, Template

from portal.identity.models import User
from portal.jobs import services as jobs
from portal.jobs.models import Job, JobState
from portal.jobs.registry import TryLater
from portal.notifications import services
from portal.notifications.mails import NEEDS, QR_OF, MailName
from portal.notifications.models import Mail
from portal.notifications.render import MailRefused, render
from portal.vault.services import VaultError, shred_key

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "templates" / "mail"
VALUES = {
    "receipt": "PV-2026-0A1B2C3D",
    "url": "https://portaal.example/aanvraag/",
    "link": "https://ockto.example/start/abc",
    "valid_for": "60 minuten",
    "inviter": "Sam",
    "partner": "Sam",
    "what": "ondertekenen",
    "until": "22 januari 2027",
    "first_name": "Robin",
    "notary": "Notaris De Groot",
    "source": "UWV",
    "certain": True,
    "running": True,
    "reads": "26 november 2026 om 10.15 uur (controle achteraf)",
}


@pytest.fixture
def robin():
    return User.objects.create_user("robin@voorbeeld.nl", name="Robin Jansen")


@pytest.fixture
def queued(robin):
    def go(template=MailName.LOGIN_LINK, **context):
        with transaction.atomic():
            return services.queue_mail(user=robin, template=template, context={**VALUES, **context})

    return go


class Text(HTMLParser):
    """The words and the links of an HTML mail."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.sources = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name == "href"]
        self.sources += [value for name, value in attrs if name == "src"]

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("name", MailName.values)
def test_every_mail_says_the_same_in_text_and_in_html(name, settings):
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
    mail = render(name, VALUES)
    assert mail.subject
    assert "\n" not in mail.subject
    assert len(mail.subject) <= 78
    html = Text(mail.html)
    words = " ".join(" ".join(html.words).split())
    assert "Dag Robin," in mail.text
    assert "Dag Robin," in words
    assert not re.search(r"[{}%]", mail.text.replace(VALUES["url"], ""))
    in_text = set(re.findall(r"https://\S+", mail.text))
    assert in_text == {link for link in html.links if link.startswith("https")}
    body = mail.text.partition("Dag Robin,")[2].partition("Groet,")[0]
    for paragraph in body.strip().split("\n\n"):
        sentence = paragraph.split("\n")[0].rstrip(":")
        assert " ".join(sentence.split()) in words or name == MailName.OCKTO_LINK


@pytest.mark.parametrize("name", MailName.values)
def test_every_mail_uses_only_what_it_is_promised(name):
    """A variable nobody gives would be a silent gap in a sentence."""
    given = {"first_name", "url", "contact_phone", "contact_email", "subject", *NEEDS.get(name, ())}
    asked_for_first = {"until", "inviter", "again", "notary"}  # used behind an {% if %}
    for suffix in ("txt", "html"):
        source = (FOLDER / f"{name}.{suffix}").read_text()
        used = set(re.findall(r"{{ *(\w+)", source)) | set(re.findall(r"(?:href|if)[= ](\w+)", source))
        guarded = {word for word in asked_for_first if f"{{% if {word} %}}" in source}
        assert used <= given | guarded, (suffix, used - given)


def test_there_is_no_template_that_nobody_sends():
    names = {path.stem for path in FOLDER.iterdir()} - {"base", "_button"}
    assert names == set(MailName.values)


def test_no_mail_loads_anything_from_the_network():
    for name in MailName.values:
        assert all(source.startswith("cid:") for source in Text(render(name, VALUES).html).sources)


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_mail_that_misses_something_is_refused(name):
    for missing in NEEDS[name]:
        with pytest.raises(MailRefused, match=missing):
            render(name, {key: value for key, value in VALUES.items() if key != missing})


@pytest.mark.parametrize("text", ["€ 250.000", "250.000 euro", "EUR 12", "111222333", "BSN 123456782"])
def test_amounts_and_bsns_do_not_leave_by_mail(text):
    with pytest.raises(MailRefused):
        render(MailName.PARTNER_SIGNED, {**VALUES, "partner": text})


@pytest.mark.parametrize("text", ["Eurline", "neuro", "123456789", "0612345678", "NH-2026-00012"])
def test_ordinary_words_and_numbers_do(text):
    assert text in render(MailName.PARTNER_SIGNED, {**VALUES, "partner": text}).text


def test_a_name_cannot_write_its_own_mail():
    evil = "Sam\r\nBcc: boef@kwaad.example\n\n<b>Klik hier</b>"
    mail = render(MailName.PARTNER_SIGNED, {**VALUES, "partner": evil})
    assert mail.subject.startswith("Sam Bcc:")
    assert "<b>" not in mail.html
    assert "<b>Klik hier</b>" in mail.text


def test_a_mail_outside_a_transaction_is_refused(transactional_db):
    user = User.objects.create_user("robin@voorbeeld.nl")
    with pytest.raises(RuntimeError):
        services.queue_mail(user=user, template=MailName.TOTP_CHANGED, context={})
    assert not Mail.objects.exists()


def test_a_mail_vanishes_with_the_change_it_tells_about(robin):
    with transaction.atomic():
        services.queue_mail(user=robin, template=MailName.TOTP_CHANGED, context={})
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert not Job.objects.exists()


def test_a_queued_mail_is_sent_by_its_job_in_text_and_html(queued):
    mail = queued()
    jobs.run(Job.objects.get(kind="mail.send").pk)
    (sent,) = outbox.outbox
    assert sent.to == ["robin@voorbeeld.nl"]
    assert "Dag Robin," in sent.body
    assert [kind for _, kind in sent.alternatives] == ["text/html"]
    assert sent.message()["Message-ID"] == mail.message_id
    mail.refresh_from_db()
    assert mail.sent_at


def test_a_mail_is_sent_once_however_often_its_job_runs(queued):
    mail = queued()
    services.send_mail(str(mail.pk))
    services.send_mail(str(mail.pk))
    assert len(outbox.outbox) == 1


def test_the_same_occasion_is_one_mail(robin):
    with transaction.atomic():
        first = services.queue_mail(user=robin, template=MailName.DECLINED, context={}, once="dossier 1")
        second = services.queue_mail(user=robin, template=MailName.DECLINED, context={}, once="dossier 1")
        other = services.queue_mail(user=robin, template=MailName.DECLINED, context={}, once="dossier 2")
    assert first == second != other
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_occasion_from_eight_threads_is_one_mail(robin, at_once):
    def tell():
        with transaction.atomic():
            return services.queue_mail(user=robin, template=MailName.DECLINED, context={}, once="dossier 1")

    outcomes = at_once(tell, 8)
    assert {outcome.pk for outcome in outcomes} == {Mail.objects.get().pk}
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPConnectError(421, b"bezet"),
        smtplib.SMTPDataError(451, b"later"),
        smtplib.SMTPRecipientsRefused({"robin@voorbeeld.nl": (450, b"greylisted")}),
    ],
)
def test_a_mail_waits_as_long_as_it_takes_for_a_server_that_is_away(queued, monkeypatch, error):
    mail = queued()
    job = Job.objects.get(kind="mail.send")

    def away(message):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", away)
    with pytest.raises(TryLater):
        services.send_mail(str(mail.pk))
    for _ in range(12):
        Job.objects.update(not_before=job.created_at)
        jobs.run(job.pk)
    monkeypatch.undo()
    Job.objects.update(not_before=job.created_at)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, len(outbox.outbox)) == (JobState.DONE, 1)
    assert outbox.outbox[0].message()["Message-ID"] == mail.message_id


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"robin@voorbeeld.nl": (550, b"bestaat niet")}),
        smtplib.SMTPDataError(554, b"geweigerd"),
        smtplib.SMTPAuthenticationError(535, b"fout"),
        smtplib.SMTPNotSupportedError(),
    ],
)
def test_a_mail_that_the_server_refuses_is_parked_for_a_person(queued, monkeypatch, error):
    queued()
    job = Job.objects.get(kind="mail.send")

    def refused(message):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refused)
    for _ in range(6):
        Job.objects.update(not_before=job.created_at)
        jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.PARKED


def test_the_content_of_a_mail_is_not_readable_in_the_database(queued):
    mail = queued(url="https://portaal.example/toegang/link/GEHEIM/")
    row = Mail.objects.values().get()
    assert "GEHEIM" not in str({**row, "content": bytes(row["content"])})
    assert "GEHEIM" in services.read_content(mail)["text"]
    assert "GEHEIM" not in str(list(Job.objects.values()))


def test_only_ids_of_the_context_are_kept_readable(queued):
    mail = queued(dossier_id="7", what="geheim")
    mail.refresh_from_db()
    assert mail.context == {"dossier_id": "7"}


def test_the_mail_of_a_forgotten_person_cannot_be_read_any_more(queued, robin):
    mail = queued()
    shred_key(robin.key)
    with pytest.raises(VaultError):
        services.send_mail(str(mail.pk))
    assert outbox.outbox == []


@pytest.mark.parametrize("name", sorted(QR_OF))
def test_a_link_for_the_phone_travels_as_a_picture_too(queued, name):
    mail = queued(name)
    services.send_mail(str(mail.pk))
    (picture,) = [part for part in outbox.outbox[0].message().walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<qr>"
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    content = services.read_content(mail)
    assert "cid:qr" in content["html"]
    assert base64.b64decode(content["qr"]) == picture.get_payload(decode=True)


def test_plain_text_is_not_escaped_and_html_is():
    mail = render(MailName.PARTNER_SIGNED, {**VALUES, "partner": "Jo & D'Arcy"})
    assert "Jo & D'Arcy" in mail.text
    assert "Jo &amp; D&#x27;Arcy" in mail.html


def test_the_preview_engine_of_the_site_still_escapes():
    assert Template("{{ x }}").render(Context({"x": "<"})) == "&lt;"
