"""Importers of promises in the forms of other tools: service-level objectives become obligations."""
