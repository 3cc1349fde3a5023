"""From register answers to the facts contract (`applicants[].registers` and BKR's obligations).

Source of the shape: contracts/facts.schema.json, `$defs/registers` and `$defs/obligation_krediet`.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from portal.assessments.registers.details import BkrRegistration, InsolvencyCase
from portal.assessments.registers.port import Outcome, RegisterAnswer, RegisterKind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

NAMED_CREDIT_TYPES = frozenset({"RK", "AK", "RO", "ZK", "ZO", "HY", "RH", "RN", "SH", "SK"})
"""The types gids 5.2 names; any other is `overig` with its code beside it."""

CREDIT_KINDS = {
    "AK": "persoonlijke-lening",
    "RK": "doorlopend-krediet",
    "OA": "leasecontract",
    "ZK": "zakelijk-krediet",
    "VK": "overig",
}
"""BKR types that weigh on income each month (gids 5.1). RO, ZO and HY are registered for arrears
only; HO belongs to another property and RH, RN, SH and SK to their own rules."""

Json = dict[str, Any]


def to_facts(
    answers: Iterable[RegisterAnswer],
    *,
    applicant_id: str,
    inschrijvingen_reviewed: bool | None = None,
) -> Json:
    """One applicant's answers as the `registers` object.

    The latest answer per register counts. A register that was not asked, or that found more than
    one person, is absent: the engine then says it is missing. `applicant_id` makes the ids of
    registrations unique in the facts. `inschrijvingen_reviewed` is a person's statement (gids
    3.4), never the machine's.
    """
    latest: dict[RegisterKind, RegisterAnswer] = {}
    for answer in sorted(answers, key=lambda answer: answer.checked_at):
        latest[answer.kind] = answer
    registers: Json = {
        kind.value: {"checked_on": _checked_on(latest[kind])} | content(latest[kind], applicant_id)
        for kind, content in _CONTENT_OF.items()
        if kind in latest and latest[kind].outcome is not Outcome.NOT_UNIQUE
    }
    if inschrijvingen_reviewed is not None and "kadaster" in registers:
        registers["kadaster"]["inschrijvingen_reviewed"] = inschrijvingen_reviewed
    return registers


def to_obligations(answers: Mapping[str, RegisterAnswer]) -> list[Json]:
    """The running and repaid credits in BKR, as `obligations[]` of kind `krediet`.

    `answers` maps applicant id to that applicant's BKR answer. A credit that both applicants have
    is one obligation of the two.
    """
    found: dict[str, Json] = {}
    for applicant_id, answer in answers.items():
        for registration in _registrations(answer):
            if registration.credit_type not in CREDIT_KINDS:
                continue
            if registration.reference in found:
                found[registration.reference]["applicant_ids"].append(applicant_id)
            else:
                found[registration.reference] = _obligation(registration, applicant_id)
    return list(found.values())


def registration_id(registration: BkrRegistration, applicant_id: str) -> str:
    """The id of a registration in the facts: `<applicant>.bkr.<reference>`, at most 64 long."""
    return f"{applicant_id[:18]}.bkr.{registration.reference.lower()}"


def _checked_on(answer: RegisterAnswer) -> str:
    return answer.checked_at.astimezone(AMSTERDAM).date().isoformat()


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _registrations(answer: RegisterAnswer) -> list[BkrRegistration]:
    return [detail for detail in answer.details if isinstance(detail, BkrRegistration)]


def _without_none(values: Json) -> Json:
    return {key: value for key, value in values.items() if value is not None}


def _bkr(answer: RegisterAnswer, applicant_id: str) -> Json:
    return {"registrations": [_registration(r, applicant_id) for r in _registrations(answer)]}


def _registration(registration: BkrRegistration, applicant_id: str) -> Json:
    named = registration.credit_type in NAMED_CREDIT_TYPES
    dates = ("started_on", "expected_end_on", "fully_repaid_on")
    return _without_none(
        {
            "id": registration_id(registration, applicant_id),
            "credit_type": registration.credit_type if named else "overig",
            "credit_type_code": None if named else registration.credit_type,
            "original_principal_or_limit": None if registration.amount is None else _money(registration.amount),
            **{name: on.isoformat() for name in dates if (on := getattr(registration, name)) is not None},
            "codes": [
                _without_none({"code": c.code, "on": c.on.isoformat() if c.on else None}) for c in registration.codes
            ],
        }
    )


def _obligation(registration: BkrRegistration, applicant_id: str) -> Json:
    amount = None if registration.amount is None else _money(registration.amount)
    burden = registration.monthly_burden
    repaid = registration.fully_repaid_on
    amortises = registration.credit_type == "AK"
    return _without_none(
        {
            "id": f"krediet.{registration.reference.lower()}",
            "kind": "krediet",
            "applicant_ids": [applicant_id],
            "credit_kind": CREDIT_KINDS[registration.credit_type],
            "bkr_registration_id": registration_id(registration, applicant_id),
            "aflopend": amortises,
            "original_principal" if amortises else "limit": amount,
            "actual_monthly": None if burden is None else _money(burden),
            "repaid_on": None if repaid is None else repaid.isoformat(),
        }
    )


def _insolvency(answer: RegisterAnswer, _applicant_id: str) -> Json:
    running = [case for case in answer.details if isinstance(case, InsolvencyCase) and case.ended_on is None]
    return {"hit": bool(running)} | ({"kind": running[0].kind} if running else {})


_CONTENT_OF: dict[RegisterKind, Callable[[RegisterAnswer, str], Json]] = {
    RegisterKind.BKR: _bkr,
    RegisterKind.SFH: lambda answer, _: {"registered": answer.hit},
    RegisterKind.VIS: lambda answer, _: {"hit": answer.hit},
    RegisterKind.PEP: lambda answer, _: {"hit": answer.hit},
    RegisterKind.SANCTIONS: lambda answer, _: {"hit": answer.hit},
    RegisterKind.INSOLVENCY: _insolvency,
    RegisterKind.KADASTER: lambda answer, _: {"properties_owned": len(answer.details)},
}
