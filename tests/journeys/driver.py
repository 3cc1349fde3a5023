"""Drives a person through the portal in Chromium, with or without JavaScript.

Every method is one step of the journey in README; `Recorder` times it and takes the pictures.
"""

import json
import re
import time
import tomllib
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.demo.ports import Ports
from portal.journey.knowledge import FILE as TEST_FILE
from tests.journeys.papers import paper
from tests.journeys.people import CodeApp, Consumer
from tests.journeys.recorder import Recorder

WAIT_SECONDS = 90
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 860}
FITTING = {
    "klant": "nee",
    "doel": "ja",
    "samen": "nee",
    "inkomen": "ja",
    "scheiden": "nee",
    "nederland": "ja",
    "bewonen": "ja",
}
"""The questions before the door, with the answers of somebody who may come in."""


class Mailbox:
    """Reads the demo's mailbox as a person would: the newest mail to an address."""

    def __init__(self, ports: Ports) -> None:
        self.base = ports.url("mailbox").rstrip("/")

    def messages(self, to: str) -> list[dict[str, str]]:
        """All mails to an address, newest first."""
        with urllib.request.urlopen(f"{self.base}/api/messages?to={quote(to)}") as answer:
            found: list[dict[str, str]] = json.load(answer)
        return found

    def link(self, to: str, *, number: int = 1) -> str:
        """The log-in link in the newest of at least `number` mails to an address."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            mails = [m for m in self.messages(to) if "/toegang/link/" in m["text"]]
            if len(mails) >= number:
                found = re.search(r"https?://\S+/toegang/link/\S+?/(?=\s|$)", mails[0]["text"])
                assert found, mails[0]["text"]
                return found[0]
            time.sleep(0.2)
        raise AssertionError(f"no mail with a link to {to}")


class Walker:
    """One consumer in one browser."""

    def __init__(
        self, consumer: Consumer, browser: Browser, ports: Ports, recorder: Recorder, *, javascript: bool = True
    ) -> None:
        self.consumer, self.ports, self.recorder, self.javascript = consumer, ports, recorder, javascript
        self.base = ports.url("portal").rstrip("/")
        self.context: BrowserContext = browser.new_context(
            viewport=DESKTOP, java_script_enabled=javascript, accept_downloads=True, locale="nl-NL"
        )
        self.phone: BrowserContext = browser.new_context(viewport=PHONE, java_script_enabled=javascript, locale="nl-NL")
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("response", lambda r: self._status(r.status, r.url))

    # --- the door -------------------------------------------------------------------------

    def begin(self) -> None:
        """Start page, the questions whether this fits, e-mail address, link."""
        self.page.goto(self.base + "/")
        self.picture("start")
        self.page.get_by_role("link", name="Begin", exact=True).click()
        for slug, answer in FITTING.items():
            self.page.wait_for_url(f"**/past-dit/{slug}/")
            self.picture(f"past-dit-{slug}")
            self.page.locator(f"input[name=answer][value={answer}]").check()
            self.page.get_by_role("button", name="Ga verder").click()
        self.picture("email")
        self.page.locator("input[type=email]").fill(self.consumer.email)
        self.page.get_by_role("button", name="Stuur mij een link").click()
        self.picture("kijk-in-je-mail")
        self.open_link()

    def open_link(self, number: int = 1) -> None:
        """Open the newest link from the mailbox; a GET does nothing, the button goes on."""
        self.page.goto(Mailbox(self.ports).link(self.consumer.email, number=number))
        self.picture("link")
        self.page.get_by_role("button", name="Ga verder").click()

    def set_up_app(self) -> None:
        """The code app: the key from the page, the first code, the recovery codes."""
        heading = self.page.get_by_role("heading", name="Beveilig je aanvraag")
        expect(heading).to_be_visible()
        self.picture("code-app")
        key = self.page.locator("code").first.text_content() or ""
        self.consumer.app = CodeApp(re.sub(r"\s", "", key))
        self.page.locator("input[autocomplete=one-time-code]").fill(self.consumer.app.code())
        self.page.get_by_role("button", name="Ga verder").click()
        expect(self.page.get_by_role("heading", name="Bewaar je herstelcodes")).to_be_visible()
        self.picture("herstelcodes")
        self.page.get_by_label(re.compile("bewaard", re.I)).check()
        self.page.get_by_role("button", name="Ga verder").click()

    def come_back(self) -> None:
        """Leave, ask for a new link, and be where one was."""
        before = len(Mailbox(self.ports).messages(self.consumer.email))
        self.context.clear_cookies()
        self.page.goto(self.base + "/toegang/verder/")
        self.picture("al-begonnen")
        self.page.locator("input[type=email]").fill(self.consumer.email)
        self.page.get_by_role("button", name="Stuur mij een link").click()
        self.until(lambda: len(Mailbox(self.ports).messages(self.consumer.email)) > before)
        self.open_link()
        self.page.locator("input[autocomplete=one-time-code]").fill(self.consumer.code_app.code())
        self.picture("code")
        self.page.get_by_role("button", name="Ga verder").click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()

    # --- the questions --------------------------------------------------------------------

    def pass_test(self) -> None:
        """The knowledge test, one question per page, with the right answers from its own file."""
        self.go("/aanvraag/toets/")
        self.picture("kennistoets")
        right = {one["id"]: one["right"] for one in tomllib.loads(TEST_FILE.read_text("utf-8"))["question"]}
        self.page.get_by_role("button", name="Begin de toets").click()
        result = self.page.get_by_role("link", name="Bekijk je uitslag")
        while True:
            asked = self.page.locator("input[name=question]").get_attribute("value") or ""
            first = self.page.url.endswith("/1/")
            if first:
                self.picture("kennistoets-vraag")
            self.page.locator(f"input[name=answer][value={right[asked]}]").check()
            self.page.get_by_role("button", name="Geef dit antwoord").click()
            expect(self.page.get_by_role("heading", name="Waarom")).to_be_visible()
            if first:
                self.picture("kennistoets-waarom")
            if result.is_visible():
                break
            self.page.get_by_role("link", name="Volgende vraag").click()
            self.page.get_by_role("button", name="Geef dit antwoord").wait_for()
        result.click()
        expect(self.page.get_by_role("heading", name="Je kunt zonder advies verder")).to_be_visible()
        self.picture("kennistoets-gehaald")

    def choose_together(self, partner_email: str = "") -> None:
        """Alone, or with a partner who gets a mail."""
        self.go("/aanvraag/samen/")
        self.picture("alleen-of-samen")
        relation = "samenwonend-met-contract" if partner_email else "alleen"
        self.page.locator(f"input[name=relation][value={relation}]").check()
        self.page.locator("input[name=partner_email]").fill(partner_email)
        self.save()

    def tell_about_yourself(self) -> None:
        """Who I am, as the registers know me."""
        person = self.consumer.persona
        self._answer(
            "over-jou",
            {
                "wie-je-bent": {
                    "given_names": person.first_names,
                    "initials": person.initials,
                    "surname_prefix": person.prefix,
                    "surname": person.surname,
                    "birth_date": person.birth_date.strftime("%d-%m-%Y"),
                    "phone": "06 12345678",
                },
                "afkomst": {"dutch": "ja", "tax_only_in_nl": "ja", "works_for_n26": "nee", "has_neo_mortgage": "nee"},
                "burgerlijke-staat": {"civil_status": "ongehuwd", "divorce_pending": "nee"},
                "meetellen": {"income_counts": "ja"},
                "inkomen": {"income_kinds": "loon"},
                "loon": {"wage_by_bank": "ja", "wage_garnished": "nee", "wage_ceded": "nee", "job_ending": "nee"},
                "lasten": {"alimony_monthly": "0", "private_loan_outstanding": "0", "private_loan_monthly": "0"},
            },
        )

    def tell_about_the_home(self, *, price: str, transfer: str, signed: str) -> None:
        """The home that is bought."""
        self._answer(
            "woning",
            {
                "koopwoning": {"owns_home": "nee"},
                "adres": {
                    "postcode": "3811 EP",
                    "house_number": "21",
                    "street": "Kersenlaan",
                    "city": "Amersfoort",
                    "home_type": "woonhuis",
                    "energy_label": "B",
                    "leasehold": "nee",
                    "self_occupied": "ja",
                    "peculiarities": "geen",
                },
                "bouw": {"new_build": "nee"},
                "prijs": {
                    "price": price,
                    "market_value": price,
                    "agreement_signed_on": signed,
                    "transfer_on": transfer,
                },
                "bewoners": {"resident": "niemand"},
            },
        )

    def _answer(self, pages: str, answers: dict[str, dict[str, str]]) -> None:
        """Walk the subjects as the portal puts them one after another, until it says that this part is done."""
        self.go(f"/aanvraag/{pages}/")
        home = self.page.get_by_role("heading", name="Mijn aanvraag")
        while not home.is_visible():
            slug = self.page.url.rstrip("/").rpartition("/")[2]
            self.picture(f"{pages}-{slug}")
            for name, value in answers[slug].items():
                self._put(name, value)
            before = self.page.url
            self.page.get_by_role("button", name="Bewaar en ga verder").click()
            self.page.wait_for_url(lambda url, before=before: url != before)

    def _put(self, name: str, value: str) -> None:
        field = self.page.locator(f"[name={name}]").first
        if field.get_attribute("type") in ("radio", "checkbox"):
            self.page.locator(f"[name={name}][value={value}]").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def compose_the_loan(self, *parts: tuple[str, str, str], nhg: bool) -> None:
        """Leningdelen of (amount, aflosvorm, rentevastperiode); the costs follow while typing."""
        self.go("/aanvraag/lening/")
        for index, (amount, aflosvorm, fixed) in enumerate(parts):
            if index:
                self.page.get_by_role("button", name="Voeg een leningdeel toe").click()
                self.page.locator(f"input[name=form-{index}-amount]").wait_for()
            self.page.locator(f"input[name=form-{index}-amount]").fill(amount)
            self.page.locator(f"select[name=form-{index}-aflosvorm]").select_option(aflosvorm)
            self.page.locator(f"input[name=form-{index}-term_years]").fill("30")
            self.page.locator(f"select[name=form-{index}-rentevastperiode_years]").select_option(fixed)
        self.page.locator(f"input[name=nhg][value={'ja' if nhg else 'nee'}]").check()
        if not self.javascript:
            self.page.get_by_role("button", name="Bereken").click()
        expect(self.page.locator("#loan-costs")).to_contain_text("Je maandbedrag")
        self.picture("lening")
        self.save()

    def join(self) -> None:
        """The partner says yes to the invitation."""
        expect(self.page.get_by_role("button", name="Ja, ik doe mee")).to_be_visible()
        self.picture("meedoen")
        self.page.get_by_role("button", name="Ja, ik doe mee").click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()

    # --- brondata -------------------------------------------------------------------------

    def share_brondata(self) -> None:
        """Ockto: the QR on screen, the phone in the hand, the portal that moves on by itself."""
        self.send_brondata()
        self.go("/aanvraag/controle/")
        self.picture("controle")
        self.page.get_by_role("button", name="Dit klopt").click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()

    def send_brondata(self) -> None:
        """Make an invitation and send what the phone collects; the figures are not confirmed yet."""
        self.go("/aanvraag/gegevens/")
        self.picture("gegevens-delen")
        self.page.locator("input[name=route][value=ockto]").check()
        self.page.get_by_role("button", name="Ga verder").click()
        self.picture("ockto-begin")
        self.page.get_by_role("button", name="Maak mijn code").click()
        self.picture("ockto-qr")
        self.page.get_by_role("button", name="Stuur de link naar mijn e-mail").click()
        self.use_invitation()

    def use_invitation(self) -> None:
        """Open the invitation on the page with the phone; the portal moves on by itself."""
        invitation = self.page.locator(f"a[href*=':{self.ports['ockto']}/']").first
        self.hold_the_phone(invitation.get_attribute("href") or "")
        self.wait_for("Controleer je gegevens", path="/aanvraag/ockto/")

    def type_income(self) -> None:
        """Without Ockto: tell the income; documents prove it later."""
        self.go("/aanvraag/gegevens/")
        self.page.locator("input[name=route][value=documenten]").check()
        self.page.get_by_role("button", name="Ga verder").click()
        for name, value in {
            "employer": "Noordzee Software B.V.",
            "starts_on": "01-03-2021",
            "salary": "48.150",
            "holiday_pay": "3.850",
            "study_debt": "0",
            "study_debt_monthly": "0",
            "hours_per_week": "36",
            "lives_here_since": self.consumer.persona.birth_date.strftime("%d-%m-%Y"),
            "document_number": "SPECI2014",
        }.items():
            self.page.locator(f"input[name={name}]").fill(value)
        self.page.locator("input[name=document_kind][value=paspoort]").check()
        self.page.locator("input[name=contract][value=onbepaalde-tijd]").check()
        self.picture("inkomen")
        self.page.get_by_role("button", name="Bewaar en ga verder").click()
        expect(self.page.get_by_role("heading", name="Controleer je gegevens")).to_be_visible()
        self.picture("controle")
        self.page.get_by_role("button", name="Dit klopt").click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()

    def hold_the_phone(self, address: str) -> None:
        """The Ockto app as the simulator plays it."""
        phone = self.phone.new_page()
        phone.goto(address)
        self.recorder.picture(phone, "telefoon-uitnodiging", sizes=(360,))
        phone.get_by_role("button", name="Begin").click()
        phone.locator(f"input[name=persona][value={self.consumer.persona.key}]").check()
        phone.get_by_role("button", name="Log in en haal op").click()
        self.recorder.picture(phone, "telefoon-verzamelen", sizes=(360,))
        consent = phone.locator("input[name=toestemming]")
        deadline = time.monotonic() + WAIT_SECONDS
        while not consent.is_visible():
            assert time.monotonic() < deadline, phone.content()
            onwards = phone.get_by_role("link", name=re.compile("Ga verder"))
            without = phone.get_by_role("link", name=re.compile("Ga verder zonder"))
            if without.is_visible() or (onwards.is_visible() and not self.javascript):
                onwards.click()
            elif not self.javascript:
                phone.wait_for_timeout(400)
                phone.reload()
            else:
                phone.wait_for_timeout(200)
        self.recorder.picture(phone, "telefoon-nakijken", sizes=(360,))
        consent.check()
        phone.get_by_role("button", name="Verstuur").click()
        expect(phone.get_by_role("heading", name="Je gegevens zijn verstuurd")).to_be_visible()
        self.recorder.picture(phone, "telefoon-verstuurd", sizes=(360,))
        phone.close()

    # --- offer and documents --------------------------------------------------------------

    def submit(self) -> None:
        """Check the answers and send."""
        self.go("/aanvraag/versturen/")
        self.picture("controleer-en-verstuur")
        for name in ("truth", "no_advice"):
            self.page.locator(f"input[name={name}]").check()
        self.page.get_by_role("button", name="Verstuur mijn aanvraag").click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()
        self.picture("verstuurd")

    def take_renteaanbod(self) -> None:
        """Wait for the rate offer, read it, keep the PDF, go on with it."""
        self.wait_for("Je rente-aanbod", path="/aanvraag/", role="link")
        self.picture("mijn-aanvraag-rente-aanbod")
        self.go("/aanvraag/rente-aanbod/")
        self.picture("rente-aanbod")
        self.download("/aanvraag/rente-aanbod/pdf/", "rente-aanbod")
        self.page.get_by_role("button", name="Ik wil met dit aanbod verder").click()

    def send_documents(self, *, hand_in: bool = True) -> None:
        """Every document that is asked of this person; `hand_in` starts the assessment."""
        self.go("/aanvraag/documenten/")
        self.picture("documenten")
        for _ in range(20):
            wanted = self.page.get_by_role("link", name=re.compile("^Upload"))
            if not wanted.count():
                break
            title = re.sub(r"^Upload:\s*", "", wanted.first.text_content() or "").strip()
            wanted.first.click()
            self.picture("document")
            self.page.locator("input[type=file]").set_input_files(
                {"name": "document.pdf", "mimeType": "application/pdf", "buffer": paper(title)}
            )
            self.page.get_by_role("button", name="Stuur dit document").click()
            self.wait_for("Gelezen", path=None)
            self.picture("document-gelezen")
            self.go("/aanvraag/documenten/")
        if not hand_in:
            return
        self.wait_for("Lever in en start de beoordeling", path="/aanvraag/documenten/", role="button")
        self.picture("documenten-compleet")
        self.page.get_by_role("button", name="Lever in en start de beoordeling").click()
        self.picture("beoordeling")

    # --- signing --------------------------------------------------------------------------

    def sign(self) -> None:
        """Read the offer, sign with a fresh code."""
        self.wait_for("Lees en onderteken", path="/aanvraag/", role="link")
        self.picture("mijn-aanvraag-aanbod")
        self.go("/aanvraag/aanbod/")
        self.picture("hypotheekaanbod")
        self.page.get_by_role("link", name="Ga naar ondertekenen").click()
        understood = self.page.get_by_role("link", name="Ik begrijp het, ga naar ondertekenen")
        if understood.count():  # of two people: each owes the whole loan
            self.picture("verantwoordelijk")
            understood.click()
        self.page.locator("input[name=read]").check()
        self.page.locator("input[name=agree]").check()
        self.page.locator("input[autocomplete=one-time-code]").fill(self.consumer.code_app.code())
        self.picture("ondertekenen")
        self.page.get_by_role("button", name="Onderteken", exact=True).click()
        expect(self.page.get_by_role("heading", name="Je hebt getekend")).to_be_visible()
        self.picture("getekend")

    def identify(self) -> None:
        """iDIN: choose a bank, log in there, come back."""
        self.wait_for("Identificeer je met iDIN", path="/aanvraag/", role="link")
        self.go("/aanvraag/identificatie/")
        self.picture("idin")
        options = self.page.locator("select[name=bank] option").all()
        self.page.locator("select[name=bank]").select_option(options[1].get_attribute("value") or "")
        self.page.get_by_role("button", name="Ga naar mijn bank").click()
        self.page.wait_for_url(re.compile(f":{self.ports['idin']}/"))
        self.picture("bank-inloggen")
        self.page.locator(f"input[name=persoon][value={self.consumer.persona.key}]").check()
        self.page.get_by_role("button", name="Inloggen").click()
        self.picture("bank-akkoord")
        self.page.get_by_role("button", name="Akkoord, verstuur").click()
        expect(self.page.get_by_text("Je bent geïdentificeerd")).to_be_visible()

    def give_mandate(self) -> None:
        """The direct debit from the account that was chosen, signed with a fresh code."""
        self.go("/aanvraag/machtiging/")
        self.page.locator("input[name=agree]").check()
        self.page.locator("input[autocomplete=one-time-code]").fill(self.consumer.code_app.code())
        self.picture("machtiging")
        self.page.get_by_role("button", name="Geef de machtiging").click()
        ready = re.compile("De machtiging is gegeven|Gefeliciteerd")
        expect(self.page.get_by_role("heading", name=ready)).to_be_visible()
        self.picture("machtiging-gegeven")

    def choose_notary(self, iban: str) -> None:
        """The notary who passes the deed, and the account that is debited."""
        self.go("/aanvraag/notaris/")
        self.page.locator("input[name=notary_name]").fill("Notariskantoor De Akte")
        self.page.locator("input[name=notary_email]").fill("akte@notaris.example")
        self.page.locator("input[name=iban]").fill(iban)
        self.picture("notaris")
        self.page.get_by_role("button", name="Bewaar", exact=True).click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()

    def finish(self) -> dict[str, Path]:
        """The signed set; returns the files."""
        self.wait_for("Alles is geregeld", path="/aanvraag/")
        self.picture("mijn-aanvraag-klaar")
        self.go("/aanvraag/klaar/")
        expect(self.page.get_by_text("kreeg de opdracht")).to_be_visible()
        self.picture("klaar")
        names = ("hypotheekaanbod", "esis", "brondata", "ondertekenbewijs", "machtiging")
        there = [name for name in names if self.page.locator(f'a[href="/aanvraag/downloads/{name}/"]').count()]
        return {name: self.download(f"/aanvraag/downloads/{name}/", name) for name in there}

    # --- hands ----------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Go to a page of the portal; never a server error."""
        answer = self.page.goto(self.base + path)
        assert answer is not None, path
        assert answer.status < 400, f"{path}: {answer.status}"

    def save(self) -> None:
        """Press the button that keeps the answers and be home."""
        self.page.get_by_role("button", name="Bewaar en ga verder").click()
        expect(self.page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()

    def wait_for(self, text: str, *, path: str | None, role: str = "") -> None:
        """Until the page says so: by itself with JavaScript, by reloading without."""
        if path and not self.page.url.endswith(path):
            self.go(path)
        place = self.page.get_by_role(role, name=re.compile(text)) if role else self.page.get_by_text(text)  # type: ignore[arg-type]
        deadline = time.monotonic() + WAIT_SECONDS
        while not place.first.is_visible():
            seen = self.page.locator("main").inner_text()
            assert time.monotonic() < deadline, f"{text!r} not on {self.page.url}:\n{seen}"
            self.page.wait_for_timeout(150 if self.javascript else 500)
            if not self.javascript:
                self.page.reload()

    def until(self, true: Callable[[], bool]) -> None:
        """Until something outside the page is so."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not true():
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def download(self, path: str, name: str) -> Path:
        """Fetch a PDF with this person's session."""
        answer = self.context.request.get(self.base + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        assert answer.body().startswith(b"%PDF")
        return self.recorder.keep(f"{name}.pdf", answer.body())

    def picture(self, name: str) -> None:
        """The page at both widths."""
        self.recorder.picture(self.page, name)

    def close(self) -> None:
        """Close the browser windows of this person."""
        self.context.close()
        self.phone.close()

    def _listen(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind == "error":
            self.problems.append(str(text))

    def _status(self, status: int, url: str) -> None:
        if status >= 500:
            self.problems.append(f"{status} {url}")
