"""What was typed and not saved: kept for one person, sealed, limited, and never an answer."""

import pytest
from django.http import QueryDict

from portal.dossiers import drafts, services
from portal.dossiers.drafts import MAX_CHARACTERS, MAX_FIELDS, MAX_PAGES, DraftRefused
from portal.dossiers.models import Applicant, Draft
from portal.dossiers.queries import missing_answers
from portal.dossiers.services import start_dossier
from portal.identity.services import get_or_create_consumer
from portal.vault import services as vault
from tests.portal import applications

pytestmark = pytest.mark.django_db


@pytest.fixture
def robin() -> Applicant:
    """Somebody who just began."""
    return start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl"))


def test_what_was_typed_comes_back_as_it_was_typed_and_the_last_time_counts(robin: Applicant) -> None:
    drafts.save_draft(robin, "naam", {"surname": ["Vr"]})
    drafts.save_draft(robin, "naam", QueryDict("surname=Vries+&peculiarities=a&peculiarities=b&surname_prefix="))
    assert drafts.draft_of(robin, "naam") == {
        "surname": ["Vries "],
        "peculiarities": ["a", "b"],
        "surname_prefix": [""],
    }
    assert list(drafts.drafts_of(robin)) == ["naam"]
    assert drafts.draft_of(robin, "contact") is None


def test_a_draft_is_sealed_for_its_own_row_and_ends_with_the_key_of_its_person(robin: Applicant) -> None:
    drafts.save_draft(robin, "naam", {"surname": ["Geheim"]})
    row = Draft.objects.get()
    assert b"Geheim" not in bytes(row.content)
    other = start_dossier(user=get_or_create_consumer(email="kim@voorbeeld.nl"))
    Draft.objects.create(applicant=other, page="naam", content=row.content, saved_at=row.saved_at)
    assert drafts.draft_of(other, "naam") is None
    vault.shred_key(robin.user.key)
    robin.user.key.refresh_from_db()
    assert drafts.draft_of(robin, "naam") is None


def test_codes_and_account_numbers_are_never_kept_and_a_postcode_is(robin: Applicant) -> None:
    typed = {"totp_code": ["123456"], "code": ["1"], "iban": ["NL91"], "csrfmiddlewaretoken": ["x"]}
    drafts.save_draft(robin, "woning", {**typed, "postcode": ["3811"]})
    assert drafts.draft_of(robin, "woning") == {"postcode": ["3811"]}


def test_a_form_that_was_emptied_leaves_no_draft(robin: Applicant) -> None:
    drafts.save_draft(robin, "naam", {"surname": ["Vries"]})
    drafts.save_draft(robin, "naam", {"surname": [" "]})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({f"f{n}": ["x"] for n in range(MAX_FIELDS)}, True),
        ({f"f{n}": ["x"] for n in range(MAX_FIELDS + 1)}, False),
        ({"a": ["x" * MAX_CHARACTERS]}, True),
        ({"a": ["x" * MAX_CHARACTERS, "x"]}, False),
    ],
)
def test_what_is_larger_than_a_form_of_ours_is_refused(
    robin: Applicant, typed: dict[str, list[str]], kept: bool
) -> None:
    if kept:
        drafts.save_draft(robin, "naam", typed)
    else:
        with pytest.raises(DraftRefused):
            drafts.save_draft(robin, "naam", typed)
    assert Draft.objects.exists() is kept


def test_one_person_has_no_endless_number_of_drafts_but_always_a_new_version_of_one(robin: Applicant) -> None:
    for number in range(MAX_PAGES):
        drafts.save_draft(robin, f"p{number}", {"a": ["1"]})
    with pytest.raises(DraftRefused):
        drafts.save_draft(robin, "nog-een", {"a": ["1"]})
    drafts.save_draft(robin, "p0", {"a": ["2"]})
    assert drafts.draft_of(robin, "p0") == {"a": ["2"]}


def test_a_draft_is_no_answer(robin: Applicant) -> None:
    before = missing_answers(robin.dossier)
    drafts.save_draft(robin, "naam", {"surname": ["Vries"]})
    robin.refresh_from_db()
    assert (missing_answers(robin.dossier), robin.surname) == (before, "")


def test_drafts_are_gone_once_the_application_is_sent() -> None:
    dossier = applications.single()
    one = dossier.applicants.get()
    drafts.save_draft(one, "naam", {"surname": ["Vries"]})
    services.submit(dossier=dossier, by=one.user)
    assert not Draft.objects.exists()
