"""Applicants and their household."""

from datetime import date

from brondata.datasets import (
    BrpGroep,
    BrpPersoon,
    BurgerlijkeStaat,
    Partner,
    RedenOntbinding,
    Source,
)
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.other_incomes import other_incomes_of
from portal.assessments.facts.pension import pensions_of
from portal.assessments.facts.shapes import Json, day, known
from portal.assessments.facts.wages import wages_of
from portal.assessments.registers.facts import to_facts
from portal.dossiers.choices import IncomeKind, ResidenceTitle, Resident
from portal.dossiers.models import Wish

# BRP table 32 (nationaliteiten, LO BRP): the EU, the EEA and Switzerland whole (gids 3.2), and the largest others.
# Countries that no longer exist are left out. A code that is not here says nothing about the country.
NATIONALITIES = {
    "0001": "NL", "0027": "SK", "0028": "CZ", "0042": "SI", "0043": "HR", "0044": "LV", "0045": "EE", "0046": "LT",
    "0052": "BE", "0053": "BG", "0054": "DK", "0055": "DE", "0056": "FI", "0057": "FR", "0059": "GR", "0061": "HU",
    "0062": "IE", "0063": "IS", "0064": "IT", "0066": "LI", "0067": "LU", "0068": "MT", "0070": "NO", "0071": "AT",
    "0072": "PL", "0073": "PT", "0074": "RO", "0077": "ES", "0080": "SE", "0081": "CH", "0308": "CY",
    "0034": "UA", "0041": "RU", "0060": "GB", "0112": "EG", "0114": "ET", "0118": "GH", "0131": "MA", "0137": "NG",
    "0140": "ZA", "0149": "SO", "0204": "CA", "0223": "US", "0253": "BR", "0255": "CO", "0263": "SR", "0300": "AF",
    "0307": "CN", "0309": "PH", "0312": "IN", "0313": "ID", "0314": "IQ", "0315": "IR", "0317": "JP", "0331": "PK",
    "0336": "SY", "0339": "TR", "0341": "KR", "0400": "AU",
}  # fmt: skip
CIVIL_STATUS = {
    BurgerlijkeStaat.ONGEHUWD: "ongehuwd",
    BurgerlijkeStaat.GEHUWD: "gehuwd",
    BurgerlijkeStaat.GEREGISTREERD_PARTNERSCHAP: "geregistreerd-partnerschap",
    BurgerlijkeStaat.GESCHEIDEN: "gescheiden",
    BurgerlijkeStaat.PARTNERSCHAP_BEEINDIGD: "gescheiden",
    BurgerlijkeStaat.VERWEDUWD: "weduwe-weduwnaar",
    BurgerlijkeStaat.ACHTERGEBLEVEN_PARTNER: "weduwe-weduwnaar",
}
"""The words of the facts for those of the register; a register that does not know (onbekend) says nothing."""
DIVORCED = (RedenOntbinding.ECHTSCHEIDING, RedenOntbinding.VREEMD_RECHT)
RELATIONS = {
    Wish.Relation.MARRIED: "gehuwd",
    Wish.Relation.REGISTERED: "geregistreerd-partnerschap",
    Wish.Relation.COHABITING: "samenwonend",
    Wish.Relation.COHABITING_BARE: "samenwonend",
}


def applicant_facts(person: Person, *, today: date) -> Json:
    """One applicant; the BRP goes before what was typed."""
    row, bundle = person.applicant, person.bundle
    brp = bundle.persoon if bundle else None
    civil_status = _civil_status(brp, row.civil_status)
    return known(
        {
            "id": person.id,
            "name": known(
                {
                    "initials": row.initials,
                    "given_names": row.given_names,
                    "surname_prefix": row.surname_prefix,
                    "surname": row.surname,
                }
            ),
            "birth_date": day(row.birth_date),
            "legal_capacity": _of_age(row.birth_date, today),
            "nationalities": _nationalities(brp, row.dutch, person.told.get("nationality")),
            "nl_residence": _residence(person, brp),
            "residence_title": _title(person),
            "tax": _tax(person),
            "contact": {"email": row.user.email, "phone": row.phone},
            "is_borrower": True,
            "is_owner": True,
            "is_occupant": row.dossier.wish.self_occupied,
            "income_needed": person.told.get("income_counts", True),
            "employee_of_n26": row.works_for_n26,
            "identity": {"method": "brondata"} if brp else {"method": "kopie-identiteitsbewijs"},
            "civil_status": civil_status,
            "property_regime": _regime(civil_status, person),
            "divorces": _divorces(person, brp, civil_status),
            "stopped_working": _stopped_working(person),
            "incomes": _incomes(person, today),
            "registers": to_facts(person.registers, applicant_id=person.id),
        }
    )


