"""The consumer's pages, one module per part of the journey."""
