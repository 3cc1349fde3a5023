"""Identification by the person's own bank: one port, and the adapter that speaks iDIN.

No Django here: the adapter is given its settings, its keys and its clock.
"""
