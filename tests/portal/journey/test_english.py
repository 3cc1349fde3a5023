"""Who chose English reads English: on every page in every state, after every mistake, in every mail."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html

from portal.formats.language import Language
from portal.identity.language import OF_THIS_VISIT
from portal.notifications.mails import NEEDS, MailName
from portal.notifications.render import render
from tests.portal.journey.markup import tree_of
from tests.portal.journey.world import FILES, OPEN_TO_ALL, PAGES, READ_ONLY, World

pytestmark = pytest.mark.django_db
# Small words without which hardly a Dutch sentence is made, and none of which is English or part of a name here.
DUTCH = re.compile(
    r"\b(het|een|je|jij|jou|jouw|jullie|wij|we hebben|onze|niet|voor|wordt|worden|zijn|deze|dit|naar|bij|uit|ook|maar"
    r"|nog|kunt|kun|hebben|heeft|heb|aanvraag|lening|woning|gegevens|bedrag|datum|jaar|maand|maanden|klaar|ja|nee)\b",
    re.IGNORECASE,
)
SHOWN = ("alt", "data-label", "aria-label", "title", "placeholder", "data-neo-say")


def dutch_on(response: Any) -> list[str]:
    """What is left in Dutch: texts and labels, but for what says itself that it is Dutch."""
    page = tree_of(response)
    for element in page.xpath("//body//*[@lang='nl'] | //script"):
        element.drop_tree()
    texts = [text for text in page.itertext() if DUTCH.search(text)]
    texts += [value for name in SHOWN for value in page.xpath(f"//@{name}") if DUTCH.search(value)]
    return [" ".join(text.split()) for text in texts]


def english(client: Client) -> Client:
    session = client.session
    session[OF_THIS_VISIT] = Language.ENGLISH.value
    session.save()
    return client


def test_every_page_in_every_state(world: World) -> None:
    client = english(world.client)
    found = set()
    for name, states in PAGES.items():
        for state in states if name not in FILES else ():
            world.put(state)
            found |= {(name, text) for text in dutch_on(client.get(world.url(name)))}
    assert not found, "\n".join(sorted(map(" · ".join, found)))


def test_every_refused_form(world: World) -> None:
    client = english(world.client)
    found = set()
    for name in sorted(PAGES.keys() - READ_ONLY):
        world.put(sorted(PAGES[name])[0])
        response = client.post(world.url(name), {})
        if response.status_code == 422:
            found |= {(name, text) for text in dutch_on(response)}
    assert not found, "\n".join(sorted(map(" · ".join, found)))


def test_every_page_for_a_visitor(visitor: Client) -> None:
    english(visitor)
    addresses = [reverse(f"journey:{name}") for name in OPEN_TO_ALL] + ["/nergens/"]
    addresses += [reverse(f"identity:{name}") for name in ("enter", "begin")]
    found = {(address, text) for address in addresses for text in dutch_on(visitor.get(address))}
    assert not found, "\n".join(sorted(map(" · ".join, found)))


@pytest.mark.parametrize("name", MailName.values)
def test_every_mail(name: str) -> None:
    context = dict.fromkeys(NEEDS.get(name, ()), "x") | {"first_name": "Sam", "url": "https://neo.test/"}
    with translation.override(Language.ENGLISH):
        mail = render(name, context)
    assert not DUTCH.search(f"{mail.subject}\n{mail.text}"), mail.text
    assert not [text for text in html.fromstring(mail.html).itertext() if DUTCH.search(text)]


def test_every_sentence_has_its_english_and_no_catalogue_is_behind() -> None:
    call_command("messages", check=True)


def test_this_test_would_see_dutch(world: World) -> None:
    world.put(sorted(PAGES["home"])[0])
    session = world.client.session
    session[OF_THIS_VISIT] = Language.DUTCH.value
    session.save()
    assert dutch_on(world.client.get(world.url("home")))
    assert settings.LANGUAGE_CODE == Language.DUTCH
