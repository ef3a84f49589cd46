"""Answers about an agent as files: a workbook, a table, a text."""
