"""The loan in leningdelen."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext

from portal.dossiers.models import Leningdeel
from portal.formats.fields import EuroField, YesNoField
from portal.formats.inputs import YearsInput
from portal.formats.numbers import euro
from portal.journey.forms.fields import REQUIRED, choice_messages

MAX_PARTS = 3
PREFIX = "form"
NAMES = ("purpose", "amount", "aflosvorm", "term_years", "rentevastperiode_years")


def _years(count: int) -> str:
    return ngettext("%(count)s jaar", "%(count)s jaar", count) % {"count": count}


class LoanForm(forms.Form):
    """What holds for the loan as a whole."""

    nhg = YesNoField(
        label=gettext_lazy("Wil je Nationale Hypotheek Garantie (NHG)?"),
        help_text=gettext_lazy("Met NHG krijg je meestal een lagere rente. Je betaalt er één keer een bedrag voor."),
    )


class LeningdeelForm(forms.Form):
    """One leningdeel; a second or third one without amount and term is left out."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Waar is dit deel voor?"),
        choices=Leningdeel.Purpose.choices,
        help_text=gettext_lazy(
            "Energie besparen: isolatie, zonnepanelen, een warmtepomp. Dat geld komt in een bouwdepot."
        ),
        error_messages=choice_messages(gettext_lazy("Kies waar dit deel voor is.")),
    )
    amount = EuroField(
        label=gettext_lazy("Bedrag"),
        min_value=Decimal(1),
        error_messages={"min_value": gettext_lazy("Vul een bedrag hoger dan € 0 in.")},
    )
    aflosvorm = forms.ChoiceField(
        label=gettext_lazy("Aflosvorm"),
        choices=Leningdeel.Aflosvorm.choices,
        error_messages=choice_messages(gettext_lazy("Kies een aflosvorm.")),
    )
    term_years = forms.IntegerField(
        label=gettext_lazy("Looptijd"),
        min_value=1,
        max_value=30,
        widget=YearsInput,
        error_messages={
            "required": REQUIRED,
            "invalid": gettext_lazy("Vul een heel aantal jaren in."),
            "min_value": gettext_lazy("De looptijd is minimaal 1 jaar."),
            "max_value": gettext_lazy("De looptijd is maximaal 30 jaar."),
        },
    )
    rentevastperiode_years = forms.TypedChoiceField(
        label=gettext_lazy("Rente vast voor"),
        coerce=int,
        error_messages=choice_messages(gettext_lazy("Kies hoe lang je de rente vastzet.")),
    )

    def __init__(self, *args: Any, periods: tuple[int, ...], **kwargs: Any) -> None:
        """`periods`: the rentevastperiodes on offer, in years, shortest first."""
        super().__init__(*args, **kwargs)
        self.periods = periods
        self.fields["rentevastperiode_years"].choices = [(n, _years(n)) for n in periods]

    def has_changed(self) -> bool:
        """Whether somebody typed in it; a choice always has a value and says nothing."""
        return any((self[name].data or "").strip() for name in ("amount", "term_years"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        term, fixed = data.get("term_years"), data.get("rentevastperiode_years")
        # gids 2.7: not longer than the term, except the shortest period there is.
        if term and fixed and fixed > term and fixed != min(self.periods):
            self.add_error(
                "rentevastperiode_years", gettext("Je kunt de rente niet langer vastzetten dan de looptijd.")
            )
        return data


class BaseLeningdelen(forms.BaseFormSet):
    """At most three parts; the sum may not exceed the value, but for what saves energy (gids 2.4, 2.5)."""

    market_value: Decimal | None = None
    energy_share: Decimal = Decimal(0)

    def clean(self) -> None:
        if any(form.errors for form in self.forms):
            return
        if not self.market_value:
            return
        parts = [form.cleaned_data for form in self.parts()]
        energy = sum((one["amount"] for one in parts if one["purpose"] == Leningdeel.Purpose.ENERGIE), Decimal(0))
        total = sum((one["amount"] for one in parts), Decimal(0))
        extra = min(energy, self.market_value * self.energy_share / 100)
        if total > self.market_value + extra:
            raise forms.ValidationError(
                gettext(
                    "Je leent meer dan kan. Leen hoogstens %(most)s: dat is de marktwaarde en wat energie bespaart."
                )
                % {"most": euro(self.market_value + extra, 0)}
                if energy
                else gettext("Je leent meer dan de woning waard is. Verlaag het bedrag tot maximaal de marktwaarde.")
            )

    def parts(self) -> list[Any]:
        """The forms that were filled in."""
        return [form for form in self.forms if form.cleaned_data.get("amount")]


LeningdelenFormSet = forms.formset_factory(
    LeningdeelForm,
    formset=BaseLeningdelen,
    extra=0,
    min_num=1,
    max_num=MAX_PARTS,
    absolute_max=MAX_PARTS + 1,
    validate_max=True,
)


def leningdelen(
    data: Mapping[str, Any] | None,
    *,
    saved: list[dict[str, Any]],
    periods: tuple[int, ...],
    market_value: Decimal | None,
    energy_share: Decimal,
) -> BaseLeningdelen:
    """The formset on what was posted, else on what was saved; `energy_share` is percent of the value (gids 2.5).

    How many parts there are is read from the fields themselves, never from the hidden counters of
    a page: those may be old, or tampered with. `add_part` in `data` adds an empty part and
    `remove_part` (its index) drops one; nothing is judged then, and what was typed stays.
    """
    rows = saved if data is None else rows_of(data)
    changed = data is not None and _change(rows, data)
    judged = data is not None and not changed
    formset: BaseLeningdelen = LeningdelenFormSet(
        data=_counted(rows) if judged else None,
        initial=None if judged else rows or None,
        form_kwargs={"periods": periods},
        error_messages={
            "too_many_forms": gettext("Je kunt je lening over ten hoogste %(MAX_PARTS)s leningdelen verdelen.")
            % {"MAX_PARTS": MAX_PARTS}
        },
    )
    formset.market_value, formset.energy_share = market_value, energy_share
    return formset


def rows_of(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that were posted; one too many is let through, to be refused in words."""
    keys = [{name: f"{PREFIX}-{index}-{name}" for name in NAMES} for index in range(MAX_PARTS + 1)]
    rows = [{name: data[key] for name, key in row.items() if key in data} for row in keys]
    # Who says nothing of what it is for, buys: drafts and windows of before the question was there.
    return [{**row, "purpose": row.get("purpose") or Leningdeel.Purpose.AANKOOP.value} for row in rows if row]


def _change(rows: list[dict[str, Any]], data: Mapping[str, Any]) -> bool:
    """Add or drop a row when that button was pressed; says whether one was."""
    gone = data.get("remove_part", "")
    if gone in {str(index) for index in range(1, len(rows))}:
        del rows[int(gone)]
    if "add_part" in data and len(rows) < MAX_PARTS:
        rows.append({})
    return "add_part" in data or "remove_part" in data


def _counted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    counted: dict[str, Any] = {f"{PREFIX}-TOTAL_FORMS": str(max(len(rows), 1)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        counted |= {f"{PREFIX}-{index}-{name}": value for name, value in row.items()}
    return counted
