"""Widgets that the look knows: the euro sign before an amount, the wide figures of a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class EuroInput(forms.TextInput):
    """A text box for an amount, with the euro sign before it and figures on a phone's keyboard."""

    prefix = "€"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class YearsInput(forms.TextInput):
    """A text box for a number of years."""

    suffix = gettext_lazy("jaar")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "maxlength": "3", **(attrs or {})})


class CodeInput(forms.TextInput):
    """A text box for the six figures of an authenticator app; paste and autofill work."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": "9",
                "spellcheck": "false",
                **(attrs or {}),
            }
        )

    def format_value(self, value: Any) -> str | None:
        """Never show a code again: after an error it is most likely an old one."""
        return super().format_value(None)
