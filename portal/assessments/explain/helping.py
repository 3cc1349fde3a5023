"""What would help, and the room that is left: the decision's `remedies` and `room` in words (docs/contract.md)."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.assessments.explain.telling import Json, Telling
from portal.assessments.words import document_words, fact_words

LIMITS = ("on_income", "on_value", "on_product")


def help_lines(decision: Json, tell: Telling) -> Iterator[str]:
    """Every change that helps: what it is, what it cures, and what is still to do then."""
    found = decision.get("remedies") or {}
    for one in found.get("remedies", ()):
        yield f"  - {change_words(one, tell)}"
        cures = tell.text("cures-all") if one["cures_all"] else tell.text("cures", rules=tell.articles(one["cures"]))
        yield f"      {cures}"
        yield from (f"      {line}" for line in _remains(one["remains"], tell))
    if found and not found["complete"]:
        yield f"  {tell.text('not-complete', decisions=found['decisions'])}"


def room_lines(decision: Json, tell: Telling) -> Iterator[str]:
    """How much more would pass, what stops it, and how far each limit reaches alone."""
    room = decision.get("room")
    if not room:
        return
    yield tell.line(tell.text("room"), tell.euro(room["amount"]), room["bounded_by"])
    for key in LIMITS:
        if room.get(key):
            yield tell.line(f"  {tell.text(f'room-{key}')}", tell.euro(room[key]))
    if room["amount"] != "0.00":
        yield from (f"      {line}" for line in _remains(room["remains"], tell))


def change_words(one: Json, tell: Telling) -> str:
    """The change as an advice in one sentence."""
    kind = one["kind"]
    values: dict[str, Any] = {
        "amount": tell.euro(one.get("amount")),
        "term": tell.words("unit", "months").format(one.get("months")),
        "years": tell.words("unit", "one-years" if one.get("years") == 1 else "years").format(one.get("years")),
        "on": tell.day(one["on"]) if "on" in one else "",
        "which": _which(one, tell),
    }
    changed = {change["path"].rpartition(".")[2]: change["value"] for change in one["changes"]}
    return tell.words("remedy", _variant(kind, one, changed)).format(
        **values, form=tell.words("aflosvorm", str(changed.get("aflosvorm")))
    )


def _variant(kind: str, one: Json, changed: Mapping[str, Any]) -> str:
    """The phrase of a kind that is said in two ways."""
    if kind == "nhg":
        return "nhg-on" if changed["nhg"] else "nhg-off"
    if kind in ("aflosvorm", "add-documents") and "amount" in one:
        return f"{kind}-amount"
    return kind


def _which(one: Json, tell: Telling) -> str:
    """The leningdelen or debts that change."""
    kind = "obligation" if one["kind"] == "repay-debts" else "leningdeel"
    return ", ".join(tell.subject({"kind": kind, "id": name}).lower() for name in one.get("subject_ids", ()))


def _remains(remains: Json, tell: Telling) -> Iterator[str]:
    then = tell.text("then", outcome=tell.words("outcome", remains["outcome"]).lower())
    if remains.get("gross_monthly"):
        then = f"{then}, {tell.text('then-monthly', amount=tell.euro(remains['gross_monthly']))}"
    yield then
    needed = [document_words(one["type"], tell.language) for one in remains.get("documents", ())]
    needed += [fact_words(path, tell.language)[0] for path in remains.get("facts", ())]
    if needed:
        yield tell.text("needed", what=", ".join(dict.fromkeys(needed)))
    if remains.get("fails"):
        yield tell.text("still-fails", rules=tell.articles(remains["fails"]))
