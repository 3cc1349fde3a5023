"""Words in a row, as the reader's language joins them."""

from collections.abc import Iterable

from django.utils.translation import gettext


def listed(items: Iterable[object]) -> str:
    """Join words: ``a, b en c``, or ``a, b and c``."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(all_but_last)s en %(last)s") % {"all_but_last": ", ".join(words[:-1]), "last": words[-1]}
