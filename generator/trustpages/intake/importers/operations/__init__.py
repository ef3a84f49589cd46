"""Importers of what runs in production leave behind: traces, incidents, checks, and rows of any form by a mapping."""
