"""Data keys and sealed files. Who loses the key loses the data, in every backup too."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property


class DataKey(models.Model):
    """A data key, wrapped by a master key: of a person, a dossier, a delivery, or of what was made from these.

    `wrapped` is emptied when consent is withdrawn or retention ends: what was sealed with it can then be read by
    nobody. Back-ups of the database leave this table's rows out (docs/operations.md), so that holds for them too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()
    under = models.JSONField(default=list, help_text="ids of keys that must all open before this one does")
    master_key_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=Now())
    shredded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"data key {self.id}"

    @cached_property
    def parents(self) -> list["DataKey"]:
        """The keys above this one, in the order of wrapping; no query for most keys, which have none."""
        if not self.under:
            return []
        found = DataKey.objects.in_bulk([uuid.UUID(one) for one in self.under])
        return [found[uuid.UUID(one)] for one in self.under]


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
