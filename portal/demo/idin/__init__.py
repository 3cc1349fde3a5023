"""A bank and an acquirer to hold in the hand: iDIN for the demo and the tests.

A separate HTTP server that speaks the same iDx 1.0 as the real scheme, with keys of its own. It
really verifies, signs and encrypts, so the adapter that ships is the adapter that is exercised.
"""
