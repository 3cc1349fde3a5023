"""«Klopt niet»: what it should be, of the same kind as the figure, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from portal.disputes.services import Figure
from portal.formats.fields import EuroField
from portal.formats.numbers import euro

LONGEST_WHY = 500


class DisputeForm(forms.Form):
    """An amount is answered with an amount; anything else with words."""

    why = forms.CharField(
        label=gettext_lazy("Waarom klopt het niet?"),
        max_length=LONGEST_WHY,
        help_text=gettext_lazy("Vertel kort wat er anders is. Vul niet je BSN in."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Vertel waarom het niet klopt."),
            "max_length": gettext_lazy("Houd het korter: hoogstens 500 tekens."),
        },
    )

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figure = figure
        self.fields = {"should_be": _should_be(figure), **self.fields}

    def clean_should_be(self) -> str:
        answer = self.cleaned_data["should_be"]
        said = answer.strip() if isinstance(answer, str) else euro(answer)
        if said == self.figure.value.partition(" (")[0]:
            raise forms.ValidationError(gettext("Dit is wat er al staat. Vul in wat het moet zijn."))
        return said


def _should_be(figure: Figure) -> forms.Field:
    if figure.value.startswith("€"):
        return EuroField(
            label=gettext("Wat moet het zijn?"),
            min_value=0,
            help_text=gettext("Is het niets? Vul 0 in."),
            error_messages={"min_value": gettext("Dit bedrag is niet lager dan nul.")},
        )
    return forms.CharField(
        label=gettext("Wat moet het zijn?"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext("Vul in wat het moet zijn."),
            "max_length": gettext("Houd het korter: hoogstens 100 tekens."),
        },
    )
