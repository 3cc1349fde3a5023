"""What people type on each page, right until a test spoils it; and how a page shows what was wrong."""

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from portal.dossiers.parts import HOME
from portal.dossiers.parts import PERSON as PERSON_PARTS
from portal.journey.knowledge import Question, knowledge_test
from tests.portal.journey.markup import tree_of, words_of

PERSON: dict[str, dict[str, Any]] = {
    "wie-je-bent": {
        "given_names": "Sanne Maria",
        "initials": "S.M.",
        "surname_prefix": "de",
        "surname": "Vries",
        "birth_date": "14-03-1994",
        "phone": "06 12345678",
    },
    "afkomst": {"dutch": "ja", "tax_only_in_nl": "ja", "works_for_n26": "nee", "has_neo_mortgage": "nee"},
    "burgerlijke-staat": {"civil_status": "ongehuwd", "divorce_pending": "nee"},
    "inkomen": {"income_kinds": ["loon"]},
    "loon": {"wage_by_bank": "ja", "wage_garnished": "nee", "wage_ceded": "nee", "job_ending": "nee"},
    "lasten": {"alimony_monthly": "0", "private_loan_outstanding": "0", "private_loan_monthly": "0"},
}
"""What somebody alone with a job types about themselves, by subject, in the order of the pages."""
ADDRESS = {
    "postcode": "3811 EP",
    "house_number": "21",
    "addition": "bis",
    "street": "Kersenlaan",
    "city": "Amersfoort",
    "home_type": "woonhuis",
    "energy_label": "B",
    "leasehold": "nee",
    "self_occupied": "ja",
    "peculiarities": ["geen"],
}
PRICE = {
    "price": "325.000",
    "market_value": "330.000",
    "agreement_signed_on": "16-11-2026",
    "transfer_on": "01-02-2027",
}
HOMES: dict[str, dict[str, Any]] = {
    "koopwoning": {"owns_home": "nee"},
    "adres": ADDRESS,
    "bouw": {"new_build": "nee"},
    "prijs": PRICE,
    "bewoners": {"resident": "niemand"},
}
"""The same about the home that is bought."""
OTHER_SUBJECTS: dict[str, dict[str, Any]] = {
    "verblijf": {"nationality": "TR", "residence_title": "onbepaalde-tijd"},
    "belasting": {"tax_country": "DE"},
    "huwelijk": {"property_regime": "gemeenschap"},
    "scheiding": {"divorced_on": "03-05-2019", "division_deed": "ja"},
    "meetellen": {"income_counts": "ja"},
    "onderneming": {"business_form": "eenmanszaak", "business_started_on": "01-02-2020"},
    "uitkering": {
        "benefit_scheme": "wga",
        "benefit_annual": "18.400",
        "benefit_starts_on": "01-06-2024",
        "benefit_ends_on": "31-05-2028",
    },
    "alimentatie": {
        "alimony_received_monthly": "640",
        "alimony_received_until": "01-05-2031",
        "alimony_recorded_in": "beschikking",
    },
    "ander-inkomen": {"other_income_kind": "pgb", "other_income_annual": "9.600"},
    "lening": {
        "private_loan_lender": "ouders",
        "private_loan_purpose": "eigen-woning",
        "private_loan_principal": "20.000",
    },
    "huidige-woning": {
        "present_home_status": "verkocht",
        "present_home_value": "280.000",
        "present_home_mortgage": "150.000",
        "present_home_monthly": "712,50",
        "present_home_let": "nee",
    },
    "eigenaar": {"present_home_owner": "allebei"},
    "verkoop": {
        "sale_price": "285.000",
        "sale_signed_on": "02-11-2026",
        "sale_transfer_on": "01-03-2027",
        "sale_final": "nee",
    },
    "nieuwbouw": {
        "build_kind": "projectbouw",
        "build_contractor": "ja",
        "build_certificate": "ja",
        "build_completion_on": "01-09-2027",
    },
    "erfpacht": {
        "lease_perpetual": "nee",
        "lease_ends_on": "31-12-2065",
        "lease_bought_off": "nee",
        "lease_annual": "1.140",
        "lease_ending": "nee",
    },
    "vve": {"vve_status": "actief", "vve_registered": "ja", "vve_plan": "ja"},
}
"""What others type, who have something more to tell."""


def url_of(slug: str) -> str:
    """The page of a subject."""
    if slug == "adres":
        return reverse("journey:home_details")
    view = "home_part" if slug in {part.slug for part in HOME} else "person_part"
    return reverse(f"journey:{view}", args=[slug])


def tell(client: Client, subjects: dict[str, dict[str, Any]], **others: dict[str, Any]) -> None:
    """Answer these subjects, one page after another."""
    for slug, typed in {**subjects, **others}.items():
        response = client.post(url_of(slug), typed)
        assert response.status_code == 303, (slug, words_of(response))


def subject_with(field: str) -> str:
    """The slug of the subject that asks this."""
    return next(part.slug for part in (*PERSON_PARTS, *HOME) if field in part.names)


