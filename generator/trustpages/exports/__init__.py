"""Blocks and tables in formats other than pages: plain text for a terminal, spreadsheets."""
