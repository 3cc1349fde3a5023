"""A request about a running loan (gids 10): which rules it calls up, and the facts they are tested on.

A request can ask for a new test of the customer: another aflosvorm (gids 10.1), or a loan that grows because one
partner buys the other out (gids 10.5). Then the ordinary rules speak as well; else only those in ALWAYS.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from underwriting.catalogue import CatalogueRow
from underwriting.decision import Finding
from underwriting.facts import Facts
from underwriting.facts.existing_loan import ExistingLoanRequest
from underwriting.facts.lening import Lening
from underwriting.facts.onderpand import Onderpand
from underwriting.facts.words import RequestType
from underwriting.workings import principal

T = TypeVar("T")

ALWAYS = ("G0-01", "G2-01", "G2-03", "G6.5-04", "G9-01", "G9-05", "G9.3-01", "G10.2-", "G11-04")
"""Automated rules that bear on every request: who may ask, trust, cash, a WOZ decision, moving."""
CAPACITY = (
    "G2.5-02", "G2.5-03", "G2.5-04", "G2.6-", "G2.8-", "G3.3-", "G4-", "G4.1", "G4.2-", "G4.3-", "G4.4-", "G4.5-",
    "G4.6-", "G4.7-", "G4.8-02", "G4.8-06", "G4.8-07", "G4.8-08", "G4.8-09", "G5.", "G6.7-04", "G6.7-05", "G6.8-08",
    "G6.8-09", "G8.1-", "G8.2-", "G9.1-", "G11-08", "A6.",
)  # fmt: skip
"""The financial situation and the capacity (gids 10.1): income, debts, registers, their documents, the test."""
INCREASE = (
    "G1-11", "G1-12", "G1-20", "G2.3-", "G2.4-", "G2.5-", "G2.7-", "G3.1-", "G3.2-", "G4.8-", "G6.1-", "G6.2-", "G6.4-",
    "G6.5-", "G6.6-", "G6.7-", "G6.8-", "G6.9-", "G6.12-", "G11-02", "G11-03", "G11-12",
)  # fmt: skip
"""A loan that grows is judged on person, product and home as well (gids 2.13, 10.5)."""

_MEMBER = re.compile(r"^(?P<name>applicants|obligations|other_properties|documents|brondata)\[(?P<index>\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """The facts a request is tested on, and where what they hold stands in the document."""

    facts: Facts
    places: dict[str, tuple[int, ...]]

    def in_the_document(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings, with what is missing under its path in the document that was asked about."""
        if not self.places:
            return tuple(findings)
        return tuple(
            replace(finding, missing=tuple(self._path(path) for path in finding.missing))
            if finding.missing
            else finding
            for finding in findings
        )

    def _path(self, path: str) -> str:
        found = _MEMBER.match(path)
        if found is None:
            return path
        name, index = found["name"], int(found["index"])
        return f"{name}[{self.places[name][index]}]{path[found.end() :]}"


def request_of(facts: Facts) -> ExistingLoanRequest:
    """What is stated about the request; nothing at all when nobody stated anything."""
    return facts.existing_loan_request or ExistingLoanRequest()


def asks(facts: Facts, request_type: RequestType, stated: object) -> bool:
    """Whether this is asked: by the kind of the request, or because the facts state it beside another."""
    return facts.application.request_type == request_type or (stated is not None and facts.about_running_loan)


def grows(facts: Facts) -> bool:
    """Whether partners who part ask for more loan (gids 10.5)."""
    request = request_of(facts)
    parting = asks(facts, "relatiebeeindiging", request.relatiebeeindiging)
    return parting and principal.new_money(facts) > Decimal(0)


def converts(facts: Facts) -> bool:
    """Whether another aflosvorm is asked (gids 10.1)."""
    return asks(facts, "omzetting", request_of(facts).omzetting)


def tests_customer(facts: Facts) -> bool:
    """Whether the customer is tested anew."""
    return facts.about_running_loan and (converts(facts) or grows(facts))


def tested(facts: Facts) -> bool:
    """Whether a loan is put to the test: every application, and a request for a new test that says of which loan."""
    return not facts.about_running_loan or (tests_customer(facts) and bool(principal.leningdelen(facts)))


def called_up(facts: Facts) -> tuple[str, ...]:
    """How the ids of the automated rules begin that have a say in this request about a running loan."""
    tested = CAPACITY if tests_customer(facts) else ()
    return ALWAYS + tested + (INCREASE if grows(facts) else ())


def bears(row: CatalogueRow, called: tuple[str, ...]) -> bool:
    """Whether a rule has a say in a request about a running loan that calls up these."""
    return row.servicing or row.id.startswith(called)


def as_tested(facts: Facts) -> Tested:
    """The facts the rules look at: those of the document, of who stays when partners part.

    NHG is that of the running loan. A document without loan or home keeps an empty one: nothing is known of it.
    """
    if not facts.about_running_loan:
        return Tested(facts=facts, places={})
    running = facts.existing_loan
    nhg = running.nhg if running is not None and running.nhg is not None else facts.application.nhg
    whole = replace(
        facts,
        application=replace(facts.application, nhg=nhg),
        lening=facts.lening or Lening(leningdelen=()),
        onderpand=facts.onderpand or Onderpand(),
    )
    parting = request_of(facts).relatiebeeindiging
    names = [applicant.id for applicant in facts.applicants]
    if not grows(facts) or parting is None or parting.leaving_id not in names or len(names) == 1:
        return Tested(facts=whole, places={})
    return _without(whole, parting.leaving_id)


def _without(facts: Facts, leaving_id: str) -> Tested:
    """Who leaves takes along what is only his or hers: incomes, debts, homes, papers."""
    debts, homes = facts.obligations or (), facts.other_properties or ()
    papers, data = facts.documents or (), facts.brondata or ()
    places = {
        "applicants": tuple(i for i, applicant in enumerate(facts.applicants) if applicant.id != leaving_id),
        "obligations": tuple(i for i, debt in enumerate(debts) if debt.applicant_ids != (leaving_id,)),
        "other_properties": tuple(i for i, home in enumerate(homes) if home.owner_ids != (leaving_id,)),
        "documents": tuple(i for i, document in enumerate(papers) if document.applicant_id != leaving_id),
        "brondata": tuple(i for i, entry in enumerate(data) if entry.applicant_id != leaving_id),
    }
    tested = replace(
        facts,
        applicants=_at(facts.applicants, places["applicants"]) or (),
        obligations=_at(facts.obligations, places["obligations"]),
        other_properties=_at(facts.other_properties, places["other_properties"]),
        documents=_at(facts.documents, places["documents"]),
        brondata=_at(facts.brondata, places["brondata"]),
    )
    return Tested(facts=tested, places=places)


def _at(entries: tuple[T, ...] | None, indexes: tuple[int, ...]) -> tuple[T, ...] | None:
    return None if entries is None else tuple(entries[index] for index in indexes)
