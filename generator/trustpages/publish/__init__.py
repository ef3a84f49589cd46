"""Artifacts become a site on disk."""
