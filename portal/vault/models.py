"""Data keys and sealed files. Who loses the key loses the data, in every backup too."""

import uuid

from django.db import models
from django.db.models.functions import Now


class DataKey(models.Model):
    """One person's (or one dossier's) data key, wrapped by a master key.

    `wrapped` is emptied when consent is withdrawn or retention ends: what was sealed with it
    can then be read by nobody, also not from a backup made earlier with the master key alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()
    master_key_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=Now())
    shredded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"data key {self.id}"


class StoredFile(models.Model):
    """A file on the storage, sealed with a data key; the hash is of the plain bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.content_type} {self.sha256[:12]}"
