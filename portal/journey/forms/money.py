"""What comes in and what goes out, a form per subject."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from portal.dossiers.choices import (
    AlimonyRecord,
    BenefitScheme,
    BusinessForm,
    IncomeKind,
    OtherIncome,
    PrivateLender,
    PrivateLoanPurpose,
)
from portal.formats.fields import DutchDateField, EuroField, YesNoField
from portal.journey.forms.fields import AmountField, choice_messages, one_of, past
from portal.journey.forms.part import PartForm

# As many digits as the columns of these amounts hold.
MONEY_DIGITS = 9
ABOVE_ZERO = {"min_value": gettext_lazy("Vul een bedrag hoger dan € 0 in.")}


def _amount(label: str, **kwargs: Any) -> EuroField:
    return EuroField(label=label, max_digits=MONEY_DIGITS, min_value=Decimal(1), error_messages=ABOVE_ZERO, **kwargs)


class CountsForm(PartForm):
    """Whether the loan leans on this income (gids 3.2, 4)."""

    LEAD = gettext_lazy(
        "Vragen jullie samen aan, dan hoeft niet ieders inkomen mee te tellen. Zonder jouw inkomen kunnen jullie "
        "minder lenen, en je bent toch voor de hele lening verantwoordelijk."
    )

    income_counts = YesNoField(label=gettext_lazy("Moet jouw inkomen meetellen voor de hypotheek?"))


class KindsForm(PartForm):
    """Where the money comes from (gids 4)."""

    income_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Waar komt je inkomen vandaan?"),
        help_text=gettext_lazy("Kies alles wat geldt."),
        choices=IncomeKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=choice_messages(gettext_lazy("Kies waar je inkomen vandaan komt.")),
    )

    def clean_income_kinds(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["income_kinds"]
        if IncomeKind.NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                gettext("Je koos 'Ik heb geen inkomen' samen met iets anders. Kies één van beide.")
            )
        return chosen


class WageForm(PartForm):
    """What no register tells about a wage (gids 4.1)."""

    wage_by_bank = YesNoField(label=gettext_lazy("Krijg je je loon op je bankrekening?"))
    wage_garnished = YesNoField(
        label=gettext_lazy("Ligt er beslag op je loon?"),
        help_text=gettext_lazy(
            "Je werkgever betaalt dan een deel aan iemand die geld van je krijgt. Dit heet loonbeslag."
        ),
    )
    wage_ceded = YesNoField(
        label=gettext_lazy("Heb je een deel van je loon afgestaan?"),
        help_text=gettext_lazy("Je tekende er zelf voor dat een ander dat deel krijgt. Dit heet looncessie."),
    )
    job_ending = YesNoField(label=gettext_lazy("Stop je binnenkort met je werk, of heeft je werkgever dat gezegd?"))


class EnterpriseForm(PartForm):
    """A business of one's own (gids 4.2)."""

    LEAD = gettext_lazy(
        "Later vragen we een inkomensverklaring van een rekenexpert. Heb je meer bedrijven? Vul het grootste in en "
        "stuur ons een bericht."
    )

    business_form = one_of(gettext_lazy("Wat voor bedrijf heb je?"), BusinessForm.choices)
    business_started_on = DutchDateField(
        label=gettext_lazy("Wanneer ben je begonnen?"),
        help_text=gettext_lazy("De dag waarop je bij de Kamer van Koophandel begon."),
    )

    def clean_business_started_on(self) -> date:
        return past(self.cleaned_data["business_started_on"], 1900)


