"""The pages of the desk: who gets in, what they show, what they never let you do."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal import clock
from portal.backoffice.roles import ROLES
from portal.dossiers.models import AccessRecord
from portal.dossiers.states import State
from portal.dossiers.transitions import note
from portal.evidence.uploads import judge_upload
from portal.identity.models import User
from portal.jobs.models import Job, JobState
from tests.portal import builders
from tests.portal.backoffice.conftest import come_in, open_dossier, page_of

REGISTERED = [site_model for site_model in admin.site._registry if site_model._meta.app_label != "auth"]


def addresses() -> list[str]:
    """A page of every kind."""
    dossier = builders.dossier_in(State.IN_REVIEW)
    upload = builders.document_for(dossier)
    named = [
        reverse("admin:index"),
        page_of(dossier),
        reverse("admin:dossier_open", args=[dossier.pk]),
        reverse("admin:dossier_act", args=[dossier.pk, "akkoord"]),
        reverse("admin:dossier_ask", args=[dossier.pk]),
        reverse("admin:document_judge", args=[upload.pk]),
        reverse("admin:document_picture", args=[upload.pk, 1]),
    ]
    lists = [reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in REGISTERED]
    return named + lists


def test_a_consumer_sees_no_page_of_the_desk(client: Client, db: None) -> None:
    come_in(client, builders.consumer())
    for address in addresses():
        answer = client.get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login")), address  # type: ignore[attr-defined]


def test_staff_without_a_fresh_code_see_no_page_of_the_desk(client: Client, clerk: User) -> None:
    come_in(client, clerk, code=False)
    for address in addresses():
        answer = client.get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login")), address  # type: ignore[attr-defined]


def test_staff_without_a_role_see_no_dossier(client: Client, db: None) -> None:
    user = User.objects.create_user("niks@neo.example", "een heel lang wachtwoord", is_staff=True)
    come_in(client, user)
    for address in addresses():
        if address != reverse("admin:index"):
            assert client.get(address).status_code == 403, address
    assert "NEO-" not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("model", REGISTERED, ids=lambda m: m._meta.model_name)
def test_nobody_adds_changes_or_deletes_rows(model: type, rf: object, db: None) -> None:
    boss = User.objects.create_superuser("baas@neo.example", "een heel lang wachtwoord")
    request = rf.get("/")  # type: ignore[attr-defined]
    request.user = boss
    page = admin.site._registry[model]
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
    if model.__name__ != "AcceptanceSwitch":
        assert not page.has_add_permission(request)
    assert "delete_selected" not in page.get_actions(request)


def test_the_role_of_the_desk_holds_no_right_to_add_or_delete() -> None:
    assert not [name for name in ROLES["Behandelaar"] if name.startswith(("add_", "delete_"))]


def test_the_queue_puts_the_first_deadline_first_and_then_the_oldest(desk: Client) -> None:
    today = clock.today()
    later = builders.dossier_in(surname="Later", renteaanbod_until=today + timedelta(days=20))
    never = builders.dossier_in(surname="Zonder", since=timedelta(days=40))
    older = builders.dossier_in(surname="Ouder", renteaanbod_until=today + timedelta(days=3), since=timedelta(days=9))
    newer = builders.dossier_in(surname="Nieuwer", renteaanbod_until=today + timedelta(days=3))
    builders.dossier_in(State.COLLECTING, surname="Bezig")
    page = desk.get(reverse("admin:index")).content.decode()
    places = [page.index(one.number) for one in (older, newer, later, never)]
    assert places == sorted(places)
    assert "Bezig" not in page


def test_the_queue_counts_what_failed(desk: Client) -> None:
    Job.objects.create(kind="assess", key="1", state=JobState.PARKED)
    answer = desk.get(reverse("admin:index"))
    assert answer.context["parked"] == 1


def test_the_list_asks_as_many_queries_for_forty_dossiers_as_for_two(desk: Client) -> None:
    address = reverse("admin:dossiers_dossier_changelist")

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        return len(captured)

    for number in range(2):
        builders.dossier_in(surname=f"Bakker{number}", partner="Bos", renteaanbod_until=clock.today())
    few = count()
    for number in range(38):
        builders.dossier_in(surname=f"Visser{number}", renteaanbod_until=clock.today())
    assert count() == few <= 14


@pytest.mark.parametrize("words", ["Bakker", "nummer"])
def test_the_list_finds_a_dossier_by_number_and_by_surname(desk: Client, words: str) -> None:
    wanted, other = builders.dossier_in(surname="Bakker", partner="Bakker"), builders.dossier_in(surname="Visser")
    sought = wanted.number if words == "nummer" else words
    answer = desk.get(reverse("admin:dossiers_dossier_changelist"), {"q": sought})
    assert [row.number for row in answer.context["cl"].result_list] == [wanted.number]
    assert other.number not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"stand": "in_review"}, "a"),
        ({"wacht_op": "aanvrager"}, "b"),
        ({"termijn": "5"}, "a"),
        ({"termijn": "voorbij"}, "b"),
        ({"nhg": "nee"}, "b"),
    ],
)
def test_the_filters_of_the_list_let_only_their_own_through(desk: Client, query: dict[str, str], shown: str) -> None:
    today = clock.today()
    made = {
        "a": builders.dossier_in(State.IN_REVIEW, renteaanbod_until=today + timedelta(days=5)),
        "b": builders.dossier_in(State.COLLECTING, nhg=False, renteaanbod_until=today - timedelta(days=1)),
    }
    page = desk.get(reverse("admin:dossiers_dossier_changelist"), query).content.decode()
    assert {key for key, one in made.items() if one.number in page} == {shown}


def test_a_dossier_opens_after_a_reason_and_the_look_is_written_down_once(desk: Client, clerk: User) -> None:
    dossier = builders.dossier_in(surname="Bakker")
    asked = desk.get(page_of(dossier), follow=True)
    assert "Bakker" not in asked.content.decode()
    assert not AccessRecord.objects.exists()
    open_dossier(desk, dossier, "Vraag van de aanvrager beantwoorden")
    for _ in range(2):
        assert "Bakker" in desk.get(page_of(dossier)).content.decode()
    look = AccessRecord.objects.get()
    assert (look.actor, look.dossier, look.what) == (clerk, dossier, "dossier")
    assert look.reason == "Vraag van de aanvrager beantwoorden"


def test_without_a_reason_the_question_is_asked_again(desk: Client) -> None:
    dossier = builders.dossier_in()
    answer = desk.post(reverse("admin:dossier_open", args=[dossier.pk]), {"reason": " "})
    assert answer.status_code == 422
    assert "Kies of schrijf waarom" in answer.content.decode()
    assert desk.get(page_of(dossier)).status_code == 302


def test_the_reason_sends_nobody_to_another_site(desk: Client) -> None:
    dossier = builders.dossier_in()
    data = {"reason": "Controle achteraf", "next": "https://elders.example/"}
    answer = desk.post(reverse("admin:dossier_open", args=[dossier.pk]), data)
    assert answer.url == page_of(dossier)  # type: ignore[attr-defined]


def test_the_dossier_shows_what_failed_before_what_passed(desk: Client) -> None:
    dossier = builders.dossier_in(partner="Bos")
    finding = {"rule_id": "G4-11", "article": "4", "effect": "reject", "message_key": "x"}
    compared = {"name": "toetsinkomen_joint", "actual": "28000.00", "operator": "ge", "bound": "30000.00"}
    builders.assessed(
        dossier,
        builders.decision(
            {**finding, "rule_id": "G3.1-04", "article": "3.1", "outcome": "pass"},
            {**finding, "outcome": "fail", "compared": [{**compared, "unit": "eur", "satisfied": False}]},
            {
                **finding,
                "outcome": "missing",
                "missing": ["document:koopakte"],
                "subject": {"kind": "applicant", "id": "p2"},
            },
            outcome="rejected",
        ),
    )
    open_dossier(desk, dossier)
    page = desk.get(page_of(dossier)).content.decode()
    assert page.index("Niet voldaan (1)") < page.index("Gegevens ontbreken (1)") < page.index("1 regel is voldaan")
    assert "€\u00a028.000,00" in page
    assert "minstens €\u00a030.000,00" in page
    assert "Document: Koopakte" in page
    assert "S. Bos" in page


def test_a_failed_job_of_the_dossier_can_be_tried_again_from_its_page(desk: Client) -> None:
    dossier = builders.dossier_in()
    job = Job.objects.create(
        kind="assess", key="1", state=JobState.PARKED, attempts=5, payload={"dossier_id": str(dossier.pk)}, error="stuk"
    )
    Job.objects.create(kind="assess", key="2", state=JobState.PARKED, payload={"dossier_id": "een-ander"})
    open_dossier(desk, dossier)
    page = desk.get(page_of(dossier)).content.decode()
    assert page.count("Opnieuw<span") == 1
    desk.post(reverse("admin:job_retry", args=[job.pk]), {"next": page_of(dossier)})
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


def test_the_list_of_jobs_shows_the_parked_ones_and_tries_them_again(desk: Client) -> None:
    parked = Job.objects.create(kind="assess", key="1", state=JobState.PARKED, error="stuk gegaan")
    Job.objects.create(kind="mail.send", key="2", state=JobState.DONE, error="")
    address = reverse("admin:jobs_job_changelist")
    page = desk.get(address)
    assert [row.pk for row in page.context["cl"].result_list] == [parked.pk]
    desk.post(address, {"action": "try_again", "_selected_action": [str(parked.pk)]})
    parked.refresh_from_db()
    assert parked.state == JobState.WAITING


def test_every_page_keeps_to_the_content_policy(desk: Client) -> None:
    """No style or script inside the page: the policy forbids them."""
    pages = addresses()
    open_dossier(desk, builders.Dossier.objects.latest("created_at"))
    for address in pages:
        answer = desk.get(address)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        assert answer.status_code == 200, address
        assert "<style" not in html, address
        assert " style=" not in html, address
        assert "<script>" not in html, address
        assert " onclick=" not in html, address


def test_the_same_event_in_a_row_is_one_line_and_old_ones_wait_behind_a_button(desk: Client) -> None:
    dossier = builders.dossier_in()
    for kind in ("bkr", "sfh", "vis"):
        note(dossier, "register_checked", actor=None, detail={"kind": kind})
    for number in range(14):
        note(dossier, ("answered", "assessed")[number % 2], actor=None)
    open_dossier(desk, dossier)
    answer = desk.get(page_of(dossier))
    assert len(answer.context["events"]) == 12
    checked = answer.context["earlier_events"][2]
    assert (checked["name"], checked["times"]) == ("Register bevraagd", 3)
    assert checked["words"] == "BKR (kredieten), SFH (fraude), VIS (identiteitsbewijs)"


def test_a_decision_from_before_the_last_verdict_says_so(desk: Client, clerk: User) -> None:
    dossier = builders.dossier_in()
    builders.assessed(dossier)
    open_dossier(desk, dossier)
    words = "Deze toets is van voor het laatste oordeel"
    assert words not in desk.get(page_of(dossier)).content.decode()
    judge_upload(upload=builders.document_for(dossier), by=clerk, approved=True, dated=clock.today())
    assert words in desk.get(page_of(dossier)).content.decode()
    builders.assessed(dossier)
    assert words not in desk.get(page_of(dossier)).content.decode()


def test_a_log_that_was_touched_is_shouted_on_the_page(desk: Client) -> None:
    dossier = builders.dossier_in()
    open_dossier(desk, dossier)
    assert "Het logboek is veranderd" not in desk.get(page_of(dossier)).content.decode()
    AccessRecord.objects.update(reason="iets anders")
    assert "Het logboek is veranderd" in desk.get(page_of(dossier)).content.decode()


def test_deleting_or_posting_to_a_dossier_does_nothing(desk: Client) -> None:
    dossier = builders.dossier_in()
    open_dossier(desk, dossier)
    assert desk.post(page_of(dossier), {"state": "completed"}).status_code == 405
    gone = desk.post(reverse("admin:dossiers_dossier_delete", args=[dossier.pk]), {"post": "yes"})
    assert gone.status_code == 403
    dossier.refresh_from_db()
    assert dossier.state == State.IN_REVIEW
