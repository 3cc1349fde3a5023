"""What each register says about a persona on a day: one module per kind of register, in the words of the wire."""
