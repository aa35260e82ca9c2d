"""Plain text and Markdown: lines into pieces, and the date that a text says of itself."""
