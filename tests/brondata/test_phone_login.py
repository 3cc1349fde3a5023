"""Logging in portal by portal, by hand: DigiD with a code, a bank by itself, skipping, closing, coming back."""

import re

import httpx
import pytest

from brondata.datasets import STANDARD_SOURCES, CollectionStatus, Source
from brondata.ockto.mapping import read_delivery
from brondata.provider import ProviderRefused, SessionStatus
from brondata.simulator import hand
from brondata.simulator.login import PASSWORD
from tests.brondata.conftest import Simulator


class Phone:
    """A phone on which somebody logs in step by step."""

    def __init__(self, simulator: Simulator, sources: tuple[Source, ...] = STANDARD_SOURCES) -> None:
        self.simulator, self.http = simulator, simulator.http
        self.session = simulator.invite(sources=sources)
        self.path = hand.open_app(self.http, self.session.link)

    def post(self, step: str, **data: str) -> httpx.Response:
        """A press on a button."""
        return self.http.post(f"{self.path}/{step}", data=data)

    def here(self) -> str:
        """The page where the app stands."""
        page = self.http.get(self.path, follow_redirects=True)
        assert page.status_code == 200
        return page.text

    def be(self, persona: str = "sanne") -> None:
        """Choose who one is, to log in step by step."""
        assert self.post("wie", persona=persona, hoe="stap").headers["Location"] == f"{self.path}/inloggen"

    def password(self, portal: str, name: str = "sanne", word: str = PASSWORD, **more: str) -> httpx.Response:
        """Fill in DigiD."""
        return self.post("inloggen", portaal=portal, gebruikersnaam=name, wachtwoord=word, **more)

    def sms(self) -> str:
        """The code in the message at the top of the page."""
        found = re.search(r"Je code is (\d{6})", self.here())
        assert found is not None
        return found.group(1)

    def log_in(self, portal: str, name: str = "sanne", **more: str) -> None:
        """DigiD from front to back."""
        assert self.password(portal, name, **more).headers["Location"] == f"{self.path}/sms"
        assert self.post("sms", code=self.sms()).status_code == 303

    @property
    def status(self) -> SessionStatus:
        """What the asker sees."""
        return self.simulator.client.state(self.session.session_id).status