def household_facts(wish: Wish, told: Json) -> Json:
    """Alone, or how the two belong together; and who lives in without owning (gids 3.1)."""
    resident = told.get("resident")
    lives_in = resident is not None and resident != Resident.NOBODY
    return known(
        {
            # Who is married or lives together is no single person, also when the other does not borrow.
            "single": not wish.together and not lives_in,
            "applicants_relation": RELATIONS.get(Wish.Relation(wish.relation)),
            "resident_non_owner": {"relation": resident} if lives_in else None,
        }
    )


def _of_age(born: date | None, today: date) -> bool | None:
    if born is None:
        return None
    return (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) >= 18


def _nationalities(brp: BrpPersoon | None, dutch: bool | None, told: str | None) -> list[str] | None:
    if brp is not None and brp.nationaliteiten:
        codes = [NATIONALITIES.get(code) for code in brp.nationaliteiten]
        return [code for code in codes if code] or None
    if dutch:
        return ["NL"]
    return [told] if told else None


def _title(person: Person) -> str | None:
    """By what right somebody lives here; who says that none is needed has none, and the nationality decides."""
    title = person.told.get("residence_title")
    return ResidenceTitle.NONE.value if title == ResidenceTitle.NOT_NEEDED else title


def _tax(person: Person) -> Json | None:
    """Where income tax is due; nobody asked yet says nothing."""
    if person.applicant.tax_only_in_nl:
        return {"liable_in_nl": True, "foreign_countries": []}
    country = person.told.get("tax_country")
    return {"liable_in_nl": True, "foreign_countries": [country]} if country else None


def _stopped_working(person: Person) -> bool | None:
    """Whether nobody pays this person for work any more, by the incomes they told; a wage in the register decides."""
    message = person.bundle.verzekeringsbericht if person.bundle else None
    kinds = person.told.get("income_kinds")
    if kinds is None:
        return None
    earns = bool({IncomeKind.WAGE, IncomeKind.BUSINESS} & set(kinds))
    return not earns and not (message is not None and message.dienstverbanden)


def _residence(person: Person, brp: BrpPersoon | None) -> Json | None:
    """The address is registered since; the registration in the Netherlands is at least as old."""
    if brp is not None and brp.adres is not None and brp.adres.sinds is not None:
        return {"registered_since": brp.adres.sinds.isoformat(), "evidence": [f"b-{person.id}-mijnoverheid-brp"]}
    since = (person.declared or {}).get("lives_here_since")
    return {"registered_since": since} if since else None


def _civil_status(brp: BrpPersoon | None, typed: str) -> str:
    """The register's; what was typed where the register does not know, or doubts what it says."""
    if brp is None or brp.twijfel_over(BrpGroep.PARTNER):
        return typed
    return CIVIL_STATUS.get(brp.burgerlijke_staat, typed)


def _regime(civil_status: str, person: Person) -> str | None:
    """How spouses own things, as told: no register is asked (gids 3.1)."""
    married = civil_status in ("gehuwd", "geregistreerd-partnerschap")
    return person.told.get("property_regime") if married else None


def _divorces(person: Person, brp: BrpPersoon | None, civil_status: str) -> list[Json] | None:
    """A running divorce as told; the past ones by the register with their dates, else by the civil status."""
    told = person.applicant.divorce_pending
    if told:
        return [{"status": "lopend"}]
    deed = person.told.get("division_deed")
    if brp is not None and (ended := [one for one in brp.ex_partners if one.reden_ontbinding in DIVORCED]):
        last = max(ended, key=lambda one: _whole(one) or "")
        return [
            known(
                {
                    "status": "afgerond",
                    "finalised_on": _whole(one) or (person.told.get("divorced_on") if one is last else None),
                    "division_deed_exists": deed if one is last else None,
                    "evidence": [_brp(person)],
                }
            )
            for one in ended
        ]
    if civil_status == "gescheiden":
        return [
            known(
                {
                    "status": "afgerond",
                    "finalised_on": person.told.get("divorced_on"),
                    "division_deed_exists": deed,
                }
            )
        ]
    return [] if told is False else None


def _whole(partner: Partner) -> str | None:
    """The day a marriage ended, when the register knows the whole date."""
    return day(partner.ontbonden_op.volledig()) if partner.ontbonden_op else None


def _brp(person: Person) -> str:
    return person.sources.proof[Source.BRP]


def _incomes(person: Person, today: date) -> list[Json]:
    applied_on = person.applicant.dossier.submitted_on or today
    return [
        *wages_of(person, today),
        *pensions_of(person, applied_on=applied_on, today=today),
        *other_incomes_of(person),
    ]
