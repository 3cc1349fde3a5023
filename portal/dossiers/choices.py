"""The answers to choose from that applicants tell besides the columns of their row; the keys are those of the facts."""

from django.db import models
from django.utils.translation import gettext_lazy


class PropertyRegime(models.TextChoices):
    """How spouses or registered partners own things (gids 3.1)."""

    GEMEENSCHAP = "gemeenschap", gettext_lazy("Alles is van ons samen (gemeenschap van goederen)")
    BEPERKT = "beperkte-gemeenschap", gettext_lazy("Beperkte gemeenschap van goederen (de regel sinds 2018)")
    KOUD = "voorwaarden-koude-uitsluiting", gettext_lazy("Voorwaarden waarbij niets van ons samen is")
    OVERIG = "voorwaarden-overig", gettext_lazy("Andere voorwaarden bij de notaris")


class ResidenceTitle(models.TextChoices):
    """By what right somebody without the Dutch nationality lives here (gids 3.2)."""

    NOT_NEEDED = "niet-nodig", gettext_lazy("Ik heb geen vergunning nodig, want mijn land hoort bij de EU of EFTA")
    INDEFINITE = "onbepaalde-tijd", gettext_lazy("Verblijfsvergunning voor onbepaalde tijd")
    LONG_TERM = "eu-langdurig-ingezetene", gettext_lazy("EU-langdurig ingezetene")
    UNION = "duurzaam-verblijf-unieburger", gettext_lazy("Duurzaam verblijf als burger van de EU of familielid daarvan")
    NOT_TEMPORARY = "niet-tijdelijk-vb-3-5", gettext_lazy("Vergunning voor een doel dat niet tijdelijk is")
    TEMPORARY = "tijdelijk", gettext_lazy("Een andere, tijdelijke vergunning")
    NONE = "geen", gettext_lazy("Ik heb geen vergunning")


class IncomeKind(models.TextChoices):
    """Where somebody's money comes from (gids 4)."""

    WAGE = "loon", gettext_lazy("Loon van een werkgever")
    BUSINESS = "onderneming", gettext_lazy("Een eigen bedrijf, of loon als directeur en aandeelhouder")
    PENSION = "pensioen", gettext_lazy("AOW, pensioen of lijfrente")
    BENEFIT = "uitkering", gettext_lazy("Een uitkering")
    ALIMONY = "alimentatie", gettext_lazy("Partneralimentatie")
    OTHER = "overig", gettext_lazy("Iets anders, zoals huur of een pgb")
    NONE = "geen", gettext_lazy("Ik heb geen inkomen")


class BusinessForm(models.TextChoices):
    """What a business is in law (gids 4.2)."""

    EENMANSZAAK = "eenmanszaak", gettext_lazy("Eenmanszaak of zzp")
    VOF = "vof", gettext_lazy("Vennootschap onder firma (vof)")
    MAATSCHAP = "maatschap", gettext_lazy("Maatschap")
    BV = "bv", gettext_lazy("Besloten vennootschap (bv)")
    OVERIG = "overig", gettext_lazy("Een andere vorm")


class BenefitScheme(models.TextChoices):
    """Which benefit (gids 4.5)."""

    ANW = "anw", gettext_lazy("Anw (nabestaanden)")
    WAJONG = "wajong", gettext_lazy("Wajong")
    IVA = "iva", gettext_lazy("WIA: IVA")
    WGA = "wga", gettext_lazy("WIA: WGA")
    WW = "ww", gettext_lazy("WW")
    SICKNESS = "ziektewet", gettext_lazy("Ziektewet")
    ASSISTANCE = "bijstand", gettext_lazy("Bijstand")
    OVERIG = "overig", gettext_lazy("Een andere uitkering")


class AlimonyRecord(models.TextChoices):
    """Where partneralimentatie is laid down (gids 4.6)."""

    CONVENANT = "echtscheidingsconvenant", gettext_lazy("In een echtscheidingsconvenant")
    VERDICT = "vonnis", gettext_lazy("In een vonnis van de rechter")
    ORDER = "beschikking", gettext_lazy("In een beschikking van de rechter")
    DEED = "notariele-akte", gettext_lazy("In een akte van de notaris")
    NONE = "geen", gettext_lazy("Nergens")


