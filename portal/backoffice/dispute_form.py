"""The verdict on a figure that an applicant says is wrong."""

from decimal import Decimal
from typing import Any

from django import forms

from portal.disputes.models import Dispute
from portal.disputes.services import WAGES
from portal.evidence.document_types import document_type
from portal.evidence.models import Upload
from portal.formats.fields import EuroField

UPHELD, CORRECTED = "register", "document"
STANDS = (UPHELD, "Het register blijft staan")
SHOWS = (CORRECTED, "Een document laat iets anders zien")


class DisputeForm(forms.Form):
    """The register stands, or a document that was approved shows otherwise; either way with the reason."""

    choice = forms.ChoiceField(
        label="Besluit",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat je besluit.", "invalid_choice": "Kies wat je besluit."},
    )
    evidence = forms.ChoiceField(label="Document waaruit het blijkt", required=False)
    corrected = EuroField(
        label="Bedrag op het document",
        required=False,
        min_value=Decimal(0),
        error_messages={"min_value": "Dit bedrag is niet lager dan nul."},
    )
    motivation = forms.CharField(
        label="Waarom?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="De aanvrager kan dit lezen.",
        error_messages={"required": "Schrijf op waarom."},
    )

    def __init__(self, *args: Any, dispute: Dispute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = Upload.objects.filter(
            request__dossier=dispute.applicant.dossier_id, state=Upload.State.APPROVED
        ).select_related("request")
        own = [one for one in approved if one.request.applicant_id in (None, dispute.applicant_id)]
        self.uploads = {str(one.pk): one for one in own}
        self.by_amount = bool(dispute.place) and dispute.place != WAGES
        choices = [STANDS, SHOWS] if dispute.place and own else [STANDS]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            ("", "Kies een document"),
            *(
                (key, f"{document_type(one.request.document_type).name}: {one.filename}")
                for key, one in self.uploads.items()
            ),
        ]
        if len(choices) == 1:
            del self.fields["evidence"]
        if len(choices) == 1 or not self.by_amount:
            del self.fields["corrected"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == CORRECTED:
            if not cleaned.get("evidence") and "evidence" not in self.errors:
                self.add_error("evidence", "Kies het document waaruit het blijkt.")
            if self.by_amount and cleaned.get("corrected") is None and "corrected" not in self.errors:
                self.add_error("corrected", "Vul het bedrag in dat op het document staat.")
        return cleaned

    @property
    def verdict(self) -> dict[str, Any]:
        """The arguments of `decide_dispute`."""
        found: dict[str, Any] = {"motivation": self.cleaned_data["motivation"]}
        if self.cleaned_data["choice"] == CORRECTED:
            found["evidence"] = self.uploads[self.cleaned_data["evidence"]]
            found["corrected"] = self.cleaned_data.get("corrected")
        return found
