"""Importers of inventories: what an organisation uses becomes decisions."""
