"""A register that gave nothing is told and never blocks the rest; what we need of it is typed; figures open."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brondata.datasets import Source
from portal.assessments.facts.assemble import assemble_facts
from portal.dossiers.models import Applicant
from portal.dossiers.services import declared_income, save_answers
from portal.evidence import sources
from portal.evidence.instead import ask_instead
from tests.portal import applications
from tests.portal.journey.answers import assert_refused
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
FIGURES, INCOME = reverse("journey:figures"), reverse("journey:income")
WORK = {
    "employer": "Noordzee Software B.V.",
    "contract": "onbepaalde-tijd",
    "starts_on": "01-03-2021",
    "hours_per_week": "36",
    "salary": "48.150",
    "holiday_pay": "3.850",
}
STUDY = {"study_debt": "12.000", "study_debt_monthly": "85"}


def sharing(without: tuple[str, ...]) -> Applicant:
    """Sanne shared her data, but for some registers, and confirmed nothing yet."""
    one = applications.applicant("sanne")
    applications.give_brondata(one, "sanne", without=without)
    Applicant.objects.filter(pk=one.pk).update(figures_confirmed_at=None)
    one.refresh_from_db()
    return one


def asked(client: Client) -> set[str]:
    names = tree_of(client.get(INCOME)).xpath("//main//form//input/@name")
    return {str(name) for name in names if name not in ("csrfmiddlewaretoken", "form_owner", "seen")}


@pytest.mark.parametrize(
    ("without", "fields"),
    [(("UWV",), set(WORK)), (("DUO",), set(STUDY)), (("UWV", "DUO"), set(WORK) | set(STUDY))],
)
def test_only_what_the_register_would_have_said_is_typed(enter: Enter, without: tuple[str, ...], fields: set) -> None:
    assert asked(enter(sharing(without))) == fields


@pytest.mark.parametrize("without", ["MIJNPENSIOENOVERZICHT", "BELASTINGDIENST_VIA", "MIJNOVERHEID_WOZ"])
def test_another_register_that_failed_is_told_and_blocks_nothing(enter: Enter, without: str) -> None:
    one = sharing((without,))
    client = enter(one)
    assert "gaf geen gegevens" in words_of(client.get(FIGURES))
    assert client.post(FIGURES)["Location"] == reverse("journey:home")


def test_without_uwv_the_rest_is_shown_and_the_income_is_typed_before_one_goes_on(enter: Enter) -> None:
    one = sharing(("UWV",))
    client = enter(one)
    page = client.get(FIGURES)
    words = words_of(page)
    assert "UWV gaf geen gegevens." in words
    assert "Wie je bent" in words
    assert tree_of(page).xpath(f"//a[@href='{reverse('journey:source', args=['mijnuwv'])}']")
    assert client.post(FIGURES)["Location"] == INCOME
    one.refresh_from_db()
    assert one.figures_confirmed_at is None
    assert client.post(INCOME, WORK)["Location"] == FIGURES
    shown = words_of(client.get(FIGURES))
    assert "Door jou ingevuld" in shown
    assert "Een deel vul je zelf in" not in shown
    assert client.post(FIGURES)["Location"] == reverse("journey:home")


def test_what_was_typed_and_what_registers_said_make_one_set_of_facts(enter: Enter) -> None:
    one = sharing(("UWV", "DUO"))
    enter(one).post(INCOME, {**WORK, **STUDY})
    applications.describe_wish(one.dossier)
    facts: dict[str, Any] = assemble_facts(applications.fresh(one.dossier), phase="renteaanbod")
    [applicant] = facts["applicants"]
    [income] = applicant["incomes"]
    assert (income["employer"], income["current_annual_income"]) == ("Noordzee Software B.V.", "52000.00")
    assert applicant["nl_residence"]["evidence"] == ["b-p1-mijnoverheid-brp"]
    assert [debt["outstanding"] for debt in facts["obligations"] if debt["kind"] == "studielening"] == ["12000.00"]
    assert "mijnuwv" not in {one["source"] for one in facts["brondata"]}


def test_only_a_typed_study_debt_makes_no_income(enter: Enter) -> None:
    one = sharing(("DUO",))
    enter(one).post(INCOME, STUDY)
    applications.describe_wish(one.dossier)
    facts: dict[str, Any] = assemble_facts(applications.fresh(one.dossier), phase="renteaanbod")
    [income] = facts["applicants"][0]["incomes"]
    assert income["method"] == "ibl"


def test_typing_one_part_keeps_the_other(enter: Enter) -> None:
    one = sharing(("UWV", "DUO"))
    client = enter(one)
    client.post(INCOME, {**WORK, **STUDY})
    applications.give_brondata(one, "sanne", without=("UWV",))
    client.post(INCOME, {**WORK, "salary": "50.000"})
    one.refresh_from_db()
    typed = declared_income(one)
    assert typed is not None
    assert (Decimal(typed["salary"]), Decimal(typed["study_debt"])) == (Decimal(50000), Decimal(12000))


def test_what_was_chosen_about_a_register_is_told_on_the_page(enter: Enter) -> None:
    one = sharing(("UWV", "DUO"))
    client = enter(one)
    sources.watch(applicant=one, source=Source.UWV)
    request = ask_instead(applicant=one, source=Source.DUO)
    page = client.get(FIGURES)
    assert "We mailen je als het weer werkt." in words_of(page)
    assert tree_of(page).xpath(f"//a[@href='{reverse('journey:document', args=[request.id])}']")


def test_a_register_that_came_later_needs_no_typing(enter: Enter) -> None:
    one = sharing(("UWV",))
    client = enter(one)
    client.post(INCOME, WORK)
    applications.give_brondata(one, "sanne")
    words = words_of(client.get(FIGURES))
    assert "gaf geen gegevens" not in words
    assert "Door jou ingevuld" not in words
    assert "Toetsinkomen per jaar (IBL)" in words


def test_each_figure_opens_to_its_register_moment_and_day(enter: Enter) -> None:
    page = tree_of(enter(sharing(())).get(FIGURES))
    rows = page.xpath("//div[@class='neo-summary__row']")
    assert len(rows) > 5
    for row in rows:
        [more] = row.xpath(".//details")
        text = " ".join(more.text_content().split()).replace("\xa0", " ")
        assert "Register: " in text
        assert "Opgehaald: 23 november 2026 om " in text
        assert "Klopt dit niet?" in text
        for address in more.xpath(".//a/@href"):
            assert not address.startswith("#") or page.get_element_by_id(address[1:]) is not None
    assert "Stand van: " in page.text_content()


PENSION = {
    "aow_annual": "18.900",
    "pension_annual": "21.400",
    "pension_provider": "ABP",
    "pension_starts_on": "01-02-2024",
}


def by_documents(**told: Any) -> Applicant:
    """Sanne types everything; she told this about her income."""
    one = applications.applicant("sanne")
    save_answers(
        instance=one, dossier=one.dossier, by=one.user, answers={"route": Applicant.Route.DOCUMENTS}, told=told
    )
    return one


def test_who_has_no_job_is_asked_for_no_employer_and_who_has_a_pension_for_that(enter: Enter) -> None:
    names = asked(enter(by_documents(income_kinds=["pensioen"])))
    assert set(PENSION) <= names
    assert not set(WORK) & names


@pytest.mark.parametrize(("born", "near"), [("1969-06-01", True), ("1994-03-14", False)])
def test_whose_pension_is_near_is_asked_for_it_beside_the_job(enter: Enter, born: str, near: bool) -> None:
    one = by_documents(income_kinds=["loon"])
    Applicant.objects.filter(pk=one.pk).update(birth_date=born)
    one.refresh_from_db()
    names = asked(enter(one))
    assert set(WORK) <= names
    assert (set(PENSION) <= names) is near


def test_a_pension_that_was_typed_is_an_income_without_proof(enter: Enter) -> None:
    one = by_documents(income_kinds=["pensioen"])
    identity = {"lives_here_since": "14-03-1994", "document_kind": "paspoort", "document_number": "NWR7K4P21"}
    answer = enter(one).post(INCOME, {**PENSION, **STUDY, **identity})
    assert answer["Location"] == FIGURES
    applications.describe_wish(one.dossier)
    facts: dict[str, Any] = assemble_facts(applications.fresh(one.dossier), phase="renteaanbod")
    found = {one["scheme"]: one for one in facts["applicants"][0]["incomes"]}
    assert found["aow"]["annual_amount"] == "18900.00"
    assert (found["collectief"]["provider"], found["collectief"]["starts_on"]) == ("ABP", "2024-02-01")
    assert all("evidence" not in one for one in found.values())


def test_a_pension_without_a_beginning_is_asked_for_it(enter: Enter) -> None:
    client = enter(by_documents(income_kinds=["pensioen"]))
    assert_refused(
        client.post(INCOME, {**PENSION, "pension_starts_on": ""}), "pension_starts_on", "Vul in wanneer je pensioen"
    )
