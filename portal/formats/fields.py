"""Form fields that read what people in the Netherlands type: amounts, days, yes or no."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.formats.inputs import EuroInput
from portal.formats.numbers import number

# One sign groups the thousands, and only the other one may part the cents.
AMOUNT = re.compile(
    r"""(?P<sign>-?) (?P<whole>\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*|\d+)
        (?:(?!(?P=mark))[.,](?P<cents>\d+))?""",
    re.VERBOSE,
)

YES_NO = [("ja", gettext_lazy("Ja")), ("nee", gettext_lazy("Nee"))]


class EuroField(forms.DecimalField):
    """An amount as people type it: `350.000`, `350000`, `€ 350.000,50`, `350,000.50`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 11)
        kwargs.setdefault("decimal_places", 2)
        messages = {
            "required": gettext_lazy("Vul een bedrag in."),
            "invalid": gettext_lazy("Vul een bedrag in cijfers in, bijvoorbeeld 350.000."),
            "max_digits": gettext_lazy("Dit bedrag is te hoog."),
            "max_whole_digits": gettext_lazy("Dit bedrag is te hoog."),
            "max_decimal_places": gettext_lazy("Gebruik twee cijfers achter de komma."),
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(widget=EuroInput, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = _plain(value.replace("€", "").replace("\u00a0", "").replace(" ", "").removesuffix(",-"))
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return number(value, 0 if value == value.to_integral_value() else 2)
        return value


def _plain(typed: str) -> str:
    """An amount as Python reads it.

    Dutch and English readers swap dot and comma, so the place tells what a sign is and not the language: one that
    groups three figures is a mark of thousands, the other one or two at the end are cents. `1.234` and `1,234` are both
    twelve hundred and thirty-four, `1,5` is one and a half, and what fits neither is left to be refused.
    """
    if not (found := AMOUNT.fullmatch(typed)):
        return typed
    return f"{found['sign']}{re.sub(r'[.,]', '', found['whole'])}.{found['cents'] or '0'}"


class DutchDateField(forms.DateField):
    """A day as people type it (31-12-1990) or as a date picker sends it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"])
        messages = {
            "required": gettext_lazy("Vul een datum in."),
            "invalid": gettext_lazy("Vul de datum in als dag-maand-jaar, bijvoorbeeld 31-12-1990."),
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(
            widget=forms.DateInput(
                format="%d-%m-%Y", attrs={"inputmode": "numeric", "placeholder": gettext_lazy("dd-mm-jjjj")}
            ),
            **kwargs,
        )


class YesNoField(forms.TypedChoiceField):
    """Two radios, none preset; cleans to a bool."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Kies ja of nee.")})
        super().__init__(
            choices=YES_NO,
            coerce=lambda value: value == "ja",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "ja" if value else "nee"
        return value
