"""Versions that nobody can quietly rewrite: staged, logged, signed, and made visible by one pointer."""
