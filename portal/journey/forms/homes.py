"""The home that is left and what belongs to the one that is bought, a form per subject."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from portal import clock
from portal.dossiers.choices import AssociationStatus, BuildKind, HomeOwner, HomeStatus, Resident
from portal.dossiers.models import Wish
from portal.dossiers.parts import Part, current
from portal.formats.fields import DutchDateField, EuroField, YesNoField
from portal.journey.forms.fields import AmountField, one_of, past
from portal.journey.forms.part import PartForm

# A year outside these bounds is a typing error.
OLDEST_AGREEMENT, LATEST_TRANSFER = timedelta(days=5 * 365), timedelta(days=5 * 365)


class OwnsForm(PartForm):
    """Whether there is a home already."""

    owns_home = YesNoField(label=gettext_lazy("Heb je nu een koopwoning?"))


class PresentHomeForm(PartForm):
    """The home somebody has (gids 2.6, 5.6)."""

    LEAD = gettext_lazy(
        "Heb je straks even twee woningen, dan moet je beide kunnen betalen. Heb je meer dan één koopwoning? Vul die "
        "in waar je woont en stuur ons een bericht."
    )

    present_home_status = one_of(gettext_lazy("Wat gebeurt er met je huidige woning?"), HomeStatus.choices)
    present_home_value = EuroField(
        label=gettext_lazy("Wat is je huidige woning waard?"),
        help_text=gettext_lazy("Uit een taxatie, of anders de WOZ-waarde."),
    )
    present_home_mortgage = AmountField(
        label=gettext_lazy("Hoeveel hypotheek heb je daar nog op?"),
        max_digits=11,
        help_text=gettext_lazy("Geen hypotheek? Vul 0 in."),
    )
    present_home_monthly = AmountField(
        label=gettext_lazy("Hoeveel betaal je daarvoor bruto per maand?"),
        help_text=gettext_lazy("Rente en aflossing samen. Niets? Vul 0 in."),
    )
    present_home_let = YesNoField(label=gettext_lazy("Verhuur je de woning of een deel ervan?"))

    def clean_present_home_value(self) -> Decimal:
        return positive(self.cleaned_data["present_home_value"], gettext("De waarde moet hoger zijn dan € 0."))


class OwnerForm(PartForm):
    """Whose it is."""

    present_home_owner = one_of(gettext_lazy("Van wie is de huidige woning?"), HomeOwner.choices)


class SaleForm(PartForm):
    """The sale of the present home (gids 5.6)."""

    LEAD = gettext_lazy("Het staat in de koopovereenkomst met de koper van je woning.")

    sale_price = EuroField(label=gettext_lazy("Voor hoeveel is je woning verkocht?"))
    sale_signed_on = DutchDateField(label=gettext_lazy("Wanneer is de verkoop getekend?"))
    sale_transfer_on = DutchDateField(label=gettext_lazy("Wanneer draag je je woning over?"))
    sale_final = YesNoField(
        label=gettext_lazy("Staat de verkoop vast?"),
        help_text=gettext_lazy("Dan kan de koper er niet meer vanaf: alle ontbindende voorwaarden zijn voorbij."),
    )

    def clean_sale_price(self) -> Decimal:
        return positive(self.cleaned_data["sale_price"], gettext("De verkoopprijs moet hoger zijn dan € 0."))

    def clean_sale_signed_on(self) -> date:
        return past(self.cleaned_data["sale_signed_on"], 2000)

    def clean_sale_transfer_on(self) -> date:
        transfer: date = self.cleaned_data["sale_transfer_on"]
        if (signed := self.cleaned_data.get("sale_signed_on")) and transfer < signed:
            raise forms.ValidationError(gettext("Deze datum ligt voor de dag waarop de verkoop is getekend."))
        if transfer > clock.today() + LATEST_TRANSFER:
            raise forms.ValidationError(gettext("Deze datum is erg ver weg. Controleer het jaar."))
        return transfer


class ConstructionForm(PartForm):
    """Built, or still to be built."""

    new_build = YesNoField(
        label=gettext_lazy("Moet de woning nog gebouwd worden?"),
        help_text=gettext_lazy("Kies ook ja als de bouw bezig is."),
    )


class NewBuildForm(PartForm):
    """A home that is to be built (gids 6.3)."""

    build_kind = one_of(gettext_lazy("Hoe wordt de woning gebouwd?"), BuildKind.choices)
    build_contractor = YesNoField(label=gettext_lazy("Bouwt een aannemer voor een vaste prijs?"))
    build_certificate = YesNoField(
        label=gettext_lazy("Is er een waarborgcertificaat?"),
        help_text=gettext_lazy("Dit belooft dat de woning afkomt als de bouwer stopt, bijvoorbeeld van Woningborg."),
    )
    build_completion_on = DutchDateField(label=gettext_lazy("Wanneer is de woning volgens de bouwer klaar?"))

    def clean_build_completion_on(self) -> date:
        ready: date = self.cleaned_data["build_completion_on"]
        if ready <= clock.today() or ready > clock.today() + LATEST_TRANSFER:
            raise forms.ValidationError(gettext("Deze datum kan niet. Controleer het jaar."))
        return ready


class PriceForm(PartForm):
    """What the home costs and when it changes hands."""

    LEAD = gettext_lazy("De gegevens staan in de koopovereenkomst.")

    price = EuroField(
        label=gettext_lazy("Koopsom"), help_text=gettext_lazy("De prijs in de koopovereenkomst, kosten koper.")
    )
    market_value = EuroField(
        label=gettext_lazy("Marktwaarde"),
        help_text=gettext_lazy("Uit het taxatierapport. Heb je dat nog niet? Vul de koopsom in."),
    )
    agreement_signed_on = DutchDateField(label=gettext_lazy("Wanneer is de koopovereenkomst getekend?"))
    transfer_on = DutchDateField(
        label=gettext_lazy("Wanneer krijg je de sleutel?"), help_text=gettext_lazy("De datum bij de notaris.")
    )

    def __init__(self, data: Any = None, *, row: Wish, part: Part) -> None:
        super().__init__(data, row=row, part=part)
        if current(row).get("new_build"):
            self.fields["price"].label = gettext("Koop- en aanneemsom")
            self.fields["price"].help_text = gettext("De prijs van grond en bouw samen, vrij op naam.")

    def clean_price(self) -> Decimal:
        return positive(self.cleaned_data["price"], gettext("De koopsom moet hoger zijn dan € 0."))

    def clean_market_value(self) -> Decimal:
        return positive(self.cleaned_data["market_value"], gettext("De marktwaarde moet hoger zijn dan € 0."))

    def clean_agreement_signed_on(self) -> date:
        signed: date = self.cleaned_data["agreement_signed_on"]
        if signed > clock.today():
            raise forms.ValidationError(gettext("Deze datum ligt in de toekomst. Teken eerst de koopovereenkomst."))
        if signed < clock.today() - OLDEST_AGREEMENT:
            raise forms.ValidationError(gettext("Deze datum is erg lang geleden. Controleer het jaar."))
        return signed

    def clean_transfer_on(self) -> date:
        transfer: date = self.cleaned_data["transfer_on"]
        if transfer <= clock.today():
            raise forms.ValidationError(gettext("Deze datum is al geweest. Vul de datum bij de notaris in."))
        if transfer > clock.today() + LATEST_TRANSFER:
            raise forms.ValidationError(gettext("Deze datum is erg ver weg. Controleer het jaar."))
        return transfer


class LeaseForm(PartForm):
    """Ground lease (gids 6.7)."""

    LEAD = gettext_lazy("De grond is van een ander, vaak de gemeente. Je vindt dit in de akte van erfpacht.")

    lease_perpetual = YesNoField(
        label=gettext_lazy("Geldt de erfpacht voor altijd?"), help_text=gettext_lazy("Dit heet eeuwigdurend.")
    )
    lease_ends_on = DutchDateField(
        label=gettext_lazy("Tot wanneer loopt de erfpacht?"),
        required=False,
        help_text=gettext_lazy("Geldt de erfpacht voor altijd? Laat dit dan leeg."),
    )
    lease_bought_off = YesNoField(label=gettext_lazy("Is de canon afgekocht?"))
    lease_annual = AmountField(
        label=gettext_lazy("Hoeveel canon betaal je per jaar?"), help_text=gettext_lazy("Afgekocht? Vul 0 in.")
    )
    lease_ending = YesNoField(label=gettext_lazy("Weet of verwacht je dat de erfpacht wordt opgezegd?"))

    def clean_lease_ends_on(self) -> date | None:
        ends: date | None = self.cleaned_data["lease_ends_on"]
        if ends is None and self.cleaned_data.get("lease_perpetual") is False:
            raise forms.ValidationError(gettext("Vul in tot wanneer de erfpacht loopt."))
        if ends is not None and ends <= clock.today():
            raise forms.ValidationError(gettext("Deze datum is al geweest."))
        return ends


class AssociationForm(PartForm):
    """The owners' association of an apartment (gids 6.9)."""

    LEAD = gettext_lazy("De verkoper of de makelaar heeft deze gegevens van de VvE.")

    vve_status = one_of(gettext_lazy("Hoe is het met de VvE?"), AssociationStatus.choices)
    vve_registered = YesNoField(label=gettext_lazy("Staat de VvE ingeschreven bij de Kamer van Koophandel?"))
    vve_plan = YesNoField(
        label=gettext_lazy("Heeft de VvE een plan voor onderhoud?"),
        help_text=gettext_lazy("Dit heet een meerjarenonderhoudsplan (MJOP)."),
    )


class ResidentForm(PartForm):
    """Who comes to live in without borrowing (gids 3.1)."""

    LEAD = gettext_lazy(
        "Wie eigenaar wordt en er woont, tekent ook voor de lening. Een partner die niet meetekent, kan niet altijd."
    )

    resident = one_of(
        gettext_lazy("Komt er een partner of iemand anders bij je wonen die niet meetekent?"),
        Resident.choices,
        help_text=gettext_lazy("Kinderen en huurders tellen niet mee."),
    )


def positive(amount: Decimal, message: str) -> Decimal:
    """An amount above zero.

    Raises:
        ValidationError: with this message.
    """
    if amount <= 0:
        raise forms.ValidationError(message)
    return amount


HOME_FORMS: dict[str, type[PartForm]] = {
    "koopwoning": OwnsForm,
    "huidige-woning": PresentHomeForm,
    "eigenaar": OwnerForm,
    "verkoop": SaleForm,
    "bouw": ConstructionForm,
    "nieuwbouw": NewBuildForm,
    "prijs": PriceForm,
    "erfpacht": LeaseForm,
    "vve": AssociationForm,
    "bewoners": ResidentForm,
}
"""By the slug of the subject; the address has a page of its own, with the registers."""
