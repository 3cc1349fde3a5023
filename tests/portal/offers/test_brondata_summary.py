"""The summary of brondata (NHG A6.9) and its mark (A6.10): made with the offer, of what the decision used."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from portal.assessments.services import assess, facts_of
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.uploads import judge_upload
from portal.offers import compose, services
from portal.offers.brondata_document import BrondataDocument
from portal.offers.codec import DocumentError
from portal.offers.compose_brondata import brondata_mark, brondata_summary
from portal.offers.document_kinds import document_from_json
from portal.offers.models import Hypotheekaanbod
from portal.offers.pdf import attached_document
from portal.offers.queries import checklist_file, hypotheekaanbod_document
from portal.vault import services as vault
from tests.portal import applications
from tests.portal.offers import samples

pytestmark = pytest.mark.django_db


def summary(dossier: Dossier) -> BrondataDocument:
    judged = applications.judged(applications.assessed(dossier, "hypotheekaanbod"))
    offer = compose.hypotheekaanbod(judged, issued_on=date(2026, 11, 24), renteaanbod_on=date(2026, 11, 23))
    return brondata_summary(offer, judged)


def test_every_source_stands_in_it_with_its_moment_supplier_and_method() -> None:
    dossier = applications.single()
    found = summary(dossier)
    collected = {one["source"]: one["collected_at"] for one in assess_facts(dossier)["brondata"]}
    assert len(found.sources) == len(collected) == 7
    uwv = next(one for one in found.sources if one.register == "UWV: werk en loon")
    assert uwv.collected_at.replace(microsecond=0) == datetime.fromisoformat(collected["mijnuwv"])
    assert (uwv.supplier, uwv.method, uwv.straight_from_source) == ("Ockto", "api", True)
    assert uwv.usable_until == date(2027, 2, 23), "three months from the session"
    assert [line.label for line in uwv.lines] == ["Datum van het bericht", "Noordzee Software B.V."]
    duo = next(one for one in found.sources if one.register == "DUO: studieschuld")
    assert [(line.label, line.value) for line in duo.lines] == [("Studieschuld", "geen")]
    assert document_from_json(found.to_json()) == found


def assess_facts(dossier: Dossier) -> dict:
    return facts_of(applications.assessed(dossier, "hypotheekaanbod"))


def test_the_documents_that_fell_away_and_what_took_their_place() -> None:
    found = summary(applications.single())
    assert ("UWV Verzekeringsbericht", "UWV: werk en loon") in [(one.title, one.register) for one in found.replaced]
    assert ("Identiteitsbewijs", "MijnOverheid: persoonsgegevens") in [
        (one.title, one.register) for one in found.replaced
    ]


def test_it_names_no_account_document_or_loonheffingen_number() -> None:
    text = str(summary(applications.couple()).to_json())
    for hidden in ("TEST0", "L01", "burgerservice"):
        assert hidden not in text


def test_the_checklist_goes_along_from_a_to_j() -> None:
    found = summary(applications.single())
    assert "".join(part.letter for part in found.checklist) == "abcdefghij"
    last = {item.name: item.value for item in found.checklist[-1].items}
    assert last == {
        "Samenvatting van de leverancier": "ja",
        "Samenvatting uit de systemen van de geldverstrekker": "ja",
    }


def test_a_source_that_failed_is_not_in_it() -> None:
    one = applications.applicant("sanne")
    applications.give_brondata(one, "sanne", without=("DUO",))
    applications.describe_wish(one.dossier)
    assert "DUO: studieschuld" not in [source.register for source in summary(applications.fresh(one.dossier)).sources]


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        ({"brondata": [{"id": "b"}], "documents": [{"id": "d"}]}, "gedeeltelijk"),
        ({"brondata": [{"id": "b"}], "documents": []}, "geheel"),
        ({"brondata": [], "documents": [{"id": "d"}]}, "geen"),
        ({}, "geen"),
    ],
)
def test_the_mark_says_whether_the_file_holds_brondata(facts: dict, mark: str) -> None:
    judged = applications.judged(applications.assessed(applications.single()))
    assert brondata_mark(replace(judged, facts=facts)) == mark


def test_a_mark_that_contradicts_the_sources_is_no_document() -> None:
    with pytest.raises(DocumentError, match="mark"):
        replace(samples.BRONDATA, mark="geen")
    with pytest.raises(DocumentError, match="mark"):
        replace(samples.BRONDATA, sources=())


def test_it_is_made_with_the_offer_and_the_offer_carries_the_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    applications.open_the_door()
    dossier = applications.in_review(applications.single(), monkeypatch, applications.clerk())
    row = assess(dossier=dossier, phase="hypotheekaanbod", terms=None, complete=True)
    applications.put(dossier, State.APPROVED)
    services.issue_hypotheekaanbod(str(dossier.pk), str(row.pk))
    offer = Hypotheekaanbod.objects.select_related("brondata__key", "dossier__key").get(dossier=dossier)
    assert hypotheekaanbod_document(offer).brondata == "gedeeltelijk"
    assert offer.brondata is not None
    made = attached_document(vault.read_file(offer.brondata))
    assert isinstance(made, BrondataDocument)
    assert made.mark == "gedeeltelijk"
    assert checklist_file(dossier) == {"brondata_summary": True}


def test_a_file_of_the_applicant_is_named_as_what_it_is() -> None:
    from portal.evidence.filed import UWV
    from tests.portal.evidence.test_filed import printout, send

    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    applications.put(one.dossier, State.COLLECTING)
    upload = send(Applicant.objects.get(pk=one.pk), UWV, printout())
    judge_upload(upload=upload, by=applications.clerk(), approved=True, dated=date(2026, 11, 20))
    found = summary(applications.fresh(one.dossier))
    assert found.mark == "geen"
    (source,) = found.sources
    assert (source.straight_from_source, source.method) == (False, "file")
    assert source.supplier == "de aanvrager zelf, als bestand"


def test_a_file_without_brondata_has_no_summary_and_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    applications.open_the_door()
    dossier = applications.in_review(applications.single(), monkeypatch, applications.clerk())
    row = assess(dossier=dossier, phase="hypotheekaanbod", terms=None, complete=True)
    bare = {name: part for name, part in facts_of(row).items() if name != "brondata"}
    monkeypatch.setattr(services, "facts_of", lambda _: bare)
    applications.put(dossier, State.APPROVED)
    services.issue_hypotheekaanbod(str(dossier.pk), str(row.pk))
    offer = Hypotheekaanbod.objects.get(dossier=dossier)
    assert offer.brondata is None
    assert hypotheekaanbod_document(offer).brondata == "geen"
