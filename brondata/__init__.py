"""What registers tell us: typed datasets, the port to fetch them, and the Ockto adapter. No Django here."""
