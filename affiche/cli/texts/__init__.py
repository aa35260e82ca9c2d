"""Commands about the working texts."""
