"""The supplier's call, whatever its body and head: nothing but the declared refusal comes out."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.evidence.callback import CallRefused, check_call, receive_call, signature

SECRET, NOW = "geheim", 1_795_000_000.0
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=120),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)
harmless = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@harmless
@given(st.binary(max_size=300) | values.map(lambda value: json.dumps(value).encode()))
@pytest.mark.django_db
def test_any_body_is_taken_in_silence(body: bytes) -> None:
    receive_call(body)


@harmless
@given(values)
@pytest.mark.django_db
def test_any_session_id_is_taken_in_silence(session_id: object) -> None:
    receive_call(json.dumps({"sessionId": session_id}).encode())


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"sessionId": "' + b"x" * 5000 + b'"}', b"\xff", b""])
@pytest.mark.django_db
def test_a_body_that_would_break_a_parser_is_taken_in_silence(body: bytes) -> None:
    receive_call(body)


@given(st.text(max_size=40), st.text(max_size=80), st.binary(max_size=100))
def test_a_call_that_is_not_signed_is_refused(timestamp: str, given_: str, body: bytes) -> None:
    with pytest.raises(CallRefused):
        check_call(secret=SECRET, timestamp=timestamp, given=given_, body=body, now=NOW)


@given(st.binary(max_size=100), st.integers(-400, 400), st.booleans())
def test_a_call_is_let_in_exactly_when_it_is_signed_and_of_now(body: bytes, ago: int, ours: bool) -> None:
    timestamp = str(int(NOW) - ago)
    made = signature(SECRET if ours else "ander geheim", timestamp, body)

    def go() -> None:
        check_call(secret=SECRET, timestamp=timestamp, given=made, body=body, now=NOW)

    if ours and abs(ago) <= 300:
        go()
    else:
        with pytest.raises(CallRefused):
            go()
