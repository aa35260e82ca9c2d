"""A version is published or withdrawn: what is asked for, what stands against it, what would be frozen."""
