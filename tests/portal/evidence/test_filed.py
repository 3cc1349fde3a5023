"""A file of a register: let in, read apart, held against its owner, and used only after a clerk's word."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from brondata.datasets import Method, Source, UwvVerzekeringsbericht
from brondata.ockto import mapping
from brondata.provider import RawDelivery
from brondata.simulator import odm, personas
from portal import clock
from portal.assessments.facts import assemble_facts
from portal.assessments.facts.sources import sources_of
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence import filed, sandbox
from portal.evidence.models import DocumentRequest, FiledData, Upload
from portal.evidence.reading import latest_bundle, read_delivery
from portal.evidence.uploads import add_upload, disarmed_bytes, judge_upload
from tests.brondata.files.printouts import pages_of, pdf_of, text_layer
from tests.brondata.files.test_mpo_export import as_xml, export
from tests.portal import applications
from tests.portal.evidence import corpus

pytestmark = pytest.mark.django_db
File = Upload.State


@pytest.fixture
def sanne(db: None) -> Applicant:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    applications.put(one.dossier, State.COLLECTING)
    return one


def printout(key: str = "sanne", *, dated: date | None = None, naam: str = "") -> bytes:
    """The PDF that UWV gives a persona."""
    message = _message(key)
    born = personas.person(key, clock.today()).birth_date
    if dated is not None:
        message = replace(message, datum=dated)
    who = personas.person(key, clock.today())
    naam = naam or " ".join(filter(None, ("Mevrouw", who.initials, who.prefix, who.surname)))
    return pdf_of(pages_of(message, naam=naam, geboren=f"{born:%d-%m-%Y}", rows_per_page=40))


def _message(key: str) -> UwvVerzekeringsbericht:
    body = applications.document_of(key, session_id="s-1")
    raw = RawDelivery(
        provider="ockto", schema_version=odm.VERSION, session_id="s-1", content_type="application/json", body=body
    )
    found = mapping.read_delivery(raw).verzekeringsbericht
    assert found is not None
    return replace(found, versie=found.versie or "VZB-001")


def send(one: Applicant, kind: str, content: bytes, name: str = "bestand.pdf") -> Upload:
    """The file went through the gate and was read."""
    request = DocumentRequest.objects.filter(applicant=one, document_type=kind).first()
    request = request or applications.asked(one.dossier, kind, of=one)
    upload = add_upload(request=request, by=one.user, filename=name, content=content)
    applications.run_jobs("upload.check", "upload.read")
    upload.refresh_from_db()
    return upload


def approve(upload: Upload) -> None:
    judge_upload(upload=upload, by=applications.clerk(), approved=True, dated=date(2026, 11, 20))


def income(dossier: Dossier) -> dict:
    (person,) = assemble_facts(applications.fresh(dossier), phase="dossier")["applicants"]
    return next((one for one in person["incomes"] if one["kind"] == "loondienst"), {})


# The UWV printout


def test_a_printout_gives_the_same_income_as_ockto_and_rests_on_the_document(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, printout())
    assert (upload.state, upload.filed.outcome) == (File.READY, FiledData.Outcome.READ)
    assert income(sanne.dossier) == {}, "nothing counts before a person approved it"
    approve(upload)
    on_file = income(sanne.dossier)
    assert (on_file["method"], on_file["evidence"]) == ("ibl", [f"d-{upload.id.hex[:12]}"])
    applications.put(sanne.dossier, State.INTAKE)
    applications.give_brondata(sanne, "sanne")
    by_ockto = income(sanne.dossier)
    assert by_ockto["evidence"] == ["b-p1-mijnuwv"], "what came straight from the source goes before a file of that day"
    assert on_file["ibl"]["toetsinkomen"] == by_ockto["ibl"]["toetsinkomen"] == "52000.06"


def test_a_file_never_counts_as_brondata(sanne: Applicant) -> None:
    approve(send(sanne, filed.UWV, printout()))
    facts = assemble_facts(applications.fresh(sanne.dossier), phase="dossier")
    assert facts["brondata"] == []
    assert [one["type"] for one in facts["documents"]] == [filed.UWV]
    sources = sources_of(sanne, person_id="p1")
    assert sources.bundle is not None
    (line,) = sources.bundle.collections
    assert (line.source, line.method) == (Source.UWV, Method.FILE)
    assert not sources.is_brondata(Source.UWV)
    assert latest_bundle(sanne) is None, "what pages show as brondata is brondata"


def test_a_newer_printout_makes_up_for_brondata_that_grew_old(sanne: Applicant) -> None:
    applications.put(sanne.dossier, State.INTAKE)
    session = applications.invited(sanne)
    document = json.loads(applications.document_of("sanne", session_id=session.session_id))
    for line in document["bronnen"]:
        line["opgehaaldOp"] = "2026-08-20T10:00:00+02:00"
    delivery = applications.delivered(sanne, json.dumps(document).encode(), session=session)
    read_delivery(str(delivery.pk))
    applications.put(sanne.dossier, State.COLLECTING)
    later = clock.today()
    approve(send(sanne, filed.UWV, printout(dated=later)))
    facts = assemble_facts(applications.fresh(sanne.dossier), phase="dossier")
    (person,) = facts["applicants"]
    assert person["incomes"][0]["ibl"]["uwv_message_on"] == later.isoformat()
    assert "mijnuwv" not in {one["source"] for one in facts["brondata"]}
    assert {"duo", "belastingdienst"} < {one["source"] for one in facts["brondata"]}


def test_the_collection_moment_of_a_file_is_the_day_on_it(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, printout(dated=date(2026, 11, 2)))
    reading = filed.reading_of(upload)
    assert reading is not None
    assert (reading.as_of, reading.verzekeringsbericht.datum) == (date(2026, 11, 2), date(2026, 11, 2))


@pytest.mark.parametrize("naam", ["Mevrouw R. Bakker", "Mevrouw S. Visser"])
def test_a_file_about_somebody_else_is_not_kept_as_data(sanne: Applicant, naam: str) -> None:
    upload = send(sanne, filed.UWV, printout(naam=naam))
    assert (upload.state, upload.filed.outcome) == (File.READY, FiledData.Outcome.OTHER_PERSON)
    assert not upload.filed.reading
    approve(upload)
    assert income(sanne.dossier) == {}


def test_a_person_who_calls_themselves_somebody_else_later_loses_the_reading(sanne: Applicant) -> None:
    approve(send(sanne, filed.UWV, printout()))
    Applicant.objects.filter(pk=sanne.pk).update(surname="Anders")
    sanne.refresh_from_db()
    assert sources_of(sanne, person_id="p1").bundle is None


def test_a_document_that_is_no_printout_is_shown_to_the_clerk_and_not_read(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, corpus.payslip())
    assert (upload.state, upload.filed.outcome) == (File.READY, FiledData.Outcome.UNREAD)
    assert upload.filed.place
    assert disarmed_bytes(upload).startswith(b"%PDF-")
    approve(upload)
    assert income(sanne.dossier) == {}


def test_a_file_of_tomorrow_is_not_read(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, printout(dated=clock.today() + timedelta(days=1)))
    assert (upload.filed.outcome, upload.filed.place) == (FiledData.Outcome.UNREAD, "dated in the future")


def test_what_the_clerk_sees_is_what_is_read(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, printout())
    reading = filed.reading_of(upload)
    assert reading == filed.read_file(filed.FileKind.UWV_TEXT, text_layer(disarmed_bytes(upload)))


def test_a_refused_file_does_not_count(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, printout())
    judge_upload(upload=upload, by=applications.clerk(), approved=False, judgement="Niet goed te lezen.")
    assert income(sanne.dossier) == {}


def test_a_file_that_was_judged_before_it_was_read_stays_unread(sanne: Applicant) -> None:
    request = applications.asked(sanne.dossier, filed.UWV, of=sanne)
    upload = add_upload(request=request, by=sanne.user, filename="x.pdf", content=printout())
    applications.run_jobs("upload.check")
    upload.refresh_from_db()
    approve(upload)
    filed.read_upload(str(upload.pk))
    assert not FiledData.objects.exists()
    assert income(sanne.dossier) == {}


def test_reading_twice_keeps_one(sanne: Applicant) -> None:
    upload = send(sanne, filed.UWV, printout())
    filed.read_upload(str(upload.pk))
    assert FiledData.objects.get().upload_id == upload.pk


def test_a_reader_that_breaks_or_takes_too_long_leaves_it_to_the_clerk(
    sanne: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filed, "CAGE", sandbox.Cage(wall_seconds=0.01))
    upload = send(sanne, filed.UWV, printout())
    assert (upload.filed.outcome, upload.filed.place) == (FiledData.Outcome.UNREAD, "out of time")


# The pension overview


@pytest.mark.parametrize("shape", ["xml", "json"])
def test_an_export_is_let_in_drawn_and_read(sanne: Applicant, shape: str) -> None:
    document = export("sanne")
    content = as_xml(document) if shape == "xml" else json.dumps(document).encode()
    upload = send(sanne, filed.PENSION, content, name=f"pensioen.{shape}")
    assert (upload.state, upload.filed.outcome, upload.pages) == (File.READY, FiledData.Outcome.READ, 1)
    text = text_layer(disarmed_bytes(upload)).decode()
    assert "Pensioenoverzicht" in text
    assert "AOW, samen met een partner" in text
    approve(upload)
    bundle = sources_of(sanne, person_id="p1").bundle
    assert bundle is not None
    assert bundle.pensioenoverzicht is not None
    assert bundle.pensioenoverzicht.perioden[-1].aow is not None
    assert isinstance(bundle.pensioenoverzicht.perioden[-1].aow.te_bereiken_samenwonend, Decimal)


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><Pensioenaanspraken>&e;</Pensioenaanspraken>',
        b"{",
        b'{"Pensioenaanspraken": {}}',
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<?xml",
    ],
)
def test_an_export_that_is_not_read_is_refused_with_a_way_out(sanne: Applicant, content: bytes) -> None:
    upload = send(sanne, filed.PENSION, content)
    assert upload.state == File.REFUSED
    assert "als PDF" in upload.refusal


def test_words_of_a_file_are_text_on_the_drawn_page(sanne: Applicant) -> None:
    document = export("sanne")
    document["Pensioenaanspraken"]["LevensSituatie"] = '<img src="http://127.0.0.1:9/x.png"><b>vet</b>'
    upload = send(sanne, filed.PENSION, json.dumps(document).encode())
    assert "<b>vet</b>" in text_layer(disarmed_bytes(upload)).decode()


def test_an_export_for_another_document_is_a_file_we_do_not_know(sanne: Applicant) -> None:
    upload = send(sanne, "salarisstrook", json.dumps(export("sanne")).encode())
    assert upload.state == File.REFUSED
    assert not FiledData.objects.exists()


def test_moments_of_an_export_keep_their_hour(sanne: Applicant) -> None:
    upload = send(sanne, filed.PENSION, json.dumps(export("sanne")).encode())
    reading = filed.reading_of(upload)
    assert reading is not None
    assert reading.dataset.collected_at == datetime.fromisoformat("2026-11-23T19:42:11+01:00")
