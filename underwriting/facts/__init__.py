"""The input of a decision, typed: `Facts.from_json(document)` reads it or says where it is wrong."""

from underwriting.facts.document import NEW_LOAN_REQUESTS, Facts, FactsError

__all__ = ["NEW_LOAN_REQUESTS", "Facts", "FactsError"]
