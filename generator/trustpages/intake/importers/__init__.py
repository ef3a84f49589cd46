"""Importers: files of other tools become evidence of ours, every record counted."""
