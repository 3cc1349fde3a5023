"""No keystroke is lost and no window overwrites another: drafts, and the mark of what a page was made from."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.drafts import draft_of
from portal.dossiers.models import Applicant, Leningdeel, Wish
from portal.dossiers.states import State
from portal.identity.errors import LimitsAway
from portal.identity.limits import Limit
from portal.journey.keeping import drafted_page
from portal.journey.views import drafts
from tests.portal import applications
from tests.portal.journey.answers import ADDRESS, PERSON, PRICE, assert_kept, loan, part, typed_on
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
FORMS: dict[str, dict[str, Any]] = {
    "jij-wie-je-bent": PERSON["wie-je-bent"],
    "home_details": ADDRESS,
    "woning-prijs": PRICE,
    "loan": loan(part("150.000")),
}
CHANGED = {
    "jij-wie-je-bent": ("surname", "Anders"),
    "home_details": ("street", "Andersstraat"),
    "woning-prijs": ("price", "331.000"),
    "loan": ("form-0-amount", "160.000"),
}
RESTORED = "Dit had je ingevuld en nog niet opgeslagen"
BEHIND = "Intussen is dit in een ander venster opgeslagen"


@pytest.fixture
def sanne(db: None) -> Applicant:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    return one


@pytest.fixture
def client(enter: Enter, sanne: Applicant) -> Client:
    return enter(sanne)


def url(name: str) -> str:
    address = drafted_page(name)
    assert address is not None
    return address


def draft_url(name: str) -> str:
    return reverse("journey:draft", args=[name])


def mark_on(response: Any) -> str:
    (field,) = tree_of(response).xpath("//input[@name='seen']")
    return str(field.get("value"))


@pytest.mark.parametrize("name", FORMS)
def test_what_was_typed_and_not_saved_is_there_again_and_says_so(client: Client, name: str) -> None:
    field, value = CHANGED[name]
    typed = FORMS[name] | {field: value}
    assert client.post(draft_url(name), typed).status_code == 204
    page = client.get(url(name))
    assert RESTORED in words_of(page)
    assert_kept(page, {field: value}, action=url(name))


@pytest.mark.parametrize("name", FORMS)
def test_a_draft_of_what_is_saved_already_is_no_news(client: Client, name: str) -> None:
    client.post(url(name), FORMS[name])
    client.post(draft_url(name), typed_on(client.get(url(name)), action=url(name)))
    if name != "loan":
        assert RESTORED not in words_of(client.get(url(name)))


@pytest.mark.parametrize("name", FORMS)
def test_a_draft_goes_when_it_is_saved_and_when_it_is_dropped(client: Client, sanne: Applicant, name: str) -> None:
    field, value = CHANGED[name]
    typed = FORMS[name] | {field: value}
    client.post(draft_url(name), typed)
    assert client.post(url(name), typed).status_code == 303
    assert draft_of(sanne, name) is None
    client.post(draft_url(name), FORMS[name] | {field: "9"})
    assert client.post(draft_url(name), {"drop": "1"})["Location"] == url(name)
    assert draft_of(sanne, name) is None
    assert_kept(client.get(url(name)), {field: value}, action=url(name))


def test_a_draft_changes_no_answer_and_needs_none_of_them_to_be_right(client: Client, sanne: Applicant) -> None:
    before = Wish.objects.values().get()
    typed = {"addition": "derde verdieping achter", "postcode": "?"}
    assert client.post(draft_url("home_details"), typed).status_code == 204
    assert Wish.objects.values().get() == before
    page = client.get(url("home_details"))
    assert_kept(page, {"addition": "derde verdieping achter", "postcode": "?"}, action=url("home_details"))


def test_codes_and_marks_are_never_in_a_draft(client: Client, sanne: Applicant) -> None:
    client.post(
        draft_url("jij-wie-je-bent"), {"surname": "Anders", "code": "123456", "seen": "x", "iban": "NL91ABNA0417164300"}
    )
    assert draft_of(sanne, "jij-wie-je-bent") == {"surname": ["Anders"]}


def test_a_page_without_questions_keeps_no_draft(client: Client) -> None:
    assert client.post(draft_url("sign"), {"a": "b"}).status_code == 404
    assert client.post(draft_url("jij-wie-je-bent"), {"surname": "x" * 30_000}).status_code == 413
    assert client.get(draft_url("jij-wie-je-bent")).status_code == 405


@pytest.mark.parametrize(("before", "status"), [(0, 204), (1, 204), (2, 429)])
def test_drafts_that_come_too_often_are_refused_for_a_moment(
    client: Client, sanne: Applicant, monkeypatch: pytest.MonkeyPatch, before: int, status: int
) -> None:
    monkeypatch.setattr(drafts, "DRAFTS_PER_USER", Limit("drafts", 2, timedelta(minutes=1)))
    for number in range(before):
        client.post(draft_url("jij-wie-je-bent"), {"surname": f"Eerder {number}"})
    answer = client.post(draft_url("jij-wie-je-bent"), {"surname": "Laatst"})
    assert answer.status_code == status
    assert (draft_of(sanne, "jij-wie-je-bent") == {"surname": ["Laatst"]}) is (status == 204)
    assert ("Retry-After" in answer) is (status == 429)


def test_typing_is_kept_when_nobody_can_count(
    client: Client, sanne: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> None:
        raise LimitsAway

    monkeypatch.setattr(drafts, "spend", away)
    assert client.post(draft_url("jij-wie-je-bent"), {"surname": "Anders"}).status_code == 204
    assert draft_of(sanne, "jij-wie-je-bent") == {"surname": ["Anders"]}


def test_a_stranger_keeps_nothing(visitor: Client, sanne: Applicant) -> None:
    assert visitor.post(draft_url("jij-wie-je-bent"), {"surname": "Anders"}).status_code == 302
    assert draft_of(sanne, "jij-wie-je-bent") is None


def test_after_sending_no_draft_is_taken(client: Client, sanne: Applicant) -> None:
    applications.put(sanne.dossier, State.SUBMITTED)
    assert client.post(draft_url("jij-wie-je-bent"), {"surname": "Anders"}).status_code == 303
    assert draft_of(sanne, "jij-wie-je-bent") is None


@pytest.mark.parametrize("name", FORMS)
def test_of_two_windows_the_second_overwrites_nothing_unseen(client: Client, name: str) -> None:
    client.post(url(name), FORMS[name])
    old = mark_on(client.get(url(name)))
    field, value = CHANGED[name]
    assert client.post(url(name), FORMS[name] | {field: value, "seen": old}).status_code == 303
    other = {
        "jij-wie-je-bent": "Derde",
        "home_details": "Derdestraat",
        "woning-prijs": "332.000",
        "loan": "170.000",
    }[name]
    late = client.post(url(name), FORMS[name] | {field: other, "seen": old})
    assert late.status_code == 422
    assert BEHIND in words_of(late)
    assert_kept(late, {field: other}, action=url(name))
    assert_kept(client.get(url(name)), {field: value}, action=url(name))
    if name != "loan":
        assert value in words_of(late)  # what stands there now is said beside it
    again = client.post(url(name), FORMS[name] | {field: other, "seen": mark_on(late)})
    assert again.status_code == 303
    assert_kept(client.get(url(name)), {field: other}, action=url(name))


def test_the_same_window_twice_is_never_behind_itself(client: Client) -> None:
    for amount in ("150.000", "155.000"):
        seen = mark_on(client.get(url("loan")))
        assert client.post(url("loan"), loan(part(amount)) | {"seen": seen}).status_code == 303
    assert Leningdeel.objects.get().amount == 155_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", FORMS)
def test_of_two_windows_that_save_at_the_same_moment_one_is_told(enter: Enter, at_once: Any, name: str) -> None:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    clients = [enter(one), enter(one)]
    seen = mark_on(clients[0].get(url(name)))
    field, _ = CHANGED[name]
    values = ["100.000", "110.000"] if name in ("loan", "woning-prijs") else ["Eerste", "Tweede"]
    todo = list(zip(clients, values, strict=True))

    def save() -> int:
        client, value = todo.pop()
        return int(client.post(url(name), FORMS[name] | {field: value, "seen": seen}).status_code)

    assert sorted(at_once(save, 2)) == [303, 422]
