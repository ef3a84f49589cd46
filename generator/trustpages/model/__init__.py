"""Frozen types of documents and results, below every other room."""
