"""The consumer's forms, by part of the journey. Messages in Dutch, at the field, with what was typed kept."""
