"""What is sealed opens in one place only, and nowhere once its key is gone."""

import base64
import io
import os
import random
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.vault import services as vault
from portal.vault.models import DataKey
from portal.vault.services import VaultError

pytestmark = pytest.mark.django_db
PLACE = "evidence.Brondata.content"
VALUE = "loon 2026: € 41.235,17".encode()


@pytest.fixture
def key():
    return vault.create_key()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_what_is_sealed_opens_in_its_own_place(key):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    assert vault.unseal(key, place=PLACE, row=row, sealed=sealed) == VALUE
    assert vault.unseal(key, place=PLACE, row=row, sealed=memoryview(sealed)) == VALUE


@pytest.mark.parametrize("value", [b"", b"\0", os.urandom(1_000_000)])
def test_any_bytes_survive(key, value):
    row = uuid.uuid4()
    assert vault.unseal(key, place=PLACE, row=row, sealed=vault.seal(key, place=PLACE, row=row, value=value)) == value


def test_a_value_moved_to_another_row_does_not_open(key):
    sealed = vault.seal(key, place=PLACE, row=uuid.uuid4(), value=VALUE)
    with pytest.raises(VaultError):
        vault.unseal(key, place=PLACE, row=uuid.uuid4(), sealed=sealed)


@pytest.mark.parametrize("place", ["evidence.Brondata.other", "evidence.Other.content", "other.Brondata.content", ""])
def test_a_value_moved_to_another_column_or_table_does_not_open(key, place):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    with pytest.raises(VaultError):
        vault.unseal(key, place=place, row=row, sealed=sealed)


def test_a_value_does_not_open_with_another_persons_key(key):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    with pytest.raises(VaultError):
        vault.unseal(vault.create_key(), place=PLACE, row=row, sealed=sealed)


def test_one_flipped_bit_anywhere_is_noticed(key):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    for bit in random.sample(range(len(sealed) * 8), 200):
        damaged = bytearray(sealed)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(VaultError):
            vault.unseal(key, place=PLACE, row=row, sealed=bytes(damaged))


def test_a_value_cut_short_anywhere_is_noticed(key):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    for length in range(len(sealed)):
        with pytest.raises(VaultError):
            vault.unseal(key, place=PLACE, row=row, sealed=sealed[:length])


def test_the_same_value_is_sealed_differently_each_time(key):
    row = uuid.uuid4()
    assert len({vault.seal(key, place=PLACE, row=row, value=VALUE) for _ in range(100)}) == 100


def test_a_shredded_key_opens_nothing_and_seals_nothing(key):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    stored = vault.store_file(key, content=b"%PDF", content_type="application/pdf")
    vault.shred_key(key)
    key.refresh_from_db()
    stored.refresh_from_db()
    assert bytes(key.wrapped) == b""
    assert key.shredded_at
    with pytest.raises(VaultError, match="shredded"):
        vault.unseal(key, place=PLACE, row=row, sealed=sealed)
    with pytest.raises(VaultError, match="shredded"):
        vault.seal(key, place=PLACE, row=row, value=VALUE)
    with pytest.raises(VaultError, match="shredded"):
        vault.read_file(stored)


def test_shredding_one_key_leaves_the_others(key):
    other, row = vault.create_key(), uuid.uuid4()
    sealed = vault.seal(other, place=PLACE, row=row, value=VALUE)
    vault.shred_key(key)
    assert vault.unseal(DataKey.objects.get(pk=other.pk), place=PLACE, row=row, sealed=sealed) == VALUE


def test_a_wrapped_key_copied_to_another_person_opens_nothing(key):
    other, row = vault.create_key(), uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    DataKey.objects.filter(pk=other.pk).update(wrapped=key.wrapped)
    with pytest.raises(VaultError):
        vault.unseal(DataKey.objects.get(pk=other.pk), place=PLACE, row=row, sealed=sealed)


def test_without_the_right_master_key_nothing_opens(key, settings):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    settings.MASTER_KEYS = {"demo": base64.b64encode(os.urandom(32)).decode()}
    with pytest.raises(VaultError, match="does not open with demo"):
        vault.unseal(key, place=PLACE, row=row, sealed=sealed)
    settings.MASTER_KEYS = {}
    with pytest.raises(VaultError, match="not in MASTER_KEYS"):
        vault.unseal(key, place=PLACE, row=row, sealed=sealed)


def test_old_data_opens_after_the_master_key_is_followed_by_a_new_one(key, settings):
    row = uuid.uuid4()
    sealed = vault.seal(key, place=PLACE, row=row, value=VALUE)
    settings.MASTER_KEYS = {**settings.MASTER_KEYS, "2027": base64.b64encode(os.urandom(32)).decode()}
    settings.MASTER_KEY_ID = "2027"
    assert vault.create_key().master_key_id == "2027"
    assert vault.unseal(key, place=PLACE, row=row, sealed=sealed) == VALUE


