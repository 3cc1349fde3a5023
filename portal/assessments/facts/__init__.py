"""From evidence to facts: everything before this seam may be messy, everything after it is typed.

One module per part of the facts document (contract 1.0). An unknown fact is left out, never
guessed: the engine then says what is missing.
"""

from portal.assessments.facts.assemble import assemble_facts

__all__ = ["assemble_facts"]
