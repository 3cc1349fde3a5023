"""Hands that only know a keyboard: what the driver clicks, ticks and fills goes by Tab, arrows, Space and Enter.

Where Tab does not come, the journey fails, and so it does where the focus can't be seen. A file is chosen in a window
of the system, which no page can reach: there only its button is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator

PHONE = "/app/"
FAR = 400
"""Tabs after which something can't be reached."""
SETTLES = 300
"""Milliseconds in which a page that was asked for has begun to come."""
IS_ACTIVE = "element => element === document.activeElement"
IS_SEEN = """element => {
  const shown = [element, ...element.parentElement ? [element.parentElement, element.nextElementSibling] : []];
  const marked = shown.filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  const box = element.getBoundingClientRect();
  const covered = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return marked && (box.width < 2 || !covered || element.contains(covered) || covered.contains(element)
    || Boolean(covered.closest("label")));
}"""
IN_GROUP = """element => document.activeElement.type === "radio" && document.activeElement.name === element.name
  && document.activeElement.form === element.form"""


@contextmanager
def only() -> Iterator[None]:
    """As long as this lasts, every locator is worked by keyboard."""
    with pytest.MonkeyPatch.context() as patch:
        for name, by_keyboard in {"click": _press, "check": _tick, "fill": _type, "select_option": _select}.items():
            patch.setattr(Locator, name, _but_on_the_phone(getattr(Locator, name), by_keyboard))
        patch.setattr(Locator, "set_input_files", _choose_file(Locator.set_input_files))
        yield


def _but_on_the_phone(own: Callable[..., Any], by_keyboard: Callable[..., Any]) -> Callable[..., Any]:
    """A phone has no keyboard: the Ockto app, which the simulator plays, is tapped."""

    def act(self: Locator, *values: Any, **options: Any) -> Any:
        return (own if PHONE in self.page.url else by_keyboard)(self, *values, **options)

    return act


def _press(self: Locator, **_: Any) -> None:
    _reach(self)
    page = self.page
    page.keyboard.press("Enter")
    # A click of Playwright waits for the page it leads to; a key does not.
    page.wait_for_timeout(SETTLES)
    page.wait_for_load_state()


def _tick(self: Locator, **_: Any) -> None:
    if self.is_checked():
        return
    if self.get_attribute("type") != "radio":
        _reach(self)
        self.page.keyboard.press("Space")
    else:
        _reach(self, IN_GROUP)
        for _step in range(40):
            if self.evaluate(IS_ACTIVE):
                break
            self.page.keyboard.press("ArrowDown")
        if not self.is_checked():
            self.page.keyboard.press("Space")
    assert self.is_checked(), f"not ticked by keyboard: {self}"


def _type(self: Locator, value: str, **_: Any) -> None:
    _reach(self)
    self.page.keyboard.press("Control+A")
    self.page.keyboard.press("Delete")
    self.page.keyboard.type(value)
    assert self.input_value() == value, f"{self} holds {self.input_value()!r}"


def _select(self: Locator, value: str, **_: Any) -> list[str]:
    _reach(self)
    self.page.keyboard.press("Home")
    for _step in range(60):
        if self.input_value() == value:
            return [value]
        self.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value!r} was not found with the arrows in {self}")


def _choose_file(own: Any) -> Any:
    def choose(self: Locator, files: Any, **options: Any) -> None:
        _reach(self)
        own(self, files, **options)

    return choose


def _reach(locator: Locator, is_there: str = IS_ACTIVE) -> None:
    """Press Tab until this has the focus, which must be seen."""
    locator.wait_for(state="attached")
    for _step in range(FAR):
        if locator.evaluate(is_there):
            assert locator.evaluate(f"() => ({IS_SEEN})(document.activeElement)"), f"no focus is seen on {locator}"
            return
        locator.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {locator} on {locator.page.url}")
