"""Privacy acts that ask for a fresh code."""

from django import forms
from django.utils.translation import gettext_lazy

from portal.identity.forms import CodeField


class DownloadForm(forms.Form):
    """A fresh code: it is everything that we know of somebody."""

    code = CodeField()


class EraseForm(forms.Form):
    """Said in so many words, and a fresh code."""

    sure = forms.BooleanField(
        label=gettext_lazy("Ik weet dat mijn aanvraag stopt en dat dit niet terug te draaien is."),
        error_messages={"required": gettext_lazy("Zet een vinkje als je het zeker weet.")},
    )
    code = CodeField()
