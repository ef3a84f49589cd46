"""Frozen types of documents, results, charts and pages, below every other room."""
