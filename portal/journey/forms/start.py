"""The first questions, the knowledge test and with whom, and what one declares when sending."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from portal.dossiers.models import Wish
from portal.formats.fields import YES_NO
from portal.journey.forms.fields import EMAIL_LENGTH, choice_messages
from portal.journey.knowledge import Question


class KnowledgeAnswer(forms.Form):
    """One question of the knowledge test, which the heading of the page asks."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages=choice_messages(gettext_lazy("Kies een antwoord."))
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question.text
        self.fields["answer"].choices = question.options


class TogetherForm(forms.Form):
    """Alone or with a partner, who gets an invitation of their own."""

    relation = forms.ChoiceField(
        label=gettext_lazy("Met wie vraag je de hypotheek aan?"),
        choices=Wish.Relation.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies met wie je de hypotheek aanvraagt.")),
    )
    partner_email = forms.EmailField(
        label=gettext_lazy("E-mailadres van je partner"),
        required=False,
        max_length=EMAIL_LENGTH,
        help_text=gettext_lazy(
            "Alleen als je samen aanvraagt. Je partner krijgt een eigen uitnodiging en ondertekent zelf."
        ),
        error_messages={
            "invalid": gettext_lazy("Dit is geen e-mailadres. Controleer het op typefouten."),
            "max_length": gettext_lazy("Dit adres is te lang. Controleer het."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        together = data.get("relation") and data["relation"] != Wish.Relation.ALONE
        if together and not data.get("partner_email") and "partner_email" not in self.errors:
            self.add_error("partner_email", gettext("Vul het e-mailadres van je partner in."))
        return data


class FitAnswer(forms.Form):
    """Yes or no to the question that the heading of the page asks."""

    answer = forms.ChoiceField(
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies ja of nee.")),
    )

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question


class DeclarationForm(forms.Form):
    """What the first applicant declares on sending; nothing is ticked beforehand."""

    truth = forms.BooleanField(
        label=gettext_lazy("Ik heb alles naar waarheid ingevuld."),
        error_messages={"required": gettext_lazy("Kruis aan dat je alles naar waarheid hebt ingevuld.")},
    )
    no_advice = forms.BooleanField(
        label=gettext_lazy("Ik weet dat Neo mij geen advies geeft en niet nagaat of deze hypotheek bij mij past."),
        error_messages={"required": gettext_lazy("Kruis aan dat je weet dat je geen advies krijgt.")},
    )
