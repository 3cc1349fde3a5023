"""Two people: an invitation of one's own, and nothing of the other's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.backoffice.queries import unknown_invitations
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence.models import DocumentRequest
from portal.evidence.reading import latest_bundle
from portal.formats.numbers import euro
from portal.identity.models import LoginLink
from portal.identity.services import create_staff
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications
from tests.portal.journey.answers import assert_kept, assert_refused
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of
from tests.portal.journey.world import NAMED, PAGES, identified

pytestmark = pytest.mark.django_db
URL, HOME, JOIN = (reverse(f"journey:{name}") for name in ("together", "home", "join"))
WITH = "samenwonend-met-contract"


@pytest.fixture
def client(robin: Applicant, enter: Enter) -> Client:
    """Robin's browser."""
    return enter(robin)


@pytest.mark.parametrize(
    ("typed", "field", "text"),
    [
        ({}, "relation", "Kies met wie je de hypotheek aanvraagt."),
        ({"relation": "buurvrouw", "partner_email": ""}, "relation", "Kies een van de mogelijkheden."),
        ({"relation": WITH, "partner_email": ""}, "partner_email", "Vul het e-mailadres van je partner in."),
        ({"relation": WITH, "partner_email": "sam"}, "partner_email", "Dit is geen e-mailadres."),
        ({"relation": WITH, "partner_email": "s" * 260 + "@a.nl"}, "partner_email", "Dit adres is te lang."),
        ({"relation": WITH, "partner_email": "Robin@Voorbeeld.NL"}, "partner_email", "Dit is je eigen e-mailadres."),
        ({"relation": WITH, "partner_email": "bo@neo.example"}, "partner_email", "Met dit e-mailadres"),
        ({"relation": WITH, "partner_email": "sanne@consument.example"}, "partner_email", "Met dit e-mailadres"),
    ],
)
def test_a_partner_who_cannot_be_invited_is_refused_and_what_was_typed_stays(
    client: Client, typed: dict[str, str], field: str, text: str
) -> None:
    applications.applicant("sanne")
    create_staff(email="bo@neo.example", name="Bo", password=applications.PASSWORD)
    response = client.post(URL, typed)
    assert_refused(response, field, text)
    if typed.get("relation") == WITH:
        assert_kept(response, typed, action=URL)
    assert not Applicant.objects.filter(position=2).exists()


def test_a_partner_is_invited_once_however_often_the_form_is_sent(client: Client, robin: Applicant) -> None:
    for _ in range(2):
        response = client.post(URL, {"relation": WITH, "partner_email": "Sam@Voorbeeld.nl"})
        assert (response.status_code, response["Location"]) == (303, HOME)
    assert Applicant.objects.get(position=2).user.email == "sam@voorbeeld.nl"
    assert LoginLink.objects.filter(purpose="invitation").count() == 1
    assert "We hebben een uitnodiging gestuurd naar sam@voorbeeld.nl." in words_of(client.get(HOME))


def test_another_partner_takes_the_place_of_one_who_did_not_answer_yet(client: Client, robin: Applicant) -> None:
    client.post(URL, {"relation": WITH, "partner_email": "sam@voorbeeld.nl"})
    client.post(URL, {"relation": WITH, "partner_email": "noor@voorbeeld.nl"})
    assert [one.user.email for one in robin.dossier.applicants.filter(position=2)] == ["noor@voorbeeld.nl"]
    client.post(URL, {"relation": "alleen", "partner_email": ""})
    assert not robin.dossier.applicants.filter(position=2).exists()


def test_alone_asks_for_no_address_and_keeps_nothing_of_one(client: Client, robin: Applicant) -> None:
    assert client.post(URL, {"relation": "alleen", "partner_email": "geen adres@voorbeeld.nl"}).status_code == 422
    assert client.post(URL, {"relation": "alleen", "partner_email": "sam@voorbeeld.nl"}).status_code == 303
    assert not robin.dossier.applicants.filter(position=2).exists()
    assert not robin.dossier.events.filter(name="partner_removed").exists()


def test_a_partner_who_joined_is_not_removed_with_what_they_filled_in(enter: Enter) -> None:
    dossier = applications.couple()
    client = enter(dossier.applicants.get(position=1))
    for typed, field in (
        ({"relation": "alleen", "partner_email": ""}, "relation"),
        ({"relation": WITH, "partner_email": "noor@voorbeeld.nl"}, "partner_email"),
    ):
        assert_refused(client.post(URL, typed), field, "Je partner doet al mee.")
    assert dossier.applicants.count() == 2


