"""The adapter to Ockto: HTTP in, types of the port and of ``brondata.datasets`` out."""
