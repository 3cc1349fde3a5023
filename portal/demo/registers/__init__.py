"""A server that plays the registers: the protocol of `portal.assessments.registers`, a page to see
and edit what each register holds about each person, and faults on demand. Demo and tests only."""
