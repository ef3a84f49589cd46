"""Importers of documents that are no bundles: service-level objectives become pacts, inventories decisions."""
