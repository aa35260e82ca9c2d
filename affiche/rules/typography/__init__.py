"""Spaces, signs, spelling, numbers and dates, as each language writes them."""
