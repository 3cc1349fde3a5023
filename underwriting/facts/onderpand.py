"""The home that secures the loan (gids 6)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.applicants import Address
from underwriting.facts.words import CostCoveredBy, EnergyLabel, Hectares
from underwriting.jsonform import Between, Id, Length, Money, Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """The purchase of the onderpand."""

    price_kosten_koper: Money | None = None
    price_vrij_op_naam: Money | None = None
    movables: Money | None = None
    agreement_signed_on: date | None = None
    signed_by_all: bool | None = None
    at_auction: bool | None = None
    deviating_clauses: Annotated[str, Length(4000)] | None = None
    maintenance_fund_deposit: Money | None = None
    maintenance_fund_in_agreement: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """A valuation report (gids 6.2)."""

    id: Id
    kind: Literal["standaard", "desktop", "bestek-en-tekeningen", "woz", "modelmatig"]
    valued_on: date | None = None
    report_on: date | None = None
    report_code: Annotated[str, Length(60)] | None = None
    market_value: Money | None = None
    market_value_after_works: Money | None = None
    nwwi_validated: bool | None = None
    current_model: bool | None = None
    free_of_rent_and_use: bool | None = None
    structural_state: Literal["goed", "redelijk", "matig", "slecht"] | None = None
    deferred_maintenance_cost: Money | None = None
    structural_survey_advised: bool | None = None
    works_specified: bool | None = None
    erfpacht_effect_stated: bool | None = None
    vve_information_stated: bool | None = None
    value_unaffected_by_soil_or_sewer: bool | None = None
    habitability_unaffected_by_soil_or_sewer: bool | None = None
    valuer_independent_of_chain: bool | None = None
    transaction_at_market_terms: bool | None = None
    value_increase_explained: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WozValue:
    """A WOZ decision (gids 6.5)."""

    value: Money
    valued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Renovation and energy-saving works (gids 2.5, 6.2)."""

    planned: bool | None = None
    financed: bool | None = None
    renovation_cost: Money | None = None
    energy_saving_cost: Money | None = None
    energy_budget: Money | None = None
    deferred_maintenance_cost: Money | None = None
    value_after_works_needed: bool | None = None
    kind: (
        Literal["verbouwing", "renovatie", "woningaanpassing", "achterstallig-onderhoud", "energiebesparing"] | None
    ) = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralSurvey:
    """A structural survey (gids 6.2)."""

    on: date | None = None
    immediate_cost: Money | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nieuwbouw:
    """A home still to be built (gids 6.3)."""

    kind: Literal["projectbouw", "kavelbouw", "eigen-beheer", "zelfbouw", "cpo"] | None = None
    waarborgcertificaat: bool | None = None
    sgw_recognised: bool | None = None
    guarantee_number: Annotated[str, Length(60)] | None = None
    bouwbesluit_compliant: bool | None = None
    beng_compliant: bool | None = None
    permit_requested_on: date | None = None
    permit_final_on: date | None = None
    contract_final: bool | None = None
    fixed_contractor: bool | None = None
    completion_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stichtingskosten:
    """What a new home costs to build (gids 6.2)."""

    koop_aanneemsom: Money | None = None
    budget_by_certified_company: bool | None = None
    ground: Money | None = None
    meerwerk: Money | None = None
    energy_saving: Money | None = None
    interest_on_due_instalments: Money | None = None
    renteverlies: Money | None = None
    architect_and_advice: Money | None = None
    leges: Money | None = None
    maintenance_fund_deposit: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erfpacht:
    """Ground lease (gids 6.7)."""

    perpetual: bool | None = None
    ends_on: date | None = None
    erfpachtcanon_annual: Money | None = None
    bought_off: bool | None = None
    bought_off_until: date | None = None
    buy_off_cost: Money | None = None
    revision_on: date | None = None
    canon_after_revision: Money | None = None
    termination_known_or_expected: bool | None = None
    meets_nhg_guidelines: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opstalrecht:
    """Right of superficies (gids 6.8)."""

    independent: bool | None = None
    grantor: (
        Literal["gemeente", "provincie", "hoogheemraadschap", "woningbouwvereniging", "overige-overheid", "particulier"]
        | None
    ) = None
    utilities_only: bool | None = None
    perpetual: bool | None = None
    ends_on: date | None = None
    duration_stated: bool | None = None
    access_to_public_road: bool | None = None
    unreasonable_terms: bool | None = None
    compensation_on_termination: bool | None = None
    termination_by_grantor_excluded: bool | None = None
    retributie_annual: Money | None = None
    revision_on: date | None = None
    retributie_after_revision: Money | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vve:
    """Owners' association (gids 6.9)."""

    split_into_apartment_rights: bool | None = None
    status: Literal["actief", "in-oprichting", "slapend", "geen"] | None = None
    kvk_registered: bool | None = None
    new_split_or_new_build: bool | None = None
    maintenance_state: Literal["goed", "voldoende", "matig", "onvoldoende", "slecht"] | None = None
    fund_sufficient: bool | None = None
    mjop: bool | None = None
    structural_survey: bool | None = None
    plan_states_works_and_dates: bool | None = None
    plan_states_cost: bool | None = None
    budget_covers_plan: bool | None = None
    reserves_sufficient_for_plan: bool | None = None
    annual_reservation: Money | None = None
    rebuild_value: Money | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opstalverzekering:
    """Buildings insurance (gids 6.10)."""

    insurer_licensed_by_dnb: bool | None = None
    insurer_member_of_verbond: bool | None = None
    dutch_insurer: bool | None = None
    covers_rebuild_value_and_foundation: bool | None = None
    covers_usual_perils: bool | None = None
    starts_on: date | None = None
    runs_whole_term: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Soil:
    """Polluted soil (gids 6.6)."""

    polluted: bool | None = None
    remediation_mandatory: bool | None = None
    remediation_cost: Money | None = None
    cost_covered_by: CostCoveredBy | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sewer:
    """Connection to the sewer (gids 6.6)."""

    connected: bool | None = None
    connection_required_for_value: bool | None = None
    connection_cost: Money | None = None
    cost_covered_by: CostCoveredBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionChain:
    """A quick resale, ABC or ABA (gids 9.2)."""

    seller_acquired_on: date | None = None
    kind: Literal["geen", "abc", "aba"] | None = None
    information_provided: bool | None = None
    compliance_approved_on: date | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderpand:
    """The home that secures the loan (gids 6)."""

    address: Address | None = None
    type: (
        Literal[
            "woonhuis",
            "appartement",
            "woon-winkelpand",
            "winkelpand",
            "boerderij",
            "kantoor",
            "bedrijfspand",
            "utiliteitsgebouw",
            "handelsobject",
            "stacaravan",
            "woonwagen",
            "woonboot",
            "woongroep",
            "flat-exploitatie",
            "cooperatie",
            "recreatiewoning",
            "mge-woning",
            "mve-woning",
            "tiny-house",
            "flexwoning",
            "overig",
        ]
        | None
    ) = None
    construction: Literal["bestaande-bouw", "nieuwbouw"] | None = None
    permanent_residence_intended: bool | None = None
    permanent_residence_permitted: bool | None = None
    partly_let: bool | None = None
    residential_area_share: Percentage | None = None
    agricultural_zoning: bool | None = None
    land_hectares: Hectares | None = None
    timber_share: Percentage | None = None
    timber_frame: bool | None = None
    on_industrial_estate: bool | None = None
    demolition_assessment: bool | None = None
    suited_for_double_occupancy: bool | None = None
    groninger_akte: bool | None = None
    scheme: Literal["geen", "svn-starterslening", "andere-regeling"] | None = None
    energy_label: EnergyLabel | None = None
    energy_performance_guarantee_years: Annotated[int, Between(0, 100)] | None = None
    purchase: Purchase | None = None
    valuations: tuple[Valuation, ...] | None = None
    woz: WozValue | None = None
    works: Works | None = None
    structural_survey: StructuralSurvey | None = None
    nieuwbouw: Nieuwbouw | None = None
    stichtingskosten: Stichtingskosten | None = None
    erfpacht: Erfpacht | None = None
    opstalrecht: Opstalrecht | None = None
    vve: Vve | None = None
    opstalverzekering: Opstalverzekering | None = None
    soil: Soil | None = None
    sewer: Sewer | None = None
    transaction_chain: TransactionChain | None = None
