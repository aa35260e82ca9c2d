"""An existing policy into content/: whatever form a company has it in, with a report of what was not sure."""
