"""What the loan page shows beside the form: the engine's sums for what is typed, never stored."""

from decimal import Decimal

import pytest

from portal import clock
from portal.assessments import quote
from portal.assessments.models import Assessment
from portal.dossiers.models import Applicant, Dossier
from tests.portal import applications
from tests.portal.applications import leningdeel
from underwriting.norms import norms_on

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def sanne(db: None) -> Applicant:
    return applications.single().applicants.get()


def annuity(amount: Decimal, percent: Decimal, months: int) -> Decimal:
    """The gross instalment, by the textbook: P * i / (1 - (1 + i)^-n)."""
    rate = percent / 1200
    return (amount * rate / (1 - (1 + rate) ** -months)).quantize(D("0.01"))


def asked(one: Applicant, *parts: dict[str, object], nhg: bool = True) -> quote.Quote:
    found = quote.quote_for(one, nhg=nhg, parts=parts or (leningdeel(),))
    assert found is not None
    return found


def shown(found: quote.Quote) -> dict[str, str]:
    return {row["label"]: row["value"].replace("\xa0", " ") for row in found.facts}


def test_the_monthly_costs_are_the_annuity_at_today_s_rate(sanne: Applicant) -> None:
    found = asked(sanne)
    (rate,) = quote.rates_for(sanne.dossier.wish, norms=norms_on(clock.today())).values()
    assert found.gross_monthly == annuity(D(190_000), rate, 360)
    assert found.net_monthly is not None
    assert found.net_monthly < found.gross_monthly


def test_the_facts_name_the_loan_the_class_and_the_rate(sanne: Applicant) -> None:
    facts = shown(asked(sanne))
    assert facts["Totale lening"] == "€ 190.000"
    assert facts["Risicoklasse"] == "NHG"
    assert facts["Rente"].endswith("%")


def test_without_nhg_the_class_follows_the_value(sanne: Applicant) -> None:
    assert shown(asked(sanne, nhg=False))["Risicoklasse"] == "tot en met 60 % van de waarde"
    bigger = leningdeel("290000.00")
    assert shown(asked(sanne, bigger, nhg=False))["Risicoklasse"] == "80 tot 90 % van de waarde"


def test_net_costs_wait_for_the_income_of_everybody() -> None:
    robin = applications.applicant("robin")
    sam = applications.applicant("sam", dossier=robin.dossier)
    applications.give_brondata(robin, "robin")
    applications.describe_wish(robin.dossier, parts=(leningdeel(),))
    first = robin.dossier.applicants.get(position=1)
    assert asked(first).net_monthly is None
    applications.give_brondata(sam, "sam")
    assert asked(first).net_monthly is not None


def test_more_than_the_income_carries_is_a_warning_and_less_is_none(sanne: Applicant) -> None:
    assert asked(sanne).warnings == ()
    (warning,) = asked(sanne, leningdeel("260000.00")).warnings
    assert warning.startswith("Met je inkomen kun je nu ongeveer")


def test_partners_are_spoken_to_together() -> None:
    dossier = applications.couple(price=D(620_000), market_value=D(620_000))
    (warning,) = asked(dossier.applicants.get(position=1), leningdeel("600000.00"), nhg=False).warnings
    assert warning.startswith("Met jullie inkomen kunnen jullie nu ongeveer")


def test_more_than_the_value_and_too_much_interest_only_are_warnings(sanne: Applicant) -> None:
    texts = " ".join(asked(sanne, leningdeel("330000.00", aflosvorm="aflossingsvrij"), nhg=False).warnings)
    assert "Voor deze woning lenen we ten hoogste" in texts
    assert "aflossingsvrij lenen" in texts


def test_too_small_a_loan_is_a_warning(sanne: Applicant) -> None:
    minimum = norms_on(clock.today()).ch02.min_first_mortgage
    on, below = str(minimum), str(minimum - 1)
    assert not any("minimaal" in text for text in asked(sanne, leningdeel(on)).warnings)
    assert any("minimaal" in text for text in asked(sanne, leningdeel(below)).warnings)


@pytest.mark.parametrize("parts", [(), (leningdeel("0.00"),), (leningdeel(rentevastperiode_years=7),)])
def test_what_cannot_be_worked_out_yet_gives_no_quote_and_no_error(
    sanne: Applicant, parts: tuple[dict[str, object], ...]
) -> None:
    assert quote.quote_for(sanne, nhg=True, parts=parts) is None


def test_without_a_value_there_is_nothing_to_work_out(sanne: Applicant) -> None:
    sanne.dossier.wish.market_value = None
    assert quote.quote_for(sanne, nhg=True, parts=(leningdeel(),)) is None


def test_a_starter_pays_no_transfer_tax_and_who_owns_a_home_does(sanne: Applicant) -> None:
    assert _transfer_tax(sanne) == 0
    sanne.dossier.wish.owns_home = True
    assert _transfer_tax(sanne) == D("6500.00")  # 2 % of 325,000 (WBR art. 14)


def _transfer_tax(one: Applicant) -> Decimal:
    rows = {row.label: row.amount for row in asked(one, leningdeel()).costs}
    return rows["Overdrachtsbelasting"]


def test_the_rates_of_the_saved_loan_are_the_quote_s(sanne: Applicant) -> None:
    norms = norms_on(clock.today())
    wish = applications.fresh(sanne.dossier).wish
    assert set(quote.rates_for(wish, norms=norms)) == {1}
    assert shown(asked(sanne))["Rente"].replace(",", ".").startswith(str(quote.rates_for(wish, norms=norms)[1])[:4])


def test_a_quote_is_never_kept(sanne: Applicant) -> None:
    asked(sanne)
    assert not Assessment.objects.exists()
    assert Dossier.objects.get(pk=sanne.dossier_id).wish.leningdelen.get().amount == D("190000.00")


def test_what_saves_energy_may_go_above_the_value_and_is_paid_from_the_loan(sanne: Applicant) -> None:
    """gids 2.5: up to 106 percent, for what saves energy alone; nothing of it is own money."""
    plain = asked(sanne, leningdeel("190000.00"))
    found = asked(sanne, leningdeel("190000.00"), leningdeel("10000.00", purpose="energiebesparing"))
    assert (plain.energy, found.energy) == (0, D(10_000))
    assert found.amount == plain.amount + D(10_000)
    premium = norms_on(clock.today()).nhg.borgtochtprovisie_percent
    assert found.own_money - plain.own_money == D(10_000) * premium / 100
    above = asked(sanne, leningdeel("325000.00"), leningdeel("19500.00", purpose="energiebesparing"), nhg=False)
    assert not [text for text in above.warnings if "Voor deze woning" in text]
    over = asked(sanne, leningdeel("325000.00"), leningdeel("19501.00", purpose="energiebesparing"), nhg=False)
    assert [text for text in over.warnings if "Voor deze woning" in text]
