"""Whatever is sent to a page, it answers with a page: never an error of ours, and nothing is changed by rubbish."""

from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.dossiers.states import State
from tests.portal.journey.answers import ADDRESS, HOMES, INCOME, NOTARY, OTHER_SUBJECTS, PERSON, loan, part, url_of
from tests.portal.journey.markup import words_of
from tests.portal.journey.test_looking import rows
from tests.portal.journey.world import BUTTONS, PAGES, READ_ONLY, World, tell_everything

pytestmark = pytest.mark.django_db
RUBBISH = {
    "a NUL": "a\x00b",
    "very long": "x" * 20_000,
    "emoji": "🏠👩‍👩‍👧",
    "turned around": "\u202eabc",
    "control characters": "\r\n\t\x1b[31m\x7f",
    "markup": "<img src=x onerror=alert(1)>'\"--></script>",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "sql": "' OR 1=1; --",
    "half a pair": "\ufffd\udfff".encode("utf-8", "replace").decode(),
    "a number that never ends": "9" * 5000,
    "infinity": "Infinity",
    "another alphabet": "٣٥٠٠٠٠",
    "only spaces": " \u00a0\u2003 ",
}
WORST = ("a NUL", "very long", "a number that never ends")
FORMS: dict[str, tuple[State, dict[str, Any]]] = {
    "test_question": (State.INTAKE, {"question": "restschuld", "answer": "b"}),
    "together": (State.INTAKE, {"relation": "samenwonend-met-contract", "partner_email": "sam@voorbeeld.nl"}),
    "home_details": (State.INTAKE, ADDRESS),
    "loan": (State.INTAKE, loan(part(), part("10.000"))),
    "route": (State.INTAKE, {"route": "ockto"}),
    "income": (State.INTAKE, INCOME),
    "change": (State.COLLECTING, loan(part(), part("10.000"), others="lasten")),
    "notary": (State.COLLECTING, NOTARY),
    "sign": (State.OFFERED, {"read": "on", "agree": "on", "code": "000000", "document_sha256": "0" * 64}),
    "identify": (State.SEALED, {"bank": "NEOBNL2A"}),
    "mandate": (State.SEALED, {"iban": "NL91ABNA0417164300", "agree": "on", "code": "000000"}),
}


def test_rubbish_in_one_field_or_in_all_gets_an_answer(world: World) -> None:
    for name, (state, typed) in FORMS.items():
        fields = (*typed, "add_part", "remove_part", "preview", "next", "form-TOTAL_FORMS")
        one = [{**typed, field: RUBBISH[what]} for field in fields for what in WORST]
        everywhere = [dict.fromkeys(typed, value) for value in RUBBISH.values()]
        for sent in (*one, *everywhere):
            world.put(state)
            response = world.client.post(world.url(name), sent)
            assert response.status_code in (200, 303, 422), (name, sent)
            assert "<img src=x" not in response.content.decode()


def test_rubbish_in_any_subject_gets_an_answer(world: World) -> None:
    world.put(State.INTAKE)
    tell_everything(world)
    never_together = {"scheiding", "bewoners"}  # of who is married, and of who applies with a partner
    for slug, typed in (PERSON | HOMES | OTHER_SUBJECTS).items():
        for value in RUBBISH.values():
            for sent in (dict.fromkeys(typed, value), *({**typed, name: value} for name in list(typed)[-1:])):
                tell_everything(world)
                answer = world.client.post(url_of(slug), sent)
                assert answer.status_code in ((404,) if slug in never_together else (303, 422)), (slug, sent)
                assert "<img src=x" not in answer.content.decode()


def test_rubbish_while_typing_gets_an_answer(world: World) -> None:
    world.put(State.INTAKE)
    for field, value in product(loan(part()), RUBBISH.values()):
        typed = {**loan(part()), field: value}
        del typed["save"]
        assert world.client.post(world.url("loan"), typed, headers={"HX-Request": "true"}).status_code == 200


def test_a_post_with_nothing_in_it_gets_an_answer(world: World) -> None:
    forms = {name: states for name, states in (PAGES | BUTTONS).items() if name not in READ_ONLY}
    for name, states in forms.items():
        for state in states:
            world.put(state)
            assert world.client.post(world.url(name)).status_code in (200, 303, 422), (name, state)


def test_a_refused_form_has_changed_nothing(world: World) -> None:
    for name, (state, typed) in FORMS.items():
        if name in ("test_question", "identify"):  # passed and identified already: nothing to refuse
            continue
        world.put(state)
        before = rows()
        first = next(iter(typed))
        assert world.client.post(world.url(name), {**typed, first: "\x00"}).status_code == 422, name
        after = rows()
        for label in before:
            if label != "identity.UsedTotpCode":
                assert after[label] == before[label], (name, label)


def test_a_body_that_is_too_large_or_has_too_many_fields_gets_a_kind_page(world: World) -> None:
    world.put(State.INTAKE)
    for typed in ({"given_names": "x" * 3_000_000}, {f"field{n}": "x" for n in range(1500)}):
        response = world.client.post(url_of("wie-je-bent"), typed)
        assert response.status_code == 400
        assert "Dit verzoek klopt niet" in words_of(response)


def test_a_body_that_is_no_form_gets_an_answer(world: World) -> None:
    world.put(State.INTAKE)
    for content_type in ("application/json", "multipart/form-data; boundary=x", "text/plain", "multipart/form-data"):
        response = world.client.post(url_of("lasten"), data=b"{\x00]", content_type=content_type)
        assert response.status_code in (400, 422), content_type
    world.put(State.COLLECTING)
    response = world.client.post(world.url("document"), {"files": "not a file"})
    assert response.status_code == 422
    sneaky = SimpleUploadedFile("a.pdf", b"%PDF-1.7", content_type="text/html\r\nX: y")
    assert world.client.post(world.url("document"), {"other": sneaky}).status_code == 422


def test_strange_addresses_do_not_exist(world: World) -> None:
    for path in ("documenten/1/", "documenten/%00/", "downloads/../", "downloads/%2e%2e/", "bestanden/x/weghalen/"):
        assert world.client.get(reverse("journey:home") + path).status_code == 404
    for query in ("?%00", "?next=//evil.example", "?page=" + "x" * 5000):
        assert world.client.get(reverse("journey:home") + query).status_code == 200


def test_methods_nobody_uses_are_refused(world: World) -> None:
    for name, states in PAGES.items():
        world.put(sorted(states)[0])
        for method in ("put", "delete", "patch"):
            assert getattr(world.client, method)(world.url(name)).status_code == 405, (name, method)


def test_a_post_without_the_key_of_the_form_is_refused_with_a_kind_page(world: World) -> None:
    world.put(State.INTAKE)
    world.client.handler.enforce_csrf_checks = True
    response = world.client.post(world.url("person"), PERSON)
    assert response.status_code == 403
    assert "Deze pagina was te oud" in words_of(response)
