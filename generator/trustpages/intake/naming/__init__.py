"""Ids that documents declare, and references to them."""
