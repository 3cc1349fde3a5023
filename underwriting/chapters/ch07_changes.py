"""gids 7.7: what a change of the running loan costs."""

from underwriting.case import Case
from underwriting.decision import Fee
from underwriting.rule import Chapter, Findings, one_of, passed

chapter = Chapter("7.7")


@chapter.rule("G7.7-03")
def administration_costs(case: Case) -> Findings:
    """gids 7.7: EUR 250 for a change."""
    policy, request_type = case.norms.ch07, case.facts.application.request_type
    if request_type in policy.administration_fee_for:
        yield Fee(kind="administratie", amount=policy.administration_fee)
        yield passed(one_of("request_type", request_type, policy.administration_fee_for))