def test_every_portal_has_a_login_of_its_own(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    assert phone.status is SessionStatus.OPENED
    seen = []
    for number, portal in enumerate(("mijnoverheid", "uwv", "belastingdienst", "mpo", "duo"), start=1):
        page = phone.here()
        assert f"Inloggen {number} van 5" in page
        assert "De DigiD-app werkt hier niet" in page
        seen.append(re.findall(r"<h1>Log in bij (.*?)</h1>", page)[0])
        phone.log_in(portal)
        assert phone.status is SessionStatus.COLLECTING
    assert seen == ["MijnOverheid", "UWV", "Belastingdienst", "Mijnpensioenoverzicht", "DUO"]
    assert "7 van 7 bronnen" in phone.here()
    assert phone.post("versturen", toestemming="ja").status_code == 303
    assert phone.status is SessionStatus.SHARED
    assert read_delivery(simulator.client.fetch(phone.session.session_id)).persoon is not None


def test_the_first_login_gives_the_sources_of_that_portal_only(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    phone.log_in("mijnoverheid")
    lines = {line.source: line.status for line in simulator.client.state(phone.session.session_id).sources}
    assert {source for source, status in lines.items() if status == "collected"} == {
        Source.BRP,
        Source.KADASTER,
        Source.WOZ,
    }


@pytest.mark.parametrize(("name", "word"), [("henk", PASSWORD), ("sanne", "fout"), ("", ""), ("sanne", "")])
def test_a_wrong_name_or_password_gets_no_code(simulator: Simulator, name: str, word: str) -> None:
    phone = Phone(simulator)
    phone.be()
    page = phone.password("mijnoverheid", name, word)
    assert page.status_code == 422
    assert "horen niet bij elkaar" in page.text
    assert phone.http.get(f"{phone.path}/sms").headers["Location"] == f"{phone.path}/inloggen"


def test_names_and_passwords_are_filled_in_only_when_asked(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    assert 'value="sanne"' not in phone.here()
    phone.log_in("mijnoverheid", onthouden="ja")
    assert 'value="sanne"' in phone.here()
    phone.log_in("uwv")
    assert 'value="sanne"' not in phone.here()


def test_after_three_wrong_codes_one_logs_in_again(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    phone.password("mijnoverheid")
    right = phone.sms()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(2):
        page = phone.post("sms", code=wrong)
        assert page.status_code == 422
        assert "Deze code is niet goed" in page.text
    page = phone.post("sms", code=wrong)
    assert page.status_code == 422
    assert "drie keer niet goed" in page.text
    assert phone.post("sms", code=right).headers["Location"] == f"{phone.path}/inloggen"  # too late
    assert phone.status is SessionStatus.OPENED


def test_a_code_may_be_typed_with_spaces(simulator: Simulator) -> None:
    phone = Phone(simulator, sources=(Source.UWV,))
    phone.be()
    phone.password("uwv")
    code = phone.sms()
    assert phone.post("sms", code=f" {code[:3]} {code[3:]}").headers["Location"] == f"{phone.path}/ophalen"


def test_a_bank_and_idin_have_a_login_without_digid(simulator: Simulator) -> None:
    phone = Phone(simulator, sources=(Source.BANK, Source.IDIN))
    phone.be()
    for portal, name in (("bank", "je bank"), ("idin", "iDIN")):
        page = phone.here()
        assert f"Log in bij {name}" in page
        assert "gebruikersnaam" not in page
        assert phone.post("inloggen", portaal=portal).status_code == 303
    assert "2 van 2 bronnen" in phone.here()


def test_a_portal_that_is_skipped_stays_out_and_says_so(simulator: Simulator) -> None:
    phone = Phone(simulator, sources=(Source.UWV, Source.DUO))
    phone.be()
    phone.post("overslaan", portaal="uwv")
    phone.log_in("duo")
    page = phone.here()
    assert "Overgeslagen" in page
    assert "Log toch in" in page
    assert "Storingen zijn" not in page
    phone.post("versturen", toestemming="ja")
    line = next(one for one in simulator.client.state(phone.session.session_id).sources if one.source is Source.UWV)
    assert line.reason == "OVERGESLAGEN"
    bundle = read_delivery(simulator.client.fetch(phone.session.session_id))
    assert bundle.verzekeringsbericht is None
    told = {one.source: (one.status, one.reason) for one in bundle.collections}
    assert told[Source.UWV] == (CollectionStatus.FAILED, "OVERGESLAGEN")


def test_who_skipped_a_portal_can_log_in_after_all(simulator: Simulator) -> None:
    phone = Phone(simulator, sources=(Source.UWV, Source.DUO))
    phone.be()
    phone.post("overslaan", portaal="uwv")
    phone.log_in("duo")
    assert phone.post("opnieuw", bron="UWV").headers["Location"] == f"{phone.path}/inloggen"
    phone.log_in("uwv")
    assert "2 van 2 bronnen" in phone.here()


def test_with_every_portal_skipped_there_is_nothing_to_send(simulator: Simulator) -> None:
    phone = Phone(simulator, sources=(Source.UWV, Source.DUO))
    phone.be()
    phone.post("overslaan", portaal="uwv")
    phone.post("overslaan", portaal="duo")
    assert phone.post("versturen", toestemming="ja").status_code == 410
    assert phone.status is SessionStatus.COLLECTING


def test_a_double_click_logs_in_once_and_a_page_of_before_leads_on(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    phone.log_in("mijnoverheid")
    assert phone.password("mijnoverheid").headers["Location"] == f"{phone.path}/inloggen"  # now the UWV's
    phone.post("overslaan", portaal="mijnoverheid")  # of a page of before: nothing is skipped
    assert "Log in bij UWV" in phone.here()
    for page in ("wie", "sms", "ophalen", "controleren", "klaar"):
        assert phone.http.get(f"{phone.path}/{page}").headers["Location"] == f"{phone.path}/inloggen"


def test_closing_the_app_ends_it_and_keeps_nothing(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    phone.log_in("mijnoverheid")
    assert phone.post("sluiten").status_code == 303
    state = simulator.client.state(phone.session.session_id)
    assert (state.status, state.reason) == (SessionStatus.CLOSED, "APP_GESLOTEN")
    page = phone.http.get(phone.path)
    assert page.status_code == 410
    assert "Deze sessie is gesloten" in page.text
    with pytest.raises(ProviderRefused, match="CLOSED"):
        simulator.client.fetch(phone.session.session_id)


def test_another_phone_cannot_log_in(simulator: Simulator) -> None:
    phone = Phone(simulator)
    phone.be()
    other = httpx.Client(transport=simulator.http._transport, base_url="http://ockto.test")
    for step in ("inloggen", "sms"):
        assert other.get(f"{phone.path}/{step}").status_code == 410
        assert other.post(f"{phone.path}/{step}", data={"portaal": "mijnoverheid"}).status_code == 410


def test_who_let_ockto_keep_it_sees_who_looked_and_can_withdraw(simulator: Simulator) -> None:
    session = simulator.shared(keep=True)
    path = httpx.URL(session.link).path
    assert "Ingezien door" not in simulator.http.get(f"{path}/klaar").text
    simulator.client.fetch(session.session_id)
    simulator.client.fetch(session.session_id)
    page = simulator.http.get(f"{path}/klaar").text
    assert "Ingezien door Neo Hypotheken" in page
    assert page.count("23 november 2026 om") == 2
    assert simulator.http.post(f"{path}/intrekken").status_code == 303
    assert "Je toestemming is ingetrokken" in simulator.http.get(f"{path}/ingetrokken").text
