"""What the portal says, taken from its sources, and the catalogues that hold the English of it."""
