"""The door: a BSN is taken out of the bytes before anything of ours sees them.

A lender may not use the BSN before the offer is accepted (DESIGN, privacy), so not even the
stored raw delivery may hold it. This works on bytes, not on parsed JSON: a broken delivery is
cleaned as well, and everything else stays as it was sent.
"""

import re

_MASK = b"*********"
# The value is masked whatever it is: in points or spaces, as a number, or a string that was cut off.
_NAMED = re.compile(
    rb'("(?:burgerservicenummer|bsn|sofinummer)"\s*:\s*)("(?:[^"\\]|\\.)*(?:"|\\?\Z)|[-+.\d]+)',
    re.IGNORECASE | re.DOTALL,
)
# A letter or digit may be written as an escape; no supplier does, and a BSN must not slip through by it.
_ESCAPED = re.compile(rb"(?<!\\)((?:\\\\)*)\\u00(3[0-9]|[46][1-9A-F]|[57][0-9A])", re.IGNORECASE)
_DIGITS = (8, 9)


def without_bsn(body: bytes) -> bytes:
    """The same bytes in which every BSN is masked: under its own key, and wherever else it is repeated."""
    body = _ESCAPED.sub(lambda match: match.group(1) + bytes.fromhex(match.group(2).decode()), body)
    numbers = set()
    for match in _NAMED.finditer(body):
        digits = re.sub(rb"\D", b"", match.group(2))
        if len(digits) in _DIGITS:
            # Eight digits are nine of which the first, a zero, was lost.
            numbers |= {digits, digits.rjust(9, b"0"), digits.removeprefix(b"0")}
    body = _NAMED.sub(lambda match: match.group(1) + b'"' + _MASK + b'"', body)
    for number in sorted(number for number in numbers if len(number) in _DIGITS):
        # A value of its own becomes nothing, for stars are no JSON; within a string that reads as well.
        body = re.sub(rb"([:,\[]\s*)" + number + rb"(?=\s*[,}\]])", rb"\1null", body)
        # The digits before it may be those of an escaped letter ("Ren\\u00e9999990202").
        body = re.sub(rb"(?:(?<!\d)|(?<=\\u[0-9A-Fa-f]{4}))" + number + rb"(?!\d)", _MASK, body)
    return body
