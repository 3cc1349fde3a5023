"""The acceptance guide of Neo Hypotheken as code: `decide(facts, norms)`.

Standard library only; no clock, no network.
"""

__version__ = "1.1"
GUIDE_EDITION = "2026"
