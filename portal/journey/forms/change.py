"""What somebody may want to change after the renteaanbod, besides the loan itself (gids 7.5, 7.6)."""

from django import forms
from django.utils.translation import gettext_lazy

from portal.journey.forms.fields import choice_messages

CHANGES = {
    "bedrag": gettext_lazy("Het bedrag van je lening"),
    "aflosvorm": gettext_lazy("De aflosvorm"),
    "looptijd": gettext_lazy("De looptijd, met dezelfde tijd waarin je rente vaststaat"),
    "overbrugging": gettext_lazy("Een overbrugging erbij of eraf"),
    "huisnummer-of-postcode": gettext_lazy("Een fout in je huisnummer of postcode"),
    "rentevastperiode": gettext_lazy("Hoe lang je rente vaststaat"),
    "nhg": gettext_lazy("Wel of geen NHG"),
    "onderpand-adres": gettext_lazy("Een andere woning"),
    "inkomensnorm": gettext_lazy("Op welke manier je inkomen telt"),
    "leningnemer": gettext_lazy("Iemand erbij of eraf die mee leent"),
    "inkomen": gettext_lazy("Je inkomen"),
    "lasten": gettext_lazy("Wat je moet betalen, zoals een nieuwe lening of alimentatie"),
}
"""Every change in words, in the order of the guide."""
IN_FIGURES = ("bedrag", "aflosvorm", "looptijd", "rentevastperiode", "nhg")
OTHERS = tuple((kind, text) for kind, text in CHANGES.items() if kind not in IN_FIGURES)


class OtherChangesForm(forms.Form):
    """What changes besides the leningdelen."""

    others = forms.MultipleChoiceField(
        label=gettext_lazy("Verandert er nog iets anders?"),
        choices=OTHERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=choice_messages(gettext_lazy("Kies een van de mogelijkheden.")),
    )
