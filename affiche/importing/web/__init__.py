"""Web pages: what readers see of them, as pieces."""
