"""Whole stories, from the first page to the signed set, told with the driver."""

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from portal.demo.ports import Ports
from tests.journeys.clerk import Clerk
from tests.journeys.driver import Walker
from tests.journeys.people import Consumer
from tests.journeys.recorder import Recorder

SINGLE_IBAN = "NL91ABNA0417164300"
COUPLE_IBAN = "NL39RABO0300065264"


def single_starter(
    browser: Browser,
    ports: Ports,
    recorder: Recorder,
    *,
    today: date,
    tag: str,
    javascript: bool = True,
    with_ockto: bool = True,
) -> dict[str, Path]:
    """Sanne buys alone with NHG, with Ockto or with documents; returns the signed set."""
    sanne = Walker(Consumer.of("sanne", today, tag), browser, ports, recorder, javascript=javascript)
    clerk = Clerk(browser, ports, recorder)
    step = recorder.step
    try:
        with step("start page, e-mail address and link"):
            sanne.begin()
        with step("code app and recovery codes"):
            sanne.set_up_app()
        with step("knowledge test"):
            sanne.pass_test()
        with step("alone or together"):
            sanne.choose_together()
        with step("about yourself"):
            sanne.tell_about_yourself()
        with step("the home"):
            sanne.tell_about_the_home(
                price="245.000", signed=_dmy(today - timedelta(days=6)), transfer=_dmy(today + timedelta(days=80))
            )
        with step("the loan with live costs"):
            sanne.compose_the_loan(("215.000", "annuitair", "20"), nhg=True)
        if with_ockto:
            with step("Ockto: QR, phone, brondata"):
                sanne.share_brondata()
        else:
            with step("income typed"):
                sanne.type_income()
        with step("leave and come back by e-mail"):
            sanne.come_back()
        with step("check and submit"):
            sanne.submit()
        with step("rente-aanbod on screen and as PDF"):
            sanne.take_renteaanbod()
        with step("notary and account"):
            sanne.choose_notary(SINGLE_IBAN)
        with step("documents"):
            sanne.send_documents()
        with step("clerk judges and approves"):
            clerk.log_in()
            clerk.judge_and_approve(sanne.consumer.persona.surname)
        with step("sign the hypotheekaanbod"):
            sanne.sign()
        with step("iDIN"):
            sanne.identify()
        with step("SEPA mandate"):
            sanne.give_mandate()
        with step("signed set"):
            files = sanne.finish()
        assert not sanne.problems, sanne.problems
        return files
    finally:
        sanne.close()
        clerk.close()


def couple(
    browser: Browser, ports: Ports, recorder: Recorder, *, today: date, tag: str, javascript: bool = True
) -> dict[str, Path]:
    """Robin and Sam buy together without NHG, in two leningdelen; returns the signed set."""
    robin = Walker(Consumer.of("robin", today, tag), browser, ports, recorder, javascript=javascript)
    sam = Walker(Consumer.of("sam", today, tag), browser, ports, recorder, javascript=javascript)
    clerk = Clerk(browser, ports, recorder)
    step = recorder.step
    try:
        with step("Robin: link and code app"):
            robin.begin()
            robin.set_up_app()
        with step("Robin: knowledge test"):
            robin.pass_test()
        with step("Robin invites Sam"):
            robin.choose_together(sam.consumer.email)
        with step("Robin: about yourself"):
            robin.tell_about_yourself()
        with step("Robin: the home"):
            robin.tell_about_the_home(
                price="410.000", signed=_dmy(today - timedelta(days=4)), transfer=_dmy(today + timedelta(days=95))
            )
        with step("Robin: the loan in two parts"):
            robin.compose_the_loan(("250.000", "annuitair", "20"), ("130.000", "lineair", "10"), nhg=False)
        with step("Robin: Ockto"):
            robin.share_brondata()
        with step("Sam: invitation, link and code app"):
            sam.open_link()
            sam.set_up_app()
            sam.join()
        with step("Sam: knowledge test and about yourself"):
            sam.pass_test()
            sam.tell_about_yourself()
        with step("Sam: Ockto"):
            sam.share_brondata()
        with step("Robin submits"):
            robin.submit()
        with step("rente-aanbod"):
            robin.take_renteaanbod()
        with step("notary and account"):
            robin.choose_notary(COUPLE_IBAN)
        with step("documents of both"):
            sam.send_documents(hand_in=False)
            robin.send_documents()
        with step("clerk judges and approves"):
            clerk.log_in()
            clerk.judge_and_approve(robin.consumer.persona.surname)
        with step("Robin signs"):
            robin.sign()
        with step("Sam signs"):
            sam.sign()
        with step("both identify with iDIN"):
            robin.identify()
            sam.identify()
        with step("mandate"):
            robin.give_mandate()
        with step("signed set"):
            files = robin.finish()
        assert not robin.problems + sam.problems, robin.problems + sam.problems
        return files
    finally:
        robin.close()
        sam.close()
        clerk.close()


def _dmy(day: date) -> str:
    return day.strftime("%d-%m-%Y")
