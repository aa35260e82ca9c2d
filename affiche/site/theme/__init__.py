"""Templates: where they are found, the sandbox that they run in, and the filters that they have."""
