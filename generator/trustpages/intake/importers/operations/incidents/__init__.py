"""Importers of incidents: status pages, and databases of incidents with systems of many organisations."""