def test_the_one_invited_sees_only_the_invitation_until_they_say_yes(client: Client, enter: Enter) -> None:
    client.post(URL, {"relation": WITH, "partner_email": "sam@voorbeeld.nl"})
    sam = Applicant.objects.get(position=2)
    partner = enter(sam)
    named = {"source": "mijnuwv", "person_part": "lasten", "home_part": "prijs"}
    for name in set(PAGES) - NAMED | set(named):
        response = partner.get(reverse(f"journey:{name}", args=[named[name]] if name in named else []))
        assert (response.status_code, response["Location"]) == (303, JOIN), name
    assert "vraagt samen met jou een hypotheek aan" in words_of(partner.get(JOIN))
    for _ in range(2):
        assert partner.post(JOIN, {"answer": "ja"})["Location"] == HOME
    sam.refresh_from_db()
    assert sam.accepted_at is not None
    assert sam.dossier.events.filter(name="partner_joined").count() == 1
    assert partner.get(JOIN)["Location"] == HOME


def test_an_invitation_to_an_application_that_stopped_says_so(client: Client, robin: Applicant, enter: Enter) -> None:
    client.post(URL, {"relation": WITH, "partner_email": "sam@voorbeeld.nl"})
    sam = Applicant.objects.get(position=2)
    client.post(reverse("journey:withdraw"))
    partner = enter(sam)
    for response in (partner.get(HOME, follow=True), partner.post(JOIN)):
        assert "Deze uitnodiging geldt niet meer" in words_of(response)
    sam.refresh_from_db()
    assert sam.accepted_at is None


@pytest.mark.parametrize("name", ["together", "home_details", "loan", "submit"])
def test_what_both_share_is_filled_in_and_sent_by_the_first(enter: Enter, name: str) -> None:
    dossier = applications.couple()
    partner = enter(dossier.applicants.get(position=2))
    for method in (partner.get, partner.post):
        assert method(reverse(f"journey:{name}"))["Location"] == HOME
        assert "Dit vult de eerste aanvrager in." in words_of(partner.get(HOME))
    dossier.refresh_from_db()
    assert dossier.state == State.INTAKE


def figures(one: Applicant) -> set[str]:
    """Amounts that only this person's registers know."""
    bundle: Any = latest_bundle(one)
    wages = {job.perioden[-1].sv_loon for job in bundle.verzekeringsbericht.dienstverbanden}
    employers = {job.werkgever for job in bundle.verzekeringsbericht.dienstverbanden}
    return {euro(amount) for amount in wages} | employers


def test_neither_sees_the_figures_documents_or_identification_of_the_other(enter: Enter) -> None:
    dossier = applications.couple()
    robin, sam = dossier.applicants.all()
    requests = {one.pk: applications.asked(dossier, "salarisstrook", of=one) for one in (robin, sam)}
    uploads = {pk: applications.sent(request) for pk, request in requests.items()}
    shared = applications.asked(dossier, "koopakte")
    DocumentRequest.objects.filter(pk__in=[one.pk for one in requests.values()]).update(state="received")
    for me, other in ((robin, sam), (sam, robin)):
        client = enter(me)
        applications.put(dossier, State.INTAKE)
        mine = words_of(client.get(reverse("journey:figures")))
        assert any(figure in mine for figure in figures(me))
        for name in ("home", "figures", "person", "submit", "income"):
            words = words_of(client.get(reverse(f"journey:{name}"), follow=True))
            assert not {figure for figure in figures(other) - figures(me) if figure in words}, name
        assert other.birth_date.strftime("%d-%m-%Y") not in client.get(reverse("journey:person")).content.decode()
        applications.put(dossier, State.COLLECTING)
        addresses = client.get(reverse("journey:documents")).content.decode()
        assert str(requests[me.pk].id) in addresses
        assert str(shared.id) in addresses
        assert str(requests[other.pk].id) not in addresses
        for name, pk in (
            ("document", requests[other.pk].id),
            ("view_file", uploads[other.pk].id),
        ):
            assert client.get(reverse(f"journey:{name}", args=[pk])).status_code == 404
        assert client.post(reverse("journey:document", args=[requests[other.pk].id])).status_code == 404
        assert client.post(reverse("journey:remove_upload", args=[uploads[other.pk].id])).status_code == 404
        assert client.get(reverse("journey:document", args=[shared.id])).status_code == 200


