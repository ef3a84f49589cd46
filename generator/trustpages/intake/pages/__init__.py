"""Checks of authored Markdown: references, and numbers and superlatives without evidence."""
