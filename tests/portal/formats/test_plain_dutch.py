"""Every Dutch sentence that a customer can read is plain: «je», no officialese, at most 25 words."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext

from portal.formats.language import in_dutch
from portal.formats.messages.sources import collect

HARD = re.compile(
    r"\b(u|uw|middels|dient te|dienen te|gelieve|conform|desgewenst|onderhavige?|derhalve|teneinde|alsmede|hieromtrent"
    r"|dienaangaande|zulks|betreffende|te allen tijde|indien|tevens|wederom|aangaande|voornoemde?)\b",
    re.IGNORECASE,
)
LONGEST = 25
SENTENCES = [
    (app, text)
    for app, entries in sorted(collect(Path(settings.BASE_DIR)).items())
    for entry in entries.values()
    for text in filter(None, (entry.id, entry.plural))
]


def plain(text: str) -> str:
    """The words without markup and with one word for what is filled in."""
    return re.sub(r"%\(\w+\)[sd]|\{\w+\}", "iets", re.sub(r"<[^>]+>|&\w+;", " ", text))


@pytest.mark.parametrize("app", sorted({app for app, _ in SENTENCES}))
def test_no_officialese(app: str) -> None:
    assert [text for where, text in SENTENCES if where == app and HARD.search(plain(text))] == []


@pytest.mark.parametrize("app", sorted({app for app, _ in SENTENCES}))
def test_no_long_sentence(app: str) -> None:
    long = [
        sentence
        for where, text in SENTENCES
        if where == app
        for sentence in re.split(r"[.?!:;](?:\s|$)", plain(text))
        if len(sentence.split()) > LONGEST
    ]
    assert long == []


def test_a_dutch_sentence_reads_as_it_was_written() -> None:
    # Django has words of its own in its Dutch catalogue; «Log in» is one of them, and reads «Aanmelden» there.
    with in_dutch():
        assert [(text, gettext(text)) for _, text in SENTENCES if gettext(text) != text] == []
