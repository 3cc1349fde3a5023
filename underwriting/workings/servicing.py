"""The figures of a request about a running loan (gids 2.12, 6.4, 10.4)."""

from dataclasses import replace

from underwriting.facts import Facts
from underwriting.facts.words import Risicoklasse
from underwriting.figures import Figures
from underwriting.norms import Norms
from underwriting.workings import repayment, running_bouwdepot, running_class
from underwriting.workings.original_rate import running_class as class_in_force


def add(figures: Figures, facts: Facts, norms: Norms) -> Figures:
    """The figures with those of the request, when it is about a running loan."""
    if not facts.about_running_loan:
        return figures
    return replace(
        figures,
        risicoklasse=figures.risicoklasse or risicoklasse(facts, norms),
        bouwdepot=figures.bouwdepot or running_bouwdepot.work_out(facts, norms),
        fee_free_repayment=repayment.work_out(facts, norms),
    )


def risicoklasse(facts: Facts, norms: Norms) -> Risicoklasse | None:
    """The class after the request; the class in force when nothing changes it."""
    held = facts.existing_loan
    if held is None or held.nhg:
        return "nhg" if held else None
    if held.nhg is None:
        return class_in_force(held)
    if running_class.request(facts).reason == "waardestijging":
        found = running_class.by_value(facts, norms) if running_class.value_is_good(facts, norms) else None
    elif running_class.is_repaid(facts):
        found = running_class.by_repayment(facts, norms)
    else:
        found = None
    return running_class.lower(class_in_force(held), found) or class_in_force(held)
