"""When an item of the checklist applies, by the facts. An item without a condition always does."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.assessments.checklist.paths import find

Json = Mapping[str, Any]


def _has(path: str) -> Callable[[Json], bool]:
    return lambda facts: any(found.value not in (None, False, [], {}) for found in find(facts, path))


def _purpose(name: str) -> Callable[[Json], bool]:
    return lambda facts: name in (facts.get("application", {}).get("purposes") or ())


CONDITIONS: Mapping[str, Callable[[Json], bool]] = {
    "": lambda facts: True,
    "other-nationality": lambda facts: any(
        "NL" not in (one.get("nationalities") or ["NL"]) for one in facts["applicants"]
    ),
    "new-build": lambda facts: facts.get("onderpand", {}).get("construction") == "nieuwbouw",
    "purchase": _purpose("aankoop"),
    "refinancing": _purpose("oversluiting"),
    "erfpacht": lambda facts: "erfpacht" in facts.get("onderpand", {}),
    "auction": _has("onderpand.purchase.at_auction"),
    "zero-on-the-meter": _has("onderpand.energy_performance_guarantee_years"),
    "works": _has("onderpand.works.planned"),
    "survey": _has("onderpand.structural_survey"),
    "ibl": _has("applicants[].incomes[method=ibl].id"),
    "pension": _has("applicants[].incomes[kind=pensioen].id"),
    "business": _has("applicants[].incomes[kind=onderneming].id"),
    "alimony-received": _has("applicants[].incomes[kind=partneralimentatie].id"),
    "own-funds": _has("own_funds.items[].id"),
    "bkr": _has("applicants[].registers.bkr.registrations[].id"),
    "credit": _has("obligations[kind=krediet].id"),
    "student-loan": _has("obligations[kind=studielening].id"),
    "student-loan-repaid": _has("obligations[kind=studielening].principal_after_extra_repayment"),
    "alimony-paid": _has("obligations[kind=partneralimentatie].id"),
    "seniors": _has("application.senior_scheme_requested"),
    "restschuld": _has("lening.restschuld.amount"),
    "brondata": _has("brondata[].id"),
}
