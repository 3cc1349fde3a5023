"""Every mail the portal sends can be read in the browser, and can do nothing there."""

import json
import signal
import smtplib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from portal.demo.mailbox.store import Mail, Store
from portal.demo.ports import HOST, Ports
from portal.demo.stack import ROOT

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


class Mailbox:
    """A running mailbox, as the portal and a reader meet it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = Ports.free()
        self.base = f"http://{HOST}:{self.ports['mailbox']}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "portal.demo.mailbox", "--folder", str(self.folder)]
        for option, name in (("--http-port", "mailbox"), ("--smtp-port", "smtp")):
            command += [option, str(self.ports[name])]
        self._process = subprocess.Popen(command, cwd=ROOT)
        for _ in range(200):
            try:
                self.get("/api/newest")
                return
            except urllib.error.URLError:
                time.sleep(0.05)
        raise AssertionError("the mailbox did not start")

    def stop(self) -> int:
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(10)

    def send(self, message: EmailMessage, to: list[str] | None = None) -> None:
        with smtplib.SMTP(HOST, self.ports["smtp"], timeout=10) as post:
            post.send_message(message, to_addrs=to)

    def get(self, path: str) -> tuple[bytes, Any]:
        with urllib.request.urlopen(self.base + path, timeout=10) as answer:
            return answer.read(), answer.headers

    def messages(self, query: str = "") -> list[dict[str, Any]]:
        answered: list[dict[str, Any]] = json.loads(self.get(f"/api/messages{query}")[0])
        return answered


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    mailbox = Mailbox(tmp_path_factory.mktemp("mail"))
    yield mailbox
    assert mailbox.stop() == 0


@pytest.fixture
def mailbox(shared: Mailbox) -> Mailbox:
    for path in shared.folder.glob("*.eml"):
        path.unlink()
    return shared


def mail(subject: str = "Bevestig je e-mailadres – één klik", to: str = "sanne@voorbeeld.example") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Neo Hypotheken <hypotheek@neohypotheken.example>"
    message["To"] = to
    message["Subject"] = subject
    message.set_content("Hoi Sanne,\n\nGa verder: http://portal.example/binnen/abc?x=1&y=2.\n\nTot zo!")
    return message


def test_a_mail_sent_over_smtp_is_listed_and_readable(mailbox: Mailbox) -> None:
    mailbox.send(mail())
    [listed] = mailbox.messages()
    assert listed["subject"] == "Bevestig je e-mailadres – één klik"
    assert listed["from"] == "Neo Hypotheken <hypotheek@neohypotheken.example>"
    assert listed["to"] == ["sanne@voorbeeld.example"]
    assert "Hoi Sanne" in listed["text"]
    assert "Bevestig je e-mailadres – één klik" in mailbox.get("/")[0].decode()
    assert "Hoi Sanne" in mailbox.get(f"/mail/{listed['id']}")[0].decode()


def test_links_in_the_text_are_found_whole_and_can_be_clicked(mailbox: Mailbox) -> None:
    mailbox.send(mail())
    [listed] = mailbox.messages()
    assert listed["links"] == ["http://portal.example/binnen/abc?x=1&y=2"]
    page = mailbox.get(f"/mail/{listed['id']}")[0].decode()
    assert '<a href="http://portal.example/binnen/abc?x=1&amp;y=2"' in page


def test_the_newest_mail_comes_first_and_one_address_can_be_picked(mailbox: Mailbox) -> None:
    mailbox.send(mail("eerste"))
    mailbox.send(mail("tweede", to="Bram@voorbeeld.example"))
    mailbox.send(mail("derde"))
    assert [listed["subject"] for listed in mailbox.messages()] == ["derde", "tweede", "eerste"]
    assert [m["subject"] for m in mailbox.messages("?to=sanne@voorbeeld.example")] == ["derde", "eerste"]
    assert [m["subject"] for m in mailbox.messages("?to=bram@voorbeeld.example")] == ["tweede"]
    assert mailbox.messages("?to=niemand@voorbeeld.example") == []
    page = mailbox.get("/?to=bram@voorbeeld.example")[0].decode()
    assert "tweede" in page
    assert "derde" not in page


def test_a_blind_copy_is_seen_by_who_received_it(mailbox: Mailbox) -> None:
    mailbox.send(mail(), to=["stil@voorbeeld.example"])
    assert len(mailbox.messages("?to=stil@voorbeeld.example")) == 1
    assert mailbox.messages("?to=sanne@voorbeeld.example") == []


def test_attachments_come_out_as_they_went_in(mailbox: Mailbox) -> None:
    message = mail()
    pdf = b"%PDF-1.7\x00\xff rente"
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="renteaanbod één.pdf")
    message.add_attachment("gewone tekst", filename="../../etc/regel.txt")
    mailbox.send(message)
    first, second = mailbox.messages()[0]["attachments"]
    assert (first["name"], first["content_type"], first["size"]) == (
        "renteaanbod één.pdf",
        "application/pdf",
        len(pdf),
    )
    content, headers = mailbox.get(first["url"])
    assert content == pdf
    assert headers.get_content_disposition() == "attachment"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert second["name"] == "regel.txt"


def test_mails_are_kept_over_a_restart(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    mailbox.send(mail("blijft"))
    mailbox.stop()
    mailbox.start()
    try:
        assert [listed["subject"] for listed in mailbox.messages()] == ["blijft"]
    finally:
        mailbox.stop()


@pytest.mark.parametrize("wrong", ["nietes", "0000000000000000000-00000000", "..%2f..%2fetc%2fpasswd"])
def test_an_unknown_mail_is_a_clear_page_in_dutch(mailbox: Mailbox, wrong: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        mailbox.get(f"/mail/{wrong}")
    assert refused.value.code == 404
    assert "Bekijk alle mail" in refused.value.read().decode()


def test_an_id_never_becomes_a_path_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.eml").write_bytes(b"Subject: secret\n\n")
    assert Store(tmp_path / "mail").get("../secret") is None


def test_what_a_mail_says_is_text_on_our_pages_never_markup(mailbox: Mailbox) -> None:
    evil = '<script>alert("x")</script>'
    message = mail(evil)
    message.set_content(f'{evil} http://x.example/"onmouseover=alert(1)')
    mailbox.send(message)
    listed = mailbox.messages()[0]
    for path in ("/", f"/mail/{listed['id']}"):
        content, headers = mailbox.get(path)
        assert b"<script>alert" not in content
        assert "onmouseover=" not in content.decode().replace("&#34;onmouseover=", "")
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_html_is_served_into_a_sandbox_without_scripts_or_forms(mailbox: Mailbox) -> None:
    message = mail()
    message.add_alternative("<html><head></head><body><h1>Hoi</h1></body></html>", subtype="html")
    mailbox.send(message)
    policy = mailbox.get(f"/mail/{mailbox.messages()[0]['id']}/html")[1]["Content-Security-Policy"]
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert "script-src" not in directives
    assert set(directives["sandbox"].split()) == {"allow-popups", "allow-popups-to-escape-sandbox"}


def test_in_a_browser_a_mail_shows_its_pictures_opens_its_links_and_runs_nothing(mailbox: Mailbox) -> None:
    message = mail()
    message.add_alternative(
        f"<html><body><h1>Hoi Sanne</h1><img id=qr src='cid:qr@neo' alt='QR-code'>"
        f"<a href='{mailbox.base}/?to=doel@voorbeeld.example'>Ga verder</a>"
        "<script>document.querySelector('h1').textContent = 'gekaapt'</script></body></html>",
        subtype="html",
    )
    html_part = message.get_payload(1)
    assert isinstance(html_part, EmailMessage)
    html_part.add_related(PIXEL, "image", "png", cid="<qr@neo>")
    mailbox.send(message)
    assert mailbox.messages()[0]["attachments"] == []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.goto(mailbox.base)
        page.get_by_role("link", name="Bevestig je e-mailadres").click()
        frame = page.frame_locator("iframe")
        assert frame.locator("h1").inner_text() == "Hoi Sanne"
        assert frame.locator("#qr").evaluate("image => image.naturalWidth") == 1
        with page.expect_popup() as popup:
            frame.get_by_role("link", name="Ga verder").click()
        assert popup.value.get_by_label("Alleen mail aan").input_value() == "doel@voorbeeld.example"
        browser.close()


def test_new_mail_appears_on_an_open_page(mailbox: Mailbox) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.goto(mailbox.base)
        assert page.get_by_text("Er is nog geen mail.").is_visible()
        mailbox.send(mail("vanzelf"))
        page.get_by_role("link", name="vanzelf").wait_for(timeout=10_000)
        browser.close()


def test_a_mail_without_anything_is_still_a_mail() -> None:
    empty = Mail("1795460991318124849-bff777c9", b"\r\n")
    assert (empty.subject, empty.text, empty.html, empty.links, empty.attachments) == ("", "", "", [], [])
    assert empty.received.isoformat().startswith("2026-11-23T19:09:51")
