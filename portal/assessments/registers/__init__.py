"""Register checks (gids 3.3, 3.4, 5.1, 5.2, 9.1): the port, its HTTP adapter, the way to the facts.

No Django here. The README describes the protocol; `openapi.json` is its exact form.
"""
