"""The door: a BSN is taken out of the bytes before anything of ours sees them.

A lender may not use the BSN before the offer is accepted (DESIGN, privacy), so not even the
stored raw delivery may hold it. This works on bytes, not on parsed JSON: a broken delivery is
cleaned as well, and everything else stays as it was sent.
"""

import re

_KEY = rb'"(?:burgerservicenummer|bsn|sofinummer)"\s*:\s*'
_NAMED = re.compile(_KEY + rb'"?(\d{8,9})"?', re.IGNORECASE)
_MASK = b"*********"


def without_bsn(body: bytes) -> bytes:
    """The same bytes in which every BSN is masked: under its own key, and wherever else it is repeated."""
    numbers = {match.group(1) for match in _NAMED.finditer(body)}
    body = _NAMED.sub(lambda match: re.sub(rb'"?\d{8,9}"?$', b'"' + _MASK + b'"', match.group(0)), body)
    for number in numbers:
        body = re.sub(rb"(?<!\d)" + number + rb"(?!\d)", _MASK, body)
    return body