def test_the_identification_of_one_is_not_that_of_the_other(enter: Enter, idin: Any) -> None:
    dossier = applications.put(applications.couple(), State.SEALED)
    robin, sam = dossier.applicants.all()
    identified(robin)
    assert "Je bent geïdentificeerd" in words_of(enter(robin).get(reverse("journey:identify")))
    assert "Je bent geïdentificeerd" not in words_of(enter(sam).get(reverse("journey:identify")))
    assert enter(sam).get(reverse("journey:mandate"))["Location"] == reverse("journey:identify")


@pytest.mark.parametrize(("answer", "unknown"), [("niet-samen", False), ("onbekend", True)])
def test_who_says_no_is_out_and_the_first_hears_that_but_not_why(
    client: Client, enter: Enter, answer: str, unknown: bool
) -> None:
    client.post(URL, {"relation": WITH, "partner_email": "sam@voorbeeld.nl"})
    sam = Applicant.objects.get(position=2)
    page = enter(sam).post(JOIN, {"answer": answer}, follow=True)
    assert "Je hoeft niets" in words_of(page)
    assert not Applicant.objects.filter(position=2).exists()
    (mail,) = Mail.objects.filter(template=MailName.INVITATION_DECLINED)
    assert mail.user == Applicant.objects.get().user
    assert "deze aanvraag niet" not in read_content(mail)["text"]
    assert [row.detail["unknown"] for row in unknown_invitations()] == ([True] if unknown else [])
    assert client.post(URL, {"relation": WITH, "partner_email": "noor@voorbeeld.nl"}).status_code == 303


def test_no_answer_is_chosen_for_the_one_invited(client: Client, enter: Enter) -> None:
    client.post(URL, {"relation": WITH, "partner_email": "sam@voorbeeld.nl"})
    sam = Applicant.objects.get(position=2)
    for wrong in ({}, {"answer": "misschien"}):
        answer = enter(sam).post(JOIN, wrong)
        assert answer.status_code == 422
        assert "Kies een van de drie" in words_of(answer)
    sam.refresh_from_db()
    assert sam.accepted_at is None


def test_an_invitation_is_sent_again_to_the_same_address_so_often_a_day(client: Client) -> None:
    client.post(URL, {"relation": WITH, "partner_email": "sam@voorbeeld.nl"})
    for _ in range(5):
        page = client.post(URL, {"again": "1"}, follow=True)
    assert "te vaak geprobeerd" in words_of(page)
    assert Mail.objects.filter(template=MailName.PARTNER_INVITATION).count() == 5
    assert Applicant.objects.filter(position=2).count() == 1


def test_who_leaves_stops_it_for_both_and_the_other_goes_on_alone_with_the_answers(enter: Enter) -> None:
    applications.open_the_door()
    dossier = applications.couple()
    me, partner = dossier.applicants.get(position=1), dossier.applicants.get(position=2)
    assert "Ik wil niet meer meedoen" in words_of(enter(partner).get(HOME))
    enter(partner).post(reverse("journey:withdraw"))
    (mail,) = Mail.objects.filter(template=MailName.PARTNER_LEFT)
    assert mail.user == me.user
    assert not Mail.objects.filter(template=MailName.PARTNER_LEFT, user=partner.user).exists()
    client = enter(me)
    assert "nemen we je antwoorden" in words_of(client.get(HOME))
    client.post(reverse("journey:again"))
    new = Applicant.objects.get(user=me.user, dossier__state="intake")
    assert (new.surname, new.birth_date, new.position) == (me.surname, me.birth_date, 1)
    assert (new.dossier.wish.street, new.dossier.wish.together, new.dossier.wish.relation) == ("Grachtstraat", None, "")
    assert [part.amount for part in new.dossier.wish.leningdelen.all()] == [280_000]
    assert new.figures_confirmed_at is None
    assert new.test_passed_at is None
    assert not new.consents.exists()
    assert new.dossier.applicants.count() == 1
    assert dossier.wish.leningdelen.count() == 1, "the old application keeps what it was"


@pytest.mark.parametrize("state", State)
def test_leaving_is_offered_until_somebody_signed_for_both(enter: Enter, state: State) -> None:
    dossier = applications.put(applications.couple(), state)
    offered = "Ik wil niet meer meedoen" in words_of(enter(dossier.applicants.get(position=2)).get(HOME))
    before = {"intake", "submitted", "collecting", "assessing", "in_review", "approved", "offered"}
    assert offered is (state.value in before)
