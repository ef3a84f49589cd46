"""Importers of what runs in production leave behind: traces, incidents, objectives, inventories."""
