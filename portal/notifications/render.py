"""From a mail's name and context to subject, text and HTML. Refuses what may not be mailed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.urls import reverse
from stdnum.nl import bsn

from portal.formats.dates import long_date
from portal.notifications.mails import NEEDS

AMOUNT = re.compile(r"€|\bEUR\b|\beuro\b", re.IGNORECASE)
NINE_DIGITS = re.compile(r"(?<![\w-])\d{9}(?![\w-])")


class MailRefused(Exception):
    """The mail misses context, or says something that does not belong in a mail."""


@dataclass(frozen=True)
class Rendered:
    """A mail as it goes out."""

    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, Any]) -> Rendered:
    """Write the mail.

    Raises:
        MailRefused: context is missing, or the text holds an amount or a BSN.
    """
    missing = NEEDS.get(template, frozenset()) - context.keys()
    if missing:
        raise MailRefused(f"{template} needs {', '.join(sorted(missing))}")
    values = {name: _one_line(value) for name, value in context.items()}
    values.setdefault("url", settings.BASE_URL + reverse("journey:home"))
    values["contact_phone"] = settings.CONTACT_PHONE
    values["contact_email"] = settings.CONTACT_EMAIL
    text = _text_engine().get_template(f"mail/{template}.txt").render(values)
    subject, _, body = text.strip().partition("\n")
    values["subject"] = subject
    html = render_to_string(f"mail/{template}.html", values)
    _refuse_class_a(template, f"{subject}\n{body}")
    return Rendered(subject=subject, text=body.strip() + "\n", html=html)


def _one_line(value: Any) -> Any:
    """No value can start a new line: a name may not become a header or a second subject. A day is written out."""
    if isinstance(value, date):
        return _one_line(long_date(value))
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list | tuple):
        return [_one_line(item) for item in value]
    return value


def _refuse_class_a(template: str, text: str) -> None:
    if AMOUNT.search(text):
        raise MailRefused(f"{template} holds an amount")
    if any(bsn.is_valid(digits) for digits in NINE_DIGITS.findall(text)):
        raise MailRefused(f"{template} holds a BSN")


@lru_cache(maxsize=1)
def _text_engine() -> DjangoTemplates:
    """The site's templates without HTML escaping: plain text has nothing to escape."""
    return DjangoTemplates(
        {
            "NAME": "mail-text",
            "DIRS": settings.TEMPLATES[0]["DIRS"],
            "APP_DIRS": False,
            "OPTIONS": {"autoescape": False},
        }
    )
