"""Changes beside the loan that may help: debts repaid, time passed, own money shown, papers added."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from underwriting import documents, jsonform
from underwriting.decision import Decision, RequiredDocument, Verdict
from underwriting.facts.incomes import Loondienst, Onderneming
from underwriting.facts.obligations import Krediet, LeningDerden
from underwriting.norms import NoNormsInForce
from underwriting.periods import add_months, add_years
from underwriting.remedies.amounts import money
from underwriting.remedies.found import Change, Changes
from underwriting.remedies.proposal import Proposal, whole_euros
from underwriting.remedies.search import Goal, Search, keys, smallest, visible

ZERO = Decimal(0)
ROUNDS = 3
"""A paper that is there may show the next one that is asked for."""


def repay_debts(search: Search, goal: Goal) -> Iterator[Proposal]:
    """A credit or private loan repaid from own money before the offer; the cheapest that does, or else all together."""
    debts = {
        index: debt
        for index, debt in enumerate(search.facts.obligations or ())
        if isinstance(debt, Krediet | LeningDerden)
        and not debt.repaid_on
        and debt.to_be_repaid_before_offer is not True
    }
    singly = [{index: debt} for index, debt in sorted(debts.items(), key=lambda item: _owed(item[1]) or ZERO)]
    for chosen in (*singly, *([debts] if len(debts) > 1 else [])):
        changes = _repaid(search, chosen)
        if search.meets(goal, changes):
            owed = [_owed(debt) for debt in chosen.values()]
            known = None if None in owed else sum((amount or ZERO for amount in owed), ZERO)
            yield Proposal("repay-debts", changes, amount=known, subject_ids=tuple(one.id for one in chosen.values()))
            return


def _repaid(search: Search, chosen: dict[int, Krediet | LeningDerden]) -> Changes:
    """Promised until there is an offer, done on the day itself from then on (gids 5.3); the money is shown (4.8)."""
    changes: list[Change] = []
    for index in chosen:
        path = f"obligations[{index}]"
        changes += [Change(f"{path}.to_be_repaid_before_offer", True), Change(f"{path}.repaid_from", "eigen-middelen")]
        if search.facts.evaluation.phase in ("hypotheekaanbod", "passeren"):
            changes.append(Change(f"{path}.repaid_on", search.facts.evaluation.as_of.isoformat()))
    owed = [_owed(debt) for debt in chosen.values()]
    if None not in owed:
        planned = (search.facts.own_funds.mandatory_credit_repayment or ZERO) if search.facts.own_funds else ZERO
        total = planned + sum((amount or ZERO for amount in owed), ZERO)
        changes.append(Change("own_funds.mandatory_credit_repayment", money(total)))
    return tuple(changes)


def _owed(debt: Krediet | LeningDerden) -> Decimal | None:
    """What it takes to repay; a credit line whose balance is not known at most its limit."""
    if debt.outstanding is not None:
        return debt.outstanding
    return debt.limit if isinstance(debt, Krediet) and debt.limit is not None else debt.original_principal


def wait_until(search: Search, goal: Goal) -> Iterator[Proposal]:
    """The first day on which applying anew helps, as far as norms are known; only what the calendar itself cures."""
    for ripe in sorted(set(_ripening(search))):
        # The day itself, and the next: some rules want more than a year, others at least one.
        for day in (ripe, ripe + timedelta(days=1)):
            changes = _applied_on(search, day) if day > search.facts.evaluation.as_of else None
            if changes is not None and search.meets(goal, changes):
                yield Proposal("wait-until", changes, on=day)
                return


def _applied_on(search: Search, day: date) -> Changes | None:
    """A new application on a day: no offer yet, and the values of that day stamped; None without norms then."""
    changes = [
        Change("evaluation.as_of", day.isoformat()),
        Change("application.application_date", day.isoformat()),
        Change("aanbod", None),
    ]
    reference = search.facts.reference
    if reference is not None:
        try:
            norms = search.norms_for(day)
        except NoNormsInForce:
            return None
        stamped = jsonform.write(norms.reference(accepts_new_customers=reference.accepts_new_customers))
        names = jsonform.write(reference)
        changes += [Change(f"reference.{name}", value) for name, value in stamped.items() if name in names]
    return tuple(changes)


def _ripening(search: Search) -> Iterator[date]:
    """Days on which something that has happened is long enough ago. Where to look: `decide` judges."""
    norms = search.norms
    for applicant in search.facts.applicants:
        if applicant.birth_date:
            yield add_years(applicant.birth_date, norms.ch03.min_age_years)
        if applicant.nl_residence and applicant.nl_residence.registered_since:
            since = applicant.nl_residence.registered_since
            yield add_months(since, norms.ch03.residence_months)
            yield add_months(since, norms.ch03.residence_months_income_not_needed)
        bkr = applicant.registers.bkr if applicant.registers else None
        for registration in (bkr.registrations or ()) if bkr else ():
            for day in (registration.fully_repaid_on, *(code.on for code in registration.codes or ())):
                if day:
                    yield add_years(day, norms.bkr.recovery_years)
        for income in applicant.incomes or ():
            if isinstance(income, Onderneming) and income.started_on:
                yield add_months(income.started_on, norms.ch04.self_employed_months_non_nhg)
            if isinstance(income, Loondienst) and income.proeftijd_ends_on:
                yield income.proeftijd_ends_on
            elif isinstance(income, Loondienst) and income.starts_on:
                yield add_months(income.starts_on, norms.ch04.proeftijd_max_months)


def add_documents(search: Search) -> Iterator[Proposal]:
    """Every paper that is asked for and lacking, as if it came today and was approved, with enough own money on it."""
    shown = _own_funds(search)
    amount, changes = shown if shown is not None else (None, ())
    count = len(search.facts.documents or ())
    for _ in range(ROUNDS):
        decision = search.decided(changes)
        wanted = () if decision is None else _wanted(decision)
        if not wanted:
            break
        papers = [_paper(search, count + number, document) for number, document in enumerate(wanted)]
        changes += tuple(Change(f"documents[{count + number}]", paper) for number, paper in enumerate(papers))
        count += len(papers)
    decision = search.decided(changes)
    lacked = keys(search.before, Verdict.MISSING)
    if changes and decision is not None and lacked - keys(decision, Verdict.MISSING):
        yield Proposal("add-documents", changes, amount=amount)


def _own_funds(search: Search) -> tuple[Decimal, Changes] | None:
    """The least own money that a bank statement must show more, so that nothing is short (gids 4.8)."""
    figure = search.before.figures.own_funds
    if figure is None or not figure.shortfall:
        return None
    count = len((search.facts.own_funds.items or ()) if search.facts.own_funds else ())

    def changes(euros: int) -> Changes:
        item: dict[str, Any] = {
            "id": "remedy-own-funds",
            "kind": "spaargeld",
            "amount": money(Decimal(euros)),
            "proof": "bankafschrift",
            "statement_on": search.facts.evaluation.as_of.isoformat(),
        }
        return (Change(f"own_funds.items[{count}]", item),)

    def solves(euros: int) -> bool:
        decision = search.decided(changes(euros))
        found = decision.figures.own_funds if decision else None
        return found is not None and not found.shortfall

    lacking = whole_euros(figure.shortfall)
    euros = smallest(solves, whole_euros(figure.required or ZERO), (lacking - 1, lacking))
    return None if euros is None else (Decimal(euros), changes(euros))


def _wanted(decision: Decision) -> tuple[RequiredDocument, ...]:
    """What is lacking now; of documents that can replace each other the first."""
    lacking = [path for finding in visible(decision) for path in finding.missing]
    named = {path.removeprefix("document:") for path in lacking if path.startswith("document:")}
    required = decision.required_documents
    held = {one.alternative_group for one in required if one.status in documents.SATISFIED} - {None}
    wanted: list[RequiredDocument] = []
    for one in required:
        if one.status in documents.SATISFIED or one.type not in named or one.alternative_group in held:
            continue
        if one.alternative_group:
            held.add(one.alternative_group)
        wanted.append(one)
    return tuple(wanted)


def _paper(search: Search, number: int, document: RequiredDocument) -> dict[str, Any]:
    today = search.facts.evaluation.as_of.isoformat()
    whose = {"applicant_id": document.applicant_id, "subject_id": document.subject_id}
    return {
        "id": f"remedy-document-{number}",
        "type": document.type,
        **{name: value for name, value in whose.items() if value is not None},
        "dated": today,
        "received_on": today,
        "signed_by_all_parties": True,
        "review": "goedgekeurd",
    }
