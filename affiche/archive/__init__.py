"""What was published: frozen, recorded in the ledger, and verified before every build."""
