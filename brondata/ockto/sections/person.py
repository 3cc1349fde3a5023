"""BRP and iDIN: who somebody is."""

from datetime import date, datetime

from brondata.datasets import (
    Adres,
    BrpGroep,
    BrpPersoon,
    BurgerlijkeStaat,
    IdinIdentificatie,
    Onderzoek,
    Partner,
    RedenOntbinding,
    Reisdocument,
    SoortVerbintenis,
    Source,
    Verblijfstitel,
)
from brondata.ockto import result
from brondata.ockto.sections.shared import adres, brp_datum, maybe_brp_datum, word
from brondata.provider import UnreadableDelivery

_BURGERLIJKE_STAAT = {staat.name: staat for staat in BurgerlijkeStaat}
# Codes of the LO BRP, as the wire has them.
_VERBINTENISSEN = {
    "H": SoortVerbintenis.HUWELIJK,
    "P": SoortVerbintenis.GEREGISTREERD_PARTNERSCHAP,
    ".": SoortVerbintenis.ONBEKEND,
}
_REDENEN = {
    "S": RedenOntbinding.ECHTSCHEIDING,
    "O": RedenOntbinding.OVERLIJDEN,
    "R": RedenOntbinding.RECHTSVERMOEDEN_VAN_OVERLIJDEN,
    "A": RedenOntbinding.VERMISSING,
    "N": RedenOntbinding.NIETIGVERKLARING,
    "V": RedenOntbinding.VREEMD_RECHT,
    "Z": RedenOntbinding.OMZETTING,
    ".": RedenOntbinding.ONBEKEND,
}
_GROEPEN = {groep.name: groep for groep in BrpGroep}
_GESLACHT = {"0": None, "1": "M", "2": "V", "9": None}


def persoon(persoon: result.PersoonWire, at: datetime) -> BrpPersoon:
    """The BRP section."""
    return BrpPersoon(
        collected_at=at,
        source=Source.BRP,
        voornamen=persoon.voornamen,
        voorletters=persoon.voorletters,
        voorvoegsel=persoon.voorvoegsel,
        geslachtsnaam=persoon.geslachtsnaam,
        geboortedatum=brp_datum(persoon.geboortedatum),
        geboorteplaats=persoon.geboorteplaats,
        geslacht=persoon.geslacht,
        nationaliteiten=persoon.nationaliteiten,
        verblijfstitel=_verblijfstitel(persoon.verblijfstitel),
        vestiging_in_nederland=maybe_brp_datum(persoon.vestiging_in_nederland),
        burgerlijke_staat=word(_BURGERLIJKE_STAAT, persoon.burgerlijke_staat, "burgerlijke staat"),
        adres=adres(persoon.adres),
        reisdocument=_reisdocument(persoon.reisdocument) if persoon.reisdocument else None,
        partner=_partner(persoon.partner) if persoon.partner else None,
        ex_partners=tuple(_partner(partner) for partner in persoon.ex_partners),
        onderzoeken=_onderzoeken(persoon.in_onderzoek),
    )


def _reisdocument(document: result.ReisdocumentWire) -> Reisdocument:
    return Reisdocument(soort=document.soort, nummer=document.nummer, geldig_tot=document.geldig_tot)


def _verblijfstitel(titel: result.VerblijfstitelWire | str | None) -> Verblijfstitel | None:
    if titel is None:
        return None
    if isinstance(titel, str):  # v4_3 had only the words
        return Verblijfstitel(omschrijving=titel)
    return Verblijfstitel(
        omschrijving=titel.omschrijving,
        code=titel.code,
        ingang=maybe_brp_datum(titel.ingang),
        einde=maybe_brp_datum(titel.einde),
    )


def _partner(partner: result.PartnerWire) -> Partner:
    return Partner(
        voornamen=partner.voornamen,
        voorvoegsel=partner.voorvoegsel,
        geslachtsnaam=partner.geslachtsnaam,
        geboortedatum=maybe_brp_datum(partner.geboortedatum),
        sinds=partner.sinds,
        soort_verbintenis=word(_VERBINTENISSEN, partner.soort_verbintenis, "soort verbintenis")
        if partner.soort_verbintenis
        else None,
        ontbonden_op=maybe_brp_datum(partner.ontbonden_op),
        reden_ontbinding=word(_REDENEN, partner.reden_ontbinding, "reden van ontbinding")
        if partner.reden_ontbinding
        else None,
    )


def _onderzoeken(told: tuple[result.OnderzoekWire, ...] | bool) -> tuple[Onderzoek, ...]:
    """A group that we do not know is doubt all the same."""
    if isinstance(told, bool):
        return (Onderzoek(groep=BrpGroep.ONBEKEND),) if told else ()
    return tuple(
        Onderzoek(groep=_GROEPEN.get(one.groep, BrpGroep.ONBEKEND), sinds=maybe_brp_datum(one.sinds)) for one in told
    )


def idin(attributes: result.IdinWire, at: datetime) -> IdinIdentificatie:
    """The iDIN section. A date of birth that a bank does not know whole comes with zeros: no identification."""
    born = attributes.dateofbirth
    try:
        geboortedatum = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        raise UnreadableDelivery("a date of birth that does not exist") from None
    return IdinIdentificatie(
        collected_at=at,
        source=Source.IDIN,
        bank=attributes.issuer,
        transactie=attributes.transaction_id,
        niveau=attributes.level_of_assurance,
        voorletters=attributes.initials,
        geslachtsnaam=attributes.legallastname,
        voorvoegsel=attributes.legallastnameprefix,
        voorkeursnaam=attributes.preferredlastname,
        voorkeursvoorvoegsel=attributes.preferredlastnameprefix,
        partnernaam=attributes.partnerlastname,
        partnervoorvoegsel=attributes.partnerlastnameprefix,
        geboortedatum=geboortedatum,
        geslacht=_GESLACHT[attributes.gender] if attributes.gender else None,
        adres=_idin_adres(attributes),
        land=attributes.country,
    )


def _idin_adres(attributes: result.IdinWire) -> Adres | None:
    """Only a whole address is one: a bank may leave any part of it out."""
    if not (attributes.street and attributes.houseno and attributes.postalcode and attributes.city):
        return None
    return Adres(
        straat=attributes.street,
        huisnummer=int(attributes.houseno),
        toevoeging=attributes.housenosuf,
        postcode=attributes.postalcode.replace(" ", ""),
        woonplaats=attributes.city,
    )
