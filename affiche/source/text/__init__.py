"""Markdown into clean HTML: blocks, sections, pictures, and what is too much of any."""
