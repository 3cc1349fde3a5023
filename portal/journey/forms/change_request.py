"""What to do with a change that somebody asked for."""

from django import forms
from django.utils.translation import gettext_lazy

from portal.journey.forms.fields import choice_messages


class AgreeForm(forms.Form):
    """The other borrower says yes or no; nothing is chosen beforehand."""

    agree = forms.ChoiceField(
        label=gettext_lazy("Ga je akkoord met deze wijziging?"),
        choices=[
            ("ja", gettext_lazy("Ja, laat de medewerker ernaar kijken")),
            ("nee", gettext_lazy("Nee, alles blijft zoals het is")),
        ],
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies ja of nee.")),
    )
