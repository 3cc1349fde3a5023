"""Whole journeys in a real browser, with a real worker: from the first page to the sealed set."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portal.demo.ports import Ports
from portal.demo.stack import Stack
from tests.journeys import keyboard, stories
from tests.journeys.recorder import Recorder
from tests.journeys.setting import TODAY
from tests.journeys.verdict import refuse_invalid

# One worker of pytest-xdist runs them all: each worker would start a demo of its own.
pytestmark = pytest.mark.xdist_group("demo")


def papers_are_valid(files: dict[str, Path], stack: Stack, *, brondata: bool = True) -> None:
    """Every paper is there, and the sealed ones are valid to pyHanko and to pdfsig."""
    summary = {"brondata"} if brondata else set()
    assert set(files) == {"hypotheekaanbod", "esis", "ondertekenbewijs", "machtiging"} | summary
    for path in files.values():
        refuse_invalid(path, trust=stack.folder / "signing-keys" / "roots.pem")


def test_a_single_starter_gets_a_signed_and_sealed_offer(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    files = stories.single_starter(browser, stack.ports, Recorder(tmp_path), today=TODAY, tag="js")
    papers_are_valid(files, stack)


def test_the_whole_journey_works_without_javascript(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    files = stories.single_starter(
        browser, stack.ports, Recorder(tmp_path), today=TODAY, tag="zonder", javascript=False
    )
    papers_are_valid(files, stack)


def test_the_whole_journey_and_the_desk_go_by_keyboard_alone(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    with keyboard.only():
        files = stories.single_starter(browser, stack.ports, Recorder(tmp_path), today=TODAY, tag="toetsen")
    papers_are_valid(files, stack)


def test_somebody_without_ockto_gets_there_with_documents(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    files = stories.single_starter(browser, stack.ports, recorder, today=TODAY, tag="papier", with_ockto=False)
    papers_are_valid(files, stack, brondata=False)


def test_a_couple_signs_one_offer_with_two_log_ins(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    files = stories.couple(browser, stack.ports, Recorder(tmp_path), today=TODAY, tag="js")
    papers_are_valid(files, stack)


def test_a_couple_signs_without_javascript(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    files = stories.couple(browser, stack.ports, Recorder(tmp_path), today=TODAY, tag="zonder", javascript=False)
    papers_are_valid(files, stack)


def test_the_journey_runs_on_postgresql_rabbitmq_and_redis(
    browser: Browser,
    tmp_path: Path,
    postgres: dict[str, str],
    rabbitmq: dict[str, str],
    redis_server: dict[str, str],
) -> None:
    environment = {"PORTAL_TODAY": TODAY.isoformat()} | postgres | rabbitmq | {"CACHE_URL": redis_server["CACHE_URL"]}
    with Stack(ports=Ports.free(), folder=tmp_path / "demo", write=lambda line: None, environment=environment) as stack:
        files = stories.single_starter(browser, stack.ports, Recorder(tmp_path / "papers"), today=TODAY, tag="pg")
        papers_are_valid(files, stack)
