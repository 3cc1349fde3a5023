"""The pages about us are there for everybody, linked from every page, and say what they must."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.portal.journey.markup import tree_of, words_of

ABOUT = {
    "contact": [settings.CONTACT_PHONE, settings.CONTACT_EMAIL, settings.LENDER["kvk_number"]],
    "complaints": ["Eerst bij ons", "Kifid", "Autoriteit Persoonsgegevens"],
    "privacy": ["90 dagen", "vijf jaar", "binnen een maand", "burgerservicenummer", "Ockto", settings.CONTACT_EMAIL],
    "accessibility": ["WCAG 2.2, niveau AA", "onafhankelijk onderzoek is er nog niet", settings.CONTACT_PHONE],
}


@pytest.mark.parametrize(("name", "expected"), ABOUT.items())
def test_a_page_about_us_says_what_it_must(visitor: Client, name: str, expected: list[str]) -> None:
    response = visitor.get(reverse(f"journey:{name}"))
    assert response.status_code == 200
    for words in expected:
        assert words in words_of(response)
    assert len(tree_of(response).xpath("//h1")) == 1
    assert visitor.post(reverse(f"journey:{name}")).status_code == 405


def test_every_page_links_to_the_pages_about_us_in_the_same_place(visitor: Client) -> None:
    addresses = [reverse(f"journey:{name}") for name in ABOUT]
    for path in (reverse("journey:start"), reverse("identity:begin"), *addresses, "/bestaat-niet/"):
        footer: Any = tree_of(visitor.get(path)).find(".//footer")
        assert [link.get("href") for link in footer.xpath(".//nav//a")] == addresses, path


def test_nothing_on_them_is_written_as_an_office_writes(visitor: Client) -> None:
    for name in ABOUT:
        words = words_of(visitor.get(reverse(f"journey:{name}"))).lower()
        for stiff in ("middels", "dient te", "dienen te", "derhalve", "teneinde", " u ", " uw "):
            assert stiff not in words, (name, stiff)