class BenefitForm(PartForm):
    """A benefit (gids 4.5)."""

    LEAD = gettext_lazy("Heb je meer uitkeringen? Vul de hoogste in en stuur ons een bericht.")

    benefit_scheme = one_of(gettext_lazy("Welke uitkering krijg je?"), BenefitScheme.choices)
    benefit_annual = _amount(
        gettext_lazy("Hoeveel is dat bruto per jaar?"), help_text=gettext_lazy("Met vakantiegeld.")
    )
    benefit_starts_on = DutchDateField(label=gettext_lazy("Sinds wanneer krijg je de uitkering?"))
    benefit_ends_on = DutchDateField(
        label=gettext_lazy("Tot wanneer krijg je de uitkering?"),
        required=False,
        help_text=gettext_lazy("Blijft de uitkering? Laat dit dan leeg."),
    )

    def clean_benefit_starts_on(self) -> date:
        return past(self.cleaned_data["benefit_starts_on"], 1950)

    def clean_benefit_ends_on(self) -> date | None:
        ends, starts = self.cleaned_data["benefit_ends_on"], self.cleaned_data.get("benefit_starts_on")
        if ends and starts and ends < starts:
            raise forms.ValidationError(gettext("Deze datum ligt voor het begin van de uitkering."))
        return ends  # type: ignore[no-any-return]


class AlimonyForm(PartForm):
    """Partneralimentatie that is received (gids 4.6)."""

    LEAD = gettext_lazy("Alimentatie voor kinderen telt niet mee.")

    alimony_received_monthly = _amount(gettext_lazy("Hoeveel partneralimentatie krijg je per maand?"))
    alimony_received_until = DutchDateField(
        label=gettext_lazy("Tot wanneer krijg je die?"),
        required=False,
        help_text=gettext_lazy("Staat er geen datum in de afspraak? Laat dit dan leeg."),
    )
    alimony_recorded_in = one_of(gettext_lazy("Waar staat dat je de alimentatie krijgt?"), AlimonyRecord.choices)


class OtherIncomeForm(PartForm):
    """Income of another kind (gids 4)."""

    LEAD = gettext_lazy("Heb je meer dan één soort? Vul de hoogste in en stuur ons een bericht.")

    other_income_kind = one_of(gettext_lazy("Wat voor inkomen is het?"), OtherIncome.choices)
    other_income_annual = _amount(gettext_lazy("Hoeveel is dat bruto per jaar?"))


class BurdensForm(PartForm):
    """What is paid besides what registers know (gids 5)."""

    alimony_monthly = AmountField(
        label=gettext_lazy("Hoeveel partneralimentatie betaal je per maand?"),
        max_digits=MONEY_DIGITS,
        help_text=gettext_lazy("Betaal je niets? Vul dan 0 in. Kinderalimentatie telt niet mee."),
    )
    private_loan_outstanding = AmountField(
        label=gettext_lazy("Hoeveel heb je geleend bij familie, vrienden of je werkgever?"),
        max_digits=MONEY_DIGITS,
        help_text=gettext_lazy("Leningen bij een bank of winkel vinden wij zelf bij BKR. Geen lening? Vul 0 in."),
    )
    private_loan_monthly = AmountField(
        label=gettext_lazy("Hoeveel betaal je daarvoor per maand?"),
        max_digits=MONEY_DIGITS,
        help_text=gettext_lazy("Niets? Vul 0 in."),
    )


class PrivateLoanForm(PartForm):
    """A loan of family, friends or an employer (gids 5.3)."""

    private_loan_lender = one_of(gettext_lazy("Van wie heb je geleend?"), PrivateLender.choices)
    private_loan_purpose = one_of(gettext_lazy("Waar was de lening voor?"), PrivateLoanPurpose.choices)
    private_loan_principal = _amount(
        gettext_lazy("Hoeveel leende je toen?"),
        help_text=gettext_lazy("Het bedrag aan het begin, uit de overeenkomst."),
    )

    def clean_private_loan_principal(self) -> Decimal:
        principal: Decimal = self.cleaned_data["private_loan_principal"]
        if principal < (self.row.private_loan_outstanding or 0):  # type: ignore[union-attr]
            raise forms.ValidationError(
                gettext("Dit is minder dan wat je nog moet betalen. Controleer beide bedragen.")
            )
        return principal


MONEY_FORMS: dict[str, type[PartForm]] = {
    "meetellen": CountsForm,
    "inkomen": KindsForm,
    "loon": WageForm,
    "onderneming": EnterpriseForm,
    "uitkering": BenefitForm,
    "alimentatie": AlimonyForm,
    "ander-inkomen": OtherIncomeForm,
    "lasten": BurdensForm,
    "lening": PrivateLoanForm,
}
