"""Dutch words of the desk: states, events, who waits for whom, outcomes, registers."""

from collections.abc import Mapping
from typing import NamedTuple

from portal.assessments.words import group
from portal.dossiers.states import State


class StateWords(NamedTuple):
    """How a state reads: its name, who has to do something, and what."""

    name: str
    waits_for: str
    what: str


DESK, APPLICANT, MACHINE, NOBODY = "de behandelaar", "de aanvrager", "het systeem", "niemand"

STATES: Mapping[State, StateWords] = {
    State.INTAKE: StateWords("Invullen", APPLICANT, "vult de aanvraag in"),
    State.SUBMITTED: StateWords("Verstuurd", MACHINE, "bevraagt registers en maakt het rente-aanbod"),
    State.COLLECTING: StateWords("Documenten verzamelen", APPLICANT, "stuurt documenten"),
    State.ASSESSING: StateWords("Beoordeling loopt", MACHINE, "toetst het dossier"),
    State.IN_REVIEW: StateWords("Bij de behandelaar", DESK, "beoordeelt en besluit"),
    State.APPROVED: StateWords("Akkoord", MACHINE, "maakt het hypotheekaanbod"),
    State.OFFERED: StateWords("Aanbod verstuurd", APPLICANT, "ondertekent het hypotheekaanbod"),
    State.SIGNED: StateWords("Ondertekend", MACHINE, "verzegelt het aanbod"),
    State.SEALED: StateWords("Verzegeld", APPLICANT, "identificeert zich en geeft de machtiging"),
    State.MANDATED: StateWords("Machtiging gegeven", MACHINE, "geeft de notaris opdracht"),
    State.COMPLETED: StateWords("Afgerond", NOBODY, ""),
    State.DECLINED: StateWords("Afgewezen", NOBODY, ""),
    State.WITHDRAWN: StateWords("Ingetrokken", NOBODY, ""),
    State.EXPIRED: StateWords("Verlopen", NOBODY, ""),
}

EVENTS: Mapping[str, str] = {
    "started": "Aanvraag begonnen",
    "invitation_declined": "Uitnodiging afgeslagen",
    "carried_over": "Antwoorden overgenomen uit een vorige aanvraag",
    "change_asked": "Wijziging gevraagd",
    "change_agreed": "Akkoord met de wijziging",
    "change_not_agreed": "Niet akkoord met de wijziging",
    "change_taken_back": "Wijziging teruggenomen",
    "change_settled": "Besloten over de wijziging",
    "sign_refused": "Laten weten niet te tekenen",
    "human_asked": "Gevraagd of een mens kijkt",
    "human_answered": "Geantwoord op de vraag om een mens",
    "person_erased": "Gegevens van een aanvrager gewist",
    "partner_invited": "Partner uitgenodigd",
    "partner_joined": "Partner doet mee",
    "partner_removed": "Gaat zonder partner verder",
    "test_taken": "Kennistoets gemaakt",
    "ockto_invited": "Uitnodiging voor Ockto gemaakt",
    "ockto_opened": "Uitnodiging geopend op de telefoon",
    "ockto_collecting": "Ockto haalt gegevens op",
    "ockto_consent": "Aanvrager kijkt na in de Ockto-app",
    "ockto_shared": "Aanvrager verstuurde de gegevens",
    "ockto_fetching": "Gegevens worden opgehaald bij Ockto",
    "ockto_fetched": "Gegevens opgeslagen, nog niet gelezen",
    "brondata_received": "Brondata ontvangen",
    "ockto_declined": "Aanvrager stopte in de Ockto-app",
    "ockto_expired": "Uitnodiging voor Ockto verlopen",
    "ockto_closed": "Ockto-sessie gesloten",
    "ockto_timed_out": "Ockto-sessie stil gevallen op de telefoon",
    "ockto_failed": "Ockto-sessie mislukt",
    "ockto_spent": "Gegevens al een keer opgehaald, niet aangekomen",
    "ockto_late": "Gegevens kwamen na het versturen van de aanvraag",
    "ockto_duplicate": "Levering van een andere sessie, afgeschermd",
    "ockto_mismatch": "Levering hoort bij iemand anders, afgeschermd",
    "ockto_unreadable": "Levering kan niet worden gelezen, bewaard",
    "ockto_replaced": "Uitnodiging vervangen door een nieuwe",
    "data_ageing": "Gewaarschuwd: gegevens worden te oud",
    "figures_confirmed": "Cijfers bevestigd",
    "register_checked": "Register bevraagd",
    "register_unclear": "Register gaf geen duidelijk antwoord",
    "assessed": "Getoetst",
    "renteaanbod_used": "Aanvrager gaat met het rente-aanbod verder",
    "document_uploaded": "Document ontvangen",
    "document_removed": "Document weggehaald",
    "document_refused": "Document geweigerd door de controle",
    "document_approved": "Document akkoord",
    "document_rejected": "Document afgekeurd",
    "document_asked": "Document gevraagd",
    "document_instead": "Stuurt een document in plaats van een bron",
    "source_watched": "Vroeg om een mail als een bron weer werkt",
    "answered": "Antwoorden bewaard",
    "offer_signed": "Een aanvrager heeft getekend",
    "mandate_signed": "Machtiging ondertekend",
    "notary_chosen": "Notaris gekozen",
    "identified": "Geïdentificeerd met iDIN",
    "identification_ended": "Identificatie met iDIN niet gelukt",
    "submit": "Aanvraag verstuurd",
    "reopen": "Aanvraag weer open gezet",
    "issue_renteaanbod": "Rente-aanbod gemaakt",
    "refer_application": "Naar een behandelaar gestuurd",
    "complete_evidence": "Documenten ingeleverd",
    "assess": "Klaar voor de behandelaar",
    "find_gaps": "Er ontbreken nog documenten",
    "approve": "Akkoord gegeven",
    "ask_more": "Meer documenten gevraagd",
    "return_to_applicant": "Teruggestuurd naar de aanvragers",
    "lose_brondata": "Terug naar invullen: de brondata is weg",
    "figure_disputed": "Aanvrager meldt dat een cijfer niet klopt",
    "dispute_decided": "Besloten over een cijfer dat niet zou kloppen",
    "brondata_ended": "Brondata onleesbaar gemaakt",
    "decline": "Afgewezen",
    "issue_hypotheekaanbod": "Hypotheekaanbod gemaakt",
    "sign_all": "Iedereen heeft getekend",
    "seal": "Aanbod verzegeld",
    "mandate": "Identificatie en machtiging compleet",
    "instruct_notary": "Notaris kreeg de opdracht",
    "withdraw": "Ingetrokken door de aanvragers",
    "lapse": "Verlopen",
}

