"""The code app and the recovery codes: right once, wrong seldom, readable never."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from portal.identity import services
from portal.identity.access import confirm_fresh
from portal.identity.errors import (
    CodeError,
    CodeUsed,
    CodeWrong,
    NoCodeApp,
    RecoveryCodeWrong,
    SetupReplaced,
    TooMany,
)
from portal.identity.models import RecoveryCode, TotpDevice, UsedTotpCode
from portal.identity.queries import has_totp, recovery_codes_left
from portal.notifications.models import Mail
from portal.vault.services import VaultError

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, 10, tzinfo=UTC)


def everything_in_the_database() -> str:
    """Every value of every row of every table, as text and as hex."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    found.append(raw.decode("latin-1"))
    return "\n".join(found)


def test_the_right_code_is_accepted_and_says_what_it_confirmed(sam, code):
    used = services.verify_totp(user=sam, code=code(), bind="sha256:abc")
    assert UsedTotpCode.objects.get().bind == "sha256:abc"
    assert used.device == sam.totp


def test_the_same_code_is_not_accepted_twice(sam, code):
    services.verify_totp(user=sam, code=code())
    with pytest.raises(CodeUsed):
        services.verify_totp(user=sam, code=code())


def test_a_code_that_signed_cannot_also_log_in(sam, code):
    services.verify_totp(user=sam, code=code(), bind="aanbod:1")
    with pytest.raises(CodeUsed):
        services.verify_totp(user=sam, code=code())