def test_the_data_key_itself_is_not_in_the_database(key):
    row = DataKey.objects.values().get(pk=key.pk)
    assert len(bytes(row["wrapped"])) == 12 + 32 + 16
    assert vault.create_key().wrapped != key.wrapped


def test_documents_keep_their_shape(key):
    row, value = uuid.uuid4(), {"naam": "Zoë", "bedragen": ["1.00", None], "diep": {"a": [1, 2]}}
    sealed = vault.seal_json(key, place=PLACE, row=row, value=value)
    assert vault.unseal_json(key, place=PLACE, row=row, sealed=sealed) == value


def test_a_file_is_sealed_on_the_storage_and_read_back(key):
    stored = vault.store_file(key, content=VALUE * 1000, content_type="application/pdf")
    with default_storage.open(stored.path, "rb") as handle:
        on_disk = handle.read()
    assert VALUE not in on_disk
    assert vault.read_file(stored) == VALUE * 1000
    assert "pdf" not in stored.path


def test_the_file_of_one_row_put_in_the_place_of_another_does_not_open(key):
    mine = vault.store_file(key, content=b"mijn loonstrook", content_type="application/pdf")
    other = vault.store_file(key, content=b"andere loonstrook", content_type="application/pdf")
    mine.path = other.path
    with pytest.raises(VaultError):
        vault.read_file(mine)


@pytest.mark.parametrize("change", ["empty", "cut", "gone"])
def test_a_damaged_or_lost_file_is_an_error_of_the_vault(key, change):
    stored = vault.store_file(key, content=VALUE, content_type="application/pdf")
    with default_storage.open(stored.path, "rb") as handle:
        on_disk = handle.read()
    default_storage.delete(stored.path)
    if change != "gone":
        default_storage.save(stored.path, ContentFile(b"" if change == "empty" else on_disk[:-1]))
    with pytest.raises(VaultError):
        vault.read_file(stored)


def test_a_look_up_value_depends_on_value_purpose_and_secret(settings):
    first = vault.keyed_hash("robin@voorbeeld.nl", purpose="a")
    assert first == vault.keyed_hash("robin@voorbeeld.nl", purpose="a")
    assert first != vault.keyed_hash("sam@voorbeeld.nl", purpose="a")
    assert first != vault.keyed_hash("robin@voorbeeld.nl", purpose="b")
    settings.SECRET_KEY = "iets anders"
    assert first != vault.keyed_hash("robin@voorbeeld.nl", purpose="a")


def test_a_key_under_others_opens_only_while_all_of_them_are_there():
    one, two, row = vault.create_key(), vault.create_key(), uuid.uuid4()
    both = vault.create_key(under=[two, one])
    below = vault.create_key(under=[both])
    sealed = {key.pk: vault.seal(key, place=PLACE, row=row, value=VALUE) for key in (one, two, both, below)}
    fresh = {pk: DataKey.objects.get(pk=pk) for pk in sealed}
    assert all(vault.unseal(key, place=PLACE, row=row, sealed=sealed[pk]) == VALUE for pk, key in fresh.items())
    vault.shred_key(one)
    opens = {pk: vault.can_open(DataKey.objects.get(pk=pk)) for pk in sealed}
    assert opens == {one.pk: False, two.pk: True, both.pk: False, below.pk: False}
    for key in (both, below):
        with pytest.raises(VaultError, match="shredded"):
            vault.unseal(DataKey.objects.get(pk=key.pk), place=PLACE, row=row, sealed=sealed[key.pk])


def test_nothing_is_made_under_a_key_that_is_gone(key):
    vault.shred_key(key)
    key.refresh_from_db()
    with pytest.raises(VaultError, match="shredded"):
        vault.create_key(under=[key])


def test_a_key_under_another_does_not_open_without_it_whatever_the_row_says(key):
    row, below = uuid.uuid4(), vault.create_key(under=[key])
    sealed = vault.seal(below, place=PLACE, row=row, value=VALUE)
    DataKey.objects.filter(pk=below.pk).update(under=[])
    with pytest.raises(VaultError):
        vault.unseal(DataKey.objects.get(pk=below.pk), place=PLACE, row=row, sealed=sealed)


def test_shredding_is_told_to_the_log_by_which_a_restore_repeats_it(key, caplog):
    vault.shred_key(key)
    (line,) = caplog.messages
    DataKey.objects.filter(pk=key.pk).update(wrapped=b"back from a back-up", shredded_at=None)
    out = io.StringIO()
    call_command("shred_keys", line.split()[2], stdout=out)
    assert bytes(DataKey.objects.get(pk=key.pk).wrapped) == b""
    assert out.getvalue() == "1 of 1 keys are shredded\n"
    with pytest.raises(CommandError, match="not in this database"):
        call_command("shred_keys", str(uuid.uuid4()), str(key.pk), stdout=out)
