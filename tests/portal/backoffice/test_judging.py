"""Judging a document: what was read is kept, what is wrong is said at the field, nothing is judged twice."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from brondata.files import FileKind, read
from portal import clock
from portal.dossiers.models import AccessRecord, Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.filed import READING_PLACE
from portal.evidence.models import DocumentRequest, FiledData, Upload
from portal.evidence.uploads import figures_of, judge_upload
from portal.identity.models import User
from portal.jobs.models import Job
from portal.notifications.models import Mail
from portal.vault import services as vault
from tests.portal import builders
from tests.portal.backoffice.conftest import open_dossier, page_of

SAMPLE = (Path(__file__).parents[2] / "brondata" / "data" / "verzekeringsbericht-tekst.txt").read_bytes()
TAXATIE = {
    "verdict": "approve",
    "a-dated": "20-11-2026",
    "a-market_value": "245.000",
    "a-valued_on": "19-11-2026",
    "a-structural_state": "goed",
    "a-free_of_rent_and_use": "ja",
    "a-current_model": "ja",
    "a-nwwi_validated": "nee",
}
KOOPAKTE = {
    "verdict": "approve",
    "a-dated": "03-11-2026",
    "a-price": "€ 245.000,00",
    "a-movables": "1.500",
    "a-signed_by_all": "ja",
}


@pytest.fixture
def dossier(desk: Client) -> Dossier:
    """A dossier that the clerk opened."""
    made = builders.dossier_in(State.IN_REVIEW, price=builders.Decimal(245_000))
    open_dossier(desk, made)
    return made


def judge(desk: Client, upload: Upload, data: dict[str, str]) -> object:
    return desk.post(reverse("admin:document_judge", args=[upload.pk]), data)


@pytest.mark.parametrize(
    ("kind", "data", "figures"),
    [
        (
            "taxatierapport",
            TAXATIE,
            {
                "market_value": "245000.00",
                "valued_on": "2026-11-19",
                "structural_state": "goed",
                "free_of_rent_and_use": True,
                "current_model": True,
                "nwwi_validated": False,
            },
        ),
        (
            "taxatierapport-desktop",
            {key: value for key, value in TAXATIE.items() if key not in ("a-current_model", "a-nwwi_validated")},
            {
                "market_value": "245000.00",
                "valued_on": "2026-11-19",
                "structural_state": "goed",
                "free_of_rent_and_use": True,
            },
        ),
        ("koopakte", KOOPAKTE, {"price": "245000.00", "movables": "1500.00", "signed_by_all": True}),
        (
            "bankafschrift",
            {"verdict": "approve", "a-dated": "20-11-2026", "a-amount": "31.000"},
            {"amount": "31000.00"},
        ),
        ("werkgeversverklaring", {"verdict": "approve", "a-dated": "2026-11-20"}, {}),
    ],
)
def test_what_the_clerk_reads_is_kept_for_the_next_assessment(
    desk: Client, clerk: User, dossier: Dossier, kind: str, data: dict[str, str], figures: dict[str, object]
) -> None:
    upload = builders.document_for(dossier, kind)
    assert judge(desk, upload, data).status_code == 302  # type: ignore[attr-defined]
    upload = Upload.objects.select_related("request__dossier__key").get(pk=upload.pk)
    assert (upload.state, upload.judged_by) == (Upload.State.APPROVED, clerk)
    assert upload.dated == date(2026, 11, int(data["a-dated"][:2]) if data["a-dated"][2] == "-" else 20)
    assert figures_of(upload) == figures
    assert upload.request.state == DocumentRequest.State.APPROVED
    assert Job.objects.filter(kind="assess", payload__dossier_id=str(dossier.pk), payload__phase="dossier").exists()


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("a-dated", "", "Vul een datum in."),
        ("a-dated", "31-02-2026", "Vul de datum in als dag-maand-jaar"),
        ("a-dated", (clock.today() + timedelta(days=1)).strftime("%d-%m-%Y"), "Deze datum ligt in de toekomst."),
        ("a-market_value", "veel", "Vul een bedrag in cijfers in"),
        ("a-market_value", "0", "Vul een bedrag boven nul in."),
        ("a-valued_on", "01-01-2030", "Deze datum ligt in de toekomst."),
        ("a-structural_state", "prachtig", "geldige keuze"),
        ("a-structural_state", "", "Kies de bouwkundige staat."),
        ("a-free_of_rent_and_use", "", "Kies ja of nee."),
    ],
)
def test_a_wrong_figure_is_said_at_its_field_and_the_rest_is_kept(
    desk: Client, dossier: Dossier, field: str, value: str, text: str
) -> None:
    upload = builders.document_for(dossier, "taxatierapport")
    answer = judge(desk, upload, {**TAXATIE, field: value})
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert text in page
    kept = next(name for name in ("a-market_value", "a-dated") if name != field)
    assert f'value="{TAXATIE[kept]}"' in page
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY


def test_movables_are_a_part_of_the_price(desk: Client, dossier: Dossier) -> None:
    answer = judge(desk, builders.document_for(dossier), {**KOOPAKTE, "a-movables": "245.000"})
    assert "Roerende zaken zijn een deel van de koopsom." in answer.content.decode()  # type: ignore[attr-defined]


def test_a_refused_document_tells_the_applicant_why(desk: Client, dossier: Dossier) -> None:
    upload = builders.document_for(dossier)
    judge(desk, upload, {"verdict": "reject", "r-reason": "incompleet", "r-line": "Pagina 3 mist."})
    upload.refresh_from_db()
    assert upload.state == Upload.State.REJECTED
    assert upload.judgement == "Er ontbreken pagina's. Stuur het hele document, met alle pagina's. Pagina 3 mist."
    assert Mail.objects.filter(template="document_refused").count() == 1


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"r-reason": ""}, "Kies waarom je dit document afkeurt."),
        ({"r-reason": "anders", "r-line": " "}, "Schrijf op wat er niet klopt."),
    ],
)
def test_a_refusal_without_a_reason_is_asked_again(
    desk: Client, dossier: Dossier, data: dict[str, str], text: str
) -> None:
    upload = builders.document_for(dossier)
    answer = judge(desk, upload, {"verdict": "reject", **data})
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert text in answer.content.decode()  # type: ignore[attr-defined]
    assert not Mail.objects.filter(template="document_refused").exists()


def test_a_second_verdict_changes_nothing_and_says_who_was_first(desk: Client, dossier: Dossier) -> None:
    upload = builders.document_for(dossier)
    first = User.objects.create_user("eerste@neo.example", name="Anouk", is_staff=True)
    judge_upload(upload=upload, by=first, approved=True, dated=clock.today())
    answer = desk.post(
        reverse("admin:document_judge", args=[upload.pk]), {"verdict": "reject", "r-reason": "te-oud"}, follow=True
    )
    assert "was al akkoord, door Anouk" in answer.content.decode()
    upload.refresh_from_db()
    assert (upload.state, upload.judged_by) == (Upload.State.APPROVED, first)


def test_after_a_verdict_the_next_document_comes_and_then_the_dossier(desk: Client, dossier: Dossier) -> None:
    first, second = builders.document_for(dossier), builders.document_for(dossier, "werkgeversverklaring")
    assert judge(desk, first, KOOPAKTE).url == reverse("admin:document_judge", args=[second.pk])  # type: ignore[attr-defined]
    last = judge(desk, second, {"verdict": "approve", "a-dated": "20-11-2026"})
    assert last.url == page_of(dossier)  # type: ignore[attr-defined]


def test_a_dossier_that_is_past_the_desk_takes_no_verdict(desk: Client, dossier: Dossier) -> None:
    upload = builders.document_for(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.DECLINED)
    judge(desk, upload, KOOPAKTE)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY


def test_a_document_opens_with_a_line_in_the_log_and_shows_a_picture_under_a_strict_policy(
    desk: Client, dossier: Dossier
) -> None:
    upload = builders.document_for(dossier)
    picture = reverse("admin:document_picture", args=[upload.pk, 1])
    assert desk.get(reverse("admin:document_judge", args=[upload.pk])).status_code == 200
    assert AccessRecord.objects.get(dossier=dossier).what.startswith("document: Koopakte")
    answer = desk.get(picture)
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert desk.get(reverse("admin:document_picture", args=[upload.pk, 2])).status_code == 404


def test_no_picture_of_a_dossier_that_was_not_opened_with_a_reason(desk: Client) -> None:
    upload = builders.document_for(builders.dossier_in())
    assert desk.get(reverse("admin:document_picture", args=[upload.pk, 1])).status_code == 404
    assert not AccessRecord.objects.exists()


# A file that we read ourselves


def test_what_we_read_on_a_file_stands_beside_it_and_its_date_is_filled_in(desk: Client, dossier: Dossier) -> None:
    applicant = dossier.applicants.get()
    Applicant.objects.filter(pk=applicant.pk).update(initials="F.M.", surname_prefix="de", surname="Boer")
    upload = builders.document_for(dossier, "uwv-verzekeringsbericht", applicant=applicant)
    row = FiledData(upload=upload, outcome=FiledData.Outcome.READ, read_at=clock.now())
    reading = read(FileKind.UWV_TEXT, SAMPLE)
    row.reading = vault.seal_json(dossier.key, place=READING_PLACE, row=row.id, value=reading.to_json())
    row.save(force_insert=True)
    page = desk.get(reverse("admin:document_judge", args=[upload.pk])).content.decode()
    assert "Wat wij erop lazen" in page
    assert "Mevrouw F.M. de Boer, geboren 17 april 1991" in page.replace("\xa0", " ")
    assert "3 regels" in page
    assert "auto van de zaak" in page
    assert 'value="20-11-2026"' in page


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (FiledData.Outcome.UNREAD, "konden wij niet zelf lezen (page 1, line 4)"),
        (FiledData.Outcome.OTHER_PERSON, "een andere dan die van de aanvrager"),
    ],
)
def test_why_a_file_was_not_read_is_told(desk: Client, dossier: Dossier, outcome: str, words: str) -> None:
    upload = builders.document_for(dossier, "uwv-verzekeringsbericht", applicant=dossier.applicants.get())
    FiledData(upload=upload, outcome=outcome, place="page 1, line 4", read_at=clock.now()).save(force_insert=True)
    page = desk.get(reverse("admin:document_judge", args=[upload.pk])).content.decode()
    assert words in page
    assert "Vergelijk dit" not in page
