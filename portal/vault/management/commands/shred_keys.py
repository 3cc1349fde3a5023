"""After a restore: destroy again the keys that were shredded since the back-up, by the ids in the log."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.vault.models import DataKey
from portal.vault.services import shred_key


class Command(BaseCommand):
    """`manage.py shred_keys ID...`: what is shredded already stays so; an unknown id is an error, after the others."""

    help = "Destroys data keys by id, as after a restore of a back-up from before a consent was withdrawn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="+", type=uuid.UUID, help="ids as in the log: «data key ID shredded»")

    def handle(self, *args: Any, ids: list[uuid.UUID], **options: Any) -> None:
        found = DataKey.objects.in_bulk(ids)
        for key in found.values():
            if key.wrapped:
                shred_key(key)
        self.stdout.write(f"{len(found)} of {len(set(ids))} keys are shredded")
        if unknown := sorted(str(one) for one in set(ids) - found.keys()):
            raise CommandError(f"not in this database: {', '.join(unknown)}")
