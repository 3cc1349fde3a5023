"""BRP and iDIN."""

import hashlib
from datetime import date, datetime

from brondata.simulator.calendar import months_ago
from brondata.simulator.personas.spec import AdresSpec, PartnerSpec, PersonaSpec
from brondata.simulator.registers.shared import Json

GENDERS = {"M": "1", "V": "2"}


def adres(where: AdresSpec, today: date) -> Json:
    """An address in BAG spelling."""
    return {
        "straat": where.straat,
        "huisnummer": where.huisnummer,
        "huisletter": where.huisletter,
        "postcode": where.postcode,
        "woonplaats": where.woonplaats,
        "sinds": months_ago(today, where.sinds_maanden).isoformat() if where.sinds_maanden is not None else None,
    }


def brp(persona: PersonaSpec, at: datetime) -> Json:
    """The section of the BRP."""
    person, today = persona.persoon, at.date()
    titel, came = person.verblijfstitel, person.vestiging_maanden
    return {
        "burgerservicenummer": person.burgerservicenummer,
        "voornamen": person.voornamen,
        "voorletters": person.voorletters,
        "voorvoegsel": person.voorvoegsel,
        "geslachtsnaam": person.geslachtsnaam,
        "geboortedatum": person.geboren.brp(today),
        "geboorteplaats": person.geboorteplaats,
        "geslacht": person.geslacht,
        "nationaliteiten": list(person.nationaliteiten),
        "verblijfstitel": {
            "code": titel.code,
            "omschrijving": titel.omschrijving,
            "ingang": months_ago(today, titel.ingang_maanden).isoformat(),
            "einde": months_ago(today, -titel.einde_maanden).isoformat(),
        }
        if titel
        else None,
        "vestigingInNederland": months_ago(today, came).isoformat() if came is not None else None,
        "burgerlijkeStaat": person.burgerlijke_staat,
        "adres": adres(person.adres, today),
        "reisdocument": {
            "soort": person.reisdocument.soort,
            "nummer": person.reisdocument.nummer,
            "geldigTot": months_ago(today, -person.reisdocument.geldig_maanden).isoformat(),
        },
        "partner": _partner(person.partner, today) if person.partner else None,
        "exPartners": [_partner(partner, today) for partner in person.ex_partners],
        "inOnderzoek": [
            {"groep": one.groep, "sinds": months_ago(today, one.sinds_maanden).isoformat()}
            for one in person.onderzoeken
        ],
    }


def _partner(partner: PartnerSpec, today: date) -> Json:
    ended = partner.einde_maanden
    return {
        "burgerservicenummer": partner.burgerservicenummer,
        "voornamen": partner.voornamen,
        "voorvoegsel": partner.voorvoegsel,
        "geslachtsnaam": partner.geslachtsnaam,
        "geboortedatum": partner.geboren.brp(today),
        "soortVerbintenis": partner.soort,
        "sinds": months_ago(today, partner.sinds_maanden).isoformat(),
        "ontbondenOp": months_ago(today, ended).isoformat() if ended is not None else None,
        "redenOntbinding": partner.reden,
    }


def idin(persona: PersonaSpec, at: datetime) -> Json:
    """The attributes of iDIN, from the bank of the first account."""
    person = persona.persoon
    digits = int.from_bytes(hashlib.sha256(f"{persona.sleutel}{at.isoformat()}".encode()).digest()[:8], "big")
    return {
        "issuer": persona.bankrekeningen[0].bank,
        "transactionId": f"{digits % 10**16:016d}",
        "levelOfAssurance": "nl:bvn:bankid:1.0:loa3",
        "initials": person.voorletters,
        "legallastname": person.geslachtsnaam,
        "legallastnameprefix": person.voorvoegsel,
        "preferredlastname": person.geslachtsnaam,
        "preferredlastnameprefix": person.voorvoegsel,
        "partnerlastname": person.partner.geslachtsnaam if person.partner else None,
        "partnerlastnameprefix": person.partner.voorvoegsel if person.partner else None,
        "dateofbirth": person.geboren.on(at.date()).strftime("%Y%m%d"),
        "gender": GENDERS.get(person.geslacht, "0"),
        "street": person.adres.straat,
        "houseno": str(person.adres.huisnummer),
        "housenosuf": person.adres.huisletter,
        "postalcode": person.adres.postcode,
        "city": person.adres.woonplaats,
        "country": "NL",
    }
