"""What the last build made, from what, and how much of it the next one need not make again."""
