"""Word files: opened safely, and read as Word shows them."""
