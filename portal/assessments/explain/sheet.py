"""A decision as a sheet for an applicant: every rule that was weighed, with what is private or confidential left out.

The same findings, tables and notation as the desk and `underwrite --explain`. Nothing is calculated here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from portal.assessments.explain.findings import compared_words
from portal.assessments.explain.helping import change_words
from portal.assessments.explain.telling import Json, Telling
from portal.assessments.words import fact_words, rule_words

ORDER = ("pass", "missing", "refer", "fail")
"""Hopeful first."""
SHARED = ("onderpand", "leningdeel")
"""Subjects that belong to both borrowers."""
TOLD_TO_BOTH = ("loan", "price_or_value", "additional_costs")
"""Amounts of the household that two people may both read. From any other, such as the joint toetsinkomen, what is
deducted for credits or the allowed burden, either could subtract their own part and have that of the other."""
NEVER_TOLD = ("3.4", "9")
"""Articles and chapters of the guide about fraud: no applicant reads whether a register was hit, nor that none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One rule; `about` is a name or empty, `details` are sentences, `private` marks what only the other may read."""

    verdict: str
    verdict_name: str
    text: str
    lang: str
    article: str
    about: str
    details: tuple[str, ...]
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whose eyes: their id in the facts, with the names of everybody by id."""

    me: str
    names: Mapping[str, str]

    def owner(self, finding: Json) -> Literal["mine", "shared", "unknown"] | str:
        """Whose private matter a finding is: `mine`, `shared`, the id of the other, or `unknown` of a couple."""
        subject = finding.get("subject")
        paths = " ".join(finding.get("missing", ()))
        if subject is None:
            others = [one for at, one in enumerate(self.names) if f"applicants[{at}]" in paths and one != self.me]
            return others[0] if others else "shared"
        if len(self.names) == 1 or _belongs(subject["id"], self.me):
            return "mine"
        if subject["kind"] in SHARED:
            return "shared"
        return next((one for one in self.names if _belongs(subject["id"], one)), "unknown")


def sheet(decision: Json, tell: Telling, reader: Reader) -> list[SheetLine]:
    """Every rule that this reader may know of, the hopeful ones first.

    What is private of the other is one line per verdict, last: neither its place nor how many there are tells which.
    """
    hidden = {one["rule_id"] for one in decision["findings"] if _is_hidden(one)}
    told = [one for one in decision["findings"] if one["rule_id"] not in hidden]
    found: list[SheetLine] = []
    for verdict in ORDER:
        lines = [_line(one, tell, reader) for one in told if one["outcome"] == verdict]
        found += [line for line in lines if not line.private]
        found += {line.about: line for line in lines if line.private}.values()
    return found


def helpful(decision: Json, tell: Telling, reader: Reader) -> Iterator[str]:
    """The changes that would help, as facts; of a couple only those to what they share."""
    for one in (decision.get("remedies") or {}).get("remedies", ()):
        paths = [change["path"] for change in one["changes"]]
        if len(reader.names) == 1 or all(path.startswith(("lening", "onderpand")) for path in paths):
            yield change_words(one, tell)


def _is_hidden(finding: Json) -> bool:
    return (
        bool(finding.get("confidential"))
        or finding["article"] in NEVER_TOLD
        or finding["article"].split(".")[0] in NEVER_TOLD
    )


def _belongs(key: str, person: str) -> bool:
    return key == person or f"{person}-" in key


def _line(finding: Json, tell: Telling, reader: Reader) -> SheetLine:
    owner = reader.owner(finding)
    private = owner in reader.names and owner != reader.me
    text, lang = rule_words(finding["rule_id"], tell.language)
    return SheetLine(
        verdict=finding["outcome"],
        verdict_name=tell.words("verdict", finding["outcome"]),
        text="" if private else text,
        lang=lang if lang != tell.language else "",
        article="" if private else tell.articles([finding["rule_id"]]),
        about=reader.names[owner] if private else tell.subject(finding.get("subject")),
        details=() if private or owner == "unknown" else tuple(_details(finding, tell, reader)),
        private=private,
    )


def _details(finding: Json, tell: Telling, reader: Reader) -> Iterator[str]:
    if finding["outcome"] == "missing":
        what = dict.fromkeys(fact_words(path, tell.language)[0] for path in finding["missing"])
        yield tell.text("needed", what=", ".join(what))
        return
    of_two = len(reader.names) > 1 and finding.get("subject") is None
    for one in finding.get("compared", ()):
        if of_two and one["unit"] == "eur" and one["name"] not in TOLD_TO_BOTH:
            continue
        yield tell.text("is-good" if one["satisfied"] else "is", **compared_words(one, tell))
    if finding.get("curable") and finding["outcome"] != "pass":
        yield tell.text("curable")
