"""The list that shrinks: what a register told need not be sent, and more registers never ask for more."""

from itertools import combinations

import pytest

from portal import clock
from portal.assessments.services import decision_of, facts_of, judgement
from portal.assessments.spared import REPLACED, spared
from portal.evidence.services import still_missing
from tests.portal import applications
from underwriting.facts import Facts

pytestmark = pytest.mark.django_db


def test_each_reads_their_own_and_never_the_others() -> None:
    row = applications.assessed(applications.couple())
    facts, decision = facts_of(row), decision_of(row)
    replaced = [one for one in decision["required_documents"] if one["status"] == REPLACED]
    for person in ("p1", "p2"):
        mine = spared(facts, decision, person)
        assert {(one.document, one.register) for one in mine} == {
            ("UWV Verzekeringsbericht", "UWV: werk en loon"),
            ("Identiteitsbewijs", "MijnOverheid: persoonsgegevens"),
        }
        assert len(mine) == sum(one["applicant_id"] == person for one in replaced)


def test_documents_are_named_in_the_language_of_the_reader() -> None:
    row = applications.assessed(applications.single())
    names = {one.document for one in spared(facts_of(row), decision_of(row), "p1", "en")}
    assert "Identity document" in names


def test_without_brondata_nothing_is_spared() -> None:
    row = applications.assessed(applications.single())
    facts = facts_of(row) | {"brondata": []}
    assert spared(facts, judged(facts), "p1") == []


def test_one_register_more_never_makes_the_list_longer() -> None:
    facts = facts_of(applications.assessed(applications.couple()))
    entries = facts["brondata"]
    lengths = {}
    for size in range(len(entries) + 1):
        for chosen in combinations(range(len(entries)), size):
            if size in (0, 1, 2, len(entries) - 1, len(entries)):
                few = facts | {"brondata": [entries[at] for at in chosen]}
                lengths[frozenset(chosen)] = len(still_missing(judged(few)["required_documents"]))
    assert lengths[frozenset()] > lengths[frozenset(range(len(entries)))]
    pairs = [(small, large) for small in lengths for large in lengths if small < large]
    assert [(small, large) for small, large in pairs if lengths[large] > lengths[small]] == []


def judged(facts: dict) -> dict:
    return judgement(Facts.from_json(facts), decided_at=clock.now()).to_json()
