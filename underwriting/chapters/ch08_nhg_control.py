"""NHG A6.2 and A6.3: the file when NHG asks for it, and when a loss is claimed."""

from underwriting.case import Case
from underwriting.facts.evidence import DossierState
from underwriting.rule import Answer, Chapter, Findings, is_, missing, on_or_after, passed

chapter = Chapter("A6")


@chapter.rule("A6.2-02")
def file_is_complete_for_a_claim(case: Case) -> Findings:
    """NHG A6.2: with a claim the file holds every document that must be there by then."""
    dossier = _dossier(case)
    if dossier.nhg_loss_claim is True:
        yield passed(is_("dossier_complete", True)) if dossier.complete is True else missing("dossier.complete")


@chapter.rule("A6.3-01")
def file_goes_to_nhg(case: Case) -> Findings:
    """NHG A6.3: when NHG asks for it the whole file is made available."""
    dossier = _dossier(case)
    if dossier.nhg_request_on is not None:
        yield _supplied(dossier)


@chapter.rule("A6.3-02")
def file_goes_to_nhg_with_a_claim(case: Case) -> Findings:
    """NHG A6.3: so too when the guarantee is called upon."""
    dossier = _dossier(case)
    if dossier.nhg_loss_claim is True:
        yield _supplied(dossier)


def _dossier(case: Case) -> DossierState:
    return case.facts.dossier or DossierState()


def _supplied(dossier: DossierState) -> Answer:
    """Supplied once; what was supplied before NHG asked does not answer its request."""
    supplied, asked = dossier.supplied_to_nhg_on, dossier.nhg_request_on
    if supplied is None:
        return missing("dossier.supplied_to_nhg_on")
    compared = on_or_after("supplied_to_nhg_on", supplied, asked or supplied)
    return passed(compared) if compared.satisfied else missing("dossier.supplied_to_nhg_on", compared=[compared])
