"""The kinds of pages, one a file: its record, and a function that gives its routes."""
