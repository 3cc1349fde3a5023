"""What every page of the portal promises, checked on the HTML itself."""

import re
from html import unescape
from typing import Any

from lxml import html

HTML = "text/html"
# Written without a number before it, these only mean something to somebody who can read code.
CODE_WORDS = re.compile(r"\b(None|True|False|Traceback|Decimal\(|datetime\.)")


def tree_of(response: Any) -> html.HtmlElement:
    """The page or fragment as a tree."""
    return html.fromstring(response.content.decode())


def words_of(response: Any) -> str:
    """What a reader sees of the main part, on one line."""
    page = tree_of(response)
    main = page.find(".//main")
    text = (main if main is not None else page).text_content()
    return re.sub(r"\s+", " ", unescape(text)).strip()


def check_page(response: Any) -> None:
    """Assert what holds for every answer: no 500, a policy, and markup that needs no exceptions to it."""
    assert response.status_code < 500, response
    if response.streaming or not response.get("Content-Type", "").startswith(HTML) or not response.content:
        return
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = tree_of(response)
    _nothing_inline(page)
    _works_without_javascript(page)
    _errors_are_wired(page)
    _ids_are_unique(page)
    assert not CODE_WORDS.search(words_of(response)), words_of(response)


def _nothing_inline(page: html.HtmlElement) -> None:
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag != "style"
        bad = [name for name in element.attrib if name == "style" or name.startswith(("on", "hx-on"))]
        assert not bad, (element.tag, bad)
        assert not element.get("href", "").lower().startswith("javascript:")
        if element.tag == "script":
            assert element.get("src"), html.tostring(element)


def _works_without_javascript(page: html.HtmlElement) -> None:
    for form in page.iter("form"):
        assert form.get("action"), html.tostring(form)
        if form.get("method", "get").lower() == "post":
            assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), form.get("action")
            assert form.xpath(".//button[@type='submit']"), form.get("action")
    for element in page.xpath("//*[@hx-get]"):
        address = element.get("hx-get")
        without = element.get("href") == address or element.xpath(f".//noscript//a[@href='{address}']")
        assert without, f"nothing but JavaScript leads to {address}"
    for element in page.xpath("//*[@hx-post]"):
        # A form, or a button of one that goes to the same address without JavaScript.
        form = element if element.tag == "form" else next(element.iterancestors("form"), None)
        assert form is not None
        assert element.tag == "form" or (element.tag == "button" and element.get("type") == "submit")
        assert form.get("action") == element.get("hx-post")


def _errors_are_wired(page: html.HtmlElement) -> None:
    known = {element.get("id") for element in page.xpath("//*[@id]")}
    for element in page.xpath("//*[@aria-describedby]"):
        assert set(element.get("aria-describedby").split()) <= known, html.tostring(element)
    for link in page.xpath("//*[@id='error-summary']//a"):
        assert link.get("href").removeprefix("#") in known, link.get("href")
    for label in page.xpath("//label[@for]"):
        assert label.get("for") in known, label.get("for")


def _ids_are_unique(page: html.HtmlElement) -> None:
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids)), sorted(one for one in set(ids) if ids.count(one) > 1)
