"""How the applicant shares data, and the income that somebody without Ockto types."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from stdnum.nl.bsn import is_valid as is_bsn

from portal.dossiers.models import Applicant
from portal.formats.choices import Choice
from portal.formats.fields import DutchDateField, EuroField
from portal.journey.forms.fields import AmountField, TextField, choice_messages, past

ROUTES = [
    (
        Applicant.Route.OCKTO.value,
        Choice(
            gettext_lazy("Automatisch ophalen met Ockto"),
            hint=gettext_lazy(
                "Ongeveer 10 minuten. Je hebt je telefoon en DigiD met sms-controle nodig. "
                "Meestal hoef je dan geen loonstrook of werkgeversverklaring te sturen."
            ),
        ),
    ),
    (
        Applicant.Route.DOCUMENTS.value,
        Choice(
            gettext_lazy("Zelf invullen en documenten uploaden"),
            hint=gettext_lazy(
                "Je vult je inkomen in en stuurt later onder meer een loonstrook en een werkgeversverklaring."
            ),
        ),
    ),
]


HOURS_MESSAGES = {
    "required": gettext_lazy("Vul je uren in."),
    "invalid": gettext_lazy("Vul een aantal uren in, bijvoorbeeld 36."),
    "min_value": gettext_lazy("Vul een aantal uren boven 0 in."),
    "max_value": gettext_lazy("Meer dan 80 uur per week kan niet. Controleer het getal."),
    "max_digits": gettext_lazy("Vul een aantal uren in, bijvoorbeeld 36."),
    "max_decimal_places": gettext_lazy("Gebruik één cijfer achter de komma."),
    "max_whole_digits": gettext_lazy("Vul een aantal uren in, bijvoorbeeld 36."),
}


class RouteForm(forms.Form):
    """With Ockto, or with documents; it is voluntary (Neo's page on Ockto)."""

    route = forms.ChoiceField(
        label=gettext_lazy("Hoe wil je je gegevens delen?"),
        choices=ROUTES,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies hoe je je gegevens wilt delen.")),
    )


WORK = ("employer", "contract", "starts_on", "hours_per_week", "salary", "holiday_pay")
PENSION = ("aow_annual", "pension_annual", "pension_provider", "pension_starts_on")
STUDY_DEBT = ("study_debt", "study_debt_monthly")
IDENTITY = ("lives_here_since", "document_kind", "document_number")


class DeclaredIncomeForm(forms.Form):
    """What somebody without Ockto tells about their income; documents prove it later.

    With `parts` it asks only those: for who shared the rest, and one register gave nothing.
    """

    def __init__(self, *args: Any, parts: tuple[tuple[str, ...], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {name for part in parts for name in part} or set(self.fields)
        for name in set(self.fields) - asked:
            del self.fields[name]

    employer = TextField(label=gettext_lazy("Werkgever"), max_length=100)
    contract = forms.ChoiceField(
        label=gettext_lazy("Wat voor contract heb je?"),
        choices=[
            ("onbepaalde-tijd", gettext_lazy("Vast contract")),
            ("bepaalde-tijd-met-intentieverklaring", gettext_lazy("Tijdelijk, met intentieverklaring")),
            ("bepaalde-tijd-zonder-intentieverklaring", gettext_lazy("Tijdelijk, zonder intentieverklaring")),
        ],
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies je soort contract.")),
    )
    starts_on = DutchDateField(label=gettext_lazy("Sinds wanneer werk je daar?"))
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hoeveel uur per week werk je?"),
        min_value=Decimal(1),
        max_value=Decimal(80),
        max_digits=4,
        decimal_places=1,
        localize=True,
        help_text=gettext_lazy("Zoals in je contract. Bijvoorbeeld 36 of 37,5."),
        error_messages=HOURS_MESSAGES,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 5}),
    )
    salary = EuroField(
        label=gettext_lazy("Bruto jaarsalaris"),
        min_value=Decimal(1),
        help_text=gettext_lazy("Zonder vakantiegeld."),
        error_messages={"min_value": gettext_lazy("Vul een bedrag hoger dan € 0 in.")},
    )
    holiday_pay = AmountField(label=gettext_lazy("Vakantiegeld per jaar"))
    aow_annual = AmountField(
        label=gettext_lazy("Hoeveel AOW krijg je bruto per jaar?"),
        help_text=gettext_lazy("Met vakantiegeld. Begint je AOW nog? Vul in wat je dan krijgt. Geen AOW? Vul 0 in."),
    )
    pension_annual = AmountField(
        label=gettext_lazy("Hoeveel pensioen of lijfrente krijg je bruto per jaar?"),
        help_text=gettext_lazy("Alles bij elkaar. Begint je pensioen nog? Vul in wat je dan krijgt. Niets? Vul 0 in."),
    )
    pension_provider = TextField(
        label=gettext_lazy("Van welk pensioenfonds of welke verzekeraar?"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Zijn het er meer? Vul de grootste in."),
    )
    pension_starts_on = DutchDateField(label=gettext_lazy("Wanneer begint of begon je pensioen?"), required=False)
    study_debt = AmountField(
        label=gettext_lazy("Studieschuld bij DUO"), help_text=gettext_lazy("Geen schuld? Vul 0 in.")
    )
    study_debt_monthly = AmountField(
        label=gettext_lazy("Maandbedrag aan DUO"), help_text=gettext_lazy("Niets? Vul 0 in.")
    )

    lives_here_since = DutchDateField(
        label=gettext_lazy("Sinds wanneer sta je onafgebroken ingeschreven in Nederland?"),
        help_text=gettext_lazy("Woon je hier al je hele leven? Vul je geboortedatum in."),
    )
    document_kind = forms.ChoiceField(
        label=gettext_lazy("Welk identiteitsbewijs heb je?"),
        choices=[
            ("paspoort", gettext_lazy("Paspoort")),
            ("id-kaart", gettext_lazy("Identiteitskaart")),
            ("rijbewijs", gettext_lazy("Rijbewijs")),
        ],
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies je identiteitsbewijs.")),
    )
    document_number = TextField(
        label=gettext_lazy("Documentnummer"),
        max_length=20,
        help_text=gettext_lazy("We controleren of het document niet gestolen of vermist is. Vul niet je BSN in."),
    )

    def clean_pension_starts_on(self) -> date | None:
        starts: date | None = self.cleaned_data["pension_starts_on"]
        if starts is None and self.cleaned_data.get("pension_annual"):
            raise forms.ValidationError(gettext("Vul in wanneer je pensioen begint of begon."))
        return starts

    def clean_starts_on(self) -> date:
        return past(self.cleaned_data["starts_on"], 1950)

    def clean_lives_here_since(self) -> date:
        return past(self.cleaned_data["lives_here_since"], 1900)

    def clean_document_number(self) -> str:
        number = self.cleaned_data["document_number"].replace(" ", "").upper()
        if not re.fullmatch(r"[A-Z0-9]{6,12}", number) or is_bsn(number):
            raise forms.ValidationError(gettext("Dit is geen documentnummer. Het heeft 9 of 10 letters en cijfers."))
        return str(number)
