"""A working text out to where others edit it, and their edits back into it."""
