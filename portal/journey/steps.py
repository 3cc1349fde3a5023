"""The steps of the application before it is sent, as data: what, where, and when it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import open_parts
from portal.evidence.models import OcktoSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What the steps look at, read once per page."""

    applicant: Applicant
    wish: Wish
    parts: int
    has_brondata: bool
    session: OcktoSession | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `first_only` steps are the first applicant's, the partner sees them as theirs."""

    slug: str
    title: str
    hint: str
    url: str
    is_done: Callable[[Intake], bool]
    first_only: bool = False


def _figures_in(intake: Intake) -> bool:
    if intake.applicant.route == Applicant.Route.DOCUMENTS:
        return bool(intake.applicant.declared_income)
    return intake.has_brondata


STEPS: tuple[Step, ...] = (
    Step(
        slug="toets",
        title=gettext_lazy("Kennistoets"),
        hint=gettext_lazy("Een toets met uitleg. De wet vraagt dit, omdat je geen adviseur hebt."),
        url="journey:test",
        is_done=lambda i: i.applicant.test_passed_at is not None,
    ),
    Step(
        slug="samen",
        title=gettext_lazy("Alleen of samen"),
        hint=gettext_lazy("Vraag je de hypotheek alleen aan of met je partner?"),
        url="journey:together",
        is_done=lambda i: i.wish.together is not None,
        first_only=True,
    ),
    Step(
        slug="jij",
        title=gettext_lazy("Over jou"),
        hint=gettext_lazy("Je naam, geboortedatum en een paar vragen."),
        url="journey:person",
        is_done=lambda i: not open_parts(i.applicant),
    ),
    Step(
        slug="woning",
        title=gettext_lazy("De woning"),
        hint=gettext_lazy("Adres, koopsom en energielabel."),
        url="journey:homes",
        is_done=lambda i: not open_parts(i.wish),
        first_only=True,
    ),
    Step(
        slug="lening",
        title=gettext_lazy("De lening"),
        hint=gettext_lazy("Hoeveel, hoe lang en hoe je aflost. Je ziet meteen wat het kost."),
        url="journey:loan",
        is_done=lambda i: i.wish.nhg is not None and i.parts > 0,
        first_only=True,
    ),
    Step(
        slug="gegevens",
        title=gettext_lazy("Je gegevens ophalen"),
        hint=gettext_lazy("Met Ockto, of zelf met documenten."),
        url="journey:route",
        is_done=_figures_in,
    ),
    Step(
        slug="controle",
        title=gettext_lazy("Controleer je gegevens"),
        hint=gettext_lazy("Kijk of alles klopt. Bij elk cijfer staat waar het vandaan komt."),
        url="journey:figures",
        is_done=lambda i: i.applicant.figures_confirmed_at is not None,
    ),
)


def steps_for(applicant: Applicant) -> tuple[Step, ...]:
    """The steps this applicant does themselves."""
    return tuple(step for step in STEPS if applicant.position == 1 or not step.first_only)


def next_step(intake: Intake) -> Step | None:
    """The first step that is not done, or None when this applicant is ready."""
    return next((step for step in steps_for(intake.applicant) if not step.is_done(intake)), None)
