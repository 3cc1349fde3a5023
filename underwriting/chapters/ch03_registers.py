"""gids 3.3 and 3.4: insolvency, sanctions, PEP, VIS, other checks, and the Kadaster. A hit is for a person."""

from collections.abc import Callable, Iterator

from underwriting.case import Case
from underwriting.decision import Comparison
from underwriting.facts.applicants import Applicant
from underwriting.facts.registers import InsolvencyCheck, PepCheck, Registers, SanctionsCheck, VisCheck
from underwriting.figures import Subject
from underwriting.rule import (
    Chapter,
    Findings,
    compare,
    is_,
    missing,
    on_or_before,
    one_of,
    passed,
    refer_unless,
)
from underwriting.subjects import applicants
from underwriting.workings import principal

chapter = Chapter("3.3")

HitCheck = InsolvencyCheck | SanctionsCheck | PepCheck | VisCheck


@chapter.rule("G3.3-04")
def insolvency(case: Case) -> Findings:
    """gids 3.3: faillissement, surseance or WSNP; every hit is for a person (ruling with G3.3-04)."""
    yield from _hit(case, "insolvency", lambda registers: registers.insolvency)


@chapter.rule("G3.3-05")
def sanctions(case: Case) -> Findings:
    """gids 3.3: the sanction lists."""
    yield from _hit(case, "sanctions", lambda registers: registers.sanctions)


@chapter.rule("G3.3-06")
def politically_exposed(case: Case) -> Findings:
    """gids 3.3: a politically exposed person is looked at by a person, not refused."""
    yield from _hit(case, "pep", lambda registers: registers.pep)


@chapter.rule("G3.3-07")
def identity_document(case: Case) -> Findings:
    """gids 3.3: the identity document in VIS."""
    yield from _hit(case, "vis", lambda registers: registers.vis)


@chapter.rule("G3.3-08")
def other_checks(case: Case) -> Findings:
    """gids 3.3: any further check that was done; a signal is for a person."""
    for _, applicant, subject in _borrowers(case):
        done = (applicant.registers.other_checks or ()) if applicant.registers else ()
        if done:
            outcomes = [one_of("outcome", entry.outcome, ("akkoord",)) for entry in done]
            yield refer_unless(*outcomes, subject=subject, confidential=not _all(outcomes))


@chapter.rule("G3.4-01")
def what_the_applicants_own(case: Case) -> Findings:
    """gids 3.4: the Kadaster shows as many homes as the applicant stated, the onderpand included once it is owned."""
    if case.facts.application.purposes is None:
        yield missing("application.purposes")
        return
    if case.facts.application.request_type in principal.INCREASES and not principal.buys(case.facts):
        return
    for path, applicant, subject in _borrowers(case):
        kadaster = applicant.registers.kadaster if applicant.registers else None
        if kadaster is None:
            yield missing(f"{path}.registers.kadaster", subject=subject)
        elif kadaster.properties_owned is None:
            yield missing(f"{path}.registers.kadaster.properties_owned", subject=subject)
        else:
            found, stated = kadaster.properties_owned, _stated_homes(case, applicant)
            yield refer_unless(
                compare("properties_owned", found, "eq", stated, "count", satisfied=found == stated), subject=subject
            )


@chapter.rule("G3.4-02")
def registrations_on_the_bridged_home(case: Case) -> Findings:
    """gids 3.4: with a bridging loan also what is registered on the home to be sold."""
    if case.lening.overbrugging is None:
        return
    for path, applicant, subject in _owners_of_bridged(case):
        kadaster = applicant.registers.kadaster if applicant.registers else None
        if kadaster is None or kadaster.inschrijvingen_reviewed is None:
            yield missing(f"{path}.registers.kadaster.inschrijvingen_reviewed", subject=subject)
        else:
            yield refer_unless(is_("inschrijvingen_reviewed", kadaster.inschrijvingen_reviewed), subject=subject)


@chapter.rule("G3.4-03")
def kadaster_before_the_offer(case: Case) -> Findings:
    """gids 3.4: before the hypotheekaanbod is presented."""
    for path, applicant, subject in _borrowers(case):
        kadaster = applicant.registers.kadaster if applicant.registers else None
        if kadaster is None:
            yield missing(f"{path}.registers.kadaster", subject=subject)
            continue
        in_time = on_or_before("checked_on", kadaster.checked_on, case.offer_on)
        if in_time.satisfied:
            yield passed(in_time, subject=subject)
        else:
            yield missing(f"{path}.registers.kadaster.checked_on", subject=subject, compared=[in_time])


def _hit(case: Case, name: str, check_in: Callable[[Registers], HitCheck | None]) -> Findings:
    for path, applicant, subject in _borrowers(case):
        done = check_in(applicant.registers) if applicant.registers else None
        if done is None:
            yield missing(f"{path}.registers.{name}", subject=subject)
        elif done.hit is None:
            yield missing(f"{path}.registers.{name}.hit", subject=subject)
        else:
            yield refer_unless(is_("hit", done.hit, False), subject=subject, confidential=done.hit)


def _all(compared: list[Comparison]) -> bool:
    return all(comparison.satisfied for comparison in compared)


def _borrowers(case: Case) -> Iterator[tuple[str, Applicant, Subject]]:
    for path, applicant, subject in applicants(case):
        if applicant.is_borrower is not False:
            yield path, applicant, subject


def _stated_homes(case: Case, applicant: Applicant) -> int:
    """The other homes the applicant owns by the facts, and the onderpand when it is not still to be bought."""
    homes = [home for home in case.facts.other_properties or () if _owns(applicant, home.owner_ids)]
    return len(homes) + int(not principal.buys(case.facts))


def _owns(applicant: Applicant, owner_ids: tuple[str, ...] | None) -> bool:
    """A home that names no owner is of every applicant."""
    return not owner_ids or applicant.id in owner_ids


def _owners_of_bridged(case: Case) -> Iterator[tuple[str, Applicant, Subject]]:
    assert case.lening.overbrugging is not None
    wanted = case.lening.overbrugging.property_id
    homes = [home for home in case.facts.other_properties or () if wanted in (None, home.id)]
    for path, applicant, subject in _borrowers(case):
        if not homes or any(_owns(applicant, home.owner_ids) for home in homes):
            yield path, applicant, subject
