"""gids 7: contact, rate at passing, changes after the renteaanbod, and applying again."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, verdict, verdicts, without


@pytest.mark.parametrize("name", ["email", "phone"])
def test_every_applicant_can_be_reached(name: str) -> None:
    assert verdict(starter(), "G7.1-04") == "pass"
    (finding,) = [
        entry
        for entry in decided(without(starter(), f"applicants[0].contact.{name}")).findings
        if entry.rule_id == "G7.1-04"
    ]
    assert finding.missing == (f"applicants[0].contact.{name}",)
    assert verdict(without(starter(), "applicants[0].contact"), "G7.1-04") == "missing"


def passing(offered: str | None, current: str | None) -> Json:
    document = at_phase(starter(), "passeren")
    for name, rate in {"hypotheekaanbod_rate": offered, "passeren_rate": current}.items():
        if rate is not None:
            document = changed(document, f"lening.leningdelen[0].{name}", rate)
    return document


@pytest.mark.parametrize(
    ("offered", "current", "price"),
    [
        ("3.900", "3.899", ("3.899", "dagrente-passeren")),
        ("3.900", "3.900", ("3.900", "hypotheekaanbod")),
        ("3.900", "3.901", ("3.900", "hypotheekaanbod")),
    ],
)
def test_the_lowest_rate_counts_at_passing(offered: str, current: str, price: tuple[str, str]) -> None:
    document = passing(offered, current)
    assert verdict(document, "G7.4-01") == "pass"
    priced = decided(document).to_json()["pricing"]["leningdelen"]
    assert price in [(entry["rate"], entry["basis"]) for entry in priced if "G7.4-01" in entry["rule_ids"]]


def test_both_rates_are_known_at_passing() -> None:
    assert verdict(passing("3.900", None), "G7.4-01") == "missing"
    assert verdict(passing(None, "3.900"), "G7.4-01") == "missing"
    assert verdict(starter(), "G7.4-01") == "deferred"


@pytest.mark.parametrize(
    ("change", "keeps"),
    [
        ({"kind": "huisnummer-of-postcode"}, True),
        ({"kind": "aflosvorm"}, True),
        ({"kind": "overbrugging"}, True),
        ({"kind": "looptijd", "rentevastperiode_changed": False}, True),
        ({"kind": "looptijd", "rentevastperiode_changed": True}, False),
        ({"kind": "bedrag", "risicoklasse_changed": False}, True),
        ({"kind": "bedrag", "risicoklasse_changed": True}, False),
        ({"kind": "onderpand-adres"}, False),
        ({"kind": "inkomensnorm"}, False),
        ({"kind": "rentevastperiode"}, False),
        ({"kind": "leningnemer"}, False),
    ],
)
def test_a_change_keeps_the_renteaanbod_or_ends_it(change: Json, keeps: bool) -> None:
    decision = decided(changed(starter(), "aanbod.changes", [change]))
    found = [verdicts(decision, rule) for rule in ("G7.5-01", "G7.5-03", "G7.5-04")]
    assert found == (
        [["pass"], ["not-applicable"], ["not-applicable"]] if keeps else [["not-applicable"], ["pass"], ["pass"]]
    )
    told = [notice.params for notice in decision.notices if "G7.5-03" in notice.rule_ids]
    assert told == ([] if keeps else [{"kind": change["kind"]}])


@pytest.mark.parametrize("kind", ["looptijd", "bedrag"])
def test_what_a_change_does_is_known(kind: str) -> None:
    assert verdict(changed(starter(), "aanbod.changes", [{"kind": kind}]), "G7.5-01") == "missing"


@pytest.mark.parametrize("kind", ["onderpand", "inkomen", "lasten"])
def test_other_changes_are_for_a_person(kind: str) -> None:
    decision = decided(changed(starter(), "aanbod.changes", [{"kind": kind}]))
    assert verdicts(decision, "G7.5-01") + verdicts(decision, "G7.5-03") == ["not-applicable"] * 2


def test_no_renteaanbod_as_long_as_a_fact_of_the_application_is_lacking() -> None:
    document = at_phase(starter(), "renteaanbod")
    assert verdict(document, "G7.6-01") == "pass"
    lacking = without(document, "onderpand.partly_let")
    (finding,) = [entry for entry in decided(lacking).findings if entry.rule_id == "G7.6-01"]
    assert finding.missing == ("onderpand.partly_let",)
    assert verdict(at_phase(lacking, "aanvraag"), "G7.6-01") == "deferred"


def test_documents_may_follow_after_the_renteaanbod() -> None:
    document = at_phase(without(starter(), "documents"), "renteaanbod")
    unread = without(document, "onderpand.valuations[0].free_of_rent_and_use")
    assert verdict(unread, "G2.4-02") == "missing"
    assert (verdict(document, "G7.6-01"), verdict(unread, "G7.6-01")) == ("pass", "pass")
    assert verdict(without(document, "onderpand.valuations"), "G7.6-01") == "missing"


def again(applied_on: str, **first: object) -> Json:
    """A second application for a lower rate; the first is of Thursday 26 February 2026."""
    stated = {
        "application_date": "2026-02-26",
        "aims_at_lower_rate": True,
        "dossier_complete": False,
        "fully_assessed": False,
        **first,
    }
    document = changed(starter(), "application.earlier_running_application", stated)
    return changed(document, "application.application_date", applied_on)


@pytest.mark.parametrize(("on", "found"), [("2026-03-04", "pass"), ("2026-03-05", "pass"), ("2026-03-06", "fail")])
def test_applying_again_within_five_working_days(on: str, found: str) -> None:
    assert verdict(again(on), "G7.6-05") == found


@pytest.mark.parametrize(("on", "found"), [("2026-04-13", "pass"), ("2026-04-14", "fail")])
def test_a_holiday_is_no_working_day(on: str, found: str) -> None:
    """From Thursday 2 April 2026: Good Friday, a weekend and Easter Monday do not count."""
    document = at_phase(again(on, application_date="2026-04-02"), "hypotheekaanbod", "2026-04-20")
    assert verdict(document, "G7.6-05") == found


@pytest.mark.parametrize("name", ["dossier_complete", "fully_assessed"])
def test_applying_again_while_the_first_is_unfinished(name: str) -> None:
    document = again("2026-03-02")
    assert verdict(document, "G7.6-06") == "pass"
    assert verdict(again("2026-03-02", **{name: True}), "G7.6-06") == "fail"
    path = f"application.earlier_running_application.{name}"
    assert verdict(without(document, path), "G7.6-06") == "missing"


def test_another_aim_or_no_first_application() -> None:
    for rule in ("G7.6-05", "G7.6-06"):
        assert verdict(starter(), rule) == "not-applicable"
        assert verdict(again("2026-03-20", aims_at_lower_rate=False), rule) == "not-applicable"
    for name in ("aims_at_lower_rate", "application_date"):
        path = f"application.earlier_running_application.{name}"
        assert verdict(without(again("2026-03-02"), path), "G7.6-05") == "missing"
