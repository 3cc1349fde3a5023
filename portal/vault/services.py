"""Seal and open class A data: AES-256-GCM, the associated data binds table, column and row.

A sealed value moved to another row, column or table does not open. Master keys come from
settings (`MASTER_KEYS`: id -> base64 of 32 bytes); new data keys are wrapped by `MASTER_KEY_ID`.
"""

import base64
import hashlib
import hmac
import json
import logging
import os
import uuid
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.vault.models import DataKey, StoredFile

log = logging.getLogger(__name__)
NONCE_BYTES = 12


class VaultError(Exception):
    """The sealed value cannot be opened: shredded key, wrong place or damaged bytes."""


class Shredded(VaultError):
    """The key was destroyed on purpose: the data was removed."""


def create_key(*, under: Sequence[DataKey] = ()) -> DataKey:
    """Make and store a new data key.

    Args:
        under: keys that it opens with only together. What is made from several people's data goes under the keys
            of all: when one of them is shredded, so is this one, wherever it was used.
    """
    key = DataKey(master_key_id=settings.MASTER_KEY_ID, under=sorted(str(one.pk) for one in under))
    content = AESGCM.generate_key(bit_length=256)
    for one in key.parents:
        content = _wrap(AESGCM(_plain(one)), content, key)
    key.wrapped = _wrap(_master(key.master_key_id), content, key)
    key.save(force_insert=True)
    return key


def shred_key(key: DataKey) -> None:
    """Destroy the wrapped key: everything sealed with it, or with a key under it, is gone for good."""
    DataKey.objects.filter(pk=key.pk).update(wrapped=b"", shredded_at=timezone.now())
    log.warning("data key %s shredded", key.pk)  # what `manage.py shred_keys` is given again after a restore


def can_open(key: DataKey) -> bool:
    """Whether what is sealed with a key can still be read: it and all keys above it are there."""
    return bool(key.wrapped) and all(can_open(one) for one in key.parents)


def seal(key: DataKey, *, place: str, row: uuid.UUID, value: bytes) -> bytes:
    """Encrypt `value` for one place (`"app.Model.column"`) and one row."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_plain(key)).encrypt(nonce, value, _binding(place, row))


def unseal(key: DataKey, *, place: str, row: uuid.UUID, sealed: bytes) -> bytes:
    """Decrypt what `seal` made for the same place and row.

    Raises:
        VaultError: the key is shredded, or the bytes do not belong here.
    """
    sealed = bytes(sealed)
    try:
        return AESGCM(_plain(key)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _binding(place, row))
    except (InvalidTag, ValueError) as error:  # ValueError: cut off before the end of the nonce
        raise VaultError(f"{place} of {row} does not open with its key") from error


def seal_json(key: DataKey, *, place: str, row: uuid.UUID, value: Any) -> bytes:
    """Encrypt a JSON document."""
    return seal(key, place=place, row=row, value=json.dumps(value, ensure_ascii=False).encode())


def unseal_json(key: DataKey, *, place: str, row: uuid.UUID, sealed: bytes) -> Any:
    """Decrypt a JSON document sealed by `seal_json`."""
    return json.loads(unseal(key, place=place, row=row, sealed=sealed))


def store_file(key: DataKey, *, content: bytes, content_type: str) -> StoredFile:
    """Seal `content`, write it to the storage and record it."""
    stored = StoredFile(
        key=key,
        sha256=sha256(content),
        size=len(content),
        content_type=content_type,
    )
    sealed = seal(key, place="vault.StoredFile.content", row=stored.id, value=content)
    stored.path = default_storage.save(f"{stored.id.hex[:2]}/{stored.id.hex}.sealed", ContentFile(sealed))
    stored.save(force_insert=True)
    return stored


def destroy_file(stored: StoredFile) -> None:
    """Take the bytes from the storage; the row stays for what points at it, and reading it says that they are gone."""
    default_storage.delete(stored.path)


def read_file(stored: StoredFile) -> bytes:
    """The plain bytes of a stored file; VaultError when they are gone or not what was stored."""
    try:
        with default_storage.open(stored.path, "rb") as handle:
            sealed = handle.read()
    except FileNotFoundError as error:
        raise VaultError(f"file {stored.id} is gone from the storage") from error
    content = unseal(stored.key, place="vault.StoredFile.content", row=stored.id, sealed=sealed)
    if sha256(content) != stored.sha256:
        raise VaultError(f"file {stored.id} is not what was stored")
    return content


def sha256(content: bytes) -> str:
    """The fingerprint of bytes, hex."""
    return hashlib.sha256(content).hexdigest()


def keyed_hash(value: str, *, purpose: str) -> str:
    """A look-up value for something that may not be stored itself (HMAC-SHA-256, hex)."""
    secret = settings.SECRET_KEY.encode() + purpose.encode()
    return hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()


def _master(key_id: str) -> AESGCM:
    try:
        return AESGCM(base64.b64decode(settings.MASTER_KEYS[key_id]))
    except KeyError as error:
        raise VaultError(f"master key {key_id} is not in MASTER_KEYS") from error


def _wrap(lock: AESGCM, content: bytes, key: DataKey) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + lock.encrypt(nonce, content, key.pk.bytes)


def _plain(key: DataKey) -> bytes:
    content = bytes(key.wrapped)
    if not content:
        raise Shredded(f"data key {key.pk} was shredded")
    locks = [_master(key.master_key_id), *(AESGCM(_plain(one)) for one in reversed(key.parents))]
    try:
        for lock in locks:
            content = lock.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], key.pk.bytes)
    except InvalidTag as error:
        raise VaultError(f"data key {key.pk} does not open with {key.master_key_id}") from error
    return content


def _binding(place: str, row: uuid.UUID) -> bytes:
    return place.encode() + b"\0" + row.bytes
