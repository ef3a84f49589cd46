"""Immutable versions in a published folder: staged, logged, signed, and made visible by one pointer."""
