"""YAML with the place of each value, and what each file may say."""
