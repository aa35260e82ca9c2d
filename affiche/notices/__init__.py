"""What readers are told about a version: one record in each language, and the messages made from it."""
