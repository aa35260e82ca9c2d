"""Proof that what was published is still what was published: evidence, the posted site, signatures."""
