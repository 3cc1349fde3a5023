"""A form that meets an old code: asked again, nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from portal.identity.access import link_required, step_up_required
from portal.identity.sessions import LINK_AT, TOTP_AT

pytestmark = pytest.mark.django_db
TYPED = {"bedrag": "250.000", "keuze": ["a", "b"], "opmerking": 'met "aanhaling" & <teken>'}


@step_up_required
def page(request):
    """A page with a form, as any app may have it."""
    return HttpResponse(f"ontvangen {request.POST.get('bedrag')} {request.POST.getlist('keuze')}")


def prepared(request, user, *, linked=True, stepped_up_ago=None):
    """A request with the session that the middleware would give it."""
    now = int(timezone.now().timestamp())
    request.user = user
    request.session = SessionStore()
    if linked:
        request.session[LINK_AT] = now
    if stepped_up_ago is not None:
        request.session[TOTP_AT] = now - int(stepped_up_ago.total_seconds())
    request.session.save()
    return request


def test_a_recent_code_lets_the_form_through(rf, sam):
    request = prepared(rf.post("/formulier/", TYPED), sam, stepped_up_ago=timedelta(minutes=5))
    assert page(request).content == b"ontvangen 250.000 ['a', 'b']"


def test_an_old_code_shows_the_code_page_with_everything_that_was_typed(rf, sam):
    request = prepared(rf.post("/formulier/?stap=2", TYPED), sam, stepped_up_ago=settings.STEP_UP_IDLE)
    response = page(request)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'action="/formulier/?stap=2"' in html
    assert 'name="bedrag" value="250.000"' in html
    assert html.count('name="keuze"') == 2
    assert "met &quot;aanhaling&quot; &amp; &lt;teken&gt;" in html


def test_the_code_sends_the_same_form_on(rf, sam, code):
    request = prepared(rf.post("/formulier/", {**TYPED, "totp_code": code()}), sam)
    assert page(request).content == b"ontvangen 250.000 ['a', 'b']"
    assert TOTP_AT in request.session


def test_a_wrong_code_keeps_the_form_waiting(rf, sam):
    request = prepared(rf.post("/formulier/", {**TYPED, "totp_code": "12345"}), sam)
    html = page(request).content.decode()
    assert 'name="bedrag" value="250.000"' in html
    assert "6 cijfers" in html
    assert TOTP_AT not in request.session


def test_a_get_goes_to_the_code_page_and_comes_back(rf, sam):
    response = page(prepared(rf.get("/formulier/?stap=2"), sam))
    assert response["Location"] == "/toegang/code/?next=%2Fformulier%2F%3Fstap%3D2"


def test_a_fragment_moves_the_whole_page_to_the_code_page(rf, sam):
    request = prepared(
        rf.get("/fragment/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/aanvraag/"}), sam
    )
    request.htmx = HtmxDetails(request)
    assert page(request)["HX-Redirect"] == "/toegang/code/?next=%2Faanvraag%2F"


def test_a_form_sent_by_htmx_gets_the_code_page_as_a_whole_page(rf, sam):
    request = prepared(rf.post("/formulier/", TYPED, headers={"HX-Request": "true"}), sam)
    request.htmx = HtmxDetails(request)
    response = page(request)
    assert (response["HX-Retarget"], response.status_code) == ("body", 422)


@pytest.mark.parametrize("decorate", [link_required, step_up_required, step_up_required()])
def test_without_a_link_one_goes_to_the_door(rf, decorate):
    response = decorate(page)(prepared(rf.get("/formulier/"), AnonymousUser(), linked=False))
    assert response["Location"] == "/toegang/verder/?next=%2Fformulier%2F"


def test_a_page_may_ask_for_a_younger_code(rf, sam):
    strict = step_up_required(max_age=timedelta(minutes=2))(lambda request: HttpResponse("ja"))
    with time_machine.travel(timezone.now(), tick=False):
        assert strict(prepared(rf.get("/"), sam, stepped_up_ago=timedelta(minutes=1))).status_code == 200
        assert strict(prepared(rf.get("/"), sam, stepped_up_ago=timedelta(minutes=2))).status_code == 302
