"""What the consumer's forms share: messages, and which characters a text may hold."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from portal import clock
from portal.formats.fields import EuroField

REQUIRED = gettext_lazy("Vul dit in.")
# As long as the column of an address.
EMAIL_LENGTH = 254
# Control, invisible and private characters, half emoji, and symbols such as emoji: papers cannot show them.
UNPRINTABLE = {"Cc", "Cf", "Co", "Cs", "Cn", "So"}
NAME_MARKS = set(" '’‘`.-–")


def choice_messages(required: str) -> dict[str, str]:
    """Messages of a choice: nothing chosen, and something that is not on the list."""
    return {"required": required, "invalid_choice": gettext_lazy("Kies een van de mogelijkheden.")}


def one_of(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """Radios, none preset."""
    messages = choice_messages(gettext_lazy("Kies een van de mogelijkheden."))
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **kwargs)


def printable(text: str) -> None:
    """Refuse what a deed or a letter cannot show.

    Raises:
        ValidationError: emoji, control characters or text that turns around.
    """
    if any(unicodedata.category(letter) in UNPRINTABLE for letter in text):
        raise ValidationError(gettext_lazy("Gebruik alleen letters, cijfers en leestekens."), code="unprintable")


def person_name(text: str) -> None:
    """Refuse what is in nobody's name.

    Raises:
        ValidationError: figures, symbols or control characters.
    """
    if not all(letter in NAME_MARKS or unicodedata.category(letter)[0] in "LM" for letter in text):
        raise ValidationError(gettext_lazy("Gebruik alleen letters, zoals in je paspoort."), code="not_a_name")


def past(day: date, first_year: int) -> date:
    """A day that was, in this year or later.

    Raises:
        ValidationError: it is still to come, or too long ago to be true.
    """
    if day > clock.today() or day.year < first_year:
        raise ValidationError(gettext_lazy("Deze datum kan niet. Controleer het jaar."))
    return day


class TextField(forms.CharField):
    """A line of text that can be printed."""

    default_validators = [printable]

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "required": REQUIRED,
            "max_length": gettext_lazy("Dit is te lang. Gebruik ten hoogste %(limit_value)d tekens."),
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


class NameField(TextField):
    """A name, or a part of one."""

    default_validators = [person_name]


class AmountField(EuroField):
    """Zero euros or more."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", Decimal(0))
        messages = {"min_value": gettext_lazy("Vul 0 of een hoger bedrag in.")}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)
