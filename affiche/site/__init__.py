"""A site as pages: addresses, records, templates, and the one writer of the output folder."""
