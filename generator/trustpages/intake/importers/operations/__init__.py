"""Importers of what runs in production leave behind: traces, incidents, uptime, checks of data and code."""
