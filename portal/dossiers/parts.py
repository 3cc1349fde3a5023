"""The questions by subject: which subjects apply to whom, and what is still to be answered.

An answer is a column of its row, or stands sealed in `told`. A subject that no longer applies keeps what was typed, for
who comes back to it, but tells nothing: `current` leaves it out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from portal.dossiers.choices import HomeStatus, IncomeKind
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.told import told_by

Row = Applicant | Wish
Told = Mapping[str, Any]
MARRIED = (Applicant.CivilStatus.GEHUWD, Applicant.CivilStatus.GEREGISTREERD)


def always(row: Any, told: Told) -> bool:
    """A subject for everybody."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One subject, one page. `columns` and `sealed` are the names of its answers; `optional` may stay empty."""

    slug: str
    title: str
    columns: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    optional: frozenset[str] = field(default_factory=frozenset)
    needed: Callable[[Any, Told], bool] = always

    @property
    def names(self) -> tuple[str, ...]:
        """All its answers."""
        return self.columns + self.sealed

    def is_answered(self, row: Row, told: Told) -> bool:
        """Whether everything that must be answered is; False and 0 are answers."""
        return not any(_value(row, told, name) in (None, "") for name in self.names if name not in self.optional)


def _with_income(kind: IncomeKind) -> Callable[[Any, Told], bool]:
    return lambda row, told: kind in (told.get("income_kinds") or ()) and _counts(row, told)


def _counts(row: Any, told: Told) -> bool:
    """Whether this income bears the loan: of one person alone it always does."""
    return not row.dossier.wish.together or told.get("income_counts") is not False


def _sells(row: Any, told: Told) -> bool:
    return bool(row.owns_home) and told.get("present_home_status") == HomeStatus.SOLD


PERSON: tuple[Part, ...] = (
    Part(
        slug="wie-je-bent",
        title=gettext_lazy("Wie je bent"),
        columns=("given_names", "initials", "surname_prefix", "surname", "birth_date", "phone"),
        optional=frozenset({"surname_prefix"}),
    ),
    Part(
        slug="afkomst",
        title=gettext_lazy("Nationaliteit en belasting"),
        columns=("dutch", "tax_only_in_nl", "works_for_n26"),
        sealed=("has_neo_mortgage",),
    ),
    Part(
        slug="verblijf",
        title=gettext_lazy("Je verblijf in Nederland"),
        sealed=("nationality", "residence_title"),
        needed=lambda row, told: row.dutch is False,
    ),
    Part(
        slug="belasting",
        title=gettext_lazy("Belasting in een ander land"),
        sealed=("tax_country",),
        needed=lambda row, told: row.tax_only_in_nl is False,
    ),
    Part(
        slug="burgerlijke-staat",
        title=gettext_lazy("Je burgerlijke staat"),
        columns=("civil_status", "divorce_pending"),
    ),
    Part(
        slug="huwelijk",
        title=gettext_lazy("Jullie afspraken over bezit"),
        sealed=("property_regime",),
        needed=lambda row, told: row.civil_status in MARRIED,
    ),
    Part(
        slug="scheiding",
        title=gettext_lazy("Je scheiding"),
        sealed=("divorced_on", "division_deed"),
        needed=lambda row, told: row.civil_status == Applicant.CivilStatus.GESCHEIDEN,
    ),
    Part(
        slug="meetellen",
        title=gettext_lazy("Telt jouw inkomen mee?"),
        sealed=("income_counts",),
        needed=lambda row, told: bool(row.dossier.wish.together),
    ),
    Part(slug="inkomen", title=gettext_lazy("Je inkomen"), sealed=("income_kinds",)),
    Part(
        slug="loon",
        title=gettext_lazy("Je loon"),
        columns=("wage_by_bank", "wage_garnished", "wage_ceded", "job_ending"),
        needed=_with_income(IncomeKind.WAGE),
    ),
    Part(
        slug="onderneming",
        title=gettext_lazy("Je bedrijf"),
        sealed=("business_form", "business_started_on"),
        needed=_with_income(IncomeKind.BUSINESS),
    ),
    Part(
        slug="uitkering",
        title=gettext_lazy("Je uitkering"),
        sealed=("benefit_scheme", "benefit_annual", "benefit_starts_on", "benefit_ends_on"),
        optional=frozenset({"benefit_ends_on"}),
        needed=_with_income(IncomeKind.BENEFIT),
    ),
    Part(
        slug="alimentatie",
        title=gettext_lazy("Partneralimentatie die je krijgt"),
        sealed=("alimony_received_monthly", "alimony_received_until", "alimony_recorded_in"),
        optional=frozenset({"alimony_received_until"}),
        needed=_with_income(IncomeKind.ALIMONY),
    ),
    Part(
        slug="ander-inkomen",
        title=gettext_lazy("Je andere inkomen"),
        sealed=("other_income_kind", "other_income_annual"),
        needed=_with_income(IncomeKind.OTHER),
    ),
    Part(
        slug="lasten",
        title=gettext_lazy("Alimentatie en leningen"),
        columns=("alimony_monthly", "private_loan_outstanding", "private_loan_monthly"),
    ),
    Part(
        slug="lening",
        title=gettext_lazy("Je lening bij familie, vrienden of werkgever"),
        sealed=("private_loan_lender", "private_loan_purpose", "private_loan_principal"),
        needed=lambda row, told: bool(row.private_loan_outstanding),
    ),
)
"""What an applicant tells about themselves, in the order of the pages."""

