"""The facts document of a dossier for one phase and day."""

from portal import clock
from portal.assessments.facts import evidence, home, homes, lening, obligations, people
from portal.assessments.facts.inputs import Person, Terms
from portal.assessments.facts.shapes import Json, day, known
from portal.assessments.facts.sources import sources_of
from portal.assessments.policy import accepts_new_customers
from portal.assessments.registers.services import answers_of
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.parts import current
from portal.dossiers.services import collection_account, declared_income
from portal.evidence.services import facts_id
from underwriting import jsonform
from underwriting.norms import norms_on


def people_of(dossier: Dossier) -> tuple[Person, ...]:
    """The applicants with their evidence, in order."""
    rows = dossier.applicants.select_related("user__key", "dossier__wish")
    return tuple(
        Person(
            id=facts_id(one),
            applicant=one,
            sources=sources_of(one, person_id=facts_id(one), corrected=True),
            declared=declared_income(one),
            told=current(one),
            registers=tuple(answers_of(one)),
        )
        for one in rows
    )


def assemble_facts(dossier: Dossier, *, phase: str, terms: Terms | None = None, complete: bool | None = None) -> Json:
    """The facts of `dossier` as they are known today.

    Args:
        phase: a phase of the guide (`aanvraag` ... `passeren`).
        terms: the running renteaanbod, when there is one.
        complete: whether the file holds every document; None leaves it unsaid.
    """
    today = clock.today()
    norms = norms_on(today)
    wish = dossier.wish
    told = current(wish)
    persons = people_of(dossier)
    documents = evidence.documents_of(dossier)
    valuation = home.valuation_of(documents, wish)
    facts: Json = {
        "schema_version": "1.0",
        "evaluation": {"phase": phase, "as_of": today.isoformat()},
        "application": {
            "id": dossier.number.lower(),
            "channel": "execution-only",
            "request_type": "nieuwe-hypotheek",
            "purposes": ["aankoop", *(["energiebesparing"] if lening.energy_money(wish) else [])],
            "customer_segment": "doorstromer" if wish.owns_home else "starter",
            "nhg": bool(wish.nhg),
            "application_date": (dossier.submitted_on or today).isoformat(),
            "existing_neo_customer": any(one.told.get("has_neo_mortgage") for one in persons),
            "senior_scheme_requested": False,
            "explain_requested": False,
            "submission_route": _route(persons),
        },
        "applicants": [people.applicant_facts(one, today=today) for one in persons],
        "household": people.household_facts(wish, told),
        "obligations": obligations.obligations_of(persons),
        "other_properties": homes.other_properties_of(persons, wish, told),
        "onderpand": home.onderpand_facts(wish, told, valuation=valuation, documents=documents),
        "lening": lening.lening_facts(wish, norms=norms, terms=terms, persons=persons),
        "own_funds": lening.own_funds_facts(persons, documents),
        "passeren": known({"planned_on": day(wish.transfer_on)}),
        "documents": [document.facts for document in documents],
        "brondata": evidence.brondata_facts(persons),
        "fraud": {"signals": []},
        "reference": jsonform.write(norms.reference(accepts_new_customers=accepts_new_customers(today))),
    }
    if terms is not None:
        facts["aanbod"] = {"renteaanbod": known({"issued_on": day(terms.issued_on), "used_on": day(terms.used_on)})}
    if (account := collection_account(dossier)) is not None:
        facts["payment"] = {
            "accounts": [{"iban": account["iban"], "sepa": True, "holder_ids": [f"p{account['holder']}"]}]
        }
    if complete is not None:
        facts["dossier"] = {"complete": complete}
    return facts


def _route(persons: tuple[Person, ...]) -> str:
    routes = {one.applicant.route for one in persons}
    if routes == {Applicant.Route.OCKTO}:
        return "hybride"
    return "documenten" if routes == {Applicant.Route.DOCUMENTS} else "hybride"
