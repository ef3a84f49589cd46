"""Serve a site on this machine, and reload it after each change."""
