"""Pages without their frame, for a website that has its own."""
