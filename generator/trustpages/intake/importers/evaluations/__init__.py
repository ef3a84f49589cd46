"""Importers of what tools that evaluate models and agents write."""
