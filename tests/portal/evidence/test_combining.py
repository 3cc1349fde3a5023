"""What a person shared in several sessions is one set: per register the newest that gave its data."""

from datetime import timedelta
from typing import Any

import pytest

from brondata.datasets import Brondata, CollectionStatus, Source
from brondata.ockto.mapping import read_delivery
from brondata.provider import RawDelivery
from brondata.simulator import odm, personas
from portal import clock
from portal.evidence.combining import combined


def bundle(session_id: str, *, later: int = 0, without: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> Brondata:
    """What Sanne shared in one session; `only` are the sources it asked for, `without` those that failed."""
    moment = clock.now() + timedelta(minutes=later)
    asked = only or tuple(odm.BRONNEN)
    collected: dict[str, Any] = {bron: None if bron in without else moment for bron in asked}
    body = odm.dump(odm.document(personas.spec("sanne"), session_id=session_id, collected=collected))
    return read_delivery(
        RawDelivery(
            provider="ockto",
            schema_version=odm.VERSION,
            session_id=session_id,
            content_type="application/json",
            body=body,
        )
    )


def statuses(one: Brondata) -> dict[Source, CollectionStatus]:
    return {line.source: line.status for line in one.collections}


def test_nothing_shared_is_nothing() -> None:
    assert combined([]) is None


def test_one_delivery_is_itself() -> None:
    one = bundle("a")
    assert combined([one]) is one


def test_a_source_collected_later_joins_what_was_there_with_its_own_moment() -> None:
    first = bundle("a", without=("UWV",))
    second = bundle("b", later=90, only=("MIJNOVERHEID_BRP", "UWV"))
    both = combined([first, second])
    assert both is not None
    assert both.verzekeringsbericht == second.verzekeringsbericht
    assert both.studieschulden == first.studieschulden
    assert both.persoon == second.persoon
    assert set(statuses(both)) == set(statuses(first))
    assert statuses(both)[Source.UWV] is CollectionStatus.COLLECTED
    moments = {line.source: line.at for line in both.collections}
    assert moments[Source.UWV] - moments[Source.DUO] == timedelta(minutes=90)
    assert both.session_id == "b"


def test_a_source_that_fails_later_takes_nothing_away() -> None:
    first, second = bundle("a"), bundle("b", later=90, without=("UWV",))
    both = combined([first, second])
    assert both is not None
    assert both.verzekeringsbericht == first.verzekeringsbericht
    assert statuses(both)[Source.UWV] is CollectionStatus.COLLECTED
    assert both.studieschulden == second.studieschulden


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newest_of_two_that_worked_counts(order: tuple[int, int]) -> None:
    pair = (bundle("a"), bundle("b", later=90))
    both = combined([pair[order[0]], pair[order[1]]])
    assert both == pair[order[1]]


def test_a_source_that_never_worked_is_still_missing() -> None:
    both = combined([bundle("a", without=("UWV",)), bundle("b", later=1, without=("UWV",))])
    assert both is not None
    assert both.verzekeringsbericht is None
    assert statuses(both)[Source.UWV] is CollectionStatus.FAILED