class OtherIncome(models.TextChoices):
    """Income of another kind (gids 4)."""

    WORK = "andere-arbeidsrelatie", gettext_lazy("Werk zonder arbeidscontract")
    RENT = "verhuur", gettext_lazy("Huur die je ontvangt")
    CAPITAL = "vermogen", gettext_lazy("Rente of dividend")
    PGB = "pgb", gettext_lazy("Een pgb")
    PENSION = "pensioencompensatie", gettext_lazy("Compensatie van pensioen")
    EMPLOYER = "werkgeversvergoeding", gettext_lazy("Een vergoeding van je werkgever")
    OVERIG = "overig", gettext_lazy("Iets anders")


class PrivateLender(models.TextChoices):
    """Who lent (gids 5.3)."""

    PARENTS = "ouders", gettext_lazy("Mijn ouders")
    FAMILY = "familie", gettext_lazy("Andere familie")
    OVERIG = "overig", gettext_lazy("Iemand anders")


class PrivateLoanPurpose(models.TextChoices):
    """What was lent for (gids 5.3)."""

    HOME = "eigen-woning", gettext_lazy("Een koopwoning")
    RESIDUAL = "restschuld", gettext_lazy("De restschuld van een woning")
    OVERIG = "anders", gettext_lazy("Iets anders")


class HomeStatus(models.TextChoices):
    """What happens to the home somebody has (gids 5.6)."""

    KEPT = "niet-te-koop", gettext_lazy("Ik houd de woning")
    FOR_SALE = "te-koop", gettext_lazy("De woning staat te koop of gaat te koop")
    SOLD = "verkocht", gettext_lazy("De woning is verkocht")


class HomeOwner(models.TextChoices):
    """Whose the present home is."""

    FIRST = "eerste", gettext_lazy("Van de eerste aanvrager")
    SECOND = "tweede", gettext_lazy("Van de tweede aanvrager")
    BOTH = "allebei", gettext_lazy("Van jullie samen")


class AssociationStatus(models.TextChoices):
    """How an owners' association (VvE) is doing (gids 6.9)."""

    ACTIVE = "actief", gettext_lazy("De VvE is actief")
    FORMING = "in-oprichting", gettext_lazy("De VvE wordt opgericht")
    ASLEEP = "slapend", gettext_lazy("De VvE bestaat, maar doet niets")
    NONE = "geen", gettext_lazy("Er is geen VvE")


class BuildKind(models.TextChoices):
    """How a new home is built (gids 6.3)."""

    PROJECT = "projectbouw", gettext_lazy("In een project van een bouwer")
    PLOT = "kavelbouw", gettext_lazy("Op een eigen kavel, met een aannemer")
    OWN = "eigen-beheer", gettext_lazy("In eigen beheer, met een aannemer")
    SELF = "zelfbouw", gettext_lazy("Ik bouw zelf")
    CPO = "cpo", gettext_lazy("Met een groep die samen bouwt (cpo)")


class Resident(models.TextChoices):
    """Who comes to live in without owning or borrowing (gids 3.1)."""

    NOBODY = "niemand", gettext_lazy("Nee")
    SPOUSE = "gehuwd", gettext_lazy("Ja, mijn echtgenoot of echtgenote")
    REGISTERED = "geregistreerd-partnerschap", gettext_lazy("Ja, mijn geregistreerde partner")
    BARE = "samenwonend-zonder-contract", gettext_lazy("Ja, mijn partner, zonder samenlevingscontract")
    CONTRACT = "samenwonend-met-contract", gettext_lazy("Ja, mijn partner, met samenlevingscontract")
    OVERIG = "overig", gettext_lazy("Ja, iemand anders")


CHOICES: dict[str, type[models.TextChoices]] = {
    "property_regime": PropertyRegime,
    "residence_title": ResidenceTitle,
    "income_kinds": IncomeKind,
    "business_form": BusinessForm,
    "benefit_scheme": BenefitScheme,
    "alimony_recorded_in": AlimonyRecord,
    "other_income_kind": OtherIncome,
    "private_loan_lender": PrivateLender,
    "private_loan_purpose": PrivateLoanPurpose,
    "present_home_status": HomeStatus,
    "present_home_owner": HomeOwner,
    "vve_status": AssociationStatus,
    "build_kind": BuildKind,
    "resident": Resident,
}
"""The choices by the name of their answer."""
