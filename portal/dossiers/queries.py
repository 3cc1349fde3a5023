"""Reads of a dossier that more than one place needs."""

from django.utils.translation import gettext

from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.parts import open_parts
from portal.dossiers.states import TERMINAL, Event, State
from portal.identity.models import User


def applicant_of(user: User) -> Applicant | None:
    """The place of a person in their running dossier, else in their last one."""
    mine = list(
        Applicant.objects.filter(user=user)
        .select_related("dossier__wish", "dossier__key", "user__key")
        .order_by("-dossier__created_at")
    )
    running = [one for one in mine if State(one.dossier.state) not in TERMINAL]
    return next(iter(running or mine), None)


def asked_to_change(dossier: Dossier) -> str:
    """What a clerk wrote when they sent the application back, until it is sent again."""
    last = dossier.events.filter(name__in=(Event.SUBMIT, Event.RETURN_TO_APPLICANT)).last()
    returned = last is not None and last.name == Event.RETURN_TO_APPLICANT
    return str(last.detail.get("motivation", "")) if last and returned else ""


def missing_answers(dossier: Dossier) -> list[str]:
    """What still has to be done before the application can be sent, in the reader's words."""
    wish = dossier.wish
    missing = []
    if wish.together is None or (wish.together and not wish.relation):
        missing.append(gettext("alleen of samen"))
    applicants = list(dossier.applicants.select_related("user__key", "dossier__wish"))
    if wish.together and len(applicants) < 2:
        missing.append(gettext("uitnodiging van je partner"))
    for one in applicants:
        who = one.first_name or gettext("aanvrager %(position)s") % {"position": one.position}
        if one.accepted_at is None:
            missing.append(gettext("je partner doet nog niet mee"))
            continue
        if one.test_passed_at is None:
            missing.append(gettext("kennistoets van %(who)s") % {"who": who})
        if open_parts(one):
            missing.append(gettext("gegevens van %(who)s") % {"who": who})
        if one.figures_confirmed_at is None:
            missing.append(gettext("controle van de cijfers van %(who)s") % {"who": who})
    if open_parts(wish):
        missing.append(gettext("de woning"))
    if wish.nhg is None or not wish.leningdelen.exists():
        missing.append(gettext("de lening"))
    return missing