PHASES = group("phase")
OUTCOMES = group("outcome")
REGISTERS: Mapping[str, str] = {
    "bkr": "BKR (kredieten)",
    "sfh": "SFH (fraude)",
    "vis": "VIS (identiteitsbewijs)",
    "pep": "PEP (politiek prominent)",
    "sanctions": "Sanctielijsten",
    "insolvency": "Insolventieregister",
    "kadaster": "Kadaster",
}
REGISTER_OUTCOMES: Mapping[str, str] = {
    "clear": "Niets gevonden",
    "hit": "Gevonden",
    "not_unique": "Niet eenduidig: een mens moet kijken",
}
JOBS: Mapping[str, str] = {
    "link.answer": "Link mailen",
    "mail.send": "Mail versturen",
    "ockto.poll": "Ockto volgen",
    "ockto.read": "Brondata lezen",
    "ockto.shred": "Brondata vernietigen",
    "ockto.alarm": "Waarschuwen over brondata",
    "source.watch": "Wachten tot een bron weer werkt",
    "ockto.revoke": "Brondata laten wissen bij Ockto",
    "upload.check": "Document controleren",
    "upload.read": "Bestand van een register lezen",
    "registers.check": "Registers bevragen",
    "norms.warn": "Waarschuwen dat normen aflopen",
    "batch.decide": "Deel van een reeks toetsen",
    "assess": "Dossier toetsen",
    "renteaanbod.issue": "Rente-aanbod maken",
    "hypotheekaanbod.issue": "Hypotheekaanbod maken",
    "hypotheekaanbod.seal": "Aanbod verzegelen",
    "notary.instruct": "Notaris opdracht geven",
    "privacy.export": "Download van gegevens maken",
    "privacy.receipt": "Ontvangstbewijs van wissen mailen",
}

NOT_IN_MAIL = "Noem geen bedragen en geen burgerservicenummer: deze tekst gaat per mail."


def state_name(state: str) -> str:
    """The Dutch name of a state."""
    return STATES[State(state)].name


def event_name(name: str) -> str:
    """The Dutch name of an event; an event without a name of its own shows its code."""
    return EVENTS.get(name, name.replace("_", " ").capitalize())


def job_name(kind: str) -> str:
    """What a job does, in Dutch."""
    return JOBS.get(kind, kind)


CHANGE_KINDS = {
    "bedrag": "bedrag",
    "aflosvorm": "aflosvorm",
    "looptijd": "looptijd, zelfde rentevastperiode",
    "overbrugging": "overbrugging",
    "huisnummer-of-postcode": "fout in huisnummer of postcode",
    "rentevastperiode": "rentevastperiode",
    "nhg": "wel of geen NHG",
    "onderpand-adres": "ander onderpand",
    "inkomensnorm": "inkomensnorm",
    "leningnemer": "leningnemer erbij of eraf",
    "inkomen": "inkomen",
    "lasten": "lasten",
}
"""The changes of gids 7.5 and 7.6."""
CHANGE_EFFECTS = {
    "stays": "Het rente-aanbod blijft (gids 7.5).",
    "ends": "Het rente-aanbod vervalt; er is een nieuw nodig (gids 7.5).",
    "lender": "Wij mogen een ander rente-aanbod geven, of geen (gids 7.6).",
}
