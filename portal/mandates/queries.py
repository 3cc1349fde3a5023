"""Who is identified, which mandate there is, what can be kept."""

from django.utils.translation import gettext

from portal.dossiers.models import Applicant, Dossier
from portal.mandates.models import Identification, Mandate, NotaryInstruction
from portal.offers.queries import file_of


def identified(applicant: Applicant) -> Identification | None:
    """The identification that succeeded, or None."""
    return applicant.identifications.filter(state=Identification.State.MATCHED).first()


def mandate_of(dossier: Dossier) -> Mandate | None:
    """The mandate of a dossier, or None."""
    return Mandate.objects.filter(dossier=dossier).select_related("file__key").first()


def instruction_of(dossier: Dossier) -> NotaryInstruction | None:
    """The notary's instruction, or None while it is on its way."""
    return NotaryInstruction.objects.filter(dossier=dossier).first()


def waiting_for(dossier: Dossier) -> list[str]:
    """The first names of who has not identified yet."""
    people = dossier.applicants.select_related("user__key")
    return [one.first_name for one in people if identified(one) is None]


def signed_set(dossier: Dossier) -> list[tuple[str, str]]:
    """What the applicants can keep: name of the download and its title."""
    titles = {
        "hypotheekaanbod": gettext("Hypotheekaanbod, ondertekend"),
        "esis": gettext("Informatieblad (ESIS)"),
        "brondata": gettext("Samenvatting van de gebruikte brondata"),
        "ondertekenbewijs": gettext("Bewijs van ondertekening"),
        "machtiging": gettext("SEPA-machtiging"),
    }
    return [(what, title) for what, title in titles.items() if file_of(dossier, what)]
