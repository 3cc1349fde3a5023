"""How the applicant shares data, and the income that somebody without Ockto types."""

from datetime import date
from decimal import Decimal

from django import forms

from portal import clock
from portal.dossiers.models import Applicant
from portal.formats.choices import Choice
from portal.formats.fields import DutchDateField, EuroField
from portal.journey.forms.fields import AmountField, TextField, choice_messages

ROUTES = [
    (
        Applicant.Route.OCKTO.value,
        Choice(
            "Automatisch ophalen met Ockto",
            hint="Ongeveer 10 minuten. Je hebt je telefoon en DigiD met sms-controle nodig. "
            "Meestal hoef je dan geen loonstrook of werkgeversverklaring te sturen.",
        ),
    ),
    (
        Applicant.Route.DOCUMENTS.value,
        Choice(
            "Zelf invullen en documenten uploaden",
            hint="Je vult je inkomen in en stuurt later onder meer een loonstrook en een werkgeversverklaring.",
        ),
    ),
]


class RouteForm(forms.Form):
    """With Ockto, or with documents; it is voluntary (Neo's page on Ockto)."""

    route = forms.ChoiceField(
        label="Hoe wil je je gegevens delen?",
        choices=ROUTES,
        widget=forms.RadioSelect,
        error_messages=choice_messages("Kies hoe je je gegevens wilt delen."),
    )


class DeclaredIncomeForm(forms.Form):
    """What somebody without Ockto tells about their income; documents prove it later."""

    employer = TextField(label="Werkgever", max_length=100)
    contract = forms.ChoiceField(
        label="Wat voor contract heb je?",
        choices=[
            ("onbepaalde-tijd", "Vast contract"),
            ("bepaalde-tijd-met-intentieverklaring", "Tijdelijk, met intentieverklaring"),
            ("bepaalde-tijd-zonder-intentieverklaring", "Tijdelijk, zonder intentieverklaring"),
        ],
        widget=forms.RadioSelect,
        error_messages=choice_messages("Kies je soort contract."),
    )
    starts_on = DutchDateField(label="Sinds wanneer werk je daar?")
    salary = EuroField(
        label="Bruto jaarsalaris",
        min_value=Decimal(1),
        help_text="Zonder vakantiegeld.",
        error_messages={"min_value": "Vul een bedrag hoger dan € 0 in."},
    )
    holiday_pay = AmountField(label="Vakantiegeld per jaar")
    study_debt = AmountField(label="Studieschuld bij DUO", help_text="Geen schuld? Vul 0 in.")
    study_debt_monthly = AmountField(label="Maandbedrag aan DUO", help_text="Niets? Vul 0 in.")

    def clean_starts_on(self) -> date:
        started: date = self.cleaned_data["starts_on"]
        if started > clock.today() or started.year < 1950:
            raise forms.ValidationError("Deze datum kan niet. Controleer het jaar.")
        return started
