"""Form fields that read what people in the Netherlands type: amounts, days, yes or no."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from portal.formats.inputs import EuroInput

YES_NO = [("ja", "Ja"), ("nee", "Nee")]


class EuroField(forms.DecimalField):
    """An amount as people type it: `350.000`, `350000`, `€ 350.000,50`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 11)
        kwargs.setdefault("decimal_places", 2)
        messages = {
            "required": "Vul een bedrag in.",
            "invalid": "Vul een bedrag in cijfers in, bijvoorbeeld 350.000.",
            "max_digits": "Dit bedrag is te hoog.",
            "max_whole_digits": "Dit bedrag is te hoog.",
            "max_decimal_places": "Gebruik twee cijfers achter de komma.",
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(widget=EuroInput, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            bare = value.replace("€", "").replace("\u00a0", "").replace(" ", "").removesuffix(",-")
            if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", bare) or "," in bare:
                bare = bare.replace(".", "").replace(",", ".")
            value = bare
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            whole = f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
            return whole.removesuffix(",00")
        return value


class DutchDateField(forms.DateField):
    """A day as people type it (31-12-1990) or as a date picker sends it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"])
        messages = {
            "required": "Vul een datum in.",
            "invalid": "Vul de datum in als dag-maand-jaar, bijvoorbeeld 31-12-1990.",
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(
            widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric", "placeholder": "dd-mm-jjjj"}),
            **kwargs,
        )


class YesNoField(forms.TypedChoiceField):
    """Two radios, none preset; cleans to a bool."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Kies ja of nee."})
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
