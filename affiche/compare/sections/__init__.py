"""The sections of two texts: paired, put in one order, and told apart."""
