"""Importers of documents: objectives become pacts, inventories decisions, cards facts of a benchmark or scores."""
