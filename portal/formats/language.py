"""The two languages of the portal. Dutch is the source and what papers, the back office and the log are in."""

from contextlib import AbstractContextManager

from django.db import models
from django.utils import translation


class Language(models.TextChoices):
    """A language that a reader may choose; its label is its own name for itself."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"


def active() -> Language:
    """The language that is written in now; Dutch when none was set."""
    return Language.ENGLISH if (translation.get_language() or "").startswith("en") else Language.DUTCH


def in_dutch() -> AbstractContextManager[None]:
    """Write in Dutch whoever reads along: for papers, the log and mails to our own desk."""
    return translation.override(Language.DUTCH)