INCOME = {
    "employer": "Bakkerij Bos",
    "contract": "onbepaalde-tijd",
    "starts_on": "01-04-2019",
    "hours_per_week": "37,5",
    "salary": "41.000",
    "holiday_pay": "3.280",
    "study_debt": "0",
    "study_debt_monthly": "0",
    "lives_here_since": "14-03-1994",
    "document_kind": "paspoort",
    "document_number": "NWR7K4P21",
}
NOTARY = {"notary_name": "Notariskantoor De Akte", "notary_email": "akte@notaris.example", "iban": "NL91ABNA0417164300"}


def loan(*parts: dict[str, str], nhg: str = "ja", **extra: str) -> dict[str, str]:
    """The loan page with these leningdelen, pressed on Bewaar."""
    typed = {"nhg": nhg, "save": "1", **extra}
    for index, part in enumerate(parts):
        typed |= {f"form-{index}-{name}": value for name, value in part.items()}
    return typed


def part(amount: str = "190.000", **changes: str) -> dict[str, str]:
    """One leningdeel as it is typed."""
    typed = {"amount": amount, "aflosvorm": "annuitair", "term_years": "30", "rentevastperiode_years": "10"}
    return typed | changes


def right_answer(response: Any) -> dict[str, str]:
    """What the page with a question of the knowledge test would send with the right answer."""
    asked = tree_of(response).xpath("//input[@name='question']/@value")[0]
    return {"question": asked, "answer": question_of(asked).right}


def question_of(asked: str) -> Question:
    """A question of the bank, by its id."""
    return next(one for questions in knowledge_test().sets.values() for one in questions if one.id == asked)


def sit(client: Client, *, mistakes: int = 0, stop_after: int | None = None) -> None:
    """Make the knowledge test that this person gets; so many first questions get "I don't know"."""
    page = client.post(reverse("journey:test"), follow=True)
    first = int(page.redirect_chain[-1][0].rstrip("/").rpartition("/")[2])
    for number in range(first, (stop_after or knowledge_test().total) + 1):
        url = reverse("journey:test_question", args=[number])
        sent = right_answer(client.get(url))
        if number <= mistakes:
            sent["answer"] = question_of(sent["question"]).options[-1][0]
        assert client.post(url, sent)["Location"] == url


def assert_refused(response: Any, name: str, text: str) -> None:
    """The page came back with this error at this field, in every way a reader may look for it."""
    assert response.status_code == 422, words_of(response)
    page = tree_of(response)
    assert page.findtext(".//title", "").startswith("Fout: ")
    fields = page.xpath(f"//*[@name='{name}']")
    assert fields, name
    group = fields[0]
    if len(fields) > 1 or fields[0].get("type") == "checkbox":
        group = next(fields[0].iterancestors("fieldset"), fields[0])
    described = group.get("aria-describedby", "").split()
    errors = [element for one in described for element in page.xpath(f"//*[@id='{one}']") if "_error" in one]
    assert errors, f"{name} does not say which error it has"
    assert text in errors[0].text_content(), errors[0].text_content()
    assert group.get("aria-invalid") == "true" or fields[0].get("type") == "checkbox"
    assert text in page.xpath("//*[@id='error-summary']")[0].text_content()


def typed_on(response: Any, *, action: str) -> dict[str, list[str]]:
    """What a browser would send if the form with this action were sent again as it stands."""
    form = next(one for one in tree_of(response).iter("form") if one.get("action") == action)
    sent: dict[str, list[str]] = {}
    for field in form.xpath(".//input | .//select | .//textarea"):
        name, value = field.get("name"), _value(field)
        if name and value is not None:
            sent.setdefault(name, []).append(value)
    sent.pop("csrfmiddlewaretoken", None)
    sent.pop("form_owner", None)
    sent.pop("seen", None)  # the mark of what the page was made from
    return sent


def _value(field: html.HtmlElement) -> str | None:
    if field.tag == "select":
        chosen = field.xpath(".//option[@selected]") or field.xpath(".//option")[:1]
        return chosen[0].get("value") if chosen else None
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")
    if field.get("type") in ("radio", "checkbox"):
        return field.get("value", "on") if field.get("checked") is not None else None
    return field.get("value", "")


def assert_kept(response: Any, typed: dict[str, Any], *, action: str, but: tuple[str, ...] = ("code", "save")) -> None:
    """Nothing that was typed is lost on the page that came back."""
    shown = typed_on(response, action=action)
    for name, value in typed.items():
        if name in but:
            continue
        expected = value if isinstance(value, list) else [value]
        # Of radios of which none was chosen a browser sends nothing.
        assert shown.get(name, [""]) == expected, f"{name}: typed {expected}, shown {shown.get(name)}"


def assert_wrong(client: Client, url: str, right: dict[str, Any], field: str, value: Any, text: str) -> None:
    """Type one wrong answer; it is refused in these words, at its field, and everything typed is still there."""
    typed = {**right, field: value}
    response = client.post(url, typed)
    assert_refused(response, field, text)
    # A browser never sends a NUL, and a page cannot hold one.
    if "\x00" not in str(value):
        assert_kept(response, typed, action=url)
