"""How far a working text is: its sections and facts against the version that it follows, and what is stale."""
