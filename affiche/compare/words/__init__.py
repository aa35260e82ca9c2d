"""The words of two texts: split, aligned, and told apart."""
