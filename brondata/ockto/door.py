"""The door: a BSN is taken out of the bytes before anything of ours sees them.

A lender may not use the BSN before the offer is accepted (DESIGN, privacy), so not even the
stored raw delivery may hold it. This works on bytes, not on parsed JSON: a broken delivery is
cleaned as well, and everything else stays as it was sent.
"""

import re
from functools import partial

_MASK = b"*********"
_NAMES = rb"(?:burgerservicenummer|bsn|sofi-?nummer)"
# The value is masked whatever it is: in points or spaces, as a number, or a string that was cut off.
_NAMED = re.compile(
    rb'("' + _NAMES + rb'"\s*:\s*)("(?:[^"\\]|\\.)*(?:"|\\?\Z)|[-+.\d]+)',
    re.IGNORECASE | re.DOTALL,
)
# The same in JSON within a text, where quotes are escaped, or with single quotes (`\x27`).
_NESTED = re.compile(_NAMES + rb"(?:\\+\"|\x27)\s*:\s*(?:\\+\"|\x27)?(\d{8,9})(?!\d)", re.IGNORECASE)
# In running text: "BSN 999.990.202", "burgerservicenummer: 999990202".
_TOLD = re.compile(_NAMES + rb'(?:[^\d"\\{}\[\],]|\\u00[a-f\d]{2}){0,12}(\d(?:[ .-]?\d){7,8})(?!\d)', re.IGNORECASE)
# Texts that people and their banks write themselves, in the words of Berlin Group and of Ockto Open Banking.
_WRITTEN = re.compile(
    rb'(\\*"(?:remittanceInformation(?:Un)?structured|additionalInformation|description|omschrijving|endToEndId|mandateId'
    rb'|creditorName|debtorName|counterparty|tegenpartij|name|ownerName)(?:Array)?\\*"\s*:\s*\[?\s*\\*")((?:[^"\\]|\\[^"])*)',
    re.IGNORECASE,
)
_NINE = re.compile(rb"(?<!\d)" + rb"[ .-]?".join([rb"(\d)"] * 9) + rb"(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# A letter or digit may be written as an escape; no supplier does, and a BSN must not slip through by it.
_ESCAPED = re.compile(rb"(?<!\\)((?:\\\\)*)\\u00(3[0-9]|[46][1-9A-F]|[57][0-9A])", re.IGNORECASE)
_DIGITS = (8, 9)


def without_bsn(body: bytes) -> bytes:
    """The same bytes in which every BSN is masked.

    Masked are: what stands under its own key, what a text calls a BSN, each of those wherever else it is
    repeated, and in the texts of bank transactions every number of nine digits that could be one (11-proef).
    """
    body = _ESCAPED.sub(lambda match: match.group(1) + bytes.fromhex(match.group(2).decode()), body)
    numbers = _numbers(body)
    body = _NAMED.sub(lambda match: match.group(1) + b'"' + _MASK + b'"', body)
    for pattern in (_NESTED, _TOLD):
        body = pattern.sub(lambda match: match.group(0).replace(match.group(1), _MASK), body)
    for number in numbers:
        # A value of its own becomes nothing, for stars are no JSON; within a string that reads as well.
        body = re.sub(rb"([:,\[]\s*)" + number + rb"(?=\s*[,}\]])", rb"\1null", body)
        # The digits before it may be those of an escaped letter ("Ren\\u00e9999990202").
        spaced = rb"[ .-]?".join(bytes([digit]) for digit in number)
        body = re.sub(rb"(?:(?<!\d)|(?<=\\u[0-9A-Fa-f]{4}))" + spaced + rb"(?!\d)", _MASK, body)
    return _WRITTEN.sub(partial(_mask_written, numbers), body)


def _numbers(body: bytes) -> list[bytes]:
    """Every BSN that the bytes call one, as nine digits and as the eight that are left without a first zero."""
    found = set()
    for pattern, group in ((_NAMED, 2), (_NESTED, 1), (_TOLD, 1)):
        for match in pattern.finditer(body):
            digits = re.sub(rb"\D", b"", match.group(group))
            if len(digits) in _DIGITS:
                found |= {digits, digits.rjust(9, b"0"), digits.removeprefix(b"0")}
    return sorted(number for number in found if len(number) in _DIGITS)


def _mask_written(numbers: list[bytes], match: re.Match[bytes]) -> bytes:
    """A payment reference may hold a BSN within a longer number: here it goes as well."""
    text = match.group(2)
    for number in numbers:
        text = text.replace(number, _MASK)
    return match.group(1) + _NINE.sub(lambda nine: _MASK if _could_be(nine) else nine.group(0), text)


def _could_be(match: re.Match[bytes]) -> bool:
    digits = [int(digit) for digit in match.groups()]
    return any(digits) and sum(map(int.__mul__, digits, _WEIGHTS)) % 11 == 0