@pytest.mark.django_db(transaction=True)
def test_of_two_parallel_uses_of_a_code_one_wins(sam, code, at_once):
    now = code()
    outcomes = at_once(lambda: services.verify_totp(user=sam, code=now), 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CodeUsed", "UsedTotpCode"]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_parallel_uses_of_a_code_one_wins(sam, code, at_once):
    now = code()
    outcomes = at_once(lambda: services.verify_totp(user=sam, code=now), 20)
    assert sum(isinstance(outcome, UsedTotpCode) for outcome in outcomes) == 1
    assert all(isinstance(outcome, UsedTotpCode | CodeUsed | TooMany) for outcome in outcomes)


@pytest.mark.parametrize(("late", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_one_step_off_and_no_more(sam, secret, late, accepted):
    with time_machine.travel(NOON, tick=False):
        shown = pyotp.TOTP(secret).at(NOON - timedelta(seconds=late))
        if accepted:
            services.verify_totp(user=sam, code=shown)
        else:
            with pytest.raises(CodeWrong):
                services.verify_totp(user=sam, code=shown)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5", "-12345"])
def test_what_is_not_six_figures_is_wrong(sam, typed):
    with pytest.raises(CodeWrong):
        services.verify_totp(user=sam, code=typed)


def test_a_code_may_be_typed_with_a_space(sam, code):
    services.verify_totp(user=sam, code=f" {code()[:3]} {code()[3:]} ")


def test_somebody_elses_code_is_wrong(sam, code):
    other = services.get_or_create_consumer(email="kim@voorbeeld.nl")
    services.enrol_totp(user=other, secret=pyotp.random_base32())
    with pytest.raises(CodeWrong):
        services.verify_totp(user=other, code=code())


def test_without_an_app_no_code_is_right(robin):
    with pytest.raises(NoCodeApp):
        services.verify_totp(user=robin, code="123456")


@pytest.mark.usefixtures("local_counters")
def test_the_sixth_wrong_code_in_a_quarter_waits_and_says_how_long(sam, code):
    with time_machine.travel(NOON, tick=False) as clock:
        wrong = "000000" if code() != "000000" else "111111"
        for _ in range(5):
            with pytest.raises(CodeWrong):
                services.verify_totp(user=sam, code=wrong)
        with pytest.raises(TooMany, match="Wacht 15 minuten"):
            services.verify_totp(user=sam, code=code())
        clock.shift(timedelta(minutes=15, seconds=1))
        services.verify_totp(user=sam, code=code())


def test_right_codes_do_not_use_up_the_tries(sam, code):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(8):
            services.verify_totp(user=sam, code=code())
            clock.shift(timedelta(seconds=31))


@pytest.mark.usefixtures("local_counters")
def test_twenty_wrong_codes_a_day_and_no_more(sam):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(4):
            for _ in range(5):
                with pytest.raises(CodeWrong):
                    services.verify_totp(user=sam, code="abcdef")
            clock.shift(timedelta(minutes=16))
        with pytest.raises(TooMany, match="uur"):
            services.verify_totp(user=sam, code="abcdef")


def test_the_person_is_told_once_when_somebody_guesses_codes(sam):
    for _ in range(7):
        with pytest.raises((CodeWrong, TooMany)):
            services.verify_totp(user=sam, code="abcdef")
    assert Mail.objects.filter(user=sam, template="too_many_codes").count() == 1


def test_used_codes_are_forgotten_except_those_that_confirmed_something(sam, code):
    with time_machine.travel(NOON, tick=False) as clock:
        services.verify_totp(user=sam, code=code(), bind="aanbod:1")
        clock.shift(timedelta(seconds=60))
        services.verify_totp(user=sam, code=code())
        clock.shift(timedelta(minutes=20))
        services.verify_totp(user=sam, code=code())
    assert list(UsedTotpCode.objects.order_by("timestep").values_list("bind", flat=True)) == ["aanbod:1", ""]


def test_confirm_fresh_speaks_one_kind_of_error(sam, code):
    for _ in range(5):
        with pytest.raises(CodeError, match="klopt niet"):
            confirm_fresh(user=sam, code="abcdef", bind="aanbod:1")
    with pytest.raises(CodeError, match="Wacht"):
        confirm_fresh(user=sam, code=code(), bind="aanbod:1")


def test_setting_up_an_app_needs_its_first_code(robin):
    setup = services.start_totp(user=robin)
    assert not has_totp(robin)
    with pytest.raises(CodeWrong):
        services.confirm_totp(user=robin, code="abcdef", setup_id=setup.id)
    codes = services.confirm_totp(user=robin, code=pyotp.TOTP(setup.secret).now(), setup_id=setup.id)
    assert has_totp(robin)
    assert len(set(codes)) == 10


def test_the_first_code_cannot_be_used_again_to_log_in(robin):
    setup = services.start_totp(user=robin)
    first = pyotp.TOTP(setup.secret).now()
    services.confirm_totp(user=robin, code=first, setup_id=setup.id)
    with pytest.raises(CodeUsed):
        services.verify_totp(user=robin, code=first)


def test_a_secret_seen_in_an_earlier_set_up_never_becomes_the_confirmed_one(robin):
    seen = services.start_totp(user=robin)
    services.start_totp(user=robin)
    assert services.pending_totp(user=robin, setup_id=seen.id) is None
    with pytest.raises(SetupReplaced):
        services.confirm_totp(user=robin, code=pyotp.TOTP(seen.secret).now(), setup_id=seen.id)


def test_an_abandoned_new_app_leaves_the_old_one_working(sam, code):
    services.start_totp(user=sam)
    services.verify_totp(user=sam, code=code())


def test_a_new_app_replaces_app_and_recovery_codes_and_the_person_is_told(sam, code):
    old = services.issue_recovery_codes(user=sam)
    setup = services.start_totp(user=sam)
    services.confirm_totp(user=sam, code=pyotp.TOTP(setup.secret).now(), setup_id=setup.id)
    with pytest.raises(CodeWrong):
        services.verify_totp(user=sam, code=code())
    with pytest.raises(RecoveryCodeWrong):
        services.use_recovery_code(user=sam, code=old[0])
    assert Mail.objects.filter(user=sam, template="totp_changed").count() == 1


def test_a_recovery_code_works_once_however_it_is_typed(sam):
    first, second, *_ = services.issue_recovery_codes(user=sam)
    assert services.use_recovery_code(user=sam, code=first) == 9
    with pytest.raises(RecoveryCodeWrong):
        services.use_recovery_code(user=sam, code=first)
    sloppy = f" {second.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert services.use_recovery_code(user=sam, code=sloppy) == 8
    assert Mail.objects.filter(user=sam, template="recovery_used").count() == 2


def test_somebody_elses_recovery_code_does_not_work(sam, robin):
    codes = services.issue_recovery_codes(user=sam)
    with pytest.raises(RecoveryCodeWrong):
        services.use_recovery_code(user=robin, code=codes[0])
    assert recovery_codes_left(sam) == 10


def test_recovery_codes_cannot_be_guessed_faster_than_codes_of_the_app(sam):
    codes = services.issue_recovery_codes(user=sam)
    for _ in range(5):
        with pytest.raises(RecoveryCodeWrong):
            services.use_recovery_code(user=sam, code="AAAAA-AAAAA")
    with pytest.raises(TooMany):
        services.use_recovery_code(user=sam, code=codes[0])


@pytest.mark.django_db(transaction=True)
def test_of_parallel_uses_of_a_recovery_code_one_wins(sam, at_once):
    codes = services.issue_recovery_codes(user=sam)
    outcomes = at_once(lambda: services.use_recovery_code(user=sam, code=codes[0]), 4)
    assert sum(outcome == 9 for outcome in outcomes) == 1
    assert RecoveryCode.objects.filter(used_at__isnull=False).count() == 1


def test_no_secret_of_the_code_app_is_readable_in_the_database(robin, secret, client, enter):
    enter(client, robin)
    page = client.get("/toegang/beveilig/")
    pending = page.context["setup"].secret
    assert pending not in everything_in_the_database()
    client.post("/toegang/beveilig/", {"code": pyotp.TOTP(pending).now()})
    codes = client.get("/toegang/herstelcodes/").context["codes"]
    dump = everything_in_the_database()
    assert TotpDevice.objects.get().confirmed_at
    assert pending not in dump
    assert not [code for code in codes if code in dump or code.replace("-", "") in dump]


def test_a_sealed_secret_copied_to_another_persons_row_opens_nothing(sam, robin, code):
    TotpDevice.objects.create(user=robin, secret=sam.totp.secret, confirmed_at=timezone.now())
    with pytest.raises(VaultError):
        services.verify_totp(user=robin, code=code())


def test_a_code_that_failed_with_its_transaction_confirmed_nothing(sam, code):
    with transaction.atomic():
        services.verify_totp(user=sam, code=code(), bind="aanbod:1")
        transaction.set_rollback(True)
    assert not UsedTotpCode.objects.exists()
