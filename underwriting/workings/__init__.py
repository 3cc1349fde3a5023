"""The sums of the guide. Each module works out one figure from facts and norms; the rules in `chapters` only compare.

`decide()` calls them in an order in which each finds what it needs.
"""
