"""Artifacts become a site, a published folder, a branch."""