ADDRESS = Part(
    slug="adres",
    title=gettext_lazy("De woning die je koopt"),
    columns=(
        "postcode",
        "house_number",
        "addition",
        "street",
        "city",
        "home_type",
        "energy_label",
        "leasehold",
        "self_occupied",
        "peculiarities",
    ),
    optional=frozenset({"addition"}),
)
"""The subject with a page of its own, where the registers are asked."""

HOME: tuple[Part, ...] = (
    Part(slug="koopwoning", title=gettext_lazy("Waar je nu woont"), columns=("owns_home",)),
    Part(
        slug="huidige-woning",
        title=gettext_lazy("Je huidige woning"),
        sealed=(
            "present_home_status",
            "present_home_value",
            "present_home_mortgage",
            "present_home_monthly",
            "present_home_let",
        ),
        needed=lambda row, told: bool(row.owns_home),
    ),
    Part(
        slug="eigenaar",
        title=gettext_lazy("Van wie je huidige woning is"),
        sealed=("present_home_owner",),
        needed=lambda row, told: bool(row.owns_home and row.together),
    ),
    Part(
        slug="verkoop",
        title=gettext_lazy("De verkoop van je woning"),
        sealed=("sale_price", "sale_signed_on", "sale_transfer_on", "sale_final"),
        needed=_sells,
    ),
    ADDRESS,
    Part(slug="bouw", title=gettext_lazy("Bestaande bouw of nieuwbouw"), sealed=("new_build",)),
    Part(
        slug="nieuwbouw",
        title=gettext_lazy("De nieuwbouw"),
        sealed=("build_kind", "build_contractor", "build_certificate", "build_completion_on"),
        needed=lambda row, told: told.get("new_build") is True,
    ),
    Part(
        slug="prijs",
        title=gettext_lazy("Prijs en datums"),
        columns=("price", "market_value", "agreement_signed_on", "transfer_on"),
    ),
    Part(
        slug="erfpacht",
        title=gettext_lazy("De erfpacht"),
        sealed=("lease_perpetual", "lease_ends_on", "lease_bought_off", "lease_annual", "lease_ending"),
        optional=frozenset({"lease_ends_on"}),
        needed=lambda row, told: bool(row.leasehold),
    ),
    Part(
        slug="vve",
        title=gettext_lazy("De vereniging van eigenaars"),
        sealed=("vve_status", "vve_registered", "vve_plan"),
        needed=lambda row, told: row.home_type == Wish.HomeType.APPARTEMENT,
    ),
    Part(
        slug="bewoners",
        title=gettext_lazy("Wie er komt wonen"),
        sealed=("resident",),
        needed=lambda row, told: row.together is False,
    ),
)
"""What the first applicant tells about the homes, in the order of the pages."""


def parts_of(row: Row) -> tuple[Part, ...]:
    """The subjects that apply, with the answers that there are now."""
    told = told_by(row)
    return tuple(part for part in _table(row) if part.needed(row, told))


def open_parts(row: Row) -> tuple[Part, ...]:
    """The subjects that apply and are not wholly answered."""
    told = told_by(row)
    return tuple(part for part in _table(row) if part.needed(row, told) and not part.is_answered(row, told))


def current(row: Row) -> dict[str, Any]:
    """The sealed answers of the subjects that apply, as JSON holds them."""
    told = told_by(row)
    names = {name for part in _table(row) if part.needed(row, told) for name in part.sealed}
    return {name: value for name, value in told.items() if name in names and value not in (None, "")}


def columns_of(row: Row) -> tuple[str, ...]:
    """The columns of this row that hold answers."""
    return tuple(name for part in _table(row) for name in part.columns)


def _table(row: Row) -> tuple[Part, ...]:
    return PERSON if isinstance(row, Applicant) else HOME


def _value(row: Row, told: Told, name: str) -> Any:
    return told.get(name) if name not in {one.name for one in row._meta.concrete_fields} else getattr(row, name)
